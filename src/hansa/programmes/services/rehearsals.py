"""Dress rehearsals from the office. Who runs one lives further up; here it is asked for and its report kept."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from hansa.foundation.audit.services import record
from hansa.network.selectors import network
from hansa.programmes import signals
from hansa.programmes.enums import RehearsalState
from hansa.programmes.models import Edition, Rehearsal, UploadedPack
from hansa.programmes.services.exporting import export_network_pack, export_pack

MOST_PEOPLE = 1_000


@dataclass(frozen=True)
class RehearsalReport:
    """What a rehearsal said, and whether the programme jams somewhere."""

    text: str
    is_jammed: bool


Runner = Callable[..., RehearsalReport]
_runner: list[Runner] = []


def register_runner(runner: Runner) -> None:
    """Say who runs rehearsals: ``runner(*, path, people, seed) -> RehearsalReport``.

    ``path`` is a folder with the pack, its network above it; the runner leaves this installation's rows alone.
    """
    _runner[:] = [runner]


def can_rehearse() -> bool:
    """Tell whether somebody runs rehearsals here."""
    return bool(_runner)


@transaction.atomic
def start(
    *,
    people: int,
    seed: int,
    by: Any,
    now: datetime,
    edition: Edition | None = None,
    upload: UploadedPack | None = None,
) -> Rehearsal:
    """Ask for a rehearsal of an edition as it stands, or of a pack that was handed in; a task runs it."""
    if edition is None and upload is None:
        raise ValueError("a rehearsal needs an edition or a pack")
    slug = upload.slug if upload is not None else edition.slug if edition is not None else ""
    rehearsal = Rehearsal.objects.create(
        slug=slug,
        edition=edition,
        upload=upload,
        people=min(max(people, 1), MOST_PEOPLE),
        seed=seed,
        requested_by=by,
        requested_at=now,
    )
    record(by, "pack.rehearse", rehearsal, slug=slug, people=rehearsal.people, seed=seed)
    signals.rehearsal_requested.send(sender=Rehearsal, rehearsal=rehearsal)
    return rehearsal


def run(*, uid: str, now: datetime) -> Rehearsal:
    """Run a rehearsal that waits, and keep its report. One that runs or has run already is left alone."""
    with transaction.atomic():
        rehearsal = Rehearsal.objects.select_for_update().get(uid=uid)
        if rehearsal.state != RehearsalState.QUEUED:
            return rehearsal
        rehearsal.state = RehearsalState.RUNNING
        rehearsal.save(update_fields=["state"])
    report, state = _report(rehearsal)
    rehearsal.report, rehearsal.state, rehearsal.finished_at = report, state, now
    rehearsal.save(update_fields=["report", "state", "finished_at"])
    return rehearsal


def _report(rehearsal: Rehearsal) -> tuple[str, RehearsalState]:
    if not _runner:
        return "", RehearsalState.FAILED
    with tempfile.TemporaryDirectory(prefix="hansa-rehearsal-") as place:
        path = _laid_out(rehearsal, Path(place))
        try:
            report = _runner[0](path=path, people=rehearsal.people, seed=rehearsal.seed)
        except Exception as wrong:  # a rehearsal that breaks is a finding, not a broken task
            return f"{type(wrong).__name__}: {wrong}", RehearsalState.FAILED
    return report.text, RehearsalState.JAMMED if report.is_jammed else RehearsalState.PASSED


def _laid_out(rehearsal: Rehearsal, place: Path) -> Path:
    """Write the pack where the runner can read it, its network's file above it."""
    home_network = network()
    home = place / (home_network.key if home_network else "network")
    folder = home / rehearsal.slug
    files = dict(export_network_pack())
    if rehearsal.upload is not None:
        home_of_pack = next(
            (name for name in rehearsal.upload.files if name.endswith("pack.yaml")), "pack.yaml"
        )
        prefix = home_of_pack.removesuffix("pack.yaml")
        own = {n.removeprefix(prefix): t for n, t in rehearsal.upload.files.items() if n.startswith(prefix)}
    else:
        own = export_pack(rehearsal.slug)
    files |= {f"{rehearsal.slug}/{name}": text for name, text in own.items() if name != "network.yaml"}
    for name, text in files.items():
        target = home / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder
