"""Somebody from outside judges without an account: a personal link, a code by mail, a visit that can do nothing else."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.signing import BadSignature
from django.db import transaction
from django.utils.translation import gettext as _

from hansa.accounts.services import fingerprint_of, is_code, mail_code, make_code, register_person
from hansa.applications import permissions, selectors
from hansa.applications.models import JurorLink, PanelSeat
from hansa.applications.rules import links as rules
from hansa.applications.services import letters
from hansa.applications.services.panel import seat_reader
from hansa.applications.services.refusals import NotYours, Refused
from hansa.foundation.audit.services import record


class LinkOver(Refused):
    """The link was taken back, replaced, or is too old."""

    @property
    def reason(self) -> str:
        return _("This link no longer works. Ask whoever invited you for a new one.")


class TooManyCodes(Refused):
    """Codes go out only so often."""

    @property
    def reason(self) -> str:
        return _("We have sent you several codes within the hour. Wait a while, then ask for another.")


class CodeWrong(Refused):
    """The code is not the one we sent, or it is used up."""

    def __init__(self, left: int) -> None:
        super().__init__(f"{left} tries left")
        self.left = left

    @property
    def reason(self) -> str:
        if self.left:
            return _("This is not the code we sent. Type it as it stands in the newest mail.")
        return _("This code is used up. Ask for another.")


class LetterMissing(Refused):
    """The programme has no letter for it."""

    @property
    def reason(self) -> str:
        return _("The programme has no letter to invite a juror with. Add it to the pack first.")


@dataclass(frozen=True)
class Visit:
    """What a browser keeps of a visit: by which link, and until when."""

    link: str
    until: datetime


@transaction.atomic
def invite_juror(
    *,
    call_id: int,
    name: str,
    email: str,
    by: Any,
    now: datetime,
    language: str = "en",
    institution: str = "",
    member: Any = None,
    most: int | None = None,
    languages: Collection[str] = (),
    regions: Collection[str] = (),
    topics: Collection[str] = (),
) -> PanelSeat:
    """Seat somebody from outside and write them their personal link. Their address is all that they need."""
    person = register_person(email=email, name=name, language=language, now=now, by=by)
    seat = seat_reader(
        call_id=call_id,
        person=person,
        member=member,
        institution=institution,
        most=most,
        languages=languages,
        regions=regions,
        topics=topics,
        by=by,
        now=now,
    )
    send_link(seat_id=seat.pk, by=by, now=now)
    return seat


@transaction.atomic
def send_link(*, seat_id: int, by: Any, now: datetime) -> JurorLink:
    """Write a juror a new link in place of any older one; raises ``LetterMissing``."""
    seat = _locked_seat(seat_id, by)
    JurorLink.objects.filter(seat=seat, revoked_at__isnull=True).update(revoked_at=now)
    link = JurorLink.objects.create(
        seat=seat,
        made_by=by,
        made_at=now,
        expires_at=rules.holds_until(decisions_on=letters.decisions_on(seat.call), now=now),
    )
    if not letters.write_to_juror(link, by=by, now=now):
        raise LetterMissing
    record(by, "juror.invite", seat, until=link.expires_at.isoformat())
    return link


@transaction.atomic
def revoke_link(*, seat_id: int, by: Any, now: datetime) -> None:
    """Take a juror's link back; whoever is inside by it is outside at the next click."""
    seat = _locked_seat(seat_id, by)
    if JurorLink.objects.filter(seat=seat, revoked_at__isnull=True).update(revoked_at=now):
        record(by, "juror.revoke", seat)


def link_of(token: str, now: datetime) -> JurorLink:
    """Return the link of an address; raises ``LinkOver``."""
    try:
        uid = JurorLink.name_in(token)
    except BadSignature as fault:
        raise LinkOver from fault
    link = selectors.juror_link(uid)
    if link is None or not holds(link, now):
        raise LinkOver
    return link


def holds(link: JurorLink, now: datetime) -> bool:
    """Tell whether a link opens its seat now."""
    person = link.seat.person
    return (
        link.revoked_at is None and link.expires_at > now and link.seat.ended_at is None and person.is_active
    )


@transaction.atomic
def send_code(*, token: str, now: datetime) -> JurorLink:
    """Mail six digits to the juror's address in place of any earlier ones; raises ``LinkOver``, ``TooManyCodes``."""
    link = _locked(token, now)
    if not rules.may_send_code(since=link.codes_since, sent=link.codes_sent, now=now):
        raise TooManyCodes
    if link.codes_since is None or link.codes_since <= now - rules.CODES_WITHIN:
        link.codes_since, link.codes_sent = now, 0
    code = make_code()
    link.code_digest, link.code_until = fingerprint_of(code, of=str(link.uid)), now + rules.CODE_HOLDS
    link.code_tries, link.codes_sent = 0, link.codes_sent + 1
    link.save()
    mail_code(code, to=link.seat.person)
    record(None, "juror.code", link.seat)
    return link


def enter_code(*, token: str, code: str, now: datetime) -> Visit:
    """Open a visit with the code from the mail; it is good once. Raises ``LinkOver``, ``CodeWrong``."""
    # What is counted of a wrong code must outlast the refusal, so it is not undone with it.
    visit = _entered(token, code, now)
    if isinstance(visit, int):
        raise CodeWrong(visit)
    return visit


@transaction.atomic
def _entered(token: str, code: str, now: datetime) -> Visit | int:
    link = _locked(token, now)
    if not link.code_digest or link.code_until is None or link.code_until <= now:
        return 0
    if not is_code(code, link.code_digest, of=str(link.uid)):
        link.code_tries += 1
        left = max(0, rules.TRIES - link.code_tries)
        if not left:
            link.code_digest = ""
        link.save(update_fields=["code_tries", "code_digest"])
        return left
    link.code_digest, link.code_until, link.code_tries = "", None, 0
    link.used_at = now
    link.save(update_fields=["code_digest", "code_until", "code_tries", "used_at"])
    record(link.seat.person, "juror.enter", link.seat)
    return Visit(link.uid.hex, min(now + rules.VISIT, link.expires_at))


def _locked(token: str, now: datetime) -> JurorLink:
    known = link_of(token, now)
    link = (
        JurorLink.objects.select_for_update(of=("self",))
        .select_related("seat__person", "seat__call__edition")
        .get(pk=known.pk)
    )
    if not holds(link, now):
        raise LinkOver
    return link


def _locked_seat(seat_id: int, by: Any) -> PanelSeat:
    seat = (
        PanelSeat.objects.select_for_update(of=("self",))
        .select_related("person", "call__edition__programme")
        .get(pk=seat_id)
    )
    if not permissions.can_handle_call(by, seat.call):
        raise NotYours
    return seat
