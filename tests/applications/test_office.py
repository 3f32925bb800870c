"""The office's pages, and that lists cost a fixed number of queries."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hansa.applications import services
from hansa.applications.enums import ApplicationState
from hansa.applications.models import Application, Document, Interview, Review, SelectionRun
from hansa.programmes.enums import CallState
from hansa.questionnaires import models as questionnaires
from tests.conftest import NOW
from tests.factories.applications import (
    ANSWERS,
    coordinator_of,
    make_eligible,
    make_endorsed,
    make_judged,
    make_open_call,
    make_person,
    make_run,
    make_submitted,
    picture,
)

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


def test_officer_screens_with_a_reason(client_as):
    application = make_endorsed(make_open_call(documents=[]))
    client = client_as(make_person("programme_officer"))
    shown = page(client, "applications_office:application", application.uid)
    assert "Our buses are late." in shown
    url = reverse("applications_office:act", args=[application.uid])
    refused = client.post(url, {"act": "ineligible", "reason": ""}, follow=True)
    assert "Write the reason" in refused.content.decode()
    client.post(url, {"act": "eligible"})
    application.refresh_from_db()
    assert application.state == ApplicationState.ELIGIBLE


def test_row_says_that_the_call_is_cancelled_and_that_nobody_waits_for_the_city(client_as):
    application = make_submitted(make_open_call())
    client = client_as(make_person("programme_officer"))
    row = page(client, "applications_office:applications")
    assert "The call is cancelled" not in row
    assert ">Waiting for the city<" in row
    type(application.call).objects.update(state=CallState.CANCELLED)
    row = page(client, "applications_office:applications")
    assert "The call is cancelled" in row
    assert ">The city said nothing<" in row
    assert "The city said nothing" in page(client, "applications_office:application", application.uid)


@pytest.mark.parametrize(
    ("of", "said"),
    [("submitted", "Waiting for the city"), ("ineligible", "The city said nothing")],
)
def test_city_is_waited_for_only_while_its_word_counts(of, said):
    assert services.city_word("requested", of=of) == said
    assert services.city_word("endorsed", of=of) == "Endorsed by the city"


def test_panel_of_a_call_that_is_read_says_so_and_gives_nothing_more_out(client_as):
    call = make_open_call(documents=[])
    officer = client_as(make_person("programme_officer"))
    shown = page(officer, "applications_office:reviews", call.edition.slug)
    assert "Nothing to read yet" in shown
    assert ">Give out</button>" not in shown
    make_run(call, ["bucharest"], make_person("programme_officer"))
    Application.objects.filter(call=call).update(state=ApplicationState.CONFIRMED)
    shown = page(officer, "applications_office:reviews", call.edition.slug)
    assert "Every review is in" in shown
    assert ">Give out</button>" not in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "bucharest"}, ["NW27-0001"]),
        ({"q": "0002"}, ["NW27-0002"]),
        ({"region": "europe"}, ["NW27-0001"]),
        ({"state": "eligible"}, []),
        ({"documents": "missing"}, []),
        ({"call": "nia-2027", "sort": "city"}, ["NW27-0001", "NW27-0002"]),
    ],
)
def test_list_narrows(client_as, query, found):
    call = make_open_call(documents=[])
    make_submitted(call, "bucharest"), make_submitted(call, "seoul")
    shown = page(client_as(make_person("programme_officer")), "applications_office:applications", **query)
    assert [number for number in ("NW27-0001", "NW27-0002") if number in shown] == found


def test_officer_walks_from_readers_to_release(client_as):
    call = make_open_call(documents=[], places=1)
    officer, second = make_person("programme_officer"), make_person("programme_officer")
    client, slug = client_as(officer), call.edition.slug
    for member in ("seoul", "bucharest"):
        make_eligible(call, member, officer=officer)
    for _ in range(2):
        make_person("reviewer")
    assert "2 applications wait for readers" in page(client, "applications_office:reviews", slug)
    client.post(reverse("applications_office:assign", args=[slug]))
    early = client.post(reverse("applications_office:run", args=[slug]), follow=True)
    assert "Scores are missing" in early.content.decode()
    for review in Review.objects.all():
        services.submit_review(
            review_id=review.pk, scores={"motive": 5, "use": 5}, comment="", by=review.reviewer, now=NOW
        )
    client.post(reverse("applications_office:run", args=[slug]))
    shown = page(client, "applications_office:selection", slug)
    assert "Proven: no better list exists" in shown
    assert "At most 2 a city" in shown
    run = SelectionRun.objects.get()
    client.post(reverse("applications_office:seal", args=[slug]), {"run": run.uid})
    shown = page(client, "applications_office:selection", slug)
    assert "a second officer has to release it" in shown
    other, release = client_as(second), reverse("applications_office:release", args=[slug, run.uid])
    assert release in page(other, "applications_office:selection", slug)
    shown = other.get(release).content.decode()
    assert "2 letters go out when this list is released" in shown
    other.post(release, {"seen": services.preview(run, now=NOW).digest})
    offered = Application.objects.get(state=ApplicationState.OFFERED)
    applicant = client_as(offered.applicant)
    assert "A place is yours if you take it by" in page(applicant, "applications:application", offered.uid)
    applicant.post(reverse("applications:offer", args=[offered.uid]), {"answer": "accept"})
    assert "your place is confirmed" in page(applicant, "applications:application", offered.uid)


def test_conflict_of_rules_is_shown_in_words(client_as):
    officer = make_person("programme_officer")
    ranges = [{"attribute": "region", "value": "europe", "min": 2}]
    call = make_open_call(documents=[], places=2, selection={"ranges": ranges, "lots_seed": "seed"})
    make_run(call, ["seoul", "chengdu"], officer)
    shown = page(client_as(officer), "applications_office:selection", call.edition.slug)
    assert "No list keeps all of these rules" in shown
    assert "At least 2: Europe" in shown


def test_until_the_release_the_applicants_page_says_under_review(client_as):
    officer = make_person("programme_officer")
    call = make_open_call(documents=[], places=1)
    run = make_run(call, ["seoul", "bucharest"], officer)
    services.seal_selection(run_id=run.pk, by=officer, now=NOW)
    pages = set()
    for application in Application.objects.select_related("applicant", "member"):
        shown = page(client_as(application.applicant), "applications:application", application.uid)
        assert "Under review. Nothing for you to do." in shown
        pages.add("reserve" in shown.lower())
    assert pages == {False}


def test_run_of_another_call_cannot_be_released(client_as):
    officer = make_person("programme_officer")
    run = make_run(make_open_call(documents=[], places=1), ["seoul"], officer)
    other = make_open_call("nia-2028", documents=[])
    url = reverse("applications_office:seal", args=[other.edition.slug])
    assert client_as(officer).post(url, {"run": run.uid}).status_code == 404


@pytest.mark.parametrize(
    ("name", "with_slug"),
    [
        ("applications_office:applications", False),
        ("applications_office:reviews", True),
        ("applications_office:selection", True),
    ],
)
def test_office_lists_cost_the_same_at_1_and_12_rows(client_as, queries, name, with_slug):
    officer = make_person("programme_officer")
    call = make_open_call(documents=[], places=3)
    client = client_as(officer)
    url = reverse(name, args=[call.edition.slug] if with_slug else [])
    counted = []
    for rows in (1, 11):
        make_judged(call, [f"town-{number}-{rows}" for number in range(rows)], officer)
        services.run_selection(call_id=call.pk, by=officer, now=NOW)
        client.get(url)
        with queries() as asked:
            assert client.get(url).status_code == 200
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_readers_list_costs_the_same_at_1_and_8_rows(client_as, queries):
    officer, reader = make_person("programme_officer"), make_person("reviewer")
    call = make_open_call(documents=[], reviews_per_application=1)
    services.seat_reader(call_id=call.pk, person=reader, by=officer, now=NOW)
    client, counted = client_as(reader), []
    for rows in (1, 7):
        for number in range(rows):
            make_eligible(call, f"town-{number}-{rows}", officer=officer)
        services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
        client.get(reverse("applications:reviews"))
        with queries() as asked:
            page(client, "applications:reviews")
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_coordinators_list_costs_the_same_at_1_and_8_rows(client_as, queries):
    call, speaker, counted = make_open_call(documents=[]), coordinator_of("bucharest"), []
    client = client_as(speaker)
    for rows in (1, 7):
        for _ in range(rows):
            make_submitted(call)
        client.get(reverse("applications:nominations"))
        with queries() as asked:
            page(client, "applications:nominations")
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_desk_says_what_waits_for_an_officer():
    from hansa.applications.office.work import waiting_for

    call = make_open_call(documents=[], places=1)
    officer, second = make_person("programme_officer"), make_person("programme_officer")
    make_submitted(call)
    assert [item.title for item in waiting_for(officer, NOW)] == ["1 application to screen"]
    Application.objects.update(state=ApplicationState.WITHDRAWN)
    run = make_run(call, ["seoul"], officer)
    assert [item.title for item in waiting_for(officer, NOW)] == ["A list waits to be sealed"]
    services.seal_selection(run_id=run.pk, by=officer, now=NOW)
    assert list(waiting_for(officer, NOW)) == []
    assert len(list(waiting_for(second, NOW))) == 1
    assert list(waiting_for(make_person("regional_officer"), NOW)) == []


def test_desk_says_before_the_closing_what_is_not_whole_yet():
    from hansa.applications.office.work import not_in_yet

    call = make_open_call()
    officer = make_person("programme_officer")
    make_submitted(call)
    draft = make_submitted(call)
    Application.objects.filter(pk=draft.pk).update(state=ApplicationState.DRAFT)
    closes = call.closes_at
    assert not list(not_in_yet(officer, closes - timedelta(days=8)))
    [soon] = list(not_in_yet(officer, closes - timedelta(days=6)))
    assert soon.title == "2 applications are not whole yet"
    assert "1 begun and not sent" in soon.detail
    assert "1 without the city’s word" in soon.detail
    assert (soon.due_at, soon.urgency) == (closes, "soon")
    assert "word=requested" in soon.url
    [now] = list(not_in_yet(officer, closes - timedelta(hours=5)))
    assert now.urgency == "now"
    assert not list(not_in_yet(officer, closes + timedelta(hours=1)))


def test_desk_asks_for_the_list_when_the_interviews_are_held():
    from hansa.applications.office.work import waiting_for

    officer = make_person("programme_officer")
    [application] = make_judged(make_open_call(documents=[]), ["seoul"], officer)
    interview = Interview.objects.create(application=application, book_by=NOW, invited_at=NOW)
    assert not [item for item in waiting_for(officer, NOW) if "make the list" in item.title]
    interview.delete()
    assert [item for item in waiting_for(officer, NOW) if "make the list" in item.title]


def test_scores_stay_to_be_read_after_the_list(client_as):
    officer = make_person("programme_officer")
    call = make_open_call(documents=[], places=1)
    make_run(call, ["seoul"], officer)
    Application.objects.update(state=ApplicationState.CONFIRMED)
    shown = page(client_as(officer), "applications_office:scores", call.edition.slug)
    assert "No scores yet" not in shown
    assert "Let them talk" not in shown


def test_rarer_filters_wait_in_a_fold_that_is_open_where_one_is_used(client_as):
    make_submitted(make_open_call())
    client = client_as(make_person("programme_officer"))
    assert (
        '<details class="more"><summary'
        in page(client, "applications_office:applications").split("<table")[0]
    )
    narrowed = page(client, "applications_office:applications", documents="complete")
    assert '<details class="more" open><summary' in narrowed.split("<table")[0]


def test_own_data_download_holds_nothing_unreleased():
    from hansa.applications.selectors import export_of

    officer = make_person("programme_officer")
    call = make_open_call(documents=[], places=1)
    run = make_run(call, ["seoul"], officer)
    services.seal_selection(run_id=run.pk, by=officer, now=NOW)
    (row,) = export_of(Application.objects.get().applicant)
    assert row["state"] == "under_review"
    assert "selected" not in str(row)


def test_officer_reads_what_was_sent_while_its_applicant_completes_it(client_as):
    application = make_submitted(make_open_call())
    officer = make_person("programme_officer")
    services.return_for_completion(application_id=application.pk, reason="A stamp.", by=officer, now=NOW)
    later = NOW + timedelta(minutes=5)
    person = application.applicant
    revision = questionnaires.Response.objects.get(subject=application.subject).revision
    services.save_answers(
        application_id=application.pk,
        answers={**ANSWERS, "motivation": "Half a new sentence"},
        revision=revision,
        by=person,
        now=later,
    )
    services.attach_document(
        application_id=application.pk, kind="passport", upload=picture(), by=person, now=later
    )
    sent, new = Document.objects.filter(application=application, kind="passport").order_by(
        "uploaded_at", "pk"
    )
    client = client_as(officer)
    shown = page(client, "applications_office:application", application.uid)
    assert "Our buses are late." in shown
    assert "Half a new sentence" not in shown
    assert "The applicant is completing it until" in shown
    assert str(sent.uid) in shown
    assert str(new.uid) not in shown
    assert client.get(reverse("applications:file", args=[sent.uid])).status_code == 200
    assert client.get(reverse("applications:file", args=[new.uid])).status_code == 404
    export = client.get(reverse("applications_office:export"), {"call": "nia-2027", "as": "csv"})
    assert b"Our buses are late." in export.content
    assert b"Half a new" not in export.content
    services.submit_application(application_id=application.pk, by=person, now=later)
    assert "Half a new sentence" in page(client, "applications_office:application", application.uid)
    assert client.get(reverse("applications:file", args=[new.uid])).status_code == 200
