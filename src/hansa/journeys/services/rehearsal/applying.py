"""The call: people apply, papers are forgotten and brought, cities put forward whom they back."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from hansa.applications import services as acts
from hansa.journeys.adapters.papers import paper
from hansa.journeys.rules import behaviour, invented
from hansa.journeys.rules.rehearsal import Stage
from hansa.programmes.services import open_call

from .cast import Play
from .crowd import join

if TYPE_CHECKING:
    from hansa.applications.models import Application
    from hansa.network.models import Member


def opening(play: Play, stage: Stage) -> None:
    """Open the call on its day."""
    call = play.edition.call
    play.advance(play.opens_at)
    open_call(call_id=call.pk, by=play.cast.officers[0], now=play.clock)
    call.refresh_from_db()
    stage.on = play.clock.date()
    stage.count("cities that may nominate", len(play.cast.cities))
    stage.count("with a coordinator here", len(play.cast.coordinators))
    if not play.cast.cities:
        stage.jam("no city is a member, so nobody may apply")


def applying(play: Play, stage: Stage) -> None:
    """Everybody fills in the form and sends it, some without a paper, some too late."""
    opens, closes = play.opens_at, play.closes_at
    crowd = invented.people(
        play.people,
        seed=play.seed,
        prefix=f"{play.prefix}-applicant",
        on=closes.date(),
        ages=(28, 58),
    )
    sent: list[Application] = []
    cities = {city.key: city for city in play.cast.cities}
    for number, one in enumerate(crowd):
        city = play.draw.choice(play.cast.cities)
        hour = _hour(play, opens, closes)
        written = min(hour, closes - timedelta(seconds=30))
        person = join(one, now=written)
        if number < len(play.steady):
            city = cities[play.steady[number]]
            play.steady_people.add(person.pk)
        _send(play, stage, _filled_in(play, person, city, now=written), written, hour, sent)
    play.advance(closes)
    stage.on = play.clock.date()
    play.sent = sent
    if not sent:
        stage.jam("nobody sent an application")


def _hour(play: Play, opens: datetime, closes: datetime) -> datetime:
    """Draw when somebody sends: at any time of the call, or after it."""
    if play.latest is None and behaviour.happens(play.draw, behaviour.COMES_TOO_LATE):
        return closes + timedelta(seconds=play.draw.randint(1, 3600))
    end = min(closes, play.latest) if play.latest else closes
    span = int((end - opens).total_seconds())
    return opens + timedelta(seconds=play.draw.randint(60, max(61, span - 60)))


def _filled_in(play: Play, person: Any, city: "Member", *, now: datetime) -> "Application":
    application = acts.start_application(
        call_id=play.edition.call.pk, applicant=person, member_id=city.pk, now=now
    )
    level = (
        "officer"
        if play.happens(behaviour.JUNIOR, person.pk)
        else play.draw.choice(("managerial", "executive"))
    )
    known = {"role_level": level, "country": person.country}
    answers = {}
    for question in play.questions(play.pack.call.questionnaire if play.pack.call else None):
        # What only some are asked is drawn apart, so that everybody else says what they said without it.
        draw = behaviour.apart(play.seed, person.email, question["key"]) if _depends(question) else play.draw
        answers[question["key"]] = behaviour.answer(question, draw, known=known)
    acts.save_answers(application_id=application.pk, answers=answers, revision=0, by=person, now=now)
    return application


def _depends(question: dict[str, Any]) -> bool:
    return bool(question.get("only_if") or question.get("section"))


def _send(
    play: Play,
    stage: Stage,
    application: "Application",
    written: datetime,
    hour: datetime,
    sent: list["Application"],
) -> None:
    wanted = (
        [document.kind for document in play.pack.call.documents if document.required]
        if play.pack.call
        else []
    )
    forgotten = (
        play.draw.choice(wanted)
        if wanted and play.happens(behaviour.FORGETS_A_PAPER, application.applicant_id)
        else None
    )
    for kind in wanted:
        if kind != forgotten:
            _attach(application, kind, written)
    _ask_referees(play, stage, application, written)
    try:
        if forgotten:
            try:
                acts.submit_application(application_id=application.pk, by=application.applicant, now=hour)
            except acts.ApplicationIncomplete:
                _attach(application, forgotten, written)
                stage.count("told that a paper is missing")
        acts.submit_application(application_id=application.pk, by=application.applicant, now=hour)
    except acts.CallClosed:
        stage.count("too late")
        return
    except acts.ApplicationIncomplete:
        # Everything is there by now: what is left is a rule of the call that they do not meet.
        stage.count("told that they may not apply")
        return
    stage.count("sent")
    if play.happens(behaviour.WITHDRAWS, application.applicant_id):
        acts.withdraw_application(application_id=application.pk, by=application.applicant, now=hour)
        stage.count("withdrawn")
        return
    application.refresh_from_db()
    sent.append(application)


def _ask_referees(play: Play, stage: Stage, application: "Application", now: datetime) -> None:
    """Name as many as the call asks for, and let each of them write; no mail leaves a rehearsal."""
    asked = play.pack.call.referees if play.pack.call else None
    if asked is None:
        return
    for number in range(asked.number):
        acts.ask_referee(
            application_id=application.pk,
            name=f"(Invented) Referee {number + 1}",
            email=f"referee-{application.pk}-{number + 1}@example.org",
            relation="(Invented.) Worked together.",
            language=application.applicant.language,
            by=application.applicant,
            now=now,
        )
    keys: list[str] = []
    acts.mail_referees(now=now, post=lambda _referee, key: keys.append(key))
    for key in keys:
        acts.give_letter(token=key, text="(Invented.) They finish what they begin.", now=now)
        stage.count("letters of referees")


def send_again(play: Play, application: "Application") -> None:
    """Bring the first of the papers anew after a return, and send the application again."""
    for document in play.pack.call.documents if play.pack.call else ():
        if document.required:
            _attach(application, document.kind, play.clock)
            break
    acts.submit_application(application_id=application.pk, by=application.applicant, now=play.clock)


def _attach(application: "Application", kind: str, now: datetime) -> None:
    acts.attach_document(
        application_id=application.pk, kind=kind, upload=paper(kind), by=application.applicant, now=now
    )


def nominating(play: Play, stage: Stage) -> None:
    """Coordinators back and rank their people up to the cap; elsewhere the signed form counts, first come."""
    by_city: dict[int, list[Application]] = defaultdict(list)
    for application in play.sent:
        by_city[application.member_id].append(application)
    stage.on = play.clock.date()
    for city in play.cast.cities:
        waiting = sorted(by_city.get(city.pk, []), key=lambda one: (one.submitted_at or play.clock, one.pk))
        coordinator = play.cast.coordinators.get(city.pk)
        if coordinator is None:
            _by_form(play, stage, waiting)
        else:
            _by_coordinator(play, stage, waiting, coordinator)
    if play.sent and not any(what.startswith("endorsed") for what in stage.counts):
        stage.jam("no city endorsed anybody")


def _by_coordinator(play: Play, stage: Stage, waiting: list["Application"], coordinator: Any) -> None:
    backed = 0
    for application in play.draw.sample(waiting, len(waiting)):
        if play.happens(behaviour.NOT_BACKED, application.applicant_id):
            acts.refuse_endorsement(
                application_id=application.pk,
                reason="(Invented.) Needed at home.",
                by=coordinator,
                now=play.clock,
            )
            stage.count("refused by the city")
            continue
        try:
            acts.endorse(application_id=application.pk, rank=backed + 1, by=coordinator, now=play.clock)
        except acts.QuotaFull:
            stage.count("beyond the city's number")
        else:
            backed += 1
            stage.count("endorsed by a coordinator")


def _by_form(play: Play, stage: Stage, waiting: list["Application"]) -> None:
    for application in waiting:
        try:
            acts.endorse_by_form(application_id=application.pk, by=play.cast.officers[0], now=play.clock)
        except acts.QuotaFull:
            stage.count("beyond the city's number")
        else:
            stage.count("endorsed by signed form")
