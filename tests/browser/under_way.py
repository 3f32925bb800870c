"""Brings a site's demonstration to where persons have more to see: invited, interviewed, travelling, on a panel by a link.

    HANSA_DATA_DIR=… HANSA_BASE_URL=… python -m tests.browser.under_way

Through the real services, in the data of a site that runs. Prints addresses and who looks at each, with a session.
"""

import json
import os
import sys
from datetime import timedelta
from typing import Any

import django


def main() -> None:
    """Bring it there, and print the pages."""
    from hansa.accounts.models import Person
    from hansa.applications.models import Application, Interview, InterviewSheet, InterviewSlot, Review
    from hansa.applications.services import interviewing, jury, travelling
    from hansa.foundation import clock
    from hansa.network.services import appoint_coordinator

    now = clock.now()
    officer = Person.objects.get(email="programme-officer@example.org")
    sent = Application.objects.filter(call__edition__slug="nia-workshop-moved", state="submitted")
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
    looks: dict[str, tuple[Any, tuple[str, ...]]] = {
        "invited": (invited.applicant, (f"/applications/{invited.uid}/interview/", "/my/")),
        "booked": (booked.applicant, (own, f"{own}interview/")),
        "missed": (missed.applicant, (f"/applications/{missed.uid}/interview/",)),
        "traveller": (
            traveller.applicant,
            (
                f"{journey}travel/",
                *(f"{journey}travel/{part}/" for part in ("passport", "journey", "contact")),
            ),
        ),
        "interviewer": (sheet.interviewer, ("/interviews/", f"/interviews/{sheet.interview.uid}/")),
        "speaker": (speaker, ("/nominations/",)),
        "juror": (None, (f"/jury/link/{seat.links.get().token}/", "/jury/", f"/jury/{review.uid}/")),
    }
    told = {
        who: {"session": session_of(person) if person else "", "paths": paths}
        for who, (person, paths) in looks.items()
    }
    sys.stdout.write(json.dumps(told) + "\n")


def session_of(person: Any) -> str:
    """Sign somebody in and return the key of the session."""
    from django.test import Client

    client = Client()
    client.force_login(person)
    return str(client.session.session_key)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "hansa.config.settings"
    django.setup()
    main()
