"""To whom letters for a member go while nobody speaks for it here."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from hansa.accounts.services import register_person, update_profile
from hansa.foundation.audit.services import record
from hansa.network.models import Member, MemberContact


@transaction.atomic
def name_contact(
    *, member: Member, name: str, email: str, language: str, by: Any, now: datetime
) -> MemberContact:
    """Let letters for a member go to an address; the same again changes nothing.

    Whoever has the address needs no account and gets none: nothing is sent to it before there is a letter. Where it is
    somebody's account already, it is theirs, and their name and language stay as they chose them.
    """
    Member.objects.select_for_update().get(pk=member.pk)
    person = register_person(email=email, name=name, language=language, by=by, now=now)
    if not _signs_in(person) and (person.name, person.language) != (name, language):
        update_profile(person=person, by=by, name=name, language=language)
    standing = MemberContact.objects.filter(member=member).first()
    if standing is not None and standing.person_id == person.pk:
        return standing
    if standing is not None:
        standing.delete()
    contact = MemberContact.objects.create(member=member, person=person, named_at=now)
    record(by, "network.name-contact", member, person=person.pk)
    return contact


@transaction.atomic
def drop_contact(*, contact: MemberContact, by: Any) -> None:
    """Write to an address no longer; ``by`` is nobody where its reader followed the link. Twice changes nothing."""
    dropped, _rows = MemberContact.objects.filter(pk=contact.pk).delete()
    if dropped:
        record(by, "network.drop-contact", contact.member, by_link=by is None)


def write_contacts(*, said: Mapping[str, Mapping[str, str]], by: Any, now: datetime) -> None:
    """Name the contacts that a spreadsheet brings, by the members' keys."""
    rows = {row.key: row for row in Member.objects.filter(key__in=said)}
    for key, contact in said.items():
        name_contact(member=rows[key], **contact, by=by, now=now)


def _signs_in(person: Any) -> bool:
    return person.has_usable_password() or person.last_login is not None
