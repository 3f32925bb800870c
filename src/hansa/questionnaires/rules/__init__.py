"""Pure rules of questionnaires: is a definition sound, do answers fit, what do they score."""

from hansa.questionnaires.rules.answers import Problem, is_blank, problems
from hansa.questionnaires.rules.definition import Fault, faults, question
from hansa.questionnaires.rules.scores import QuizScore, quiz_score, rubric_most, rubric_total

__all__ = [
    "Fault",
    "Problem",
    "QuizScore",
    "faults",
    "is_blank",
    "problems",
    "question",
    "quiz_score",
    "rubric_most",
    "rubric_total",
]
