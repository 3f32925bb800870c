"""My page: what to do next, then where everything stands, for each kind of person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from hansa.applications import selectors as applications
from hansa.applications.enums import ApplicationState as State
from hansa.applications.enums import ReviewState
from hansa.applications.selectors.interviews import interviews_held
from hansa.applications.services import sentence_of_application
from hansa.credentials import selectors as credentials
from hansa.events import selectors as events
from hansa.foundation.policy import OFFICE_ROLES
from hansa.foundation.prepared import Prepared
from hansa.network import selectors as network
from hansa.portal.selectors import todos
from hansa.portal.selectors.board import Board
from hansa.portal.selectors.editions import open_rows
from hansa.portal.selectors.learning import standings
from hansa.portal.selectors.words import text

# Which shape says how an application stands: see face.md, a word, a shape and a colour.
SHAPES: dict[str, str] = {
    State.DRAFT: "ring",
    State.SUBMITTED: "half",
    State.RETURNED: "needs",
    State.ELIGIBLE: "half",
    State.INELIGIBLE: "refused",
    State.UNDER_REVIEW: "half",
    State.OFFERED: "needs",
    State.RESERVE: "waiting",
    State.NOT_SELECTED: "closed",
    State.CONFIRMED: "done",
    State.DECLINED: "closed",
    State.LAPSED: "closed",
    State.WITHDRAWN: "closed",
    State.DISQUALIFIED: "refused",
}
# The same for certificates.
CERTIFICATES = {"issued": "done", "pending": "waiting", "revoked": "refused"}


@dataclass(frozen=True)
class ShownApplication:
    """An application with its shape."""

    row: Any
    shape: str
    url: str
    sentence: str


@dataclass(frozen=True)
class ShownCertificate:
    """A certificate with its shape."""

    row: Any
    title: str
    url: str
    shape: str


class _Somebody:
    """A person of whom only the key is known: enough to ask whom they speak for."""

    is_authenticated = True

    def __init__(self, pk: int) -> None:
        self.pk = pk


# What every visit of this page asks, each compiled once.
_mine = Prepared(applications.applications_in_brief)
_held = Prepared(credentials.credentials_in_brief)
_gatherings = Prepared(events.registrations_of)
_cities = Prepared(lambda person: network.coordinated_members(_Somebody(person)).only("key", "name"))
_waiting = Prepared(
    lambda person: applications.nominations_awaiting(network.coordinated_members(_Somebody(person)))
)
_interviews = Prepared(lambda person: interviews_held(_Somebody(person)))
_reads = Prepared(lambda person: applications.reviews_of(person).order_by().values_list("state", flat=True))


def page_of(known: Board, person: Any, now: datetime) -> dict[str, Any]:
    """Return what somebody's own page shows; a fixed number of queries for each kind of person."""
    mine = _mine.ask(person.pk)
    for row in mine:
        row.applicant = person
    courses = standings(person, now)
    certificates = _held.ask(person.pk)
    gatherings = _gatherings.ask(person.pk)
    cities = _cities.ask(person.pk) if "coordinator" in person.roles else []
    waiting = _waiting.ask(person.pk) if cities else []
    judges = bool(person.roles & {"reviewer", "juror"})
    reads = _reads.ask(person.pk) if judges else []
    held = _interviews.ask(person.pk) if judges else []
    is_staff = bool(person.roles & OFFICE_ROLES)
    left = [
        *todos.applications_todo(mine, now),
        *todos.nominations_todo(waiting),
        *todos.reviews_todo(reads),
        *todos.interviewer_todo(held, now),
        *todos.courses_todo(courses),
        *todos.events_todo(gatherings, now),
        *todos.claims_todo(person, gatherings, certificates, now),
        *todos.workshops_todo(courses, gatherings, now),
    ]
    is_new = not (mine or courses or certificates or gatherings or cities or judges or is_staff)
    left.sort(key=_urgency(now))
    sent = sum(state == ReviewState.SUBMITTED for state in reads)
    return {
        "first": left[0] if left else None,
        "then": left[1:],
        "applications": [_shown(row, now) for row in mine],
        "course": courses[0] if courses else None,
        "courses": courses,
        "certificates": [_certificate(row) for row in certificates],
        "registrations": gatherings,
        "cities": cities,
        "nominations": len(waiting),
        "reviews_sent": sent,
        "reads": len(reads),
        "judges": judges,
        "meets": bool(held),
        "is_new": is_new,
        "is_staff": is_staff,
        "rows": open_rows(known, now)[:3] if is_new else [],
    }


def next_of(person: Any, now: datetime) -> todos.Todo | None:
    """Return the one thing that a signed-in person goes on with, for the first page; few queries, none in an office."""
    if person.roles & OFFICE_ROLES:
        return todos.desk_todo()
    mine = _mine.ask(person.pk)
    for row in mine:
        row.applicant = person
    judges = bool(person.roles & {"reviewer", "juror"})
    left = [
        *todos.applications_todo(mine, now),
        *todos.nominations_todo(_waiting.ask(person.pk) if "coordinator" in person.roles else []),
        *todos.reviews_todo(_reads.ask(person.pk) if judges else []),
        *todos.interviewer_todo(_interviews.ask(person.pk) if judges else [], now),
        *todos.course_again_todo(standings(person, now)),
        *todos.standing_todo(mine, now),
    ]
    left.sort(key=_urgency(now))
    return left[0] if left else None


def _urgency(now: datetime) -> Callable[[todos.Todo], tuple[bool, bool, datetime]]:
    return lambda todo: (not todo.is_pressing, todo.due_at is None, todo.due_at or now)


def _shown(row: Any, now: datetime) -> ShownApplication:
    url = reverse("applications:application", args=[row.uid])
    return ShownApplication(row, SHAPES.get(row.state, "ring"), url, sentence_of_application(row, now))


def _certificate(row: Any) -> ShownCertificate:
    return ShownCertificate(
        row=row,
        title=text(row.achievement.name),
        url=reverse("credentials:certificate", args=[row.pk]),
        shape=CERTIFICATES.get(row.state, "waiting"),
    )
