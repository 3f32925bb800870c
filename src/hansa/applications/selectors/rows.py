"""Reads of applications, their files, their steps and the city's word."""

from typing import Any

from django.db.models import Count, QuerySet

from hansa.applications.enums import ApplicationState, NominationState
from hansa.applications.models import Application, Document, Nomination, StateChange
from hansa.applications.rules import terms
from hansa.programmes.enums import CallState
from hansa.programmes.selectors import HEAVY
from hansa.questionnaires import selectors as questionnaires
from hansa.questionnaires.services import asked_of

#: Long texts of an edition that no page of this app shows.
UNREAD = tuple(f"call__edition__{name}" for name in HEAVY)


def locked(application_id: int) -> Application:
    """Return the application with its row locked until the transaction ends."""
    rows = (
        Application.objects.select_for_update(of=("self",))
        .select_related("call__edition__programme", "applicant", "member")
        .filter(pk=application_id)
    )
    # Where it became another account's while we waited, PostgreSQL no longer finds it beside the account it had: it is
    # there when asked once more.
    return next(iter(rows), None) or rows.get()


def applications() -> QuerySet[Application]:
    """Return applications with what a row of a list shows, and nothing more."""
    return Application.objects.select_related("applicant", "member", "nomination__slot").defer("reason")


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
        "call": ("state", "opens_at", "closes_at", "closed_at", "timetable"),
        "call__edition": ("title", "slug", "time_zone", "place_city", "details"),
        "interview": ("state", "book_by", "booked_at", "starts_at"),
        "member": ("name", "country"),
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
    return questionnaires.answers(
        questionnaire_key=questionnaire_key(application, name),
        respondent_id=application.applicant_id,
        subject=application.subject,
    )


def questions_and_answers(
    application: Application, terms: terms.Terms
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the form asks of an applicant and what they answered so far; both empty where there is no form.

    What depends on an answer is among the questions where that answer is given, and nowhere else.
    """
    if not terms.questionnaire:
        return {}, {}
    definition, answers = questionnaires.answered(
        questionnaire_key=questionnaire_key(application, terms.questionnaire),
        respondent_id=application.applicant_id,
        subject=application.subject,
    )
    asked, given = asked_of(definition, answers)
    return dict(asked), given


def questions_and_answers_sent(
    application: Application, terms: terms.Terms
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the form asks and what others may read of the answers.

    While an application is back with its applicant, that is what was sent last and not what is being written.
    """
    if not terms.questionnaire or application.state != ApplicationState.RETURNED:
        return questions_and_answers(application, terms)
    key = questionnaire_key(application, terms.questionnaire)
    versions = questionnaires.versions_sent(
        questionnaire_key=key, respondent_id=application.applicant_id, subject=application.subject
    )
    asked, given = asked_of(questionnaires.definition(key), versions[-1][0] if versions else {})
    return dict(asked), given


def documents_of(application: Application) -> QuerySet[Document]:
    """Return the files that count now."""
    return Document.objects.filter(application=application, replaced_at__isnull=True).select_related("file")


def documents_sent(application: Application) -> list[Document]:
    """Return the files as they were when an application was returned, though some may have been replaced since."""
    rows = Document.objects.filter(application=application, uploaded_at__lte=application.changed_at)
    stood = rows.exclude(replaced_at__lte=application.changed_at)
    return list(stood.select_related("file").order_by("uploaded_at", "pk"))


def changes_of(application: Application) -> QuerySet[StateChange]:
    """Return the steps so far, first to last, with who took them."""
    by = (f"by__{name}" for name in ("name", "addressed_as", "email"))
    return (
        StateChange.objects.filter(application=application)
        .select_related("by")
        .only("act", "to", "at", "reason", *by)
    )


def nominations_awaiting(members: QuerySet[Any]) -> QuerySet[Nomination]:
    """Return what the coordinators of these cities still have to say, first come first."""
    return (
        Nomination.objects.filter(
            state=NominationState.REQUESTED,
            application__member__in=members,
            application__state__in=[ApplicationState.SUBMITTED, ApplicationState.RETURNED],
        )
        .exclude(application__call__state=CallState.CANCELLED)
        .select_related("application__call__edition")
        .only(
            "state",
            "application__call__closes_at",
            *(f"application__call__edition__{name}" for name in ("time_zone", "place_city", "details")),
        )
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


def _appeal_of(application: Application) -> dict[str, Any] | None:
    appeal = getattr(application, "appeal", None)
    if appeal is None:
        return None
    return {
        "state": appeal.state,
        "said": appeal.grounds,
        "lodged_at": appeal.lodged_at.isoformat(),
        "answer": appeal.answer,
        "points": appeal.merit,
    }


def export_of(person: Any) -> list[dict[str, Any]]:
    """Return a person's applications for their own data download; what is not released is not in it."""
    rows = (
        applications_of(person)
        .select_related("appeal")
        .prefetch_related("documents__file", "changes", "referees")
    )
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
            "appeal": _appeal_of(application),
            "referees": [
                {"name": row.name, "email": row.email, "relation": row.relation, "state": row.state}
                for row in application.referees.all()
            ],
            "history": [
                {"act": change.act, "to": change.to, "at": change.at.isoformat(), "reason": change.reason}
                for change in application.changes.all()
            ],
        }
        for application in rows
    ]
