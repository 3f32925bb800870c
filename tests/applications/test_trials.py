"""What an expert would try on an applicant: the closing second, a lost session, two tabs, a file returned and sent again."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from hansa.applications import services
from hansa.applications.models import Document
from hansa.applications.services.grace import GRACE, grace_until
from hansa.applications.services.standing import is_late
from hansa.foundation import clock
from hansa.questionnaires.models import Response, SentVersion
from hansa.questionnaires.services import Conflict, save_on
from tests.conftest import NOW
from tests.factories.applications import (
    ANSWERS,
    make_draft,
    make_open_call,
    make_person,
    make_submitted,
    picture,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]


def posted(answers: dict) -> dict:
    return {f"a-{key}": value for key, value in answers.items()}


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])  # UTC+14 and UTC−12
def test_closing_second_is_the_servers_wherever_somebody_sends_from(zone):
    call = make_open_call(documents=[])
    last, late = make_draft(call), make_draft(call)
    there = call.closes_at.astimezone(ZoneInfo(zone))
    sent = services.submit_application(
        application_id=last.pk, by=last.applicant, now=there + timedelta(microseconds=999_999)
    )
    assert sent.number
    with pytest.raises(services.CallClosed):
        services.submit_application(
            application_id=late.pk, by=late.applicant, now=there + timedelta(seconds=1)
        )


def sent_over(draft, began: datetime, done: datetime) -> None:
    Document.objects.filter(application=draft, kind="passport").delete()
    services.attach_document(
        application_id=draft.pk,
        kind="passport",
        upload=picture(),
        by=draft.applicant,
        began_at=began,
        now=done,
    )


def test_upload_begun_before_the_closing_second_leaves_ten_minutes():
    call = make_open_call()
    draft, second = make_draft(call), timedelta(seconds=1)
    done = call.closes_at + timedelta(minutes=3)
    sent_over(draft, call.closes_at, done)
    assert grace_until(draft, done) == done + GRACE
    assert not is_late(draft, done + GRACE)
    assert is_late(draft, done + GRACE + second)
    with pytest.raises(services.CallClosed):
        services.submit_application(application_id=draft.pk, by=draft.applicant, now=done + GRACE + second)
    sent = services.submit_application(application_id=draft.pk, by=draft.applicant, now=done + GRACE)
    assert sent.number


def test_upload_begun_after_the_closing_second_leaves_nothing():
    call = make_open_call()
    draft, second = make_draft(call), timedelta(seconds=1)
    sent_over(draft, call.closes_at + second, call.closes_at + 3 * second)
    with pytest.raises(services.CallClosed):
        services.submit_application(
            application_id=draft.pk, by=draft.applicant, now=call.closes_at + 4 * second
        )


def test_upload_that_was_in_before_the_closing_second_lends_no_time():
    call = make_open_call()
    draft = make_draft(call)
    sent_over(draft, call.closes_at - timedelta(seconds=2), call.closes_at)
    assert grace_until(draft, call.closes_at + timedelta(seconds=5)) is None


def test_page_counts_an_upload_from_when_its_sending_began(client_as, monkeypatch):
    call = make_open_call()
    draft = make_draft(call)
    moments = iter([call.closes_at])
    after = call.closes_at + timedelta(minutes=1)
    client = client_as(draft.applicant)
    monkeypatch.setattr(clock, "now", lambda: next(moments, after))
    client.post(
        reverse("applications:documents", args=[draft.uid]),
        {"kind": "nomination_form", "nomination_form-upload": picture()},
    )
    row = Document.objects.get(application=draft, kind="nomination_form", replaced_at=None)
    assert row.file.created_at >= call.closes_at + timedelta(seconds=1)
    assert grace_until(draft, after) == row.file.created_at + GRACE


def test_draft_survives_two_tabs_and_neither_is_overwritten_unasked():
    draft = make_draft(make_open_call(documents=[]))
    known = {"application_id": draft.pk, "by": draft.applicant, "now": NOW}
    begun = Response.objects.get().revision
    services.save_answers(**known, answers={**ANSWERS, "motivation": "First tab"}, revision=begun)
    with pytest.raises(Conflict) as refused:
        services.save_answers(**known, answers={**ANSWERS, "motivation": "Second tab"}, revision=begun)
    assert refused.value.response.answers["motivation"] == "First tab"
    assert Response.objects.get().answers["motivation"] == "First tab"
    newer = refused.value.response.revision
    services.save_answers(**known, answers={**ANSWERS, "motivation": "Both"}, revision=newer)
    assert Response.objects.get().answers["motivation"] == "Both"


def test_draft_survives_a_session_that_ended_and_a_tab_that_was_faster(client_as, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    draft = make_draft(make_open_call(documents=[]))
    url, begun = reverse("applications:form", args=[draft.uid]), Response.objects.get().revision
    away = Client()
    away.post(url, {"revision": begun, **posted({**ANSWERS, "motivation": "Written while signed out"})})
    other = client_as(draft.applicant)
    other.post(url, {"revision": begun, **posted({**ANSWERS, "motivation": "Written in the other tab"})})
    away.force_login(draft.applicant)
    shown = away.get(url).content.decode()
    assert "Written while signed out" in shown
    answer = away.post(
        url, {"revision": begun, **posted({**ANSWERS, "motivation": "Written while signed out"})}
    )
    both = answer.content.decode()
    assert "Written while signed out" in both
    assert "Written in the other tab" in both
    assert Response.objects.get().answers["motivation"] == "Written in the other tab"


def test_incomplete_file_names_each_missing_document():
    draft = make_draft(make_open_call())
    for kind in ("passport", "nomination_form"):
        services.remove_document(application_id=draft.pk, kind=kind, by=draft.applicant, now=NOW)
    with pytest.raises(services.ApplicationIncomplete) as refused:
        services.submit_application(application_id=draft.pk, by=draft.applicant, now=NOW)
    assert [what for what, _sentence, _step in refused.value.missing] == [
        "Scan of your passport",
        "Nomination form, signed",
    ]


def test_returned_and_sent_again_keeps_both_versions_and_the_office_sees_the_difference(
    client_as, monkeypatch
):
    officer, later = make_person("programme_officer"), NOW + timedelta(days=1)
    application = make_submitted(make_open_call())
    url = reverse("applications_office:application", args=[application.uid])
    staff = client_as(officer)
    assert "What was changed" not in staff.get(url).content.decode()
    services.return_for_completion(
        application_id=application.pk, reason="Say more of your plan.", by=officer, now=NOW
    )
    known = {"application_id": application.pk, "by": application.applicant, "now": later}
    answers = {**ANSWERS, "motivation": "Our buses are on time now."}
    services.save_answers(**known, answers=answers, revision=Response.objects.get().revision)
    services.attach_document(**known, kind="passport", upload=picture(colour="red"))
    services.submit_application(**known)
    kept = [row.answers["motivation"] for row in SentVersion.objects.order_by("number")]
    assert kept == ["Our buses are late.", "Our buses are on time now."]
    assert Document.objects.filter(application=application, kind="passport").count() == 2
    monkeypatch.setattr(clock, "now", lambda: later)
    shown = staff.get(url).content.decode()
    assert "What was changed" in shown
    assert "<del>Our buses are late.</del>" in shown
    assert "<ins>Our buses are on time now.</ins>" in shown
    assert "A new file." in shown


def test_form_says_how_much_is_there_and_what_is_missing_by_part(client_as, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    draft = make_draft(make_open_call())
    url = reverse("applications:form", args=[draft.uid])
    client = client_as(draft.applicant)
    full = client.get(url).content.decode()
    assert ">Answered: 2 of 2 that are needed.</b>" in full
    services.remove_document(application_id=draft.pk, kind="passport", by=draft.applicant, now=NOW)
    services.save_answers(
        application_id=draft.pk,
        answers={"role_level": "managerial"},
        revision=Response.objects.get().revision,
        by=draft.applicant,
        now=NOW,
    )
    shown = client.get(url).content.decode()
    assert ">Answered: 1 of 2 that are needed.</b>" in shown
    assert (
        '<a href="#part-words" data-part="part-words">In your own words (<span data-left>1</span>)</a>'
        in shown
    )
    assert ">1 document</a>" in shown


def test_autosave_that_was_slower_changes_nothing():
    make_draft(make_open_call(documents=[]))
    slow, fast = Response.objects.get(), Response.objects.get()
    begun = slow.revision
    assert (
        save_on(response=fast, answers={**ANSWERS, "motivation": "Fast"}, revision=begun, now=NOW)
        == begun + 1
    )
    with pytest.raises(Conflict) as refused:
        save_on(response=slow, answers={**ANSWERS, "motivation": "Slow"}, revision=begun, now=NOW)
    assert refused.value.response.answers["motivation"] == "Fast"
    assert Response.objects.get().answers["motivation"] == "Fast"
