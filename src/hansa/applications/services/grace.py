"""A file that was on its way when the call closed: how long somebody may still send the application it belongs to."""

from datetime import datetime, timedelta

from django.db.models import F

from hansa.applications.enums import ApplicationState
from hansa.applications.models import Application, Document
from hansa.programmes.enums import CallState

#: After the file is in.
GRACE = timedelta(minutes=10)
# No upload takes longer: until then, and not later, it is worth asking.
LONGEST_UPLOAD = timedelta(hours=1)
_CLOSED_BY_THE_CLOCK = (CallState.OPEN, CallState.PUBLISHED, CallState.CLOSED)


def grace_until(application: Application, now: datetime) -> datetime | None:
    """Return until when a draft may be sent after the closing second, or None where the call is simply over.

    A document's moment is when its sending began, its file's when it was in, both by the server's clock.
    """
    call = application.call
    closed = call.closes_at
    if (
        application.state != ApplicationState.DRAFT
        or closed is None
        or call.state not in _CLOSED_BY_THE_CLOCK
    ):
        return None
    second = closed + timedelta(seconds=1)
    if not second <= now < closed + LONGEST_UPLOAD + GRACE:
        return None
    arrived = (
        Document.objects.filter(
            application=application,
            uploaded_at__lt=second,
            file__created_at__gte=second,
            file__created_at__gt=F("uploaded_at"),
        )
        .order_by("-file__created_at")
        .values_list("file__created_at", flat=True)
        .first()
    )
    if arrived is None or now > arrived + GRACE:
        return None
    return arrived + GRACE
