"""Writing to the members about a call: looked at first, then one letter a person, never two."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from hansa.foundation.audit.services import record
from hansa.foundation.i18n import in_language, listed
from hansa.foundation.ui import dates
from hansa.messaging import selectors as letters
from hansa.messaging.services import define_template, send_letter, written_with
from hansa.network import selectors as network
from hansa.programmes import selectors, signals
from hansa.programmes.enums import CallState, MailingKind
from hansa.programmes.models import Addressee, Amendment, Call, CallMailing, Edition
from hansa.programmes.services.eligibility import members_meant
from hansa.programmes.services.mailing_by_form_words import BY_FORM
from hansa.programmes.services.mailing_words import ANNOUNCED, EXTENDED, TEXTS

#: While a call stands here, its members may be written to.
TOLD = frozenset({CallState.PUBLISHED, CallState.OPEN})


class NothingToSay(ValueError):
    """This call is not one to write about now, or there is nobody to write to."""


@dataclass
class Reader:
    """Somebody who gets the letter, and for which members."""

    person: Any
    members: list[Any]
    came_back: bool = False
    #: Where nobody speaks for the member here: the contact to whom its letters go. They nominate by the signed form.
    contact: Any = None


@dataclass
class Distribution:
    """Whom a letter goes to, before it goes."""

    readers: list[Reader] = field(default_factory=list)
    #: Members that nobody speaks for, or only somebody whose account is closed.
    silent: list[Any] = field(default_factory=list)
    members: int = 0
    #: How many have the letter already, or get it now.
    told: int = 0

    @property
    def languages(self) -> list[tuple[str, int]]:
        """Return how many letters go out in which language, most first."""
        return Counter(reader.person.language for reader in self.readers).most_common()


def distribution(call: Call) -> Distribution:
    """Return whom the announcement of a call goes to now: who speaks for a member it is for, and for whom none is ordered.

    Where nobody with an account speaks for one, the letter goes to its contact, if it has one.
    """
    meant = members_meant(call.rules.get("eligibility", []), network.members().defer(*network.HEAVY))
    known = {member.pk: member for member in meant}
    told = set(
        Addressee.objects.filter(mailing__call=call, mailing__kind=MailingKind.ANNOUNCEMENT).values_list(
            "person_id", flat=True
        )
    )
    by_person: dict[int, Reader] = {}
    spoken_for = set()
    for row in network.speakers(known):
        spoken_for.add(row.member_id)
        reader = by_person.setdefault(row.person_id, Reader(row.person, []))
        reader.members.append(known[row.member_id])
    for contact in network.contacts(known.keys() - spoken_for):
        spoken_for.add(contact.member_id)
        reader = by_person.setdefault(contact.person_id, Reader(contact.person, [], contact=contact))
        reader.members.append(known[contact.member_id])
    readers = [reader for pk, reader in by_person.items() if pk not in told]
    return Distribution(
        readers=_with_losses(readers),
        silent=[member for pk, member in known.items() if pk not in spoken_for],
        members=len(known),
        told=len(told & by_person.keys()),
    )


def distribution_of_extension(amendment: Amendment) -> Distribution:
    """Return whom an extension is told to: who has the announcement, and nobody else."""
    rows = Addressee.objects.filter(
        mailing__call=amendment.call_id,
        mailing__kind=MailingKind.ANNOUNCEMENT,
        is_written=True,
        person__is_active=True,
    ).exclude(letter__state__in=letters.LOST)
    told = set(
        Addressee.objects.filter(mailing__amendment=amendment, is_written=True).values_list(
            "person_id", flat=True
        )
    )
    by_person: dict[int, Reader] = {}
    rows = rows.select_related("person", "member")
    meant = network.addressed({row.member_id for row in rows})
    for row in rows:
        if (row.person_id, row.member_id) not in meant:
            continue  # whoever reads the address wants no more letters
        by_person.setdefault(row.person_id, Reader(row.person, [])).members.append(row.member)
    readers = [reader for pk, reader in by_person.items() if pk not in told]
    return Distribution(_with_losses(readers), members=len(by_person), told=len(told))


def _with_losses(readers: list[Reader]) -> list[Reader]:
    lost = letters.came_back_from(reader.person.email for reader in readers)
    for reader in readers:
        reader.members.sort(key=lambda member: member.sort_name)
        reader.came_back = reader.person.email in lost
    return sorted(readers, key=lambda reader: (reader.members[0].sort_name, reader.person.pk))


@transaction.atomic
def announce_call(*, call_id: int, by: Any, now: datetime) -> CallMailing:
    """Order the letter about a call to everybody it is for. Ordered again, it goes only to who has come since.

    The letters are written by a task, each in a transaction of its own. Raises ``NothingToSay``.
    """
    call = selectors.locked_call(call_id)
    if call.state_at(now) not in TOLD:
        raise NothingToSay(call.state)
    readers = distribution(call).readers
    mailing = CallMailing.objects.filter(call=call, kind=MailingKind.ANNOUNCEMENT).first()
    if mailing is None:
        if not readers:
            raise NothingToSay("nobody")
        mailing = CallMailing.objects.create(
            call=call, kind=MailingKind.ANNOUNCEMENT, ordered_by=by, ordered_at=now
        )
    return _ordered(mailing, readers, by)


@transaction.atomic
def tell_of_extension(*, amendment_id: int, by: Any, now: datetime) -> CallMailing:
    """Order the letter about an extension to everybody who has the announcement. Raises ``NothingToSay``."""
    amendment = Amendment.objects.select_related("call").get(pk=amendment_id)
    call = selectors.locked_call(amendment.call_id)
    last = selectors.last_extension(call)
    if call.state_at(now) not in TOLD or last is None or last.pk != amendment.pk:
        raise NothingToSay(call.state)
    readers = distribution_of_extension(amendment).readers
    mailing = CallMailing.objects.filter(amendment=amendment).first()
    if mailing is None:
        if not readers:
            raise NothingToSay("nobody")
        mailing = CallMailing.objects.create(
            call=call, kind=MailingKind.EXTENSION, amendment=amendment, ordered_by=by, ordered_at=now
        )
    return _ordered(mailing, readers, by)


def _ordered(mailing: CallMailing, readers: list[Reader], by: Any) -> CallMailing:
    there = set(mailing.addressees.values_list("person_id", "member_id"))
    fresh = [
        Addressee(mailing=mailing, person=reader.person, member=member)
        for reader in readers
        for member in reader.members
        if (reader.person.pk, member.pk) not in there
    ]
    if not fresh:
        return mailing
    Addressee.objects.bulk_create(fresh)
    CallMailing.objects.filter(pk=mailing.pk).update(done_at=None)
    mailing.done_at = None
    record(by, "call.mail", mailing.call, kind=mailing.kind, letters=len({row.person_id for row in fresh}))
    signals.mailing_ordered.send(sender=CallMailing, mailing=mailing)
    return mailing


def write_mailing(*, mailing_id: int, now: datetime) -> int:
    """Write what is still to write of a mailing, and return how many letters that were.

    Each letter and the note of it are one transaction, and a letter has one key for a call and a person: whoever
    dies in between leaves nothing half, and whoever begins again sends nobody a second one.
    """
    mailing = CallMailing.objects.select_related("call__edition__programme", "amendment").get(pk=mailing_id)
    waiting = mailing.addressees.filter(is_written=False).order_by("pk").values_list("person_id", flat=True)
    written = 0
    for person_id in dict.fromkeys(waiting):
        written += _write_one(mailing, person_id, now)
    CallMailing.objects.filter(pk=mailing.pk, done_at__isnull=True).exclude(
        addressees__is_written=False
    ).update(done_at=now)
    return written


def write_unfinished(*, now: datetime) -> int:
    """Go on with every mailing that a dead worker left behind; return how many letters were written."""
    waiting = list(CallMailing.objects.filter(done_at__isnull=True).values_list("pk", flat=True))
    return sum(write_mailing(mailing_id=pk, now=now) for pk in waiting)


@transaction.atomic
def _write_one(mailing: CallMailing, person_id: int, now: datetime) -> bool:
    rows = list(
        Addressee.objects.select_for_update(of=("self",))
        .filter(mailing=mailing, person_id=person_id, is_written=False)
        .select_related("person", "member")
    )
    if not rows:
        return False  # another worker was first
    person, letter = rows[0].person, None
    ids = [row.member_id for row in rows]
    meant = {member for someone, member in network.addressed(ids) if someone == person_id}
    members = [row.member for row in rows if row.member_id in meant]
    speaks = network.speakers(ids).filter(person=person_id).exists()
    contact = None if speaks else network.contacts(ids).filter(person=person_id).first()
    if person.is_active and members:
        letter = send_letter(
            template_key=_template(mailing, contact, now),
            to=person,
            context=facts_of(mailing.call, mailing.amendment, person, members, now, contact),
            key=_key(mailing, person_id),
            now=now,
            answered_by=mailing.ordered_by,
        )
    Addressee.objects.filter(pk__in=[row.pk for row in rows]).update(letter=letter, is_written=True)
    return letter is not None


def _key(mailing: CallMailing, person_id: int) -> str:
    said = ANNOUNCED if mailing.amendment_id is None else f"{EXTENDED}-{mailing.amendment_id}"
    return f"call:{mailing.call_id}:{said}:to-{person_id}"


def _template(mailing: CallMailing, contact: Any, now: datetime) -> str:
    """Return the letter's key: the pack's own where it brings one, else the house's."""
    name = EXTENDED if mailing.kind == MailingKind.EXTENSION else BY_FORM if contact else ANNOUNCED
    return template_of(mailing.call.edition, name, now)


def template_of(edition: Edition, name: str, now: datetime) -> str:
    """Return the key of the letter of that name; where the programme has none, the house's is laid down for it."""
    own = selectors.letter_key(edition, name)
    if own is not None and letters.template(own) is not None:
        return own
    key = edition.key_of(name)
    define_template(key=key, texts=TEXTS[name], by=None, now=now)
    return key


def letter_to(call: Call, reader: Reader, now: datetime) -> Any:
    """Return the announcement as somebody will get it, before it is written; nothing is kept."""
    name = ANNOUNCED if reader.contact is None else BY_FORM
    own = selectors.letter_key(call.edition, name)
    template = letters.template(own or call.edition.key_of(name))
    return written_with(
        template.texts if own is not None and template is not None else TEXTS[name],
        to=reader.person,
        context=facts_of(call, None, reader.person, reader.members, now, reader.contact),
        language=reader.person.language,
    )


def facts_of(
    call: Call,
    amendment: Amendment | None,
    person: Any,
    members: list[Any],
    now: datetime,
    contact: Any = None,
) -> Mapping[str, str | None]:
    """Return what stands in the letter to somebody, in their language; what is not known is left out."""
    edition, language = call.edition, person.language
    with translation.override(language):
        is_ahead = call.opens_at is not None and call.opens_at > now
        return {
            "programme": in_language(edition.programme.title, language),
            "edition": in_language(edition.title, language),
            "city": listed(in_language(member.name, language) for member in members),
            "when": _moment(call.opens_at, edition) if is_ahead else None,
            "deadline": _moment(call.closes_at, edition),
            "reason": amendment.reason if amendment is not None else None,
            "url": f"{settings.HANSA_BASE_URL}/programmes/{edition.slug}/",
            **(_facts_by_form(call, contact) if contact is not None else {}),
        }


def _facts_by_form(call: Call, contact: Any) -> dict[str, str | None]:
    """Return the form that a city without an account nominates by, where the call asks for its word, and the way out."""
    asks = (call.rules.get("caps") or {}).get("nominations_per_city")
    form = f"{settings.HANSA_BASE_URL}/apply/{call.edition.slug}/nomination-form/"
    return {
        "form_url": form if asks else None,
        "other_url": settings.HANSA_BASE_URL + reverse("network:contact", args=[contact.uid]),
    }


def _moment(value: datetime | None, edition: Edition) -> str | None:
    if value is None:
        return None
    city = in_language(edition.clock_names, translation.get_language()) or dates.city_of(edition.time_zone)
    return _("%(time)s in %(city)s") % {"time": dates.instant(value, edition.time_zone), "city": city}
