"""Until the release no channel tells who has a place: whatever the sealed list says, everybody outside the office reads the same."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from hansa.applications import services
from hansa.applications.enums import Outcome
from hansa.applications.models import Application, Decision
from hansa.applications.rules.changes import Changes
from hansa.applications.selectors import export_of
from hansa.foundation.policy import routes
from hansa.messaging.models import Letter
from tests.conftest import NOW
from tests.factories.applications import coordinator_of, make_judged, make_open_call, make_person

pytestmark = pytest.mark.django_db
#: Signing in and out, the state of the house, and its parts: nothing of a call is there.
ELSEWHERE = (
    "/accounts/",
    "/healthz",
    "/readyz",
    "/styleguide/",
    "/office/",
    "/set-up/",
    "/language/",
    "/theme/",
)
_PASSING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"')


@pytest.fixture(autouse=True)
def _at_the_tests_own_instant(monkeypatch):
    from hansa.foundation import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def judged(officer):
    return make_judged(make_open_call(documents=[], places=1), ["bucharest", "seoul", "tunis"], officer)


def sealed_with(call, number, officer):
    """Seal a list on which this applicant has the one place."""
    changes = Changes(forced_in={number: "The board says so."})
    run = services.run_selection(call_id=call.pk, by=officer, now=NOW, changes=changes)
    return services.seal_selection(run_id=run.pk, by=officer, now=NOW)


def read_by(client: Client, addresses: list[str]) -> dict[str, tuple[int, str]]:
    answers = {address: client.get(address) for address in addresses}
    return {
        address: (
            answer.status_code,
            "" if answer.streaming else _PASSING.sub("", answer.content.decode(errors="replace")),
        )
        for address, answer in answers.items()
    }


def channels(judged) -> list[str]:
    """Return every address without an object in it, and those of the call, its people and its places."""
    slug = judged[0].call.edition.slug
    found = [
        route.pattern
        for route in routes()
        if "<" not in route.pattern and not route.pattern.startswith(ELSEWHERE)
    ]
    # A workbook says when it was written; the same table as text does not.
    found = [f"{path}?as=csv" if path == "/reviews/export/" else path for path in found]
    found += [reverse("portal:edition", args=[slug]), reverse("applications:start", args=[slug])]
    found += [reverse("network:member", args=[one.member.key]) for one in judged]
    for word in (
        slug,
        *(one.number for one in judged),
        *(one.applicant.name for one in judged),
        "reserve",
        "selected",
    ):
        found.append(f"{reverse('portal:search')}?q={word}")
    for one in judged:
        for name in ("application", "form", "documents", "travel", "interview_calendar"):
            found.append(reverse(f"applications:{name}", args=[one.uid]))
    return sorted(set(found))


def test_whoever_the_sealed_list_chooses_everybody_outside_the_office_reads_the_same(
    judged, officer, client_as
):
    call, addresses = judged[0].call, channels(judged)
    assert len(addresses) > 50
    people = {
        **{one.number: client_as(one.applicant) for one in judged[:2]},
        "coordinator": client_as(coordinator_of("bucharest")),
        "reader": client_as(judged[0].reviews.first().reviewer),
        "anybody": Client(),
    }
    letters = Letter.objects.count()
    told: list[dict[str, dict[str, tuple[int, str]]]] = []
    exports: list[list[object]] = []
    for one in judged[:2]:
        run = sealed_with(call, one.number, officer)
        chosen = Decision.objects.get(run=run, outcome=Outcome.SELECTED)
        assert chosen.application_id == one.pk
        told.append({who: read_by(client, addresses) for who, client in people.items()})
        exports.append([export_of(applicant.applicant) for applicant in judged])
        services.unseal_selection(run_id=run.pk, reason="Another one is tried.", by=officer, now=NOW)
    assert exports[0] == exports[1]
    for who in people:
        for address in addresses:
            assert told[0][who][address] == told[1][who][address], (who, address)
    assert Letter.objects.count() == letters
    assert {one.state for one in Application.objects.all()} == {"under_review"}


def test_no_role_outside_the_calls_office_opens_what_a_list_says(judged, officer, client_as):
    run = sealed_with(judged[0].call, judged[0].number, officer)
    slug = judged[0].call.edition.slug
    doors = [
        *(
            reverse(f"applications_office:{name}", args=[slug])
            for name in ("selection", "what_if", "pictures", "progress")
        ),
        *(
            reverse(f"applications_office:{name}", args=[slug, run.uid])
            for name in ("release", "bundle", "minutes")
        ),
        reverse("applications_office:person", args=[slug, judged[0].uid]),
        reverse("applications_office:application", args=[judged[0].uid]),
    ]
    for role in ("regional_officer", "reviewer", "juror", ""):
        client = client_as(make_person(*filter(None, [role])))
        assert {client.get(door).status_code for door in doors} <= {403, 404}, role
    assert {Client().get(door).status_code for door in doors} <= {302, 403}
