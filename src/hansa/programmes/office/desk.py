"""What waits for the staff in programmes: calls about to close, packs not applied, rehearsals that jammed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hansa.foundation import scope
from hansa.foundation.i18n import in_language
from hansa.foundation.office.desk import DeskItem
from hansa.programmes import permissions, selectors
from hansa.programmes.enums import RehearsalState

SOON = timedelta(days=7)
NOW = timedelta(days=2)


def items(person: Any, now: datetime) -> Iterator[DeskItem]:
    """Yield what waits; three queries, however much there is."""
    mine = permissions.editions_managed_by(person)
    closing = selectors.open_calls(now).filter(edition__in=mine, closes_at__lte=now + SOON)
    for call in closing:
        assert call.closes_at is not None
        yield DeskItem(
            title=_("%(edition)s: the call closes")
            % {"edition": in_language(call.edition.title, get_language())},
            detail=_("It closes by itself. Extend it before, if you must."),
            url=reverse("programmes_office:call", args=[call.edition.slug]),
            due_at=call.closes_at,
            zone=call.edition.time_zone,
            urgency="now" if call.closes_at - now <= NOW else "soon",
        )
    if permissions.can_apply_packs(person):
        for upload in selectors.uploads().filter(applied_at__isnull=True, uploaded_at__gte=now - SOON)[:10]:
            yield DeskItem(
                title=_("The pack %(slug)s is handed in and not applied") % {"slug": upload.slug},
                detail=_("Read its plan, rehearse it, then apply it."),
                url=reverse("programmes_office:upload", args=[upload.uid]),
                urgency="later",
            )
    jammed = selectors.rehearsals().filter(
        requested_by=person,
        state__in=(RehearsalState.JAMMED, RehearsalState.FAILED),
        requested_at__gte=now - SOON,
    )
    for rehearsal in scope.visible(person, jammed)[:10]:
        yield DeskItem(
            title=_("The rehearsal of %(slug)s jammed") % {"slug": rehearsal.slug},
            detail=_("Its report says where, and why."),
            url=reverse("programmes_office:rehearsal", args=[rehearsal.uid]),
            urgency="soon",
        )
