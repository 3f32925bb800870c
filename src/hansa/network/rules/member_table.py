"""Members in a spreadsheet: which columns there are, how each is read, and what becomes of every row."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hansa.foundation.sheets.rules.columns import Column, Row, RowFault, Unreadable, plain
from hansa.network.rules import member_words as words

LANGUAGES = ("en", "fr", "de", "it", "ar", "ko", "zh-hans")
OLDEST_YEAR, NEWEST_YEAR = 1900, 2100
LONGEST_NAME = 160

#: What a row says of the contact; kept beside the member, because it is personal and in no pack.
CONTACT = ("contact_name", "contact_email", "contact_language")


@dataclass(frozen=True)
class Settled:
    """What becomes of one row: ``new``, ``update``, ``same``, ``known`` (left as it is) or ``bad``."""

    number: int
    action: str
    item: Mapping[str, Any] = field(default_factory=dict)
    faults: tuple[RowFault, ...] = ()
    #: Which fields would change, for an update.
    changes: tuple[str, ...] = ()


def columns(countries: Mapping[str, str], labels: Mapping[str, str] | None = None) -> tuple[Column, ...]:
    """Return the columns of a member list.

    ``countries``: plain name or code in any language to ISO code. ``labels``: what the pages call a kind or a standing,
    plain and in any language, to its value.
    """
    labels = labels or {}
    return (
        Column("name", words.NAME, _name, is_required=True),
        Column("country", words.COUNTRY, lambda text: _country(text, countries), is_required=True),
        Column("kind", words.KIND, lambda text: _word(text, words.KINDS, "kind", labels)),
        Column("region", words.REGION, _name),
        Column("status", words.STATUS, lambda text: _word(text, words.STATUSES, "status", labels)),
        Column("joined", words.JOINED, _joined),
        Column("lat", words.LAT, lambda text: _degrees(text, 90), is_number=True),
        Column("lon", words.LON, lambda text: _degrees(text, 180), is_number=True),
        Column("key", words.KEY, _key),
        Column("contact_name", words.CONTACT, _name),
        Column("contact_email", words.CONTACT_EMAIL, _email),
        Column(
            "contact_language", words.CONTACT_LANGUAGE, lambda text: _word(text, words.SPOKEN, "language", {})
        ),
        *(Column(f"name_{language}", names, _name) for language, names in words.NAMES_IN.items()),
    )


def _name(text: str) -> str:
    if len(text) > LONGEST_NAME:
        raise Unreadable("too-long", most=str(LONGEST_NAME))
    if not any(sign.isalnum() for sign in text):
        raise Unreadable("no-letters")
    return text


def _email(text: str) -> str:
    if not re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]+", text) or len(text) > LONGEST_NAME:
        raise Unreadable("email")
    return text.casefold()


def _country(text: str, countries: Mapping[str, str]) -> str:
    code = countries.get(plain(text))
    if code is None:
        raise Unreadable("country")
    return code


def _word(text: str, words: Mapping[str, Sequence[str]], code: str, labels: Mapping[str, str]) -> str:
    if labels.get(plain(text)) in words:
        return labels[plain(text)]
    said = f" {plain(text)} "
    for value, known in words.items():
        if said.strip() == plain(value) or any(f" {plain(word)} " in said for word in known):
            return value
    raise Unreadable(code)


def _joined(text: str) -> date | int:
    """Read a year or a day. A day in numbers is read year first, or day first where points or slashes part it."""
    if re.fullmatch(r"\d{4}", text):
        year = int(text)
        if OLDEST_YEAR <= year <= NEWEST_YEAR:
            return year
        raise Unreadable("year")
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    try:
        if len(numbers) == 3 and numbers[0] > 31:
            day = date(numbers[0], numbers[1], numbers[2])
        elif (len(numbers) == 3 and numbers[1] <= 12 < numbers[0]) or (len(numbers) == 3 and "." in text):
            day = date(numbers[2], numbers[1], numbers[0])
        elif len(numbers) == 3 and numbers[0] <= 12 and numbers[1] <= 12 and numbers[0] != numbers[1]:
            # 03/04/2014: nobody can tell which of the two is the month.
            raise Unreadable("day-or-month")
        elif len(numbers) == 3:
            first_is_month = numbers[1] > 12
            day = date(numbers[2], numbers[0 if first_is_month else 1], numbers[1 if first_is_month else 0])
        else:
            raise Unreadable("day")
    except ValueError as wrong:
        raise wrong if isinstance(wrong, Unreadable) else Unreadable("day") from None
    if not OLDEST_YEAR <= day.year <= NEWEST_YEAR:
        raise Unreadable("year")
    return day


def _degrees(text: str, most: int) -> float:
    try:
        value = float(text.replace(",", ".").replace("\u2212", "-").rstrip("°"))
    except ValueError:
        raise Unreadable("degrees", most=str(most)) from None
    if not -most <= value <= most:
        raise Unreadable("degrees", most=str(most))
    return round(value, 5)


def _key(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) or len(text) > 80:
        raise Unreadable("key")
    return text


def key_for(name: str, country: str, taken: Iterable[str]) -> str:
    """Return a key for a member that brings none: its name in plain letters, with the country where that is taken."""
    bare = re.sub(r"[^a-z0-9]+", "-", plain(name)).strip("-")[:60].strip("-")
    known = set(taken)
    if not bare:
        bare = f"{country.lower()}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    for candidate in (bare, f"{bare}-{country.lower()}"):
        if candidate not in known:
            return candidate
    return next(
        key for number in range(2, 10_000) if (key := f"{bare}-{country.lower()}-{number}") not in known
    )


def settle(
    rows: Sequence[Row],
    standing: Mapping[str, Mapping[str, Any]],
    regions: Mapping[str, str],
    *,
    updates: bool,
) -> list[Settled]:
    """Return what becomes of each row.

    ``standing``: the members that are here, by key, as a pack says them. ``regions``: plain name or key of a region, or
    country code, to the region's key. A member is known by its key, else by a name in any language and its country.
    """
    names = {
        (plain(name), item["country"]): key
        for key, item in standing.items()
        for name in item["name"].values()
    }
    seen: dict[str, int] = {}
    keys = set(standing)
    settled = []
    for row in rows:
        faults = [*row.faults, *_together(row)]
        if faults:
            settled.append(Settled(row.number, "bad", _shown(row), tuple(faults)))
            continue
        key = row.values.get("key") or names.get((plain(row.values["name"]), row.values["country"]))
        if key is None:
            twin = (plain(row.values["name"]), row.values["country"])
            key = names[twin] = key_for(row.values["name"], row.values["country"], keys)
        if key in seen:
            twice = RowFault("name", "twice", row.values["name"], {"row": str(seen[key])})
            settled.append(Settled(row.number, "bad", _shown(row), (twice,)))
            continue
        seen[key] = row.number
        keys.add(key)
        settled.append(_one(row, key, standing.get(key), regions, updates))
    return settled


def _together(row: Row) -> Iterable[RowFault]:
    if ("lat" in row.values) != ("lon" in row.values) and not any(
        f.column in ("lat", "lon") for f in row.faults
    ):
        yield RowFault("lat", "half-a-place")
    is_half = {"contact_name", "contact_language"} & set(row.values) and "contact_email" not in row.values
    if is_half and not any(fault.column == "contact_email" for fault in row.faults):
        yield RowFault("contact_email", "contact")


def _shown(row: Row) -> dict[str, Any]:
    return {"name": {"en": row.values.get("name", "")}, "country": row.values.get("country", "")}


def _one(
    row: Row, key: str, before: Mapping[str, Any] | None, regions: Mapping[str, str], updates: bool
) -> Settled:
    item = _said(row.values, regions, before)
    if before is None:
        return Settled(row.number, "new", {"key": key, **item})
    merged = {**before, **item, "name": {**before["name"], **item["name"]}}
    changes = tuple(sorted(name for name in merged if merged[name] != before.get(name)))
    if not changes:
        return Settled(row.number, "same", before)
    return Settled(
        row.number, "update" if updates else "known", merged if updates else before, changes=changes
    )


def _said(
    values: Mapping[str, Any], regions: Mapping[str, str], before: Mapping[str, Any] | None
) -> dict[str, Any]:
    name = {"en": values["name"]} | {
        language: values[f"name_{language}"] for language in LANGUAGES if f"name_{language}" in values
    }
    item: dict[str, Any] = {"name": name, "country": values["country"]}
    kind, status = values.get("kind"), values.get("status")
    # Friendship members have both, the kind and the standing.
    if kind is not None and kind.startswith("friendship"):
        status = "friendship"
    elif status == "friendship" and (kind or (before or {}).get("kind", "city")) not in _KINDS_OF_FRIENDS:
        kind = "friendship_government"
    elif kind is not None and (before or {}).get("status") == "friendship" and status is None:
        status = "full"
    item |= {name: value for name, value in (("kind", kind), ("status", status)) if value is not None}
    if "region" in values:
        item["region"] = regions.get(plain(values["region"])) or region_key(values["region"])
    elif before is None or not before.get("region"):
        item["region"] = regions[values["country"]]
    joined = values.get("joined")
    if isinstance(joined, date):
        item |= {"joined_on": joined.isoformat(), "joined_year": joined.year}
    elif joined is not None and (before or {}).get("joined_year") != joined:
        item["joined_year"] = joined
    return item | {name: values[name] for name in ("lat", "lon", *CONTACT) if name in values}


_KINDS_OF_FRIENDS = ("friendship_association", "friendship_government")


def region_key(name: str) -> str:
    """Return the key of a region that is not here yet."""
    bare = re.sub(r"[^a-z0-9]+", "-", plain(name)).strip("-")[:60].strip("-")
    return bare or f"region-{hashlib.sha256(plain(name).encode()).hexdigest()[:8]}"
