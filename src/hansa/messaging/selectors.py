from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from . import rules
from .enums import LetterState
from .models import Letter, LetterTemplate, MailboxMessage

if TYPE_CHECKING:
    from hansa.accounts.models import Person

#: Letters that reached nobody and wait for somebody to look at them.
LOST = (LetterState.FAILED, LetterState.BOUNCED)

TopicNames = Callable[[str], dict[str, str]]
_topic_names: list[TopicNames] = []


def register_topic_names(names: TopicNames) -> None:
    """Say what topics are called: this app knows no programmes, whoever does names them in a language."""
    if names not in _topic_names:
        _topic_names.append(names)


def topic_names(language: str) -> dict[str, str]:
    """Return the names of all topics (``wego/nia-workshop-2017``) in a language."""
    return {topic: name for names in _topic_names for topic, name in names(language).items()}


def template(key: str) -> LetterTemplate | None:
    """Return the template of that key, if there is one."""
    return LetterTemplate.objects.filter(key=key).first()


def templates_under(topic: str) -> QuerySet[LetterTemplate]:
    """Return the templates of a topic (``wego/nia-workshop-2017``), by key."""
    return LetterTemplate.objects.filter(topic=topic)


def outbox_for(person: "Person") -> QuerySet[Letter]:
    """Return the letters written to a person, newest first."""
    return Letter.objects.filter(to=person)


def letters() -> QuerySet[Letter]:
    """Return every letter, newest first; what of it somebody may see is for ``scope.visible``."""
    return Letter.objects.all()


def letters_due(now: datetime) -> QuerySet[Letter]:
    """Return the letters that should be on their way: waiting and due, or left behind by a worker that died."""
    return Letter.objects.filter(
        Q(state=LetterState.QUEUED, next_attempt_at__lte=now)
        | Q(state=LetterState.SENDING, sending_since__lt=now - rules.LEFT_BEHIND_AFTER)
    ).order_by("next_attempt_at")


def came_back_from(addresses: Iterable[str]) -> set[str]:
    """Return which of these addresses a letter came back from and none has reached since."""
    rows = Letter.objects.filter(address__in=list(addresses), state__in=(*LOST, LetterState.SENT))
    said = dict(rows.order_by("queued_at").values_list("address", "state"))
    return {address for address, state in said.items() if state in LOST}


def numbers_by_state(letters: QuerySet[Letter]) -> dict[str, int]:
    """Return how many letters are in each state."""
    counted = letters.order_by().values("state").annotate(n=Count("pk")).values_list("state", "n")
    return dict.fromkeys(LetterState.values, 0) | dict(counted)


def mailbox(to: str = "") -> QuerySet[MailboxMessage]:
    """Return the mails of the demonstration, newest first, to an address where one is given."""
    mails = MailboxMessage.objects.defer("raw")
    return mails.filter(to__icontains=to) if to else mails
