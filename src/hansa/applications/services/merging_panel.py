"""A reader's and an interviewer's work when their two accounts become one: one seat, one sheet, one conflict."""

from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hansa.applications.enums import ReviewState, SheetState
from hansa.applications.models import (
    ConflictDeclaration,
    InterviewSheet,
    InterviewWindow,
    JurorLink,
    PanelSeat,
    Review,
    ReviewVersion,
)
from hansa.applications.services.versions import keep_version
from hansa.foundation.audit.services import record
from hansa.foundation.i18n import in_language
from hansa.foundation.merging import Collision, Line, Merge, point_at

COLUMNS = (
    *("applications.PanelSeat.person", "applications.Review.reviewer"),
    *("applications.ConflictDeclaration.person", "applications.InterviewSheet.interviewer"),
    "applications.InterviewWindow_interviewers.person",
)
_REVIEWED = {
    ReviewState.CONFLICT: 3,
    ReviewState.SUBMITTED: 2,
    ReviewState.DRAFT: 1,
    ReviewState.ASSIGNED: 0,
}
_SHEETS = {SheetState.SENT: 2, SheetState.DRAFT: 1, SheetState.OPEN: 0}


def lines(gone: Any) -> list[Line]:
    """Say how many seats and sheets go over."""
    seats, reviews = (
        PanelSeat.objects.filter(person=gone).count(),
        Review.objects.filter(reviewer=gone).count(),
    )
    sheets = InterviewSheet.objects.filter(interviewer=gone).count()
    return [
        Line(
            ngettext("%(count)d seat on a panel", "%(count)d seats on panels", seats) % {"count": seats},
            seats,
        ),
        Line(ngettext("%(count)d review", "%(count)d reviews", reviews) % {"count": reviews}, reviews),
        Line(
            ngettext("%(count)d interview held", "%(count)d interviews held", sheets) % {"count": sheets},
            sheets,
        ),
    ]


def collisions(keep: Any, gone: Any) -> list[Collision]:
    """Say which panels both sit on, what both scored, and where both were at one time in two interviews."""
    seated = set(PanelSeat.objects.filter(person=keep).values_list("call", flat=True))
    found = [
        Collision(
            _("Two seats on one panel: %(edition)s")
            % {"edition": in_language(seat.call.edition.title, get_language())},
            "–",
            "–",
            _("One seat stays."),
        )
        for seat in PanelSeat.objects.filter(person=gone, call__in=seated).select_related("call__edition")
    ]
    for mine, theirs in _read_twice(keep, gone):
        found.append(
            Collision(
                _("Read twice: %(number)s") % {"number": mine.application},
                _scored(mine),
                _scored(theirs),
                _("One sheet of scores counts, the one that came further; sent scores stay on record."),
            )
        )
    for own, other in _sheets_at_once(keep, gone):
        same = own.interview_id == other.interview_id
        blocks = not same and SheetState.OPEN not in (own.state, other.state)
        found.append(
            Collision(
                _("In two interviews at one time") if not same else _("Twice in one interview"),
                str(own.get_state_display()),
                str(other.get_state_display()),
                _("Nobody holds two interviews at once: settle first whose scores they are.")
                if blocks
                else _("One sheet counts, the one that came further."),
                blocks=blocks,
            )
        )
    return found


def move(merge: Merge) -> dict[str, int]:
    """Let the kept account sit, read and score; what both did counts once."""
    for mine, theirs in _read_twice(merge.keep, merge.gone):
        _one_review(mine, theirs, merge)
    for own, other in _sheets_at_once(merge.keep, merge.gone):
        weaker = own if _SHEETS[SheetState(other.state)] > _SHEETS[SheetState(own.state)] else other
        if weaker.pk is not None and own.pk is not None and other.pk is not None:
            record(merge.by, "interview.score", weaker, dropped=True, total=weaker.total)
            weaker.delete()
    _seats(merge)
    noted = ConflictDeclaration.objects.filter(person=merge.keep).values("application")
    ConflictDeclaration.objects.filter(person=merge.gone, application__in=noted).delete()
    for window in InterviewWindow.objects.filter(interviewers=merge.gone):
        window.interviewers.remove(merge.gone)
        window.interviewers.add(merge.keep)
    return point_at(
        merge,
        (PanelSeat, "person"),
        (Review, "reviewer"),
        (ConflictDeclaration, "person"),
        (InterviewSheet, "interviewer"),
    )


def _scored(row: Review) -> str:
    said = str(row.get_state_display())
    return said if row.total is None else f"{said} · {row.total}"


def _read_twice(keep: Any, gone: Any) -> list[tuple[Review, Review]]:
    mine = {
        row.application_id: row for row in Review.objects.filter(reviewer=keep).select_related("application")
    }
    theirs = Review.objects.filter(reviewer=gone, application__in=mine).order_by("pk")
    return [(mine[row.application_id], row) for row in theirs]


def _one_review(mine: Review, theirs: Review, merge: Merge) -> None:
    """Let the sheet that came further stand; scores that were sent on the other are kept as its earlier version."""
    further = _REVIEWED[ReviewState(theirs.state)] > _REVIEWED[ReviewState(mine.state)]
    stays, goes = (theirs, mine) if further else (mine, theirs)
    if goes.state == ReviewState.SUBMITTED:
        keep_version(goes)
    number = stays.versions.count()
    for version in ReviewVersion.objects.filter(review=goes).order_by("number"):
        number += 1
        version.review, version.number = stays, number
        version.save(update_fields=["review", "number"])
    record(merge.by, "review.change", stays, united=goes.pk, total=goes.total)
    goes.delete()


def _sheets_at_once(keep: Any, gone: Any) -> list[tuple[InterviewSheet, InterviewSheet]]:
    """Return pairs of chairs that one person cannot both sit on: in one interview, or at one time."""
    mine = list(InterviewSheet.objects.filter(interviewer=keep))
    return [
        (one, other)
        for other in InterviewSheet.objects.filter(interviewer=gone).order_by("pk")
        for one in mine
        if one.interview_id == other.interview_id or one.starts_at == other.starts_at
    ]


def _seats(merge: Merge) -> None:
    """Let one of two seats on a panel stay: one that has not ended before one that has; its link stays, too."""
    mine = {seat.call_id: seat for seat in PanelSeat.objects.filter(person=merge.keep)}
    for theirs in PanelSeat.objects.filter(person=merge.gone, call__in=mine):
        own = mine[theirs.call_id]
        stays, goes = (theirs, own) if own.ended_at and not theirs.ended_at else (own, theirs)
        if not JurorLink.objects.filter(seat=stays, revoked_at=None).exists():
            JurorLink.objects.filter(seat=goes, revoked_at=None).update(seat=stays)
        goes.delete()
