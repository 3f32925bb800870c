"""Rehearsals that the office asks for."""

from pathlib import Path

from hansa.journeys.adapters.rehearsals import rehearse_apart
from hansa.programmes.services.rehearsals import RehearsalReport


def run_apart(*, path: Path, people: int, seed: int) -> RehearsalReport:
    """Rehearse the pack in a folder and return its report, as the office keeps it."""
    text, is_jammed = rehearse_apart(path=path, people=people, seed=seed)
    return RehearsalReport(text, is_jammed)
