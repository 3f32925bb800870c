"""Who may see which credentials and claims."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q, QuerySet

from hansa.credentials.models import Claim, Credential
from hansa.foundation import scope
from hansa.foundation.policy import STAFF_ROLES

READS_ALL = frozenset({"programme_officer", "administrator", "auditor"})
Topics = Callable[[Any], Iterable[str]]
_topics: list[Topics] = []


def register_topics(topics: Topics) -> None:
    """Say which topics a regional officer looks after.

    This app knows no programmes: whoever does gives a function from a person to topics, which are what
    stands before the colon of an achievement's key (``wego/champions-2025``).
    """
    if topics not in _topics:
        _topics.append(topics)


def _own_or_looked_after(person: Any) -> Q:
    own = Q(holder=person)
    if "regional_officer" in person.roles:
        own |= Q(achievement__topic__in=sorted({topic for topics in _topics for topic in topics(person)}))
    return own


def can_withdraw(person: Any) -> bool:
    """Whoever looks after certificates withdraws them and issues them again; an auditor reads."""
    return bool(person.roles & STAFF_ROLES)


@scope.for_model("credentials.Credential")
def credentials_visible(queryset: QuerySet[Credential], person: Any) -> QuerySet[Credential]:
    """Holders see their own, the secretariat all, a regional office those of its own programmes.

    The verify page has a door of its own: the id, which only the holder gives away.
    """
    if not person.is_authenticated:
        return queryset.none()
    return queryset if person.roles & READS_ALL else queryset.filter(_own_or_looked_after(person))


@scope.for_model("credentials.Claim")
def claims_visible(queryset: QuerySet[Claim], person: Any) -> QuerySet[Claim]:
    """Seen by whoever sees the credential that is asked for."""
    if not person.is_authenticated:
        return queryset.none()
    return queryset if person.roles & READS_ALL else queryset.filter(_own_or_looked_after(person))
