"""Erasure: what somebody handed in or was sent is gone at once; that there was an application stays, without them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from hansa.applications.models import Appeal, ApplicantSheet, Application
from hansa.applications.services import travelling
from hansa.applications.services.refereeing import forget_referees_of
from hansa.foundation.audit.services import record
from hansa.foundation.storage import services as storage
from hansa.messaging.services import forget_letters


@dataclass(frozen=True)
class Erased:
    """What an erasure took away."""

    files: int
    journeys: int
    letters: int
    referees: int = 0


@transaction.atomic
def erase_applicant(*, person: Any, by: Any, now: datetime) -> Erased:
    """Erase a person's files (passport, photo, letters to embassies), travel data and the words of letters to them.

    Numbers, states and decisions stay: they are others' record, too. Erasing again changes nothing.
    """
    rows = list(Application.objects.select_for_update().filter(applicant=person).order_by("pk"))
    referees = sum(forget_referees_of(row, by=by) for row in rows)
    journeys = sum(travelling.forget(row, by=by, now=now, why="erased") for row in rows)
    files = storage.erase_owner(person.uid)
    letters = forget_letters(to=person, by=by)
    for row in rows:
        if row.reason:
            row.reason = ""
            row.save(update_fields=["reason"])
    Appeal.objects.filter(application__in=rows).update(grounds="", answer="")
    _out_of_sheets(person.email)
    if files or journeys or letters or referees:
        record(
            by, "applicant.erase", person, files=files, journeys=journeys, letters=letters, referees=referees
        )
    return Erased(files, journeys, letters, referees)


def _out_of_sheets(email: str) -> None:
    """Take a person's rows out of spreadsheets that still wait to be taken over."""
    for sheet in ApplicantSheet.objects.select_for_update():
        rows = sheet.table.get("rows", [])
        if any(email in (cell.casefold() for cell in row) for row in rows):
            # The row stays, empty, so that the numbers of the others stand.
            sheet.table["rows"] = [[] if email in (cell.casefold() for cell in row) else row for row in rows]
            sheet.content = None
            sheet.save(update_fields=["table", "content"])
