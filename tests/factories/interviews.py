"""Hours, invitations and booked interviews, made through the real services."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hansa.accounts.models import Person
from hansa.applications.models import Application, Interview, InterviewSlot, InterviewWindow, PanelSeat
from hansa.applications.services import interview_hours, interviewing
from hansa.programmes.models import Call
from tests.conftest import NOW

DAY = date(2026, 12, 16)
#: Nine in the morning of that day in Seoul.
NINE = datetime(2026, 12, 16, 0, 0, tzinfo=UTC)
LINK = "https://meet.example.org/seoul"


def make_hours(call: Call, officer: Person, **said: Any) -> InterviewWindow:
    """Return two hours of the first day, held by video by the whole panel."""
    known: dict[str, Any] = {
        "day": DAY, "starts": time(9), "ends": time(11), "minutes": 20, "pause": 5, "way": "video", "link": LINK,
        "interviewers": [seat.person_id for seat in PanelSeat.objects.filter(call=call)],
    }  # fmt: skip
    return interview_hours.lay_hours(call_id=call.pk, by=officer, now=NOW, **{**known, **said})


def make_invited(application: Application, officer: Person, **said: Any) -> Interview:
    """Return the interview of an applicant who has three days to choose a time."""
    known = {"book_by": NOW + timedelta(days=3), "by": officer, "now": NOW, **said}
    return interviewing.invite(application_id=application.pk, **known)


def make_booked(
    application: Application, officer: Person, window: InterviewWindow, nth: int = 0, **said: Any
) -> Interview:
    """Return an interview at one of the times of a window, the first unless told otherwise."""
    make_invited(application, officer)
    return book(application, window, nth, **said)


def book(application: Application, window: InterviewWindow, nth: int = 0, **said: Any) -> Interview:
    """Let an applicant take one of the times of a window."""
    times = (
        InterviewSlot.objects.filter(window=window).order_by("starts_at").values_list("starts_at", flat=True)
    )
    known = {"by": application.applicant, "now": NOW, **said}
    return interviewing.book(
        application_id=application.pk, window_uid=window.uid, starts_at=times.distinct()[nth], **known
    )
