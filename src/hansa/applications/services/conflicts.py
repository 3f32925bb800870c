"""Who may not read what: known before anything is given out, declared on opening, noted when it becomes known later."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from hansa.applications import permissions, selectors
from hansa.applications.enums import ConflictKind, ReviewState
from hansa.applications.models import Application, ConflictDeclaration, PanelSeat, Review
from hansa.applications.rules import conflicts as rules
from hansa.applications.services.refusals import NotYours, ReasonMissing
from hansa.applications.services.versions import keep_version
from hansa.foundation.audit.services import record
from hansa.network.selectors import coordinated_members
from hansa.programmes.selectors import locked_call
from hansa.questionnaires import selectors as questionnaires


def known_conflicts(
    call: Any, seats: Collection[PanelSeat], applications: Collection[Application]
) -> dict[tuple[int, str], ConflictKind]:
    """Return every conflict of a panel with these applications: (person, number) → why."""
    found = rules.conflicts([_judge(seat) for seat in seats], list(_entries(call, applications)))
    seated = {seat.person_id for seat in seats}
    numbers = {application.pk: application.number for application in applications}
    declared = selectors.conflicts_of_call(call).values_list("person_id", "application_id", "kind")
    for person, application, kind in declared:
        if person in seated and application in numbers:
            found.setdefault((person, numbers[application]), ConflictKind(kind))
    return found


@transaction.atomic
def note_known(*, call: Any, now: datetime, by: Any = None, people: Collection[int] | None = None) -> int:
    """Close what was given out and turns out to be tied to its reader; return how many sheets that were.

    Scores that were sent stay on record as an earlier version and count no more.
    """
    reviews = list(
        Review.objects.select_for_update(of=("self",))
        .filter(application__call=call, **({} if people is None else {"reviewer__in": people}))
        .exclude(state=ReviewState.CONFLICT)
        .select_related("application__member", "application__call__edition")
        .order_by("pk")
    )
    if not reviews:
        return 0
    seats = list(
        PanelSeat.objects.filter(call=call, person__in={review.reviewer_id for review in reviews})
        .select_related("person")
        .order_by("pk")
    )
    known = known_conflicts(
        call, seats, list({one.application_id: one.application for one in reviews}.values())
    )
    closed = 0
    for review in reviews:
        why = known.get((review.reviewer_id, review.application.number))
        if why is not None:
            close(review, kind=why, reason="", by=by, now=now)
            closed += 1
    return closed


def close(review: Review, *, kind: ConflictKind, reason: str, by: Any, now: datetime) -> ConflictDeclaration:
    """Close a locked sheet for good because of a conflict, and put it on record."""
    if review.state == ReviewState.SUBMITTED:
        keep_version(review)
    review.state, review.scores, review.comment, review.total = ReviewState.CONFLICT, {}, "", None
    review.submitted_at = None
    review.save()
    declaration, created = ConflictDeclaration.objects.get_or_create(
        application=review.application,
        person_id=review.reviewer_id,
        defaults={"reason": reason.strip(), "declared_at": now, "kind": kind, "by": by},
    )
    if created:
        record(by, "review.conflict", review, application=review.application_id, kind=str(kind))
    return declaration


@transaction.atomic
def note_conflict(
    *, call_id: int, person_id: int, number: str, reason: str, by: Any, now: datetime
) -> ConflictDeclaration:
    """Note, as the office, that a reader may not judge an application, given to them or not."""
    call = locked_call(call_id)
    if not permissions.can_handle_call(by, call):
        raise NotYours
    if not reason.strip():
        raise ReasonMissing
    seat = PanelSeat.objects.filter(call=call, person=person_id).first()
    application = Application.objects.filter(call=call, number=number).exclude(number="").first()
    if seat is None or application is None:
        raise NotYours
    review = (
        Review.objects.select_for_update(of=("self",))
        .select_related("application")
        .filter(application=application, reviewer=person_id)
        .exclude(state=ReviewState.CONFLICT)
        .first()
    )
    if review is not None:
        return close(review, kind=ConflictKind.OFFICE, reason=reason, by=by, now=now)
    noted, created = ConflictDeclaration.objects.get_or_create(
        application=application,
        person_id=person_id,
        defaults={"reason": reason.strip(), "declared_at": now, "kind": ConflictKind.OFFICE, "by": by},
    )
    if created:
        record(by, "review.conflict", application, seat=seat.pk, kind=str(ConflictKind.OFFICE))
    return noted


def note_of_person(*, person: Any, now: datetime) -> int:
    """Look anew at everything a person was given to read: they now speak for a city. Return how many sheets closed."""
    seats = PanelSeat.objects.filter(person=person).select_related("call__edition")
    return sum(note_known(call=seat.call, people=[person.pk], now=now) for seat in seats)


def _judge(seat: PanelSeat) -> rules.Judge:
    cities = set(coordinated_members(seat.person).values_list("pk", flat=True))
    if seat.member_id is not None:
        cities.add(seat.member_id)
    return rules.Judge(seat.person_id, frozenset(cities), seat.institution)


def _entries(call: Any, applications: Collection[Application]) -> Iterable[rules.Entry]:
    nominators = dict(
        Application.objects.filter(call=call, nomination__decided_by__isnull=False).values_list(
            "pk", "nomination__decided_by_id"
        )
    )
    answers = answers_of_all(call, applications)
    for application in applications:
        said = answers.get(application.subject, {})
        named = [str(said[key]) for key in rules.INSTITUTION_QUESTIONS if isinstance(said.get(key), str)]
        yield rules.Entry(
            application.number,
            application.applicant_id,
            application.member_id,
            (*application.member.name.values(), *named),
            nominators.get(application.pk),
        )


def answers_of_all(call: Any, applications: Collection[Application]) -> Mapping[str, Mapping[str, Any]]:
    """Return what was answered in these applications' forms, by subject; one query."""
    form = selectors.terms_of(call).questionnaire
    if not form:
        return {}
    return questionnaires.answers_by_subject(
        questionnaire_key=selectors.questionnaire_key(call, form),
        subjects=[application.subject for application in applications],
    )
