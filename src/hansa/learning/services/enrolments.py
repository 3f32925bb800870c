"""Enrolling, and the choices kept with an enrolment."""

from datetime import datetime
from typing import Any

from django.db import transaction

from hansa.foundation.audit.services import record
from hansa.learning import selectors, signals
from hansa.learning.enums import DataChoice
from hansa.learning.models import Course, Enrolment
from hansa.learning.rules import calendar

from .completing import touch


class EnrolmentClosed(Exception):
    """Nobody can enrol any more; ``why`` is ``archive`` or ``over``."""

    def __init__(self, why: calendar.Closed) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def enrol(*, edition_slug: str, person: Any, now: datetime) -> Enrolment:
    """Enrol somebody in an edition's course; a second time gives the same enrolment.

    Raises ``EnrolmentClosed`` after the edition's last day, and ``Course.DoesNotExist`` where it has no course.
    """
    course = Course.objects.select_related("edition").get(edition__slug=edition_slug)
    already = Enrolment.objects.filter(course=course, person=person).first()
    if already:
        return already
    edition = course.edition
    today = selectors.today_in(edition, now)
    why = calendar.enrolment_closed(
        is_archive=edition.is_archive, year=edition.year, ends_on=edition.ends_on, today=today
    )
    if why:
        raise EnrolmentClosed(why)
    enrolment, created = Enrolment.objects.get_or_create(
        course=course, person=person, defaults={"enrolled_at": now, "active_at": now}
    )
    if created:
        record(person, "course.enrol", enrolment, edition=edition.slug)
        signals.enrolled.send(sender=Enrolment, enrolment=enrolment, person=person, edition=edition, now=now)
    return enrolment


@transaction.atomic
def choose_data(*, enrolment_id: int, choice: str, now: datetime) -> Enrolment:
    """Keep how much data a learner wants a lecture to cost."""
    enrolment = selectors.locked_enrolment(enrolment_id)
    enrolment.data_choice = DataChoice(choice)
    enrolment.save(update_fields=["data_choice"])
    return enrolment


@transaction.atomic
def count_workshops(*, edition_slug: str, person: Any, attended: int, now: datetime) -> None:
    """Note how many of the edition's workshops somebody attended, for a rule that asks for them.

    Told by whoever knows of workshops; nothing happens for somebody who is not enrolled.
    """
    enrolment = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("course__edition")
        .filter(course__edition__slug=edition_slug, person=person)
        .first()
    )
    if enrolment is None or enrolment.workshops == attended:
        return
    enrolment.workshops = attended
    touch(enrolment, now)
