"""Two accounts that look like one person's: noticed by signs that apps register, decided by staff, remembered."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from hansa.foundation.audit.services import record

from .. import permissions, rules, signals
from ..enums import LikenessState, Sign
from ..models import Likeness, Person

#: Returns pairs of people, the lower key first: all there are, or those of one person.
Pairs = Callable[[int | None], Iterable[tuple[int, int]]]
_signs: dict[str, Pairs] = {}


class NotYours(Exception):
    """Deciding about these two accounts is somebody else's."""


class ReasonMissing(ValueError):
    """What staff say of two people, they say with a reason."""


def register_sign(sign: str, pairs: Pairs) -> None:
    """Let an app say by which of its rows two accounts look like one person's."""
    _signs[sign] = pairs


def notice(*, now: datetime, person_id: int | None = None) -> int:
    """Look for accounts that look like one person's, and put each new pair on record; return how many there were.

    A pair of which staff said that it is two people is asked about again only for a sign that they had not seen.
    """
    found: dict[tuple[int, int], set[str]] = {}
    for sign, pairs in _signs.items():
        for pair in pairs(person_id):
            found.setdefault(pair, set()).add(sign)
    there = set(
        Person.objects.filter(
            pk__in={key for pair in found for key in pair}, is_active=True, merged_into=None
        ).values_list("pk", flat=True)
    )
    return sum(
        _note(one, other, signs, now)
        for (one, other), signs in sorted(found.items())
        if {one, other} <= there
    )


def look_for_second_account(*, person: Person) -> None:
    """Have somebody's second account looked for by a task, after what they have just said of themselves."""
    signals.second_account_wanted.send(sender=Person, person=person)


@transaction.atomic
def _note(one: int, other: int, signs: set[str], now: datetime) -> bool:
    row, created = Likeness.objects.select_for_update().get_or_create(
        one_id=one, other_id=other, defaults={"signs": sorted(signs), "noticed_at": now}
    )
    fresh = signs - set(row.signs)
    if created:
        fresh = signs
    elif not fresh or row.state == LikenessState.MERGED:
        return False
    else:
        row.signs, row.state, row.noticed_at = sorted(signs | set(row.signs)), LikenessState.OPEN, now
        row.save(update_fields=["signs", "state", "noticed_at"])
    record(None, "person.alike", row, signs=sorted(fresh))
    return True


@transaction.atomic
def name_alike(*, one: Person, other: Person, by: Person, now: datetime) -> Likeness:
    """Put two accounts on record as perhaps one person's because somebody of the staff says so."""
    if one.pk == other.pk or not permissions.can_merge(by, one, other):
        raise NotYours
    low, high = sorted((one.pk, other.pk))
    row, created = Likeness.objects.select_for_update().get_or_create(
        one_id=low, other_id=high, defaults={"signs": [], "noticed_at": now}
    )
    if not created and row.state == LikenessState.DIFFERENT:
        row.state = LikenessState.OPEN
        row.save(update_fields=["state"])
    record(by, "person.alike", row, signs=[])
    return row


@transaction.atomic
def say_different(*, likeness_id: int, reason: str, by: Person, now: datetime) -> Likeness:
    """Say that two accounts are two people's. It is remembered; said twice it changes nothing."""
    row = Likeness.objects.select_for_update().get(pk=likeness_id)
    if not permissions.can_merge(by, row.one, row.other):
        raise NotYours
    if row.state != LikenessState.OPEN:
        return row
    if not reason.strip():
        raise ReasonMissing
    row.state, row.reason = LikenessState.DIFFERENT, reason.strip()
    row.decided_by, row.decided_at = by, now
    row.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    record(by, "person.different", row)
    return row


def _people(person_id: int | None, **like: Any) -> Any:
    people = Person.objects.filter(is_active=True, merged_into=None).order_by()
    return people if person_id is None else people.filter(Q(pk=person_id) | Q(**like))


def _of(person_id: int | None, pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
    return pairs if person_id is None else {pair for pair in pairs if person_id in pair}


def by_name_and_birth(person_id: int | None) -> set[tuple[int, int]]:
    """Return who has the same folded name and was born on the same day."""
    born = None
    if person_id is not None:
        born = Person.objects.filter(pk=person_id).values_list("birth_date", flat=True).first()
        if born is None:
            return set()
    rows = _people(person_id, birth_date=born).exclude(birth_date=None)
    named = (
        (rules.folded_name(name), day, pk) for name, day, pk in rows.values_list("name", "birth_date", "pk")
    )
    return _of(person_id, rules.alike((f"{name} {day}", pk) for name, day, pk in named if name))


def by_mailbox(person_id: int | None) -> set[tuple[int, int]]:
    """Return whose addresses lead to one mailbox, where its provider is known to ignore a part of them."""
    if person_id is not None:
        own = Person.objects.filter(pk=person_id).values_list("email", flat=True).first() or ""
        if own.rpartition("@")[2] not in rules.WITH_ALIASES:
            return set()
    of_aliases = Q()
    for domain in rules.WITH_ALIASES:
        of_aliases |= Q(email__endswith=f"@{domain}")
    rows = _people(None).filter(of_aliases).values_list("email", "pk")
    return _of(person_id, rules.alike((rules.mailbox_of(email), pk) for email, pk in rows))


register_sign(Sign.NAME_AND_BIRTH, by_name_and_birth)
register_sign(Sign.ADDRESS, by_mailbox)
