"""The whole way of an application through the services."""

import pytest

from hansa.applications import services
from hansa.applications.enums import ApplicationState, NominationState, OfferState, Outcome, RunState
from hansa.applications.models import Application, Nomination, Offer
from hansa.messaging.models import Letter
from hansa.programmes.enums import CallState
from hansa.programmes.models import Call
from tests.conftest import NOW
from tests.factories.applications import make_open_call, make_person, make_run

pytestmark = pytest.mark.django_db


def test_application_from_form_to_accepted_place():
    call = make_open_call(places=3)
    officer, second = make_person("programme_officer"), make_person("programme_officer")
    run = make_run(call, ["bucharest", "bucharest", "seoul", "chengdu"], officer)
    assert (run.state, run.status) == (RunState.COMPUTED, "optimal")
    assert len(run.result["selected"]) == 3

    services.seal_selection(run_id=run.pk, by=officer, now=NOW)
    with pytest.raises(services.SameOfficer):
        services.release_decisions(run_id=run.pk, by=officer, now=NOW)
    assert not Application.objects.filter(state=ApplicationState.OFFERED).exists()
    services.release_decisions(run_id=run.pk, by=second, now=NOW)
    services.release_decisions(run_id=run.pk, by=second, now=NOW)
    assert Call.objects.get(pk=call.pk).state in (CallState.RELEASED, CallState.OPEN)

    offered = list(Application.objects.filter(state=ApplicationState.OFFERED).order_by("number"))
    assert len(offered) == 3
    first, other = offered[:2]
    services.accept_offer(application_id=first.pk, by=first.applicant, now=NOW)
    services.accept_offer(application_id=first.pk, by=first.applicant, now=NOW)
    services.decline_offer(application_id=other.pk, by=other.applicant, now=NOW)
    assert Offer.objects.get(application=first).state == OfferState.ACCEPTED
    nomination = Nomination.objects.get(application=other)
    assert (nomination.state, nomination.slot) == (NominationState.REVOKED, None)

    reserve = run.decisions.get(outcome=Outcome.RESERVE).application
    assert reserve.state == ApplicationState.RESERVE
    names = sorted(Letter.objects.values_list("template_key", flat=True))
    assert names.count("wego/nia-2027:accepted") == 3
    assert names.count("wego/nia-2027:reserve") == 1
    assert names.count("wego/nia-2027:application-received") == 4
    assert names.count("wego/nia-2027:review-invitation") == 2
    assert names.count("wego/nia-2027:offer-confirmed") == 1
