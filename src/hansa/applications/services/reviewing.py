"""Give out what is to be read, take in scores."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from hansa.accounts.selectors import people_with_role
from hansa.applications import permissions, selectors
from hansa.applications.enums import ApplicationState, ConflictKind, ReviewState
from hansa.applications.models import Application, ConflictDeclaration, PanelSeat, Review
from hansa.applications.rules import affinity
from hansa.applications.rules import terms as call_terms
from hansa.applications.rules.assignment import Assignment, Reader, assign
from hansa.applications.rules.transitions import JUDGED, ActRefused
from hansa.applications.services import calls, conflicts, letters
from hansa.applications.services.refusals import ConflictDeclared, NotYours
from hansa.applications.services.rubrics import rubric_of
from hansa.applications.services.steps import step
from hansa.foundation.audit.services import record
from hansa.programmes.selectors import locked_call
from hansa.questionnaires import services as questions


@transaction.atomic
def assign_reviewers(*, call_id: int, by: Any, now: datetime) -> Assignment:
    """Give every eligible application its readers: those who fit best, evenly, nobody with a conflict.

    What was given out stays, unless a conflict has become known since. A panel that nobody seated is everybody who
    holds the role of reviewer. Returns the new pairs (by application's number and person's id) and what is short.
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
    conflicts.note_known(call=call, by=by, now=now)
    seats = list(PanelSeat.objects.filter(call=call, ended_at__isnull=True).select_related("person"))
    standing = [
        (review.application.number, str(review.reviewer_id))
        for review in Review.objects.filter(application__in=waiting)
        .exclude(state=ReviewState.CONFLICT)
        .select_related("application")
    ]
    given = assign(
        [application.number for application in waiting],
        _readers(call, terms, seats, waiting),
        each=terms.reviews_per_application,
        standing=standing,
    )
    _give_out(given, waiting, seats, by, now)
    calls.turn(call, "start_review", by=by, now=now)
    record(
        by,
        "reviews.assign",
        call,
        pairs=len(given.pairs),
        short=sum(given.short.values()),
        affinity=given.affinity,
        proven=given.proven,
    )
    return given


@transaction.atomic
def declare_conflict(*, review_id: int, reason: str, by: Any, now: datetime) -> ConflictDeclaration:
    """Say that one may not judge this application; it is closed to this reader for good."""
    review = _own_review(review_id, by)
    if review.state == ReviewState.SUBMITTED:
        raise ActRefused("declare a conflict", review.state)
    return conflicts.close(review, kind=ConflictKind.DECLARED, reason=reason, by=by, now=now)


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
    *,
    review_id: int,
    scores: Mapping[str, Any],
    comment: str,
    by: Any,
    now: datetime,
    revision: int | None = None,
) -> Review:
    """Send a score sheet; sending again changes nothing.

    Raises ``questionnaires.services.Incomplete`` with every criterion that lacks its score, and ``ReviewMoved`` where
    another tab has written something else since this one was opened at ``revision``.
    """
    review = _own_review(review_id, by)
    if review.state == ReviewState.SUBMITTED:
        return review
    if review.state == ReviewState.CONFLICT:
        raise ConflictDeclared
    if review.application.state != ApplicationState.UNDER_REVIEW:
        raise ActRefused("review", review.application.state)
    if revision is not None and revision != review.revision and dict(scores) != review.scores:
        raise ReviewMoved(review)
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


def record_opened(*, review: Review, by: Any) -> None:
    """Write into the log that a reader opens an application that was given to them."""
    record(by, "review.open", review, application=review.application_id)


class ReviewMoved(Exception):
    """Another tab saved this score sheet in between; ``review`` holds what is kept."""

    def __init__(self, review: Review) -> None:
        super().__init__(f"revision {review.revision} is newer")
        self.review = review


def _readers(
    call: Any, terms: call_terms.Terms, seats: list[PanelSeat], waiting: list[Application]
) -> list[Reader]:
    barred: dict[int, set[str]] = {}
    for person, number in conflicts.known_conflicts(call, seats, waiting):
        barred.setdefault(person, set()).add(number)
    answers = conflicts.answers_of_all(call, waiting)
    about = {one.number: _about(one, answers.get(one.subject, {})) for one in waiting}
    readers = []
    for seat in seats:
        own = affinity.profile(
            languages=[seat.person.language, *seat.languages], regions=seat.regions, topics=seat.topics
        )
        fits = {number: affinity.affinity(own, profile) for number, profile in about.items()}
        most = terms.reviews_per_reviewer if seat.most is None else seat.most
        readers.append(Reader(str(seat.person_id), frozenset(barred.get(seat.person_id, ())), most, fits))
    return readers


def _about(application: Application, answers: Mapping[str, Any]) -> affinity.Profile:
    """What an application is about: its writer's language and part of the world, and the fields they name."""
    fields = answers.get("fields") or answers.get("category") or ()
    return affinity.profile(
        languages=[application.applicant.language],
        regions=[application.member.region],
        topics=[fields] if isinstance(fields, str) else [str(one) for one in fields],
    )


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
    if (
        review.state != ReviewState.CONFLICT
        and not selectors.open_readings(by.pk).filter(pk=review.pk).exists()
    ):
        raise ConflictDeclared
    return review


def _open_review(review_id: int, by: Any) -> Review:
    review = _own_review(review_id, by)
    if review.state == ReviewState.CONFLICT:
        raise ConflictDeclared
    if review.state == ReviewState.SUBMITTED:
        raise ActRefused("change a sent review", review.state)
    return review
