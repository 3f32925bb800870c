"""The certificates: issued where nothing need be asked, claimed where the pack says so, each verified."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from hansa.accounts import selectors as accounts
from hansa.credentials import selectors as credentials
from hansa.credentials.services import verify_file
from hansa.events import selectors as events
from hansa.journeys.rules.rehearsal import Stage
from hansa.journeys.services import certification

from .cast import Play

if TYPE_CHECKING:
    from hansa.accounts.models import Person


def certifying(play: Play, stage: Stage) -> None:
    """Everybody who earned a certificate gets it; each that was issued is verified."""
    stage.on = play.clock.date()
    for person in _candidates(play):
        for standing in certification.standings(person=person, edition=play.edition, now=play.clock):
            if standing.credential is None and standing.earned and standing.by_form:
                certification.claim(
                    person=person,
                    edition=play.edition,
                    achievement=standing.achievement,
                    answers=play.claim_answers(standing.questionnaire, person),
                    now=play.clock,
                )
            elif standing.credential is None and standing.earned:
                certification.issue_automatic(person=person, edition=play.edition, by=None, now=play.clock)
    for achievement in certification.achievements_of(play.edition):
        _verify(play, stage, achievement["key"])


def _candidates(play: Play) -> list["Person"]:
    attended = set()
    for event in events.events_of(play.edition):
        guests: Iterable[Any] = events.guest_list(event)
        attended |= {registration.person_id for registration in guests if registration.is_present}
    enrolled = {enrolment.person_id for enrolment in play.enrolled}
    return list(accounts.people().filter(pk__in=attended | enrolled).order_by("pk"))


def _verify(play: Play, stage: Stage, achievement: str) -> None:
    issued = credentials.credentials().filter(achievement__key=play.edition.key_of(achievement))
    number = 0
    for credential in issued.order_by("pk"):
        report = verify_file(json.dumps(credential.document).encode(), at=credential.issued_at)
        if report.is_valid:
            number += 1
        else:
            stage.jam(f"a certificate of '{achievement}' does not verify")
    stage.count(f"'{achievement}' issued and verified", number)
    if number == 0:
        stage.jam(f"nobody earned '{achievement}'")
