"""What the zone of a passport tells its owner: names, until when it is valid, and whether that is long enough."""

import json
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from hansa.accounts.services import look_for_second_account, update_profile
from hansa.applications import selectors
from hansa.applications.adapters import zone_reader
from hansa.applications.enums import ReadingOutcome
from hansa.applications.models import Application, PassportReading
from hansa.applications.rules.transitions import EDITABLE
from hansa.applications.rules.travel import tidy_number
from hansa.applications.rules.travel_document import TravelDocument, Unread, read_zone, zone_of
from hansa.applications.services.refusals import NotYours
from hansa.foundation.audit.services import record
from hansa.foundation.storage import services as storage

KIND = "passport"
# Many countries let nobody in whose passport ends within half a year.
MONTHS_BEYOND = 6


@dataclass(frozen=True)
class Passport:
    """What was read of somebody's own passport; without names and day where it could not be."""

    outcome: ReadingOutcome
    name: str = ""
    expires_on: date | None = None

    @property
    def is_read(self) -> bool:
        """Whether its check digits agree with what was read."""
        return self.outcome == ReadingOutcome.READ


def read_passport(*, application_id: int, by: Any, now: datetime) -> Passport | None:
    """Read the zone of the passport that somebody has just sent, and keep names and expiry, sealed, as long as the file.

    Takes about a second, so the database is not locked meanwhile. None where there is nothing to read, or nothing to
    read with. Nothing is refused for what was read.
    """
    application = selectors.applications_of(by).filter(pk=application_id).first()
    if application is None or application.state not in EDITABLE:
        raise NotYours
    document = selectors.documents_of(application).filter(kind=KIND).select_related("file").first()
    if document is None or document.file is None or not zone_reader.is_there():
        return None
    found = read_zone(zone_reader.seen_in(storage.read_bytes(document.file)), today=now.date())
    with transaction.atomic():
        locked = selectors.locked(application_id)
        if not selectors.documents_of(locked).filter(pk=document.pk, file=document.file_id).exists():
            return None  # another file came, or this one went, while it was read
        PassportReading.objects.filter(document=document).delete()
        row = PassportReading(document=document, file=document.file, read_at=now)
        if isinstance(found, TravelDocument):
            row.outcome = ReadingOutcome.READ
            words = {"name": _as_written(found.name), "expires_on": found.expires_on.isoformat()}
            row.number_mark = storage.mark_of(tidy_number(found.number), of=KIND)
            row.sealed = storage.seal(json.dumps(words).encode(), record_id=row.uid, owner_uid=by.uid)
        else:
            row.outcome = ReadingOutcome.NO_ZONE if found is Unread.NO_ZONE else ReadingOutcome.UNSURE
        row.save()
        record(by, "application.passport.read", document, outcome=row.outcome)
        look_for_second_account(person=by)
    return _opened(row, by)


def passport_of(application: Application) -> Passport | None:
    """Return what was read of the passport that an application holds now, for its applicant alone."""
    for row in selectors.own_reading(application):
        return _opened(row, application.applicant)
    return None


def held_about(person: Any) -> list[dict[str, Any]]:
    """Return what is kept of somebody's passports, for their own data download."""
    rows = PassportReading.objects.filter(document__application__applicant=person).order_by("pk")
    opened = ((row, _opened(row, person)) for row in rows)
    return [
        {
            "read_at": row.read_at.isoformat(),
            "outcome": row.outcome,
            "name": passport.name,
            "expires_on": passport.expires_on.isoformat() if passport.expires_on else None,
        }
        for row, passport in opened
    ]


@transaction.atomic
def take_passport_name(*, application_id: int, by: Any, now: datetime) -> str:
    """Make the name in one's passport one's name here, because one asked for it; return it."""
    application = selectors.locked(application_id)
    if by is None or application.applicant_id != by.pk or application.state not in EDITABLE:
        raise NotYours
    passport = passport_of(application)
    if passport is None or not passport.name:
        raise NotYours
    update_profile(person=by, by=by, name=passport.name)
    return passport.name


def specimen_zone(expires_on: date) -> str:
    """Return the zone of a specimen, which names nobody: Utopia is the state that ICAO gives to specimens."""
    specimen = TravelDocument("SPECIMEN", "NOBODY", "L898902C3", "UTO", "UTO", date(1974, 8, 12), expires_on)
    return zone_of(specimen)


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or that month's last."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _as_written(name: str) -> str:
    return " ".join(part.capitalize() for part in name.split())


def _opened(row: PassportReading, owner: Any) -> Passport:
    outcome = ReadingOutcome(row.outcome)
    if not row.sealed:
        return Passport(outcome)
    words = json.loads(storage.unseal(bytes(row.sealed), record_id=row.uid, owner_uid=owner.uid))
    return Passport(outcome, words["name"], date.fromisoformat(words["expires_on"]))
