"""Reads of the organisations: members, offices, partners, and who speaks for whom."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value

from hansa.foundation.prepared import Prepared
from hansa.network import rules
from hansa.network.enums import MemberStatus
from hansa.network.models import (
    Coordinator,
    Member,
    MemberContact,
    Network,
    Office,
    OfficeStaff,
    Partner,
    PublicPerson,
    Region,
)


def network() -> Network | None:
    """Return the network this installation serves, or ``None`` before the first pack is applied."""
    return Network.objects.select_related("logo").order_by("pk").first()


#: What no list of members shows.
HEAVY = ("details", "note", "search_text")


def members() -> QuerySet[Member]:
    """Return the members that take part now, by name."""
    return Member.objects.exclude(status=MemberStatus.FORMER)


def _speaking() -> Exists:
    return Exists(Coordinator.objects.filter(member=OuterRef("pk"), ended_at__isnull=True))


def all_members() -> QuerySet[Member]:
    """Return members of every standing, each with ``has_coordinator``."""
    return Member.objects.annotate(has_coordinator=_speaking())


def coordinated(rows: QuerySet[Member], *, yes: bool) -> QuerySet[Member]:
    """Narrow members to those that somebody speaks for, or that nobody speaks for."""
    return rows.filter(_speaking() if yes else ~_speaking())


def member(key: str) -> Member | None:
    """Return the member of that key, whatever its standing."""
    return Member.objects.filter(key=key).first()


def members_matching(
    rows: QuerySet[Member], *, search: str = "", kind: str = "", region: str = "", country: str = ""
) -> QuerySet[Member]:
    """Narrow members by words of their name in any language or script, by kind, region and country."""
    for word in rules.folded(search).split():
        rows = rows.filter(search_text__contains=word)
    if kind:
        rows = rows.filter(kind=kind)
    if region:
        rows = rows.filter(region=region)
    if country:
        rows = rows.filter(country=country)
    return rows


def regions() -> QuerySet[Region]:
    """Return the regions, in the network's own order."""
    return Region.objects.all()


_regions = Prepared(lambda: Region.objects.values_list("key", "name"))


def region_names() -> dict[str, dict[str, str]]:
    """Return the regions' names in every language, by key."""
    return dict(_regions.ask())


def number_of_countries() -> int:
    """Return in how many countries the members lie."""
    return members().values("country").order_by().distinct().count()


def every_office() -> QuerySet[Office]:
    """Return all offices, those that stand first."""
    return Office.objects.all()


def offices(*, former: bool = False) -> QuerySet[Office]:
    """Return the regional offices: those that stand, or those there were."""
    return Office.objects.filter(is_former=former)


def office(key: str) -> Office | None:
    """Return the office of that key."""
    return Office.objects.filter(key=key).first()


def hours_of(place: Network | Office, now: datetime) -> rules.Hours:
    """Return the wall clock of the secretariat or an office, and whether somebody is there now."""
    return rules.hours_at(place.time_zone, place.opens_hour, place.closes_hour, now)


def partners(*, kinds: Iterable[str] = (), is_domestic: bool | None = None) -> QuerySet[Partner]:
    """Return partners, narrowed by kind and by whether they lie in the secretariat's country."""
    rows = Partner.objects.all()
    if kinds:
        rows = rows.filter(kind__in=list(kinds))
    if is_domestic is not None:
        rows = rows.filter(is_domestic=is_domestic)
    return rows


def partners_by_key(keys: Iterable[str]) -> dict[str, Partner]:
    """Return the partners of these keys, by key."""
    return {row.key: row for row in Partner.objects.filter(key__in=list(keys))}


def organisation_names(keys: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return the names of whoever hosts or takes part, by key: members, offices, partners, the network itself."""
    wanted = list(keys)
    names: dict[str, dict[str, str]] = {}
    for rows in (Member.objects, Office.objects, Partner.objects):
        names |= dict(rows.filter(key__in=wanted).order_by().values_list("key", "name"))
    home = Network.objects.filter(key__in=wanted).first()
    return names | ({home.key: {"en": home.name}} if home else {})


def public_people() -> QuerySet[PublicPerson]:
    """Return the people who are named in a public role."""
    return PublicPerson.objects.all()


def coordinated_members(person: Any) -> QuerySet[Member]:
    """Return the members that the person speaks for now."""
    if getattr(person, "pk", None) is None:
        return Member.objects.none()
    return Member.objects.filter(coordinators__person_id=person.pk, coordinators__ended_at__isnull=True)


def coordinator_role(person: Any) -> "QuerySet[Coordinator, str]":
    """Return the role of a coordinator, a row for each member that the person speaks for now."""
    now = Coordinator.objects.filter(person=person, ended_at__isnull=True)
    return now.order_by().values_list(Value("coordinator", output_field=CharField()), flat=True)


def coordinators_of(member: Member) -> QuerySet[Coordinator]:
    """Return those who speak for the member now, longest-serving first."""
    return (
        Coordinator.objects.filter(member=member, ended_at__isnull=True)
        .select_related("person")
        .order_by("appointed_at", "pk")
    )


def speakers(members: Iterable[int]) -> QuerySet[Coordinator]:
    """Return who speaks now for any of these members and has an account that is open, by member and longest service."""
    return (
        Coordinator.objects.filter(member__in=list(members), ended_at__isnull=True, person__is_active=True)
        .exclude(person__email="")
        .select_related("person")
        .order_by("appointed_at", "pk")
    )


def contacts(members: Iterable[int]) -> QuerySet[MemberContact]:
    """Return to whom letters for these members go while nobody speaks for them, by member."""
    return (
        MemberContact.objects.filter(member__in=list(members), person__is_active=True)
        .exclude(person__email="")
        .select_related("person", "member")
        .order_by("pk")
    )


def contact(uid: Any) -> MemberContact | None:
    """Return the contact of that link, if it still stands."""
    return MemberContact.objects.filter(uid=uid).select_related("person", "member").first()


def addressed(members: Iterable[int]) -> set[tuple[int, int]]:
    """Return who may be written to for which of these members, as (person, member): who speaks or spoke for it, its contact."""
    known = {"member__in": list(members)}
    spoke = Coordinator.objects.filter(**known).values_list("person_id", "member_id")
    return {*spoke, *MemberContact.objects.filter(**known).values_list("person_id", "member_id")}


def offices_of(person: Any) -> QuerySet[Office]:
    """Return the regional offices that the person works for."""
    if getattr(person, "pk", None) is None:
        return Office.objects.none()
    return Office.objects.filter(staff__person_id=person.pk)


def held_about(person: Any) -> list[dict[str, Any]]:
    """Return what the network holds about a person, for their download: whom they speak for, where they work."""
    speaks = Coordinator.objects.filter(person=person).select_related("member").order_by("appointed_at")
    works = OfficeStaff.objects.filter(person=person).select_related("office").order_by("assigned_at")
    told = MemberContact.objects.filter(person=person).select_related("member").order_by("named_at")
    return [
        *(
            {
                "coordinator_of": row.member.key,
                "since": row.appointed_at.isoformat(),
                "until": row.ended_at.isoformat() if row.ended_at else None,
            }
            for row in speaks
        ),
        *({"letters_for": row.member.key, "since": row.named_at.isoformat()} for row in told),
        *({"works_for": row.office.key, "since": row.assigned_at.isoformat()} for row in works),
    ]
