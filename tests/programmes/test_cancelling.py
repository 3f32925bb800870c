"""Cancelling a call from the office: first whom it concerns, then the letters."""

import pytest
from django.urls import reverse

from hansa.messaging.models import Letter
from hansa.programmes.enums import CallState
from tests.conftest import NOW
from tests.factories.applications import make_open_call, make_person, make_submitted

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]


@pytest.fixture(autouse=True)
def _at_the_tests_own_instant(monkeypatch):
    from hansa.foundation import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)


def test_page_says_whom_it_concerns_and_does_nothing(client_as):
    call = make_open_call(documents=[])
    make_submitted(call)
    page = client_as(make_person("programme_officer")).get(
        reverse("programmes_office:cancel", args=[call.edition.slug])
    )
    assert "Cancel the call for good?" in page.content.decode()
    call.refresh_from_db()
    assert call.state == CallState.OPEN


def test_call_is_not_cancelled_without_a_reason(client_as):
    call = make_open_call(documents=[])
    url = reverse("programmes_office:cancel", args=[call.edition.slug])
    assert client_as(make_person("programme_officer")).post(url, {}).status_code == 422
    call.refresh_from_db()
    assert call.state == CallState.OPEN


def test_call_is_cancelled_once_with_its_reason(client_as):
    call = make_open_call(documents=[])
    make_submitted(call)
    client = client_as(make_person("programme_officer"))
    url = reverse("programmes_office:cancel", args=[call.edition.slug])
    for _ in range(2):
        client.post(url, {"cancel-reason": "The host had to withdraw.", "cancel-sure": "on"})
    call.refresh_from_db()
    assert call.state == CallState.CANCELLED
    assert Letter.objects.filter(template_key__endswith="call-cancelled").count() <= 1


def test_auditor_does_not_cancel(client_as):
    call = make_open_call(documents=[])
    url = reverse("programmes_office:cancel", args=[call.edition.slug])
    assert client_as(make_person("auditor")).get(url).status_code == 403
