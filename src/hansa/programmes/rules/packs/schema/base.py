"""What every section of a pack is built from: texts in several languages, instants, things still to be announced."""

import re
import unicodedata
from datetime import date, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)

TO_BE_ANNOUNCED = "to be announced"
"""What a pack writes where its programme has not said yet; it is read as ``None``."""

LANGUAGES = ("en", "fr", "de", "it", "ar", "ko", "zh-hans")
"""The languages of the product, as Django names them."""

_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?) ([A-Za-z_]+(?:/[A-Za-z0-9_+-]+)*)")
_ZONES = frozenset(available_timezones())


def zone(name: str) -> ZoneInfo:
    """Return the time zone of that IANA name, or say what a name looks like."""
    if name not in _ZONES:
        raise ValueError(f"“{name}” is no time zone; write an IANA name, as in Asia/Seoul")
    return ZoneInfo(name)


def _zone_name(value: str) -> str:
    zone(value)
    return value


def _instant(value: object) -> object:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("an instant needs its zone, as in 2017-10-13 23:59 Asia/Seoul")
        return value
    if isinstance(value, str):
        found = _INSTANT.fullmatch(value.strip())
        if not found:
            raise ValueError(
                f"“{value}” is no instant; write day, time and zone, as in 2017-10-13 23:59 Asia/Seoul"
            )
        try:
            moment = datetime.fromisoformat(f"{found[1]} {found[2]}")
        except ValueError as wrong:
            raise ValueError(f"“{value}”: {wrong}; write it as in 2017-10-13 23:59 Asia/Seoul") from None
        return moment.replace(tzinfo=zone(found[3]))
    raise ValueError("an instant is a day, a time and a zone, as in 2017-10-13 23:59 Asia/Seoul")


def written_instant(value: datetime) -> str:
    """Return the instant as a pack writes it: ``2017-10-13 23:59 Asia/Seoul``."""
    name = getattr(value.tzinfo, "key", None)
    if name is None:
        value = value.astimezone(ZoneInfo("UTC"))
        name = "UTC"
    clock = f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"
    return f"{value:%Y-%m-%d} {clock} {name}"


def _unannounced(value: object) -> object:
    return None if value == TO_BE_ANNOUNCED else value


def _plain_text(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFC", value).strip()
    for sign in text:
        if unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t":
            raise ValueError(f"the text holds the control character U+{ord(sign):04X}; take it out")
    return text


def _has_english(value: dict[str, str]) -> dict[str, str]:
    for language in value:
        if language not in LANGUAGES:
            raise ValueError(f"“{language}” is none of our languages; they are {', '.join(LANGUAGES)}")
    if "en" not in value:
        raise ValueError("the English text (en) is missing; every text has at least that")
    return value


Text = Annotated[
    str,
    BeforeValidator(_plain_text),
    StringConstraints(min_length=1, max_length=20_000),
]
TranslatedText = Annotated[dict[str, Text], AfterValidator(_has_english)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=80)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(?:-[a-z0-9]+)*$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
ZoneName = Annotated[str, AfterValidator(_zone_name)]
Instant = Annotated[
    datetime,
    BeforeValidator(_instant),
    PlainSerializer(written_instant, return_type=str, when_used="json"),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": "^" + _INSTANT.pattern + "$",
            "examples": ["2017-10-13 23:59 Asia/Seoul"],
        }
    ),
]
_OR_UNANNOUNCED = WithJsonSchema(
    {
        "anyOf": [
            {"type": ["string", "integer"]},
            {"const": TO_BE_ANNOUNCED},
            {"type": "null"},
        ]
    }
)
AnnouncedInstant = Annotated[Instant | None, BeforeValidator(_unannounced)]
AnnouncedDate = Annotated[date | None, BeforeValidator(_unannounced)]
AnnouncedNumber = Annotated[Annotated[int, Field(ge=1)] | None, BeforeValidator(_unannounced)]


class Section(BaseModel):
    """A part of a pack. Unknown fields are faults; values never change after reading.

    ``assumed`` marks what the programme's own papers do not say: ``true`` for the whole item, or the
    names of the assumed fields. Pages show such values as assumptions.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=False)

    assumed: bool | list[str] = False

    def is_assumed(self, field: str) -> bool:
        """Tell whether this field is our assumption and not the programme's word."""
        return self.assumed is True or (isinstance(self.assumed, list) and field in self.assumed)

    @classmethod
    def announces(cls, field: str) -> bool:
        """Tell whether a missing value of this field reads 'to be announced'."""
        return any(
            isinstance(mark, BeforeValidator) and mark.func is _unannounced
            for mark in cls.model_fields[field].metadata
        )


class Place(Section):
    """Where something happens. ``lat`` and ``lon`` put a city on the map that is neither a member nor an office's."""

    city: TranslatedText | None = None
    country: Country | None = None
    venue: TranslatedText | None = None
    online: bool = False
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None


class Person(Section):
    """Somebody in the public role that the papers give them."""

    name: Text
    role: TranslatedText
    note: TranslatedText | None = None


class Contact(Section):
    """Whom to ask: a role and its organisation, never a person's own address."""

    role: TranslatedText
    organisation: Key | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None


Loose = dict[str, Any]
