import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hansa.journeys.rules import behaviour, invented
from hansa.journeys.rules.certification import Criteria, Facts, Missing, judge
from hansa.journeys.rules.rehearsal import Report, Stage, table

EVERYTHING = Criteria(course="course", events=frozenset({"seoul", "athens"}), attended=1, has_age=True)


def test_certificate_with_everything_done_is_earned():
    verdict = judge(EVERYTHING, Facts(frozenset({"course"}), frozenset({"athens"}), True))
    assert verdict.earned


def test_certificate_with_nothing_done_names_each_thing_in_order():
    verdict = judge(EVERYTHING, Facts())
    assert verdict.missing == (Missing("course"), Missing("event", 1), Missing("birth_date"))
    assert verdict.can_still_be_earned


def test_certificate_for_somebody_too_old_cannot_be_earned_any_more():
    verdict = judge(EVERYTHING, Facts(frozenset({"course"}), frozenset({"athens"}), False))
    assert verdict.missing == (Missing("age"),)
    assert not verdict.can_still_be_earned


def test_attendance_at_another_event_does_not_count():
    assert judge(EVERYTHING, Facts(frozenset({"course"}), frozenset({"milan"}), True)).missing == (
        Missing("event", 1),
    )


@given(st.frozensets(st.sampled_from("abcd")), st.frozensets(st.sampled_from("abcd")), st.integers(1, 4))
def test_more_attendance_never_takes_a_certificate_away(first, more, wanted):
    criteria = Criteria(events=frozenset("abcd"), attended=wanted)
    if judge(criteria, Facts(attended=first)).earned:
        assert judge(criteria, Facts(attended=first | more)).earned


def test_invented_people_are_the_same_for_the_same_seed():
    first = invented.people(30, seed=7, prefix="x", on=date(2025, 9, 1), ages=(18, 30))
    assert first == invented.people(30, seed=7, prefix="x", on=date(2025, 9, 1), ages=(18, 30))
    assert first != invented.people(30, seed=8, prefix="x", on=date(2025, 9, 1), ages=(18, 30))


@given(st.integers(0, 999), st.integers(10, 60), st.integers(0, 30))
def test_invented_people_have_the_age_asked_for(seed, youngest, more):
    day = date(2025, 9, 1)
    for one in invented.people(5, seed=seed, prefix="x", on=day, ages=(youngest, youngest + more)):
        years = day.year - one.born.year - ((day.month, day.day) < (one.born.month, one.born.day))
        assert youngest <= years <= youngest + more
        assert one.email.endswith("@invented.example")


@pytest.mark.parametrize("kind", ["single", "multiple", "ordering"])
def test_answer_of_a_choice_is_one_of_its_options(kind):
    question = {"key": "q", "kind": kind, "options": [{"key": key} for key in "abc"]}
    given_answer = behaviour.answer(question, random.Random(1), known={})
    assert set([given_answer] if isinstance(given_answer, str) else given_answer) <= set("abc")


def test_marks_stay_within_the_rubric():
    questions = [{"key": "merit", "kind": "number", "max": 5}]
    draw = random.Random(1)
    for strength in (0, 50, 100):
        assert 0 <= behaviour.scores(questions, draw, strength=strength)["merit"] <= 5


def test_table_of_a_rehearsal_that_ends_well():
    stage = Stage("applications", date(2017, 10, 13))
    stage.count("sent", 3)
    stage.count("sent")
    stage.count("too late")
    text = table(Report("wego/x", 5, 1, [stage]))
    assert "applications  2017-10-13  sent 4 · too late 1" in text
    assert text.endswith("It ends well: no jam.\n")


def test_table_of_a_rehearsal_that_jams_names_the_stage():
    stage = Stage("screening")
    stage.jam("nobody is eligible")
    stage.jam("nobody is eligible")
    assert table(Report("wego/x", 5, 1, [stage])).endswith(
        "It jams in 1 place:\n  screening: nobody is eligible\n"
    )
