"""What an applicant's own pages show: one question each, asked on every page, so compiled once."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from hansa.applications.models import Application, Document, StateChange
from hansa.foundation.prepared import Prepared
from hansa.network.selectors import members

_OF_A_FILE = ("name", "size", "delete_on")
_SHOWN = {
    "call": ("rules", "timetable", "state", "opens_at", "closes_at", "closed_at"),
    "call__edition": (
        *("slug", "title", "namespace", "time_zone", "starts_on", "ends_on", "place_city", "details"),
    ),
    "member": ("key", "name", "kind", "region"),
    "offer": ("state", "answer_by", "answered_at", "offered_at"),
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


_members = Prepared(lambda: members().only(*_SHOWN["member"]))
_applications = Prepared(_rows)
_documents = Prepared(
    lambda application: (
        Document.objects.filter(application=application, replaced_at__isnull=True)
        .select_related("file")
        .only("uid", "kind", "application_id", "uploaded_at", *(f"file__{name}" for name in _OF_A_FILE))
        .order_by("pk")
    )
)
_changes = Prepared(
    lambda application: StateChange.objects.filter(application=application).values_list("act", "at", "reason")
)


def members_to_choose() -> list[Any]:
    """Return the members in whose name one can apply, by name."""
    return _members.ask()


def own_applications(person: Any) -> list[Application]:
    """Return everything the person applied for, newest first, with what its pages show."""
    rows: list[Application] = _applications.ask(person.pk)
    for row in rows:
        row.applicant = person
    return rows


def own_application_or_404(person: Any, uid: object) -> Application:
    """Return the person's own application of this address, or answer that there is none."""
    for row in own_applications(person):
        if str(row.uid) == str(uid):
            return row
    raise Http404


def own_documents(application: Application) -> list[Document]:
    """Return the files that count now, with what is shown of them."""
    return _documents.ask(application.pk)


def own_changes(application: Application) -> list[tuple[str, Any, str]]:
    """Return the steps so far, first to last: act, moment, reason."""
    return _changes.ask(application.pk)
