"""Define, draft, send; and the generated form."""

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import translation

from hansa.questionnaires import selectors, services
from hansa.questionnaires.models import Response, SentVersion
from tests.conftest import NOW
from tests.factories.questionnaires import (
    EVERY_KIND,
    GOOD_ANSWERS,
    make_definition,
    make_question,
    make_questionnaire,
)

pytestmark = pytest.mark.django_db
KEY = "wego/nia-2027:form"


@pytest.fixture
def known(person_with):
    make_questionnaire()
    return {"questionnaire_key": KEY, "respondent": person_with(), "subject": "application:1", "now": NOW}


def test_defining_the_same_again_changes_nothing():
    first, second = make_questionnaire(), make_questionnaire()
    assert (first.pk, second.version) == (second.pk, 1)


def test_changed_definition_has_a_new_version():
    make_questionnaire()
    assert make_questionnaire(title={"en": "Another"}).version == 2


def test_frozen_definition_is_refused_and_says_since_when():
    make_questionnaire()
    services.freeze(key=KEY, by=None, now=NOW)
    make_questionnaire()
    with pytest.raises(services.DefinitionFrozen, match="2026-11-20"):
        make_questionnaire(title={"en": "Another"})


def test_faulty_definition_names_every_fault():
    with pytest.raises(services.DefinitionFaulty) as refused:
        services.define(
            key="x", definition=make_definition(make_question(kind="essay", key="B")), by=None, now=NOW
        )
    assert {fault.path for fault in refused.value.faults} == {"questions[0].kind", "questions[0].key"}


def test_draft_keeps_gaps_and_leaves_out_what_nobody_asked(known):
    response = services.save_draft(**known, answers={"text": "A", "evil": "x", "spare": " "}, revision=0)
    assert (response.answers, response.revision) == ({"text": "A"}, 1)


def test_draft_from_an_older_revision_is_a_conflict(known):
    services.save_draft(**known, answers={"text": "A"}, revision=0)
    services.save_draft(**known, answers={"text": "B"}, revision=1)
    with pytest.raises(services.Conflict) as conflict:
        services.save_draft(**known, answers={"text": "C"}, revision=1)
    assert conflict.value.response.answers == {"text": "B"}
    assert Response.objects.get().answers == {"text": "B"}


def test_same_draft_from_an_older_revision_is_no_conflict(known):
    services.save_draft(**known, answers={"text": "A"}, revision=0)
    assert services.save_draft(**known, answers={"text": "A"}, revision=0).revision == 1


def test_incomplete_answers_are_not_sent(known):
    services.save_draft(**known, answers={"text": "A"}, revision=0)
    with pytest.raises(services.Incomplete) as refused:
        services.submit(**known)
    assert len(refused.value.problems) == 9


def test_sent_answers_stay_until_they_are_returned(known):
    services.save_draft(**known, answers=GOOD_ANSWERS, revision=0)
    services.submit(**known)
    services.submit(**known)
    with pytest.raises(services.AlreadySubmitted):
        services.save_draft(**known, answers={}, revision=1)
    services.reopen(**known, by=None)
    services.save_draft(**known, answers={**GOOD_ANSWERS, "text": "New"}, revision=1)
    services.submit(**known)
    versions = selectors.sent_versions(Response.objects.get())
    assert [version.answers["text"] for version in versions] == [GOOD_ANSWERS["text"], "New"]
    assert SentVersion.objects.count() == 2


def posted(answers: dict) -> QueryDict:
    data = QueryDict(mutable=True)
    for key, value in answers.items():
        if key == "ordering":
            for place, option in enumerate(value, start=1):
                data[f"a-ordering-{option}"] = str(place)
        elif isinstance(value, list):
            data.setlist(f"a-{key}", value)
        else:
            data[f"a-{key}"] = "on" if value is True else str(value)
    return data


def test_form_returns_the_answers_it_was_given():
    form = services.form_class(EVERY_KIND, "en")(posted(GOOD_ANSWERS))
    assert form.is_valid(), form.errors
    assert services.answers_of(form) == GOOD_ANSWERS


def test_form_asks_for_everything_that_is_missing():
    form = services.form_class(EVERY_KIND, "en")(QueryDict())
    assert len(form.errors) == 10
    assert form.errors["text"] == ["This needs an answer."]


def test_draft_form_asks_for_nothing_and_keeps_what_fits():
    data = posted({"text": "A", "date": "soon", "number": 99})
    form = services.form_class(EVERY_KIND, "en", draft=True)(data)
    assert set(form.errors) == {"date", "number"}
    assert services.answers_of(form) == {"text": "A"}


@pytest.mark.parametrize("places", [("1", "1", "2"), ("1", "2", ""), ("a", "2", "3")])
def test_ordering_wants_each_number_once(places):
    data = QueryDict(mutable=True)
    for option, place in zip("abc", places, strict=True):
        data[f"a-ordering-{option}"] = place
    form = services.form_class(EVERY_KIND, "en", draft=True)(data)
    assert form.errors["ordering"] == ["Number all 3, each number once."]


def test_form_shows_kept_answers_in_the_readers_language():
    kind = services.form_class(EVERY_KIND, "ko")
    form = kind(initial=services.initial_for(EVERY_KIND, GOOD_ANSWERS))
    with translation.override("ko"):
        page = render_to_string("questionnaires/form.html", {"form": form})
    assert "a-ko" in page
    assert 'value="2017-10-13"' in page
    assert '<option value="KR" selected>대한민국</option>' in page
    assert 'name="a-ordering-c" id="id_a-ordering_2" value="1"' in page


def test_hints_of_a_pack_are_text_and_not_markup():
    form = services.form_class(EVERY_KIND, "en")()
    page = render_to_string("questionnaires/form.html", {"form": form})
    assert "At &lt;most&gt; ten lines" in page


def test_too_long_text_says_how_much():
    form = services.form_class(make_definition(make_question(max_length=3)), "en")(QueryDict("a-name=abcde"))
    assert form.errors["name"] == ["At most 3 characters; these are 5."]


def test_answers_are_readable_by_others():
    shown = dict(
        services.readable_answers(
            {"questions": [{**entry, "label": {"en": entry["key"]}} for entry in EVERY_KIND["questions"]]},
            GOOD_ANSWERS,
            "en",
        )
    )
    assert shown["multiple"] == "A · C"
    assert shown["ordering"] == "1. C · 2. A · 3. B"
    assert shown["country"] == "South Korea"
    assert shown["consent"] == "Yes"
    assert shown["spare"] == ""


def test_export_holds_a_persons_own_answers(known, person_with):
    services.save_draft(**known, answers={"text": "A"}, revision=0)
    (row,) = selectors.export_of(known["respondent"])
    assert row["answers"] == {"text": "A"}
    assert selectors.export_of(person_with()) == []
