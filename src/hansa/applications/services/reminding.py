"""Reminders, once each: a draft whose call is about to close, an offer about to lapse, travel data that are missing,
an interview without a time, or one to which nobody came."""

from datetime import datetime

from hansa.applications.enums import ApplicationState, OfferState
from hansa.applications.models import Application, Offer
from hansa.applications.rules import reminding as rules
from hansa.applications.services import letters
from hansa.applications.services.interview_chasing import remind_of_interviews, write_to_missed
from hansa.applications.services.travelling import remind_of_travel
from hansa.programmes.enums import CallState


def remind(*, now: datetime) -> int:
    """Write every reminder that is due, and return to how many; whoever was reminded before is left in peace."""
    return (
        _remind_of_drafts(now)
        + _remind_of_offers(now)
        + remind_of_travel(now=now)
        + remind_of_interviews(now=now)
        + write_to_missed(now=now)
    )


def _remind_of_drafts(now: datetime) -> int:
    drafts = Application.objects.filter(
        state=ApplicationState.DRAFT,
        call__state=CallState.OPEN,
        call__closes_at__range=(now, now + rules.DRAFT_BEFORE_CLOSE),
    ).select_related("applicant", "member", "call__edition__programme")
    reminded = 0
    for draft in drafts:
        closes_at = draft.call.closes_at
        if not rules.draft_is_due(closes_at=closes_at, changed_at=draft.changed_at, now=now):
            continue
        # One a person and call: who withdraws and begins anew is not reminded twice.
        key = f"call:{draft.call_id}:reminder-draft:to-{draft.applicant_id}"
        reminded += letters.write("reminder-draft", draft, now=now, deadline=closes_at, key=key)
    return reminded


def _remind_of_offers(now: datetime) -> int:
    offers = Offer.objects.filter(
        state=OfferState.OPEN,
        application__state=ApplicationState.OFFERED,
        answer_by__range=(now, now + rules.OFFER_BEFORE_END),
    ).select_related(
        "decision__run__released_by",
        "application__applicant",
        "application__member",
        "application__call__edition__programme",
    )
    reminded = 0
    for offer in offers:
        if rules.offer_is_due(answer_by=offer.answer_by, offered_at=offer.offered_at, now=now):
            reminded += letters.write(
                "reminder-offer",
                offer.application,
                now=now,
                deadline=offer.answer_by,
                answered_by=offer.decision.run.released_by if offer.decision else None,
            )
    return reminded
