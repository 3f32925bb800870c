"""What the office sees of a call's interviews: the plan, the hours, who is still to be invited; compiled once.

As in ``desk``, these say nothing about who may look: a page first finds its call through ``scope``.
"""

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import Http404

from hansa.applications.enums import ApplicationState, InterviewState
from hansa.applications.models import (
    Application,
    Interview,
    InterviewSheet,
    InterviewSlot,
    InterviewWindow,
)
from hansa.applications.rules import interviews as rules
from hansa.foundation.prepared import Prepared
from hansa.programmes.selectors import HEAVY

_laid = Prepared(
    lambda call: (
        InterviewWindow.objects.filter(call=call)
        .annotate(many=Count("slots", distinct=True), booked=Count("slots__interview", distinct=True))
        .order_by("begins_at", "pk")
    )
)
_names = Prepared(
    lambda call: (
        InterviewWindow.interviewers.through.objects.filter(interviewwindow__call=call)
        .order_by("person__name")
        .values_list("interviewwindow_id", "person__name")
    )
)
_planned = Prepared(
    lambda call: (
        Interview.objects.filter(application__call=call)
        .select_related("application__applicant", "application__member", "slot__window")
        .only(
            *("uid", "state", "book_by", "booked_at", "starts_at", "ends_at", "by_phone", "application_id"),
            *(f"application__{name}" for name in ("uid", "number", "state")),
            *(f"application__applicant__{name}" for name in ("name", "time_zone", "country")),
            *(f"application__member__{name}" for name in ("name", "country")),
            *("slot__starts_at", "slot__table"),
            *(f"slot__window__{name}" for name in ("way", "link", "place", "zone")),
        )
        .order_by("starts_at", "slot__table", "application__number")
    )
)
_who = Prepared(
    lambda call: (
        InterviewSheet.objects.filter(interview__application__call=call)
        .order_by("pk")
        .values_list("interview_id", "interviewer__name", "state")
    )
)


def windows_of(call: Any) -> list[Any]:
    """Return a call's hours of interviews with how many slots each has (``many``) and how many are ``booked``."""
    rows: list[Any] = _laid.ask(call.pk)
    return rows


def names_in(call: Any) -> dict[int, list[str]]:
    """Return who holds each of a call's hours, by name."""
    names: dict[int, list[str]] = defaultdict(list)
    for window, name in _names.ask(call.pk):
        names[window].append(name)
    return names


def plan_of(call: Any) -> list[Interview]:
    """Return every interview of a call, first to last, with who is interviewed, where and how."""
    return _planned.ask(call.pk)


def holders_of(call: Any) -> dict[int, list[tuple[str, str]]]:
    """Return who holds each interview of a call, with how their scores stand."""
    people: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for interview, name, state in _who.ask(call.pk):
        people[interview].append((name, state))
    return people


_in_office = Prepared(
    lambda call, uid: (
        Interview.objects.filter(application__call=call, uid=uid)
        .select_related(
            "slot__window", "application__applicant", "application__member", "application__call__edition"
        )
        .defer(
            *(f"application__call__edition__{name}" for name in HEAVY),
            "application__applicant__password",
        )
        .order_by()
    )
)
_scored = Prepared(
    lambda interview: (
        InterviewSheet.objects.filter(interview=interview)
        .order_by("pk")
        .values_list("interviewer__name", "state", "total")
    )
)


def interview_in_office(call: Any, uid: UUID) -> Interview:
    """Return one interview of a call, or answer that there is none."""
    for row in _in_office.ask(call.pk, uid):
        found: Interview = row
        return found
    raise Http404


def scores_of(interview: Interview) -> list[tuple[Any, ...]]:
    """Return who holds an interview, how their scores stand, and their points."""
    return _scored.ask(interview.pk)


_uninvited = Prepared(
    lambda call: to_invite(call).select_related(None).order_by().values_list("pk", flat=True)
)


def count_to_invite(call: Any) -> int:
    """Return how many are under review and not invited."""
    return len(_uninvited.ask(call.pk))


def to_invite(call: Any) -> QuerySet[Application]:
    """Return the applications under review whose applicants have not been invited to an interview."""
    standing = Interview.objects.filter(application=OuterRef("pk")).exclude(state=InterviewState.CALLED_OFF)
    return (
        Application.objects.filter(call=call, state=ApplicationState.UNDER_REVIEW)
        .exclude(Exists(standing))
        .select_related("applicant", "member", "call__edition__programme")
        .order_by("number", "pk")
    )


def count_free(call: Any, now: datetime) -> int:
    """Return how many slots of a call nobody has taken and somebody still may."""
    return InterviewSlot.objects.filter(
        window__call=call, interview__isnull=True, starts_at__gte=now + rules.BOOK_UNTIL
    ).count()
