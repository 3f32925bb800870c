"""My page: what to do next, then where everything stands, for each kind of person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hansa.applications import selectors as applications
from hansa.applications.enums import ApplicationState as State
from hansa.applications.enums import InterviewState, ReviewState, SheetState
from hansa.applications.selectors.interviews import interviews_held
from hansa.applications.services import sentence_of_application
from hansa.credentials import selectors as credentials
from hansa.events import selectors as events
from hansa.foundation.policy import OFFICE_ROLES
from hansa.foundation.prepared import Prepared
from hansa.journeys.services import certification
from hansa.network import selectors as network
from hansa.portal.selectors.board import Board
from hansa.portal.selectors.editions import open_rows
from hansa.portal.selectors.learning import Standing, standings
from hansa.portal.selectors.words import text
from hansa.programmes import selectors as programmes

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
#: So long before it begins an interview stands among what an interviewer does next.
DAY_AHEAD = timedelta(days=1)
# The same for certificates.
CERTIFICATES = {"issued": "done", "pending": "waiting", "revoked": "refused"}


@dataclass(frozen=True)
class Todo:
    """One thing to do next."""

    title: str
    detail: str
    url: str
    act: str | Promise
    due_at: datetime | None = None
    zone: str = "UTC"
    is_pressing: bool = False
    #: Whose clock it is, where that is another city than the one the zone is called after.
    city: Mapping[str, str] | None = None


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
    reads = _reads.ask(person.pk) if person.roles & {"reviewer", "juror"} else []
    held = _interviews.ask(person.pk) if person.roles & {"reviewer", "juror"} else []
    is_staff = bool(person.roles & OFFICE_ROLES)
    todos = [
        *_applications_todo(mine, now),
        *_nominations_todo(waiting),
        *_reviews_todo(reads),
        *_interviewer_todo(held, now),
        *_courses_todo(courses),
        *_events_todo(gatherings, now),
        *_claims_todo(person, gatherings, certificates, now),
    ]
    is_new = not (mine or courses or certificates or gatherings or cities or reads or is_staff)
    todos.sort(key=lambda todo: (not todo.is_pressing, todo.due_at is None, todo.due_at or now))
    sent = sum(state == ReviewState.SUBMITTED for state in reads)
    return {
        "first": todos[0] if todos else None,
        "then": todos[1:],
        "applications": [_shown(row, now) for row in mine],
        "course": courses[0] if courses else None,
        "courses": courses,
        "certificates": [_certificate(row) for row in certificates],
        "registrations": gatherings,
        "cities": cities,
        "nominations": len(waiting),
        "reviews_sent": sent,
        "reads": len(reads),
        "is_new": is_new,
        "is_staff": is_staff,
        "rows": open_rows(known, now)[:3] if is_new else [],
    }


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


def _applications_todo(mine: list[Any], now: datetime) -> Iterator[Todo]:
    for row in mine:
        edition = row.call.edition
        url = reverse("applications:application", args=[row.uid])
        title = text(edition.title)
        if row.state == State.OFFERED:
            offer = getattr(row, "offer", None)
            yield Todo(
                _("A place is yours: %(title)s") % {"title": title},
                _("Accept or decline it; after the deadline it goes to the reserve."),
                url,
                gettext_lazy("Answer"),
                getattr(offer, "answer_by", None),
                edition.time_zone,
                True,
                edition.clock_names,
            )
        elif row.state == State.RETURNED:
            yield Todo(
                _("Something is missing: %(title)s") % {"title": title},
                row.reason,
                url,
                gettext_lazy("Complete it"),
                row.return_by,
                edition.time_zone,
                True,
                edition.clock_names,
            )
        elif row.state == State.UNDER_REVIEW and (interview := getattr(row, "interview", None)) is not None:
            yield from _interview_todo(row, interview, title)
        elif row.state == State.DRAFT and row.call.accepts(now):
            yield Todo(
                _("Your application is not sent yet: %(title)s") % {"title": title},
                _("What you wrote is kept."),
                reverse("applications:form", args=[row.uid]),
                gettext_lazy("Go on"),
                row.call.closes_at,
                edition.time_zone,
                city=edition.clock_names,
            )


def _interview_todo(row: Any, interview: Any, title: str) -> Iterator[Todo]:
    url = reverse("applications:interview", args=[row.uid])
    edition = row.call.edition
    if interview.state == InterviewState.INVITED:
        yield Todo(
            _("Choose a time for your interview: %(title)s") % {"title": title},
            _("You see the free times by your own clock and ours."),
            url,
            gettext_lazy("Choose a time"),
            interview.book_by,
            edition.time_zone,
            True,
            edition.clock_names,
        )
    elif interview.state == InterviewState.SCHEDULED:
        yield Todo(
            _("Your interview: %(title)s") % {"title": title},
            sentence_of_application(row),
            url,
            gettext_lazy("See the time"),
            None,
            edition.time_zone,
        )


def _interviewer_todo(held: list[tuple[Any, ...]], now: datetime) -> Iterator[Todo]:
    soon = [starts for starts, state in held if state != SheetState.SENT and starts - now < DAY_AHEAD]
    if soon:
        yield Todo(
            ngettext(
                "%(count)s interview to hold or to score",
                "%(count)s interviews to hold or to score",
                len(soon),
            )
            % {"count": len(soon)},
            _("Whom you meet when, by your clock and theirs, and the sheet for your scores."),
            reverse("applications:interviews"),
            gettext_lazy("See your interviews"),
            None,
            "UTC",
            True,
        )


def _nominations_todo(waiting: list[Any]) -> Iterator[Todo]:
    if waiting:
        first = min(
            (n.application.call.closes_at for n in waiting if n.application.call.closes_at), default=None
        )
        edition = waiting[0].application.call.edition
        yield Todo(
            ngettext(
                "%(count)s official waits for your city’s word",
                "%(count)s officials wait for your city’s word",
                len(waiting),
            )
            % {"count": len(waiting)},
            _("Endorse them in your order, or say why not."),
            reverse("applications:nominations"),
            gettext_lazy("Look at them"),
            first,
            edition.time_zone,
            True,
            edition.clock_names,
        )


def _reviews_todo(reads: list[str]) -> Iterator[Todo]:
    due = sum(state in (ReviewState.ASSIGNED, ReviewState.DRAFT) for state in reads)
    if due:
        yield Todo(
            ngettext(
                "%(count)s application to read and score", "%(count)s applications to read and score", due
            )
            % {"count": due},
            _("You see only what was given to you; declare a conflict where there is one."),
            reverse("applications:reviews"),
            gettext_lazy("Go on reading"),
            None,
            "UTC",
            True,
        )


def _courses_todo(courses: list[Standing]) -> Iterator[Todo]:
    for standing in courses:
        if standing.is_complete and standing.asks_by_form and not standing.is_requested:
            yield Todo(
                _("You have completed %(title)s") % {"title": standing.title},
                _("Ask for your certificate by the form at the end."),
                f"{standing.url}certificate/",
                gettext_lazy("Ask for it"),
                None,
                "UTC",
                True,
            )
        elif not standing.is_complete and (standing.onward or standing.steps_left):
            yield _course_todo(standing)


def _course_todo(standing: Standing) -> Todo:
    """What is left of a course, and the very thing to do next: the one that the course's own page says first."""
    left = ngettext(
        "%(count)s step left to complete %(title)s",
        "%(count)s steps left to complete %(title)s",
        standing.steps_left,
    )
    on = standing.onward
    return Todo(
        left % {"count": standing.steps_left, "title": standing.title}
        if standing.steps_left
        else standing.title,
        f"{on.label}: {on.title}. {on.detail}" if on else "",
        on.url if on and on.url else standing.url,
        on.act if on and on.url else gettext_lazy("Open the course"),
    )


def _claims_todo(person: Any, gatherings: list[Any], held: list[Any], now: datetime) -> Iterator[Todo]:
    """Say which certificate of a workshop somebody attended is theirs for the asking, and not asked for yet."""
    attended = {row.event.edition.slug for row in gatherings if row.is_present}
    known = {credential.achievement.key for credential in held}
    for edition in programmes.editions().filter(slug__in=attended) if attended else ():
        open_ones = [
            one
            for one in certification.achievements_of(edition)
            if one.get("claim") == "form"
            and (one.get("criteria") or {}).get("events")
            and edition.key_of(one["key"]) not in known
        ]
        if not open_ones:
            continue
        wanted = {one["key"] for one in open_ones}
        for standing in certification.standings(person=person, edition=edition, now=now):
            if standing.achievement in wanted and (standing.earned or standing.needs_birth_date):
                yield Todo(
                    _("You can ask for your certificate"),
                    text(dict(standing.title)),
                    reverse("portal:claim", args=[edition.slug, standing.achievement]),
                    gettext_lazy("Ask for it"),
                )


def _events_todo(gatherings: list[Any], now: datetime) -> Iterator[Todo]:
    for row in gatherings:
        event = row.event
        if (
            event.starts_at
            and event.ends_at
            and event.starts_at <= now <= event.ends_at
            and not row.is_present
        ):
            yield Todo(
                _("On today: %(title)s") % {"title": text(event.title)},
                _("Show your name at the door; you are on the list."),
                reverse("events:event", args=[event.edition.slug, event.key]),
                gettext_lazy("Where and when"),
                None,
                event.time_zone,
                True,
            )
