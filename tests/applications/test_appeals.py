"""An appeal: lodged in its days, decided by somebody uninvolved, solved again with everybody who has a place kept."""

from datetime import timedelta

import pytest
from django.urls import reverse

from hansa.applications import services
from hansa.applications.enums import AppealOutcome, AppealState, ApplicationState, RunKind
from hansa.applications.models import Appeal, Application, Offer, SelectionRun
from hansa.applications.rules import appeals
from hansa.applications.rules.selection import Candidate, Instance, solve
from hansa.applications.rules.transitions import ActRefused, GuardRefused
from hansa.foundation.audit.models import Entry
from hansa.messaging.models import Letter
from tests.conftest import NOW
from tests.factories.applications import make_open_call, make_person, make_run


def instance(*merits, k=2, ranges=None):
    return Instance(
        k=k,
        city_max=1,
        candidates=tuple(
            Candidate(f"a{at}", f"city{at}", {"region": "asia" if at % 2 else "africa"}, merit, at)
            for at, merit in enumerate(merits, 1)
        ),
        ranges=ranges or {},
    )


def seats(offered, *, places=2, gone=(), reserve=(), others=()):
    return appeals.Seats(places, *(frozenset(part) for part in (offered, gone, reserve, others)))


def test_table_of_an_appeal_refuses_whoever_is_involved():
    facts = {"reason": True, "uninvolved": False}
    with pytest.raises(GuardRefused):
        appeals.state_after(AppealState.LODGED, "uphold", role=appeals.APPEALS_OFFICER, facts=facts)
    with pytest.raises(ActRefused):
        appeals.state_after(AppealState.UPHELD, "dismiss", role=appeals.APPEALS_OFFICER, facts=facts)


def test_right_appeal_with_every_place_held_adds_one_and_takes_none():
    corrected = instance(9, 8, 10)
    found = appeals.weigh(
        corrected, ["a1", "a2"], seats(["a1", "a2"], others=["a3"]), "a3", reserves=1, on_reserve=False
    )
    assert (found.outcome, found.would, found.instead) == (AppealOutcome.ADDED, True, ("a2",))
    assert set(found.result.selected) == {"a1", "a2", "a3"}


def test_right_appeal_takes_a_free_place_where_nobody_on_the_reserve_comes_before():
    free = seats(["a1"], gone=["a2"], reserve=["a4"], others=["a3"])
    better = appeals.weigh(instance(9, 8, 10, 3), ["a1", "a2"], free, "a3", reserves=1, on_reserve=False)
    assert better.outcome == AppealOutcome.PLACE
    worse = appeals.weigh(instance(9, 8, 2, 3), ["a1", "a2"], free, "a3", reserves=1, on_reserve=False)
    assert (worse.outcome, worse.would) == (AppealOutcome.STANDS, False)


def test_place_that_would_break_a_rule_is_not_added_and_the_rule_is_named():
    ranges = {"region": {"asia": (0, 1)}}
    corrected = instance(9, 8, 10, ranges=ranges)
    assert set(solve(corrected).selected) == {"a2", "a3"}
    found = appeals.weigh(
        corrected, ["a1", "a2"], seats(["a1", "a2"], others=["a3"]), "a3", reserves=1, on_reserve=False
    )
    assert found.outcome == AppealOutcome.RESERVE
    assert [(bound.attr, bound.value) for bound in found.in_the_way] == [("region", "asia")]


CITIES = ["tunis", "seoul", "bucharest", "chengdu"]


@pytest.fixture
def officers(db):
    return [make_person("programme_officer") for _ in range(3)]


@pytest.fixture
def call(officers):
    selection = {"ranges": [], "reserves": 1, "lots_seed": "seed"}
    call = make_open_call(documents=[], places=2, selection=selection, days_to_appeal=9)
    run = make_run(call, CITIES, officers[0])
    services.seal_selection(run_id=run.pk, by=officers[0], now=NOW)
    services.release_decisions(run_id=run.pk, by=officers[1], now=NOW)
    return call


def letters(name):
    return Letter.objects.filter(template_key__endswith=f":{name}")


def of(number):
    return Application.objects.select_related("applicant", "call__edition").get(number=number)


def lodge(number="NW27-0004", **known):
    application = of(number)
    known = {"by": application.applicant, "now": NOW, "grounds": "A sheet was added up wrongly.", **known}
    return services.lodge_appeal(application_id=application.pk, **known)


@pytest.mark.database_service
def test_appeal_is_lodged_once_and_in_its_days(call):
    assert "you can appeal" in letters("not-selected").get().text
    until = services.appeal_until(of("NW27-0004"), NOW)
    with pytest.raises(services.AppealTooLate):
        lodge(now=until + timedelta(seconds=1))
    with pytest.raises(services.ReasonMissing):
        lodge(grounds="  ")
    with pytest.raises(services.NotYours):
        lodge(by=make_person())
    with pytest.raises(services.AppealTooLate):
        lodge("NW27-0001")  # whoever has a place has nothing to appeal against
    first = lodge(now=until)
    assert lodge(grounds="Again.").pk == first.pk
    assert letters("appeal-received").count() == 1


@pytest.mark.database_service
def test_appeal_is_decided_by_somebody_who_had_no_part(call, officers):
    appeal = lodge()
    for involved in officers[:2]:
        with pytest.raises(services.PartInTheList):
            services.dismiss_appeal(appeal_id=appeal.pk, answer="No.", by=involved, now=NOW)
    with pytest.raises(services.NotYours):
        services.dismiss_appeal(appeal_id=appeal.pk, answer="No.", by=make_person("auditor"), now=NOW)
    with pytest.raises(services.ReasonMissing):
        services.dismiss_appeal(appeal_id=appeal.pk, answer="", by=officers[2], now=NOW)
    for _ in range(2):
        services.dismiss_appeal(appeal_id=appeal.pk, answer="It was added up right.", by=officers[2], now=NOW)
    assert "It was added up right." in letters("appeal-refused").get().text
    assert of("NW27-0004").state == ApplicationState.NOT_SELECTED
    with pytest.raises(ActRefused):
        services.uphold_appeal(appeal_id=appeal.pk, points=99, answer="Yes.", by=officers[2], now=NOW)


@pytest.mark.database_service
def test_upheld_appeal_gives_a_place_beside_the_others_and_touches_nobody(call, officers):
    appeal = lodge()
    before = {
        row.number: (row.state, row.changed_at) for row in Application.objects.exclude(number="NW27-0004")
    }
    seen = services.weigh_appeal(appeal, 90)
    assert (seen.outcome, seen.would, len(seen.instead)) == (AppealOutcome.ADDED, True, 1)
    assert not SelectionRun.objects.filter(kind=RunKind.APPEAL).exists()  # looking keeps nothing
    for _ in range(2):
        services.uphold_appeal(
            appeal_id=appeal.pk, points=90, answer="You are right.", by=officers[2], now=NOW
        )
    appeal.refresh_from_db()
    assert of("NW27-0004").state == ApplicationState.OFFERED
    assert {
        row.number: (row.state, row.changed_at) for row in Application.objects.exclude(number="NW27-0004")
    } == before
    assert appeal.run.kind == RunKind.APPEAL
    assert set(appeal.run.result["selected"]) == {"NW27-0001", "NW27-0002", "NW27-0004"}
    assert "You are right." in letters("appeal-upheld").get().text
    assert letters("accepted").filter(to=of("NW27-0004").applicant).count() == 1
    assert Entry.objects.get(act="appeal.uphold").facts["points"] == 90
    # A place that was added goes with whoever gives it back; one of the two does not.
    assert services.vacancies_of(call) == 0
    services.decline_offer(application_id=appeal.application_id, by=of("NW27-0004").applicant, now=NOW)
    assert services.vacancies_of(call) == 0


@pytest.mark.database_service
def test_corrected_points_count_when_a_place_comes_free(call, officers):
    appeal = lodge()
    third = of("NW27-0003")
    # More points than the one on the reserve, fewer than those on the list.
    second = next(row["merit"] for row in SelectionRun.objects.get().candidates if row["id"] == "NW27-0003")
    services.uphold_appeal(appeal_id=appeal.pk, points=second + 1, answer="Right.", by=officers[2], now=NOW)
    assert of("NW27-0004").state == ApplicationState.RESERVE
    gone = of("NW27-0001")
    services.decline_offer(application_id=gone.pk, by=gone.applicant, now=NOW)
    proposal = SelectionRun.objects.get(kind=RunKind.REPLACEMENT, state="computed")
    services.offer_places(run_id=proposal.pk, by=officers[0], now=NOW)
    assert Offer.objects.filter(application__number="NW27-0004").exists()
    third.refresh_from_db()
    assert third.state == ApplicationState.RESERVE


@pytest.mark.django_db
def test_applicant_reads_how_it_was_decided_and_appeals_on_the_page(client_as, call, officers, monkeypatch):
    application = of("NW27-0004")
    client = client_as(application.applicant)
    page = reverse("applications:application", args=[application.uid])
    shown = client.get(page).content.decode()
    assert "There were 4 candidates for 2 places." in shown
    assert "You can appeal until" in shown
    for other in Application.objects.exclude(pk=application.pk).select_related("applicant"):
        assert other.applicant.name not in shown
        assert other.number not in shown
    url = reverse("applications:appeal", args=[application.uid])
    assert "You can appeal until" in client.get(url).content.decode()
    assert client.post(url, {"grounds": ""}).status_code == 200
    client.post(url, {"grounds": "A sheet was added up wrongly."})
    assert Appeal.objects.get().grounds == "A sheet was added up wrongly."
    assert "We have your appeal of" in client.get(page).content.decode()
    assert client.get(url).status_code == 302
    assert client_as(make_person()).get(url).status_code == 404


@pytest.mark.django_db
def test_officer_tries_points_and_decides_and_the_involved_only_read(client_as, call, officers):
    appeal = lodge()
    url = reverse("applications_office:appeal", args=[appeal.uid])
    third = client_as(officers[2])
    assert (
        "Appeals"
        in third.get(reverse("applications_office:selection", args=[call.edition.slug])).content.decode()
    )
    shown = third.get(url, {"points": "90"}).content.decode()
    assert "With 90 points: A place beside the others" in shown
    assert "Whoever was offered a place keeps it." in shown
    involved = client_as(officers[0]).get(url).content.decode()
    assert "another officer decides about the appeal" in involved
    assert "Uphold it" not in involved
    decide = reverse("applications_office:decide_appeal", args=[appeal.uid])
    assert client_as(of("NW27-0001").applicant).post(decide).status_code == 403
    third.post(decide, {"act": "uphold", "answer": "You are right."})
    appeal.refresh_from_db()
    assert appeal.state == AppealState.LODGED  # without points nothing is corrected
    third.post(decide, {"act": "uphold", "points": "90", "answer": "You are right."})
    appeal.refresh_from_db()
    assert (appeal.state, appeal.merit) == (AppealState.UPHELD, 90)


@pytest.mark.django_db
def test_office_records_an_appeal_that_came_by_letter_after_its_days(client_as, call, officers):
    url = reverse("applications_office:record_appeal", args=[call.edition.slug])
    client = client_as(officers[0])
    client.post(url, {"number": "NW27-9999", "grounds": "x"})
    assert not Appeal.objects.exists()
    client.post(url, {"number": "nw27-0003", "grounds": "By letter."})
    assert Appeal.objects.get().recorded_by == officers[0]
