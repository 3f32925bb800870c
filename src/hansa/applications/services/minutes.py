"""The board's minutes of a sealed list, written from its data: the same data give the same file."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hansa.applications import selectors
from hansa.applications.adapters import printing
from hansa.applications.enums import Outcome, RunState
from hansa.applications.models import SelectionRun
from hansa.applications.rules import lots
from hansa.applications.rules.changes import read
from hansa.applications.rules.terms import Terms
from hansa.applications.selectors import minuted
from hansa.applications.services import listing, wording
from hansa.applications.services.bounds import RuleRow, rule_rows
from hansa.applications.services.minuted_people import People, chosen_of, conflicts_of, part, reserve_of
from hansa.applications.services.pseudonyms import office_key
from hansa.applications.services.refusals import Refused
from hansa.foundation.audit.services import record
from hansa.foundation.i18n import in_language
from hansa.foundation.typesetting import spoken
from hansa.network.selectors import network


class NotSealed(Refused):
    """Minutes are of a list that the board has sealed."""

    @property
    def reason(self) -> str:
        return _("There are minutes once the list is sealed.")


@transaction.atomic
def minutes_of(*, run: SelectionRun, language: str, named: bool, by: Any) -> bytes:
    """Return the minutes of a sealed list as PDF in a language; that they were taken is logged.

    With names for the office and the board, or with the pseudonyms of the sealed file for whoever may not know them.
    Raises ``NotSealed``.
    """
    if run.state not in (RunState.SEALED, RunState.RELEASED) or run.sealed_at is None:
        raise NotSealed
    record(by, "selection.minutes", run, digest=run.digest, names=named, language=language)
    with translation.override(language):
        return printing.minutes(_facts(run, language, named=named), at=run.released_at or run.sealed_at)


def _facts(run: SelectionRun, language: str, *, named: bool) -> dict[str, Any]:
    edition, terms, home = run.call.edition, selectors.terms_of(run.call), network()
    people = People(named, lots.pseudonyms(office_key(), [row["id"] for row in run.candidates]))
    rows = minuted.lines_of(run)
    rules = rule_rows(run, terms, language)
    seal = listing.seal_of(run)
    parts = [
        _steps(run, rows),
        _rules(run, rules, people, language),
        _points(run, terms),
        _lots(run),
        chosen_of(rows, people, language),
        reserve_of(run, rows, people, language),
        conflicts_of(run, people),
        _acts(run),
        _check(run, seal, named=named),
    ]
    return {
        "language": spoken(language),
        "house": home.name if home else "Hansa",
        "title": _("Minutes of the selection"),
        "under": in_language(edition.title, language)
        + ("" if named else " · " + _("without names, by the pseudonyms of the sealed file")),
        "summary": _summary(run, home, language),
        "parts": [one for one in parts if one],
        "signatures": {
            "head": _("Signatures"),
            "lines": [
                _("Chair of the board: name, day, signature"),
                _("Member of the board: name, day, signature"),
                _("For the secretariat: name, day, signature"),
                _("Who took the minutes: name, day, signature"),
            ],
        },
        "foot": _("List %(number)s of this call · seal %(seal)s")
        % {"number": run.number, "seal": f"{seal[:16]}…"},
    }


def _summary(run: SelectionRun, home: Any, language: str) -> list[list[str]]:
    edition = run.call.edition
    places = len(run.result.get("selected", []))
    rows = [
        [_("Sealed by the board"), wording.moment(run.sealed_at, edition)],
        [pgettext("where a board sits", "Place"), in_language(home.city_names, language) if home else ""],
        [
            _("Decision"),
            ngettext(
                "%(places)s place for %(candidates)s candidates, %(value)s points in all",
                "%(places)s places for %(candidates)s candidates, %(value)s points in all",
                places,
            )
            % {
                "places": places,
                "candidates": len(run.candidates),
                "value": run.result.get("value"),
            },
        ],
        [_("Proof"), _("It is proven that no list under these rules has more points.")],
    ]
    return [row for row in rows if row[1]]


def _steps(run: SelectionRun, rows: list[minuted.Line]) -> dict[str, Any]:
    counts = minuted.counts_of(run.call)
    outcomes = Counter(row.outcome for row in rows)
    pairs = [
        (_("Applications sent"), counts.sent),
        (_("Found eligible"), counts.eligible),
        (_("Read and scored, so on the list"), len(run.candidates)),
        (pgettext("numbers of a selection", "Places"), outcomes[Outcome.SELECTED]),
        (_("On the reserve"), outcomes[Outcome.RESERVE]),
        (_("Without a place"), outcomes[Outcome.NOT_SELECTED]),
    ]
    return part(_("How many at each step"), pairs=[[said, str(number)] for said, number in pairs])


def _rules(run: SelectionRun, rules: list[RuleRow], people: People, language: str) -> dict[str, Any]:
    changes = people.changed(read(run.changes), language)
    said = [_("These rules were set before anybody saw a score.")]
    if changes:
        said = [_("The board changed rules of the call:") + " " + "; ".join(changes) + "."]
        reason = people.said(str(run.changes.get("reason", "")))
        said += [_("Its reason: %(reason)s") % {"reason": reason}] if reason else []
    said.append(
        _("The last column says how many points more a list could have if that rule alone were wider by one.")
    )
    most = ngettext("%(count)s place", "%(count)s places", run.rules["k"]) % {"count": run.rules["k"]}
    prices = {row["attr"]: row["price"] for row in run.prices if row["attr"] == "k" and row["price"]}
    rows = [[most, str(len(run.result.get("selected", []))), _price(prices.get("k", 0))]]
    rows += [
        [row.text, _now(row), _price(max((points for _side, points in row.prices), default=0))]
        for row in rules
    ]
    return part(
        _("Rules"),
        *said,
        heads=[_("Rule"), _("On the list"), _("Points more")],
        wide=[True, False, False],
        numeric=[False, True, True],
        rows=rows,
    )


def _now(row: RuleRow) -> str:
    if row.now is None:
        return ""
    return _("%(count)s, at its limit") % {"count": row.now} if row.binds else str(row.now)


def _price(points: int) -> str:
    return str(points) if points else "–"


def _points(run: SelectionRun, terms: Terms) -> dict[str, Any]:
    adopted = selectors.adopted_calibration(run.call)
    least = terms.reviews_per_application
    if adopted is not None:
        said = [
            _(
                "The board adopted on %(day)s, before any list was computed, that scores count corrected for the severity of "
                "each reader, in hundredths of a point. Its reason: %(reason)s"
            )
            % {"day": wording.day(adopted.adopted_at), "reason": adopted.reason}
        ]
    else:
        said = [
            ngettext(
                "Every application was read by at least %(least)s reader. Its points are the sum of what its readers gave, "
                "brought to the same number of readers; nothing is rounded.",
                "Every application was read by at least %(least)s readers. Its points are the sum of what its readers gave, "
                "brought to the same number of readers; nothing is rounded.",
                least,
            )
            % {"least": least}
        ]
    if terms.interviews is not None and terms.interviews.weight:
        said.append(
            _("Interviews make %(weight)s per cent of the points.") % {"weight": terms.interviews.weight}
        )
    return part(_("Points"), *said)


def _lots(run: SelectionRun) -> dict[str, Any]:
    return part(
        _("Lots"),
        _(
            "Among lists of equally many points the lots decide. They follow from a seed that was published when the call "
            "opened, and from the pseudonyms of the applications."
        ),
        codes=[[_("Seed"), run.lots_seed], [_("How lots follow from it"), run.lots_derivation]],
    )


def _acts(run: SelectionRun) -> dict[str, Any]:
    acts: tuple[tuple[str, Any, datetime | None], ...] = (
        (_("Computed"), run.computed_by, run.computed_at),
        (_("Sealed"), run.sealed_by, run.sealed_at),
        (_("Released"), run.released_by, run.released_at),
    )
    return part(
        _("Who did what"),
        heads=[_("Act"), _("Who"), _("When")],
        wide=[False, True, False],
        numeric=[False, False, False],
        rows=[
            [said, by.name if by else "–", wording.moment(at, run.call.edition)]
            for said, by, at in acts
            if at is not None
        ],
    )


def _check(run: SelectionRun, seal: str, *, named: bool) -> dict[str, Any]:
    # The record's fingerprint is one of numbers and cities: in a small field somebody could try who is who by it.
    fingerprint = [[_("Fingerprint (SHA-256)"), _parted(run.digest)]] if named else []
    return part(
        _("To check it"),
        _(
            "The office hands the sealed decision out as a file without names. With the command “hansa selection verify” anybody "
            "runs it again and compares the seal."
        ),
        codes=[
            [_("Seal"), _parted(seal)],
            *fingerprint,
            [_("Solver"), run.solver],
        ],
    )


def _parted(digits: str) -> str:
    """Return a long number in which a line may end."""
    return "\N{ZERO WIDTH SPACE}".join(digits[at : at + 16] for at in range(0, len(digits), 16))
