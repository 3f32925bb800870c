"""What the pages call kinds and standings may stand in a spreadsheet, in every language."""

import pytest
from django.conf import settings
from django.utils.translation import override

from hansa.foundation.sheets.rules.columns import RowFault
from hansa.network.enums import MemberKind, MemberStatus
from hansa.network.office.sentences import sentence
from hansa.network.services.sheets import wanted

LANGUAGES = [code for code, _name in settings.LANGUAGES]
READ = {column.key: column.read for column in wanted()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(MemberKind))
def test_a_kind_is_known_by_its_label(language, kind):
    with override(language):
        label = str(kind.label)
    assert READ["kind"](label) == kind.value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", list(MemberStatus))
def test_a_standing_is_known_by_its_label(language, status):
    with override(language):
        label = str(status.label)
    assert READ["status"](label) == status.value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("column", "choices"), [("kind", MemberKind), ("status", MemberStatus)])
def test_a_word_that_is_not_known_is_answered_with_all_that_are(language, column, choices):
    with override(language):
        said = sentence(RowFault(column, column, "Atlantis"), {})
        assert "Atlantis" in said
        for choice in choices:
            assert str(choice.label) in said
            assert READ[column](str(choice.label)) == choice.value
