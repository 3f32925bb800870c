"""Questions that depend on the answer to another: when they are asked, and what becomes of their answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hansa.questionnaires import rules
from hansa.questionnaires.services import (
    Incomplete,
    answers_of,
    differences,
    form_class,
    parts_of,
    readable_answers,
    reopen,
    save_draft,
    submit,
)
from tests.conftest import NOW
from tests.factories.questionnaires import OPTIONS, make_definition, make_question, make_questionnaire

pytestmark = pytest.mark.database_service


def asks(key, *conditions, **fields):
    return make_question(key=key, label={"en": key.title()}, required=True, **fields) | (
        {"only_if": list(conditions)} if conditions else {}
    )


FUNDS = asks("funds", kind="single", options=OPTIONS)
FIELDS = asks("fields", kind="multiple", options=OPTIONS)
CHAIN = make_definition(
    FUNDS,
    asks("who", {"question": "funds", "is": ["b", "c"]}),
    asks("why", {"question": "who", "answered": True}, kind="long_text"),
    asks("note", {"question": "funds", "is_not": ["a"]}),
    asks("left", {"question": "funds", "answered": False}),
)


def keys(definition, answers):
    return [entry["key"] for entry in rules.applying(definition, answers)]


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, ["funds", "left"]),
        ({"funds": "a"}, ["funds"]),
        ({"funds": "b"}, ["funds", "who", "note"]),
        ({"funds": "b", "who": "Ana"}, ["funds", "who", "why", "note"]),
        # What was typed into a question that is not asked any more asks nothing further.
        ({"funds": "a", "who": "Ana", "why": "Because"}, ["funds"]),
        ({"funds": "b", "who": "  "}, ["funds", "who", "note"]),
    ],
)
def test_question_is_asked_where_its_condition_holds(answers, asked):
    assert keys(CHAIN, answers) == asked


@pytest.mark.parametrize(
    ("condition", "given_answer", "asked"),
    [
        ({"is": ["b"]}, ["a", "b"], True),
        ({"is": ["b"]}, ["a"], False),
        ({"is_not": ["b"]}, ["a", "b"], False),
        ({"is_not": ["b"]}, ["a", "c"], True),
        ({"is_not": ["b"]}, [], False),
        ({"answered": False}, [], True),
    ],
)
def test_choice_of_several_is_asked_about_each_that_was_chosen(condition, given_answer, asked):
    definition = make_definition(FIELDS, asks("more", {"question": "fields", **condition}))
    assert ("more" in keys(definition, {"fields": given_answer})) is asked


def test_section_that_does_not_apply_takes_its_questions_with_it():
    definition = make_definition(
        FUNDS,
        asks("office", section="visa"),
        asks("day", {"question": "office", "answered": True}, section="visa"),
    )
    section = {"key": "visa", "title": {"en": "Visa"}, "only_if": [{"question": "funds", "is": ["b"]}]}
    definition["sections"] = [section]
    assert rules.faults(definition) == []
    assert keys(definition, {"funds": "a", "office": "Rome"}) == ["funds"]
    assert keys(definition, {"funds": "b", "office": "Rome"}) == ["funds", "office", "day"]


VALUES = {
    "funds": st.sampled_from(["", "a", "b", "c"]),
    "who": st.sampled_from(["", "Ana"]),
    "why": st.sampled_from(["", "Because"]),
    "note": st.sampled_from(["", "x"]),
    "left": st.sampled_from(["", "x"]),
}


@given(st.fixed_dictionaries(VALUES))
def test_what_applies_depends_on_nothing_that_does_not(answers):
    definition, kept = rules.asked_of(CHAIN, answers)
    assert set(kept) == {entry["key"] for entry in definition["questions"]}
    # Taking away what does not apply changes nothing, and doing it again changes nothing.
    assert keys(CHAIN, kept) == [entry["key"] for entry in definition["questions"]]
    assert rules.asked_of(definition, kept) == (definition, kept)
    assert {problem.key for problem in rules.problems(CHAIN, answers)} == {
        key for key, value in kept.items() if not value
    }


def test_question_can_be_taken_out_of_what_applies():
    definition, answers = rules.asked_of(CHAIN, {"funds": "b", "who": "Ana"})
    rest = {**definition, "questions": [one for one in definition["questions"] if one["key"] != "funds"]}
    assert readable_answers(rest, answers, "en")[0] == ("Who", "Ana")


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (asks("more", {"question": "nobody", "is": ["a"]}), "nobody is no question above it"),
        (asks("more", {"question": "more", "answered": True}), "more is no question above it"),
        (asks("more", {"question": "funds"}), "exactly one of"),
        (asks("more", {"question": "funds", "is": ["a"], "answered": True}), "exactly one of"),
        (asks("more", {"question": "funds", "is": "a"}), "is is a list"),
        ({**asks("more"), "only_if": {"question": "funds", "is": ["a"]}}, "a list of conditions"),
    ],
)
def test_condition_that_cannot_be_used_is_named(entry, said):
    assert any(said in fault.what for fault in rules.faults(make_definition(FUNDS, entry)))


def test_error_in_a_question_that_is_not_asked_stops_nobody():
    definition = make_definition(FUNDS, asks("day", {"question": "funds", "is": ["b"]}, kind="date"))
    kind = form_class(definition, "en")
    assert kind({"a-funds": "a", "a-day": "some day"}).is_valid()
    assert set(kind({"a-funds": "b", "a-day": "some day"}).errors) == {"day"}
    assert answers_of(kind({"a-funds": "a", "a-day": "2027-05-01"})) == {"funds": "a", "day": "2027-05-01"}


def shown(answers):
    form = form_class(CHAIN, "en", draft=True)(initial=answers)
    return parts_of(CHAIN, form, answers, "en")


def test_question_that_does_not_apply_says_what_it_waits_for():
    [part] = shown({"funds": "a"})  # a long text, too, stands where the answer is given that brings it up
    drawn = "".join(map(str, part.fields))
    assert "<b>Who</b> Asked if you answer “Funds” with: B · C." in drawn
    assert 'id="asked-who" data-only-if="[{&quot;question&quot;: &quot;funds&quot;' in drawn
    assert "<div data-asked hidden>" in drawn
    assert "<div data-asked>" in "".join(map(str, shown({"funds": "b"})[0].fields))


def test_what_is_still_missing_counts_only_what_applies():
    assert [
        sum(part.missing for part in shown(answers)) for answers in ({}, {"funds": "a"}, {"funds": "b"})
    ] == [
        2,
        0,
        2,
    ]


def test_differences_leave_out_what_applies_to_neither():
    one, other = {"funds": "b", "who": "Ana", "note": "x"}, {"funds": "a", "who": "Bea", "note": "x"}
    assert differences(CHAIN, one, other, "en") == [
        ("Funds", "B", "A"),
        ("Who", "Ana", ""),
        ("Note", "x", ""),
    ]


def kept_of(person, **answers):
    known = {"questionnaire_key": "wego/nia-2027:form", "respondent": person, "subject": "application:1"}
    return known, {"answers": answers, "revision": 0, "now": NOW}


@pytest.mark.django_db
def test_answer_typed_before_lives_with_the_draft_and_ends_with_its_sending(person_with):
    make_questionnaire(**CHAIN)
    known, said = kept_of(person_with(), funds="b", who="Ana", note="x", why="Because")
    row = save_draft(**known, **said)
    row = save_draft(**known, answers={**row.answers, "funds": "a"}, revision=row.revision, now=NOW)
    assert row.answers["who"] == "Ana"
    sent = submit(**known, now=NOW)
    assert sent.answers == {"funds": "a"}
    assert [version.answers for version in sent.sent_versions.all()] == [{"funds": "a"}]
    assert reopen(**known, by=None, now=NOW).answers == {"funds": "a"}


@pytest.mark.django_db
def test_sending_wants_what_an_answer_brought_up(person_with):
    make_questionnaire(**CHAIN)
    known, said = kept_of(person_with(), funds="b")
    save_draft(**known, **said)
    with pytest.raises(Incomplete) as refusal:
        submit(**known, now=NOW)
    assert [problem.key for problem in refusal.value.problems] == ["who", "note"]
