"""What an applicant's own pages show: one question each, asked on every page, so compiled once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.http import Http404, HttpRequest

from hansa.applications.enums import ApplicationState
from hansa.applications.models import Application, Decision, Document, PassportReading, Slot, StateChange
from hansa.applications.rules.transitions import EDITABLE
from hansa.foundation import scope
from hansa.foundation.audit.selectors import digest_for
from hansa.foundation.audit.watched import Keeps, Watched
from hansa.foundation.policy import OFFICE_ROLES
from hansa.foundation.prepared import Prepared, PreparedFor
from hansa.network.selectors import members
from hansa.programmes.selectors import calls
from hansa.questionnaires import selectors as questionnaires

if TYPE_CHECKING:
    from hansa.questionnaires.models import Response

_OF_A_FILE = ("name", "size", "delete_on")
_SHOWN = {
    "call": ("rules", "timetable", "state", "opens_at", "closes_at", "closed_at"),
    "call__edition": (
        *("slug", "title", "namespace", "time_zone", "starts_on", "ends_on", "place_city", "details"),
    ),
    "member": ("key", "name", "kind", "region", "country"),
    "offer": ("state", "answer_by", "answered_at", "offered_at"),
    "interview": ("uid", "state", "book_by", "booked_at", "starts_at", "reason"),
    "appeal": ("state", "lodged_at", "decided_at", "outcome", "answer"),
    "nomination": ("state", "way", "reason", "rank", "decided_at"),
    "nomination__slot": ("number", "maximum"),
}


def _rows(person: int) -> QuerySet[Application]:
    beside = (f"{path}__{name}" for path, names in _SHOWN.items() for name in names)
    own = (field.attname for field in Application._meta.concrete_fields)
    return (
        Application.objects.filter(applicant=person)
        .select_related(*_SHOWN)
        .only(*own, *beside)
        .order_by("-started_at")
    )


def _announced(person: Any, slug: str) -> QuerySet[Any]:
    beside = (f"edition__{name}" for name in _SHOWN["call__edition"])
    shown = calls().select_related(None).select_related("edition").only(*_SHOWN["call"], *beside)
    return scope.visible(person, shown.filter(edition__slug=slug)).order_by()


_calls = Prepared(lambda slug: _announced(AnonymousUser(), slug))
_calls_of_office = PreparedFor(_announced)
_taken = Prepared(
    lambda call, member: Slot.objects.filter(call=call, member=member, nomination__isnull=False).values_list(
        "pk", flat=True
    )
)
_applications = Prepared(_rows)
_written_on = Prepared(
    lambda person, uid: (
        Application.objects.filter(applicant=person, uid=uid)
        .order_by()
        .values_list("state", KeyTextTransform("questionnaire", "call__rules"), "call__edition__namespace")
    )
)
_begun = Prepared(
    lambda person, slug: (
        Application.objects.filter(applicant=person, call__edition__slug=slug)
        .exclude(state=ApplicationState.WITHDRAWN)
        .order_by()
        .values_list("uid", "state")
    )
)
_documents = Prepared(
    lambda application: (
        Document.objects.filter(application=application, replaced_at__isnull=True)
        .select_related("file")
        .only("uid", "kind", "application_id", "uploaded_at", *(f"file__{name}" for name in _OF_A_FILE))
        .order_by("pk")
    )
)
_readings = Prepared(
    lambda application: PassportReading.objects.filter(
        document__application=application, document__replaced_at__isnull=True
    ).order_by()
)
_changes = Prepared(
    lambda application: StateChange.objects.filter(application=application).values_list("act", "at", "reason")
)


_released = Prepared(
    lambda application: (
        Decision.objects.filter(application=application, released_at__isnull=False)
        .order_by("-released_at")
        .values_list(
            "merit",
            "released_at",
            "standing",
            "run__about__binding",
            "run__about__candidates",
            "run__rules__k",
        )
    )
)


@dataclass(frozen=True)
class OwnDecision:
    """What an applicant may know of the decision about them: nothing about anybody else."""

    points: int
    released_at: datetime
    standing: Mapping[str, Any]
    binding: Sequence[Mapping[str, Any]]
    candidates: int | None
    places: int | None


def own_decision(application: Application) -> OwnDecision | None:
    """Return the decision that was released about an application, latest first."""
    for points, released_at, standing, binding, candidates, places in _released.ask(application.pk):
        return OwnDecision(points, released_at, standing or {}, binding or (), candidates, places)
    return None


@dataclass(frozen=True)
class Choosable(Keeps):
    """The members in whose name one can apply, by name; everybody may know them, and nobody changes them here."""

    members: tuple[Any, ...]


_choosable = Watched(
    lambda: Choosable(tuple(members().only(*_SHOWN["member"]))), "network.", "members.", "house.", "pack."
)


def members_to_choose(request: HttpRequest) -> Choosable:
    """Return the members in whose name one can apply; read when one of them has changed."""
    return _choosable.get(digest_for(request))


def call_announced_or_404(person: Any, slug: str) -> Any:
    """Return an edition's call with what is shown of it, as far as the person may know of it."""
    # Who works in no office sees of calls what everybody sees.
    in_office = bool(getattr(person, "roles", frozenset()) & OFFICE_ROLES)
    for call in _calls_of_office.ask(person, slug) if in_office else _calls.ask(slug):
        return call
    raise Http404


def slots_taken(call: Any, member: Any) -> int:
    """Return how many of a city's slots point at an endorsed application."""
    return len(_taken.ask(call.pk, member.pk))


def own_applications(person: Any) -> list[Application]:
    """Return everything the person applied for, newest first, with what its pages show."""
    rows: list[Application] = _applications.ask(person.pk)
    for row in rows:
        row.applicant = person
    return rows


@dataclass(frozen=True, slots=True)
class Begun:
    """An application of somebody's own to a call: which it is, and whether it can still be written on."""

    uid: UUID
    is_editable: bool


def own_begun(person: Any, slug: str) -> Begun | None:
    """Return somebody's application to the call of an edition, or None; one query, none for whoever is signed out."""
    for uid, state in _begun.ask(person.pk, slug) if person.is_authenticated else ():
        return Begun(uid, state in EDITABLE)
    return None


def own_application_or_404(person: Any, uid: object) -> Application:
    """Return the person's own application of this address, or answer that there is none."""
    for row in own_applications(person):
        if str(row.uid) == str(uid):
            return row
    raise Http404


def own_draft(person: Any, uid: UUID) -> "tuple[Response, str] | None":
    """Return what the person has written so far in an application that can be written on, and its questions.

    Only what keeping a few more words needs; nothing where the page itself has to look.
    """
    for state, asked, namespace in _written_on.ask(person.pk, uid):
        if state in EDITABLE and asked:
            # As the edition itself calls what is its own.
            key = f"{namespace}:{asked}"
            subject = Application(uid=uid).subject
            return questionnaires.draft(questionnaire_key=key, respondent_id=person.pk, subject=subject)
    return None


def own_documents(application: Application) -> list[Document]:
    """Return the files that count now, with what is shown of them."""
    return _documents.ask(application.pk)


def own_reading(application: Application) -> list[PassportReading]:
    """Return what was read of the passport that counts now, for its applicant alone; one row or none."""
    return _readings.ask(application.pk)


def own_changes(application: Application) -> list[tuple[str, Any, str]]:
    """Return the steps so far, first to last: act, moment, reason."""
    return _changes.ask(application.pk)
