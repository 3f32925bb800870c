"""Applicants in a spreadsheet: which columns there are, how each is read, and what becomes of every row."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hansa.applications.rules.columns import ANSWER, several
from hansa.foundation.sheets.rules.columns import Column, Row, RowFault, Unreadable, plain, restored

NEEDED = ("email", "name", "city")
LONGEST_NAME = 120
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
_EMAIL = re.compile(r"[^@\s<>]{1,64}@[^@\s<>]+\.[^@\s<>.]{2,}\Z")
_WRITTEN = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})\Z")

_NAMES: Mapping[str, tuple[str, ...]] = {
    "email": (
        "Email", "E-mail", "Mail", "Email address", "Adresse électronique", "Courriel", "E-Mail-Adresse", "Posta elettronica",
        "Indirizzo e-mail", "البريد الإلكتروني", "البريد", "이메일", "전자우편", "메일", "邮箱", "电子邮件", "电子邮箱", "邮件",
    ),
    "name": (
        "Name", "Full name", "Applicant", "Applicant name", "Participant", "Nom", "Nom complet", "Candidat", "Vollständiger Name",
        "Bewerber", "Nome", "Nome e cognome", "Candidato", "الاسم", "الاسم الكامل", "المتقدم", "이름", "성명", "신청자", "姓名", "名字", "申请人",
    ),
    "city": (
        "City", "Member", "Member city", "Municipality", "Organisation", "Organization", "city_key", "Ville", "Commune", "Membre", "Stadt",
        "Mitglied", "Kommune", "Città", "Comune", "Membro", "المدينة", "البلدية", "العضو", "도시", "도시명", "회원", "城市", "城市名称", "会员",
    ),
    "language": (
        "Language", "Preferred language", "Langue", "Sprache", "Lingua", "اللغة", "언어", "语言",
    ),
    "birth_date": (
        "Birth date", "Date of birth", "Born", "Birthday", "DOB", "Date de naissance", "Né le", "Geburtsdatum", "Geboren", "Data di nascita",
        "Nato il", "تاريخ الميلاد", "생년월일", "생일", "出生日期", "生日",
    ),
    "country": (
        "Country", "Nation", "Country of residence", "Residence", "Pays", "Land", "Wohnland", "Paese", "Residenza", "الدولة", "البلد", "بلد الإقامة",
        "국가", "거주 국가", "나라", "国家", "居住国",
    ),
}  # fmt: skip
_YES = frozenset(
    {"yes", "y", "x", "true", "1", "oui", "ja", "si", "sì", "نعم", "예", "네", "동의", "是", "同意"}
)


@dataclass(frozen=True)
class Known:
    """What the installation knows, by plain words in any language."""

    members: Mapping[str, int]
    countries: Mapping[str, str]
    languages: Mapping[str, str]


@dataclass(frozen=True)
class Settled:
    """What becomes of one row: ``new``, ``known`` (the person has applied already, and is left as they are) or ``bad``."""

    number: int
    action: str
    item: Mapping[str, Any] = field(default_factory=dict)
    faults: tuple[RowFault, ...] = ()


def columns(known: Known, definition: Mapping[str, Any]) -> tuple[Column, ...]:
    """Return the columns of a list of applicants to a call whose form asks these questions."""
    fixed: Mapping[str, Callable[[str], Any]] = {
        "email": _email,
        "name": _name,
        "city": lambda text: _found(text, known.members, "city"),
        "language": lambda text: _found(text, known.languages, "language"),
        "birth_date": _day,
        "country": lambda text: _found(text, known.countries, "country"),
    }
    asked = (
        Column(
            f"{ANSWER}{entry['key']}",
            tuple(dict.fromkeys((entry["key"], *(words for words in entry["label"].values() if words)))),
            _reader(entry, known),
            is_number=entry["kind"] == "number",
        )
        for entry in definition.get("questions", [])
    )
    return (
        *(Column(key, _NAMES[key], read, is_required=key in NEEDED) for key, read in fixed.items()),
        *asked,
    )


def settle(
    rows: Iterable[Row],
    *,
    applied: frozenset[str],
    problems: Callable[[Mapping[str, Any]], Iterable[tuple[str, str]]],
) -> list[Settled]:
    """Return what becomes of every row. ``applied`` are the addresses of those who have an application already.

    ``problems`` says of answers which are missing or do not fit, as a column's key and a code; without a wish to send
    the rows it says nothing.
    """
    seen: dict[str, int] = {}
    settled = []
    for row in rows:
        faults = list(row.faults)
        email = row.values.get("email", "")
        if email in seen:
            faults.append(RowFault("email", "twice", email, {"row": str(seen[email])}))
        elif email:
            seen[email] = row.number
        if not faults and email in applied:
            settled.append(Settled(row.number, "known", row.values))
            continue
        if not faults:
            faults = [RowFault(key, code) for key, code in problems(answers_of(row.values))]
        settled.append(Settled(row.number, "bad" if faults else "new", row.values, tuple(faults)))
    return settled


def answers_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row's answers by the keys of their questions."""
    return {key.removeprefix(ANSWER): value for key, value in values.items() if key.startswith(ANSWER)}


def _email(text: str) -> str:
    address = restored(text).strip().casefold()
    if not _EMAIL.match(address):
        raise Unreadable("email")
    return address


def _name(text: str) -> str:
    name = restored(text)
    if len(name) > LONGEST_NAME:
        raise Unreadable("too-long", most=str(LONGEST_NAME))
    if not any(sign.isalpha() for sign in name):
        raise Unreadable("no-letters")
    return name


def _found(text: str, known: Mapping[str, Any], code: str) -> Any:
    value = known.get(plain(restored(text)))
    if value is None:
        raise Unreadable(code)
    return value


def _day(text: str) -> date:
    """Read a day; one that may be two days is asked for again."""
    found = _WRITTEN.match(text.strip())
    if not found:
        raise Unreadable("day")
    first, second, third = (int(part) for part in found.groups())
    try:
        if len(found[1]) == 4:
            return date(first, second, third)
        if len(found[3]) != 4:
            raise Unreadable("day")
        if first > 12 or "." in text:
            return date(third, second, first)
        if second > 12 or first == second:
            return date(third, first, second)
    except ValueError:
        raise Unreadable("day") from None
    raise Unreadable("day-or-month")


def _reader(entry: Mapping[str, Any], known: Known) -> Callable[[str], Any]:
    kind = entry["kind"]
    options = {
        plain(words): option["key"]
        for option in entry.get("options") or ()
        for words in (option["key"], *option["label"].values())
        if words
    }

    def number(text: str) -> int:
        try:
            return int(text)
        except ValueError:
            raise Unreadable("number") from None

    def consent(text: str) -> bool:
        if text.strip().casefold() in _YES:
            return True
        raise Unreadable("consent")

    def level(text: str) -> str:
        found = text.strip().upper()
        if found not in LEVELS:
            raise Unreadable("level")
        return found

    def many(text: str) -> list[Any]:
        whole = options.get(plain(text))
        return [whole] if whole else [_found(one, options, "option") for one in several(restored(text))]

    readers: dict[str, Callable[[str], Any]] = {
        "single": lambda text: _found(text, options, "option"),
        "multiple": many,
        "ordering": many,
        "number": number,
        "date": lambda text: _day(text).isoformat(),
        "country": lambda text: _found(text, known.countries, "country"),
        "language_level": level,
        "consent": consent,
    }
    return readers.get(kind, restored)


def with_memory(header: Sequence[str], guessed: Mapping[str, int], kept: Mapping[str, str]) -> dict[str, int]:
    """Return a guess with what headings meant the last time, which goes before the guess."""
    remembered: dict[str, int] = {}
    for at, text in enumerate(header):
        key = kept.get(plain(text))
        if key and key not in remembered:
            remembered[key] = at
    taken = set(remembered.values())
    return remembered | {key: at for key, at in guessed.items() if key not in remembered and at not in taken}
