"""The staff menu: each app hangs its own entries here, so the frame knows none of them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from hansa.foundation.policy import OFFICE_ROLES

GROUPS = ("today", "programmes", "people", "network", "system")


@dataclass(frozen=True)
class MenuEntry:
    """A link of the staff menu, shown to the roles that may follow it."""

    key: str
    label: str | Promise
    url_name: str
    group: str
    order: int = 50
    roles: frozenset[str] = OFFICE_ROLES

    @property
    def url(self) -> str:
        return reverse(self.url_name)


_entries: dict[str, MenuEntry] = {}


def register(entry: MenuEntry) -> None:
    """Hang an entry into the menu; a second one of the same key takes its place."""
    if entry.group not in GROUPS:
        raise ValueError(f"{entry.group} is no group of the menu: {', '.join(GROUPS)}")
    _entries[entry.key] = entry


def entries() -> list[MenuEntry]:
    """Return every entry, whoever may follow it."""
    return list(_entries.values())


def entries_for(held: frozenset[str]) -> list[tuple[str, list[MenuEntry]]]:
    """Return the menu of somebody with these roles: groups with their entries, empty groups left out."""
    mine = sorted((e for e in _entries.values() if e.roles & held), key=lambda e: (e.order, e.key))
    grouped = [(group, [e for e in mine if e.group == group]) for group in GROUPS]
    return [(group, entries) for group, entries in grouped if entries]
