"""A record's history beside it: who did what to it, and when, in words, from the audit log."""

from dataclasses import dataclass
from html import escape
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    F,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, NullIf, Substr
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hansa.foundation import scope
from hansa.foundation.audit.models import Entry
from hansa.foundation.audit.selectors import reference
from hansa.foundation.audit.words import said
from hansa.foundation.prepared import PreparedFor
from hansa.foundation.ui import dates

MOST = 60
LATELY = 8
SYSTEM = "system"


@dataclass(frozen=True)
class History:
    """What was done to a record, newest first, ready to be shown."""

    count: int
    lines: SafeString

    @property
    def title(self) -> str:
        return ngettext("What happened: %(count)d entry", "What happened: %(count)d entries", self.count) % {
            "count": self.count
        }


def history_of(person: Any, *subjects: Model) -> History:
    """Return what was done to these rows, the latest acts first; one query, however many there are.

    Who acted is named where the reader may see that account. The rows are the caller's to have scoped.
    """
    named = [reference(subject) for subject in subjects]
    lines = [line(person, row) for row in _rows.ask(person, *named)]
    return History(len(lines), SafeString("".join(lines)))


def _entries(person: Any, *named: str) -> QuerySet[Entry]:
    about = with_names(person, Entry.objects.filter(subject__in=named))
    return about.only("at", "actor", "act").order_by("-sequence")[:MOST]


_rows = PreparedFor(_entries)


#: Acts that fill a log and tell an office nothing of its day.
_QUIET = (
    "person.",
    "video.",
    "caption.",
    "view.",
    "course.",
    "event.register",
    "questionnaire.",
    "response.",
)


def _latest(person: Any, most: int) -> QuerySet[Entry]:
    entries = Entry.objects.all()
    for begin in _QUIET:
        entries = entries.exclude(act__startswith=begin)
    if not person.roles & {"programme_officer", "administrator", "auditor"}:
        entries = entries.filter(actor=reference(person))
    return with_names(person, entries).only("at", "actor", "act").order_by("-sequence")[:most]


_lately = PreparedFor(lambda person: _latest(person, LATELY))


def lately(person: Any) -> list[str]:
    """Return the latest acts as lines: everybody's, for a regional officer their own; one query."""
    return [line(person, row) for row in _lately.ask(person)]


def with_names(person: Any, entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Add to each entry the name of who acted, where this person may see that account: in the same query."""
    accounts: Any = get_user_model()
    begin = f"{accounts._meta.label_lower}:"
    key = Case(
        When(actor__startswith=begin, then=Cast(Substr("actor", len(begin) + 1), BigIntegerField())),
        default=None,
        output_field=BigIntegerField(),
    )
    mine = scope.visible(person, accounts.objects.filter(pk=OuterRef("actor_key"))).order_by()
    called = Coalesce(NullIf(F("name"), Value("")), F("email"), output_field=CharField())
    return entries.annotate(actor_key=key).annotate(
        actor_name=Subquery(mine.annotate(called=called).values("called")[:1])
    )


def line(person: Any, row: Any) -> str:
    """Return an entry as a line: who, what, when by the reader's own clock."""
    zone = person.time_zone
    city = zone if zone == "UTC" else dates.city_of(zone)
    at = _("%(time)s in %(city)s") % {"time": dates.instant(row.at, zone), "city": city}
    return (
        f'<li class="split"><span>{_who(row)} {escape(said(row.act))}</span> '
        f'<time class="tiny quiet" datetime="{row.at.isoformat()}">{escape(at)}</time></li>'
    )


def _who(row: Any) -> str:
    # A name keeps the order of its own script; a word of ours stands in the order of the page.
    tag = "bdi" if row.actor != SYSTEM and row.actor_name else "span"
    return f'<{tag} class="who">{escape(actor(row))}</{tag}>'


def actor(row: Any) -> str:
    """Return who acted: by name where it may be seen, else what can be said without it."""
    if row.actor == SYSTEM:
        return _("Hansa itself")
    return str(row.actor_name) if row.actor_name else _("A colleague or the person")
