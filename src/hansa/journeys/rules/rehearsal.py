"""What a rehearsal says: a table of stages with counts, the same for the same seed, and every jam."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

NOT_BUILT = "not built yet"


@dataclass
class Stage:
    """One stage as it went: its day, what was counted in the order it was counted, where it jammed."""

    name: str
    on: date | None = None
    counts: dict[str, int] = field(default_factory=dict)
    jams: list[str] = field(default_factory=list)
    note: str = ""

    def count(self, what: str, number: int = 1) -> None:
        """Add to a count."""
        self.counts[what] = self.counts.get(what, 0) + number

    def jam(self, why: str) -> None:
        """Note where the programme gets stuck; each reason once."""
        if why not in self.jams:
            self.jams.append(why)


@dataclass
class Report:
    """A whole rehearsal."""

    pack: str
    people: int
    seed: int
    stages: list[Stage] = field(default_factory=list)

    @property
    def jams(self) -> list[tuple[str, str]]:
        """Every jam with the stage it is in."""
        return [(stage.name, jam) for stage in self.stages for jam in stage.jams]


def table(report: Report) -> str:
    """Return the report as text: a line a stage, then the jams, or that there is none."""
    rows = [("stage", "on", "what happened")] + [_row(stage) for stage in report.stages]
    wide = [max(len(row[column]) for row in rows) for column in range(2)]
    lines = [f"{row[0]:<{wide[0]}}  {row[1]:<{wide[1]}}  {row[2]}".rstrip() for row in rows]
    lines.insert(1, "-" * max(len(line) for line in lines))
    head = f"Rehearsal of {report.pack}: {report.people} invented people, seed {report.seed}"
    return "\n".join([head, "", *lines, "", *_ending(report.jams)]) + "\n"


def _row(stage: Stage) -> tuple[str, str, str]:
    counted = " · ".join(f"{what} {number}" for what, number in stage.counts.items())
    said = "; ".join(part for part in (counted, stage.note) if part)
    return stage.name, stage.on.isoformat() if stage.on else "", said


def _ending(jams: Sequence[tuple[str, str]]) -> list[str]:
    if not jams:
        return ["It ends well: no jam."]
    return [f"It jams in {len(jams)} place{'s' if len(jams) > 1 else ''}:"] + [
        f"  {stage}: {jam}" for stage, jam in jams
    ]
