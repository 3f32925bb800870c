"""Six languages besides English, complete, and nothing in them that the English does not have."""

import pytest
from tools import catalogues


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_catalogue_is_complete_and_names_the_same_things(language):
    catalogue = catalogues.read(language)
    every = list(catalogues.entries(catalogue))
    assert every, f"{catalogues.path_of(language)} is empty"
    faults = [
        f"{message.id!r} {fault}"
        for message in every
        for fault in catalogues.faults_of(message, catalogue.num_plurals)
    ]
    assert not faults


def test_every_language_has_the_same_entries():
    ids = [{str(m.id) for m in catalogues.entries(catalogues.read(code))} for code in catalogues.LANGUAGES]
    assert all(one == ids[0] for one in ids)
