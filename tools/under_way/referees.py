"""Letters of referees: one is here, one is asked for, one was declined; each referee's own page."""

from datetime import datetime, timedelta
from typing import Any

from hansa.accounts.models import Person
from hansa.applications.models import Application, Referee
from hansa.applications.services import refereeing
from hansa.applications.services import referees as asking
from hansa.programmes.models import Call

from .panels import SLUG

ASKS = {
    "en": "What they have led, and what came of it.",
    "ar": "ما الذي قادوه وما كانت نتيجته.",
    "ko": "무엇을 이끌었고 그 결과가 어떠했는지.",
}
PEOPLE = (
    ("Prof. Adaeze Okonkwo", "adaeze@university.example", "My professor for three years"),
    ("Mihai Stănescu", "mihai@city.example", "Head of my department"),
    ("유미 박", "yumi@lab.example", "We worked on the river data together"),
)


def play(*, officer: Person, now: datetime) -> dict[str, tuple[Any, dict[str, str]]]:
    """Have somebody's referees asked for letters, with one link for each that waits; return who looks at which pages."""
    call = Call.objects.get(edition__slug=SLUG)
    call.rules["referees"] = {
        "number": 2, "asks": ASKS, "delete_after_days": 90, "days_after_closing": 7
    }  # fmt: skip
    call.save(update_fields=["rules"])
    sent = Application.objects.filter(call=call, state="submitted").select_related("applicant")
    application, empty = sent.order_by("-number")[:2]
    # The first says no, so that there is room for a third.
    links: dict[str, str] = {}
    before = now - timedelta(days=4)
    for number, (name, email, relation) in enumerate(PEOPLE):
        row = asking.ask_referee(
            application_id=application.pk, name=name, email=email, relation=relation,
            language="en", by=application.applicant, now=before,
        )  # fmt: skip
        refereeing.mail_referees(now=before, post=lambda row, token: links.update({row.email: token}))
        if number == 0:
            refereeing.decline_letter(token=links[row.email], now=before)
    refereeing.give_letter(
        token=links[PEOPLE[1][1]],
        text="She led the flood board of the river quarter for two years.\n\nNo cellar was flooded since.",
        now=now,
    )
    letter = Referee.objects.get(application=application, state="received")
    return {
        "asking": (
            application.applicant,
            {
                "referees": f"/applications/{application.uid}/referees/",
                "status-referees": f"/applications/{application.uid}/",
            },
        ),
        "unasked": (empty.applicant, {"referees-empty": f"/applications/{empty.uid}/referees/"}),
        "referee": (
            None,
            {
                "referee": f"/referee/{links[PEOPLE[2][1]]}/",
                "referee-over": f"/referee/{links[PEOPLE[1][1]]}/",
            },
        ),
        "programme_officer": (
            None,
            {
                "referee-letter": f"/applications/letters/{letter.uid}/",
                "application-with-letter": f"/office/applications/{application.uid}/",
            },
        ),
    }
