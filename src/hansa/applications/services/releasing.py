"""The release of a sealed list: shown first with every letter it sends, then made known to everybody at once."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hansa.applications import selectors
from hansa.applications.enums import ApplicationState, Outcome, RunState
from hansa.applications.models import SelectionRun
from hansa.applications.rules.transitions import ActRefused
from hansa.applications.services import calls, offering
from hansa.applications.services.listing import locked_run
from hansa.applications.services.refusals import Refused, SameOfficer
from hansa.foundation.audit.services import record
from hansa.messaging import selectors as messaging
from hansa.messaging.services import language_for, title_of
from hansa.programmes.selectors import letter_key


class PreviewMoved(Refused):
    """What would be sent is no longer what was shown."""

    @property
    def reason(self) -> str:
        return _(
            "Something changed since this page was shown: who gets a letter, its words, or until when a place can be "
            "accepted. This is how it stands now."
        )


@dataclass(frozen=True)
class Recipient:
    """Whom a letter goes to, in which language, and whether it can arrive."""

    number: str
    name: str
    city: Mapping[str, str]
    uid: object
    language: str
    #: False where there is no address, or the last letter to it came back.
    is_reached: bool


@dataclass(frozen=True)
class Batch:
    """The same letter to everybody for whom the list means the same."""

    outcome: Outcome
    #: The letter's title in each language it is written in; empty where the programme has no such letter.
    titles: Mapping[str, str]
    people: tuple[Recipient, ...]
    answer_by: datetime | None = None

    @property
    def languages(self) -> list[tuple[str, int]]:
        """How many letters go out in which language, most first."""
        return sorted(Counter(one.language for one in self.people).items(), key=lambda row: (-row[1], row[0]))

    @property
    def unreached(self) -> list[Recipient]:
        """Whom the letter will probably not reach."""
        return [one for one in self.people if not one.is_reached]


@dataclass(frozen=True)
class Preview:
    """All that a release does, and the fingerprint by which it is known again."""

    batches: tuple[Batch, ...]
    #: On the list, and no longer waiting for a decision: no letter. Name, number and state of each.
    left_out: tuple[tuple[str, str, str], ...]
    digest: str = field(default="")

    @property
    def letters(self) -> int:
        """How many letters go out."""
        return sum(len(batch.people) for batch in self.batches if batch.titles)

    @property
    def unreached(self) -> list[Recipient]:
        """Whom no letter will probably reach."""
        return [one for batch in self.batches for one in batch.unreached]


def preview(run: SelectionRun, *, now: datetime) -> Preview:
    """Return who would get which letter in which language if the list were released now; nothing is sent.

    Four queries, however many stand on the list.
    """
    edition, rows = run.call.edition, selectors.to_be_told(run)
    keys = {outcome: letter_key(edition, letter) for outcome, (_act, letter) in offering.ACTS.items()}
    templates = {row.key: row for row in messaging.templates_under(edition.namespace)}
    lost = messaging.came_back_from([row.email for row in rows if row.email])
    until = offering.answer_until(run.call, now)
    batches, versions = [], []
    for outcome in Outcome:
        template = templates.get(keys[outcome] or "")
        versions.append(
            [outcome.value, template.key if template else "", template.version if template else 0]
        )
        people = tuple(
            Recipient(
                row.number,
                row.name,
                row.city,
                row.uid,
                language_for(template, row.language) if template else row.language,
                bool(row.email) and row.is_active and row.email not in lost,
            )
            for row in rows
            if row.outcome == outcome and row.state == ApplicationState.UNDER_REVIEW
        )
        titles = (
            {code: title_of(text["subject"]) for code, text in template.texts.items()} if template else {}
        )
        batches.append(Batch(outcome, titles, people, until if outcome == Outcome.SELECTED else None))
    left_out = tuple(
        (row.name, row.number, row.state) for row in rows if row.state != ApplicationState.UNDER_REVIEW
    )
    body = [
        run.digest,
        versions,
        until.isoformat() if until else "",
        sorted((row.number, row.outcome, row.state, row.language, row.email) for row in rows),
    ]
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Preview(tuple(batches), left_out, hashlib.sha256(text.encode()).hexdigest())


@transaction.atomic
def release_decisions(*, run_id: int, by: Any, now: datetime, seen: str | None = None) -> SelectionRun:
    """Tell everybody at once what a sealed list decided, with one letter each.

    By another officer than whoever computed it. All in one transaction: either everybody is told
    or nobody, and releasing twice changes nothing. ``seen`` is the fingerprint of the preview that the officer saw;
    raises ``PreviewMoved`` where another one stands now.
    """
    run = locked_run(run_id, by)
    if run.state == RunState.RELEASED:
        return run
    if run.state != RunState.SEALED:
        raise ActRefused("release", run.state)
    if run.computed_by_id == by.pk:
        raise SameOfficer
    # Every row first, then the log: whoever withdraws at this moment waits, and nobody waits in a circle.
    selectors.lock_decided(run)
    if seen is not None and preview(run, now=now).digest != seen:
        raise PreviewMoved
    run.state, run.released_by, run.released_at = RunState.RELEASED, by, now
    run.save(update_fields=["state", "released_by", "released_at"])
    for decision in selectors.decisions_of(run).order_by("application__number"):
        offering.announce(decision, by=by, now=now)
    calls.turn(run.call, "release", by=by, now=now)
    record(by, "selection.release", run, digest=run.digest)
    return run
