"""An appeal against a decision: lodged within its days, decided by somebody who had no part in the list."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hansa.applications import permissions, selectors, signals
from hansa.applications.enums import AppealOutcome, AppealState, ApplicationState, Outcome, RunKind, RunState
from hansa.applications.models import Appeal, Decision, SelectionRun
from hansa.applications.rules import appeals, recorded
from hansa.applications.rules.appeals import APPEALS_OFFICER, Seats, Verdict
from hansa.applications.rules.transitions import WAITING
from hansa.applications.services import decision_words, letters, listing, offering, replacing
from hansa.applications.services.preparing import Prepared
from hansa.applications.services.refusals import NotYours, ReasonMissing, Refused, RunStale
from hansa.applications.services.steps import step
from hansa.foundation.audit.services import record
from hansa.programmes.selectors import locked_call

LONGEST = 5000


class AppealTooLate(Refused):
    """The call's days for an appeal are over, or there is no decision to appeal against."""

    @property
    def reason(self) -> str:
        return _("An appeal can no longer be lodged here. Write to the secretariat.")


class PartInTheList(Refused):
    """Whoever computed, sealed or released a list does not decide about an appeal against it."""

    @property
    def reason(self) -> str:
        return _("You had a part in this list, so another officer has to decide about the appeal.")


class PointsMissing(Refused):
    """Upholding an appeal means that the points were wrong."""

    @property
    def reason(self) -> str:
        return _("Say how many points it has after the correction.")


@transaction.atomic
def lodge_appeal(*, application_id: int, grounds: str, by: Any, now: datetime) -> Appeal:
    """Lodge an appeal for oneself within the days of the call, or record one as the office.

    Once for each application; lodged again it is the first that counts. Raises ``AppealTooLate`` and ``ReasonMissing``.
    """
    application = selectors.locked(application_id)
    is_own = by is not None and application.applicant_id == by.pk
    if not is_own and not permissions.can_handle(by, application):
        raise NotYours
    known = Appeal.objects.filter(application=application).first()
    if known is not None:
        return known
    decision = selectors.released_decision(application)
    if decision is None or application.state not in WAITING:
        raise AppealTooLate
    until = offering.appeal_until(application, decision.released_at)
    in_time = not is_own or (until is not None and now.replace(microsecond=0) <= until)
    if not in_time:
        raise AppealTooLate
    if not grounds.strip():
        raise ReasonMissing
    role = "applicant" if is_own else "officer"
    facts = {"released": True, "reason": True, "in_time": in_time}
    appeal = Appeal.objects.create(
        application=application,
        decision=decision,
        state=appeals.state_after(None, "lodge", role=role, facts=facts),
        grounds=grounds.strip()[:LONGEST],
        lodged_at=now,
        recorded_by=None if is_own else by,
    )
    record(by, "appeal.lodge", appeal, application=application.number)
    letters.write("appeal-received", application, now=now)
    return appeal


def weigh_appeal(appeal: Appeal, points: int) -> Verdict:
    """Return what corrected points would mean for this appeal; nothing is kept and nobody is told."""
    standing = replacing.standing_of(appeal.application.call)
    if standing is None:
        raise RunStale
    return _weighed(appeal, standing, points)


@transaction.atomic
def dismiss_appeal(*, appeal_id: int, answer: str, by: Any, now: datetime) -> Appeal:
    """Decide that the decision was right, and say why to whoever appealed."""
    appeal = _locked(appeal_id, by)
    if appeal.state == AppealState.DISMISSED:
        return appeal
    if not answer.strip():
        raise ReasonMissing
    facts = {"reason": True, "uninvolved": True}
    appeal.state = appeals.state_after(appeal.state, "dismiss", role=APPEALS_OFFICER, facts=facts)
    appeal.outcome = AppealOutcome.STANDS
    _decided(appeal, answer, by, now)
    record(by, "appeal.dismiss", appeal, application=appeal.application.number)
    letters.write(
        "appeal-refused",
        appeal.application,
        now=now,
        reason=appeal.answer,
        answered_by=by,
        url=_rules(appeal),
    )
    return appeal


def uphold_appeal(*, appeal_id: int, points: int | None, answer: str, by: Any, now: datetime) -> Appeal:
    """Decide that the points were wrong: correct them, solve again, and let what follows from it happen at once.

    Everybody who was offered a place keeps it. Later lists of this call count the corrected points. Nothing is locked
    while the solver works: where a place moved meanwhile, it works again.
    """
    for _attempt in range(replacing.ATTEMPTS):
        with transaction.atomic():
            appeal, standing = _to_uphold(appeal_id, points, answer, by)
        if standing is None or points is None:
            return appeal
        verdict = _weighed(appeal, standing, points)
        with transaction.atomic():
            appeal, again = _to_uphold(appeal_id, points, answer, by)
            if again is None:
                return appeal
            if again == standing:
                return _upheld(appeal, standing, verdict, points, answer, by, now)
    raise RunStale


def _to_uphold(
    appeal_id: int, points: int | None, answer: str, by: Any
) -> tuple[Appeal, replacing.Standing | None]:
    """Return a locked appeal and how its list stands; no list where the appeal is upheld already."""
    appeal = _locked(appeal_id, by)
    if appeal.state == AppealState.UPHELD:
        return appeal, None
    if not answer.strip():
        raise ReasonMissing
    if points is None:
        raise PointsMissing
    application = appeal.application
    if application.state not in WAITING:
        raise RunStale
    locked_call(application.call_id)
    standing = replacing.standing_of(application.call)
    assert standing is not None  # there is a released decision
    return appeal, standing


def _upheld(
    appeal: Appeal,
    standing: replacing.Standing,
    verdict: Verdict,
    points: int,
    answer: str,
    by: Any,
    now: datetime,
) -> Appeal:
    application = appeal.application
    facts = {"reason": True, "uninvolved": True}
    appeal.state = appeals.state_after(appeal.state, "uphold", role=APPEALS_OFFICER, facts=facts)
    appeal.merit, appeal.outcome = points, verdict.outcome
    appeal.run = _kept(appeal, standing, verdict, by, now)
    _decided(appeal, answer, by, now)
    record(
        by,
        "appeal.uphold",
        appeal,
        application=application.number,
        before=appeal.decision.merit,
        points=points,
        outcome=str(verdict.outcome),
        digest=appeal.run.digest,
    )
    # The answer first, then the offer: in this order they are read.
    letters.write(
        "appeal-upheld",
        application,
        now=now,
        points=str(points),
        reason=partial(_answer_and_follow_up, appeal.answer, verdict.outcome),
        answered_by=by,
    )
    _let_follow(appeal, by, now)
    signals.appeal_upheld.send(sender=Appeal, application=application, appeal=appeal, now=now)
    return appeal


def _answer_and_follow_up(answer: str, outcome: str) -> str:
    return f"{answer}\n\n{decision_words.what_follows(outcome)}"


def _let_follow(appeal: Appeal, by: Any, now: datetime) -> None:
    application, run = appeal.application, appeal.run
    assert run is not None
    if appeal.outcome == AppealOutcome.RESERVE and application.state == ApplicationState.NOT_SELECTED:
        facts = {"released": True, "appeal_upheld": True}
        step(application, "keep_in_reserve_after_all", role="releasing officer", by=by, now=now, facts=facts)
    if appeal.outcome not in (AppealOutcome.PLACE, AppealOutcome.ADDED):
        return
    [row] = [row for row in run.candidates if row["id"] == application.number]
    decision = Decision.objects.create(
        application=application, run=run, outcome=Outcome.SELECTED, merit=row["merit"], lot=row["lot"]
    )
    offering.offer_after(decision, by=by, now=now)


def _kept(
    appeal: Appeal, standing: replacing.Standing, verdict: Verdict, by: Any, now: datetime
) -> SelectionRun:
    instance = verdict.instance
    prepared = Prepared(
        instance,
        recorded.rules_of(instance, sorted({*standing.run.rules["attrs"], *instance.ranges})),
        recorded.rows_of(instance),
        standing.run.lots_seed,
    )
    run = listing.store(
        appeal.application.call,
        prepared,
        verdict.result,
        seconds=0.0,
        by=by,
        now=now,
        kind=RunKind.APPEAL,
        base=standing.run,
        about={
            "appeal": appeal.application.number,
            "would": verdict.would,
            "instead": list(verdict.instead),
            "offered": sorted(standing.offered),
        },
    )
    run.state, run.released_by, run.released_at = RunState.RELEASED, by, now
    run.save(update_fields=["state", "released_by", "released_at"])
    return run


def _weighed(appeal: Appeal, standing: replacing.Standing, points: int) -> Verdict:
    number = appeal.application.number
    corrected = replace(standing, corrected={**standing.corrected, number: points})
    return appeals.weigh(
        corrected.instance,
        standing.run.result["selected"],
        Seats(standing.places, standing.offered, standing.gone, standing.reserve, standing.others),
        number,
        reserves=selectors.terms_of(appeal.application.call).reserves,
        on_reserve=number in standing.reserve,
        time_limit=listing.TIME_LIMIT,
    )


def had_a_part(by: Any, appeal: Appeal) -> bool:
    """Tell whether somebody computed, sealed or released the list that an appeal is against."""
    run = appeal.decision.run
    return by.pk in (run.computed_by_id, run.sealed_by_id, run.released_by_id)


def _locked(appeal_id: int, by: Any) -> Appeal:
    known = Appeal.objects.get(pk=appeal_id)
    application = selectors.locked(known.application_id)
    appeal = Appeal.objects.select_for_update(of=("self",)).select_related("decision__run").get(pk=appeal_id)
    appeal.application = application
    if not permissions.can_handle(by, application):
        raise NotYours
    if had_a_part(by, appeal):
        raise PartInTheList
    return appeal


def _decided(appeal: Appeal, answer: str, by: Any, now: datetime) -> None:
    appeal.answer, appeal.decided_by, appeal.decided_at = answer.strip()[:LONGEST], by, now
    appeal.save()


def _rules(appeal: Appeal) -> str:
    return letters.edition_address(appeal.application.call.edition)
