"""What questionnaires offer to higher apps."""

from hansa.questionnaires.rules import (
    Problem,
    QuizScore,
    applying,
    asked_of,
    depends,
    faults,
    problems,
    quiz_score,
    rubric_most,
    rubric_total,
)
from hansa.questionnaires.services.definitions import DefinitionFaulty, DefinitionFrozen, define, freeze
from hansa.questionnaires.services.drafts import draft_answers
from hansa.questionnaires.services.drawing import unanswered
from hansa.questionnaires.services.fields import anchor, answers_of, form_class, initial_for
from hansa.questionnaires.services.responses import (
    AlreadySubmitted,
    Conflict,
    Incomplete,
    reopen,
    save_draft,
    save_on,
    submit,
)
from hansa.questionnaires.services.sections import Part, parts_of
from hansa.questionnaires.services.sentences import differences, readable_answers, sentence

__all__ = [
    "AlreadySubmitted",
    "Conflict",
    "DefinitionFaulty",
    "DefinitionFrozen",
    "Incomplete",
    "Part",
    "Problem",
    "QuizScore",
    "anchor",
    "answers_of",
    "applying",
    "asked_of",
    "define",
    "depends",
    "differences",
    "draft_answers",
    "faults",
    "form_class",
    "freeze",
    "initial_for",
    "parts_of",
    "problems",
    "quiz_score",
    "readable_answers",
    "reopen",
    "rubric_most",
    "rubric_total",
    "save_draft",
    "save_on",
    "sentence",
    "submit",
    "unanswered",
]
