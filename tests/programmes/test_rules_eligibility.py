"""Who may apply: each kind of rule, met, unmet and unanswered, and its sentence."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hansa.programmes.rules.packs import (
    Age,
    ApplicantFacts,
    LanguageAtLeast,
    MemberOf,
    Residence,
    RoleAtLeast,
    age_on,
    answers,
    is_eligible,
)
from hansa.programmes.services import wording
from hansa.programmes.services.eligibility import explain

UNDER_35 = Age(under=35, on=date(2025, 9, 1))
AGED = Age(at_least=18, at_most=35, on=date(2024, 12, 1))


@pytest.mark.parametrize(
    ("born", "state"),
    [
        (date(1990, 9, 2), "met"),
        (date(1990, 9, 1), "unmet"),
        (date(1989, 1, 1), "unmet"),
        (None, "unanswered"),
    ],
)
def test_under_35_counts_on_the_named_day(born, state):
    assert UNDER_35.check(ApplicantFacts(birth_date=born)).state == state


@pytest.mark.parametrize(
    ("born", "state"),
    [
        (date(2006, 12, 1), "met"),
        (date(2006, 12, 2), "unmet"),
        (date(1988, 12, 2), "met"),
        (date(1988, 12, 1), "unmet"),
    ],
)
def test_18_to_35_includes_both_ends(born, state):
    assert AGED.check(ApplicantFacts(birth_date=born)).state == state


def test_age_without_a_day_stays_unanswered():
    assert Age(under=35).check(ApplicantFacts(birth_date=date(2000, 1, 1))).state == "unanswered"


def test_born_on_29_february_is_a_year_older_on_1_march():
    assert age_on(date(2000, 2, 29), date(2023, 2, 28)) == 22
    assert age_on(date(2000, 2, 29), date(2023, 3, 1)) == 23


@given(st.dates(date(1920, 1, 1), date(2020, 1, 1)), st.dates(date(2020, 1, 2), date(2090, 1, 1)))
def test_age_rises_by_one_a_year(born, day):
    later = day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else None
    if later is not None:
        assert age_on(born, later) == age_on(born, day) + 1


@pytest.mark.parametrize(
    ("rule", "facts", "state"),
    [
        (MemberOf(), {"member": "bucharest"}, "met"),
        (MemberOf(), {"member": ""}, "unmet"),
        (MemberOf(), {}, "unanswered"),
        (MemberOf(regions=["africa"]), {"member": "dakar", "region": "africa"}, "met"),
        (MemberOf(regions=["africa"]), {"member": "berlin", "region": "europe"}, "unmet"),
        (MemberOf(member_kinds=["city"]), {"member": "nic", "member_kind": "friendship_government"}, "unmet"),
        (RoleAtLeast(at_least="managerial"), {"role_level": "executive"}, "met"),
        (RoleAtLeast(at_least="managerial"), {"role_level": "officer"}, "unmet"),
        (RoleAtLeast(at_least="managerial"), {}, "unanswered"),
        (RoleAtLeast(fields=["ict"]), {"fields": frozenset({"ict", "other"})}, "met"),
        (RoleAtLeast(fields=["ict"]), {"fields": frozenset({"other"})}, "unmet"),
        (RoleAtLeast(fields=["ict"]), {}, "unanswered"),
        (Residence(countries=["KR"]), {"country": "KR"}, "met"),
        (Residence(countries=["KR"], outside=True), {"country": "KR"}, "unmet"),
        (Residence(countries=["KR"]), {}, "unanswered"),
        (LanguageAtLeast(language="en", level="B2"), {"languages": {"en": "C1"}}, "met"),
        (LanguageAtLeast(language="en", level="B2"), {"languages": {"en": "B1"}}, "unmet"),
        (LanguageAtLeast(language="en", level="B2"), {"languages": {"fr": "C2"}}, "unanswered"),
    ],
)
def test_rule_stands_as_it_should(rule, facts, state):
    answer = rule.check(ApplicantFacts(**facts))
    assert answer.state == state
    assert answer.explanation.key in wording.SENTENCES
    assert rule.explain().key in wording.SENTENCES


def test_preferred_rule_never_keeps_anybody_out():
    wish = LanguageAtLeast(language="en", level="C2", preferred=True)
    facts = ApplicantFacts(member="bucharest", languages={"en": "A1"})
    assert is_eligible([MemberOf(), wish], facts)
    assert not any(answer.bars for answer in answers([MemberOf(), wish], facts))


def test_unanswered_rule_does_not_let_in():
    assert not is_eligible([MemberOf()], ApplicantFacts())


def test_sentence_says_why_with_both_ages():
    (found,) = explain(rules=[UNDER_35], facts={"birth_date": date(1989, 1, 1)})
    assert found.met is False
    assert "under 35" in found.text
    assert "you will be 36" in found.text


def test_preferred_age_is_a_wish_and_its_day_is_written_as_everywhere():
    wish = Age(under=35, on=date(2026, 11, 13), preferred=True)
    for known in ({}, {"birth_date": date(1980, 1, 1)}):
        (found,) = explain(rules=[wish], facts=known)
        assert not found.required
        assert found.text == "For people under 35 on 13 November 2026."


def test_explanation_takes_the_plain_values_of_a_frozen_call():
    plain = [{"kind": "role_level", "at_least": "managerial"}, {"kind": "member_of", "preferred": True}]
    first, second = explain(rules=plain, facts={"role_level": "officer"})
    assert (first.kind, first.met, first.required) == ("role_level", False, True)
    assert (second.met, second.required) == (None, False)


@pytest.mark.parametrize("language", ["en", "fr", "de", "it", "ar", "ko", "zh-hans"])
def test_every_rule_can_be_said_in_every_language(language):
    from django.utils import translation

    rules = [
        UNDER_35,
        AGED,
        RoleAtLeast(at_least="managerial"),
        Residence(countries=["KR", "DE"]),
        LanguageAtLeast(language="en", level="B2"),
    ]
    with translation.override(language):
        for found in explain(rules=rules, facts={"birth_date": date(1980, 1, 1), "country": "FR"}):
            assert found.text
            assert "%" not in found.text
