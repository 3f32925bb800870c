"""The parts of a board's minutes that speak of people: by name, or by the pseudonyms of the sealed file."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hansa.applications.enums import ConflictKind, Outcome
from hansa.applications.models import SelectionRun
from hansa.applications.rules.changes import Changes
from hansa.applications.selectors import minuted
from hansa.applications.services.bounds import changes_text
from hansa.foundation.i18n import in_language, listed


@dataclass(frozen=True)
class People:
    """How people are called: by name, or by the pseudonyms of the sealed file."""

    named: bool
    pseudonyms: Mapping[str, str]

    def said(self, sentence: str) -> str:
        """Return a sentence in which applications' numbers give way to pseudonyms where nobody is named."""
        if not self.named:
            for number, other in self.pseudonyms.items():
                sentence = sentence.replace(number, other)
        return sentence

    def changed(self, changes: Changes, language: str) -> list[str]:
        """Return what the board changed; the order of whom it holds in and out tells nothing about their numbers."""
        said = [self.said(text) for text in changes_text(changes, language)]
        held_out = len(said) - len(changes.forced_out)
        held_in = held_out - len(changes.forced_in)
        return said[:held_in] + sorted(said[held_in:held_out]) + sorted(said[held_out:])


def part(head: str, *said: str, **more: Any) -> dict[str, Any]:
    """Return a part of the minutes with every kind of content that the sheet asks for."""
    empty: dict[str, Any] = {
        name: [] for name in ("points", "pairs", "rows", "heads", "wide", "numeric", "codes")
    }
    return {"head": head, "said": [one for one in said if one], **empty, **more}


def chosen_of(rows: list[minuted.Line], people: People, language: str) -> dict[str, Any]:
    """Return who has a place, by city."""
    chosen = [row for row in rows if row.outcome == Outcome.SELECTED]
    if people.named:
        chosen.sort(key=lambda row: (in_language(row.city, language), -row.merit, row.lot))
        heads = [_("City"), _("Name"), _("Number"), _("Points"), _("Lot")]
        cells = [[in_language(r.city, language), r.name, r.number, str(r.merit), str(r.lot)] for r in chosen]
        wide, numeric = [True, True, False, False, False], [False, False, False, True, True]
    else:
        heads, wide, numeric = (
            [_("Pseudonym"), _("Points"), _("Lot")],
            [True, False, False],
            [False, True, True],
        )
        cells = [[people.pseudonyms[r.number], str(r.merit), str(r.lot)] for r in chosen]
    return part(_("Who has a place"), heads=heads, wide=wide, numeric=numeric, rows=cells)


def reserve_of(
    run: SelectionRun, rows: list[minuted.Line], people: People, language: str
) -> dict[str, Any] | None:
    """Return who stands on the reserve and whose place each would take; None where nobody does."""
    waiting = [row for row in rows if row.outcome == Outcome.RESERVE]
    if not waiting:
        return None
    called = {row.number: row.name if people.named else people.pseudonyms[row.number] for row in rows}
    cells = []
    for row in waiting:
        replaced = sorted(called[number] for number in run.reserves.get(row.number, ()) if number in called)
        whose = listed(replaced) if replaced else _("only if several drop out")
        city = [in_language(row.city, language)] if people.named else []
        cells.append([*city, called[row.number], str(row.merit), whose])
    heads = [*([_("City")] if people.named else []), _("Name") if people.named else _("Pseudonym")]
    return part(
        _("On the reserve"),
        _(
            "A reserve is a set and not a line: whoever takes a place that comes free is found by solving the list again."
        ),
        heads=[*heads, _("Points"), _("Would take the place of")],
        wide=[False] * len(heads) + [False, True],
        numeric=[False] * len(heads) + [True, False],
        rows=cells,
    )


def conflicts_of(run: SelectionRun, people: People) -> dict[str, Any]:
    """Return who did not judge what, and why."""
    found = minuted.conflicts_of(run.call)
    head = _("Conflicts of interest")
    if not found:
        return part(head, _("Nobody of the readers declared one, and none was known."))
    said = _("Whoever is named here did not judge these applications:")
    if not people.named:
        kinds = Counter(kind for _name, _number, kind in found)
        points = [f"{ConflictKind(kind).label}: {count}" for kind, count in sorted(kinds.items())]
        return part(head, _("So many readers did not judge an application, by reason:"), points=points)
    rows = [[name, number, str(ConflictKind(kind).label)] for name, number, kind in found]
    return part(
        head,
        said,
        heads=[_("Reader"), _("Application"), _("Why")],
        wide=[True, False, True],
        numeric=[False, False, False],
        rows=rows,
    )
