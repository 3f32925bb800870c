"""Interviews offered, booked and missed, a journey prepared, a juror who comes by a link."""

from datetime import datetime, timedelta
from typing import Any

from hansa.accounts.models import Person
from hansa.applications.models import Application, Interview, InterviewSheet, InterviewSlot, Review
from hansa.applications.services import interviewing, jury, travelling
from hansa.network.services import appoint_coordinator

SLUG = "nia-workshop-moved"


def play(*, officer: Person, now: datetime) -> dict[str, tuple[Any, dict[str, str]]]:
    """Invite, book and miss; return who looks at which pages."""
    sent = Application.objects.filter(call__edition__slug=SLUG, state="submitted")
    # As the panel's work leaves them; the call itself stays open, as the other pages know it.
    keys = sent.order_by("number").values_list("pk", flat=True)[:4]
    Application.objects.filter(pk__in=list(keys)).update(state="under_review")
    invited, booked, missed, read = (
        Application.objects.select_related("applicant", "member").get(pk=key) for key in keys
    )
    for one in (invited, booked, missed):
        interviewing.invite(application_id=one.pk, book_by=now + timedelta(days=2), by=officer, now=now)
    times = InterviewSlot.objects.order_by("starts_at").values_list("window__uid", "starts_at").distinct()
    for one, (window, starts) in zip((booked, missed), times, strict=False):
        interviewing.book(
            application_id=one.pk, window_uid=window, starts_at=starts, by=one.applicant, now=now
        )
    gone = Interview.objects.get(application=missed)
    assert gone.starts_at is not None
    interviewing.record_no_show(interview_id=gone.pk, by=officer, now=gone.starts_at + timedelta(hours=1))

    traveller = Application.objects.filter(state="confirmed").select_related("applicant").earliest("number")
    travelling.save_travel(
        application_id=traveller.pk, part="needs", said={"diet": "halal", "room": "quiet"}, revision=0,
        by=traveller.applicant, now=now,
    )  # fmt: skip
    speaker = Person.objects.get(email="coordinator@example.org")
    appoint_coordinator(person=speaker, member=booked.member, by=officer, now=now)
    seat = jury.invite_juror(
        call_id=read.call_id, name="Wanjiku Mwangi", email="wanjiku@example.org", by=officer, now=now
    )
    review = Review.objects.create(application=read, reviewer=seat.person, assigned_at=now)
    sheet = InterviewSheet.objects.select_related("interviewer").filter(interview__application=booked)[0]
    own, journey = (f"/applications/{one.uid}/" for one in (booked, traveller))
    return {
        "invited": (
            invited.applicant,
            {"interview-invited": f"/applications/{invited.uid}/interview/", "my-invited": "/my/"},
        ),
        "booked": (booked.applicant, {"status-booked": own, "interview-booked": f"{own}interview/"}),
        "missed": (missed.applicant, {"interview-missed": f"/applications/{missed.uid}/interview/"}),
        "traveller": (
            traveller.applicant,
            {"travel": f"{journey}travel/"}
            | {f"travel-{part}": f"{journey}travel/{part}/" for part in ("passport", "journey", "contact")},
        ),
        "interviewer": (
            sheet.interviewer,
            {"interviews": "/interviews/", "interview-sheet": f"/interviews/{sheet.interview.uid}/"},
        ),
        "speaker": (speaker, {"nominations-with-interviews": "/nominations/"}),
        "juror": (
            None,
            {
                "jury-link": f"/jury/link/{seat.links.get().token}/",
                "jury": "/jury/",
                "jury-sheet": f"/jury/{review.uid}/",
            },
        ),
    }
