"""After the answers: somebody appeals, some give their place back, and the list is solved again for each."""

from datetime import timedelta
from typing import Any

from hansa.applications import selectors as applications
from hansa.applications import services as acts
from hansa.journeys.rules import behaviour
from hansa.journeys.rules.rehearsal import Stage

from .cast import Play

DROP_OUTS = 3
#: Where fewer hold a place, nobody more gives theirs back: the rehearsal shall still end in a workshop.
ENOUGH = 6


def replacing(play: Play, stage: Stage) -> None:
    """Let one person appeal and three in all drop out, one after the other, and fill each place that came free."""
    if applications.adopted_run(play.edition.call) is None:
        return
    _appeal(play, stage)
    _fill(play, stage)
    for application in _leaving(play):
        play.advance(play.clock + timedelta(days=1))
        acts.decline_offer(application_id=application.pk, by=application.applicant, now=play.clock)
        stage.count("gave their place back")
        _fill(play, stage)
    stage.on = play.clock.date()
    free = acts.vacancies_of(play.edition.call)
    if free:
        stage.count("places left free", free)


def _rows(play: Play, *states: str) -> Any:
    rows = applications.applications().filter(call=play.edition.call, state__in=states)
    return rows.select_related("applicant", "call__edition__programme", "member")


def _appeal(play: Play, stage: Stage) -> None:
    """The best of those without a place says that a sheet was added up wrongly, and is right about it."""
    run = applications.adopted_run(play.edition.call)
    assert run is not None  # the scene asked before
    standing = {row["id"]: row["merit"] for row in run.candidates}
    without = sorted(
        _rows(play, "not_selected", "reserve"), key=lambda one: (-standing[one.number], one.number)
    )
    if not without:
        return
    first = without[0]
    if acts.appeal_until(first, play.clock) is None:
        return
    appeal = acts.lodge_appeal(
        application_id=first.pk,
        grounds="(Invented.) One sheet was added up wrongly.",
        by=first.applicant,
        now=play.clock,
    )
    stage.count("appeals")
    play.advance(play.clock + timedelta(days=1))
    best = max(standing.values())
    upheld = acts.uphold_appeal(
        appeal_id=appeal.pk,
        points=best,
        answer="(Invented.) You are right: the sheet was added up wrongly.",
        by=play.cast.officers[2],
        now=play.clock,
    )
    stage.count(f"upheld: {upheld.outcome}")
    _accept_all(play, stage, "took the place of an appeal")


def _leaving(play: Play) -> list[Any]:
    """Return who gives their place back, so that three drop out in all; nobody who is steady, and only from enough."""
    gone = _rows(play, "declined").count()
    holding = list(_rows(play, "confirmed").order_by("number"))
    may = [one for one in holding if one.applicant_id not in play.steady_people]
    wanted = min(max(0, DROP_OUTS - gone), max(0, len(holding) - ENOUGH), len(may))
    # A draw of its own: what comes after stays as it was, whatever happens here.
    drawn = behaviour.apart(play.seed, play.edition.slug, "drop-outs").sample(may, wanted)
    return sorted(drawn, key=lambda one: one.number)


def _fill(play: Play, stage: Stage) -> None:
    """Offer what is free to whom the list solved again brings in, until nobody fits or nothing is free."""
    found = acts.find_replacements(call_id=play.edition.call.pk, by=play.cast.officers[0], now=play.clock)
    if found is None:
        return
    if found.state == "no_cohort":
        stage.count("nobody fits under the rules")
        return
    acts.offer_places(run_id=found.pk, by=play.cast.officers[1], now=play.clock)
    _accept_all(play, stage, "took a place that came free")


def _accept_all(play: Play, stage: Stage, what: str) -> None:
    for application in _rows(play, "offered").order_by("number"):
        acts.accept_offer(application_id=application.pk, by=application.applicant, now=play.clock)
        stage.count(what)
