"""A certificate's page in the office."""

import pytest
from tests.factories.credentials import achievement, issued

from hansa.credentials import permissions, services
from hansa.credentials.enums import CredentialState
from hansa.credentials.models import Credential

pytestmark = pytest.mark.django_db


def page(row, act=""):
    return f"/office/credentials/{row.pk}/{act}"


def test_withdrawing_says_so_everywhere(client_as, person_with, earned, client):
    officer = client_as(person_with("programme_officer"))
    assert "Withdraw it" in officer.get(page(earned)).content.decode()
    answer = officer.post(page(earned, "withdraw/"), {"reason": "not_earned", "note": "Was not there"})
    assert answer["Location"] == page(earned)
    text = officer.get(page(earned)).content.decode()
    assert "It turned out not to be earned" in text
    assert "Was not there" in text
    assert "Withdraw it" not in text
    public = client.get(f"/verify/{earned.pk}/").content.decode()
    assert "It was withdrawn" in public
    assert "not to be earned" not in public
    assert client.get(f"/certificates/{earned.pk}.pdf").status_code == 404


def test_withdrawing_without_a_reason_is_asked_for_one(client_as, person_with, earned):
    answer = client_as(person_with("programme_officer")).post(page(earned, "withdraw/"), {})
    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()
    answer = client_as(person_with("programme_officer")).post(
        page(earned, "withdraw/"), {"reason": "replaced"}
    )
    assert answer.status_code == 422
    assert Credential.objects.get().state == CredentialState.ISSUED


def test_issuing_again_links_both_in_the_office_alone(client_as, person_with, earned, client):
    officer = client_as(person_with("programme_officer"))
    answer = officer.post(page(earned, "again/"), {"name": "Zoë Đặng"})
    fresh = Credential.objects.get(replaces=earned)
    assert answer["Location"] == page(fresh)
    assert page(earned) in officer.get(page(fresh)).content.decode()
    assert page(fresh) in officer.get(page(earned)).content.decode()
    public = client.get(f"/verify/{earned.pk}/").content.decode()
    assert "A newer certificate takes its place" in public
    assert str(fresh.pk) not in public
    assert "This certificate is genuine" in client.get(f"/verify/{fresh.pk}/").content.decode()


@pytest.mark.parametrize("name", ["", "Zoë Đặng-O'Connor", "Zoë\u202eroC"])
def test_issuing_again_under_a_name_that_will_not_do(name, client_as, person_with, earned):
    answer = client_as(person_with("programme_officer")).post(page(earned, "again/"), {"name": name})
    assert answer.status_code == 422
    assert Credential.objects.count() == 1


def test_auditor_reads_and_changes_nothing(client_as, person_with, earned):
    auditor = client_as(person_with("auditor"))
    assert "Withdraw it" not in auditor.get(page(earned)).content.decode()
    assert auditor.post(page(earned, "withdraw/"), {"reason": "error"}).status_code == 403
    assert auditor.post(page(earned, "again/"), {"name": "Another"}).status_code == 403


def test_holder_has_no_way_in(client_as, earned):
    assert client_as(earned.holder).get(page(earned)).status_code == 403
    assert client_as(earned.holder).post(page(earned, "withdraw/"), {"reason": "error"}).status_code == 403


def test_regional_office_touches_its_own_alone(client_as, person_with, earned, holder, monkeypatch, now):
    other = issued(holder, now=now, achievement_key=achievement("wego/elsewhere:award", now=now).key)
    monkeypatch.setattr(permissions, "_topics", [lambda person: ["wego/champions-2025"]])
    regional = client_as(person_with("regional_officer"))
    assert regional.get(page(earned)).status_code == 200
    assert regional.get(page(other)).status_code == 404
    assert regional.post(page(other, "withdraw/"), {"reason": "error"}).status_code == 404


def test_page_of_one_issued_before_there_were_lists(client_as, person_with, earned, now):
    Credential.objects.update(status_list=None, status_index=None)
    officer = client_as(person_with("programme_officer"))
    assert "Issued before there were any" in officer.get(page(earned)).content.decode()
    services.revoke_credential(credential_id=earned.pk, reason="error", by=None, now=now)
    assert "Withdrawn" in officer.get(page(earned)).content.decode()
