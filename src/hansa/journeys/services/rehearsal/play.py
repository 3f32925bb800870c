"""The running order of a rehearsal, and who it is played for."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from hansa.journeys.rules.rehearsal import NOT_BUILT, Report, Stage
from hansa.programmes import selectors as programmes
from hansa.programmes.services import apply_pack, load

from . import applying, certifying, choosing, gathering, interviewing, replacing, studying
from .cast import Play, engage

if TYPE_CHECKING:
    from hansa.programmes.rules.packs import Network, Pack

Scene = Callable[[Play, Stage], None]

CALL: dict[str, Scene] = {
    "call": applying.opening,
    "applications": applying.applying,
    "nominations": applying.nominating,
    "screening": choosing.screening,
    "reviews": choosing.reviewing,
    "interviews": interviewing.interviewing,
    "selection": choosing.selecting,
    "answers": choosing.answering,
    "replacements": replacing.replacing,
}
COURSE: dict[str, Scene] = {"enrolment": studying.enrolling, "course": studying.studying}
EVENTS: dict[str, Scene] = {"registration": gathering.registering, "attendance": gathering.attending}
CREDENTIALS: dict[str, Scene] = {"certificates": certifying.certifying}

STAGES = ("pack", *CALL, *COURSE, *EVENTS, *CREDENTIALS, "awards")


class UnknownStage(LookupError):
    """There is no stage of this name."""


def rehearse(
    path: Path, *, people: int, seed: int, until: str | None = None, now: datetime | None = None
) -> Report:
    """Play the pack in a folder from its call to its certificates, and return what happened.

    Everything goes through the services that real people use. With ``now`` the invented people stay in this
    installation and nothing is dated after it. Raises ``programmes.services.PackFaulty`` and ``UnknownStage``.
    """
    loaded = load(path)
    return perform(loaded.pack, network=loaded.network, people=people, seed=seed, until=until, now=now)


def perform(
    pack: "Pack",
    *,
    network: "Network | None",
    people: int,
    seed: int,
    until: str | None = None,
    now: datetime | None = None,
    spared: frozenset[str] = frozenset(),
    steady: tuple[str, ...] = (),
) -> Report:
    """Play a pack that is already read; see ``rehearse``.

    No invented person comes from the ``spared`` cities. The first applicants come from the ``steady`` ones and do
    nothing wrong: where a few people have to meet a rule that needs many.
    """
    if until is not None and until not in STAGES:
        raise UnknownStage(until)
    report = Report(f"{pack.network}/{pack.slug}", people, seed)
    begins = _first_instant(pack)
    apply_pack(pack=pack, network=network, by=None, now=min(begins, now) if now else begins)
    edition = programmes.edition(pack.slug)
    assert edition is not None  # it has just been applied
    play = Play(
        pack=pack,
        edition=edition,
        people=people,
        seed=seed,
        draw=random.Random(f"{seed}:{pack.slug}"),  # noqa: S311  # a rehearsal wants repeatable, not secret, choices
        clock=begins,
        report=report,
        latest=now,
        spared=spared,
        steady=steady,
    )
    play.advance(begins)
    engage(play)
    report.stages.append(_pack_stage(play))
    for name, scene in _running_order(pack).items():
        if until is not None and report.stages[-1].name == until:
            break
        stage = Stage(name)
        report.stages.append(stage)
        scene(play, stage)
    return report


def _running_order(pack: "Pack") -> dict[str, Scene]:
    order: dict[str, Scene] = {}
    if pack.call is not None and pack.call.opens_at and pack.call.closes_at:
        order |= CALL
    if pack.courses:
        order |= COURSE
    if pack.events:
        order |= EVENTS
    if pack.credentials is not None:
        order |= CREDENTIALS
    if pack.awards is not None:
        order["awards"] = _not_built
    return order


def _not_built(play: Play, stage: Stage) -> None:
    stage.note = NOT_BUILT


def _pack_stage(play: Play) -> Stage:
    pack = play.pack
    stage = Stage("pack", play.clock.date())
    for what, number in (
        ("lectures", len(pack.lecture_keys())),
        ("events", len(pack.events)),
        ("certificates", len(pack.credentials.achievements) if pack.credentials else 0),
        ("letters", len(pack.letter_texts)),
    ):
        if number:
            stage.count(what, number)
    return stage


def _first_instant(pack: "Pack") -> datetime:
    """Return when the story begins: a day before the first instant that the pack knows."""
    known = [_midnight(pack.edition.starts_on)] if pack.edition.starts_on else []
    if pack.call and pack.call.opens_at:
        known.append(pack.call.opens_at.astimezone(UTC))
    known += [_midnight(week.starts_on) for course in pack.courses for week in course.calendar]
    known += [_midnight(event.starts_on) for event in pack.events if event.starts_on]
    if not known:
        known.append(datetime(pack.edition.year, 1, 2, tzinfo=UTC))
    return min(known) - timedelta(days=1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
