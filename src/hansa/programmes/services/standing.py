"""The edition as it stands now, put together as a pack from whatever holds each part of it.

What pages search by has columns; the rest is kept as the pack said it. Both come together here, so
a title edited in the office or a deadline that was extended is in the pack that goes out.
"""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hansa.messaging import selectors as letters
from hansa.network.services import export_network
from hansa.programmes import selectors
from hansa.programmes.models import Call, Edition, Programme
from hansa.programmes.rules import packs
from hansa.programmes.services import sections
from hansa.questionnaires import selectors as questionnaires

Plain = dict[str, Any]

EDITION_COLUMNS = (
    "slug", "title", "summary", "year", "starts_on", "ends_on", "time_zone", "office", "language",
    "is_archive", "is_living_copy",
)  # fmt: skip
CALL_TIMETABLE = ("interviews", "decisions_on", "days_to_accept", "days_to_appeal")
CALL_COLUMNS = ("opens_at", "closes_at", "rolling", "notes", "assumed")
#: Everything else that a call says is a rule of it, and freezes when it opens.
CALL_RULES = tuple(name for name in packs.Call.model_fields if name not in (*CALL_COLUMNS, *CALL_TIMETABLE))


def plain_section(section: packs.Section | None) -> Plain:
    """Return a section as plain data that reads back as the same section; what says nothing is left out.

    Apps that hold a section keep its items so: ``kind`` stays, though it is a default, because it says
    which of several shapes the rest has.
    """
    said: Plain = _telling(section.model_dump(mode="json")) if section is not None else {}
    return said


def _telling(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {name: _telling(item) for name, item in value.items()}
        return {
            name: item
            for name, item in kept.items()
            if item not in (None, {}, []) and (name, item) != ("assumed", False)
        }
    if isinstance(value, list):
        return [_telling(item) for item in value]
    return value


def standing_network() -> packs.Network | None:
    """Return the network as its pack would say it now."""
    said = export_network()
    return packs.Network.model_validate(said) if said is not None else None


def standing_pack(slug: str) -> packs.Pack | None:
    """Return the edition as a pack would say it now, or None where there is no such edition."""
    edition = selectors.edition(slug)
    return pack_of(edition) if edition is not None else None


def pack_of(edition: Edition) -> packs.Pack:
    """Return the edition as a pack would say it now."""
    call = selectors.call_of(edition)
    said: Plain = {
        "network": edition.programme.network.key,
        "programme": _programme(edition.programme),
        "edition": _edition(edition),
        "letters": edition.words.get("letters", {}),
        "questionnaires": _questionnaires(edition),
        "letter_texts": _letter_texts(edition),
        "files": _files(edition),
        **edition.words.get("pack", {}),
    }
    if call is not None:
        said["call"] = _call(call, edition.time_zone)
    if edition.credentials:
        said["credentials"] = edition.credentials
    for name in sections.BOUND_ELSEWHERE:
        bound = sections.binding(name)
        section = bound.export(edition) if bound is not None else edition.stored_sections.get(name)
        if section:
            said[name] = section
    return packs.Pack.model_validate(said)


def _programme(programme: Programme) -> Plain:
    return {
        **programme.details,
        "key": programme.key,
        "title": programme.title,
        "summary": programme.summary,
        "kind": programme.kind,
    }


def _edition(edition: Edition) -> Plain:
    said = {name: getattr(edition, name) for name in EDITION_COLUMNS if name != "office"}
    said["office"] = edition.office.key if edition.office else None
    return {**edition.details, **said}


def _in_zone(moment: datetime | None, zone: str) -> datetime | None:
    return moment.astimezone(ZoneInfo(zone)) if moment is not None else None


def _call(call: Call, zone: str) -> Plain:
    return {
        "opens_at": _in_zone(call.opens_at, zone),
        "closes_at": _in_zone(call.closes_at, zone),
        "rolling": call.rolling,
        "notes": call.notes,
        "assumed": call.assumed,
        **call.rules,
        **call.timetable,
    }


def _questionnaires(edition: Edition) -> Plain:
    """What lies beside the questions (their purpose, what is assumed) is kept with the edition."""
    kept: dict[str, Plain] = edition.words.get("questionnaires", {})
    prefix = edition.key_of("")
    rows = {row.key.removeprefix(prefix): row for row in questionnaires.questionnaires_under(prefix)}
    said: Plain = {}
    for key, beside in kept.items():
        if key not in rows:
            continue
        assumed: dict[str, Any] = beside.get("assumed_questions", {})
        questions = [
            {**question, "assumed": assumed.get(question["key"], False)}
            for question in rows[key].definition["questions"]
        ]
        said[key] = {
            "purpose": beside["purpose"],
            "assumed": beside.get("assumed", False),
            "title": rows[key].definition["title"],
            "sections": _sections(rows[key].definition, beside),
            "questions": questions,
        }
    return said


def _sections(definition: Plain, beside: Plain) -> list[Plain]:
    assumed: dict[str, Any] = beside.get("assumed_sections", {})
    return [
        {**section, "assumed": assumed.get(section["key"], False)}
        for section in definition.get("sections", ())
    ]


def _letter_texts(edition: Edition) -> Plain:
    kept: dict[str, Plain] = edition.words.get("letter_texts", {})
    prefix = edition.key_of("")
    rows = {row.key.removeprefix(prefix): row for row in letters.templates_under(edition.namespace)}
    return {key: {**beside, "texts": rows[key].texts} for key, beside in kept.items() if key in rows}


def _files(edition: Edition) -> dict[str, str]:
    files = {file.name: file.text for file in selectors.files_of(edition)}
    for bound in sections.bindings():
        if bound.files is not None:
            files |= bound.files(edition)
    return dict(sorted(files.items()))


def as_tree(section: packs.Section | None) -> Plain:
    """Return a section as a tree to compare: instants as instants, whatever zone they are written in."""
    tree: Plain = _telling(section.model_dump()) if section is not None else {}
    return tree


def shown(value: Any) -> Any:
    """Return a value of a plan as plain data that can be stored or shown."""
    if isinstance(value, datetime):
        # As a pack writes it, by the name of its clock: a short name such as CST is that of several.
        zone = getattr(value.tzinfo, "key", None) or value.tzname() or ""
        return f"{value:%Y-%m-%d %H:%M} {zone}".rstrip()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(name): shown(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [shown(item) for item in value]
    return value
