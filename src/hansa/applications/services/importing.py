"""Applicants from a spreadsheet: received, mapped, looked at, taken over in batches, and written to when told so.

Nothing is written before the officer has seen every row, and nobody is mailed before the officer says so.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from hansa.accounts.selectors import country_choices
from hansa.accounts.services import register_person
from hansa.applications import permissions, selectors
from hansa.applications.enums import ApplicationState, SheetStep
from hansa.applications.models import ApplicantSheet, Application, KnownHeading, SheetRow
from hansa.applications.rules import applicant_table
from hansa.applications.rules.applicant_table import Known, Settled
from hansa.applications.services import applying, letters, nominating, telling
from hansa.applications.services.refusals import CallClosed, NotYours
from hansa.applications.services.steps import step
from hansa.foundation.audit.services import record
from hansa.foundation.sheets import services as sheets
from hansa.foundation.sheets.rules.columns import Column, guess, plain, read_rows
from hansa.network.selectors import members
from hansa.programmes.enums import CallState
from hansa.questionnaires import selectors as questionnaires
from hansa.questionnaires import services as questions

#: A sheet that nobody took over, and rows to mend, are forgotten after so long.
KEPT = timedelta(days=7)
BATCH = 200
_CHUNK = 500
_TAKES = frozenset({CallState.OPEN, CallState.PAUSED, CallState.CLOSED, CallState.PUBLISHED})


@dataclass(frozen=True)
class Prepared:
    """What taking a sheet over would do: every row with what becomes of it."""

    rows: list[Settled]
    counts: Mapping[str, int]


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    known: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        for code, name in country_choices(language):
            known.setdefault(plain(name), code)
            known[code.lower()] = code
    return known


@lru_cache(maxsize=1)
def _languages() -> dict[str, str]:
    known: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            known |= {plain(str(name)): code for code, name in settings.LANGUAGES}
    return known | {plain(code): code for code, _name in settings.LANGUAGES} | {"zh": "zh-hans"}


def _members() -> dict[str, int]:
    """Return the members in whose name one can apply, by key and by their name in every language."""
    found: dict[str, int] = {}
    rows = list(members().only("key", "name"))
    for row in rows:
        for name in row.name.values():
            if name:
                found.setdefault(plain(name), row.pk)
    return found | {plain(row.key): row.pk for row in rows}


def definition_of(call: Any) -> dict[str, Any]:
    """Return what a call's form asks."""
    name = selectors.terms_of(call).questionnaire
    if not name:
        return {"questions": []}
    return questionnaires.definition(selectors.questionnaire_key(call, name))


def wanted(call: Any) -> tuple[Column, ...]:
    """Return the columns of a list of applicants to a call."""
    return applicant_table.columns(Known(_members(), _countries(), _languages()), definition_of(call))


def takes_drafts(call: Any, now: datetime) -> bool:
    """Tell whether somebody could still send a draft."""
    return bool(call.accepts(now))


@transaction.atomic
def receive_applicants(*, call: Any, name: str, data: bytes, by: Any, now: datetime) -> ApplicantSheet:
    """Read a file and keep it with a guess of its columns; no application is written. Raises ``SheetRefused``."""
    _require(by, call)
    read = sheets.read_sheet(data=data)
    forget_sheets(now=now)
    sheet = ApplicantSheet.objects.create(
        call=call,
        name=name[-120:],
        table={"header": read.header, "rows": read.rows, "first": read.first},
        content=data if read.encoding else None,
        encoding=read.encoding,
        mapping=_guessed(read.header, call),
        uploaded_by=by,
        uploaded_at=now,
    )
    record(by, "applicants.hand-in", sheet, rows=len(read.rows), call=call.pk)
    return sheet


@transaction.atomic
def read_applicants_again(*, sheet: ApplicantSheet, encoding: str) -> ApplicantSheet:
    """Read the kept text in the encoding that a person chose, and guess anew. Raises ``SheetRefused``."""
    if sheet.content is None or encoding == sheet.encoding or sheet.step != SheetStep.MAPPING:
        return sheet
    read = sheets.read_sheet(data=bytes(sheet.content), encoding=encoding)
    sheet.table = {"header": read.header, "rows": read.rows, "first": read.first}
    sheet.encoding, sheet.mapping = read.encoding, _guessed(read.header, sheet.call)
    sheet.save(update_fields=["table", "encoding", "mapping"])
    return sheet


@transaction.atomic
def map_applicants(
    *, sheet: ApplicantSheet, mapping: Mapping[str, int], as_sent: bool, now: datetime
) -> ApplicantSheet:
    """Keep which column is which, here and for the next sheet, and what the rows become."""
    if sheet.step != SheetStep.MAPPING:
        return sheet
    header = sheet.table["header"]
    keys = {column.key for column in wanted(sheet.call)}
    sheet.mapping = {key: at for key, at in mapping.items() if key in keys and 0 <= at < len(header)}
    sheet.as_sent = as_sent or not takes_drafts(sheet.call, now)
    sheet.save(update_fields=["mapping", "as_sent"])
    for key, at in sheet.mapping.items():
        heading = plain(header[at])[:200]
        if heading:
            KnownHeading.objects.update_or_create(heading=heading, defaults={"key": key, "used_at": now})
    return sheet


def prepare_applicants(sheet: ApplicantSheet) -> Prepared:
    """Return what taking the sheet over would do now; changes nothing."""
    table = sheet.table or {"rows": [], "first": 2}
    rows = read_rows(table["rows"], sheet.mapping, wanted(sheet.call), first=table["first"])
    definition = definition_of(sheet.call)

    def problems(answers: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
        for problem in questions.problems(definition, answers):
            # A draft may have gaps; what is there has to fit all the same.
            if sheet.as_sent or problem.code != "missing":
                yield f"a.{problem.key}", f"answer:{questions.sentence(problem)}"

    emails = [row.values["email"] for row in rows if "email" in row.values]
    settled = applicant_table.settle(rows, applied=_applied(sheet.call, emails), problems=problems)
    return Prepared(settled, Counter(row.action for row in settled))


def take_batch(*, sheet_id: int, by: Any, now: datetime) -> ApplicantSheet:
    """Take the next rows over, all of a batch or none; the same file a second time gives no doubles.

    Called until ``step`` is taken. What was interrupted goes on where it stood. Raises ``CallClosed`` or ``NotYours``.
    """
    with transaction.atomic():
        sheet = (
            ApplicantSheet.objects.select_for_update(of=("self",))
            .select_related("call__edition")
            .get(pk=sheet_id)
        )
        _require(by, sheet.call)
        if sheet.step == SheetStep.TAKEN:
            return sheet
        if sheet.call.state not in _TAKES:
            raise CallClosed
        prepared = prepare_applicants(sheet)
        left = [row for row in prepared.rows if row.number >= sheet.next_row]
        batch = left[:BATCH]
        counts = Counter(sheet.counts)
        for row in batch:
            counts[row.action] += 1
            if row.action == "new":
                _take(sheet, row, by=by, now=now)
        sheet.counts = dict(counts)
        sheet.step = SheetStep.TAKING
        sheet.next_row = batch[-1].number + 1 if batch else sheet.next_row
        if len(left) <= len(batch):
            _finish(sheet, prepared, now)
            record(by, "applicants.import", sheet, sent=sheet.as_sent, **sheet.counts)
        sheet.save()
    return sheet


def write_to_applicants(*, sheet_id: int, by: Any, now: datetime) -> int:
    """Write to everybody of a sheet that was taken over, once each, and to their cities; return to how many people.

    Each in a transaction of its own, so that a second press goes on where the first was interrupted.
    """
    sheet = ApplicantSheet.objects.select_related("call__edition").get(pk=sheet_id)
    _require(by, sheet.call)
    if sheet.step != SheetStep.TAKEN:
        return 0
    told = 0
    for key in sheet.taken.filter(written_at__isnull=True).values_list("pk", flat=True):
        with transaction.atomic():
            row = SheetRow.objects.select_for_update().get(pk=key)
            if row.written_at is not None:
                continue
            told += _tell(row, by=by, now=now)
            row.written_at = now
            row.save(update_fields=["written_at"])
    with transaction.atomic():
        sheet = ApplicantSheet.objects.select_for_update().get(pk=sheet_id)
        if sheet.written_at is None:
            sheet.written_at = now
            sheet.save(update_fields=["written_at"])
            record(by, "applicants.write", sheet, letters=told)
    return told


def forget_sheets(*, now: datetime) -> int:
    """Delete sheets that nobody took over, and empty those that were; return how many."""
    old = ApplicantSheet.objects.filter(uploaded_at__lt=now - KEPT)
    gone, _each = old.exclude(step=SheetStep.TAKEN).filter(taken__isnull=True).delete()
    kept = old.exclude(table={})
    return gone + kept.update(table={}, content=None)


def _finish(sheet: ApplicantSheet, prepared: Prepared, now: datetime) -> None:
    """Keep of the table only the rows to mend."""
    first = sheet.table.get("first", 2)
    bad = {row.number for row in prepared.rows if row.action == "bad"}
    rows = sheet.table.get("rows", [])
    sheet.table = {
        **sheet.table,
        "rows": [row if number in bad else [] for number, row in enumerate(rows, first)],
    }
    sheet.step, sheet.taken_at, sheet.content = SheetStep.TAKEN, now, None


def _take(sheet: ApplicantSheet, row: Settled, *, by: Any, now: datetime) -> None:
    call, item = sheet.call, row.item
    terms = selectors.terms_of(call)
    person = register_person(
        email=item["email"],
        name=item["name"],
        language=item.get("language", "en"),
        birth_date=item.get("birth_date"),
        country=item.get("country", ""),
        verified=True,
        by=by,
        now=now,
    )
    application = Application.objects.create(
        call=call,
        applicant=person,
        member_id=item["city"],
        started_at=now,
        changed_at=now,
        missing_documents=len(terms.missing_documents(set())),
    )
    record(by, "application.start", application, call=call.pk, member=item["city"], sheet=sheet.pk)
    answers = applicant_table.answers_of(item)
    if terms.questionnaire and answers:
        form = selectors.questionnaire_key(call, terms.questionnaire)
        known: dict[str, Any] = {
            "questionnaire_key": form,
            "respondent": person,
            "subject": application.subject,
            "now": now,
        }
        questions.save_draft(**known, answers=answers, revision=0)
        if sheet.as_sent:
            questions.submit(**known)
    if sheet.as_sent:
        application.number = applying.next_number(application, terms)
        application.submitted_at = now
        step(application, "enter", role="officer", by=by, now=now, facts={"answered": True})
        if terms.needs_nomination:
            nominating.request_nomination(application, now=now)
    SheetRow.objects.create(sheet=sheet, number=row.number, application=application)


def _tell(row: SheetRow, *, by: Any, now: datetime) -> bool:
    application = selectors.locked(row.application_id)
    is_draft = application.state == ApplicationState.DRAFT

    def what() -> str:
        if is_draft:
            return _("It is a draft: look at it, complete it and send it.")
        return _("Its number is %(number)s.") % {"number": application.number}

    told = letters.write(
        "applicant-invited",
        application,
        now=now,
        reason=what,
        deadline=application.call.closes_at,
        answered_by=by,
    )
    if not is_draft and selectors.terms_of(application.call).needs_nomination:
        telling.ask_the_city(application, now=now)
    return told


def _applied(call: Any, emails: list[str]) -> frozenset[str]:
    found: set[str] = set()
    standing = Application.objects.filter(call=call).exclude(state=ApplicationState.WITHDRAWN)
    for begin in range(0, len(emails), _CHUNK):
        some = standing.filter(applicant__email__in=emails[begin : begin + _CHUNK])
        found |= set(some.values_list("applicant__email", flat=True))
    return frozenset(found)


def _guessed(header: list[str], call: Any) -> dict[str, int]:
    columns = wanted(call)
    headings = {plain(text)[:200] for text in header}
    kept = dict(KnownHeading.objects.filter(heading__in=headings).values_list("heading", "key"))
    keys = {column.key for column in columns}
    known = {heading: key for heading, key in kept.items() if key in keys}
    return applicant_table.with_memory(header, guess(header, columns), known)


def _require(by: Any, call: Any) -> None:
    if not permissions.can_handle_call(by, call):
        raise NotYours
