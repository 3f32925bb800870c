"""One of two applications of one person to one call is set aside; its slot, its hour and its place are free again."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from hansa.applications import selectors, signals
from hansa.applications.enums import ApplicationState, NominationState, OfferState
from hansa.applications.models import Application, Nomination, Offer
from hansa.applications.services import nominating, travelling
from hansa.applications.services.interviewing import call_off_for
from hansa.applications.services.steps import step
from hansa.foundation.audit.services import record


@transaction.atomic
def set_aside(*, application_id: int, instead: Application, by: Any, now: datetime) -> Application:
    """Withdraw an application because another one of the same person counts; done again it changes nothing.

    A city's endorsement goes with the person: where the other application is for the same city, has none and the city
    may still speak, it takes the slot over. Else the slot is free.
    """
    application = selectors.locked(application_id)
    if application.state == ApplicationState.WITHDRAWN:
        return application
    with translation.override(application.applicant.language):
        reason = _("You applied from two accounts that are one now. Your other application counts.")
    had_place = application.state in (ApplicationState.OFFERED, ApplicationState.CONFIRMED)
    application.reason = reason
    role = "officer" if by is not None else "system"
    step(application, "set_aside", role=role, by=by, now=now, reason=reason, facts={"reason": True})
    if not _passed_on(application, instead, by=by, now=now):
        nominating.free_slot(application, by=by, now=now)
    offer = Offer.objects.select_for_update().filter(application=application).first()
    if had_place and offer is not None:
        offer.state, offer.answered_at = OfferState.DECLINED, now
        offer.save(update_fields=["state", "answered_at"])
        signals.offer_declined.send(
            sender=Offer, application=application, person=application.applicant, offer=offer, now=now
        )
    travelling.forget(application, by=by, now=now, why="set-aside")
    call_off_for(application=application, by=by, now=now)
    signals.application_withdrawn.send(sender=Application, application=application, now=now)
    return application


def _passed_on(application: Application, instead: Application, *, by: Any, now: datetime) -> bool:
    """Let the other application have the slot, where it may; tell whether it does."""
    rows = Nomination.objects.select_for_update().filter(application__in=(application, instead))
    words = {row.application_id: row for row in rows.order_by("pk")}
    given, wanting = words.get(application.pk), words.get(instead.pk)
    if given is None or wanting is None or given.slot_id is None:
        return False
    same_city = application.member_id == instead.member_id
    if not same_city or wanting.state != NominationState.REQUESTED:
        return False
    if not nominating.may_speak(instead, instead.call):
        return False
    slot, given.slot, given.state = given.slot, None, NominationState.REVOKED
    given.save()
    wanting.slot, wanting.state, wanting.rank, wanting.way = (
        slot,
        NominationState.ENDORSED,
        given.rank,
        given.way,
    )
    wanting.decided_by_id, wanting.decided_at = given.decided_by_id, given.decided_at
    wanting.save()
    record(by, "nomination.pass_on", instead, other=application.pk)
    return True
