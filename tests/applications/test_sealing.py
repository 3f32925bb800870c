"""What a sealed decision says of a board's changes: with reasons, and without anybody's name."""

import json

import pytest

from hansa.applications import services
from hansa.applications.models import Application, SelectionRun
from hansa.applications.rules.changes import Changes
from hansa.applications.rules.lots import pseudonyms
from hansa.applications.rules.selection.verifying import opened, verify
from hansa.applications.services import replacing, sealing
from hansa.applications.services.pseudonyms import office_key
from tests.applications.test_replacing import CITIES, decline, released
from tests.applications.test_what_if import NOW, officer, run

__all__ = ["officer", "run"]

pytestmark = pytest.mark.database_service


def adopted(run, officer, changes: Changes, reason: str) -> SelectionRun:
    """The list that follows from adopting a scenario, sealed."""
    known = {"by": officer, "now": NOW}
    found = services.compute_scenario(call_id=run.call_id, changes=changes, title="", **known)
    made = services.adopt_scenario(run_id=found.pk, reason=reason, **known)
    return services.seal_selection(run_id=made.pk, **known)


def test_sealed_decision_says_what_the_board_changed_and_why(run, officer):
    changes = Changes(forced_in={"NW27-0004": "The host's city."}).with_range("region", "africa", 2, 9)
    data = services.sealed_bundle(run=adopted(run, officer, changes, "Two joined."), by=officer)
    name = pseudonyms(office_key(), ["NW27-0004"])["NW27-0004"]
    said = json.loads(opened(data)["seal.json"])["changes"]
    assert said == {
        "rules": [{"attr": "region", "value": "africa", "from": [1, 2], "to": [2, 2]}],
        "reasons": ["Two joined."],
        "forced_in": {name: "The host's city."},
        "forced_out": {},
    }
    verdict = verify(data)
    assert verdict.is_same
    assert "changed: region africa: 2–2 instead of 1–2" in verdict.notes
    assert f"held in: {name}: The host's city." in verdict.notes


def test_reason_that_names_an_applicant_is_kept_without_the_name(run, officer):
    held, other = (Application.objects.get(number=number).applicant for number in ("NW27-0004", "NW27-0001"))
    held.name, other.name = "Amina Okoro", "Mark Will"
    held.save()
    other.save()
    reason = "Amina stays, MARK WILL too; will they? ask a@b.example"
    made = adopted(run, officer, Changes(forced_in={"NW27-0004": "Ms Ókoro founded it"}), reason)
    assert made.changes["reason"] == "NW27-0004 stays, NW27-0001 too; will they? ask ▇▇▇"
    assert made.changes["forced_in"] == {"NW27-0004": "Ms NW27-0004 founded it"}
    text = opened(services.sealed_bundle(run=made, by=officer))["seal.json"].decode()
    assert "NW27" not in text
    assert "koro" not in text


def test_list_of_the_calls_own_rules_says_so(run, officer):
    services.seal_selection(run_id=run.pk, by=officer, now=NOW)
    run.refresh_from_db()
    assert "the rules are those of the call" in verify(services.sealed_bundle(run=run, by=officer)).notes


def test_sealed_decision_has_one_seal_before_and_after_an_erasure(run, officer):
    made = adopted(run, officer, Changes(forced_in={"NW27-0004": "Founded it"}), "Agreed.")
    before = services.sealed_bundle(run=made, by=officer)
    person = Application.objects.get(number="NW27-0004").applicant
    person.name = "Founded it"  # whatever somebody is called later
    person.save()
    assert services.sealed_bundle(run=made, by=officer) == before


def test_list_solved_again_says_who_had_a_place_and_who_gave_it_back(officer):
    call, _run = released(officer, CITIES, places=2)
    decline("NW27-0001")
    found = replacing.proposal_of(call)
    services.offer_places(run_id=found.pk, by=officer, now=NOW)
    found.refresh_from_db()
    said = sealing.changes_of(found)
    assert said["rules"] == []
    assert said["forced_in"] == {"NW27-0002": sealing.OFFERED}
    assert said["forced_out"]["NW27-0001"] == sealing.GAVE_BACK
    assert verify(services.sealed_bundle(run=found, by=officer)).is_same
