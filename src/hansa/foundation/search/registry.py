"""Who gives what there is to be found: each app its own public pages, as it gives the desk its work."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise

from hansa.foundation.audit.watched import Watched
from hansa.foundation.search.index import Entry, Index

EntrySource = Callable[[], Iterable[Entry]]


@dataclass(frozen=True)
class Kind:
    """A kind of thing that can be found: its key, its name for many and for one, and its turn among the kinds."""

    key: str
    many: str | Promise
    one: str | Promise
    order: int


_kinds: dict[str, Kind] = {}
_sources: list[EntrySource] = []

#: Acts that change what everybody may see. What people do for themselves (apply, enrol, register) does not.
PUBLIC_ACTS = ("network.", "pack.", "edition.", "call.", "course.define", "course.bring", "event.announce")


def register_kind(kind: Kind) -> None:
    """Name a kind of thing that can be found; a second one of the same key takes its place."""
    _kinds[kind.key] = kind


def register_source(source: EntrySource) -> None:
    """Add a source of public entries. It gives only what anybody may see without signing in."""
    if source not in _sources:
        _sources.append(source)


def kinds() -> list[Kind]:
    """Return the kinds of things that can be found, in their order."""
    return sorted(_kinds.values(), key=lambda kind: (kind.order, kind.key))


def _read() -> Index:
    return Index(entry for source in _sources for entry in source())


_kept = Watched(_read, *PUBLIC_ACTS)


def everywhere(text: str | int) -> dict[str, str]:
    """Return something that is the same in every language, a year for instance, as a text in all of them."""
    return {language: str(text) for language, _name in settings.LANGUAGES}


def index(digest: str | None = None) -> Index:
    """Return the index of everything public as it stands now; read anew when an act changed it."""
    return _kept.get(digest)
