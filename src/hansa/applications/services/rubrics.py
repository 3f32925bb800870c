"""By what a call's applications are scored."""

from typing import Any

from hansa.applications import selectors
from hansa.questionnaires import selectors as questionnaires


def rubric_of(call: Any) -> dict[str, Any]:
    """Return the criteria and weights by which a call's applications are scored."""
    terms = selectors.terms_of(call)
    return questionnaires.definition(selectors.questionnaire_key(call, terms.rubric))
