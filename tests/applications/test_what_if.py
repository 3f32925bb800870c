"""What if: other rules are computed beside the list, compared, adopted for a reason, and nobody is told anything."""

import re

import pytest
from django.urls import reverse

from hansa.applications import services
from hansa.applications.enums import RunKind, RunState
from hansa.applications.models import Application, Decision, SelectionRun
from hansa.applications.rules.changes import Changes, read, widened, without
from hansa.messaging.models import Letter
from tests.conftest import NOW
from tests.factories.applications import make_open_call, make_person, make_run
from tests.factories.network import make_member

AFRICA = [{"attribute": "region", "value": "africa", "min": 1}]
#: Earlier numbers have more points.
CITIES = ["seoul", "tunis", "bucharest", "dakar"]


@pytest.fixture
def officer(db):
    return make_person("programme_officer")


@pytest.fixture
def run(officer):
    for key in ("tunis", "dakar"):
        member = make_member(key)
        type(member).objects.filter(pk=member.pk).update(region="africa")
    call = make_open_call(
        documents=[], places=2, selection={"ranges": AFRICA, "reserves": 1, "lots_seed": "seed"}
    )
    return make_run(call, CITIES, officer)


def test_changes_read_back_and_say_nothing_where_nothing_changed():
    assert Changes().plain() == {}
    assert not Changes(reason="only a reason")
    said = Changes(places=3, forced_in={"A-1": "why"}, reason="r").with_range("region", "africa", 2, 4)
    assert read(said.plain()) == said
    assert said.of_rules
    assert not Changes(forced_out={"A-1": "why"}).of_rules


@pytest.mark.database_service
def test_scenario_stands_beside_the_list_and_touches_nothing(run, officer):
    changes = Changes().with_range("region", "africa", 2, 9)
    letters = Letter.objects.count()
    found = services.compute_scenario(call_id=run.call_id, changes=changes, title="two", by=officer, now=NOW)
    assert (found.kind, set(found.result["selected"])) == (RunKind.SCENARIO, {"NW27-0002", "NW27-0004"})
    run.refresh_from_db()
    assert (run.state, Letter.objects.count()) == (RunState.COMPUTED, letters)
    assert Decision.objects.filter(run=found).count() == 0
    services.seal_selection(run_id=run.pk, by=officer, now=NOW)  # the list is still the one it was
    with pytest.raises(services.ActRefused):
        services.adopt_scenario(run_id=found.pk, reason="Because.", by=officer, now=NOW)


@pytest.mark.database_service
def test_adopted_scenario_is_sealed_with_its_reason_and_the_letter_claims_nothing_else(run, officer):
    changes = Changes().with_range("region", "africa", 2, 9)
    known = {"by": officer, "now": NOW}
    found = services.compute_scenario(call_id=run.call_id, changes=changes, title="two", **known)
    with pytest.raises(services.ReasonMissing):
        services.adopt_scenario(run_id=found.pk, reason=" ", **known)
    adopted = services.adopt_scenario(run_id=found.pk, reason="Two cities of Africa joined.", **known)
    assert adopted.changes["reason"] == "Two cities of Africa joined."
    assert set(adopted.result["selected"]) == {"NW27-0002", "NW27-0004"}
    services.seal_selection(run_id=adopted.pk, **known)
    services.release_decisions(run_id=adopted.pk, by=make_person("programme_officer"), now=NOW)
    letter = Letter.objects.filter(template_key__endswith=":reserve").get()
    assert "The board changed rules of the call" in letter.text
    assert "before anyone saw a score" not in letter.text


@pytest.mark.database_service
def test_somebody_is_held_in_or_out_only_with_a_reason_and_stays_so_in_what_is_sealed(run, officer):
    known = {"call_id": run.call_id, "title": "", "by": officer, "now": NOW}
    with pytest.raises(services.ReasonMissing):
        services.compute_scenario(**known, changes=Changes(forced_in={"NW27-0004": ""}))
    with pytest.raises(services.Refused, match="NW27-0099"):
        services.compute_scenario(**known, changes=Changes(forced_out={"NW27-0099": "Gone."}))
    both = Changes(forced_in={"NW27-0004": "x"}, forced_out={"NW27-0004": "y"})
    with pytest.raises(services.Refused):
        services.compute_scenario(**known, changes=both)
    found = services.compute_scenario(**known, changes=Changes(forced_in={"NW27-0004": "The host's city."}))
    adopted = services.adopt_scenario(run_id=found.pk, reason="As agreed.", by=officer, now=NOW)
    assert adopted.rules["forced_in"] == ["NW27-0004"]
    assert adopted.changes["forced_in"] == {"NW27-0004": "The host's city."}
    assert "NW27-0004" in adopted.result["selected"]
    assert services.seal_selection(run_id=adopted.pk, by=officer, now=NOW).state == RunState.SEALED


@pytest.mark.database_service
def test_three_scenarios_stand_side_by_side_and_the_fourth_makes_the_first_go(run, officer):
    for places in (1, 2, 3, 4):
        services.compute_scenario(
            call_id=run.call_id, changes=Changes(places=places), title="", by=officer, now=NOW
        )
    assert [one.changes["places"] for one in services.scenarios_of(run.call)] == [4, 3, 2]


def test_one_more_from_africa_is_two_clicks(run, officer, client_as, queries):
    client, slug = client_as(officer), run.call.edition.slug
    url = reverse("applications_office:what_if", args=[slug])
    assert url in client.get(reverse("applications_office:selection", args=[slug])).content.decode()
    shown = client.get(url).content.decode()
    assert 'value="region=africa"' in shown
    client.post(reverse("applications_office:compute_scenario", args=[slug]), {"more": "region=africa"})
    scenario = SelectionRun.objects.get(kind=RunKind.SCENARIO)
    assert scenario.rules["ranges"]["region"]["africa"][0] == 2
    shown = client.get(url).content.decode()
    names = dict(Application.objects.values_list("number", "applicant__name"))
    assert names["NW27-0004"] in shown  # comes in
    assert names["NW27-0001"] in shown  # goes out
    with queries() as one:
        client.get(url)
    for _ in range(2):
        client.post(reverse("applications_office:compute_scenario", args=[slug]), {"more": "region=africa"})
    client.get(url)
    with queries() as three:
        client.get(url)
    assert len(one) == len(three)
    settle = reverse("applications_office:settle_scenario", args=[slug])
    client.post(settle, {"run": scenario.uid, "act": "adopt", "reason": "As the board wishes."})
    assert (
        "As the board wishes."
        in client.get(reverse("applications_office:selection", args=[slug])).content.decode()
    )


def test_page_says_at_once_whether_a_list_exists(run, officer, client_as):
    url = reverse("applications_office:what_if", args=[run.call.edition.slug])
    client = client_as(officer)
    some = client.get(url, {"look": "1", "low:region=africa": "2", "high:region=africa": ""}).content.decode()
    assert re.search(r"“At least 2: .+” costs \d+ points</h1>", some)
    none = client.get(url, {"look": "1", "low:region=africa": "3", "high:region=africa": ""}).content.decode()
    assert "no list keeps all of the rules</h1>" in none
    assert "The least that would have to give:" in none
    wrong = client.get(
        url, {"look": "1", "low:region=africa": "2", "high:region=africa": "1"}
    ).content.decode()
    assert "cannot be meant" in wrong
    assert not SelectionRun.objects.filter(kind=RunKind.SCENARIO).exists()
    # Whoever only reads is answered as well, at once and without anything being kept.
    read = client_as(make_person("auditor")).get(url, {"more": "region=africa"}).content.decode()
    assert re.search(r"costs \d+ points</h1>", read)
    names = dict(Application.objects.values_list("number", "applicant__name"))
    assert names["NW27-0004"] in read
    assert names["NW27-0001"] in read
    assert not SelectionRun.objects.filter(kind=RunKind.SCENARIO).exists()
    post = reverse("applications_office:compute_scenario", args=[run.call.edition.slug])
    assert client_as(make_person("auditor")).post(post, {"more": "region=africa"}).status_code == 403
    assert client_as(Application.objects.first().applicant).get(url).status_code == 403


def test_rules_without_a_list_are_tried_again_with_the_least_that_has_to_give(run, officer, client_as):
    client, slug = client_as(officer), run.call.edition.slug
    page = reverse("applications_office:what_if", args=[slug])
    compute = reverse("applications_office:compute_scenario", args=[slug])
    client.post(compute, {"low:region=africa": "3", "high:region=africa": ""})
    none = SelectionRun.objects.get(kind=RunKind.SCENARIO)
    assert none.state == RunState.NO_COHORT
    shown = client.get(page).content.decode()
    assert "no list keeps all of the rules</h1>" in shown
    assert 'value="repair"' in shown
    settle = reverse("applications_office:settle_scenario", args=[slug])
    client.post(settle, {"run": none.uid, "act": "repair"})
    tried = SelectionRun.objects.filter(kind=RunKind.SCENARIO).latest("number")
    assert tried.state == RunState.COMPUTED
    assert run.state == RunState.COMPUTED
    assert (
        client_as(make_person("auditor")).post(settle, {"run": none.uid, "act": "repair"}).status_code == 403
    )


def test_repair_read_as_changes_widens_what_it_names_and_a_step_is_told_from_what_stood_before():
    ranges = {"region": {"africa": [3, 9]}}
    repair = [
        {"attr": "region", "value": "africa", "side": "min", "from": 3, "to": 2},
        {"attr": "city_max", "value": "", "side": "max", "from": 1, "to": 2},
        {"attr": "k", "value": "", "side": "exactly", "from": 4, "to": 3},
    ]
    found = widened(Changes(), ranges, repair)
    assert (found.places, found.city_max, found.ranges) == (3, 2, {"region": {"africa": (2, 9)}})
    assert without(found.with_range("region", "asia", 1, 2), found).plain() == {
        "ranges": {"region": {"asia": [1, 2]}}
    }
    assert not without(found, found)


def test_region_can_be_asked_about_where_the_call_has_no_rule_for_it(officer, client_as):
    run = make_run(make_open_call("nia-2028", documents=[], places=1), ["seoul", "bucharest"], officer)
    client, slug = client_as(officer), run.call.edition.slug
    shown = client.get(reverse("applications_office:what_if", args=[slug])).content.decode()
    assert 'value="region=europe"' in shown
    compute = reverse("applications_office:compute_scenario", args=[slug])
    client.post(compute, {"places": "1", "low:region=europe": "1", "high:region=europe": ""})
    assert SelectionRun.objects.get(kind=RunKind.SCENARIO).result["selected"] == ["NW27-0002"]
    services.seal_selection(run_id=run.pk, by=officer, now=NOW)
