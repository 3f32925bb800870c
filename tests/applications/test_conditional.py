"""An applicant meets a question that depends on an answer; readers, officers and tables never see what was not asked."""

import pytest
from django.urls import reverse

from hansa.applications import selectors, services
from hansa.applications.services.exporting import answers_for_readers
from hansa.programmes.services import apply_pack, export_pack, plan_pack
from hansa.programmes.services.standing import pack_of
from hansa.questionnaires.models import Response
from tests.applications.test_views import page, posted
from tests.conftest import NOW
from tests.factories.applications import (
    ANSWERS,
    QUESTIONS,
    make_draft,
    make_open_call,
    make_person,
    make_submitted,
)

pytestmark = pytest.mark.django_db
VISA = {
    "key": "visa_needed",
    "kind": "single",
    "label": {"en": "Do you need a visa?"},
    "options": [{"key": "yes", "label": {"en": "Yes"}}, {"key": "no", "label": {"en": "No"}}],
}
FORM = {
    "sections": [
        {"key": "visa", "title": {"en": "Your visa"}, "only_if": {"question": "visa_needed", "is": "yes"}}
    ],
    "questions": [
        *QUESTIONS,
        VISA,
        {"key": "consulate", "kind": "text", "label": {"en": "Which consulate?"}, "section": "visa"},
        {
            "key": "refused",
            "kind": "text",
            "label": {"en": "Refused before?"},
            "required": False,
            "section": "visa",
            "only_if": {"question": "consulate", "answered": True},
        },
    ],
}


@pytest.fixture(autouse=True)
def _at_the_tests_own_instant(monkeypatch):
    from hansa.foundation import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)


def make_call(**fields):
    return make_open_call(form=FORM, documents=[], **fields)


def save(client, draft, answers, **more):
    url = reverse("applications:form", args=[draft.uid])
    kept = Response.objects.filter(subject=draft.subject).first()
    return client.post(url, {"revision": kept.revision if kept else 0, **posted(answers), **more})


def test_question_stands_there_once_its_answer_is_saved_without_a_script(client_as):
    draft = make_draft(make_call())
    client, url = client_as(draft.applicant), reverse("applications:form", args=[draft.uid])
    before = client.get(url).content.decode()
    assert "Asked if you answer “Do you need a visa?” with: Yes." in before
    assert 'name="seen" value=""' in before
    gone = save(client, draft, {**ANSWERS, "visa_needed": "yes"}, seen="")
    assert gone["Location"] == f"{url}#asked-consulate"
    after = client.get(url).content.decode()
    assert 'name="seen" value="consulate"' in after
    assert "With your answers we also ask what stands here now." in after
    # Whoever has seen it goes on, with or without an answer.
    gone = save(client, draft, {**ANSWERS, "visa_needed": "yes"}, seen="consulate")
    assert gone["Location"] == reverse("applications:documents", args=[draft.uid])


def test_question_that_does_not_apply_is_neither_missing_nor_sent(client_as):
    draft = make_draft(make_call())
    client = client_as(draft.applicant)
    save(client, draft, {**ANSWERS, "visa_needed": "yes"}, seen="consulate")
    assert "Which consulate?" in page(client, "applications:send", draft.uid)
    with pytest.raises(services.ApplicationIncomplete) as refusal:
        services.submit_application(application_id=draft.pk, by=draft.applicant, now=NOW)
    assert [what for what, _sentence, _step in refusal.value.missing] == ["Which consulate?"]
    save(client, draft, {**ANSWERS, "visa_needed": "no", "consulate": "Rome"}, seen="")
    assert Response.objects.get(subject=draft.subject).answers["consulate"] == "Rome"
    assert "Rome" in page(client, "applications:form", draft.uid)
    shown = page(client, "applications:send", draft.uid)
    assert "Everything is there" in shown
    assert "consulate" not in shown.casefold()
    services.submit_application(application_id=draft.pk, by=draft.applicant, now=NOW)
    assert "consulate" not in Response.objects.get(subject=draft.subject).answers


def test_readers_officers_and_tables_see_only_what_was_asked(client_as):
    call = make_call()
    sent = make_submitted(call, visa_needed="yes", consulate="Rome")
    other = make_submitted(call, "seoul", visa_needed="no", consulate="Milan")
    officer = make_person("programme_officer")
    shown = page(client_as(officer), "applications_office:application", sent.uid)
    assert "Which consulate?" in shown
    unasked = page(client_as(officer), "applications_office:application", other.uid)
    assert "Which consulate?" not in unasked
    assert "Milan" not in unasked
    terms = selectors.terms_of(call)
    assert "Milan" not in str(answers_for_readers(other, terms))


def test_two_versions_are_compared_by_what_was_asked_each_time(client_as):
    sent = make_submitted(make_call(), visa_needed="yes", consulate="Rome")
    officer = make_person("programme_officer")
    services.return_for_completion(application_id=sent.pk, reason="Your visa?", by=officer, now=NOW)
    save(client_as(sent.applicant), sent, {**ANSWERS, "visa_needed": "no", "consulate": "Rome"}, seen="")
    services.submit_application(application_id=sent.pk, by=sent.applicant, now=NOW)
    shown = page(client_as(officer), "applications_office:application", sent.uid)
    assert "<dt>Which consulate?</dt>" in shown
    assert "<del>Rome</del>" in shown


def test_form_with_conditions_is_exported_and_applied_without_a_change():
    from hansa.programmes.rules.packs.parsing import parse_pack

    asked = {"number": 1, "asks": {"en": "What have they led?"}, "delete_after_days": 90}
    call = make_call(referees=asked)
    files = export_pack(call.edition.slug)
    parsed = parse_pack(files)
    assert parsed.faults == []
    assert parsed.pack == pack_of(call.edition)
    plan = plan_pack(pack=parsed.pack)
    assert not plan.changes
    apply_pack(pack=parsed.pack, by=None, now=NOW)
    assert export_pack(call.edition.slug) == files
