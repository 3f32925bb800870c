"""Reads of interviews: which times are open to whom, one's own, an interviewer's, a call's plan."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from hansa.applications.enums import ApplicationState, InterviewState, SheetState
from hansa.applications.models import (
    Application,
    ConflictDeclaration,
    Interview,
    InterviewSheet,
    InterviewSlot,
    InterviewWindow,
)
from hansa.applications.rules import interviews as rules
from hansa.applications.rules.conflicts import is_same_institution
from hansa.foundation.prepared import Prepared
from hansa.network.selectors import coordinators_of


@dataclass(frozen=True)
class OpenTime:
    """A time that an applicant may take: in which hours it lies, and who would hold it."""

    window: InterviewWindow
    slot: int
    starts_at: datetime
    interviewers: tuple[int, ...]

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.window.minutes)


_windows = Prepared(
    lambda call: (
        InterviewWindow.objects.filter(call=call)
        .order_by()
        .only("uid", "minutes", "at_once", "way", "link", "place", "zone")
    )
)
_free = Prepared(
    lambda call: (
        InterviewSlot.objects.filter(window__call=call, interview__isnull=True)
        .order_by("starts_at", "window_id", "table")
        .values_list("pk", "window_id", "starts_at")
    )
)
_holders = Prepared(
    lambda call: (
        InterviewWindow.interviewers.through.objects.filter(
            interviewwindow__call=call, person__panel_seats__call=call
        )
        .order_by()
        .values_list(
            *("interviewwindow_id", "person_id"),
            *("person__panel_seats__member_id", "person__panel_seats__institution"),
        )
    )
)
_taken = Prepared(
    lambda call: (
        InterviewSheet.objects.filter(interview__slot__window__call=call)
        .order_by()
        .values_list("interview__slot__window_id", "interviewer_id", "starts_at")
    )
)
_speakers = Prepared(lambda member: coordinators_of(member).order_by().values_list("person_id", flat=True))
_declared = Prepared(
    lambda application: (
        ConflictDeclaration.objects.filter(application=application)
        .order_by()
        .values_list("person_id", flat=True)
    )
)


def barred_from(application: Application) -> set[int]:
    """Return who may not interview this applicant: their city, their institution, declared, or themselves."""
    return _barred(application, _holders.ask(application.call_id))


def _barred(application: Application, holders: list[tuple[Any, ...]]) -> set[int]:
    names = [name for name in (application.member.name or {}).values() if name]
    barred = {application.applicant_id, *_speakers.ask(application.member_id), *_declared.ask(application.pk)}
    for _window, person, member, institution in holders:
        if member == application.member_id or is_same_institution(institution, names):
            barred.add(person)
    return barred


def times_open(application: Application, now: datetime) -> list[OpenTime]:
    """Return the times that the applicant may take now, first to last: one for each window and hour."""
    slots = [row for row in _free.ask(application.call_id) if rules.may_book(row[2], now)]
    if not slots:
        return []
    windows = {window.pk: window for window in _windows.ask(application.call_id)}
    holders: dict[int, list[int]] = defaultdict(list)
    known = _holders.ask(application.call_id)
    for window, person, _member, _institution in known:
        holders[window].append(person)
    busy: dict[tuple[int, datetime], set[int]] = defaultdict(set)
    load: dict[int, Counter[int]] = defaultdict(Counter)
    for window, person, starts_at in _taken.ask(application.call_id):
        busy[window, starts_at].add(person)
        load[window][person] += 1
    barred = _barred(application, known)
    found: dict[tuple[datetime, int], OpenTime] = {}
    for slot, key, starts_at in slots:
        if (starts_at, key) in found:
            continue
        people, window = holders[key], windows[key]
        who = rules.seated(
            (person for person in people if person not in busy[key, starts_at]),
            barred=barred,
            load=load[key],
            each=rules.each_table(len(people), window.at_once),
        )
        if who:
            found[starts_at, key] = OpenTime(window, slot, starts_at, tuple(who))
    return [found[place] for place in sorted(found)]


_of_application = Prepared(
    lambda application: (
        Interview.objects.filter(application=application)
        .select_related("slot__window")
        .order_by()
        .only(
            *(
                "uid",
                "state",
                "book_by",
                "booked_at",
                "starts_at",
                "ends_at",
                "reason",
                "sequence",
                "by_phone",
            ),
            *("application_id", "slot__starts_at"),
            *(f"slot__window__{name}" for name in ("way", "link", "place", "zone", "minutes")),
        )
    )
)


def interview_of(application: Application) -> Interview | None:
    """Return an application's interview with its slot and window, if somebody invited them."""
    return next(iter(_of_application.ask(application.pk)), None)


def locked_interview(interview_id: int) -> Interview:
    """Return the interview with its row locked until the transaction ends."""
    return (
        Interview.objects.select_for_update(of=("self",))
        .select_related(
            "slot__window",
            "application__call__edition__programme",
            "application__applicant",
            "application__member",
        )
        .get(pk=interview_id)
    )


def booked_in(window: InterviewWindow, now: datetime) -> list[int]:
    """Return the keys of the interviews that are booked in some hours and have not begun, in their order."""
    rows = Interview.objects.filter(
        slot__window=window, state=InterviewState.SCHEDULED, by_phone=False, starts_at__gt=now
    )
    return list(rows.order_by("starts_at", "pk").values_list("pk", flat=True))


def _sheets(person: int) -> QuerySet[InterviewSheet]:
    return (
        InterviewSheet.objects.filter(interviewer=person)
        .select_related(
            "interview__application__applicant",
            "interview__application__member",
            "interview__application__call__edition",
            "interview__slot__window",
        )
        .order_by("starts_at")
    )


_sheets_of = Prepared(
    lambda person: _sheets(person).only(
        *("state", "total", "starts_at", "interviewer_id"),
        *(f"interview__{name}" for name in ("uid", "state", "starts_at", "ends_at", "by_phone")),
        *(f"interview__application__{name}" for name in ("number", "call_id")),
        *(f"interview__application__applicant__{name}" for name in ("name", "time_zone")),
        "interview__application__member__name",
        "interview__application__call__edition__title",
        "interview__slot__starts_at",
        *(f"interview__slot__window__{name}" for name in ("way", "link", "place", "zone")),
    )
)


def sheets_of(person: Any) -> list[InterviewSheet]:
    """Return the interviews that somebody holds, first to last, with what a line about each shows."""
    return _sheets_of.ask(person.pk)


def interviews_held(person: Any) -> QuerySet[InterviewSheet, Any]:
    """Return when somebody holds interviews that are to come or to be scored, and how their scores stand."""
    return (
        InterviewSheet.objects.filter(
            interviewer=person.pk,
            interview__state__in=[InterviewState.SCHEDULED, InterviewState.HELD],
            interview__application__state=ApplicationState.UNDER_REVIEW,
        )
        .order_by()
        .values_list("starts_at", "state")
    )


_keys = Prepared(
    lambda person: (
        InterviewSheet.objects.filter(interviewer=person).order_by().values_list("interview__uid", "pk")
    )
)
_sheet = Prepared(
    lambda sheet: (
        InterviewSheet.objects.filter(pk=sheet)
        .select_related(
            "interview__application__applicant",
            "interview__application__member",
            "interview__application__call__edition",
            "interview__slot__window",
        )
        .order_by()
        .only(
            *("state", "scores", "total", "comment", "revision", "starts_at", "interviewer_id"),
            *(
                f"interview__{name}"
                for name in (
                    *(
                        "uid",
                        "state",
                        "starts_at",
                        "ends_at",
                        "by_phone",
                        "phone_reason",
                        "sequence",
                        "slot_id",
                    ),
                )
            ),
            *(
                f"interview__application__{name}"
                for name in ("uid", "number", "state", "call_id", "applicant_id")
            ),
            *(
                f"interview__application__applicant__{name}"
                for name in ("name", "time_zone", "country", "email")
            ),
            *(f"interview__application__member__{name}" for name in ("name", "country")),
            *(f"interview__application__call__{name}" for name in ("rules", "timetable")),
            *(
                f"interview__application__call__edition__{name}"
                for name in ("slug", "title", "namespace", "time_zone")
            ),
            "interview__slot__starts_at",
            *(
                f"interview__slot__window__{name}"
                for name in ("uid", "way", "link", "place", "zone", "minutes")
            ),
        )
    )
)


def own_sheet_or_404(person: Any, uid: UUID | str) -> InterviewSheet:
    """Return an interviewer's own scores of the interview of this address, or answer that there are none."""
    for known, sheet in _keys.ask(person.pk):
        if str(known) == str(uid):
            row: InterviewSheet
            [row] = _sheet.ask(sheet)
            return row
    raise Http404


def unfinished_interviews(call: Any) -> list[str]:
    """Return the numbers of applications whose interview is to come, or was held and not scored by all."""
    open_sheet = InterviewSheet.objects.filter(interview=OuterRef("pk")).exclude(state=SheetState.SENT)
    return list(
        Interview.objects.filter(application__call=call, application__state=ApplicationState.UNDER_REVIEW)
        .filter(
            Q(state__in=[InterviewState.INVITED, InterviewState.SCHEDULED])
            | Q(Exists(open_sheet), state=InterviewState.HELD)
        )
        .order_by("application__number")
        .values_list("application__number", flat=True)
    )


def interview_totals(call: Any) -> dict[str, list[int]]:
    """Return what interviewers gave, by number of the application; empty where nobody is interviewed."""
    totals: dict[str, list[int]] = {}
    rows = Interview.objects.filter(application__call=call).exclude(state=InterviewState.CALLED_OFF)
    for number, state, total, sheet in rows.order_by("pk", "sheets__pk").values_list(
        "application__number", "state", "sheets__total", "sheets__state"
    ):
        scores = totals.setdefault(number, [])
        if state == InterviewState.HELD and sheet == SheetState.SENT and total is not None:
            scores.append(total)
    return totals
