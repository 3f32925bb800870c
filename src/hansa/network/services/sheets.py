"""Members from a spreadsheet: received, mapped, looked at, taken over. Nothing is written before the last step."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from hansa.accounts.selectors import country_choices
from hansa.foundation.audit.services import record
from hansa.foundation.sheets import services as sheets
from hansa.foundation.sheets.rules.columns import Column, guess, plain, read_rows
from hansa.network.enums import MemberKind, MemberStatus
from hansa.network.models import Member, MemberContact, MemberSheet, Network, Region
from hansa.network.rules import continents, member_table
from hansa.network.rules.member_table import Settled
from hansa.network.services.contacts import write_contacts
from hansa.network.services.exchange import apply_network, export_network, member_said

#: A sheet that nobody took over is forgotten after so long.
KEPT = timedelta(days=7)
WRITTEN = ("new", "update")


@dataclass(frozen=True)
class Prepared:
    """What taking a sheet over would do: every row with what becomes of it, counts, and regions that would be new."""

    rows: list[Settled]
    counts: Mapping[str, int]
    new_regions: Mapping[str, str]

    @property
    def writes(self) -> int:
        return sum(self.counts.get(action, 0) for action in WRITTEN)


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Return every country by its code and its plain name in every language of the product."""
    known: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        for code, name in country_choices(language):
            known.setdefault(plain(name), code)
            known[code.lower()] = code
    # As people write them; the directory of names has other forms.
    spoken = {
        "usa": "US", "united states of america": "US", "uk": "GB", "great britain": "GB", "england": "GB", "korea": "KR",
        "republic of korea": "KR", "korea republic of": "KR", "korea south": "KR", "russian federation": "RU",
        "viet nam": "VN", "iran islamic republic of": "IR", "czech republic": "CZ", "cote d ivoire": "CI", "ivory coast": "CI",
        "turkey": "TR", "taiwan": "TW", "macedonia": "MK", "swaziland": "SZ", "uae": "AE", "drc": "CD", "대한민국": "KR", "中华人民共和国": "CN",
        "république de corée": "KR", "tanzania united republic of": "TZ", "moldova republic of": "MD", "bolivia plurinational state of": "BO",
    }  # fmt: skip
    return known | {plain(name): code for name, code in spoken.items()}


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    """Return every kind and standing by the words that the pages have for it, in every language of the product."""
    known: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            known |= {plain(str(choice.label)): choice.value for choice in (*MemberKind, *MemberStatus)}
    return known


def wanted() -> tuple[Column, ...]:
    """Return the columns of a member list."""
    return member_table.columns(_countries(), _labels())


@transaction.atomic
def receive_sheet(*, name: str, data: bytes, by: Any, now: datetime) -> MemberSheet:
    """Read a file and keep it with a guess of its columns; no member is written. Raises ``SheetRefused``."""
    read = sheets.read_sheet(data=data)
    MemberSheet.objects.filter(applied_at__isnull=True, uploaded_at__lt=now - KEPT).delete()
    sheet = MemberSheet.objects.create(
        name=name[-120:],
        table={"header": read.header, "rows": read.rows, "first": read.first},
        content=data if read.encoding else None,
        encoding=read.encoding,
        mapping=guess(read.header, wanted()),
        uploaded_by=by,
        uploaded_at=now,
    )
    record(by, "members.hand-in", sheet, rows=len(read.rows))
    return sheet


@transaction.atomic
def read_again(*, sheet: MemberSheet, encoding: str) -> MemberSheet:
    """Read the kept text in the encoding that a person chose, and guess anew. Raises ``SheetRefused``."""
    if sheet.content is None or encoding == sheet.encoding:
        return sheet
    read = sheets.read_sheet(data=bytes(sheet.content), encoding=encoding)
    sheet.table = {"header": read.header, "rows": read.rows, "first": read.first}
    sheet.encoding, sheet.mapping = read.encoding, guess(read.header, wanted())
    sheet.save(update_fields=["table", "encoding", "mapping"])
    return sheet


@transaction.atomic
def choose_mapping(*, sheet: MemberSheet, mapping: Mapping[str, int], updates_known: bool) -> MemberSheet:
    """Keep which column is which, and what happens to members that are known already."""
    wide = len(sheet.table["header"])
    keys = {column.key for column in wanted()}
    sheet.mapping = {key: at for key, at in mapping.items() if key in keys and 0 <= at < wide}
    sheet.updates_known = updates_known
    sheet.save(update_fields=["mapping", "updates_known"])
    return sheet


def prepare(sheet: MemberSheet) -> Prepared:
    """Return what taking the sheet over would do now; changes nothing."""
    rows = read_rows(sheet.table["rows"], sheet.mapping, wanted(), first=sheet.table["first"])
    contacts = _contacts()
    standing = {row.key: member_said(row) | contacts.get(row.key, {}) for row in Member.objects.all()}
    known = {row.key: row.name for row in Region.objects.all()}
    settled = member_table.settle(rows, standing, _regions(known), updates=sheet.updates_known)
    used = {str(row.item["region"]) for row in settled if row.action in WRITTEN}
    said = {
        member_table.region_key(row.values["region"]): row.values["region"]
        for row in rows
        if row.values.get("region")
    }
    fresh = {key: said.get(key) or continents.NAMES[key]["en"] for key in sorted(used - set(known))}
    return Prepared(settled, Counter(row.action for row in settled), fresh)


def _contacts() -> dict[str, dict[str, str]]:
    """Return to whom letters for a member go, by its key, as a row says it."""
    rows = MemberContact.objects.values_list(
        "member__key", "person__name", "person__email", "person__language"
    )
    return {key: dict(zip(member_table.CONTACT, said, strict=True)) for key, *said in rows}


def _regions(known: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return the key of a region by its plain name, by its key, and by the code of a country that lies there."""
    names = {plain(name): key for key, texts in continents.NAMES.items() for name in (key, *texts.values())}
    names |= {plain(name): key for key, texts in known.items() for name in (key, *texts.values())}
    by_country = dict(continents.CONTINENT_OF)
    # Where a network divides the world in its own way, a country lies where its other members lie.
    pairs = Member.objects.exclude(region="").order_by().values_list("country", "region").distinct()
    by_country |= dict(pairs)
    fallback = next(iter(known), "europe")
    return dict.fromkeys(_countries().values(), fallback) | by_country | names


@transaction.atomic
def apply_sheet(*, sheet_id: int, by: Any, now: datetime) -> MemberSheet:
    """Write the good rows, all or none; a second time changes nothing. Rows with faults stay where they are.

    The network's row is locked first, so that two sheets do not write over each other.
    """
    network = Network.objects.select_for_update().order_by("pk").first()
    sheet = MemberSheet.objects.select_for_update().get(pk=sheet_id)
    if network is None or sheet.applied_at is not None:
        return sheet
    found = prepare(sheet)
    written = {row.item["key"]: dict(row.item) for row in found.rows if row.action in WRITTEN}
    contacts = {
        key: {name: item.pop(name, "") for name in member_table.CONTACT} for key, item in written.items()
    }
    pack = export_network() or {}
    kept = [item for item in pack["members"] if item["key"] not in written]
    regions = [
        {"key": key, "name": continents.NAMES.get(key) or {"en": name}}
        for key, name in found.new_regions.items()
    ]
    members = [item | {"status": item.get("status", "full")} for item in written.values()]
    apply_network(
        pack={**pack, "members": [*kept, *members], "regions": [*pack["regions"], *regions]}, by=by, now=now
    )
    write_contacts(
        said={
            key: {
                "name": said["contact_name"],
                "email": said["contact_email"],
                "language": said["contact_language"] or "en",
            }
            for key, said in contacts.items()
            if said["contact_email"]
        },
        by=by,
        now=now,
    )
    sheet.applied_at, sheet.counts, sheet.content = now, dict(found.counts), None
    sheet.save(update_fields=["applied_at", "counts", "content"])
    record(by, "members.import", sheet, **sheet.counts)
    return sheet


@transaction.atomic
def member_rows(*, by: Any, now: datetime) -> list[list[str | float]]:
    """Return the members with their contacts in the columns that can be handed in again; on record, as it is personal."""
    header = [column.key for column in wanted()]
    contacts = _contacts()
    lines: list[list[str | float]] = []
    for row in Member.objects.order_by("sort_name", "pk"):
        said: dict[str, Any] = {
            "key": row.key,
            "country": row.country,
            "kind": row.kind,
            "region": row.region,
            "status": row.status,
        }
        said |= {"name": row.name.get("en", "")} | {
            f"name_{code}": text for code, text in row.name.items() if code != "en"
        }
        said["joined"] = row.joined_on.isoformat() if row.joined_on else str(row.joined_year or "")
        said |= {name: getattr(row, name) for name in ("lat", "lon") if getattr(row, name) is not None}
        said |= contacts.get(row.key, {})
        lines.append([said.get(key, "") for key in header])
    record(by, "members.export", Network.objects.order_by("pk").first(), rows=len(lines))
    return [list(header), *lines]


def template_rows() -> list[list[str | float]]:
    """Return an example to fill in: headings and three rows that show what each column may say."""
    return [
        [
            "Name",
            "Country",
            "Kind",
            "Region",
            "Joined",
            "Latitude",
            "Longitude",
            "Name (fr)",
            "Name (ko)",
            "Name (ar)",
        ],
        [
            "Porto Alegre",
            "Brazil",
            "City",
            "Americas",
            "2019-05-31",
            -30.0331,
            -51.23,
            "",
            "포르투알레그리",
            "بورتو أليغري",
        ],
        ["Gdańsk", "PL", "City", "Europe", "2021", 54.352, 18.6466, "Gdansk", "그단스크", "غدانسك"],
        [
            "Institute of Ports",
            "Morocco",
            "Institution",
            "Africa",
            "2022",
            "",
            "",
            "Institut des ports",
            "",
            "",
        ],
    ]
