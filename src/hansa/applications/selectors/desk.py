"""What the office's pages and a reader's pages show: one question each, compiled once.

These say nothing about who may look. A page first finds its row through ``scope`` and then asks by that row's key.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from hansa.applications.enums import AppealState, ReviewState, RunKind, RunState
from hansa.applications.models import (
    Appeal,
    Application,
    Decision,
    Discussion,
    DiscussionNote,
    Offer,
    PanelSeat,
    Review,
    SelectionRun,
    StateChange,
)
from hansa.applications.rules.transitions import JUDGED
from hansa.applications.selectors import judging
from hansa.applications.selectors.reading import open_readings
from hansa.foundation.prepared import Prepared
from hansa.network.selectors import coordinators_of
from hansa.programmes.selectors import calls

_CALL = ("rules", "timetable", "state", "opens_at", "closes_at", "closed_at", "edition_id")
_EDITION = ("slug", "title", "namespace", "time_zone", "starts_on", "ends_on", "office_id")
_MEMBER = ("key", "name", "kind", "region", "country")


def _under(path: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{path}__{name}" for name in names)


def of_office() -> QuerySet[Application]:
    """Return applications with what the office's page of one shows."""
    return (
        Application.objects.order_by()
        .select_related("call__edition", "member", "applicant", "nomination__slot", "interview")
        .only(
            *_under("interview", ("uid", "state", "starts_at", "book_by")),
            *("uid", "number", "state", "submitted_at", "reason", "return_by", "changed_at"),
            *("call_id", "member_id", "applicant_id"),
            *_under("call", _CALL),
            *_under("call__edition", (*_EDITION, "details", "place_city")),
            *_under("member", _MEMBER),
            *_under("applicant", ("name", "addressed_as", "email", "birth_date", "country", "uid")),
            *_under("nomination", ("state", "way", "reason", "rank")),
            *_under("nomination__slot", ("number", "maximum")),
        )
    )


def _listed(reviewer: int) -> QuerySet[Review]:
    return (
        open_readings(reviewer)
        .order_by("submitted_at", "application__number")
        .values_list(
            *("uid", "state", "total", "submitted_at", "application__number", "application__member__name"),
            *("application__call__edition__title", "application__call__rules__hidden_from_readers"),
            *("application__discussion__opened_at", "application__discussion__closed_at"),
        )
    )


def _sheet(review: int) -> QuerySet[Review]:
    return (
        Review.objects.filter(pk=review)
        .select_related("application__call__edition", "application__member", "application__applicant")
        .only(
            *("uid", "state", "revision", "total", "submitted_at", "scores", "comment", "reviewer_id"),
            *_under("application", ("uid", "number", "state", "call_id", "member_id", "applicant_id")),
            *_under("application__applicant", ("name", "addressed_as")),
            *_under("application__member", _MEMBER),
            *_under("application__call", _CALL),
            *_under("application__call__edition", _EDITION),
        )
    )


def _decided(run: int) -> QuerySet[Decision]:
    return (
        Decision.objects.filter(run=run)
        .order_by("-merit", "lot")
        .values_list(
            *("outcome", "merit", "lot", "application__uid", "application__number"),
            *("application__applicant__name", "application__member__name", "application__state", "standing"),
        )
    )


_call = Prepared(
    lambda call: (
        calls()
        .select_related(None)
        .select_related("edition")
        .filter(pk=call)
        .only(*_CALL, *_under("edition", (*_EDITION, "details", "place_city")))
    )
)
_reading = Prepared(_listed)
_keys = Prepared(lambda reviewer: open_readings(reviewer).values_list("uid", "pk"))
_all_keys = Prepared(lambda reviewer: Review.objects.filter(reviewer=reviewer).values_list("uid", flat=True))
_sheets = Prepared(_sheet)
_reviews = Prepared(
    lambda application: (
        Review.objects.filter(application=application)
        .select_related("reviewer")
        .only("state", "total", "submitted_at", "reviewer__name")
        .order_by("pk")
    )
)
_talks = Prepared(lambda application: Discussion.objects.filter(application=application))
_notes = Prepared(
    lambda application: (
        DiscussionNote.objects.filter(discussion__application=application)
        .select_related("author")
        .only("text", "written_at", "author_id", "author__name")
    )
)
_changes = Prepared(
    lambda application: (
        StateChange.objects.filter(application=application)
        .select_related("by")
        .only("act", "to", "at", "reason", "by__name", "by__addressed_as", "by__email")
    )
)
_coordinators = Prepared(lambda member: coordinators_of(member).only("person__name"))
_run = Prepared(
    lambda call: (
        SelectionRun.objects.filter(call=call, kind=RunKind.SELECTION)
        .exclude(state=RunState.SUPERSEDED)
        .select_related("computed_by", "released_by")
        .defer("computed_by__password", "released_by__password")[:3]
    )
)
_again = Prepared(
    lambda call: (
        SelectionRun.objects.filter(call=call, kind=RunKind.REPLACEMENT)
        .exclude(state=RunState.SUPERSEDED)
        .only(
            "uid",
            "number",
            "state",
            "status",
            "rules",
            "candidates",
            "result",
            "about",
            "changes",
            "released_at",
        )
    )
)
_offers = Prepared(
    lambda call: (
        Offer.objects.filter(application__call=call)
        .order_by("answered_at", "pk")
        .values_list("state", "answered_at", "answer_by", "application__number")
    )
)
_appeals = Prepared(
    lambda call: (
        Appeal.objects.filter(application__call=call)
        .order_by("decided_at", "lodged_at", "pk")
        .values_list("uid", "state", "lodged_at", "application__number", "application__applicant__name")
    )
)
_decisions = Prepared(_decided)
_names = Prepared(
    lambda call: (
        Application.objects.filter(call=call).exclude(number="").values_list("number", "applicant__name")
    )
)
_panel = Prepared(
    lambda call: judging.panel_of(call).only(
        "institution", "most", "ended_at", "reminded_at", "person__name", "member__name"
    )
)
_judged = Prepared(
    lambda call: Application.objects.filter(call=call, state__in=sorted(JUDGED)).values_list("pk", flat=True)
)
_scored = Prepared(
    lambda call: judging.applications_judged(
        call, Review.objects.only("total", "application_id", "reviewer_id")
    ).only("uid", "number", "applicant_id", "applicant__name", "member__name")
)
_ever_scored = Prepared(
    lambda call: judging.applications_scored(
        call, Review.objects.only("total", "application_id", "reviewer_id")
    ).only("uid", "number", "applicant_id", "applicant__name", "member__name")
)
_talked = Prepared(
    lambda call: Discussion.objects.filter(application__call=call).values_list("application_id", "closed_at")
)
_due = Prepared(
    lambda call: Review.objects.filter(
        application__call=call, state__in=[ReviewState.ASSIGNED, ReviewState.DRAFT]
    ).values_list("pk", flat=True)
)


def call_shown(call: int) -> Any:
    """Return a call with what pages about it show."""
    [row] = _call.ask(call)
    return row


def reading_of(reviewer: Any) -> list[tuple[Any, ...]]:
    """Return what a reader may open: uid, state, points, moment sent, number, city, edition's title, what its call
    hides, and when talk about it was opened and closed."""
    return _reading.ask(reviewer.pk)


def was_given(reviewer: Any, uid: object) -> bool:
    """Tell whether this was ever given to the reader, be it closed to them now."""
    return any(str(known) == str(uid) for known in _all_keys.ask(reviewer.pk))


def own_review_or_404(reviewer: Any, uid: object) -> Review:
    """Return the reader's own score sheet of this address, or answer that there is none that they may open."""
    for known, review in _keys.ask(reviewer.pk):
        if str(known) == str(uid):
            row: Review
            [row] = _sheets.ask(review)
            return row
    raise Http404


def reviews_in_office(application: Application) -> list[Review]:
    """Return every review of an application with its reader's name, for its office."""
    return _reviews.ask(application.pk)


@dataclass(frozen=True)
class Talk:
    """What was said about an application after it was scored, and whether more can be said."""

    is_open: bool
    notes: tuple[DiscussionNote, ...]


def talk_about(application: Application) -> Talk | None:
    """Return the talk about an application, if an officer has opened one."""
    for discussion in _talks.ask(application.pk):
        return Talk(discussion.closed_at is None, tuple(_notes.ask(application.pk)))
    return None


def changes_in_office(application: Application) -> list[StateChange]:
    """Return the steps so far, first to last, with who took them."""
    return _changes.ask(application.pk)


def coordinators_in_office(application: Application) -> list[Any]:
    """Return who speaks for an application's city."""
    return _coordinators.ask(application.member_id)


def latest_run(call: Any) -> SelectionRun | None:
    """Return the call's list that counts, if one was made."""
    return lists_at_desk(call)[0]


def lists_at_desk(call: Any) -> tuple[SelectionRun | None, SelectionRun | None]:
    """Return the call's list that counts, and beside it the one that is under way or ended without a list."""
    rows: list[SelectionRun] = _run.ask(call.pk)
    passing = [run for run in rows if run.state in (RunState.COMPUTING, RunState.ENDED)]
    standing = [run for run in rows if run not in passing]
    return standing[0] if standing else None, passing[0] if passing else None


def solved_again(call: Any) -> list[SelectionRun]:
    """Return the lists that were solved again for places given back, latest first."""
    return _again.ask(call.pk)


def offers_of(call: Any) -> list[tuple[Any, ...]]:
    """Return each offer of a call: state, when it was answered, until when it can be, application's number."""
    return _offers.ask(call.pk)


def appeals_of(call: Any) -> list[tuple[Any, ...]]:
    """Return the appeals of a call: uid, state, when lodged, number and name; those that wait first."""
    rows: list[tuple[Any, ...]] = _appeals.ask(call.pk)
    return sorted(rows, key=lambda row: row[1] != AppealState.LODGED)


def decided(run: SelectionRun) -> list[tuple[Any, ...]]:
    """Return what a list decides, best first: outcome, merit, lot, uid, number, name, city, state, explanation."""
    return _decisions.ask(run.pk)


def names_in(call: Any) -> dict[str, str]:
    """Return the name behind each application's number of a call."""
    return dict(_names.ask(call.pk))


def count_judged(call: Any) -> int:
    """Return how many applications of a call a list would be made from."""
    return len(_judged.ask(call.pk))


def panel_in_office(call: Any) -> list[PanelSeat]:
    """Return a call's readers with how much each was given and has sent."""
    return _panel.ask(call.pk)


def count_due(call: Any) -> int:
    """Return how many reviews of a call were given out and not sent."""
    return len(_due.ask(call.pk))


def judged_in_office(call: Any) -> list[Application]:
    """Return the applications that a selection is made from, with the reviews that were sent and what a list shows."""
    return _scored.ask(call.pk)


def scored_in_office(call: Any) -> list[Application]:
    """Return the applications that somebody scored, whatever became of them, with what a list shows."""
    return _ever_scored.ask(call.pk)


def talks_of(call: Any) -> dict[int, Any]:
    """Return which applications of a call were talked about, and when that ended; None while it goes on."""
    return dict(_talked.ask(call.pk))
