"""For each address that names an object: one that is not the asker's."""

from collections.abc import Iterable
from typing import Any

from hansa.applications.models import Appeal, Document, Referee, Review
from hansa.messaging.models import Letter, LetterTemplate
from tests.conftest import NOW


def each(names: Iterable[str], known: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the same object for several addresses."""
    return {name: dict(known) for name in names}


def objects_of(world: Any) -> dict[str, dict[str, Any]]:
    """Return for each address with an object in it one that is a stranger's."""
    one, going = world.judged[0], world.going
    document = Document.objects.filter(application=one, kind="nomination_form").get()
    review = Review.objects.filter(application=one).first()
    template = LetterTemplate.objects.filter(topic=world.read.edition.namespace).first()
    letter = Letter.objects.filter(to=one.applicant).first()
    referee = Referee.objects.create(
        application=one,
        name="Prof. Ionescu",
        email="ionescu@city.example",
        relation="teacher",
        language="en",
        state="received",
        asked_at=NOW,
        sealed=b"closed",
    )
    application = {"uid": one.uid}
    appeal = Appeal.objects.create(
        application=going, decision=going.decisions.get(), grounds="A score was read wrongly.", lodged_at=NOW
    )
    held, slug = {"uid": world.interview.uid}, {"slug": "read-2027"}
    found: dict[str, dict[str, Any]] = {
        **each(
            (
                *(
                    "applications:application",
                    "applications:form",
                    "applications:documents",
                    "applications:send",
                ),
                *("applications:withdraw", "applications:offer", "applications:interview"),
                *("applications:interview_book", "applications:interview_give_back"),
                *("applications:interview_calendar", "applications:form_to_sign", "applications:nominate"),
                *("applications_office:application", "applications_office:act"),
            ),
            application,
        ),
        **each(
            ("applications:remove", "applications:frame", "applications:whole_picture"),
            {**application, "kind": "passport"},
        ),
        **each(
            (
                "applications:travel",
                "applications_office:travel",
                "applications_office:travel_letter",
            ),
            {"uid": going.uid},
        ),
        "applications:travel_part": {"uid": going.uid, "part": "passport"},
        "applications:invitation": {"uid": world.invitation.uid},
        "applications:file": {"uid": document.uid},
        "applications:jury_file": {"uid": document.uid},
        **each(
            (
                *("applications:interview_sheet", "applications:interview_went"),
                "applications:interview_panel_calendar",
            ),
            held,
        ),
        "applications:appeal": {"uid": going.uid},
        **each(("applications_office:appeal", "applications_office:decide_appeal"), {"uid": appeal.uid}),
        **each(
            ("applications_office:bundle", "applications_office:release", "applications_office:minutes"),
            {"slug": going.call.edition.slug, "uid": world.run.uid},
        ),
        "applications:interview_link": {"uid": world.window.uid},
        "applications:referees": application,
        "applications:referee_act": {**application, "referee": referee.uid},
        **each(
            (
                *("applications:referee_letter", "applications:referee_file"),
                *("applications:jury_letter", "applications:jury_letter_file"),
            ),
            {"uid": referee.uid},
        ),
        **each(
            (
                *("applications:review", "applications:conflict", "applications:talk"),
                *("applications:jury_review", "applications:jury_conflict", "applications:jury_talk"),
            ),
            {"uid": review.uid},
        ),
        **each(
            (
                *("applications_office:applicant_sheet", "applications_office:applicant_check"),
                *("applications_office:applicant_bad", "applications_office:applicant_take"),
                "applications_office:applicant_write",
            ),
            {"uid": world.sheet.uid},
        ),
        **each(("applications_office:interview", "applications_office:interview_act"), {**slug, **held}),
        **each(
            ("applications_office:seat", "applications_office:seat_act"), {**slug, "seat_id": world.seat.pk}
        ),
        "messaging_office:letter": {"uid": letter.pk},
        "messaging_office:again": {"uid": letter.pk},
        "messaging_office:bounced": {"uid": letter.pk},
        "messaging_office:text": {"pk": template.pk},
        "messaging_office:text_html": {"pk": template.pk, "language": "en"},
        "messaging_office:test": {"pk": template.pk, "language": "en"},
        "accounts_office:person": {"uid": one.applicant.uid},
        "accounts_office:change_role": {"uid": one.applicant.uid},
        "accounts_office:name_alike": {"uid": one.applicant.uid},
    }
    return found
