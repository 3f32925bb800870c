"""A place came free: who takes it is solved again, nobody's offer is withdrawn, and an officer has the last word."""

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as some

from hansa.applications import services
from hansa.applications.enums import ApplicationState, OfferState, RunKind, RunState
from hansa.applications.models import Application, Offer, SelectionRun
from hansa.applications.rules import recorded
from hansa.applications.rules.selection import Candidate, Instance, broken_bounds, solve
from hansa.applications.services import replacing
from hansa.messaging.models import Letter
from tests.conftest import NOW
from tests.factories.applications import make_open_call, make_person, make_run


@some.composite
def instances(draw):
    number = draw(some.integers(2, 9))
    lots = draw(some.permutations(range(1, number + 1)))
    candidates = tuple(
        Candidate(
            f"a{at}",
            draw(some.sampled_from("xyz")),
            {"region": draw(some.sampled_from(["africa", "asia"])), "level": draw(some.sampled_from("ab"))},
            draw(some.integers(0, 4)),
            lots[at],
        )
        for at in range(number)
    )
    low = draw(some.integers(0, 2))
    ranges = {
        "region": {"africa": (low, draw(some.integers(low, 4)))},
        "level": {"a": (0, draw(some.integers(0, 4)))},
    }
    k = draw(some.integers(1, number))
    return Instance(k=k, city_max=draw(some.integers(1, 3)), candidates=candidates, ranges=ranges)


@settings(max_examples=120, deadline=None)
@given(instances())
def test_reserve_is_who_the_solver_brings_in_for_each_drop_out(instance):
    found = solve(instance)
    for gone in found.selected:
        others = set(found.selected) - {gone}
        again = solve(recorded.held(instance, offered=others, gone={gone}, k=instance.k))
        entered = set(again.selected) - others
        taker = recorded.next_in(instance, offered=others, gone={gone})
        assert entered == ({taker} if taker else set())
        if taker:
            assert gone in recorded.reserves(instance, found.selected, least=1)[taker]
            assert not broken_bounds(instance, again.selected)


def test_record_reads_back_as_the_same_instance():
    candidates = (
        Candidate("a", "x", {"region": "asia"}, 3, 2),
        Candidate("b", "y", {"region": "africa"}, 1, 1),
    )
    instance = Instance(
        k=1,
        city_max=1,
        candidates=candidates,
        ranges={"region": {"asia": (0, 1)}},
        forced_in=frozenset({"b"}),
        id="t",
    )
    rules, rows = recorded.rules_of(instance, ["region"]), recorded.rows_of(instance)
    assert recorded.instance_of(rules, rows) == instance
    assert recorded.instance_of(rules, rows, {"a": 9}).candidates[0].merit == 9


@pytest.fixture
def officer(db):
    return make_person("programme_officer")


def released(officer, members, *, places, ranges=(), reserves=2):
    selection = {"ranges": list(ranges), "reserves": reserves, "lots_seed": "seed"}
    call = make_open_call(documents=[], places=places, selection=selection)
    run = make_run(call, members, officer)
    services.seal_selection(run_id=run.pk, by=officer, now=NOW)
    services.release_decisions(run_id=run.pk, by=make_person("programme_officer"), now=NOW)
    return call, SelectionRun.objects.get(pk=run.pk)


def numbers(state):
    return list(Application.objects.filter(state=state).order_by("number").values_list("number", flat=True))


def decline(number):
    application = Application.objects.get(number=number)
    services.decline_offer(application_id=application.pk, by=application.applicant, now=NOW)


AFRICA = [{"attribute": "region", "value": "africa", "min": 1}]
#: Earlier numbers have more points. Only Tunis and Dakar are African.
CITIES = ["tunis", "seoul", "bucharest", "chengdu", "dakar"]


def in_africa(*keys):
    from tests.factories.network import make_member

    for key in keys:
        member = make_member(key)
        type(member).objects.filter(pk=member.pk).update(region="africa")


@pytest.mark.django_db
@pytest.mark.database_service
def test_replacement_keeps_every_rule_where_the_best_of_the_reserve_would_break_one(officer):
    in_africa("tunis", "dakar")
    call, run = released(officer, CITIES, places=2, ranges=AFRICA)
    assert numbers(ApplicationState.OFFERED) == ["NW27-0001", "NW27-0002"]
    # The reserve is who would take somebody's place: Bucharest for Seoul, Dakar for Tunis; Chengdu for nobody.
    assert run.reserves == {"NW27-0005": ["NW27-0001"], "NW27-0003": ["NW27-0002"]}
    decline("NW27-0001")
    proposal = SelectionRun.objects.get(kind=RunKind.REPLACEMENT, state=RunState.COMPUTED)
    assert set(proposal.result["selected"]) == {"NW27-0002", "NW27-0005"}
    assert not broken_bounds(
        recorded.instance_of(proposal.rules, proposal.candidates), proposal.result["selected"]
    )
    assert numbers(ApplicationState.OFFERED) == ["NW27-0002"]  # nobody is told before an officer says so
    services.offer_places(run_id=proposal.pk, by=officer, now=NOW)
    services.offer_places(run_id=proposal.pk, by=officer, now=NOW)
    assert numbers(ApplicationState.OFFERED) == ["NW27-0002", "NW27-0005"]
    assert Offer.objects.filter(state=OfferState.OPEN).count() == 2
    letter = Letter.objects.get(template_key__endswith=":accepted", to__applications__number="NW27-0005")
    assert "A place came free, and the list was worked out again" in letter.text
    assert services.vacancies_of(call) == 0


@pytest.mark.django_db
@pytest.mark.database_service
def test_nobody_fits_names_the_rule_in_the_way(officer):
    in_africa("tunis")
    _call, _run = released(officer, CITIES[:4], places=2, ranges=AFRICA)
    decline("NW27-0001")
    proposal = SelectionRun.objects.get(kind=RunKind.REPLACEMENT)
    assert proposal.state == RunState.NO_COHORT
    assert proposal.result["conflict"] == [{"attr": "region", "value": "africa", "side": "min", "at": 1}]
    with pytest.raises(services.NotProven):
        services.offer_places(run_id=proposal.pk, by=officer, now=NOW)


@pytest.mark.django_db
@pytest.mark.database_service
def test_reserve_comes_before_those_who_were_told_no_and_these_before_an_empty_place(officer):
    call, _run = released(officer, CITIES, places=2, reserves=1)
    decline("NW27-0001")
    decline("NW27-0002")
    proposal = replacing.proposal_of(call)
    assert (proposal.about["pool"], proposal.about["filled"]) == ("all", 2)
    assert set(proposal.result["selected"]) == {"NW27-0003", "NW27-0004"}
    services.offer_places(run_id=proposal.pk, by=officer, now=NOW)
    assert numbers(ApplicationState.OFFERED) == ["NW27-0003", "NW27-0004"]


@pytest.mark.django_db
@pytest.mark.database_service
def test_too_few_are_left_and_those_who_fit_are_offered_a_place(officer):
    call, _run = released(officer, CITIES[:3], places=2)
    decline("NW27-0001")
    decline("NW27-0002")
    proposal = replacing.proposal_of(call)
    assert (proposal.about["filled"], proposal.about["left"]) == (1, 1)
    services.offer_places(run_id=proposal.pk, by=officer, now=NOW)
    assert services.vacancies_of(call) == 1
    assert services.find_replacements(call_id=call.pk, by=officer, now=NOW) is None


@pytest.mark.django_db
@pytest.mark.database_service
def test_proposal_is_stale_once_somebody_else_answers(officer):
    call, _run = released(officer, CITIES, places=2)
    decline("NW27-0001")
    early = replacing.proposal_of(call)
    decline("NW27-0002")
    with pytest.raises(services.NotProven):  # it has been replaced by the list for two places
        services.offer_places(run_id=early.pk, by=officer, now=NOW)
    now = replacing.proposal_of(call)
    waiting = Application.objects.get(number="NW27-0003")
    Application.objects.filter(pk=waiting.pk).update(state=ApplicationState.WITHDRAWN)
    with pytest.raises(services.RunStale):
        services.offer_places(run_id=now.pk, by=officer, now=NOW)
    assert services.find_replacements(call_id=call.pk, by=officer, now=NOW).number > now.number


@pytest.mark.django_db
@pytest.mark.database_service
def test_reserve_that_withdraws_is_not_offered_a_place(officer):
    call, _run = released(officer, CITIES, places=2)
    decline("NW27-0001")
    waiting = Application.objects.get(number="NW27-0003")
    services.withdraw_application(application_id=waiting.pk, by=waiting.applicant, now=NOW)
    assert "NW27-0003" not in replacing.proposal_of(call).result["selected"]


@pytest.mark.django_db
@pytest.mark.database_service
def test_lapsed_offer_frees_its_place_and_looking_twice_finds_the_same(officer):
    call, _run = released(officer, CITIES, places=2)
    first = Application.objects.get(number="NW27-0001")
    services.accept_offer(application_id=first.pk, by=first.applicant, now=NOW)
    services.lapse_offers(now=NOW + timedelta(days=30))
    proposal = replacing.proposal_of(call)
    assert set(proposal.result["selected"]) == {"NW27-0001", "NW27-0003"}
    assert services.find_replacements(call_id=call.pk, by=officer, now=NOW).pk == proposal.pk
    with pytest.raises(services.NotYours):
        services.find_replacements(call_id=call.pk, by=make_person("auditor"), now=NOW)


@pytest.mark.django_db
def test_officer_sees_who_takes_the_place_and_offers_it(client_as, queries):
    officer = make_person("programme_officer")
    call, _run = released(officer, CITIES, places=2)
    client, slug = client_as(officer), call.edition.slug
    url = reverse("applications_office:selection", args=[slug])
    client.get(url)
    with queries() as before:
        assert "The list is released" in client.get(url).content.decode()
    decline("NW27-0001")
    shown = client.get(url).content.decode()
    assert "1 place is free" in shown
    assert "Place declined" in shown or "Declined" in shown
    assert "1 letter goes out" in shown
    with queries() as after:
        client.get(url)
    assert len(after) <= len(before) + 1
    proposal = replacing.proposal_of(call)
    post = reverse("applications_office:offer_places", args=[slug])
    assert client_as(make_person("auditor")).post(post, {"run": proposal.uid}).status_code == 403
    client.post(post, {"run": proposal.uid})
    assert numbers(ApplicationState.OFFERED) == ["NW27-0002", "NW27-0003"]
    assert "The list is released" in client.get(url).content.decode()


@pytest.mark.django_db
def test_sealed_decision_is_one_file_without_names_that_runs_again(client_as):
    from hansa.applications.rules.selection.verifying import verify

    officer = make_person("programme_officer")
    call, run = released(officer, CITIES, places=2)
    url = reverse("applications_office:bundle", args=[call.edition.slug, run.uid])
    answer = client_as(officer).get(url)
    assert answer.status_code == 200
    assert verify(answer.content).is_same
    assert b"NW27" not in answer.content
    assert b"tunis" not in answer.content
    assert client_as(Application.objects.first().applicant).get(url).status_code == 403


@pytest.mark.django_db
def test_list_says_by_how_much_somebody_is_in_or_out_and_the_letter_says_it_of_oneself(client_as):
    officer = make_person("programme_officer")
    call, run = released(officer, CITIES[:3], places=2, reserves=0)
    merits = {row["id"]: row["merit"] for row in run.candidates}
    short = merits["NW27-0002"] - merits["NW27-0003"]
    shown = client_as(officer).get(reverse("applications_office:selection", args=[call.edition.slug]))
    assert f"−{short}" in shown.content.decode()
    letter = Letter.objects.get(template_key__endswith=":not-selected")
    assert f"The best list with you in it has {short} points fewer than the one adopted." in letter.text


@pytest.mark.django_db
def test_a_place_that_comes_free_while_the_list_is_solved_is_part_of_what_is_found(officer, monkeypatch):
    from hansa.applications.services import replacing

    call, _run = released(officer, CITIES, places=2)
    solved, heard = replacing._solved, []

    def while_another_declines(standing, changes):
        found = solved(standing, changes)
        if not heard:
            heard.append(standing.free)
            decline("NW27-0002")
        return found

    monkeypatch.setattr(replacing, "_solved", while_another_declines)
    decline("NW27-0001")
    [proposal] = SelectionRun.objects.filter(kind=RunKind.REPLACEMENT).exclude(state=RunState.SUPERSEDED)
    assert heard == [1]
    assert set(proposal.result["selected"]) == {"NW27-0003", "NW27-0004"}
    assert services.find_replacements(call_id=call.pk, by=officer, now=NOW) == proposal
