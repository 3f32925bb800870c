"""Acts that somebody taps twice, each ready to be sent: what a page of ours would post, and what it may leave behind."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse

from hansa.applications import services
from hansa.applications.models import Application, Review
from tests.factories.applications import (
    coordinator_of,
    make_draft,
    make_eligible,
    make_judged,
    make_open_call,
    make_person,
    make_run,
    make_submitted,
)
from tests.factories.network import make_member


@dataclass(frozen=True)
class Tap:
    """One button: who presses it, what it sends, where that leads, the one act on record and the one letter."""

    person: Any
    url: str
    act: str
    letter: str = ""
    data: dict[str, Any] = field(default_factory=dict)


def start(now: datetime) -> Tap:
    call, city = make_open_call("taps-start", documents=[]), make_member("bucharest")
    url = reverse("applications:start", args=[call.edition.slug])
    return Tap(make_person(), url, "application.start", data={"member": city.pk})


def send(now: datetime) -> Tap:
    draft = make_draft(make_open_call("taps-send", documents=[]))
    url = reverse("applications:send", args=[draft.uid])
    return Tap(draft.applicant, url, "application.submit", "application-received")


def endorse(now: datetime) -> Tap:
    sent = make_submitted(make_open_call("taps-endorse", documents=[]), "seoul")
    url = reverse("applications:nominate", args=[sent.uid])
    return Tap(
        coordinator_of("seoul"), url, "nomination.endorse", "endorsed", {"act": "endorse", "rank": "1"}
    )


def refuse(now: datetime) -> Tap:
    sent = make_submitted(make_open_call("taps-refuse", documents=[]), "quito")
    url = reverse("applications:nominate", args=[sent.uid])
    said = {"act": "refuse", "reason": "We send somebody else."}
    return Tap(coordinator_of("quito"), url, "nomination.refuse", "endorsement-refused", said)


def take_place(now: datetime) -> Tap:
    officer, other = make_person("programme_officer"), make_person("programme_officer")
    run = make_run(make_open_call("taps-place", documents=[]), ["lima"], officer)
    services.seal_selection(run_id=run.pk, by=officer, now=now)
    services.release_decisions(run_id=run.pk, by=other, now=now)
    offered = Application.objects.get(call__edition__slug="taps-place")
    url = reverse("applications:offer", args=[offered.uid])
    return Tap(
        offered.applicant, url, "application.accept", "offer-confirmed", {"answer": "accept", "costs": ""}
    )


def score(now: datetime) -> Tap:
    officer, reader = make_person("programme_officer"), make_person("reviewer")
    call = make_open_call("taps-score", documents=[])
    make_eligible(call, "dakar", officer=officer)
    services.seat_reader(call_id=call.pk, person=reader, by=officer, now=now)
    services.assign_reviewers(call_id=call.pk, by=officer, now=now)
    url = reverse("applications:review", args=[Review.objects.get(reviewer=reader).uid])
    data = {"a-motive": "8", "a-use": "7", "a-comment": "Clear.", "revision": "0", "send": ""}
    return Tap(reader, url, "review.submit", data=data)


def compute(now: datetime) -> Tap:
    officer, call = make_person("programme_officer"), make_open_call("taps-list", documents=[])
    make_judged(call, ["lima", "quito"], officer)
    return Tap(officer, reverse("applications_office:run", args=[call.edition.slug]), "selection.begin")


def release(now: datetime) -> Tap:
    officer, other = make_person("programme_officer"), make_person("programme_officer")
    run = make_run(make_open_call("taps-release", documents=[]), ["lima"], officer)
    services.seal_selection(run_id=run.pk, by=officer, now=now)
    url = reverse("applications_office:release", args=[run.call.edition.slug, run.uid])
    seen = {"seen": services.preview(run, now=now).digest}
    return Tap(other, url, "selection.release", "accepted", seen)


TAPS: tuple[Callable[[datetime], Tap], ...] = (start, send, endorse, refuse, take_place, score, release)
# A list that was computed may be computed anew; only while one is under way a second tap begins none.
AT_ONCE: tuple[Callable[[datetime], Tap], ...] = (*TAPS, compute)
