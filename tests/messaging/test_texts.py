"""The texts of letters in the office: every language, both parts, invented facts, a test to oneself."""

from pathlib import Path

import pytest
import yaml
from django.core import mail
from django.urls import reverse
from tests.factories import messaging as make
from tests.factories.programmes import make_edition

from hansa.foundation.mail.rules import frame
from hansa.messaging import permissions, rules, services
from hansa.messaging.models import Letter, LetterTemplate
from hansa.messaging.office.samples import facts

LETTERS = sorted((Path(__file__).resolve().parents[2] / "packs").glob("*/letters/*.yaml"))
LANGUAGES = ("en", "fr", "de", "it", "ar", "ko", "zh-hans")


def pages(template):
    return [
        reverse("messaging_office:texts"),
        reverse("messaging_office:text", args=[template.pk]),
        reverse("messaging_office:text_html", args=[template.pk, "ar"]),
    ]


@pytest.mark.django_db
def test_letter_is_looked_at_in_each_language_with_invented_facts(client_as, person_with, now):
    template = make.template(now)
    client = client_as(person_with("programme_officer"))
    page = client.get(reverse("messaging_office:text", args=[template.pk]), {"language": "ar"})
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    assert 'lang="ar" dir="auto"' in page.content.decode()
    alone = client.get(reverse("messaging_office:text_html", args=[template.pk, "ar"]))
    assert 'dir="rtl"' in alone.content.decode()
    assert alone["Content-Security-Policy"].startswith("sandbox ")
    assert Letter.objects.count() == 0


@pytest.mark.django_db
def test_texts_are_closed_to_others(client, client_as, person_with, now):
    template = make.template(now)
    for url in pages(template):
        assert client.get(url).status_code == 302
        assert client_as(person_with()).get(url).status_code == 403


@pytest.mark.django_db
def test_regional_office_sees_the_texts_of_its_own_editions(client_as, person_with, now, monkeypatch):
    own = make.template(now)
    foreign = make.template(now, key="wego/other-2017:accepted")
    monkeypatch.setattr(permissions, "_topics", [lambda person: ["wego/nia-workshop-2017"]])
    client = client_as(person_with("regional_officer"))
    page = client.get(reverse("messaging_office:texts")).content.decode()
    assert own.topic in page
    assert foreign.topic not in page
    assert client.get(reverse("messaging_office:text", args=[foreign.pk])).status_code == 404


@pytest.mark.django_db
def test_test_letter_goes_to_oneself_alone_and_says_that_it_is_one(client_as, person_with, now, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    template = make.template(now)
    officer = person_with("programme_officer", email="kang@example.org")
    url = reverse("messaging_office:test", args=[template.pk, "en"])
    assert client_as(officer).get(url).status_code == 405
    assert client_as(person_with("auditor")).post(url).status_code == 403
    assert client_as(officer).post(url)["Location"].endswith("?language=en")
    letter = Letter.objects.get()
    services.deliver_letter(letter_id=letter.pk, now=letter.queued_at)
    (sent,) = mail.outbox
    assert sent.to == ["kang@example.org"]
    assert sent.subject.startswith("Test: ")


@pytest.mark.django_db
def test_texts_cost_the_same_queries_for_one_and_for_thirty(client_as, person_with, now, queries):
    client = client_as(person_with("programme_officer"))
    url = reverse("messaging_office:texts")
    make.template(now)
    client.get(url)
    with queries() as one:
        client.get(url)
    for number in range(29):
        make.template(now, key=f"wego/nia-workshop-2017:more-{number}")
    client.get(url)
    with queries() as thirty:
        client.get(url)
    assert len(one) == len(thirty)


@pytest.mark.django_db
@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_shipped_letter_reads_well_in_every_language(path, now):
    texts = yaml.safe_load(path.read_text())["texts"]
    assert tuple(texts) == LANGUAGES
    assert rules.faults(texts) == []
    for language, text in texts.items():
        values = facts(path.stem, language, now) | {"secretariat": "The WeGO secretariat"}
        written = rules.write(subject=text["subject"], body=text["body"], values=values, language=language)
        parts = frame.framed(
            frame.Content(written.subject, written.text, written.html, language),
            frame.House("WeGO"),
            frame.Words(),
        )
        assert "{" not in written.subject + written.text
        assert parts.html.count("bgcolor=") == 1, language
        assert parts.preheader, language
        assert len(parts.html.encode()) < frame.HEAVIEST, language
        # Nothing is left out for want of a value: the invented facts say what each letter can say.
        assert len(written.text.split("\n\n")) == len(text["body"].strip().split("\n\n")), language


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Your certificate: {edition}", "Your certificate"),
        ("您的证书：{edition}", "您的证书"),
        ("{city} endorses you", "… endorses you"),
        ("Your application to {edition}", "Your application to …"),
    ],
)
def test_letter_is_called_by_its_subject_without_what_is_filled_in(subject, title):
    assert rules.title_of(subject) == title


@pytest.mark.django_db
def test_letters_and_their_filter_are_called_by_their_words_and_not_by_keys(client_as, person_with, now):
    letter = make.letter(person_with(), now)
    edition = make_edition("nia-workshop-2017")
    assert edition.namespace == letter.topic
    title = edition.title["en"]
    client = client_as(person_with("programme_officer"))
    page = client.get(reverse("messaging_office:outbox")).content.decode()
    called = rules.title_of(LetterTemplate.objects.get(key=make.KEY).texts["en"]["subject"])
    assert f'<option value="accepted">{called}</option>' in page
    assert f'<option value="{letter.topic}">{title}</option>' in page
    assert make.KEY not in page
    for url in (reverse("messaging_office:letter", args=[letter.pk]), reverse("messaging_office:texts")):
        page = client.get(url).content.decode()
        assert called in page
        assert title in page
        assert make.KEY not in page
    asked = {"template": "accepted", "programme": letter.topic}
    assert letter.address in client.get(reverse("messaging_office:outbox"), asked).content.decode()
