"""What is run again and again: Django's own commands, each idempotent, none urgent to the second."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """A management command and how often it runs."""

    command: tuple[str, ...]
    every: timedelta

    @property
    def name(self) -> str:
        """Return the command as one types it."""
        return " ".join(self.command)


NIGHT = timedelta(days=1)

SCHEDULE = (
    Entry(("turn_calls",), timedelta(minutes=1)),
    Entry(("write_mailings",), timedelta(minutes=5)),
    Entry(("take_up_lists",), timedelta(minutes=1)),
    Entry(("lapse_offers",), timedelta(minutes=5)),
    Entry(("mail_referees",), timedelta(minutes=1)),
    Entry(("send_reminders",), timedelta(hours=1)),
    Entry(("notice_people",), timedelta(hours=1)),
    Entry(("forget_travel",), NIGHT),
    Entry(("sweep_files",), NIGHT),
    Entry(("deliver_letters",), timedelta(minutes=5)),
    Entry(("clearsessions",), NIGHT),
    Entry(("prune_db_task_results", "--min-age-days", "30"), NIGHT),
)


def due(entries: Iterable[Entry], last: Mapping[str, datetime], now: datetime) -> list[Entry]:
    """Return the entries whose time has come; what has never run is due at once."""
    return [entry for entry in entries if entry.name not in last or last[entry.name] + entry.every <= now]


class Record:
    """When each entry last ran, kept in a file of the data folder so that a restart does not run all anew."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> dict[str, datetime]:
        """Return when each entry last ran; an unreadable file counts as empty."""
        try:
            written = json.loads(self.path.read_text())
            return {name: datetime.fromisoformat(instant) for name, instant in written.items()}
        except (OSError, ValueError, AttributeError):
            return {}

    def note(self, entry: Entry, now: datetime) -> None:
        """Write down that an entry ran; the file is replaced as a whole."""
        known = self.read() | {entry.name: now}
        fresh = self.path.with_suffix(".new")
        fresh.write_text(json.dumps({name: instant.isoformat() for name, instant in known.items()}, indent=1))
        fresh.replace(self.path)
