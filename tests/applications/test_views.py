"""What applicants, coordinators and readers see, and what a forged id gives."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hansa.applications import services
from hansa.applications.enums import ApplicationState, NominationState, ReviewState
from hansa.applications.models import Application, Document, Nomination, Review
from hansa.applications.rules.transitions import APPLICANT, BEFORE_DECISION, acts_from
from hansa.applications.views import drawing
from hansa.foundation.audit.models import Entry
from hansa.foundation.audit.services import record
from hansa.programmes.enums import CallState
from hansa.questionnaires.models import Response
from tests.conftest import NOW
from tests.factories.applications import (
    ANSWERS,
    coordinator_of,
    make_draft,
    make_eligible,
    make_endorsed,
    make_open_call,
    make_person,
    make_submitted,
    picture,
)
from tests.factories.network import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_the_tests_own_instant(monkeypatch):
    from hansa.foundation import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)


def page(client: Client, name: str, *args: object, **query: object) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200, (response.status_code, response.headers.get("Location"))
    return response.content.decode()


def posted(answers: dict) -> dict:
    return {f"a-{key}": value for key, value in answers.items()}


def test_start_says_who_may_apply_before_anybody_signs_in():
    call = make_open_call()
    seoul = make_member("seoul")
    shown = page(Client(), "applications:start", call.edition.slug, member=seoul.pk)
    assert 'id="answer" tabindex="-1">As far as we can tell, you can apply; ' in shown
    assert "Scan of your passport" in shown
    assert not Application.objects.exists()


def test_start_says_that_one_can_apply_once_no_rule_is_open():
    call = make_open_call(eligibility=[{"kind": "member_of"}])
    shown = page(Client(), "applications:start", call.edition.slug, member=make_member("seoul").pk)
    assert ">You can apply</h1>" in shown


def test_missing_answer_leads_to_its_own_question(client_as):
    draft = make_draft(make_open_call(), role_level="", motivation="")
    client = client_as(draft.applicant)
    form = reverse("applications:form", args=[draft.uid])
    links = re.findall(rf'href="{form}#([^"]+)"', page(client, "applications:send", draft.uid))
    assert links
    shown = page(client, "applications:form", draft.uid)
    assert all(f'id="{anchor}"' in shown for anchor in links)


def test_going_on_with_answers_open_says_how_many_and_leads_back(client_as):
    draft = make_draft(make_open_call())
    client, url = client_as(draft.applicant), reverse("applications:form", args=[draft.uid])
    some = {**ANSWERS, "role_level": "", "motivation": ""}
    shown = client.post(url, {"revision": 1, **posted(some)}, follow=True).content.decode()
    note = re.search(r'<div class="note warning">.*?</div>', shown, re.S)[0]
    assert "Your answers are kept. 2 answers are still open: " in note
    form = page(client, "applications:form", draft.uid)
    anchors = re.findall(rf'<a href="{url}#([^"]+)">“', note)
    assert len(anchors) == 2
    assert all(f'id="{anchor}"' in form for anchor in anchors)
    assert 'class="note success"' not in shown
    many = drawing.kept_but_open([("Level & <rank>", url)] * 4)
    assert many.count(f'<a href="{url}">“Level &amp; &lt;rank&gt;”</a>') == 3
    assert many.endswith(", …")
    every = client.post(url, {"revision": 2, **posted(ANSWERS)}, follow=True).content.decode()
    assert ">Your answers are kept.<" in every


def test_documents_say_that_a_chosen_file_is_not_sent_yet(client_as):
    draft = make_draft(make_open_call())
    shown = page(client_as(draft.applicant), "applications:documents", draft.uid)
    assert shown.count("A file that you chose reaches us only when you press this.") == shown.count(
        'data-script="uploads"'
    )
    assert 'data-unsent="This file is chosen and not sent yet.' in shown
    assert 'data-together="This sends every file that you have chosen' in shown
    assert re.search(r'href="[^"]+" data-sends>Go on</a>', shown)


def test_sending_and_its_letter_say_until_when_one_can_withdraw(client_as):
    withdraws = {state for state in ApplicationState if "withdraw" in acts_from(state, APPLICANT)}
    assert withdraws == BEFORE_DECISION | {ApplicationState.RESERVE}
    draft = make_draft(make_open_call(documents=[], eligibility=[]))
    shown = page(client_as(draft.applicant), "applications:send", draft.uid)
    assert "You can withdraw it until the decision" in shown
    for pack in ("wego", "templates"):
        letter = (
            Path(__file__).parents[2] / "packs" / pack / "letters" / "application-received.yaml"
        ).read_text()
        assert "You can withdraw your application until the decision" in letter


def test_start_offers_a_new_member_after_the_act_that_brought_it():
    call = make_open_call()
    make_member("seoul")
    record(None, "house.open")
    assert "Quito" not in page(Client(), "applications:start", call.edition.slug)
    make_member("quito")
    record(None, "network.apply")
    assert "Quito" in page(Client(), "applications:start", call.edition.slug)


def test_start_shows_a_draft_call_to_its_office_alone(client_as):
    call = make_open_call()
    type(call).objects.filter(pk=call.pk).update(state="draft")
    address = reverse("applications:start", args=[call.edition.slug])
    assert Client().get(address).status_code == 404
    assert client_as(make_person()).get(address).status_code == 404
    assert client_as(make_person("programme_officer")).get(address).status_code == 200


def test_start_of_a_call_that_does_not_exist_is_not_found():
    assert Client().get(reverse("applications:start", args=["nothing"])).status_code == 404


def test_starting_leads_past_sign_in_and_keeps_the_city(client_as):
    call, seoul = make_open_call(), make_member("seoul")
    url = reverse("applications:start", args=[call.edition.slug])
    away = Client().post(url, {"member": seoul.pk})
    assert away.status_code == 302
    assert f"member%3D{seoul.pk}" in away["Location"]
    person = make_person()
    begun = client_as(person).post(url, {"member": seoul.pk})
    application = Application.objects.get(applicant=person)
    assert begun["Location"] == reverse("applications:form", args=[application.uid])


def test_applying_by_hand_from_form_to_number(client_as):
    call = make_open_call()
    person = make_person()
    client = client_as(person)
    client.post(reverse("applications:start", args=[call.edition.slug]), {"member": make_member("seoul").pk})
    uid = Application.objects.get().uid
    saved = client.post(reverse("applications:form", args=[uid]), {"revision": 0, **posted(ANSWERS)})
    assert saved["Location"] == reverse("applications:documents", args=[uid])
    assert "2 things are missing" in page(client, "applications:send", uid)
    first_step = page(client, "applications:documents", uid).partition("1. Your answers")[0][-200:]
    assert "#done" in first_step
    for kind in ("passport", "nomination_form"):
        done = client.post(
            reverse("applications:documents", args=[uid]), {"kind": kind, f"{kind}-upload": picture()}
        )
        assert done.status_code == 302, done.content.decode()
    again = {"revision": 1, **posted(ANSWERS)}
    back = client.post(reverse("applications:form", args=[uid]), again)
    assert back["Location"] == reverse("applications:send", args=[uid])
    sent = client.post(reverse("applications:send", args=[uid]))
    assert sent["Location"] == reverse("applications:application", args=[uid])
    shown = page(client, "applications:application", uid)
    assert '<h1>We have it: <span class="nowrap">NW27-0001</span>. Next: Seoul endorses you.</h1>' in shown


def test_answer_that_keeps_one_out_is_said_and_leads_to_where_it_is_changed(client_as):
    call = make_open_call(eligibility=[{"kind": "role_level", "at_least": "managerial"}])
    draft = make_draft(call, role_level="officer")
    client = client_as(draft.applicant)
    shown = page(client, "applications:send", draft.uid)
    assert "<h1>With these answers you cannot apply</h1>" in shown
    assert "Change the answer" in shown
    start = page(client, "applications:start", call.edition.slug)
    assert "You cannot apply to this programme" in start
    assert reverse("applications:application", args=[draft.uid]) in start


def test_file_that_is_not_what_it_says_is_refused_with_a_reason(client_as):
    draft = make_draft(make_open_call())
    Document.objects.all().delete()
    from django.core.files.uploadedfile import SimpleUploadedFile

    upload = SimpleUploadedFile("passport.pdf", b"MZ this is a program", "application/pdf")
    response = client_as(draft.applicant).post(
        reverse("applications:documents", args=[draft.uid]), {"kind": "passport", "passport-upload": upload}
    )
    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()
    assert not Document.objects.exists()


def test_two_tabs_see_both_texts(client_as):
    draft = make_draft(make_open_call(documents=[]))
    response = client_as(draft.applicant).post(
        reverse("applications:form", args=[draft.uid]),
        {"revision": 0, **posted({**ANSWERS, "motivation": "Other words"})},
    )
    shown = response.content.decode()
    assert "another window" in shown
    assert "Our buses are late." in shown
    assert "Other words" in shown
    assert 'name="revision" value="1"' in shown
    assert Response.objects.get().answers == ANSWERS


def test_autosave_answers_with_the_revision_or_the_conflict(client_as):
    draft = make_draft(make_open_call(documents=[]))
    client, url = client_as(draft.applicant), reverse("applications:form", args=[draft.uid])
    quiet = {"headers": {"X-Autosave": "1"}}
    saved = client.post(url, {"revision": 1, **posted({**ANSWERS, "motivation": "New"})}, **quiet)
    assert saved.json() == {"revision": 2, "problems": 0}
    late = client.post(url, {"revision": 1, **posted(ANSWERS)}, **quiet)
    assert late.status_code == 409
    assert Client().post(url, {"revision": 2}, **quiet).status_code == 401


def test_expired_session_loses_no_draft(client_as):
    draft = make_draft(make_open_call(documents=[]))
    url = reverse("applications:form", args=[draft.uid])
    signed_out = Client()
    away = signed_out.post(url, {"revision": 1, **posted({**ANSWERS, "motivation": "Written while away"})})
    assert away["Location"].startswith(reverse("account_login"))
    signed_out.force_login(draft.applicant)
    shown = page(signed_out, "applications:form", draft.uid)
    assert "Written while away" in shown
    assert "you were away" in shown.lower()
    assert "Written while away" not in page(client_as(draft.applicant), "applications:form", draft.uid)


def test_kept_answers_of_another_person_are_not_shown():
    draft, other = make_draft(make_open_call(documents=[])), make_person()
    client = Client()
    client.post(reverse("applications:form", args=[draft.uid]), {"revision": 1, **posted(ANSWERS)})
    client.force_login(other)
    assert client.get(reverse("applications:form", args=[draft.uid])).status_code == 404


def test_typed_answers_stay_when_one_does_not_fit(client_as):
    call = make_open_call(documents=[])
    draft = make_draft(call)
    long = "x" * 501
    response = client_as(draft.applicant).post(
        reverse("applications:form", args=[draft.uid]),
        {"revision": 1, **posted({**ANSWERS, "motivation": long})},
    )
    shown = response.content.decode()
    assert long in shown
    assert "At most 500 characters; these are 501." in shown


def test_sent_application_can_no_longer_be_written_on(client_as):
    application = make_submitted(make_open_call(documents=[]))
    client = client_as(application.applicant)
    assert client.get(reverse("applications:form", args=[application.uid])).status_code == 404
    assert client.get(reverse("applications:documents", args=[application.uid])).status_code == 404
    assert client.get(reverse("applications:send", args=[application.uid])).status_code == 302


def test_withdrawing_asks_first(client_as):
    application = make_endorsed(make_open_call(documents=[]))
    client = client_as(application.applicant)
    assert "Do you want to withdraw it?" in page(client, "applications:withdraw", application.uid)
    client.post(reverse("applications:withdraw", args=[application.uid]))
    application.refresh_from_db()
    assert application.state == ApplicationState.WITHDRAWN


def test_nomination_form_prints_with_and_without_an_application(client_as):
    call = make_open_call()
    draft = make_draft(call)
    assert "signed and stamped" in page(Client(), "applications:blank_form", call.edition.slug)
    assert draft.applicant.name in page(client_as(draft.applicant), "applications:form_to_sign", draft.uid)


@pytest.fixture
def filed(db):
    """An endorsed application with files, and everybody who has nothing to do with it."""
    return make_endorsed(make_open_call())


@pytest.mark.parametrize("stranger", ["person", "coordinator", "reviewer", "juror", "regional_officer"])
def test_stranger_gets_nothing_by_a_forged_id(filed, client_as, stranger):
    person = (
        coordinator_of("seoul")
        if stranger == "coordinator"
        else make_person(*([stranger] if stranger != "person" else []))
    )
    client = client_as(person)
    passport = Document.objects.get(application=filed, kind="passport")
    for name, uid in (
        ("applications:application", filed.uid),
        ("applications:form", filed.uid),
        ("applications:documents", filed.uid),
        ("applications:send", filed.uid),
        ("applications:withdraw", filed.uid),
        ("applications:form_to_sign", filed.uid),
        ("applications:file", passport.uid),
    ):
        assert client.get(reverse(name, args=[uid])).status_code == 404, name
    for name in ("applications:withdraw", "applications:offer", "applications:send"):
        assert client.post(reverse(name, args=[filed.uid])).status_code == 404, name
    if stranger == "coordinator":
        forged = client.post(reverse("applications:nominate", args=[filed.uid]), {"act": "take_back"})
        assert forged.status_code == 404
    if stranger == "regional_officer":
        url = reverse("applications_office:application", args=[filed.uid])
        assert client.get(url).status_code == 404
        assert (
            client.post(reverse("applications_office:act", args=[filed.uid]), {"act": "eligible"}).status_code
            == 404
        )
    filed.refresh_from_db()
    assert filed.state == ApplicationState.SUBMITTED
    assert not Entry.objects.filter(act="application.document.open").exists()


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("applications:nominations", ["reviewer"]),
        ("applications:reviews", ["programme_officer"]),
        ("applications_office:applications", ["reviewer"]),
    ],
)
def test_page_of_another_role_is_forbidden(client_as, name, roles):
    assert client_as(make_person(*roles)).get(reverse(name)).status_code == 403


def test_file_opens_for_named_roles_under_a_name_that_tells_nothing(filed, client_as):
    form = Document.objects.get(application=filed, kind="nomination_form")
    passport = Document.objects.get(application=filed, kind="passport")
    opened = client_as(coordinator_of("bucharest")).get(reverse("applications:file", args=[form.uid]))
    assert opened.status_code == 200
    assert opened["Content-Disposition"] == 'attachment; filename="NW27-0001-nomination_form.png"'
    assert opened["X-Content-Type-Options"] == "nosniff"
    assert Entry.objects.filter(act="application.document.open").count() == 1
    closed = client_as(coordinator_of("bucharest")).get(reverse("applications:file", args=[passport.uid]))
    assert closed.status_code == 404
    own = client_as(filed.applicant).get(reverse("applications:file", args=[passport.uid]))
    assert "scan.png" in own["Content-Disposition"]


def test_auditor_reads_the_office_and_opens_no_file(filed, client_as):
    client = client_as(make_person("auditor"))
    assert filed.number in page(client, "applications_office:applications")
    page(client, "applications_office:application", filed.uid)
    passport = Document.objects.get(application=filed, kind="passport")
    assert client.get(reverse("applications:file", args=[passport.uid])).status_code == 404
    refused = client.post(reverse("applications_office:act", args=[filed.uid]), {"act": "eligible"})
    assert refused.status_code == 403


def test_office_sees_no_drafts(client_as):
    draft = make_draft(make_open_call(documents=[]))
    client = client_as(make_person("programme_officer"))
    assert draft.applicant.name not in page(client, "applications_office:applications")
    assert client.get(reverse("applications_office:application", args=[draft.uid])).status_code == 404


def test_coordinator_endorses_ranks_and_refuses(client_as):
    call = make_open_call(documents=[])
    first, second = make_submitted(call), make_submitted(call)
    client = client_as(coordinator_of("bucharest"))
    shown = page(client, "applications:nominations")
    assert "2 applications wait for your city" in shown
    client.post(reverse("applications:nominate", args=[first.uid]), {"act": "endorse", "rank": "2"})
    client.post(reverse("applications:nominate", args=[second.uid]), {"act": "refuse", "reason": "On leave."})
    assert Nomination.objects.get(application=first).rank == 2
    assert Nomination.objects.get(application=second).state == NominationState.REFUSED
    assert "1 of 2 places of your city is free" in page(client, "applications:nominations")


def test_no_city_is_asked_once_the_call_is_cancelled(client_as):
    call = make_open_call(documents=[])
    application = make_submitted(call)
    call.state = CallState.CANCELLED
    call.save()
    client = client_as(coordinator_of("bucharest"))
    shown = page(client, "applications:nominations")
    assert "Nothing waits for your city" in shown
    assert "The city said nothing" in shown
    assert "Endorse<" not in shown
    client.post(reverse("applications:nominate", args=[application.uid]), {"act": "endorse"})
    assert Nomination.objects.get(application=application).state == NominationState.REQUESTED


def test_application_whose_call_is_cancelled_asks_nothing_of_its_applicant(client_as):
    call = make_open_call(documents=[])
    application = make_submitted(call)
    call.state = CallState.CANCELLED
    call.save()
    shown = client_as(application.applicant).get(reverse("applications:application", args=[application.uid]))
    said = shown.content.decode()
    assert "The call is cancelled" in said
    assert "You sent your application" in said
    assert "endorses you" not in said
    assert "Withdraw the application" not in said


def test_full_quota_says_so_to_the_coordinator(client_as):
    call = make_open_call(documents=[])
    make_endorsed(call), make_endorsed(call)
    third = make_submitted(call)
    client = client_as(coordinator_of("bucharest"))
    response = client.post(
        reverse("applications:nominate", args=[third.uid]), {"act": "endorse"}, follow=True
    )
    assert "2 officials of Bucharest are already endorsed" in response.content.decode()


@pytest.fixture
def given(db):
    """One application with two readers, and the officer who gave it out."""
    call, officer = make_open_call(), make_person("programme_officer")
    make_eligible(call, officer=officer)
    for _ in range(2):
        services.seat_reader(call_id=call.pk, person=make_person("reviewer"), by=officer, now=NOW)
    services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    return list(Review.objects.select_related("reviewer", "application__applicant").order_by("pk"))


def test_reader_scores_without_knowing_the_name(given, client_as):
    mine, other = given
    client = client_as(mine.reviewer)
    assert mine.application.number in page(client, "applications:reviews")
    shown = page(client, "applications:review", mine.uid)
    assert "Our buses are late." in shown
    assert mine.application.applicant.name not in shown
    url = reverse("applications:review", args=[mine.uid])
    client.post(url, {"revision": 0, "a-motive": "4"})
    mine.refresh_from_db()
    assert (mine.state, mine.scores) == (ReviewState.DRAFT, {"motive": 4})
    incomplete = client.post(url, {"send": "1", "revision": 1, "a-motive": "4"})
    assert 'role="alert"' in incomplete.content.decode()
    client.post(url, {"send": "1", "revision": 1, "a-motive": "4", "a-use": "5"})
    mine.refresh_from_db()
    assert (mine.state, mine.total) == (ReviewState.SUBMITTED, 23)
    assert other.total is None


def test_other_readers_score_shows_only_after_ones_own(given, client_as):
    mine, other = given
    services.submit_review(
        review_id=other.pk, scores={"motive": 10, "use": 10}, comment="", by=other.reviewer, now=NOW
    )
    client = client_as(mine.reviewer)
    assert "gave 50 points" not in page(client, "applications:review", mine.uid)
    services.submit_review(
        review_id=mine.pk, scores={"motive": 1, "use": 1}, comment="", by=mine.reviewer, now=NOW
    )
    assert "Reader B gave 50 points." in page(client, "applications:review", mine.uid)


def test_readers_cannot_open_each_others_sheets(given, client_as):
    mine, other = given
    assert client_as(mine.reviewer).get(reverse("applications:review", args=[other.uid])).status_code == 404


def test_declared_conflict_closes_page_and_files(given, client_as):
    mine, _other = given
    form = Document.objects.get(application=mine.application, kind="nomination_form")
    client = client_as(mine.reviewer)
    assert client.get(reverse("applications:file", args=[form.uid])).status_code == 200
    client.post(reverse("applications:conflict", args=[mine.uid]), {"reason": "A friend."})
    assert "closed to you" in page(client, "applications:review", mine.uid)
    assert client.get(reverse("applications:file", args=[form.uid])).status_code == 404


def test_file_sent_by_the_pages_script_is_answered_in_a_word(client_as):
    draft = make_draft(make_open_call(), "seoul")
    client, url = client_as(draft.applicant), reverse("applications:documents", args=[draft.uid])
    told = client.post(url, {"kind": "passport", "passport-upload": picture()}, headers={"X-Upload": "1"})
    assert told.status_code == 200
    assert told.json()["next"].startswith(f"/applications/{draft.uid}/documents/")
    wrong = SimpleUploadedFile("scan.png", b"no picture at all")
    refused = client.post(url, {"kind": "passport", "passport-upload": wrong}, headers={"X-Upload": "1"})
    assert refused.status_code == 422
    assert refused.json()["refused"]
    # What the script has to know before it sends stands on the form.
    assert 'data-most="10000000"' in client.get(url).content.decode()
