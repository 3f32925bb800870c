"""The desk while a list is computed, and every letter before it is released."""

import pytest
from django.urls import reverse

from hansa.applications import services
from hansa.applications.enums import ApplicationState, RunState
from hansa.applications.models import Application, Decision, SelectionRun
from hansa.applications.services import computing
from hansa.messaging.enums import LetterState
from hansa.messaging.models import Letter, LetterTemplate
from tests.conftest import NOW
from tests.factories.applications import make_judged, make_open_call, make_person, make_run

pytestmark = pytest.mark.django_db
CITIES = ["seoul", "bucharest", "cordoba"]


@pytest.fixture(autouse=True)
def _at_the_tests_own_instant(monkeypatch):
    from hansa.foundation import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def second(db):
    return make_person("programme_officer", name="Second")


@pytest.fixture
def call(db):
    return make_open_call(documents=[], places=1)


def address(name, call, *more):
    return reverse(f"applications_office:{name}", args=[call.edition.slug, *more])


@pytest.fixture
def begun(call, officer):
    make_judged(call, CITIES, officer)
    computing_run = services.listing.blank(call, services.preparing.prepare(call), by=officer, now=NOW)
    computing_run.progress = {"step": "explanations", "done": 2, "of": 3, "heard": NOW.isoformat()}
    computing_run.save()
    return computing_run


@pytest.fixture
def sealed(call, officer):
    run = make_run(call, CITIES, officer)
    return services.seal_selection(run_id=run.pk, by=officer, now=NOW)


def test_page_shows_how_far_a_list_has_come_and_loads_itself_without_script(call, officer, begun, client_as):
    client = client_as(officer)
    shown = client.get(address("selection", call)).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in shown
    assert "The list of 3 candidates is being computed" in shown
    assert "Step 3 of 5: By how much everybody is in or out" in shown
    assert "2 of 3" in shown
    assert address("run", call) not in shown
    part = client.get(address("progress", call))
    assert (part.status_code, "<html" in part.content.decode()) == (200, False)
    assert "Step 3 of 5" in part.content.decode()


def test_officer_stops_it_and_the_page_says_so(call, officer, begun, client_as):
    client = client_as(officer)
    client.post(address("stop", call), {"run": begun.uid})
    shown = client.get(address("selection", call)).content.decode()
    assert "Officer stopped it, so no list was kept." in shown
    assert "http-equiv" not in shown
    assert client.get(address("progress", call)).status_code == 204
    client.post(address("run", call))
    assert "stopped it" not in client.get(address("selection", call)).content.decode()
    assert SelectionRun.objects.get(state=RunState.COMPUTED).number == 2


@pytest.mark.parametrize("why", ["stale", "broken", "decided"])
def test_why_no_list_came_of_it_is_said(call, officer, begun, client_as, why):
    computing._end(begun.pk, why)
    assert (
        "No list came of the last attempt"
        in client_as(officer).get(address("selection", call)).content.decode()
    )


def test_auditor_looks_on_and_stops_nothing(call, begun, client_as):
    client = client_as(make_person("auditor"))
    assert client.get(address("progress", call)).status_code == 200
    assert client.post(address("stop", call), {"run": begun.uid}).status_code == 403
    begun.refresh_from_db()
    assert begun.state == RunState.COMPUTING


def test_preview_shows_every_letter_and_exactly_these_are_sent(call, officer, second, sealed, client_as):
    person = Application.objects.get(number="NW27-0003").applicant
    person.language = "ko"
    person.save()
    LetterTemplate.objects.filter(key__endswith=":not-selected").update(
        texts={code: {"subject": f"not-selected {code}", "body": "{name}"} for code in ("en", "ko")}
    )
    url, client = address("release", call, sealed.uid), client_as(second)
    shown = client.get(url).content.decode()
    assert "3 letters go out when this list is released" in shown
    assert shown.count('<h2 id="selected">1 offer of a place') == 1
    assert "<bdi>한국어: 1</bdi>" in shown
    for name in Application.objects.values_list("applicant__name", flat=True):
        assert name in shown
    found = services.preview(sealed, now=NOW)
    before = set(Letter.objects.values_list("pk", flat=True))
    client.post(url, {"seen": found.digest})
    client.post(url, {"seen": found.digest})
    sent = Letter.objects.exclude(pk__in=before)
    told = {
        (one.number, f":{letter}", one.language)
        for batch, letter in zip(found.batches, ("accepted", "reserve", "not-selected"), strict=True)
        for one in batch.people
    }
    numbers = dict(Application.objects.values_list("applicant_id", "number"))
    assert {
        (numbers[one.to_id], one.template_key[one.template_key.rindex(":") :], one.language) for one in sent
    } == told
    assert len(sent) == 3


@pytest.mark.parametrize("change", ["withdrawn", "template", "language", "nothing seen"])
def test_what_changed_since_the_preview_is_shown_again_before_anything_is_sent(
    call, officer, second, sealed, client_as, change
):
    url, client = address("release", call, sealed.uid), client_as(second)
    seen = services.preview(sealed, now=NOW).digest
    one = Application.objects.get(number="NW27-0002")
    if change == "withdrawn":
        services.withdraw_application(application_id=one.pk, by=one.applicant, now=NOW)
    elif change == "template":
        LetterTemplate.objects.filter(key__endswith=":accepted").update(version=2)
    elif change == "language":
        type(one.applicant).objects.filter(pk=one.applicant_id).update(language="ko")
    else:
        seen = ""
    letters = Letter.objects.count()
    answer = client.post(url, {"seen": seen}, follow=True)
    assert "Something changed since this page was shown" in answer.content.decode()
    sealed.refresh_from_db()
    assert (sealed.state, Letter.objects.count()) == (RunState.SEALED, letters)
    assert not Decision.objects.exclude(released_at=None).exists()


def test_preview_says_who_is_not_reached_and_who_is_left_out(call, officer, second, sealed, client_as):
    lost, gone = Application.objects.get(number="NW27-0001"), Application.objects.get(number="NW27-0002")
    Letter.objects.filter(to=lost.applicant).update(state=LetterState.BOUNCED)
    services.withdraw_application(application_id=gone.pk, by=gone.applicant, now=NOW)
    shown = client_as(second).get(address("release", call, sealed.uid)).content.decode()
    assert "1 person will probably not get the letter" in shown
    assert "1 person on the list no longer waits" in shown
    assert "2 letters go out" in shown


def test_whoever_computed_the_list_sees_the_letters_and_cannot_send_them(call, officer, sealed, client_as):
    client, url = client_as(officer), address("release", call, sealed.uid)
    shown = client.get(url).content.decode()
    assert "a second officer has to release it" in shown
    assert 'name="seen"' not in shown
    client.post(url, {"seen": services.preview(sealed, now=NOW).digest})
    assert set(Application.objects.values_list("state", flat=True)) == {ApplicationState.UNDER_REVIEW}


@pytest.mark.parametrize("role", ["auditor", "reviewer", "regional_officer"])
def test_letters_are_not_for_others(call, sealed, client_as, role):
    answer = client_as(make_person(role)).get(address("release", call, sealed.uid))
    assert answer.status_code in (403, 404)


def test_preview_costs_the_same_at_1_and_12_rows(officer, second, client_as, queries):
    counted = []
    for rows in (1, 12):
        call = make_open_call(f"nia-{rows}", documents=[], places=3)
        run = make_run(call, [f"town-{number}" for number in range(rows)], officer)
        services.seal_selection(run_id=run.pk, by=officer, now=NOW)
        client, url = client_as(second), address("release", call, run.uid)
        client.get(url)
        with queries() as asked:
            assert client.get(url).status_code == 200
        counted.append(len(asked))
    assert counted[0] == counted[1]
