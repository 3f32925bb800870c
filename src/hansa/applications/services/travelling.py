"""Travel data: given step by step by whoever has a place, sealed, opened by their office, gone on their day."""

import hashlib
import json
import logging
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hansa.accounts.services import look_for_second_account
from hansa.applications import permissions, selectors
from hansa.applications.enums import ApplicationState, Visa
from hansa.applications.models import Application, CostAcceptance, InvitationLetter, Offer, TravelPlan
from hansa.applications.rules import travel as rules
from hansa.applications.services import letters
from hansa.applications.services.refusals import NotYours, Refused
from hansa.applications.services.travel_words import part_name
from hansa.foundation.audit.services import record
from hansa.foundation.i18n import listed
from hansa.foundation.storage import services as storage

log = logging.getLogger("hansa.applications.travel")

#: Under which kind of the call's documents the passport's days stand.
PASSPORT = "passport"
_OPEN_FIELDS = (
    *("visa", "arrives_at", "arrives_on", "arrival_flight", "arrival_airport"),
    *("departs_at", "departure_flight", "departure_airport"),
)


class TravelMoved(Refused):
    """Another tab saved in between."""

    @property
    def reason(self) -> str:
        return _("This was changed in another window since. Look at it once more; keeping it now counts.")


class TravelOver(Refused):
    """There is no place any more, or the data have been deleted."""

    @property
    def reason(self) -> str:
        return _("Travel data are only kept while you have a place and until their day.")


class CostsMoved(Refused):
    """Who pays what changed between reading and accepting."""

    @property
    def reason(self) -> str:
        return _("Who pays what has changed since you opened the page. Read it again, then answer.")


@dataclass(frozen=True)
class Said:
    """What somebody said of themselves for the journey, opened."""

    passport: Mapping[str, str] = field(default_factory=dict)
    needs: Mapping[str, str] = field(default_factory=dict)
    contact: Mapping[str, str] = field(default_factory=dict)


def digest_of(costs: Any) -> str:
    """Return the fingerprint of who pays what, as a page carries it."""
    return hashlib.sha256(json.dumps(costs or [], sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def accept_costs(offer: Offer, application: Application, *, seen: str, now: datetime) -> CostAcceptance:
    """Keep who pays what as it was accepted with a place. Raises ``CostsMoved`` where another text was read."""
    costs = application.call.edition.details.get("costs") or []
    digest = digest_of(costs)
    if seen and seen != digest:
        raise CostsMoved
    accepted, _created = CostAcceptance.objects.get_or_create(
        offer=offer,
        defaults={
            "costs": costs,
            "digest": digest,
            "language": get_language() or application.applicant.language,
            "accepted_at": now,
        },
    )
    return accepted


def read(plan: TravelPlan | None, owner_uid: uuid.UUID) -> Said:
    """Open what is sealed. Whoever does so for somebody else writes it into the log first."""
    if plan is None:
        return Said()
    needs = _opened(plan, "needs", plan.needs_sealed, owner_uid)
    return Said(
        _opened(plan, "passport", plan.passport_sealed, owner_uid),
        needs.get("needs", {}),
        needs.get("contact", {}),
    )


@transaction.atomic
def save_travel(
    *, application_id: int, part: str, said: Mapping[str, Any], revision: int, by: Any, now: datetime
) -> TravelPlan:
    """Keep one step of the travel data; gaps are fine. Raises ``TravelMoved`` for the other tab.

    ``said`` of the journey holds moments by the programme's own clock, without a zone.
    """
    application = selectors.locked(application_id)
    if by is None or application.applicant_id != by.pk:
        raise NotYours
    if application.state != ApplicationState.CONFIRMED or now.date() >= gone_on(application):
        raise TravelOver
    plan, _created = TravelPlan.objects.get_or_create(
        application=application, defaults={"begun_at": now, "changed_at": now}
    )
    if revision != plan.revision:
        raise TravelMoved
    _WRITE[part](plan, application, dict(said))
    plan.is_complete = not lacking(plan)
    plan.revision += 1
    plan.changed_at, plan.forgotten_at = now, None
    plan.save()
    record(by, "travel.save", application, part=part, complete=plan.is_complete)
    if part == "passport":
        look_for_second_account(person=by)
    return plan


def lacking(plan: TravelPlan | None) -> tuple[str, ...]:
    """Return the steps that still want something."""
    if plan is None:
        return rules.missing(visa="", has_passport=False, has_contact=False, arrives=None, departs=None)
    return rules.missing(
        visa=plan.visa,
        has_passport=plan.has_passport,
        has_contact=plan.has_contact,
        arrives=plan.arrives_at,
        departs=plan.departs_at,
    )


@transaction.atomic
def open_travel(*, application_id: int, by: Any, now: datetime) -> Said:
    """Open somebody's travel data as their office; each opening is logged. Raises ``NotYours``."""
    application = selectors.locked(application_id)
    if not permissions.can_read_travel(by, application):
        raise NotYours
    plan = TravelPlan.objects.filter(application=application).first()
    if plan is not None:
        record(by, "travel.open", application)
    return read(plan, application.applicant.uid)


def gone_on(application: Application) -> date:
    """Return the day on which everything personal of a journey is deleted."""
    edition = application.call.edition
    asked = selectors.terms_of(application.call).document(PASSPORT)
    offer = Offer.objects.filter(application=application).only("answered_at", "offered_at").first()
    taken = (offer.answered_at or offer.offered_at) if offer is not None else application.changed_at
    return rules.gone_on(
        ends_on=edition.ends_on,
        starts_on=edition.starts_on,
        taken_on=taken.date(),
        days=asked.delete_after_days if asked else None,
    )


@transaction.atomic
def forget(application: Application, *, by: Any, now: datetime, why: str) -> bool:
    """Delete everything personal of a journey, with its letters' files; that it was there stays on record."""
    plan = TravelPlan.objects.select_for_update().filter(application=application).first()
    gone = 0
    for letter in InvitationLetter.objects.filter(application=application, file__isnull=False):
        assert letter.file is not None
        storage.delete(letter.file)
        gone += 1
    is_empty = plan is None or plan.forgotten_at is not None
    if is_empty and not gone:
        return False
    if plan is not None:
        plan.passport_sealed = plan.needs_sealed = None
        plan.passport_mark = ""
        plan.has_passport = plan.has_contact = plan.is_complete = False
        for name in _OPEN_FIELDS:
            setattr(plan, name, None if name.endswith(("_at", "_on")) else "")
        plan.revision += 1
        plan.changed_at = plan.forgotten_at = now
        plan.save()
    record(by, "travel.forget", application, why=why, letters=gone)
    log.info("travel data of %s deleted (%s), letters: %d", application.number or application.uid, why, gone)
    return True


def forget_due(*, now: datetime) -> int:
    """Delete what has reached its day, each in a transaction of its own; return how many."""
    held = Application.objects.filter(travel__isnull=False, travel__forgotten_at__isnull=True)
    with_letters = Application.objects.filter(invitation_letters__file__isnull=False)
    rows = (held | with_letters).distinct().select_related("call__edition", "applicant").order_by("pk")
    forgotten = 0
    for application in rows:
        has_place = application.state == ApplicationState.CONFIRMED
        if not has_place or now.date() >= gone_on(application):
            why = "day" if has_place else "no-place"
            forgotten += forget(application, by=None, now=now, why=why)
    return forgotten


def remind_of_travel(*, now: datetime) -> int:
    """Write to whoever has a place and has not said all of the journey; the first time and once before it begins."""
    rows = (
        Application.objects.filter(state=ApplicationState.CONFIRMED)
        .exclude(travel__is_complete=True)
        .exclude(call__edition__starts_on__lte=now.date())
        .select_related("applicant", "member", "call__edition__programme", "offer", "travel")
        .order_by("pk")
    )
    reminded = 0
    for application in rows:
        offer = getattr(application, "offer", None)
        edition = application.call.edition
        due = rules.reminder(
            taken_at=offer.answered_at if offer else None, starts_on=edition.starts_on, now=now
        )
        if due:
            still = lacking(getattr(application, "travel", None))
            reminded += letters.write(
                "reminder-travel",
                application,
                now=now,
                once=due,
                reason=partial(_named, still),
                url=letters.travel_address(application),
            )
    return reminded


def _named(parts: tuple[str, ...]) -> str:
    return listed(part_name(part) for part in parts)


def travel_held_about(person: Any) -> list[dict[str, Any]]:
    """Return a person's travel data for their own download."""
    rows = TravelPlan.objects.filter(application__applicant=person).select_related(
        "application__call__edition"
    )
    accepted = CostAcceptance.objects.filter(offer__application__applicant=person).select_related(
        "offer__application"
    )
    held = []
    for plan in rows.order_by("pk"):
        said = read(plan, person.uid)
        opened = {name: getattr(plan, name) for name in _OPEN_FIELDS}
        held.append(
            {
                "number": plan.application.number,
                "edition": plan.application.call.edition.slug,
                "passport": dict(said.passport),
                "needs": dict(said.needs),
                "emergency_contact": dict(said.contact),
                **{
                    name: value.isoformat() if hasattr(value, "isoformat") else value
                    for name, value in opened.items()
                },
                "deleted_at": plan.forgotten_at.isoformat() if plan.forgotten_at else None,
            }
        )
    letters_held = InvitationLetter.objects.filter(application__applicant=person).order_by("pk")
    held += [{"invitation_letter": row.number, "written": row.issued_at.isoformat()} for row in letters_held]
    return held + [
        {
            "number": row.offer.application.number,
            "costs_accepted": row.costs,
            "accepted_at": row.accepted_at.isoformat(),
        }
        for row in accepted.order_by("pk")
    ]


def _write_passport(plan: TravelPlan, application: Application, said: dict[str, Any]) -> None:
    plan.visa = said.get("visa") or ""
    kept = {name: _plain(said.get(name)) for name in rules.PASSPORT}
    kept["number"] = rules.tidy_number(kept["number"])
    held = {name: value for name, value in kept.items() if value}
    plan.has_passport = rules.is_whole(held, rules.PASSPORT)
    plan.passport_mark = storage.mark_of(kept["number"], of=PASSPORT)
    plan.passport_sealed = _sealed(plan, "passport", held, application.applicant.uid) if held else None


def _write_journey(plan: TravelPlan, application: Application, said: dict[str, Any]) -> None:
    zone = ZoneInfo(application.call.edition.time_zone)
    for name in ("arrives_at", "departs_at"):
        moment: datetime | None = said.get(name)
        setattr(plan, name, moment.replace(tzinfo=zone) if moment is not None else None)
    arrives: datetime | None = said.get("arrives_at")
    plan.arrives_on = arrives.date() if arrives is not None else None
    for name in ("arrival_flight", "arrival_airport", "departure_flight", "departure_airport"):
        setattr(plan, name, _plain(said.get(name)))


def _write_needs(plan: TravelPlan, application: Application, said: dict[str, Any]) -> None:
    _merge(plan, application, "needs", {name: _plain(said.get(name)) for name in rules.NEEDS})


def _write_contact(plan: TravelPlan, application: Application, said: dict[str, Any]) -> None:
    kept = {name: _plain(said.get(name)) for name in rules.CONTACT}
    plan.has_contact = rules.is_whole(kept, ("name", "phone"))
    _merge(plan, application, "contact", kept)


_WRITE = {
    "passport": _write_passport,
    "journey": _write_journey,
    "needs": _write_needs,
    "contact": _write_contact,
}


def _merge(plan: TravelPlan, application: Application, part: str, said: dict[str, str]) -> None:
    owner = application.applicant.uid
    held = _opened(plan, "needs", plan.needs_sealed, owner)
    held[part] = {name: value for name, value in said.items() if value}
    plan.needs_sealed = _sealed(plan, "needs", held, owner) if any(held.values()) else None


def seal_anew(plan: TravelPlan, *, owner_uid: uuid.UUID, to: uuid.UUID) -> None:
    """Close a journey's sealed data for another owner: the account that its participant has now."""
    known = {"owner_uid": owner_uid, "to": to}
    plan.passport_sealed = storage.seal_anew(
        plan.passport_sealed, record_id=uuid.uuid5(plan.uid, "passport"), **known
    )
    plan.needs_sealed = storage.seal_anew(plan.needs_sealed, record_id=uuid.uuid5(plan.uid, "needs"), **known)
    plan.save(update_fields=["passport_sealed", "needs_sealed"])


def _plain(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def _sealed(plan: TravelPlan, what: str, said: Mapping[str, Any], owner: uuid.UUID) -> bytes:
    content = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
    return storage.seal(content, record_id=uuid.uuid5(plan.uid, what), owner_uid=owner)


def _opened(plan: TravelPlan, what: str, sealed: Any, owner: uuid.UUID) -> dict[str, Any]:
    if not sealed:
        return {}
    content = storage.unseal(bytes(sealed), record_id=uuid.uuid5(plan.uid, what), owner_uid=owner)
    opened: dict[str, Any] = json.loads(content)
    return opened


#: Whose visa still wants something of somebody.
VISA_OPEN = (Visa.NEEDED, Visa.ASKED)
