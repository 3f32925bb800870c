"""A long form in parts."""

import pytest

from hansa.questionnaires.services import form_class, parts_of

DEFINITION = {
    "title": {"en": "Application"},
    "questions": [
        {"key": "post", "kind": "text", "label": {"en": "Your post"}, "required": True},
        {"key": "why", "kind": "long_text", "label": {"en": "Why?"}, "required": True},
        {"key": "note", "kind": "text", "label": {"en": "A note"}, "required": False},
        {"key": "agreed", "kind": "consent", "label": {"en": "I agree"}, "required": True},
    ],
}


def _parts(answers):
    return parts_of(DEFINITION, form_class(DEFINITION, "en", draft=True)(initial=answers), answers, "en")


def test_questions_stand_in_parts_in_their_order():
    assert [(part.title, len(part.fields)) for part in _parts({})] == [
        ("About your work", 2),
        ("In your own words", 1),
        ("What you agree to", 1),
    ]


def test_part_names_what_still_wants_an_answer_and_nothing_that_may_stay_empty():
    facts, words, consent = _parts({"post": "Head of division", "agreed": False})
    assert (facts.missing, words.missing, consent.missing) == (0, 1, 1)
    assert [(one.label, one.name, one.anchor) for one in words.asked] == [("Why?", "a-why", "id_a-why")]


def test_definition_may_name_its_own_parts():
    named = {**DEFINITION, "questions": [{**DEFINITION["questions"][0], "section": {"en": "You"}}]}
    [part] = parts_of(named, form_class(named, "en")(), {}, "en")
    assert part.title == "You"


def test_long_text_says_how_long_it_may_be_without_a_script():
    assert "At most 6000 characters." in str(_parts({})[1].fields[0])


EVERY_KIND = {
    "questions": [
        {"key": kind, "kind": kind, "label": {"en": f"A {kind}"}, "required": kind != "number"}
        | ({"options": [{"key": k, "label": {"en": k.upper()}} for k in "abc"]} if chosen else {})
        for kind, chosen in [
            *(("text", False), ("long_text", False), ("number", False), ("date", False), ("country", False)),
            *(("single", True), ("multiple", True), ("ordering", True), ("language_level", False)),
            ("consent", False),
        ]
    ],
}
WRITTEN = {
    "text": 'Head of "roads" & <b>bridges</b>',
    "long_text": "Two\nlines & a <script>",
    "number": 12,
    "date": "2017-10-13",
    "country": "KR",
    "single": "b",
    "multiple": ["a", "c"],
    "ordering": ["c", "a", "b"],
    "language_level": "B2",
    "consent": True,
}


@pytest.mark.parametrize(
    "answers", [{}, WRITTEN, {"text": "", "number": 0}], ids=["blank", "written", "edge"]
)
def test_fields_kept_for_everybody_look_as_if_drawn_for_this_person(answers):
    form = form_class(EVERY_KIND, "en", draft=True)(initial=answers)
    shown = [field for part in parts_of(EVERY_KIND, form, answers, "en") for field in part.fields]
    drawn = {entry["key"]: form[entry["key"]].as_field_group() for entry in EVERY_KIND["questions"]}
    assert sorted(shown) == sorted(drawn.values())


def test_what_one_person_wrote_is_not_in_the_form_of_the_next():
    parts_of(EVERY_KIND, form_class(EVERY_KIND, "en")(initial=WRITTEN), WRITTEN, "en")
    after = parts_of(EVERY_KIND, form_class(EVERY_KIND, "en")(), {}, "en")
    shown = "".join(str(field) for part in after for field in part.fields)
    assert "bridges" not in shown
    assert "script" not in shown
    assert "checked" not in shown


def test_changed_definition_is_another_form():
    asked = {"questions": [{**DEFINITION["questions"][0], "label": {"en": "Your office"}}]}
    assert form_class(DEFINITION, "en") is form_class({**DEFINITION}, "en")
    assert form_class(asked, "en") is not form_class(DEFINITION, "en")
