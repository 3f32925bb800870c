"""Scores corrected for severity: worked out for everybody to see, and counted only once the board has said so."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hansa.applications import permissions, selectors
from hansa.applications.models import Application, Calibration
from hansa.applications.rules import severity
from hansa.applications.services.refusals import NotYours, ReasonMissing, Refused
from hansa.foundation.audit.services import record
from hansa.programmes.selectors import locked_call

SCALE = 100
"""A corrected score counts in hundredths of a point, so that merit stays a whole number."""


class NotOffered(Refused):
    """The scores do not bear a correction."""

    @property
    def reason(self) -> str:
        return _("These scores are not corrected: the page says why.")


class ListComputed(Refused):
    """Whether scores are corrected is decided before anybody sees a list."""

    @property
    def reason(self) -> str:
        return _("A list has been computed, so how scores count stays as it is.")


class ScoresMoved(Refused):
    """Scores changed since the board adopted their correction."""

    @property
    def reason(self) -> str:
        return _(
            "Scores changed after the board adopted their correction. Take it back or adopt it anew first."
        )


def scores_of(judged: Iterable[Application]) -> list[severity.Score]:
    """Return every total that counts, of applications that carry the reviews that were sent."""
    return [
        severity.Score(application.number, str(review.reviewer_id), review.total or 0)
        for application in judged
        for review in application.reviews.all()
    ]


def fit_of(judged: Iterable[Application]) -> severity.Fit:
    """Return what scores say of their readers' severity, and whether a correction may be offered."""
    return severity.fit(scores_of(judged))


def scores_digest(judged: Iterable[Application]) -> str:
    """Return the fingerprint of the scores as they stand."""
    return digest_of(scores_of(judged))


@transaction.atomic
def adopt_calibration(*, call_id: int, reason: str, by: Any, now: datetime) -> Calibration:
    """Let corrected scores count, as the board has decided: once every score is in and before any list is computed."""
    call = locked_call(call_id)
    if not permissions.can_handle_call(by, call):
        raise NotYours
    if not reason.strip():
        raise ReasonMissing
    if selectors.latest_run(call) is not None:
        raise ListComputed
    scores = scores_of(selectors.applications_judged(call))
    found = severity.fit(scores)
    if not found.is_offered or selectors.count_due(call):
        raise NotOffered
    earlier = selectors.adopted_calibration(call)
    if earlier is not None:
        if earlier.scores_digest == digest_of(scores):
            return earlier
        _withdraw(earlier, by, now)
    adopted = Calibration.objects.create(
        call=call,
        figures=figures_of(found, scores),
        scores_digest=digest_of(scores),
        reason=reason.strip(),
        adopted_by=by,
        adopted_at=now,
    )
    record(
        by,
        "calibration.adopt",
        adopted,
        digest=adopted.scores_digest,
        p=adopted.figures["p"],
        reason=reason.strip(),
    )
    return adopted


@transaction.atomic
def withdraw_calibration(*, call_id: int, by: Any, now: datetime) -> None:
    """Let scores count as they were given again, before any list is computed."""
    call = locked_call(call_id)
    if not permissions.can_handle_call(by, call):
        raise NotYours
    if selectors.latest_run(call) is not None:
        raise ListComputed
    adopted = selectors.adopted_calibration(call)
    if adopted is not None:
        _withdraw(adopted, by, now)


def corrected(call: Any, totals: Mapping[str, Sequence[int]]) -> dict[str, int] | None:
    """Return merits by the correction that the board adopted, in hundredths; None where it adopted none.

    Raises ``ScoresMoved`` where these are not the scores it saw.
    """
    adopted = selectors.adopted_calibration(call)
    if adopted is None:
        return None
    seen = adopted.figures["scores"]
    if any(sorted(scores) != seen.get(number) for number, scores in totals.items()):
        raise ScoresMoved
    return {number: max(0, adopted.figures["applications"][number]["merit"]) for number in totals}


def figures_of(found: severity.Fit, scores: Sequence[severity.Score] = ()) -> dict[str, Any]:
    """Return what the board sees and the record keeps, as plain values."""
    assert found.applications is not None
    assert found.leniency is not None
    return {
        "f": round(found.f, 4),
        "freedom": list(found.freedom),
        "p": float(f"{found.p:.3g}"),
        "sd": [round(value**0.5, 4) for value in found.variances],
        "readers": {reader: round(value, 3) for reader, value in sorted(found.leniency.items())},
        "applications": {
            number: {
                "raw": round(row.raw, 3),
                "value": round(row.value, 3),
                "sd": round(row.sd, 3),
                "merit": round(row.value * SCALE),
            }
            for number, row in sorted(found.applications.items())
        },
        "scores": _by_number(scores),
    }


def digest_of(scores: Sequence[severity.Score]) -> str:
    """Return the fingerprint of the scores that a correction was worked out from."""
    rows = sorted((row.application, row.reader, row.total) for row in scores)
    return hashlib.sha256(json.dumps(rows, separators=(",", ":")).encode()).hexdigest()


def _by_number(scores: Sequence[severity.Score]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for row in scores:
        rows.setdefault(row.application, []).append(row.total)
    return {number: sorted(totals) for number, totals in sorted(rows.items())}


def _withdraw(adopted: Calibration, by: Any, now: datetime) -> None:
    adopted.withdrawn_by, adopted.withdrawn_at = by, now
    adopted.save(update_fields=["withdrawn_by", "withdrawn_at"])
    record(by, "calibration.withdraw", adopted)
