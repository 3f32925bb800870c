"""What the minutes of a list say of people and numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hansa.applications.enums import ApplicationState
from hansa.applications.models import Application, Decision, SelectionRun, StateChange
from hansa.applications.selectors.judging import conflicts_of_call


@dataclass(frozen=True)
class Line:
    """What a list decides about one application."""

    outcome: str
    merit: int
    lot: int
    number: str
    name: str
    city: Mapping[str, str]


@dataclass(frozen=True)
class Counts:
    """How many applications of a call reached a step, whatever became of them."""

    sent: int
    eligible: int


def lines_of(run: SelectionRun) -> list[Line]:
    """Return what a list decides, best first; one query."""
    rows = Decision.objects.filter(run=run).order_by("-merit", "lot")
    names = ("application__number", "application__applicant__name", "application__member__name")
    return [Line(*row) for row in rows.values_list("outcome", "merit", "lot", *names)]


def counts_of(call: Any) -> Counts:
    """Return how many applications were sent and how many found eligible."""
    sent = Application.objects.filter(call=call).exclude(number="").count()
    screened = StateChange.objects.filter(application__call=call, to=ApplicationState.ELIGIBLE)
    return Counts(sent, screened.order_by().values("application").distinct().count())


def conflicts_of(call: Any) -> list[tuple[str, str, str]]:
    """Return who did not judge what: reader's name, application's number, kind."""
    rows = conflicts_of_call(call).order_by("person__name", "application__number", "pk")
    return list(rows.values_list("person__name", "application__number", "kind"))
