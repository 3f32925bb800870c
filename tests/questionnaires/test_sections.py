"""A long form in parts."""

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
