"""What waits for the staff in programmes: calls about to close, packs not applied, rehearsals that jammed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hansa.foundation import scope
from hansa.foundation.i18n import in_language
from hansa.foundation.office.desk import DeskItem
from hansa.foundation.policy import STAFF
from hansa.foundation.prepared import Prepared, PreparedFor
from hansa.programmes import permissions, selectors
from hansa.programmes.enums import CallState, RehearsalState

SOON = timedelta(days=7)
NOW = timedelta(days=2)
MOST = 10


# What is of these days is picked out of the rows: a moment has no place in a question that is compiled once.
_closing = PreparedFor(
    lambda person: (
        selectors.calls_listed()
        .filter(
            edition__in=permissions.editions_managed_by(person),
            state__in=(CallState.OPEN, CallState.PUBLISHED),
            closes_at__isnull=False,
        )
        .annotate(is_told=Exists(selectors.announcements().filter(call=OuterRef("pk"))))
        .order_by("closes_at", "pk")
    )
)
_handed_in = Prepared(
    lambda: selectors.uploads().filter(applied_at__isnull=True).order_by("-uploaded_at", "-pk")[:MOST]
)
_jammed = PreparedFor(
    lambda person: scope.visible(
        person,
        selectors.rehearsals().filter(
            requested_by_id=person.pk, state__in=(RehearsalState.JAMMED, RehearsalState.FAILED)
        ),
    ).order_by("-requested_at", "-pk")[:MOST]
)


def items(person: Any, now: datetime) -> Iterator[DeskItem]:
    """Yield what waits; three queries, however much there is."""
    for call in _closing.ask(person):
        if not call.accepts(now):
            continue
        if not call.is_told and STAFF.admits(person.roles):
            yield DeskItem(
                title=_("%(edition)s: the members have not been told")
                % {"edition": in_language(call.edition.title, get_language())},
                detail=_("One letter to whoever speaks for each member. You read it first."),
                url=reverse("programmes_office:mailing", args=[call.edition.slug]),
            )
        if call.closes_at > now + SOON:
            continue
        yield DeskItem(
            title=_("%(edition)s: the call closes")
            % {"edition": in_language(call.edition.title, get_language())},
            detail=_("It closes by itself. Extend it before then if you need to."),
            url=reverse("programmes_office:call", args=[call.edition.slug]),
            due_at=call.closes_at,
            zone=call.edition.time_zone,
            city=call.edition.clock_names,
            urgency="now" if call.closes_at - now <= NOW else "soon",
        )
    if permissions.can_apply_packs(person):
        for upload in _handed_in.ask():
            if upload.uploaded_at < now - SOON:
                continue
            yield DeskItem(
                title=_("The pack %(slug)s is handed in and not applied") % {"slug": upload.slug},
                detail=_("Read its plan, rehearse it, then apply it."),
                url=reverse("programmes_office:upload", args=[upload.uid]),
                urgency="later",
            )
    for rehearsal in _jammed.ask(person):
        if rehearsal.requested_at < now - SOON:
            continue
        yield DeskItem(
            title=_("The rehearsal of %(slug)s got stuck") % {"slug": rehearsal.slug},
            detail=_("Its report says where, and why."),
            url=reverse("programmes_office:rehearsal", args=[rehearsal.uid]),
            urgency="soon",
        )
