"""From the deadline to the letters: screening, reviews, the best cohort, its release, the answers."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from hansa.applications import selectors as applications
from hansa.applications import services as acts
from hansa.applications.services.screening import is_endorsed
from hansa.journeys.rules import behaviour
from hansa.journeys.rules.rehearsal import Stage
from hansa.programmes.services import turn_call

from .applying import send_again
from .cast import Play

REVIEWS_TOO_MANY = 60
# Of more than so many whose papers are returned one does not answer.
FEW_RETURNED = 3


def screening(play: Play, stage: Stage) -> None:
    """Let the call close by its clock, and say of each application whether its author may take part."""
    officer = play.cast.officers[0]
    play.advance(play.closes_at + timedelta(seconds=1))
    turn_call(call_id=play.edition.call.pk, now=play.clock)
    stage.on = play.clock.date()
    _return_some(play, stage)
    for application in play.sent:
        reason = _reason_against(application)
        acts.screen(
            application_id=application.pk, eligible=not reason, reason=reason, by=officer, now=play.clock
        )
        stage.count("not eligible" if reason else "eligible")
    if play.sent and not stage.counts.get("eligible"):
        stage.jam("nobody is eligible")


def _return_some(play: Play, stage: Stage) -> None:
    """Return what is unclear. The first always is, whatever is drawn for the others; of more than a few the last stays away."""
    officer = play.cast.officers[0]
    ordinary = [one for one in play.sent if one.applicant_id not in play.steady_people]
    # A draw of its own: what comes after stays as it was, whatever happens here.
    unclear = [
        application
        for at, application in enumerate(ordinary)
        if at == 0
        or behaviour.happens(behaviour.apart(play.seed, application.number, "unclear"), behaviour.UNCLEAR)
    ]
    for application in unclear:
        acts.return_for_completion(
            application_id=application.pk,
            reason="(Invented.) One page cannot be read. Please send it again.",
            by=officer,
            now=play.clock,
        )
        stage.count("returned for completion")
    play.advance(play.clock + timedelta(days=1))
    for application in unclear[:-1] if len(unclear) > FEW_RETURNED else unclear:
        send_again(play, application)
        stage.count("sent again")


def _reason_against(application: Any) -> str:
    """The form has refused those who may not apply; what it cannot know is whether the city stands behind them."""
    fresh = applications.applications().select_related("call").get(pk=application.pk)
    if fresh.state == "returned":
        return "(Invented.) What was missing did not come."
    return "" if is_endorsed(fresh) else "(Invented.) Your city has not endorsed you."


def reviewing(play: Play, stage: Stage) -> None:
    """Share out the applications and score them; one reviewer declares a conflict, somebody else steps in."""
    officer, call = play.cast.officers[0], play.edition.call
    for reviewer in play.cast.reviewers:
        acts.seat_reader(call_id=call.pk, person=reviewer, by=officer, now=play.clock)
    acts.assign_reviewers(call_id=call.pk, by=officer, now=play.clock)
    seats: Iterable[Any] = applications.panel_of(call)
    most = max((seat.given for seat in seats), default=0)
    if most > REVIEWS_TOO_MANY:
        stage.jam(f"a reviewer has {most} files")
    play.advance(play.clock + timedelta(days=2))
    strengths: dict[int, int] = {}
    first = next(
        (r for p in play.cast.reviewers for r in applications.reviews_of(p).filter(application__call=call)),
        None,
    )
    if first is not None and len(play.cast.reviewers) > play.edition.call.rules.get(
        "reviews_per_application", 2
    ):
        acts.declare_conflict(
            review_id=first.pk, reason="(Invented.) We studied together.", by=first.reviewer, now=play.clock
        )
        stage.count("conflicts declared")
        acts.assign_reviewers(call_id=call.pk, by=officer, now=play.clock)
    questions = play.questions(play.pack.call.rubric if play.pack.call else None)
    for reviewer in play.cast.reviewers:
        mine = applications.reviews_of(reviewer).filter(application__call=call, state="assigned")
        for review in mine.order_by("application__number"):
            strength = strengths.setdefault(review.application_id, play.draw.randint(35, 95))
            acts.submit_review(
                review_id=review.pk,
                scores=behaviour.scores(questions, play.draw, strength=strength),
                comment="(Invented.)",
                by=reviewer,
                now=play.clock,
            )
            stage.count("reviews sent")
    stage.count("most for one reviewer", most)
    stage.on = play.clock.date()


def selecting(play: Play, stage: Stage) -> None:
    """Find the best cohort, seal it, and let another officer release it."""
    first, second = play.cast.officers[:2]
    if play.pack.call and play.pack.call.decisions_on:
        play.advance(datetime.combine(play.pack.call.decisions_on, time(1), UTC))
    stage.on = play.clock.date()
    run = acts.run_selection(call_id=play.edition.call.pk, by=first, now=play.clock)
    if run.state == "no_cohort":
        for rule in run.result.get("conflict", []):
            stage.jam(
                "no list keeps all rules; in conflict: " + ", ".join(f"{k} {v}" for k, v in rule.items())
            )
        return
    acts.seal_selection(run_id=run.pk, by=first, now=play.clock)
    acts.release_decisions(run_id=run.pk, by=second, now=play.clock)
    for decision in applications.decisions_of(run):
        stage.count(decision.outcome.replace("_", " "))
    stage.note = f"proven {run.status}"


def answering(play: Play, stage: Stage) -> None:
    """Those with an offer accept or decline."""
    play.advance(play.clock + timedelta(days=1))
    stage.on = play.clock.date()
    offered = applications.applications().filter(call=play.edition.call, state="offered").order_by("number")
    for application in offered:
        if behaviour.happens(play.draw, behaviour.DECLINES):
            acts.decline_offer(application_id=application.pk, by=application.applicant, now=play.clock)
            stage.count("declined")
        else:
            acts.accept_offer(application_id=application.pk, by=application.applicant, now=play.clock)
            stage.count("accepted")
