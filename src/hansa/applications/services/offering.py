"""Places offered, accepted, given back."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hansa.applications import selectors, signals
from hansa.applications.enums import ApplicationState, OfferState, Outcome, RunKind
from hansa.applications.models import Application, Decision, Offer, SelectionRun
from hansa.applications.rules.changes import read
from hansa.applications.rules.transitions import WAITING
from hansa.applications.services import bounds, decision_words, letters, nominating, travelling, wording
from hansa.applications.services.refusals import NotYours, OfferOver
from hansa.applications.services.standing import is_over
from hansa.applications.services.steps import step

ACTS = {
    Outcome.SELECTED: ("offer", "accepted"),
    Outcome.RESERVE: ("keep_in_reserve", "reserve"),
    Outcome.NOT_SELECTED: ("turn_down", "not-selected"),
}


def announce(decision: Decision, *, by: Any, now: datetime) -> None:
    """Let one decision become known: state, offer, letter. Part of the release's transaction.

    An application that was withdrawn after the list was sealed gets no letter.
    """
    application = selectors.locked(decision.application_id)
    if application.state != ApplicationState.UNDER_REVIEW:
        return
    decision.released_at = now
    decision.save(update_fields=["released_at"])
    act, letter = ACTS[Outcome(decision.outcome)]
    step(application, act, role="releasing officer", by=by, now=now, facts={"released": True})
    _tell(application, decision, letter, by=by, now=now)


def offer_after(decision: Decision, *, by: Any, now: datetime) -> None:
    """Offer a place to somebody whom the release left without one; part of the confirmation's transaction.

    Raises ``ActRefused`` where they no longer wait for one.
    """
    application = selectors.locked(decision.application_id)
    decision.released_at = now
    decision.save(update_fields=["released_at"])
    waits = application.state == ApplicationState.NOT_SELECTED
    known = {"released": True, "solved_again": True}
    step(
        application,
        "offer_after_all" if waits else "offer",
        role="releasing officer",
        by=by,
        now=now,
        facts=known,
    )
    _tell(application, decision, "accepted", by=by, now=now)


def _tell(application: Application, decision: Decision, letter: str, *, by: Any, now: datetime) -> None:
    deadline = None
    if decision.outcome == Outcome.SELECTED:
        deadline = answer_by(application, now)
        Offer.objects.create(application=application, decision=decision, offered_at=now, answer_by=deadline)
    signals.application_decided.send(sender=Decision, application=application, decision=decision, now=now)
    until = appeal_until(application, now) if decision.outcome != Outcome.SELECTED else None
    letters.write(
        letter,
        application,
        now=now,
        deadline=deadline,
        points=str(decision.merit),
        reason=partial(why_so, decision, application, until),
        # Whoever has no place may read how lists are made; everybody may ask whoever released it.
        url=letters.edition_address(application.call.edition) if letter == "not-selected" else "",
        answered_by=by,
    )


def why_so(decision: Decision, application: Application, until: datetime | None) -> str:
    """Say how a list came about, what somebody without a place was short of, and until when they can appeal."""
    said = [decision_words.short_of(decision.standing)] if decision.outcome != Outcome.SELECTED else []
    said.append(how_it_was_made(decision.run, application.call))
    if until is not None:
        said.append(
            _(
                "If something is wrong with this decision, you can appeal on your application's page until %(when)s."
            )
            % {"when": wording.moment(until, application.call.edition)}
        )
    return " ".join(filter(None, said))


def how_it_was_made(run: SelectionRun, call: Any) -> str:
    """Say how a list came about: how many stood for how many places, and which rules were at their limit.

    Never another's name or score.
    """
    places = len(run.result.get("selected", []))
    opening = {
        RunKind.REPLACEMENT: _(
            "A place came free, and the list was worked out again: whoever has a place keeps it."
        ),
        RunKind.APPEAL: _(
            "Your appeal was right, and the list was worked out again: whoever has a place keeps it."
        ),
    }
    said = [opening[RunKind(run.kind)]] if run.kind in opening else []
    said += [
        ngettext(
            "There were %(candidates)s candidates for %(places)s place.",
            "There were %(candidates)s candidates for %(places)s places.",
            places,
        )
        % {"candidates": len(run.candidates), "places": places}
    ]
    language = get_language() or "en"
    binding = [row.text for row in bounds.rule_rows(run, selectors.terms_of(call), language) if row.binds]
    if binding and not read(run.changes).of_rules:
        said.append(
            _("These rules were at their limit: %(rules)s. They were set before anyone saw a score.")
            % {"rules": "; ".join(binding)}
        )
    elif binding:
        # Where the board changed a rule after the call had opened, the letter does not claim otherwise.
        said.append(
            _(
                "These rules were at their limit: %(rules)s. The board changed rules of the call, and recorded why."
            )
            % {"rules": "; ".join(binding)}
        )
    return " ".join(said)


@transaction.atomic
def accept_offer(*, application_id: int, by: Any, now: datetime, costs_seen: str = "") -> Application:
    """Accept the place and who pays what; accepting twice changes nothing. Raises ``OfferOver`` after the deadline.

    ``costs_seen`` is the fingerprint of the costs that were read; where they changed since, ``CostsMoved`` is raised.
    """
    application, offer = _own_offer(application_id, by)
    if offer.state == OfferState.ACCEPTED:
        return application
    in_time = offer.answer_by is None or now.replace(microsecond=0) <= offer.answer_by
    if offer.state != OfferState.OPEN or not in_time:
        raise OfferOver
    step(application, "accept", role="applicant", by=by, now=now, facts={"in_time": in_time})
    _answer(offer, OfferState.ACCEPTED, now)
    travelling.accept_costs(offer, application, seen=costs_seen, now=now)
    signals.offer_confirmed.send(
        sender=Offer, application=application, person=application.applicant, offer=offer, now=now
    )
    letters.write("offer-confirmed", application, now=now, url=letters.travel_address(application))
    return application


@transaction.atomic
def decline_offer(*, application_id: int, by: Any, now: datetime) -> Application:
    """Give the place back, before or after accepting it; frees the city's slot. Twice changes nothing."""
    application, offer = _own_offer(application_id, by)
    if offer.state == OfferState.DECLINED:
        return application
    if offer.state == OfferState.LAPSED or is_over(application, now):
        raise OfferOver
    step(application, "decline", role="applicant", by=by, now=now)
    _answer(offer, OfferState.DECLINED, now)
    nominating.free_slot(application, by=by, now=now)
    travelling.forget(application, by=by, now=now, why="declined")
    signals.offer_declined.send(
        sender=Offer, application=application, person=application.applicant, offer=offer, now=now
    )
    return application


def lapse_offers(*, now: datetime) -> int:
    """Let offers lapse that nobody answered in time, each in a transaction of its own."""
    lapsed = 0
    for offer in selectors.offers_overdue(now.replace(microsecond=0)):
        with transaction.atomic():
            application = selectors.locked(offer.application_id)
            offer = Offer.objects.select_for_update().get(pk=offer.pk)
            if offer.state != OfferState.OPEN:
                continue
            step(application, "lapse", role="system", by=None, now=now, facts={"overdue": True})
            _answer(offer, OfferState.LAPSED, now)
            nominating.free_slot(application, by=None, now=now)
            signals.offer_declined.send(
                sender=Offer, application=application, person=application.applicant, offer=offer, now=now
            )
            lapsed += 1
    return lapsed


def answer_by(application: Application, now: datetime) -> datetime | None:
    """Return until when an offer made now stands: the end of that day on the edition's own clock."""
    return answer_until(application.call, now)


def answer_until(call: Any, now: datetime) -> datetime | None:
    """Return until when the offers of a call that are made now stand."""
    days = selectors.terms_of(call).days_to_accept
    if days is None:
        return None
    zone = ZoneInfo(call.edition.time_zone)
    return (now.astimezone(zone) + timedelta(days=days)).replace(hour=23, minute=59, second=59, microsecond=0)


def appeal_until(application: Application, decided_at: datetime | None) -> datetime | None:
    """Return until when an appeal can be lodged: the end of a day by the edition's own clock; None where it cannot."""
    days = selectors.terms_of(application.call).days_to_appeal
    if days is None or decided_at is None or application.state not in WAITING:
        return None
    local = decided_at.astimezone(ZoneInfo(application.call.edition.time_zone)) + timedelta(days=days)
    return local.replace(hour=23, minute=59, second=59, microsecond=0)


def _answer(offer: Offer, state: OfferState, now: datetime) -> None:
    offer.state, offer.answered_at = state, now
    offer.save(update_fields=["state", "answered_at"])


def _own_offer(application_id: int, by: Any) -> tuple[Application, Offer]:
    application = selectors.locked(application_id)
    if by is None or application.applicant_id != by.pk:
        raise NotYours
    offer = Offer.objects.select_for_update().filter(application=application).first()
    if offer is None:
        raise OfferOver
    return application, offer
