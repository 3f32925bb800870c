"""Definitions, answers and scores; no database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hansa.questionnaires.rules import (
    faults,
    problems,
    question,
    quiz_score,
    rubric_most,
    rubric_total,
)
from tests.factories.questionnaires import EVERY_KIND, GOOD_ANSWERS, make_definition, make_question


def test_definition_of_every_kind_is_sound():
    assert faults(EVERY_KIND) == []
    assert problems(EVERY_KIND, GOOD_ANSWERS) == []


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"key": "Bad Key"}, "questions[0].key"),
        ({"kind": "essay"}, "questions[0].kind"),
        ({"label": {}}, "questions[0].label"),
        ({"label": "Name"}, "questions[0].label"),
        ({"hint": {"en": ""}}, "questions[0].hint"),
        ({"required": "yes"}, "questions[0].required"),
        ({"options": [{"key": "a", "label": {"en": "A"}}]}, "questions[0].options"),
        ({"kind": "single"}, "questions[0].options"),
        ({"max_length": -1}, "questions[0].max_length"),
        ({"weight": 2}, "questions[0].weight"),
        ({"colour": "red"}, "questions[0].colour"),
        ({"kind": "number", "min": 5, "max": 2}, "questions[0].min"),
    ],
)
def test_fault_names_its_place(change, path):
    assert path in [fault.path for fault in faults(make_definition(make_question(**change)))]


@pytest.mark.parametrize(
    "definition", [None, [], {}, {"title": {"en": "T"}}, {"title": {"en": "T"}, "questions": []}]
)
def test_what_is_no_definition_is_refused(definition):
    assert faults(definition)


def test_key_that_comes_twice_is_a_fault():
    found = faults(make_definition(make_question(), make_question()))
    assert [str(fault) for fault in found] == ["questions[1].key: name appears twice"]


@pytest.mark.parametrize(
    ("kind", "right"), [("single", ["a", "b"]), ("multiple", ["z"]), ("ordering", ["a"]), ("single", "a")]
)
def test_right_answers_must_fit_the_options(kind, right):
    options = [{"key": key, "label": {"en": key}} for key in "abc"]
    found = faults(make_definition(make_question(kind=kind, options=options, right=right)))
    assert [fault.path for fault in found] == ["questions[0].right"]


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("text", "x" * 301, "too_long"),
        ("text", 7, "not_text"),
        ("single", "z", "no_option"),
        ("multiple", ["a", "z"], "no_option"),
        ("multiple", ["a", "a"], "no_option"),
        ("number", 11, "out_of_range"),
        ("number", "seven", "not_a_number"),
        ("number", True, "not_a_number"),
        ("date", "2017-13-01", "not_a_date"),
        ("country", "Korea", "no_country"),
        ("language_level", "Z9", "no_option"),
        ("consent", "no", "missing"),
        ("ordering", ["a", "b"], "not_an_order"),
        ("nobody_asked", "x", "unknown"),
    ],
)
def test_answer_that_does_not_fit_has_its_code(key, value, code):
    found = problems(EVERY_KIND, {**GOOD_ANSWERS, key: value})
    assert [(problem.key, problem.code) for problem in found] == [(key, code)]


def test_every_missing_answer_is_named_in_order():
    keys = [entry["key"] for entry in EVERY_KIND["questions"] if entry["required"]]
    assert [(problem.key, problem.code) for problem in problems(EVERY_KIND, {})] == [
        (key, "missing") for key in keys
    ]


def test_number_nought_is_an_answer():
    assert problems(EVERY_KIND, {**GOOD_ANSWERS, "number": 0}) == []


def test_quiz_counts_only_questions_with_a_right_answer():
    options = [{"key": key, "label": {"en": key}} for key in "abc"]
    definition = make_definition(
        make_question(key="one", kind="single", options=options, right=["a"]),
        make_question(key="many", kind="multiple", options=options, right=["a", "b"]),
        make_question(key="order", kind="ordering", options=options, right=["c", "b", "a"]),
        make_question(key="free"),
    )
    score = quiz_score(definition, {"one": "a", "many": ["b", "a"], "order": ["a", "b", "c"], "free": "x"})
    assert (score.right, score.of, score.percent) == (2, 3, 66)
    assert score.by_question == {"one": True, "many": True, "order": False}


def test_quiz_without_answers_has_none_right():
    options = [{"key": key, "label": {"en": key}} for key in "ab"]
    definition = make_definition(make_question(kind="single", options=options, right=["a"]))
    assert quiz_score(definition, {}).right == 0


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 10)), min_size=1, max_size=6))
def test_rubric_total_is_the_weighed_sum(criteria):
    questions = [
        make_question(key=f"c{i}", kind="number", max=10, weight=weight)
        for i, (weight, _s) in enumerate(criteria)
    ]
    definition = make_definition(*questions, make_question(key="comment", kind="long_text"))
    scores = {f"c{i}": score for i, (_w, score) in enumerate(criteria)}
    assert rubric_total(definition, scores) == sum(weight * score for weight, score in criteria)
    assert rubric_most(definition) == sum(weight * 10 for weight, _s in criteria)


def test_question_is_found_by_key():
    assert question(EVERY_KIND, "text")["kind"] == "text"
    assert question(EVERY_KIND, "nothing") is None
