"""What of the events waits for staff."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hansa.foundation.i18n import in_language
from hansa.foundation.office.desk import DeskItem
from hansa.foundation.prepared import PreparedFor

from .. import permissions, selectors


# Built once a day: which events are near today stands in the SQL.
@lru_cache(maxsize=2)
def _near(today: date) -> PreparedFor:
    day = timedelta(days=1)
    near = Q(starts_on__lte=today + day) & (
        Q(ends_on__gte=today - day) | Q(ends_on__isnull=True, starts_on__gte=today - day)
    )
    return PreparedFor(
        lambda person: selectors.with_numbers(
            permissions.events_managed_by(person)
            .filter(near)
            .select_related("edition")
            .defer(*(f"edition__{name}" for name in permissions.HEAVY))
        )
    )


def events_today(person: Any, now: datetime) -> Iterable[DeskItem]:
    """Name the events that take place today where they are, to whoever may mark their guests."""
    if not permissions.can_mark(person):
        return
    for event in _near(now.date()).ask(person):
        if not event.days.is_today(now):
            continue
        expected, present = event.confirmed, event.present
        expects = ngettext("%(count)d person is expected", "%(count)d people are expected", expected)
        yield DeskItem(
            title=_("%(event)s is today") % {"event": in_language(event.title, get_language())},
            detail=_("%(expected)s; %(present)d are marked present.")
            % {"expected": expects % {"count": expected}, "present": present},
            url=reverse("events_office:event", args=[event.pk]),
            due_at=event.ends_at,
            urgency="now",
        )
