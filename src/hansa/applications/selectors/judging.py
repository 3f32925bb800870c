"""Reads of reviews, lists, decisions and offers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Prefetch, Q, QuerySet

from hansa.applications.enums import (
    AppealOutcome,
    AppealState,
    ApplicationState,
    OfferState,
    ReviewState,
    RunKind,
    RunState,
)
from hansa.applications.models import (
    Appeal,
    Application,
    Calibration,
    ConflictDeclaration,
    Decision,
    Offer,
    PanelSeat,
    Review,
    SelectionRun,
)
from hansa.applications.rules.transitions import HOLDING_A_PLACE, JUDGED
from hansa.applications.selectors.rows import UNREAD
from hansa.foundation.prepared import Prepared


def reviews_of(reviewer: Any) -> QuerySet[Review]:
    """Return what was given to a reader, what is still to do first."""
    return (
        Review.objects.filter(reviewer=reviewer)
        .select_related("application__call__edition", "application__member", "application__applicant")
        .defer(*(f"application__{name}" for name in UNREAD))
        .order_by("submitted_at", "application__number")
    )


def reviews_due(call: Any) -> QuerySet[Review]:
    """Return the reviews of a call that were given out and not sent."""
    return Review.objects.filter(application__call=call, state__in=[ReviewState.ASSIGNED, ReviewState.DRAFT])


def applications_judged(call: Any, reviews: QuerySet[Review] | None = None) -> QuerySet[Application]:
    """Return the applications that a selection is made from, in order of number.

    Their ``reviews.all()`` are those that were sent.
    """
    among = Review.objects.all() if reviews is None else reviews
    sent = Prefetch("reviews", among.filter(state=ReviewState.SUBMITTED))
    return (
        Application.objects.filter(call=call, state__in=JUDGED)
        .select_related("member", "applicant")
        .prefetch_related(sent)
        .order_by("number")
    )


def applications_scored(call: Any, reviews: QuerySet[Review] | None = None) -> QuerySet[Application]:
    """Return the applications of a call that somebody scored, whatever became of them, as ``applications_judged`` does."""
    rows = Review.objects.all() if reviews is None else reviews
    sent = Prefetch("reviews", rows.filter(state=ReviewState.SUBMITTED))
    scored = Review.objects.filter(application=OuterRef("pk"), state=ReviewState.SUBMITTED)
    return (
        Application.objects.filter(Exists(scored), call=call)
        .select_related("member", "applicant")
        .prefetch_related(sent)
        .order_by("number")
    )


def panel_of(call: Any) -> QuerySet[PanelSeat]:
    """Return a call's readers with how much each was given and has sent."""
    given = Q(person__reviews__application__call=call) & ~Q(person__reviews__state=ReviewState.CONFLICT)
    return (
        PanelSeat.objects.filter(call=call)
        .select_related("person", "member")
        .annotate(
            given=Count("person__reviews", filter=given, distinct=True),
            begun=Count(
                "person__reviews",
                filter=given & Q(person__reviews__state=ReviewState.DRAFT),
                distinct=True,
            ),
            sent=Count(
                "person__reviews",
                filter=given & Q(person__reviews__state=ReviewState.SUBMITTED),
                distinct=True,
            ),
        )
        .order_by("person__name", "id")
    )


def conflicts_of_call(call: Any) -> QuerySet[ConflictDeclaration]:
    """Return every conflict that a reader declared in a call."""
    return ConflictDeclaration.objects.filter(application__call=call)


def runs_of(call: Any) -> QuerySet[SelectionRun]:
    """Return the lists that were computed for a call, latest first."""
    return SelectionRun.objects.filter(call=call).select_related("computed_by", "sealed_by", "released_by")


def adopted_run(call: Any) -> SelectionRun | None:
    """Return the list that was sealed or released, if there is one."""
    adopted = [RunState.SEALED, RunState.RELEASED]
    return runs_of(call).filter(kind=RunKind.SELECTION, state__in=adopted).first()


def decisions_of(run: SelectionRun) -> QuerySet[Decision]:
    """Return what a list decides, places first, by merit and lot."""
    return (
        Decision.objects.filter(run=run)
        .select_related("run", "application__applicant", "application__member")
        .order_by("-merit", "lot")
    )


_standing = Prepared(
    lambda run, application: Decision.objects.filter(run=run, application=application).values_list(
        "standing", flat=True
    )
)


_beside = Prepared(
    lambda call: (
        SelectionRun.objects.filter(call=call, kind=RunKind.SCENARIO)
        .exclude(state=RunState.SUPERSEDED)
        .only(
            *("uid", "number", "state", "status", "rules", "candidates", "result", "changes", "about"),
            "prices",
        )
    )
)


def scenarios_beside(call: Any) -> list[SelectionRun]:
    """Return the scenarios that stand beside a call's list, latest first."""
    return _beside.ask(call.pk)


def standing_in(run: SelectionRun, application: Application) -> dict[str, Any]:
    """Return by how much somebody is in a list or out of it, as it is kept; empty where it was not worked out."""
    return next(iter(_standing.ask(run.pk, application.pk)), {})


_to_be_told = Prepared(
    lambda run: (
        Decision.objects.filter(run=run)
        .order_by("-merit", "lot")
        .values_list(
            *("outcome", "application__number", "application__uid", "application__state"),
            *(f"application__applicant__{name}" for name in ("name", "email", "language", "is_active")),
            "application__member__name",
        )
    )
)


@dataclass(frozen=True)
class ToBeTold:
    """One line of a list before its release: what it means for whom, and where they are written to."""

    outcome: str
    number: str
    uid: object
    state: str
    name: str
    email: str
    language: str
    is_active: bool
    city: Mapping[str, str]


def to_be_told(run: SelectionRun) -> list[ToBeTold]:
    """Return everybody on a list with how they are reached, best first; one query."""
    return [ToBeTold(*row) for row in _to_be_told.ask(run.pk)]


def lock_decided(run: SelectionRun) -> None:
    """Lock every application that a list decides, in one order, until the transaction ends."""
    decided = Decision.objects.filter(run=run).values("application")
    list(Application.objects.select_for_update().filter(pk__in=decided).order_by("pk").values_list("pk"))


def lock_applications(keys: Iterable[int]) -> None:
    """Lock applications, in one order, until the transaction ends."""
    list(Application.objects.select_for_update().filter(pk__in=list(keys)).order_by("pk").values_list("pk"))


def points_corrected(call: Any) -> dict[str, int]:
    """Return the points that an upheld appeal corrected, by application's number."""
    upheld = Appeal.objects.filter(application__call=call, state=AppealState.UPHELD, merit__isnull=False)
    rows = upheld.values_list("application__number", "merit")
    return {number: merit for number, merit in rows if merit is not None}


_added = Prepared(
    lambda call: Appeal.objects.filter(
        application__call=call, outcome=AppealOutcome.ADDED, application__state__in=sorted(HOLDING_A_PLACE)
    ).values_list("pk", flat=True)
)


def places_added(call: Any) -> int:
    """Return how many hold a place that was added to a released list because their appeal was right."""
    return len(_added.ask(call.pk))


def released_decision(application: Application) -> Decision | None:
    """Return the decision that the applicant may know."""
    return (
        Decision.objects.filter(application=application, released_at__isnull=False)
        .select_related("run")
        .order_by("-released_at")
        .first()
    )


def offers_overdue(now: datetime) -> QuerySet[Offer]:
    """Return offers whose deadline has passed without an answer."""
    return Offer.objects.filter(state=OfferState.OPEN, answer_by__lt=now)


_adopted = Prepared(
    lambda call: Calibration.objects.filter(call=call, withdrawn_at__isnull=True).select_related("adopted_by")
)


def adopted_calibration(call: Any) -> Calibration | None:
    """Return the correction of scores that the board adopted and has not taken back."""
    return next(iter(_adopted.ask(call.pk)), None)


def slow_seats(call: Any) -> QuerySet[PanelSeat]:
    """Return the readers who have not sent everything, with how much is left and since when the oldest waits."""
    left = Q(person__reviews__application__call=call) & Q(
        person__reviews__state__in=[ReviewState.ASSIGNED, ReviewState.DRAFT]
    )
    return (
        PanelSeat.objects.filter(call=call, ended_at__isnull=True)
        .select_related("person", "call__edition__programme")
        .annotate(
            left=Count("person__reviews", filter=left, distinct=True),
            since=Min("person__reviews__assigned_at", filter=left),
        )
        .filter(left__gt=0)
        .order_by("since", "id")
    )


def members_before(call: Any) -> set[int]:
    """Return the cities that had a place in an earlier edition: they are not first-time."""
    earlier = Application.objects.filter(state=ApplicationState.CONFIRMED).exclude(call=call)
    return set(earlier.values_list("member_id", flat=True))


def with_open_offer(queryset: QuerySet[Application]) -> QuerySet[Application]:
    """Mark the applications whose offer waits for an answer."""
    return queryset.annotate(
        has_open_offer=Exists(Offer.objects.filter(application=OuterRef("pk"), state=OfferState.OPEN))
    )
