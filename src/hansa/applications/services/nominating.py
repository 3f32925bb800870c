"""The city's word: endorse into a numbered slot, rank, refuse, take back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hansa.applications import permissions, selectors, signals
from hansa.applications.enums import ApplicationState, NominationState, NominationWay
from hansa.applications.models import Application, Nomination, Slot
from hansa.applications.rules import terms
from hansa.applications.rules.transitions import ActRefused
from hansa.applications.services import letters, wording
from hansa.applications.services.refusals import (
    FormMissing,
    HasCoordinator,
    NotYours,
    QuotaFull,
    ReasonMissing,
)
from hansa.foundation.audit.services import record
from hansa.network.selectors import coordinators_of
from hansa.programmes.enums import CallState

NOMINATION_FORM = "nomination_form"
OPEN_TO_THE_CITY = frozenset(
    {ApplicationState.SUBMITTED, ApplicationState.RETURNED, ApplicationState.ELIGIBLE}
)


def may_speak(application: Any, call: Any) -> bool:
    """Tell whether a city may still say something about an application: not once it went on, nor if its call is off."""
    return application.state in OPEN_TO_THE_CITY and call.state != CallState.CANCELLED


def city_word(state: str, *, of: str, is_cancelled: bool = False) -> str:
    """Return what the city said, in words; ``of`` is the application's own state.

    Nobody waits for a city any more once the application has gone on without its word, or its call is cancelled.
    """
    if state == NominationState.REQUESTED and (is_cancelled or of not in OPEN_TO_THE_CITY):
        return _("The city said nothing")
    return str(NominationState(state).label)


def request_nomination(application: Application, *, now: datetime) -> Nomination:
    """Ask the city; asking again changes nothing."""
    nomination, _created = Nomination.objects.get_or_create(
        application=application, defaults={"requested_at": now}
    )
    return nomination


@transaction.atomic
def endorse(*, application_id: int, by: Any, now: datetime, rank: int | None = None) -> Nomination:
    """Stand behind an applicant as the city's coordinator, and take one of the city's slots.

    Endorsing again only changes the rank. Raises ``QuotaFull`` when no slot is free, however many
    ask at once.
    """
    application = selectors.locked(application_id)
    if not permissions.can_endorse(by, application):
        raise NotYours
    return _endorse(application, way=NominationWay.COORDINATOR, rank=rank, by=by, now=now)


@transaction.atomic
def endorse_by_form(*, application_id: int, by: Any, now: datetime) -> Nomination:
    """Record, as an officer, that a city without a coordinator nominates by its signed form.

    First come, first served. Raises ``HasCoordinator``, ``FormMissing`` or ``QuotaFull``.
    """
    application = selectors.locked(application_id)
    if not permissions.can_handle(by, application):
        raise NotYours
    if any(entry.person_id != application.applicant_id for entry in coordinators_of(application.member)):
        raise HasCoordinator
    asked = selectors.terms_of(application.call)
    handed_in = selectors.documents_of(application).filter(kind=NOMINATION_FORM)
    if asked.document(NOMINATION_FORM) is not None and not handed_in.exists():
        raise FormMissing
    return _endorse(application, way=NominationWay.FORM, rank=None, by=by, now=now)


@transaction.atomic
def refuse_endorsement(*, application_id: int, reason: str, by: Any, now: datetime) -> Nomination:
    """Say as the city's coordinator that the city does not send this person, and why; frees its slot."""
    application = selectors.locked(application_id)
    if not permissions.can_endorse(by, application):
        raise NotYours
    if not reason.strip():
        raise ReasonMissing
    nomination = _open_nomination(application, now)
    if nomination.state == NominationState.REFUSED:
        return nomination
    nomination.state, nomination.slot, nomination.rank = NominationState.REFUSED, None, None
    nomination.way = NominationWay.COORDINATOR
    nomination.reason, nomination.decided_by, nomination.decided_at = reason.strip(), by, now
    nomination.save()
    record(by, "nomination.refuse", application)
    letters.write("endorsement-refused", application, now=now, once=now.isoformat(), reason=reason.strip())
    return nomination


@transaction.atomic
def revoke_endorsement(*, application_id: int, by: Any, now: datetime) -> Nomination:
    """Take an endorsement back while the call is not decided; the slot is free again."""
    application = selectors.locked(application_id)
    if not permissions.can_endorse(by, application):
        raise NotYours
    nomination = _open_nomination(application, now)
    if nomination.state == NominationState.ENDORSED:
        nomination.state, nomination.slot, nomination.rank = NominationState.REQUESTED, None, None
        nomination.save()
        record(by, "nomination.take_back", application)
    return nomination


def free_slot(application: Application, *, by: Any, now: datetime) -> None:
    """Give the city its slot back because the application ended. The endorsement stays in the log."""
    nomination = Nomination.objects.filter(application=application).first()
    if nomination is not None and nomination.slot_id is not None:
        nomination.state, nomination.slot = NominationState.REVOKED, None
        nomination.save()
        record(by, "nomination.free", application)


def _endorse(
    application: Application, *, way: NominationWay, rank: int | None, by: Any, now: datetime
) -> Nomination:
    nomination = _open_nomination(application, now)
    if nomination.state == NominationState.ENDORSED:
        if rank is not None and nomination.rank != rank:
            nomination.rank = rank
            nomination.save(update_fields=["rank"])
            record(by, "nomination.rank", application, rank=rank)
        return nomination
    nomination.slot = _free_slot_of(application)
    nomination.rank = rank or nomination.slot.number
    nomination.state, nomination.way, nomination.reason = NominationState.ENDORSED, way, ""
    nomination.decided_by, nomination.decided_at = by, now
    nomination.save()
    record(by, "nomination.endorse", application, slot=nomination.slot.number, way=str(way))
    signals.application_endorsed.send(
        sender=Nomination, application=application, nomination=nomination, now=now
    )
    letters.write("endorsed", application, now=now, once=now.isoformat())
    return nomination


def _open_nomination(application: Application, now: datetime) -> Nomination:
    if not may_speak(application, application.call):
        raise ActRefused("endorse", application.state)
    nomination = request_nomination(application, now=now)
    # Not joined to its slot: PostgreSQL locks no row on the empty side of an outer join.
    return Nomination.objects.select_for_update().get(pk=nomination.pk)


def _free_slot_of(application: Application) -> Slot:
    """Return a free slot of the city with all of its slots locked, so that two cannot choose one."""
    maximum = selectors.terms_of(application.call).nominations_per_city or terms.UNLIMITED
    known = {"call_id": application.call_id, "member_id": application.member_id}
    wanted = min(maximum, Slot.objects.filter(**known).count() + 1) if maximum == terms.UNLIMITED else maximum
    Slot.objects.bulk_create(
        [Slot(**known, number=number, maximum=wanted) for number in range(1, wanted + 1)],
        ignore_conflicts=True,
    )
    slots = list(Slot.objects.select_for_update().filter(**known).order_by("number"))
    taken = set(Nomination.objects.filter(slot__in=slots).values_list("slot_id", flat=True))
    for slot in slots:
        if slot.pk not in taken:
            return slot
    raise QuotaFull(wording.city_name(application.member, ""), maximum)
