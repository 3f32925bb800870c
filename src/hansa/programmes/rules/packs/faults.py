"""What is wrong in a pack: where, what, and what would be right."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

PathStep = str | int
Path = tuple[PathStep, ...]
PACK_FILE = "pack.yaml"
NETWORK_FILE = "network.yaml"


@dataclass(frozen=True, order=True)
class Fault:
    """One fault. ``line`` counts from 1; 0 where the whole file is meant."""

    file: str
    line: int
    problem: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.problem} {self.remedy}"


@dataclass(frozen=True)
class Finding:
    """A fault before its line is known: the way to the field instead."""

    path: Path
    problem: str
    remedy: str
    file: str = PACK_FILE


@dataclass
class Source:
    """On which line of which file each field stands."""

    lines: dict[str, dict[Path, int]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """How a file is called in a fault, where that is not its own name."""

    def line(self, file: str, path: Path) -> int:
        """Return the line of the field, or of the nearest thing around it that was written."""
        known: Mapping[Path, int] = self.lines.get(file, {})
        for length in range(len(path), -1, -1):
            if path[:length] in known:
                return known[path[:length]]
        return 1 if known else 0

    def placed(self, findings: Iterable[Finding]) -> list[Fault]:
        """Return the findings as faults with their lines, in the order of the files."""
        return sorted(
            {
                Fault(
                    self.names.get(found.file, found.file),
                    self.line(found.file, found.path),
                    found.problem,
                    found.remedy,
                )
                for found in findings
            }
        )
