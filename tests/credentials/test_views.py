import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.credentials import achievement, issued

from hansa.credentials import permissions, services
from hansa.credentials.enums import CredentialState
from hansa.credentials.models import Credential

pytestmark = pytest.mark.django_db


def dropped(client, data, name="certificate.pdf"):
    return client.post("/verify/", {"file": SimpleUploadedFile(name, data)})


def test_verify_page(client):
    page = client.get("/verify/")
    assert page.status_code == 200
    assert "<h1>Is this certificate genuine?</h1>" in page.content.decode()


def test_verify_by_number_leads_to_the_certificate(client, earned):
    for typed in (earned.number, earned.short_code.lower(), str(earned.pk), services.verify_url(earned)):
        answer = client.get("/verify/", {"code": typed})
        assert answer.status_code == 302, typed
        assert answer["Location"] == f"/verify/{earned.pk}/"


@pytest.mark.parametrize(
    "typed", ["", "4F7K-29QM-C3", "x" * 300, "0b8f6a3e-7c1d-4e5f-9a2b-3c4d5e6f7a8b", "🏛"]
)
def test_verify_by_a_number_that_is_none(client, typed, db):
    page = client.get("/verify/", {"code": typed})
    assert page.status_code == 404
    assert "/verify/" in page.content.decode()


def test_verify_a_dropped_pdf(client, earned):
    page = dropped(client, services.pdf_of(earned))
    assert page.status_code == 200
    text = page.content.decode()
    assert "This certificate is genuine" in text
    assert "The page itself is signed by Secretary General" in text
    assert "The page itself is signed by Mayor of Seoul" in text


def test_verify_a_dropped_file_that_was_changed(client, earned):
    earned.document["name"] = "Doctor of Everything"
    page = dropped(client, json.dumps(earned.document).encode(), "c.json")
    text = page.content.decode()
    assert "Do not rely on this certificate." in text
    assert "This certificate is genuine" not in text
    assert f'href="/verify/{earned.pk}/"' in text, "the one that we issued is a click away"


def test_changed_page_says_first_what_fails_and_what_to_do(client, earned):
    data = services.pdf_of(earned)
    place = data.rindex(b"/Contents<") + 300
    text = dropped(client, data[:place] + bytes((data[place] ^ 1,)) + data[place + 1 :]).content.decode()
    lead, _mark, checked = text.partition("What was checked just now")
    assert "Ask the holder for the original file" in lead
    assert f'class="btn act" href="/verify/{earned.pk}/"' in lead, (
        "what we issued tells whether they are certified"
    )
    states = [part.partition(">")[0] for part in checked.partition("</ul>")[0].split("<li>")[1:]]
    bad = ["c-refused" in state for state in states]
    assert any(bad)
    assert bad == sorted(bad, reverse=True)


def test_file_of_nothing_we_know_is_asked_for_its_number(client, db):
    lead = dropped(client, b"[]", "c.json").content.decode().partition("What was checked just now")[0]
    assert "This is JSON, but not a verifiable credential." in lead
    assert 'name="code"' in lead


def test_genuine_file_leads_nowhere_else(client, earned):
    text = dropped(client, json.dumps(earned.document).encode(), "c.json").content.decode()
    assert "See what we issued under this number" not in text


def test_scan_of_a_certificate_is_not_accused_but_asked_for_its_number(client):
    page = dropped(client, b"\x89PNG\r\n\x1a\n", "scan.png")
    text = page.content.decode()
    assert page.status_code == 200
    assert "This file cannot be checked" in text
    assert "is-refused" not in text
    assert 'name="code"' in text


def test_certificate_looked_up_here_is_known_not_to_be_withdrawn(client, earned):
    text = client.get(f"/verify/{earned.pk}/").content.decode()
    assert "It was not withdrawn" in text
    assert "status lists" not in text


def test_verify_without_a_file(client):
    page = client.post("/verify/")
    assert page.status_code == 422
    assert "Choose the file that you were given." in page.content.decode()


def test_verify_nothing_is_kept(client, earned, queries):
    with queries() as asked:
        dropped(client, services.document_text(earned.document).encode())
    assert not [query for query in asked if not query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]


def test_certificate_page_says_no_more_than_the_certificate(client, earned):
    page = client.get(f"/verify/{earned.pk}/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "This certificate is genuine" in text
    assert "Secretary General" in text
    assert "Mayor of Seoul" in text
    assert earned.number in text
    assert earned.holder.email not in text
    assert "noindex" in page["X-Robots-Tag"]


def test_certificate_page_in_every_language(client, earned, settings):
    for code, _name in settings.LANGUAGES:
        client.cookies["hansa_language"] = code
        assert client.get(f"/verify/{earned.pk}/").status_code == 200


def test_certificate_page_of_a_forged_id(client, earned):
    for path in ("/verify/{}/", "/certificates/{}.pdf", "/certificates/{}.json"):
        assert client.get(path.format(uuid.uuid4())).status_code == 404
    assert client.get("/verify/not-an-id/").status_code == 404


def test_code_of_a_forged_sheet_is_answered_with_what_else_to_try(client, earned):
    page = client.get(f"/verify/{uuid.uuid4()}/").content.decode()
    assert "We have no certificate with this number" in page
    assert 'type="file"' in page


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("4F7K-29QM", "this has 8"),
        ("4F7K-29QM-C3-7", "this has 11"),
        ("4F7K-29QM-CA", "A letter of this number is wrong"),
        ("not a number at all", "We have no certificate with this number"),
    ],
)
def test_number_that_nothing_is_found_by_says_what_is_wrong_with_it(client, typed, told):
    assert told in client.get("/verify/", {"code": typed}).content.decode()


def test_certificate_page_of_a_withdrawn_one(client, earned):
    Credential.objects.update(state=CredentialState.REVOKED)
    assert "It was withdrawn" in client.get(f"/verify/{earned.pk}/").content.decode()
    assert client.get(f"/certificates/{earned.pk}.pdf").status_code == 404
    assert client.get(f"/certificates/{earned.pk}.json").status_code == 404


def test_certificate_page_asks_a_fixed_number_of_questions(client, earned, earned_alone, queries):
    counts = []
    for row in (earned, earned_alone):
        client.get(f"/verify/{row.pk}/")
        with queries() as asked:
            client.get(f"/verify/{row.pk}/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_certificate_files(client, earned):
    pdf = client.get(f"/certificates/{earned.pk}.pdf")
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")
    credential = client.get(f"/certificates/{earned.pk}.json")
    assert credential["Content-Type"] == "application/vc+json"
    assert credential.json() == earned.document


def test_did_document_of_each_signatory(client, earned):
    for proof in earned.document["proof"]:
        did, _mark, key = proof["verificationMethod"].partition("#")
        answer = client.get(f"/did/{did.rpartition(':')[2]}/did.json")
        assert answer["Content-Type"] == "application/did+json"
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer.json()["id"] == did
        assert answer.json()["alsoKnownAs"] == [f"did:key:{key}"]
    assert client.get("/did/nobody/did.json").status_code == 404


def test_keys_file_is_what_the_command_trusts(client, earned, now, settings):
    answer = client.get("/verify/keys.json")
    assert "KEYS.json" in answer["Content-Disposition"]
    trust = services.trust_from_bundle(answer.content)
    data = services.document_text(earned.document).encode()
    assert services.verify_file(data, trust=trust, at=now).is_valid
    settings.HANSA_DEMONSTRATION = False
    assert client.get("/verify/keys.json").json() == {"didDocuments": [], "sheetRoots": []}


def test_achievement_page(client, earned):
    page = client.get(f"/achievements/{earned.achievement.key}/")
    assert page.status_code == 200
    assert earned.document["credentialSubject"]["achievement"]["id"].endswith(
        f"/achievements/{earned.achievement.key}/"
    )
    assert client.get("/achievements/none/").status_code == 404


def test_mine_shows_my_own(client_as, earned, person_with):
    text = client_as(earned.holder).get("/my/certificates/").content.decode()
    assert earned.number in text
    other = client_as(person_with()).get("/my/certificates/").content.decode()
    assert earned.number not in other
    assert "You have no certificate yet" in other


def test_mine_needs_an_account(client):
    assert client.get("/my/certificates/").status_code == 302


def test_mine_asks_a_fixed_number_of_questions(client_as, holder, queries, now):
    row = achievement(now=now)
    counts = []
    for number in (1, 30):
        while Credential.objects.count() < number:
            issued(holder, now=now, achievement_key=row.key)
        client = client_as(holder)
        client.get("/my/certificates/")
        with queries() as asked:
            client.get("/my/certificates/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_office_list(client_as, earned, earned_alone, person_with):
    client = client_as(person_with("programme_officer"))
    text = client.get("/office/credentials/").content.decode()
    assert earned.number in text
    assert earned_alone.number in text
    one = client.get("/office/credentials/", {"q": earned.number}).content.decode()
    assert earned.number in one
    assert earned_alone.number not in one
    assert "Nothing here fits" in client.get("/office/credentials/", {"state": "revoked"}).content.decode()


def test_office_list_of_a_regional_office_holds_its_own(
    client_as, earned, holder, person_with, monkeypatch, now
):
    other = issued(holder, now=now, achievement_key=achievement("wego/elsewhere:award", now=now).key)
    monkeypatch.setattr(permissions, "_topics", [lambda person: ["wego/champions-2025"]])
    text = client_as(person_with("regional_officer")).get("/office/credentials/").content.decode()
    assert earned.number in text
    assert other.number not in text


def test_office_list_is_for_the_office(client_as, client, earned):
    assert client_as(earned.holder).get("/office/credentials/").status_code == 403
    assert client.get("/office/credentials/").status_code == 302


def test_office_list_asks_a_fixed_number_of_questions(client_as, person_with, holder, queries, now):
    row = achievement(now=now)
    client = client_as(person_with("programme_officer"))
    counts = []
    for number in (1, 30):
        while Credential.objects.count() < number:
            issued(holder, now=now, achievement_key=row.key)
        client.get("/office/credentials/")
        with queries() as asked:
            client.get("/office/credentials/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
