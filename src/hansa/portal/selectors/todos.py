"""What each kind of person does next, on their own page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hansa.applications.enums import ApplicationState as State
from hansa.applications.enums import InterviewState, ReviewState, SheetState
from hansa.applications.services import sentence_of_application
from hansa.events import selectors as events
from hansa.foundation.ui import dates
from hansa.journeys.services import certification
from hansa.portal.selectors.learning import Standing
from hansa.portal.selectors.words import text
from hansa.programmes import selectors as programmes

#: So long before it begins an interview stands among what an interviewer does next.
DAY_AHEAD = timedelta(days=1)

#: Sent, and not answered for good yet.
UNDER_WAY = frozenset({State.SUBMITTED, State.ELIGIBLE, State.UNDER_REVIEW, State.RESERVE})


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


def applications_todo(mine: list[Any], now: datetime) -> Iterator[Todo]:
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


def interviewer_todo(held: list[tuple[Any, ...]], now: datetime) -> Iterator[Todo]:
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


def nominations_todo(waiting: list[Any]) -> Iterator[Todo]:
    if waiting:
        first = min(
            (n.application.call.closes_at for n in waiting if n.application.call.closes_at), default=None
        )
        edition = waiting[0].application.call.edition
        yield Todo(
            ngettext(
                "%(count)s official waits for your city’s decision",
                "%(count)s officials wait for your city’s decision",
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


def reviews_todo(reads: list[str]) -> Iterator[Todo]:
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


def courses_todo(courses: list[Standing]) -> Iterator[Todo]:
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
    """What is left of a course, and the very thing to do: a step that is left, named as the course's own page names it."""
    left = ngettext(
        "%(count)s step left to complete %(title)s",
        "%(count)s steps left to complete %(title)s",
        standing.steps_left,
    )
    on = standing.left or standing.onward
    return Todo(
        left % {"count": standing.steps_left, "title": standing.title}
        if standing.steps_left
        else standing.title,
        f"{on.label}: {on.title}. {on.detail}".strip() if on else "",
        on.url if on and on.url else standing.url,
        on.act if on and on.url else gettext_lazy("Open the course"),
    )


def course_again_todo(courses: list[Standing]) -> Iterator[Todo]:
    """Name the lecture that somebody goes on with in the course they last worked on; else what is left of it."""
    last = courses[0] if courses else None
    on = last.onward if last is not None and not last.is_complete else None
    if last is not None and on is not None and on.url:
        title = _("Continue: %(title)s") % {"title": on.title}
        yield Todo(title, f"{last.title}. {on.detail}", on.url, on.act)
    else:
        yield from courses_todo(courses[:1])


def standing_todo(mine: list[Any], now: datetime) -> Iterator[Todo]:
    """Say where the newest application under way stands, although there is nothing to do about it."""
    for row in mine:
        if row.state in UNDER_WAY:
            yield Todo(
                text(row.call.edition.title),
                sentence_of_application(row, now),
                reverse("applications:application", args=[row.uid]),
                gettext_lazy("See your application"),
            )
            return


def desk_todo() -> Todo:
    """Lead whoever works in the office to what waits there."""
    return Todo(
        _("Your desk"),
        _("What waits for you in the office, the most urgent first."),
        reverse("portal:desk"),
        gettext_lazy("Go to the desk"),
    )


def claims_todo(person: Any, gatherings: list[Any], held: list[Any], now: datetime) -> Iterator[Todo]:
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


def events_todo(gatherings: list[Any], now: datetime) -> Iterator[Todo]:
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
                _("Give your name at the door; you are on the list."),
                reverse("events:event", args=[event.edition.slug, event.key]),
                gettext_lazy("Where and when"),
                None,
                event.time_zone,
                True,
            )


def workshops_todo(courses: list[Standing], gatherings: list[Any], now: datetime) -> Iterator[Todo]:
    """Name the next workshop to somebody who has completed the course and is on no list yet."""
    done = courses[0] if courses and courses[0].is_complete else None
    if done is None or any(row.event.edition.slug == done.slug for row in gatherings):
        return
    ahead = list(events.workshops_ahead(done.slug, now.date()))
    first = ahead[0] if ahead else None
    if first is not None and first.starts_on and first.ends_on:
        yield Todo(
            ngettext("Come to the workshop", "Come to one of %(count)s workshops", len(ahead))
            % {"count": len(ahead)},
            _("The next is in %(city)s: %(days)s.")
            % {"city": text(first.city), "days": dates.days(first.starts_on, first.ends_on)},
            f"{reverse('portal:edition', args=[done.slug])}#workshops",
            gettext_lazy("See where"),
        )
