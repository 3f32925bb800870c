"""The lists of the office: what an address asks, saved views, and acts on many rows with their preview."""

from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from hansa.applications.enums import ApplicationState
from hansa.applications.models import Application
from hansa.foundation.audit.models import Entry
from hansa.foundation.audit.services import record
from hansa.foundation.office import keeping, lists, services
from hansa.foundation.office.models import BulkRun, SavedView
from hansa.foundation.ui.frame import frame_of
from hansa.messaging.models import Letter
from tests.conftest import NOW
from tests.factories.applications import make_endorsed, make_open_call, make_person, make_submitted

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]
LIST = "applications_office:applications"


@pytest.fixture(autouse=True)
def _at_the_tests_own_instant(monkeypatch):
    from hansa.foundation import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)
    keeping.forget()


@pytest.fixture
def officer(db):
    return make_person("programme_officer")


def shown(client, url, **query) -> str:
    response = client.get(url, query)
    assert response.status_code == 200
    return response.content.decode()


def save(client, name="Africa first", query="state=submitted", **more):
    data = {"list": "applications", "name": name, "query": query} | more
    return client.post(reverse("office:save_view"), data)


def act_url() -> str:
    return reverse("office:act", args=["applications"])


def confirm(client, rows, act="eligible", key=None, **more):
    data = {"act": act, "row": [str(row.pk) for row in rows], "key": str(key or uuid4())} | more
    return client.post(act_url(), data)


def test_list_is_sorted_by_its_heads(officer, client_as):
    call = make_open_call(documents=[])
    make_submitted(call, "seoul"), make_submitted(call, "bucharest")
    page = shown(client_as(officer), reverse(LIST), sort="-number")
    assert page.index("NW27-0002") < page.index("NW27-0001")
    assert 'aria-sort="descending"' in page


def test_unknown_questions_of_an_address_are_left_out(officer, client_as):
    make_submitted(make_open_call(documents=[]))
    page = shown(client_as(officer), reverse(LIST), state="none-such", sort="password", page="99x", q="")
    assert "NW27-0001" in page


def test_words_are_shown_as_they_are_typed(officer, client_as):
    page = shown(client_as(officer), reverse(LIST), q="<script>alert(1)</script>")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_page_beyond_the_last_shows_the_last(officer, client_as):
    make_submitted(make_open_call(documents=[]))
    assert "NW27-0001" in shown(client_as(officer), reverse(LIST), page="7")


def test_chip_takes_one_filter_off(officer, client_as):
    make_submitted(make_open_call(documents=[]))
    page = shown(client_as(officer), reverse(LIST), state="submitted", documents="complete")
    assert 'class="chip" href="?documents=complete"' in page
    assert 'class="chip" href="?state=submitted"' in page


def test_saved_view_stands_above_the_list_of_its_owner_alone(officer, client_as):
    make_submitted(make_open_call(documents=[]))
    client, other = client_as(officer), client_as(make_person("programme_officer"))
    assert save(client).url == f"{reverse(LIST)}?state=submitted"
    assert "Africa first" in shown(client, reverse(LIST))
    assert "Africa first" not in shown(other, reverse(LIST))


def test_shared_view_is_seen_by_the_office_and_removed_by_its_owner_alone(officer, client_as):
    make_submitted(make_open_call(documents=[]))
    client, other = client_as(officer), client_as(make_person("auditor"))
    save(client, is_shared="1")
    assert "Africa first" in shown(other, reverse(LIST))
    url = reverse("office:remove_view", args=[SavedView.objects.get().pk])
    assert other.post(url).status_code == 404
    assert client.post(url).status_code == 302
    assert not SavedView.objects.exists()


def test_same_name_takes_the_new_query(officer, client_as):
    client = client_as(officer)
    save(client), save(client, query="state=returned")
    assert SavedView.objects.get().query == "state=returned"


def test_view_without_a_name_says_what_to_write(officer, client_as):
    answer = client_as(officer).post(
        reverse("office:save_view"),
        {"list": "applications", "name": "", "query": "state=submitted"},
        follow=True,
    )
    assert "Give the view a name" in answer.content.decode()


def test_views_are_not_kept_by_a_reviewer(client_as):
    assert save(client_as(make_person("reviewer"))).status_code == 403


def test_preview_says_what_is_done_and_does_nothing(officer, client_as):
    call = make_open_call(documents=[])
    ready, waiting = make_endorsed(call), make_submitted(call, "seoul")
    page = shown(client_as(officer), act_url(), act="eligible", row=[ready.pk, waiting.pk])
    assert "Find 1 application eligible" in page
    assert "1 is left out" in page
    assert "The city has not decided yet." in page
    assert set(Application.objects.values_list("state", flat=True)) == {"submitted"}


def test_what_is_done_is_what_the_preview_said(officer, client_as):
    call = make_open_call(documents=[])
    ready, waiting = make_endorsed(call), make_submitted(call, "seoul")
    client = client_as(officer)
    answer = confirm(client, [ready, waiting])
    ready.refresh_from_db(), waiting.refresh_from_db()
    assert (ready.state, waiting.state) == (ApplicationState.ELIGIBLE, ApplicationState.SUBMITTED)
    page = shown(client, answer.url)
    assert "1 application is eligible" in page
    assert "1 was left as it was" in page
    assert Entry.objects.filter(act="application.find_eligible").count() == 1


def test_second_press_changes_nothing(officer, client_as):
    application = make_submitted(make_open_call(documents=[]))
    client, key = client_as(officer), uuid4()
    answers = [confirm(client, [application], "return", key, reason="The stamp.") for _ in range(2)]
    assert answers[0].url == answers[1].url
    assert BulkRun.objects.get().done == [str(application.pk)]
    assert Letter.objects.filter(template_key__endswith="returned").count() <= 1
    assert Entry.objects.filter(act="application.return").count() == 1


def test_return_of_many_asks_for_the_reason(officer, client_as):
    application = make_submitted(make_open_call(documents=[]))
    client = client_as(officer)
    answer = confirm(client, [application], "return", reason="")
    assert answer.status_code == 422
    assert "Write what is missing" in answer.content.decode()
    assert not BulkRun.objects.exists()


def test_all_that_were_found_are_those_of_the_filter(officer, client_as):
    call = make_open_call(documents=[])
    make_endorsed(call, "bucharest"), make_endorsed(call, "seoul")
    page = shown(client_as(officer), act_url(), act="eligible", all="1", query="q=seoul")
    assert "Find 1 application eligible" in page


def test_rows_of_others_are_out_of_reach(client_as):
    application = make_endorsed(make_open_call(documents=[]))
    client = client_as(make_person("regional_officer"))
    answer = confirm(client, [application])
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED
    assert BulkRun.objects.get(pk=answer.url.split("/")[-2]).done == []


def test_auditor_sees_no_boxes_and_may_not_act(client_as):
    application = make_endorsed(make_open_call(documents=[]))
    client = client_as(make_person("auditor"))
    assert 'name="row"' not in shown(client, reverse(LIST))
    assert confirm(client, [application]).status_code == 403


def test_result_of_a_stranger_is_not_there(officer, client_as):
    application = make_endorsed(make_open_call(documents=[]))
    answer = confirm(client_as(officer), [application])
    assert client_as(make_person("programme_officer")).get(answer.url).status_code == 404


def test_unknown_act_is_not_there(officer, client_as):
    assert client_as(officer).get(act_url(), {"act": "erase"}).status_code == 404


def test_failed_act_leaves_no_trace(officer):
    from hansa.foundation.office.lists import find

    (act, *_others) = find("applications").acts
    first = make_endorsed(make_open_call(documents=[]))

    def fails(by, key, now, answers):
        if key == "broken":
            raise RuntimeError
        return act.do(by, key, now, answers)

    broken = type(act)(**{**act.__dict__, "do": fails})
    with pytest.raises(RuntimeError):
        services.carry_out(
            key=uuid4(), list_key="applications", act=broken, rows=[str(first.pk), "broken"], query="",
            answers={}, by=officer, now=NOW,
        )  # fmt: skip
    first.refresh_from_db()
    assert first.state == ApplicationState.SUBMITTED
    assert not BulkRun.objects.exists()


def test_empty_list_says_so_and_offers_no_views_of_nothing(client_as, person_with):
    client = client_as(person_with("programme_officer"))
    page = client.get(reverse("messaging_office:outbox")).content.decode()
    assert "<h1>No letter was written yet</h1>" in page
    assert 'class="views"' not in page
    narrowed = client.get(reverse("messaging_office:outbox"), {"state": "failed"}).content.decode()
    assert 'class="views"' in narrowed


def test_house_that_opened_empty_is_called_a_trial_and_not_a_demonstration(settings, tmp_path):
    settings.HANSA_DATA_DIR = tmp_path
    frame = frame_of(None)
    assert "A trial: its keys are known" in render_to_string("ui/banner.html", {"frame": frame})
    (tmp_path / "demo.json").write_text("{}")
    assert "Demonstration. The programmes" in render_to_string("ui/banner.html", {"frame": frame})


def test_list_counts_what_lies_beyond_its_page_and_anew_after_an_act(client_as):
    auditor = make_person("auditor")
    for _time in range(120):
        record(None, "video.make")
    url, here = reverse("accounts_office:log"), client_as(auditor)
    acts = Entry.objects.count()
    assert f"{acts} acts on record" in shown(here, url)
    record(None, "video.make")
    assert f"{acts + 1} acts on record" in shown(here, url)
    assert "121 acts on record" in shown(here, url, act="video.")


def test_list_whose_rows_are_gathered_from_others_is_counted_one_by_one(now):
    officer = make_person("programme_officer")
    request = RequestFactory().get("/")
    request.user, request.resolver_match = officer, None
    for definition in lists.definition._lists.values():
        asked = lists.page.asked_of(request)
        question = lists.asking.read(definition, request.GET, lists.asking.choices_of(definition, asked))
        each = lists.asking.narrowed(definition, asked, question).order_by().count()
        assert lists.asking._count(definition, asked, question) == each, definition.key
