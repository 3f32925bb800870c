"""Applications as a table for the office, for an auditor, for a reader: each gets only what they see on their pages."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from hansa.accounts.selectors import country_names
from hansa.applications import selectors
from hansa.applications.enums import ApplicationState
from hansa.applications.models import Application
from hansa.applications.rules import blinding, columns
from hansa.applications.rules.terms import Terms
from hansa.foundation.audit.services import record
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import STAFF_ROLES
from hansa.foundation.sheets import services as sheets
from hansa.programmes.permissions import editions_managed_by
from hansa.questionnaires import selectors as questionnaires
from hansa.questionnaires.services import asked_of

#: So many are read at once; databases bound the values of a question.
_CHUNK = 500
LANGUAGES = ("en", "fr", "de", "it", "ar", "ko", "zh-hans")
_FIELDS = {
    "number": "number",
    "call": "call__edition__slug",
    "state": "state",
    "sent_at": "submitted_at",
    "name": "applicant__name",
    "email": "applicant__email",
    "language": "applicant__language",
    "birth_date": "applicant__birth_date",
    "country": "applicant__country",
    "city": "member__name",
    "city_key": "member__key",
    "region": "member__region",
    "city_word": "nomination__state",
    "city_rank": "nomination__rank",
    "documents_missing": "missing_documents",
    "offer": "offer__state",
}


@transaction.atomic
def export_applications(*, rows: QuerySet[Application], call: Any, by: Any, as_text: bool) -> bytes:
    """Return applications of one's editions as CSV or XLSX; with one call, its answers too. The making is logged.

    ``rows`` are those that somebody sees; narrowed here to the editions they work on, whatever else they see.
    """
    whom = columns.OFFICER if by.roles & STAFF_ROLES else columns.AUDITOR
    keys = columns.columns_for(whom)
    editions = editions_managed_by(by)
    asked = rows.filter(call__edition__in=editions).order_by("call_id", "number", "pk")
    name = selectors.terms_of(call).questionnaire if call is not None else ""
    form = selectors.questionnaire_key(call, name) if name else ""
    questions = columns.answer_keys(questionnaires.definition(form)) if form else []
    values = list(asked.values("uid", "state", *(_FIELDS[key] for key in keys if key != "state")))
    lines = [{key: value[_FIELDS[key]] for key in keys} for value in values]
    for line in lines:
        line["city"] = in_language(line["city"], "en")
    if form:
        subjects = [f"application:{value['uid']}" for value in values]
        back = {
            subject
            for subject, value in zip(subjects, values, strict=True)
            if value["state"] == ApplicationState.RETURNED
        }
        _add_answers(lines, subjects, form, back)
    heads = [*keys, *questions]
    record(
        by,
        "applications.export",
        call if call is not None else by,
        rows=len(lines),
        whom=whom,
        columns=len(heads),
        kind="csv" if as_text else "xlsx",
    )
    return _file(heads, lines, as_text=as_text)


@transaction.atomic
def export_readings(*, by: Any, as_text: bool) -> bytes:
    """Return what a reader was given to read as CSV or XLSX: what the call hides is left out or covered."""
    reviews = (
        selectors.open_readings(by.pk)
        .select_related("application__call__edition", "application__member", "application__applicant")
        .order_by("application__call_id", "application__number")
    )
    lines: list[dict[str, Any]] = []
    questions: dict[str, None] = {}
    heads: dict[str, None] = {}
    for review in reviews:
        application = review.application
        terms = selectors.terms_of(application.call)
        hidden = frozenset(what for what in (blinding.NAME, blinding.CITY) if terms.hides(what))
        keys = columns.columns_for(columns.READER, hidden=hidden)
        heads |= dict.fromkeys(keys)
        known = {
            "number": application.number,
            "call": application.call.edition.slug,
            "city": in_language(application.member.name, "en"),
            "city_key": application.member.key,
            "review": review.state,
            "points": review.total,
        }
        answers = answers_for_readers(application, terms)
        questions |= dict.fromkeys(answers)
        lines.append({key: known[key] for key in keys} | answers)
    record(by, "readings.export", by, rows=len(lines), kind="csv" if as_text else "xlsx")
    order = [key for key in columns.KEYS if key in heads]
    return _file([*(order or ["number"]), *questions], lines, as_text=as_text)


def answers_for_readers(application: Application, terms: Terms) -> dict[str, Any]:
    """Return answers by column as readers may know them: what says where somebody is from is left out, names are covered."""
    definition, answers = selectors.questions_and_answers(application, terms)
    words: list[str] = []
    if terms.hides(blinding.NAME):
        words += blinding.names_of(application.applicant.name, application.applicant.addressed_as)
    if terms.hides(blinding.CITY):
        words += [name for name in application.member.name.values() if name]
        country = application.member.country
        words += [names[country] for one in LANGUAGES if country in (names := country_names(one))]
    covers = terms.hides(blinding.NAME) or terms.hides(blinding.CITY)
    shown: dict[str, Any] = {}
    for entry in definition.get("questions", []):
        tells = entry["kind"] == "country" or entry["key"] in blinding.CITY_QUESTIONS
        if terms.hides(blinding.CITY) and tells:
            continue
        value = answers.get(entry["key"])
        if covers and isinstance(value, str) and entry["kind"] in ("text", "long_text"):
            value = blinding.covered(value, words)
        shown[f"{columns.ANSWER}{entry['key']}"] = value
    return shown


def _add_answers(lines: list[dict[str, Any]], subjects: list[str], form: str, back: set[str]) -> None:
    """Add what was answered; of those that are back with their applicants what was sent, not what is being written."""
    definition = questionnaires.definition(form)
    for begin in range(0, len(subjects), _CHUNK):
        some = subjects[begin : begin + _CHUNK]
        found = questionnaires.answers_by_subject(questionnaire_key=form, subjects=some)
        returned = [subject for subject in some if subject in back]
        if returned:
            found |= {key: {} for key in returned} | questionnaires.answers_sent_by_subject(
                questionnaire_key=form, subjects=returned
            )
        for line, subject in zip(lines[begin : begin + _CHUNK], some, strict=True):
            _asked, given = asked_of(definition, found.get(subject, {}))
            line |= {f"{columns.ANSWER}{key}": value for key, value in given.items()}


def _file(heads: list[str], lines: Iterable[Mapping[str, Any]], *, as_text: bool) -> bytes:
    table = columns.table(heads, list(lines))
    if as_text:
        return sheets.write_text([[str(cell) for cell in row] for row in table])
    return sheets.write_workbook(table, title="applications")
