"""A call that takes applications, and applications in any state, made through the real services."""

import io
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from hansa.accounts.models import Person
from hansa.accounts.services import grant_role, register_person
from hansa.applications import services
from hansa.applications.enums import ReviewState
from hansa.applications.models import Application, Review, SelectionRun
from hansa.programmes.models import Call
from tests.conftest import NOW
from tests.factories.network import make_coordinator, make_member
from tests.factories.programmes import make_call

_numbers = count(1)

DOCUMENTS: list[dict[str, Any]] = [
    {
        "kind": "passport",
        "label": {"en": "Scan of your passport"},
        "why": {"en": "For the visa."},
        "opened_by": ["programme_officer"],
        "delete_after_days": 30,
    },
    {
        "kind": "nomination_form",
        "label": {"en": "Nomination form, signed"},
        "why": {"en": "It shows that your city sends you."},
        "opened_by": ["programme_officer", "coordinator", "reviewer"],
        "delete_after_days": 365,
    },
]
QUESTIONS: list[dict[str, Any]] = [
    {
        "key": "role_level",
        "kind": "single",
        "label": {"en": "Your level"},
        "options": [
            {"key": "officer", "label": {"en": "Officer"}},
            {"key": "managerial", "label": {"en": "Manager"}},
            {"key": "executive", "label": {"en": "Executive"}},
        ],
    },
    {
        "key": "motivation",
        "kind": "long_text",
        "label": {"en": "Why do you want to come?"},
        "max_length": 500,
    },
]
RUBRIC: list[dict[str, Any]] = [
    {"key": "motive", "kind": "number", "label": {"en": "Motive"}, "weight": 2, "max": 10},
    {"key": "use", "kind": "number", "label": {"en": "Use"}, "weight": 3, "max": 10},
    {"key": "comment", "kind": "long_text", "label": {"en": "Reasons"}, "required": False},
]
LETTERS = (
    "application-received", "returned", "endorsed", "endorsement-refused", "not-eligible", "review-invitation", "juror-invitation", "reminder-review",
    "reminder-travel", "applicant-invited",
    "accepted", "reserve", "not-selected", "offer-confirmed", "reminder-draft", "reminder-offer",
    "appeal-received", "appeal-upheld", "appeal-refused",
    "nomination-requested", "call-cancelled", "interview-invitation", "interview-booked", "interview-cancelled",
    "referee-request", "referee-declined", "interview-panel", "reminder-interview", "interview-missed", "interview-link",
)  # fmt: skip
ANSWERS = {"role_level": "managerial", "motivation": "Our buses are late."}


def make_open_call(slug: str = "nia-2027", form: dict[str, Any] | None = None, **call: Any) -> Call:
    """Return a call that is open at the tests' instant, with forms, rubric and all letters."""
    words = [
        "name",
        "programme",
        "edition",
        "city",
        "number",
        "deadline",
        "url",
        "reason",
        "points",
        "when",
        "place",
        "secretariat",
    ]
    text = "\n\n".join(f"{{{word}}}" for word in words)
    return make_call(
        slug,
        call={
            "number_prefix": "NW27",
            "documents": DOCUMENTS,
            "selection": {"ranges": [], "reserves": 1, "lots_seed": "a seed"},
            **call,
        },
        questionnaires={
            "application": {
                "purpose": "application",
                "title": {"en": "Application"},
                "questions": QUESTIONS,
                **(form or {}),
            },
            "rubric": {"purpose": "rubric", "title": {"en": "Rubric"}, "questions": RUBRIC},
        },
        letters={name: name for name in LETTERS},
        letter_texts={name: {"texts": {"en": {"subject": name, "body": text}}} for name in LETTERS},
    )


def make_person(*roles: str, **fields: Any) -> Person:
    """Return a new invented person with roles."""
    number = next(_numbers)
    person = register_person(
        email=f"applications{number}@example.org",
        name=fields.pop("name", f"Applicant {number}"),
        verified=True,
        invented=True,
        now=NOW,
        **fields,
    )
    for role in roles:
        grant_role(person=person, role=role, by=None, now=NOW)
    return person


def picture(name: str = "scan.png", colour: str = "navy") -> SimpleUploadedFile:
    """Return a small picture as somebody uploads it."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (32, 24), colour).save(buffer, "PNG")
    return SimpleUploadedFile(name, buffer.getvalue(), "image/png")


def make_draft(
    call: Call, member: str = "bucharest", applicant: Person | None = None, **answers: Any
) -> Application:
    """Return a draft with answers and every document."""
    applicant = applicant or make_person()
    application = services.start_application(
        call_id=call.pk, applicant=applicant, member_id=make_member(member).pk, now=NOW
    )
    said = {**ANSWERS, **answers}
    services.save_answers(application_id=application.pk, answers=said, revision=0, by=applicant, now=NOW)
    for document in call.rules["documents"]:
        services.attach_document(
            application_id=application.pk, kind=document["kind"], upload=picture(), by=applicant, now=NOW
        )
    application.refresh_from_db()
    return application


def make_submitted(call: Call, member: str = "bucharest", **known: Any) -> Application:
    """Return an application that was sent."""
    draft = make_draft(call, member, **known)
    return services.submit_application(application_id=draft.pk, by=draft.applicant, now=NOW)


def coordinator_of(member: str) -> Person:
    """Return a new person who speaks for a member."""
    person = make_person()
    make_coordinator(person, member)
    return Person.objects.get(pk=person.pk)


def make_endorsed(call: Call, member: str = "bucharest", **known: Any) -> Application:
    """Return an application that its city endorsed."""
    application = make_submitted(call, member, **known)
    speaker = coordinator_of(member)
    services.endorse(application_id=application.pk, by=speaker, now=NOW)
    application.refresh_from_db()
    return application


def make_eligible(call: Call, member: str = "bucharest", *, officer: Person, **known: Any) -> Application:
    """Return an application that was screened."""
    application = make_endorsed(call, member, **known)
    return services.screen(application_id=application.pk, eligible=True, by=officer, now=NOW)


def make_judged(call: Call, members: list[str], officer: Person) -> list[Application]:
    """Return applications of these cities, each read and scored by two readers."""
    applications = [make_eligible(call, member, officer=officer) for member in members]
    for _seat in range(2):
        services.seat_reader(call_id=call.pk, person=make_person("reviewer"), by=officer, now=NOW)
    services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    score_all(call)
    return [Application.objects.get(pk=application.pk) for application in applications]


def score_all(call: Call) -> None:
    """Let every reader score everything: earlier numbers a little better."""
    for review in Review.objects.filter(application__call=call, state=ReviewState.ASSIGNED).select_related(
        "application", "reviewer"
    ):
        serial = int(review.application.number.rpartition("-")[2])
        services.submit_review(
            review_id=review.pk,
            scores={"motive": max(0, 10 - serial), "use": 5},
            comment="",
            by=review.reviewer,
            now=NOW,
        )


def make_run(call: Call, members: list[str], officer: Person, **options: Any) -> SelectionRun:
    """Return a computed list over new applications of these cities."""
    make_judged(call, members, officer)
    return services.run_selection(call_id=call.pk, by=officer, now=NOW, **options)
