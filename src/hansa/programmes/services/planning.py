"""What a pack would do here: created, changed, retired, as rows; and what stands in its way."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hansa.programmes import selectors
from hansa.programmes.enums import ChangeKind
from hansa.programmes.models import Call, Edition
from hansa.programmes.rules import packs
from hansa.programmes.rules.calls import ENDED
from hansa.programmes.rules.changes import Change, changes
from hansa.programmes.services import sections
from hansa.programmes.services.standing import (
    CALL_RULES,
    CALL_TIMETABLE,
    as_tree,
    pack_of,
    plain_section,
    standing_network,
)
from hansa.questionnaires import selectors as questionnaires


@dataclass(frozen=True)
class Refusal:
    """A change that cannot be made by a pack: where, why, and the amendment it needs."""

    path: tuple[str, ...]
    reason: str
    amendment: str

    def __str__(self) -> str:
        return f"{'.'.join(self.path)}: {self.reason} {self.amendment}"


@dataclass(frozen=True)
class Plan:
    """What applying a pack would do. Making a plan changes nothing."""

    slug: str
    is_new: bool
    changes: tuple[Change, ...]
    refusals: tuple[Refusal, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.changes

    def counts(self) -> dict[str, int]:
        """Return how many rows there are of each kind, all three named."""
        found = Counter[str](change.kind for change in self.changes)
        return {kind.value: found[kind.value] for kind in ChangeKind}

    def by_section(self) -> dict[str, list[Change]]:
        """Return the rows under the section of the pack they belong to."""
        grouped: dict[str, list[Change]] = {}
        for change in self.changes:
            grouped.setdefault(change.section, []).append(change)
        return grouped


def plan_pack(*, pack: packs.Pack, network: packs.Network | None = None) -> Plan:
    """Compare a pack with what stands here. With ``network``, the network's own pack is planned along."""
    rows: list[Change] = []
    refusals: list[Refusal] = []
    standing = standing_network()
    if network is not None:
        rows += [
            Change(row.kind, ("network.yaml", *row.path), row.before, row.after)
            for row in changes(as_tree(standing), as_tree(network))
        ]
    elif standing is None or standing.key != pack.network:
        refusals.append(_network_missing(pack))
    edition = selectors.edition(pack.slug)
    if edition is None:
        rows += changes({}, as_tree(pack))
        return Plan(pack.slug, True, tuple(rows), tuple(refusals))
    before = pack_of(edition)
    found = changes(as_tree(before), as_tree(pack))
    refusals += _refusals(edition, before, pack, found)
    return Plan(pack.slug, False, tuple(rows + found), tuple(refusals))


def _network_missing(pack: packs.Pack) -> Refusal:
    return Refusal(
        ("network",),
        _("The network “%(key)s” is not installed here.") % {"key": pack.network},
        _("Apply its network.yaml first, or lay it beside the pack’s folder."),
    )


def _refusals(edition: Edition, before: packs.Pack, after: packs.Pack, found: list[Change]) -> list[Refusal]:
    refusals: list[Refusal] = []
    if before.network != after.network:
        refusals.append(
            Refusal(("network",), _("An edition stays in its network."), _("Give the pack another slug."))
        )
    call = selectors.call_of(edition)
    if call is not None:
        refusals += _call_refusals(call, found)
        refusals += _frozen_questionnaires(edition, call, found)
    for bound in sections.bindings():
        if bound.refusals is None:
            continue
        old, new = _section(before, bound.name), _section(after, bound.name)
        if old != new:
            refusals += [
                Refusal((bound.name,), sentence, "") for sentence in bound.refusals(edition, old, new)
            ]
    return refusals


def _section(pack: packs.Pack, name: str) -> Any:
    section = getattr(pack, name)
    if isinstance(section, list):
        return [plain_section(item) for item in section]
    return plain_section(section)


def _call_refusals(call: Call, found: list[Change]) -> list[Refusal]:
    if call.frozen_at is None:
        return []
    refusals = []
    for row in found:
        if row.section != "call":
            continue
        if len(row.path) == 1:
            refusals.append(
                Refusal(
                    row.path,
                    _("The call has been opened, so it stays."),
                    _("Cancel the call in the office, with a reason."),
                )
            )
        elif row.path[1] in CALL_RULES:
            refusals.append(
                Refusal(
                    row.path,
                    _("The rules of a call freeze when it opens; this one opened on %(day)s.")
                    % {"day": call.frozen_at.date().isoformat()},
                    _("It needs an amendment of “%(rule)s”, made on the call’s page with a reason.")
                    % {"rule": row.path[1]},
                )
            )
        elif row.path[1] in ("opens_at", "closes_at", "rolling") or call.state in ENDED:
            refusals.append(
                Refusal(
                    row.path, _("The dates of an open call do not change by a pack."), _date_amendment(row)
                )
            )
        elif row.path[1] in CALL_TIMETABLE:
            refusals.append(Refusal(row.path, _("Applicants were told these dates."), _date_amendment(row)))
    return refusals


def _date_amendment(row: Change) -> str:
    if row.path[1] == "closes_at" and row.before is not None and row.after is not None:
        if row.after > row.before:
            return _("It needs the amendment “extend the call”, with a reason.")
        return _("It needs the amendment “close the call early”, with a reason.")
    if row.path[1] in CALL_TIMETABLE:
        return _("It needs the amendment “move a later date”, with a reason.")
    return _("It needs an amendment of “%(field)s”, with a reason.") % {"field": row.path[1]}


def _frozen_questionnaires(edition: Edition, call: Call, found: list[Change]) -> list[Refusal]:
    """A published rubric, and questions that somebody already answers, stay as they are."""
    touched = {
        row.path[1]
        for row in found
        if row.section == "questionnaires" and row.kind != "created" and len(row.path) > 1
    }
    if not touched:
        return []
    prefix = edition.key_of("")
    frozen = {
        row.key.removeprefix(prefix): row.frozen_at
        for row in questionnaires.questionnaires_under(prefix)
        if row.frozen_at is not None
    }
    return [
        Refusal(
            ("questionnaires", key),
            _("“%(key)s” was published on %(day)s and people rely on it.")
            % {"key": key, "day": frozen[key].date().isoformat()},
            _("Give the new questions a new key, and amend the call’s “%(rule)s”.")
            % {"rule": _rule_of(call, key)},
        )
        for key in sorted(touched)
        if key in frozen
    ]


def _rule_of(call: Call, key: str) -> str:
    return next(
        (rule for rule in ("rubric", "questionnaire", "nomination") if call.rules.get(rule) == key),
        "questionnaire",
    )
