"""Where other apps bind a section of the pack to themselves: courses, events, later awards.

An app above calls ``register_section`` from its ``apps.ready()``. A section that nobody has bound is
checked, stored with the edition and shown; it runs when its app comes and the pack is applied again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Apply = Callable[..., None]
Export = Callable[[Any], Any]
Refusals = Callable[[Any, Any, Any], list[str]]
Files = Callable[[Any], dict[str, str]]

#: The sections of a pack that this app does not write itself.
BOUND_ELSEWHERE = ("courses", "events", "awards")


@dataclass(frozen=True)
class SectionBinding:
    """How one section comes in, goes out, and what it refuses."""

    name: str
    apply: Apply
    export: Export
    refusals: Refusals | None = None
    files: Files | None = None


_bindings: dict[str, SectionBinding] = {}


def register_section(
    name: str,
    *,
    apply: Apply,
    export: Export,
    refusals: Refusals | None = None,
    files: Files | None = None,
) -> None:
    """Bind a section of the pack to an app.

    ``apply(*, edition, section, pack, by, now)`` writes it; ``section`` is the pack's own model (a list
    for courses and events), empty when the pack has none any more. ``export(edition)`` returns it as plain
    data, as a pack would say it now. ``refusals(edition, old, new)`` returns sentences that say why a
    change cannot be made and which amendment it needs; ``old`` and ``new`` are plain data.
    ``files(edition)`` returns text files that belong to it, such as captions, by their name in the pack.
    """
    if name not in BOUND_ELSEWHERE:
        raise ValueError(f"{name} is no section that an app can take: {', '.join(BOUND_ELSEWHERE)}")
    _bindings[name] = SectionBinding(name, apply, export, refusals, files)


def binding(name: str) -> SectionBinding | None:
    """Return who has taken the section, or None: then it is stored."""
    return _bindings.get(name)


def bindings() -> list[SectionBinding]:
    """Return every section that an app has taken, in the pack's order."""
    return [_bindings[name] for name in BOUND_ELSEWHERE if name in _bindings]
