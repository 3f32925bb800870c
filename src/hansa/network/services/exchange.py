"""The network's pack, in and out. What pages search by has columns; the rest is kept as it was said."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, ProtectedError

from hansa.foundation.audit.services import record
from hansa.network import rules
from hansa.network.enums import MemberStatus
from hansa.network.models import Member, Network, Office, Partner, PublicPerson, Region
from hansa.network.services import logos

Plain = Mapping[str, Any]
Fields = dict[str, Any]


@dataclass
class NetworkApplied:
    """What an application of the network's pack did, by kind of thing."""

    created: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    retired: dict[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(sum(counts.values()) for counts in (self.created, self.changed, self.retired))


def _english(text: Plain | None) -> str:
    return str((text or {}).get("en", ""))


def _rest(item: Plain, *columns: str) -> Fields:
    return {name: value for name, value in item.items() if name not in columns}


def _network_fields(pack: Plain) -> Fields:
    secretariat = pack["secretariat"]
    place = secretariat["place"]
    return {
        "name": pack["name"],
        "full_name": pack["full_name"],
        "summary": pack["summary"],
        "city": _english(place.get("city")),
        "country": place.get("country") or pack["home_country"],
        "time_zone": secretariat["time_zone"],
        "opens_hour": secretariat.get("opens_hour", 9),
        "closes_hour": secretariat.get("closes_hour", 18),
        "founded_year": pack.get("founded_year"),
        "details": _rest(
            pack, "key", "name", "full_name", "summary", "founded_year",
            "regions", "members", "offices", "partners", "people", "logo",
        ),
    }  # fmt: skip


def _region_fields(item: Plain, position: int) -> Fields:
    return {"name": item["name"], "position": position, "details": _rest(item, "key", "name")}


_MEMBER_COLUMNS = (
    "key", "name", "kind", "status", "country", "region", "joined_on", "joined_year", "is_founder", "lat", "lon", "note",
)  # fmt: skip


def member_fields(item: Plain, position: int) -> Fields:
    """Return the columns of a member from what a pack says of it."""
    joined = item.get("joined_on")
    return {
        "name": item["name"],
        "kind": item.get("kind", "city"),
        "status": item.get("status", MemberStatus.FULL),
        "country": item["country"],
        "region": item.get("region", ""),
        "joined_on": date.fromisoformat(joined) if isinstance(joined, str) else joined,
        "joined_year": item.get("joined_year"),
        "is_founder": item.get("is_founder", False),
        "lat": item.get("lat"),
        "lon": item.get("lon"),
        "note": item.get("note") or {},
        "sort_name": rules.folded(_english(item["name"]))[:160],
        "search_text": " ".join(dict.fromkeys(rules.folded(name) for name in item["name"].values())),
        "details": _rest(item, *_MEMBER_COLUMNS),
    }


_OFFICE_COLUMNS = ("key", "name", "country", "region", "time_zone", "opens_hour", "closes_hour", "is_former")


def _office_fields(item: Plain, position: int) -> Fields:
    return {
        "name": item["name"],
        "city": _english(item["city"]),
        "country": item["country"],
        "region": item.get("region", ""),
        "time_zone": item["time_zone"],
        "opens_hour": item.get("opens_hour", 9),
        "closes_hour": item.get("closes_hour", 18),
        "is_former": item.get("is_former", False),
        "position": position,
        "details": _rest(item, *_OFFICE_COLUMNS),
    }


_PARTNER_COLUMNS = ("key", "name", "kind", "is_school", "is_domestic", "country")


def _partner_fields(item: Plain, position: int) -> Fields:
    return {
        "name": item["name"],
        "kind": item["kind"],
        "is_school": item.get("is_school", False),
        "is_domestic": item.get("is_domestic", False),
        "country": item.get("country") or "",
        "position": position,
        "details": _rest(item, *_PARTNER_COLUMNS),
    }


def _person_fields(item: Plain, position: int) -> Fields:
    return {
        "role": item["role"],
        "note": item.get("note") or {},
        "position": position,
        "details": _rest(item, "name", "role", "note"),
    }


def _synchronise(
    model: type[Model],
    items: Sequence[Plain],
    fields_of: Callable[[Plain, int], Fields],
    done: NetworkApplied,
    *,
    by_field: str = "key",
) -> list[Model]:
    """Write the items over the rows of the same key; return the rows that no item names any more."""
    label = str(model._meta.model_name)
    standing: dict[str, Model] = {
        getattr(row, by_field): row for row in model._default_manager.select_for_update()
    }
    fresh: list[Model] = []
    touched: list[Model] = []
    for position, item in enumerate(items):
        fields = fields_of(item, position)
        row = standing.pop(item[by_field], None)
        if row is None:
            fresh.append(model(**{by_field: item[by_field]}, **fields))
        elif any(getattr(row, name) != value for name, value in fields.items()):
            for name, value in fields.items():
                setattr(row, name, value)
            touched.append(row)
    model._default_manager.bulk_create(fresh, batch_size=200)
    if touched:
        names = list(fields_of(items[0], 0))
        model._default_manager.bulk_update(touched, names, batch_size=100)
    done.created[label] = len(fresh)
    done.changed[label] = len(touched)
    return list(standing.values())


def _plain(pack: Any) -> Plain:
    """Take the pack as plain data or as the model of the pack's schema, which this floor does not know."""
    dump = getattr(pack, "model_dump", None)
    return dump(mode="json", exclude_defaults=True) if dump is not None else pack


@transaction.atomic
def apply_network(*, pack: Any, by: Any, now: datetime) -> NetworkApplied:
    """Write what the network's pack says; a second run changes nothing.

    A member the pack no longer names becomes a former member: its history stays. An office that
    editions still point at becomes a former office; other things nobody points at are removed.
    """
    said = _plain(pack)
    done = NetworkApplied()
    network = Network.objects.select_for_update().filter(key=said["key"]).first()
    fields = _network_fields(said)
    if network is None:
        network = Network.objects.create(key=said["key"], **fields)
        done.created["network"] = 1
    elif any(getattr(network, name) != value for name, value in fields.items()):
        Network.objects.filter(pk=network.pk).update(**fields)
        done.changed["network"] = 1
    if logos.write(network, said.get("logo"), now):
        done.changed["network"] = 1
    gone = _synchronise(Region, said.get("regions", []), _region_fields, done)
    done.retired["region"] = _remove(gone)
    gone = _synchronise(Member, said.get("members", []), member_fields, done)
    done.retired["member"] = Member.objects.filter(pk__in=[row.pk for row in gone]).exclude(
        status=MemberStatus.FORMER
    ).update(status=MemberStatus.FORMER)  # fmt: skip
    gone = _synchronise(Office, said.get("offices", []), _office_fields, done)
    done.retired["office"] = _retire_offices(gone)
    gone = _synchronise(Partner, said.get("partners", []), _partner_fields, done)
    done.retired["partner"] = _remove(gone)
    gone = _synchronise(PublicPerson, said.get("people", []), _person_fields, done, by_field="name")
    done.retired["publicperson"] = _remove(gone)
    if done:
        counts = {"created": done.created, "changed": done.changed, "retired": done.retired}
        record(by, "network.apply", network, **{name: _positive(count) for name, count in counts.items()})
    return done


def _positive(counts: dict[str, int]) -> dict[str, int]:
    return {name: number for name, number in counts.items() if number}


def _remove(rows: Sequence[Model]) -> int:
    for row in rows:
        row.delete()
    return len(rows)


def _retire_offices(rows: Sequence[Model]) -> int:
    retired = 0
    for row in rows:
        assert isinstance(row, Office)
        if row.details.get("left_pack"):
            continue
        retired += 1
        try:
            with transaction.atomic():
                row.delete()
        except ProtectedError:
            row.is_former = True
            row.details = {**row.details, "left_pack": True}
            row.save(update_fields=["is_former", "details"])
    return retired


def _said(item: Fields) -> Fields:
    """Leave out what a pack leaves out: nothing, and texts in no language."""
    return {name: value for name, value in item.items() if value not in (None, "", {}, [], False)}


def export_network() -> Fields | None:
    """Return the network as its pack would say it now, as plain data."""
    network = Network.objects.select_related("logo").order_by("pk").first()
    if network is None:
        return None
    members = Member.objects.exclude(status=MemberStatus.FORMER).order_by("pk")
    offices = [row for row in Office.objects.order_by("position", "pk") if not row.details.get("left_pack")]
    secretariat = {
        **network.details.get("secretariat", {}),
        "time_zone": network.time_zone,
        "opens_hour": network.opens_hour,
        "closes_hour": network.closes_hour,
    }
    return {
        "key": network.key,
        "name": network.name,
        "full_name": network.full_name,
        "summary": network.summary,
        **({"founded_year": network.founded_year} if network.founded_year else {}),
        **network.details,
        **logos.said(network),
        "secretariat": secretariat,
        "regions": [{**row.details, "key": row.key, "name": row.name} for row in Region.objects.all()],
        "members": [member_said(row) for row in members],
        "offices": [_office_said(row) for row in offices],
        "partners": [_partner_said(row) for row in Partner.objects.all()],
        "people": [
            _said({**row.details, "name": row.name, "role": row.role, "note": row.note})
            for row in PublicPerson.objects.all()
        ],
    }


def member_said(row: Member) -> Fields:
    """Return a member as a pack says it."""
    said = {name: getattr(row, name) for name in _MEMBER_COLUMNS}
    said["joined_on"] = row.joined_on.isoformat() if row.joined_on else None
    kept = _said({**row.details, **said})
    # A coordinate of exactly 0 is a place on the equator, not a missing one.
    return kept | {name: getattr(row, name) for name in ("lat", "lon") if getattr(row, name) is not None}


def _office_said(row: Office) -> Fields:
    said = _said({**row.details, **{name: getattr(row, name) for name in _OFFICE_COLUMNS}})
    return said | {"opens_hour": row.opens_hour, "closes_hour": row.closes_hour}


def _partner_said(row: Partner) -> Fields:
    return _said({**row.details, **{name: getattr(row, name) for name in _PARTNER_COLUMNS}})
