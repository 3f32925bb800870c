"""Pure rules of questionnaires: is a definition sound, do answers fit, what do they score."""

from hansa.questionnaires.rules.answers import Problem, problems
from hansa.questionnaires.rules.blank import is_blank
from hansa.questionnaires.rules.conditions import (
    applying,
    asked_of,
    depends,
    is_conditional,
    section_applies,
    sections_of,
)
from hansa.questionnaires.rules.definition import Fault, faults, question
from hansa.questionnaires.rules.scores import QuizScore, quiz_score, rubric_most, rubric_total

__all__ = [
    "Fault",
    "Problem",
    "QuizScore",
    "applying",
    "asked_of",
    "depends",
    "faults",
    "is_blank",
    "is_conditional",
    "problems",
    "question",
    "quiz_score",
    "rubric_most",
    "rubric_total",
    "section_applies",
    "sections_of",
]
