"""What is kept while somebody writes is what their form would keep."""

import json

from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from hansa.questionnaires import services

QUESTIONS = {
    "title": {"en": "All kinds"},
    "questions": [
        {"key": "name", "kind": "text", "label": {"en": "Name"}, "required": True, "max_length": 5},
        {"key": "why", "kind": "long_text", "label": {"en": "Why"}},
        {"key": "years", "kind": "number", "label": {"en": "Years"}, "required": True, "max": 40},
        {"key": "since", "kind": "date", "label": {"en": "Since"}},
        {"key": "country", "kind": "country", "label": {"en": "Country"}, "required": True},
        {
            "key": "level",
            "kind": "language_level",
            "label": {"en": "Level"},
            "only_if": [{"question": "country", "is": ["KR"]}],
        },
        {"key": "agreed", "kind": "consent", "label": {"en": "Agreed"}, "required": True},
        *(
            {
                "key": kind,
                "kind": kind,
                "label": {"en": kind},
                "required": True,
                "options": [{"key": "a", "label": {"en": "A"}}, {"key": "b", "label": {"en": "B"}}],
            }
            for kind in ("single", "multiple", "ordering")
        ),
    ],
}
NAMES = [entry["key"] for entry in QUESTIONS["questions"]] + ["ordering-a", "ordering-b"]
SAID = st.sampled_from(
    ["", " ", "a", "b", "c", "1", "2", "41", "on", "KR", "XX", "B2", "2026-02-30", "2026-02-03"]
)


@settings(max_examples=60, deadline=None)
@given(
    said=st.dictionaries(st.sampled_from(NAMES), st.lists(SAID | st.text(max_size=9), min_size=1, max_size=3))
)
def test_draft_keeps_what_its_form_keeps(said):
    data = QueryDict(mutable=True)
    for name, values in said.items():
        data.setlist(f"a-{name}", values)
    form = services.form_class(QUESTIONS, "en", draft=True)(data)
    answers, wrong = services.draft_answers(json.dumps(QUESTIONS), data)
    assert answers == services.answers_of(form)
    assert wrong == len(form.errors)
