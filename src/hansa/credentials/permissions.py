"""Who may see and do what with credentials."""

from typing import Any

from django.db.models import Q, QuerySet

from hansa.credentials.models import Claim, Credential
from hansa.foundation import scope

OFFICE_ROLES = frozenset({"programme_officer", "regional_officer", "administrator", "auditor"})
ALL_OFFICES = OFFICE_ROLES - {"regional_officer"}


@scope.for_model("credentials.Credential")
def credentials_visible(queryset: QuerySet[Credential], person: Any) -> QuerySet[Credential]:
    """Holders see their own; the office sees all. The verify page has its own door: the id itself."""
    if not person.is_authenticated:
        return queryset.none()
    if OFFICE_ROLES & person.roles:
        return queryset
    return queryset.filter(holder=person)


@scope.for_model("credentials.Claim")
def claims_visible(queryset: QuerySet[Claim], person: Any) -> QuerySet[Claim]:
    """The one who asked sees it, and so does the office."""
    if not person.is_authenticated:
        return queryset.none()
    if OFFICE_ROLES & person.roles:
        return queryset
    return queryset.filter(Q(holder=person))
