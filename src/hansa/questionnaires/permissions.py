"""Who sees which responses: one's own. Apps that show others' answers check their own subject."""

from typing import Any

from django.db.models import QuerySet

from hansa.foundation import scope
from hansa.questionnaires.models import Response


@scope.for_model("questionnaires.Response")
def responses_visible(queryset: QuerySet[Response], person: Any) -> QuerySet[Response]:
    """Return the person's own responses."""
    return queryset.filter(respondent=person) if person.is_authenticated else queryset.none()
