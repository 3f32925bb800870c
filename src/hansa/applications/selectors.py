"""Reads of applications."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from hansa.applications.enums import ApplicationState, NominationState, OfferState, ReviewState, RunState
from hansa.applications.models import (
    Application,
    ConflictDeclaration,
    Decision,
    Document,
    Nomination,
    Offer,
    PanelSeat,
    Review,
    SelectionRun,
    Slot,
    StateChange,
)
from hansa.applications.rules import terms
from hansa.applications.rules.transitions import JUDGED
from hansa.programmes.selectors import HEAVY
from hansa.questionnaires import selectors as questionnaires

#: Long texts of an edition that no page of this app shows.
UNREAD = tuple(f"call__edition__{name}" for name in HEAVY)


def locked(application_id: int) -> Application:
    """Return the application with its row locked until the transaction ends."""
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("call__edition__programme", "applicant", "member")
        .get(pk=application_id)
    )


def applications() -> QuerySet[Application]:
    """Return applications with what a row of a list shows, and nothing more."""
    return Application.objects.select_related("applicant", "member", "nomination__slot").defer("reason")


def applications_listed() -> QuerySet[Application]:
    """Return applications with what a line of the office's list says, and not a column more."""
    return Application.objects.select_related("applicant", "member", "nomination__slot").only(
        *("uid", "call_id", "number", "state", "missing_documents", "applicant__name", "member__name"),
        *("nomination__state", "nomination__slot__number", "nomination__slot__maximum"),
    )


def application_of(person: Any, call: Any) -> Application | None:
    """Return the person's application to a call, if there is one that was not withdrawn."""
    return applications_of(person).filter(call=call).exclude(state=ApplicationState.WITHDRAWN).first()


def applications_of(person: Any) -> QuerySet[Application]:
    """Return everything the person applied for, newest first."""
    return (
        Application.objects.filter(applicant=person)
        .select_related("call__edition__programme", "member", "applicant", "offer", "nomination")
        .defer(*UNREAD)
        .order_by("-started_at")
    )


def applications_in_brief(person: Any) -> QuerySet[Application]:
    """Return what one line about each of a person's applications says, newest first."""
    own = ("uid", "number", "state", "reason", "return_by", "submitted_at")
    beside = {
        "call": ("closes_at",),
        "call__edition": ("title", "slug", "time_zone"),
        "member": ("name",),
        "offer": ("answer_by", "state"),
        "nomination": ("state",),
    }
    return (
        Application.objects.filter(applicant=person)
        .select_related(*beside)
        .only(*own, *(f"{path}__{name}" for path, names in beside.items() for name in names))
        .order_by("-started_at")
    )


def applications_of_member(member: Any) -> QuerySet[Application]:
    """Return a city's applications, drafts apart: those belong to their writers."""
    return Application.objects.filter(member=member).exclude(state=ApplicationState.DRAFT)


def terms_of(call: Any) -> terms.Terms:
    """Return what a call asks, allows and decides by."""
    return terms.read({**call.rules, **call.timetable})


def questionnaire_key(application_or_call: Any, name: str) -> str:
    """Return the installation's key of one of the edition's questionnaires."""
    call = getattr(application_or_call, "call", application_or_call)
    key: str = call.edition.key_of(name)
    return key


def answers_of(application: Application) -> dict[str, Any]:
    """Return what the applicant answered so far."""
    name = terms_of(application.call).questionnaire
    if not name:
        return {}
    response = questionnaires.response(
        questionnaire_key=questionnaire_key(application, name),
        respondent=application.applicant,
        subject=application.subject,
    )
    answers: dict[str, Any] = response.answers if response else {}
    return answers


def documents_of(application: Application) -> QuerySet[Document]:
    """Return the files that count now."""
    return Document.objects.filter(application=application, replaced_at__isnull=True).select_related("file")


def changes_of(application: Application) -> QuerySet[StateChange]:
    """Return the steps so far, first to last, with who took them."""
    by = (f"by__{name}" for name in ("name", "addressed_as", "email"))
    return (
        StateChange.objects.filter(application=application)
        .select_related("by")
        .only("act", "to", "at", "reason", *by)
    )


def slots_taken(call: Any, member: Any) -> int:
    """Return how many of a city's slots point at an endorsed application."""
    return Slot.objects.filter(call=call, member=member, nomination__isnull=False).count()


def nominations_awaiting(members: QuerySet[Any]) -> QuerySet[Nomination]:
    """Return what the coordinators of these cities still have to say, first come first."""
    return (
        Nomination.objects.filter(
            state=NominationState.REQUESTED,
            application__member__in=members,
            application__state__in=[ApplicationState.SUBMITTED, ApplicationState.RETURNED],
        )
        .select_related("application__call__edition")
        .only("state", "application__call__closes_at", "application__call__edition__time_zone")
        .order_by("requested_at", "id")
    )


def applications_with_nomination(members: QuerySet[Any]) -> QuerySet[Application]:
    """Return all applications of these cities with the city's word on each, for its coordinator."""
    return (
        Application.objects.filter(member__in=members)
        .exclude(state=ApplicationState.DRAFT)
        .select_related("applicant", "member", "call__edition", "nomination")
        .only(
            *("uid", "number", "state", "submitted_at", "member__name", "call__rules", "call__timetable"),
            *(f"applicant__{name}" for name in ("name", "addressed_as", "email")),
            *(f"call__edition__{name}" for name in ("title", "slug")),
            *(f"nomination__{name}" for name in ("state", "rank", "slot_id")),
        )
        .order_by("call_id", "member_id", "nomination__rank", "submitted_at", "id")
    )


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


def applications_judged(call: Any) -> QuerySet[Application]:
    """Return the applications that a selection is made from, in order of number.

    Their ``reviews.all()`` are those that were sent.
    """
    sent = Prefetch("reviews", Review.objects.filter(state=ReviewState.SUBMITTED))
    return (
        Application.objects.filter(call=call, state__in=JUDGED)
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
    return runs_of(call).filter(state__in=[RunState.SEALED, RunState.RELEASED]).first()


def decisions_of(run: SelectionRun) -> QuerySet[Decision]:
    """Return what a list decides, places first, by merit and lot."""
    return (
        Decision.objects.filter(run=run)
        .select_related("run", "application__applicant", "application__member")
        .order_by("-merit", "lot")
    )


def lock_decided(run: SelectionRun) -> None:
    """Lock every application that a list decides, in one order, until the transaction ends."""
    decided = Decision.objects.filter(run=run).values("application")
    list(Application.objects.select_for_update().filter(pk__in=decided).order_by("pk").values_list("pk"))


def released_decision(application: Application) -> Decision | None:
    """Return the decision that the applicant may know."""
    return (
        Decision.objects.filter(application=application, released_at__isnull=False)
        .select_related("run")
        .order_by("-released_at")
        .first()
    )


def counts_by_state(call: Any) -> dict[str, int]:
    """Return how many applications of a call stand where."""
    rows = Application.objects.filter(call=call).order_by().values_list("state").annotate(Count("id"))
    return dict(rows)


def cohort_of(edition: Any) -> QuerySet[Application]:
    """Return the applications whose place is accepted, in order of number."""
    return (
        Application.objects.filter(call__edition=edition, state=ApplicationState.CONFIRMED)
        .select_related("applicant", "member")
        .order_by("number")
    )


def offers_overdue(now: datetime) -> QuerySet[Offer]:
    """Return offers whose deadline has passed without an answer."""
    return Offer.objects.filter(state=OfferState.OPEN, answer_by__lt=now)


def members_before(call: Any) -> set[int]:
    """Return the cities that had a place in an earlier edition: they are not first-time."""
    earlier = Application.objects.filter(state=ApplicationState.CONFIRMED).exclude(call=call)
    return set(earlier.values_list("member_id", flat=True))


def with_open_offer(queryset: QuerySet[Application]) -> QuerySet[Application]:
    """Mark the applications whose offer waits for an answer."""
    return queryset.annotate(
        has_open_offer=Exists(Offer.objects.filter(application=OuterRef("pk"), state=OfferState.OPEN))
    )


def export_of(person: Any) -> list[dict[str, Any]]:
    """Return a person's applications for their own data download; what is not released is not in it."""
    rows = applications_of(person).prefetch_related("documents__file", "changes")
    return [
        {
            "number": application.number,
            "edition": application.call.edition.slug,
            "city": application.member.key,
            "state": application.state,
            "reason": application.reason,
            "documents": [
                {"kind": document.kind, "name": document.file.name if document.file else None}
                for document in application.documents.all()
            ],
            "history": [
                {"act": change.act, "to": change.to, "at": change.at.isoformat(), "reason": change.reason}
                for change in application.changes.all()
            ],
        }
        for application in rows
    ]
