"""What of the events waits for staff."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hansa.foundation.i18n import in_language
from hansa.foundation.office.desk import DeskItem

from .. import permissions, selectors


def events_today(person: Any, now: datetime) -> Iterable[DeskItem]:
    """Name the events that take place today where they are, with their guest lists."""
    day = timedelta(days=1)
    near = Q(starts_on__lte=now.date() + day) & (
        Q(ends_on__gte=now.date() - day) | Q(ends_on__isnull=True, starts_on__gte=now.date() - day)
    )
    mine = selectors.with_numbers(
        permissions.events_managed_by(person).filter(near).select_related("edition")
    )
    for event in mine:
        if not event.days.is_today(now):
            continue
        expected, present = event.confirmed, event.present  # type: ignore[attr-defined]  # from ``with_numbers``
        expects = ngettext("%(count)d person is expected", "%(count)d people are expected", expected)
        yield DeskItem(
            title=_("%(event)s is today") % {"event": in_language(event.title, None)},
            detail=_("%(expected)s; %(present)d are marked present.")
            % {"expected": expects % {"count": expected}, "present": present},
            url=reverse("events_office:event", args=[event.pk]),
            due_at=event.ends_at,
            urgency="now",
        )
