"""Withdrawing and issuing again, and the list that says so to everybody."""

import json
from datetime import timedelta

import pytest
from tests.factories.credentials import achievement, issued

from hansa.credentials import services, signals
from hansa.credentials.adapters.contexts import contexts
from hansa.credentials.enums import CredentialState
from hansa.credentials.models import Credential, StatusList
from hansa.credentials.rules import status
from hansa.credentials.rules.verification import Trust
from hansa.credentials.selectors import credential_for, own_trust
from hansa.foundation.audit.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]


def reasons(report):
    return {line.facts.get("reason", line.kind) for line in report.lines if line.state == "bad"}


def published(now):
    row = StatusList.objects.get()
    return status.known_list(
        json.loads(services.published(row, now=now)), keys=own_trust().key, contexts=contexts()
    )


def test_issued_with_a_place_in_its_issuers_list(earned, now):
    named = earned.document["credentialStatus"]
    row = earned.status_list
    assert named["statusListCredential"] == row.address == f"http://localhost:8000/status/{row.pk}/"
    assert named["statusListIndex"] == str(earned.status_index)
    assert row.issuer.did == earned.document["issuer"]["id"]
    assert row.size >= 131_072
    assert not published(now).is_set(earned.status_index)


def test_places_are_drawn_each_once(holder, now):
    row = achievement(now=now)
    rows = [issued(holder, now=now, achievement_key=row.key) for _ in range(5)]
    places = [one.status_index for one in rows]
    assert len(set(places)) == 5
    assert places != sorted(places) or places[0] > 5
    assert StatusList.objects.get().allotted == 5


def test_a_list_half_full_is_followed_by_another(earned, holder, now):
    StatusList.objects.update(allotted=status.LEAST_BITS // 2)
    another = issued(holder, now=now, achievement_key=earned.achievement.key)
    assert another.status_list_id != earned.status_list_id


def test_withdrawn_is_on_the_list_and_in_the_register(earned, now, person_with):
    before = published(now)
    officer = person_with("programme_officer")
    later = now + timedelta(hours=1)
    heard = []
    receiver = lambda sender, credential, **more: heard.append(credential.pk)  # noqa: E731  kept alive by its name
    signals.credential_revoked.connect(receiver)
    try:
        for _ in range(2):
            services.revoke_credential(
                credential_id=earned.pk, reason="not_earned", note="Not there", by=officer, now=later
            )
    finally:
        signals.credential_revoked.disconnect(receiver)
    earned.refresh_from_db()
    assert (earned.state, earned.revoked_at) == (CredentialState.REVOKED, later)
    assert heard == [earned.pk]
    entry = Entry.objects.get(act="credential.revoke")
    assert entry.facts == {"reason": "not_earned"}
    after = published(later)
    assert not before.is_set(earned.status_index)
    assert after.is_set(earned.status_index)
    assert reasons(services.verify_credential(earned, at=later)) == {"withdrawn"}
    text = services.document_text(earned.document).encode()
    assert reasons(services.verify_file(text, at=later)) == {"withdrawn"}
    trust = Trust(own_trust().keys, (after,))
    assert reasons(services.verify_file(text, trust=trust, at=later)) == {"listed"}


def test_two_changes_at_one_instant_are_both_published(earned, earned_alone, now):
    for row in (earned, earned_alone):
        services.revoke_credential(credential_id=row.pk, reason="error", by=None, now=now)
        assert published(now).is_set(row.status_index)


def test_list_is_of_the_day(earned, now):
    assert published(now).at.date() == now.date()
    assert published(now + timedelta(days=3)).at.date() == (now + timedelta(days=3)).date()
    row = StatusList.objects.get()
    assert services.published(row, now=now) == services.published(row, now=now + timedelta(minutes=9))


def test_list_is_signed_by_the_key_in_use(earned, now):
    later = now + timedelta(days=1)
    services.rotate_key(signatory_key="secretary-general", by=None, now=later)
    services.revoke_credential(credential_id=earned.pk, reason="error", by=None, now=later)
    assert published(later).is_set(earned.status_index)


def test_pending_cannot_be_withdrawn(earned, now):
    Credential.objects.update(state=CredentialState.PENDING)
    with pytest.raises(services.NotIssued):
        services.revoke_credential(credential_id=earned.pk, reason="error", by=None, now=now)


def test_issued_again_under_a_new_name(earned, now):
    key, later = earned.key, now + timedelta(days=30)
    fresh = services.reissue_credential(credential_id=earned.pk, name="Zoë Đặng", by=None, now=later)
    earned.refresh_from_db()
    assert fresh.replaces == earned
    assert earned.replaced_by == fresh
    assert credential_for(key) == fresh
    assert fresh.holder_name == "Zoë Đặng"
    for part in ("evidence", "awardedDate"):
        assert fresh.document[part] == earned.document[part]
    old, new = (row.document["credentialSubject"] for row in (earned, fresh))
    assert old["achievement"] == new["achievement"]
    assert fresh.document["validFrom"] > earned.document["validFrom"]
    assert services.verify_credential(fresh, at=later).is_valid
    assert reasons(services.verify_credential(earned, at=later)) == {"replaced"}
    assert services.shown_facts(services.verify_credential(earned, at=later))["holder"] != "Zoë Đặng"
    assert published(later).is_set(earned.status_index)
    assert not published(later).is_set(fresh.status_index)


def test_issued_again_under_the_same_name_is_refused(earned, now):
    with pytest.raises(services.IssuingRefused):
        services.reissue_credential(credential_id=earned.pk, name=earned.holder_name, by=None, now=now)
    assert Credential.objects.get().state == CredentialState.ISSUED


def test_list_is_served_with_a_tag_and_to_anybody(client, earned):
    first = client.get(f"/status/{earned.status_list_id}/")
    assert first.status_code == 200
    assert first["Cache-Control"] == "public, max-age=300"
    assert first["Access-Control-Allow-Origin"] == "*"
    assert first["Content-Type"] == "application/vc+json"
    again = client.get(f"/status/{earned.status_list_id}/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert client.get("/status/00000000-0000-4000-8000-000000000000/").status_code == 404
