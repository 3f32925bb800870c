"""What one app did and another must hear of."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse

from hansa.applications.signals import offer_confirmed
from hansa.credentials.signals import credential_issued
from hansa.events import selectors as events
from hansa.events.signals import attendance_recorded
from hansa.foundation.i18n import in_language
from hansa.learning.services import CertificateRefused, count_workshops
from hansa.learning.signals import certificate_requested, course_completed
from hansa.messaging.services import send_letter_if_defined
from hansa.programmes import selectors as programmes
from hansa.programmes.signals import rehearsal_requested

from .services import certification, participation
from .tasks import issue_earned, run_rehearsal


@receiver(offer_confirmed)
def put_on_the_list(sender: type, application: Any, person: Any, now: datetime, **kwargs: Any) -> None:
    """Who accepts a place stands on the list of the events it is for."""
    participation.register_accepted(person=person, edition=application.call.edition, now=now)


@receiver(attendance_recorded)
def issue_after_attendance(sender: type, event: Any, person: Any, now: datetime, **kwargs: Any) -> None:
    """Being there may be the last thing that was missing, for the course or for a certificate."""
    attended = len(events.attended(person, event.edition))
    count_workshops(edition_slug=event.edition.slug, person=person, attended=attended, now=now)
    issue_earned.enqueue(person.pk, event.edition.slug, now.isoformat())


@receiver(course_completed)
def issue_after_course(sender: type, enrolment: Any, person: Any, now: datetime, **kwargs: Any) -> None:
    """So may completing the course."""
    issue_earned.enqueue(person.pk, enrolment.course.edition.slug, now.isoformat())


@receiver(certificate_requested)
def issue_on_request(
    sender: type,
    enrolment: Any,
    course: Any,
    person: Any,
    answers: dict[str, Any],
    now: datetime,
    **kwargs: Any,
) -> None:
    """Who asks by the form at the end of a course gets that course's certificate at once."""
    for achievement in certification.achievements_of(course.edition):
        if (achievement.get("criteria") or {}).get("course") == course.key and achievement.get(
            "claim"
        ) == "form":
            try:
                certification.claim(
                    person=person,
                    edition=course.edition,
                    achievement=achievement["key"],
                    answers=answers,
                    now=now,
                )
            except certification.NotEarned as refusal:
                raise CertificateRefused(refusal.missing) from refusal


@receiver(credential_issued)
def tell_the_holder(sender: type, credential: Any, **kwargs: Any) -> None:
    """A letter says that the certificate is there, and where."""
    namespace = credential.achievement.key.rpartition(":")[0]
    edition = programmes.edition(namespace.rpartition("/")[2])
    if edition is None:
        return
    holder = credential.holder
    send_letter_if_defined(
        template_key=edition.key_of("certificate-issued"),
        to=holder,
        context={
            "programme": in_language(edition.programme.title, holder.language),
            "edition": in_language(edition.title, holder.language),
            "number": credential.number,
            "url": f"{settings.HANSA_BASE_URL}{reverse('credentials:certificate', args=[credential.pk])}",
        },
        key=f"certificate-issued:{credential.pk}",
        now=credential.issued_at,
    )


@receiver(rehearsal_requested)
def rehearse_when_asked(sender: type, rehearsal: Any, **kwargs: Any) -> None:
    """A rehearsal takes minutes: a worker runs it."""
    run_rehearsal.enqueue(str(rehearsal.uid))
