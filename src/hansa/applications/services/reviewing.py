"""Seat the panel, give out what is to be read, take in scores."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from hansa.accounts.selectors import people_with_role
from hansa.applications import permissions, selectors
from hansa.applications.enums import ApplicationState, ReviewState
from hansa.applications.models import Application, ConflictDeclaration, PanelSeat, Review
from hansa.applications.rules import terms as call_terms
from hansa.applications.rules.assignment import Assignment, Reader, assign
from hansa.applications.rules.transitions import JUDGED, ActRefused
from hansa.applications.services import calls, letters
from hansa.applications.services.refusals import ConflictDeclared, NotYours
from hansa.applications.services.steps import step
from hansa.foundation.audit.services import record
from hansa.network.selectors import coordinated_members
from hansa.programmes.selectors import locked_call
from hansa.questionnaires import selectors as questionnaires
from hansa.questionnaires import services as questions


@transaction.atomic
def seat_reader(
    *,
    call_id: int,
    person: Any,
    by: Any,
    now: datetime,
    member: Any = None,
    institution: str = "",
    most: int | None = None,
) -> PanelSeat:
    """Put a reader on a call's panel, with the city or institution they must not judge."""
    call = locked_call(call_id)
    if not permissions.can_handle_call(by, call):
        raise NotYours
    seat, created = PanelSeat.objects.update_or_create(
        call=call,
        person=person,
        defaults={"member": member, "institution": institution, "most": most},
        create_defaults={"member": member, "institution": institution, "most": most, "invited_at": now},
    )
    if created:
        record(by, "panel.seat", seat, call=call.pk, person=person.pk)
    return seat


@transaction.atomic
def assign_reviewers(*, call_id: int, by: Any, now: datetime) -> Assignment:
    """Give every eligible application its readers, as evenly as conflicts allow.

    What was given out stays. A panel that nobody seated is everybody who holds the role of
    reviewer. Returns the new pairs (by application's number and person's id) and what is short.
    """
    call = locked_call(call_id)
    if not permissions.can_handle_call(by, call):
        raise NotYours
    terms = selectors.terms_of(call)
    if not PanelSeat.objects.filter(call=call).exists():
        for person in people_with_role("reviewer"):
            PanelSeat.objects.create(
                call=call, person=person, most=terms.reviews_per_reviewer, invited_at=now
            )
    waiting = list(
        Application.objects.select_for_update(of=("self",))
        .filter(call=call, state__in=JUDGED)
        .select_related("call__edition__programme", "member", "applicant")
        .order_by("number")
    )
    seats = list(PanelSeat.objects.filter(call=call).select_related("person"))
    readers = _readers(call, terms, seats, waiting)
    standing = [
        (review.application.number, str(review.reviewer_id))
        for review in Review.objects.filter(application__in=waiting)
        .exclude(state=ReviewState.CONFLICT)
        .select_related("application")
    ]
    given = assign(
        [application.number for application in waiting],
        readers,
        each=terms.reviews_per_application,
        standing=standing,
    )
    _give_out(given, waiting, seats, by, now)
    calls.turn(call, "start_review", by=by, now=now)
    record(by, "reviews.assign", call, pairs=len(given.pairs), short=sum(given.short.values()))
    return given


@transaction.atomic
def declare_conflict(*, review_id: int, reason: str, by: Any, now: datetime) -> ConflictDeclaration:
    """Say that one may not judge this application; it is closed to this reader for good."""
    review = _own_review(review_id, by)
    if review.state == ReviewState.SUBMITTED:
        raise ActRefused("declare a conflict", review.state)
    review.state, review.scores, review.comment, review.total = ReviewState.CONFLICT, {}, "", None
    review.save()
    declaration, created = ConflictDeclaration.objects.get_or_create(
        application=review.application, person=by, defaults={"reason": reason.strip(), "declared_at": now}
    )
    if created:
        record(by, "review.conflict", review, application=review.application_id)
    return declaration


@transaction.atomic
def save_review(
    *, review_id: int, scores: Mapping[str, Any], comment: str, revision: int, by: Any, now: datetime
) -> Review:
    """Keep a score sheet as far as it is filled in; raises ``ReviewMoved`` for the other tab."""
    review = _open_review(review_id, by)
    if scores == review.scores and comment == review.comment:
        return review
    if revision != review.revision:
        raise ReviewMoved(review)
    review.state, review.scores, review.comment = ReviewState.DRAFT, dict(scores), comment
    review.revision += 1
    review.save()
    return review


@transaction.atomic
def submit_review(
    *, review_id: int, scores: Mapping[str, Any], comment: str, by: Any, now: datetime
) -> Review:
    """Send a score sheet; sending again changes nothing.

    Raises ``questionnaires.services.Incomplete`` with every criterion that lacks its score.
    """
    review = _own_review(review_id, by)
    if review.state == ReviewState.SUBMITTED:
        return review
    if review.state == ReviewState.CONFLICT:
        raise ConflictDeclared
    if review.application.state != ApplicationState.UNDER_REVIEW:
        raise ActRefused("review", review.application.state)
    definition = rubric_of(review.application.call)
    found = questions.problems(definition, scores)
    if found:
        raise questions.Incomplete(found)
    review.scores, review.comment = dict(scores), comment
    review.total = questions.rubric_total(definition, scores)
    review.state, review.submitted_at = ReviewState.SUBMITTED, now
    review.revision += 1
    review.save()
    record(by, "review.submit", review, application=review.application_id, total=review.total)
    return review


class ReviewMoved(Exception):
    """Another tab saved this score sheet in between; ``review`` holds what is kept."""

    def __init__(self, review: Review) -> None:
        super().__init__(f"revision {review.revision} is newer")
        self.review = review


def rubric_of(call: Any) -> dict[str, Any]:
    """Return the criteria and weights by which a call's applications are scored."""
    terms = selectors.terms_of(call)
    return questionnaires.definition(selectors.questionnaire_key(call, terms.rubric))


def _readers(
    call: Any, terms: call_terms.Terms, seats: list[PanelSeat], waiting: list[Application]
) -> list[Reader]:
    declared = set(selectors.conflicts_of_call(call).values_list("person_id", "application__number"))
    nominators = dict(
        Application.objects.filter(call=call, nomination__decided_by__isnull=False).values_list(
            "number", "nomination__decided_by_id"
        )
    )
    readers = []
    for seat in seats:
        cities = {member.pk for member in coordinated_members(seat.person)} | {seat.member_id}
        barred = frozenset(
            application.number
            for application in waiting
            if application.member_id in cities
            or application.applicant_id == seat.person_id
            or nominators.get(application.number) == seat.person_id
            or (seat.person_id, application.number) in declared
        )
        readers.append(Reader(str(seat.person_id), barred, seat.most or terms.reviews_per_reviewer))
    return readers


def _give_out(
    given: Assignment, waiting: list[Application], seats: list[PanelSeat], by: Any, now: datetime
) -> None:
    by_number = {application.number: application for application in waiting}
    people = {str(seat.person_id): seat.person for seat in seats}
    Review.objects.bulk_create(
        [
            Review(application=by_number[number], reviewer=people[reader], assigned_at=now)
            for number, reader in given.pairs
        ]
    )
    for number in sorted({number for number, _reader in given.pairs}):
        application = by_number[number]
        if application.state == ApplicationState.ELIGIBLE:
            step(application, "assign", role="officer", by=by, now=now)
    call = waiting[0].call if waiting else None
    for reader in sorted({reader for _number, reader in given.pairs}):
        letters.write_to_reader(call, people[reader], now=now)


def _own_review(review_id: int, by: Any) -> Review:
    review = (
        Review.objects.select_for_update(of=("self",))
        .select_related("application__call__edition")
        .filter(pk=review_id)
        .first()
    )
    if review is None or by is None or review.reviewer_id != by.pk:
        raise NotYours
    return review


def _open_review(review_id: int, by: Any) -> Review:
    review = _own_review(review_id, by)
    if review.state == ReviewState.CONFLICT:
        raise ConflictDeclared
    if review.state == ReviewState.SUBMITTED:
        raise ActRefused("change a sent review", review.state)
    return review
