"""Who may read which letters."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q, QuerySet

from hansa.foundation import scope
from hansa.foundation.policy import STAFF_ROLES

from .models import Letter, LetterTemplate

READS_ALL = frozenset({"programme_officer", "administrator", "auditor"})
Topics = Callable[[Any], Iterable[str]]
_topics: list[Topics] = []


def register_topics(topics: Topics) -> None:
    """Say which topics a regional officer looks after.

    This app knows no programmes: whoever does gives a function from a person to topics (``wego/nia-workshop-2017``).
    """
    if topics not in _topics:
        _topics.append(topics)


@scope.for_model("messaging.Letter")
def letters_visible(letters: QuerySet[Letter], person: Any) -> QuerySet[Letter]:
    """A person sees the letters to them; the secretariat all; a regional office those of its own editions."""
    if not person.is_authenticated:
        return letters.none()
    if person.roles & READS_ALL:
        return letters
    own = Q(to=person)
    if "regional_officer" in person.roles:
        own |= Q(topic__in=sorted({topic for topics in _topics for topic in topics(person)}))
    return letters.filter(own)


@scope.for_model("messaging.LetterTemplate")
def templates_visible(templates: QuerySet[LetterTemplate], person: Any) -> QuerySet[LetterTemplate]:
    """The secretariat sees the texts of all letters, a regional office those of its own editions, others none."""
    if not person.is_authenticated:
        return templates.none()
    if person.roles & READS_ALL:
        return templates
    if "regional_officer" in person.roles:
        return templates.filter(topic__in=sorted({topic for topics in _topics for topic in topics(person)}))
    return templates.none()


def can_resend(person: Any) -> bool:
    """Tell whether a person may send a letter again: staff may, auditors only read."""
    return bool(person.roles & STAFF_ROLES)
