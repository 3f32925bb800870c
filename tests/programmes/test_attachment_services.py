"""Papers beside a call: examined, public, a download; put there by the office alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hansa.foundation import clock
from hansa.foundation.storage.models import StoredFile
from hansa.programmes.models import Attachment, Call
from tests.conftest import NOW
from tests.factories.programmes import make_call
from tests.foundation.samples import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]


@pytest.fixture(autouse=True)
def _at_the_tests_own_instant(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def call(db):
    return make_call()


def of(name, *args):
    return reverse(f"programmes_office:{name}", args=["nia-2027", *args])


def add(client, content=None, name="form.pdf"):
    said = {"label": "Nomination form", "language": "en", "file": SimpleUploadedFile(name, content or pdf())}
    return client.post(of("attach"), said)


def test_paper_stands_on_the_public_page_and_is_a_download(call, client, client_as, person_with):
    officer = client_as(person_with("programme_officer"))
    client.get(reverse("portal:edition", args=["nia-2027"]))
    assert add(officer).status_code == 302
    paper = Attachment.objects.get()
    url = reverse("programmes:attachment", args=["nia-2027", paper.uid])
    page = client.get(reverse("portal:edition", args=["nia-2027"])).content.decode()
    assert url in page
    assert "Nomination form" in page
    response = client.get(url)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Nomination form" in officer.get(of("attachments")).content.decode()


def test_what_is_no_pdf_is_refused_with_a_sentence(call, client_as, person_with):
    response = add(client_as(person_with("programme_officer")), b"<html>", "form.pdf")
    assert response.status_code == 422
    assert not Attachment.objects.exists()


def test_taken_away_it_is_gone_with_its_file(call, client, client_as, person_with):
    officer = client_as(person_with("programme_officer"))
    add(officer)
    paper = Attachment.objects.get()
    for _ in range(2):
        officer.post(of("detach", paper.uid))
    assert not StoredFile.objects.filter(purpose="attachment").exists()
    assert client.get(reverse("programmes:attachment", args=["nia-2027", paper.uid])).status_code == 404


def test_paper_of_a_draft_is_nobodys_yet(call, client, client_as, person_with):
    add(client_as(person_with("programme_officer")))
    Call.objects.update(state="draft")
    url = reverse("programmes:attachment", args=["nia-2027", Attachment.objects.get().uid])
    assert client.get(url).status_code == 404
    assert client_as(person_with()).get(url).status_code == 404
    assert client_as(person_with("programme_officer")).get(url).status_code == 200


def test_paper_of_another_call_is_not_found_here(call, client, client_as, person_with):
    add(client_as(person_with("programme_officer")))
    make_call("other")
    url = reverse("programmes:attachment", args=["other", Attachment.objects.get().uid])
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("role", ["auditor", "reviewer", "regional_officer"])
def test_nobody_else_puts_one_there(role, call, client_as, person_with):
    assert add(client_as(person_with(role))).status_code in {302, 403, 404}
    assert not Attachment.objects.exists()
