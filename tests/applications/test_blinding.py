"""What is covered where readers read blind, and who may not judge whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hansa.applications.enums import ConflictKind
from hansa.applications.rules.blinding import COVER, covered, names_of
from hansa.applications.rules.conflicts import Entry, Judge, between, conflicts, is_same_institution


@pytest.mark.parametrize(
    ("text", "names", "shown"),
    [
        ("I am Ioana Petrescu.", ["Ioana Petrescu"], f"I am {COVER}."),
        (
            "PETRESCU leads it, not Petrescuville.",
            ["Ioana Petrescu"],
            f"{COVER} leads it, not Petrescuville.",
        ),
        ("Signed, Nuria Serra", ["Núria Serra"], f"Signed, {COVER}"),
        ("Signed, Nu\u0301ria", ["Núria Serra"], f"Signed, {COVER}"),
        ("Write to ioana.p@pmb.ro or https://pmb.ro/x", [], f"Write to {COVER} or {COVER}"),
        (
            "저는 김서연입니다. 서울에서 왔습니다.",
            ["김서연", "서울"],
            f"저는 {COVER}입니다. {COVER}에서 왔습니다.",
        ),
        ("我叫王丽华。", ["王丽华"], f"我叫{COVER}。"),
        ("The buses of Bucharest are late.", ["Bucharest"], f"The buses of {COVER} are late."),
        ("Nothing to hide.", ["Li"], "Nothing to hide."),
        ("Li is here.", ["Li"], f"{COVER} is here."),
    ],
)
def test_words_that_name_somebody_are_covered(text, names, shown):
    assert covered(text, names_of(*names)) == shown


@given(
    st.text("aéBc Ñ서울.-\u0301", max_size=40),
    st.lists(st.text("aéBcÑ서울", min_size=3, max_size=5), max_size=3),
)
def test_no_covered_name_is_left_as_a_word(text, names):
    shown = covered(text, names, addresses=False)
    assert covered(shown, names, addresses=False).replace(COVER, "") == shown.replace(COVER, "")
    if not names:
        assert shown == text


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("University of Bucharest", "UNIVERSITY OF BUCHAREST, Faculty of Law", True),
        ("Universität Zürich", "Universitat Zurich", True),
        ("Seoul National University", "National University of Singapore", False),
        ("Seoul", "Seoul National University", False),
        ("서울대학교", "서울대학교", True),
        ("", "", False),
        ("The", "the", False),
    ],
)
def test_institution_is_known_by_its_words(one, other, same):
    assert is_same_institution(one, [other]) is same


def test_each_tie_is_found_and_named():
    entry = Entry("A1", applicant=1, city=10, institutions=("World Bank",), nominator=5)
    assert between(Judge(1), entry) == ConflictKind.OWN
    assert between(Judge(2, frozenset({10})), entry) == ConflictKind.CITY
    assert between(Judge(5), entry) == ConflictKind.NOMINATOR
    assert between(Judge(3, institution="The World Bank"), entry) == ConflictKind.INSTITUTION
    assert between(Judge(4, frozenset({11}), "Bank of Korea"), entry) is None
    assert conflicts([Judge(1), Judge(4)], [entry]) == {(1, "A1"): ConflictKind.OWN}
