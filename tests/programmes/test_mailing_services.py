"""The letters about a call: whom they go to, once, whatever dies on the way."""

from datetime import timedelta

import pytest
from django.db.models import Count
from django.urls import reverse

from hansa.foundation import clock
from hansa.messaging.models import Letter
from hansa.messaging.services import deliver_letter, note_bounce
from hansa.messaging.signals import letter_queued
from hansa.network.models import MemberContact
from hansa.network.services import drop_contact, name_contact
from hansa.programmes import services
from hansa.programmes.models import Addressee, Call, CallMailing
from hansa.programmes.rules.packs.schema.base import LANGUAGES
from hansa.programmes.services.mailing_words import TEXTS
from tests.conftest import NOW
from tests.factories.network import make_coordinator, make_member
from tests.factories.programmes import make_call

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]


class Died(Exception):
    """The worker's process ends here."""


@pytest.fixture(autouse=True)
def _own_worker(settings, monkeypatch):
    """Tasks wait until a test runs them; mail is kept."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def call(db):
    return make_call()


@pytest.fixture
def spoken_for(call, person_with):
    """Three members have somebody, one of them for two."""
    people = [person_with(name=name, language=language) for name, language in
              (("Ioana", "en"), ("Kim", "ko"), ("Sara", "ar"))]  # fmt: skip
    for person, key in (
        (people[0], "bucharest"),
        (people[1], "seoul"),
        (people[1], "chengdu"),
        (people[2], "cordoba"),
    ):
        make_coordinator(person, key)
    return people


def announce(call, by=None):
    mailing = services.announce_call(call_id=call.pk, by=by, now=NOW)
    services.write_mailing(mailing_id=mailing.pk, now=NOW)
    return mailing


def test_house_writes_in_every_language():
    assert {name: set(texts) for name, texts in TEXTS.items()} == {key: set(LANGUAGES) for key in TEXTS}


def test_page_knows_before_whom_it_goes_to(call, spoken_for):
    found = services.distribution(call)
    assert [(reader.person.name, len(reader.members)) for reader in found.readers] == [
        ("Ioana", 1), ("Kim", 2), ("Sara", 1),
    ]  # fmt: skip
    assert dict(found.languages) == {"en": 1, "ko": 1, "ar": 1}
    assert [member.key for member in found.silent] == ["nic-sudan"]
    assert not Letter.objects.exists()


def test_rule_about_kinds_leaves_other_members_out(spoken_for, call):
    call.rules = call.rules | {"eligibility": [{"kind": "member_of", "member_kinds": ["company"]}]}
    assert services.distribution(call).members == 0
    call.rules = call.rules | {"eligibility": [{"kind": "member_of", "regions": ["europe"]}]}
    assert {reader.person.name for reader in services.distribution(call).readers} == {"Ioana", "Sara"}


def test_one_letter_a_person_in_their_language(call, spoken_for):
    announce(call)
    letters = {letter.to.name: letter for letter in Letter.objects.select_related("to")}
    assert {name: letter.language for name, letter in letters.items()} == {
        "Ioana": "en",
        "Kim": "ko",
        "Sara": "ar",
    }
    assert "서울" in letters["Kim"].text
    assert "Chengdu" in letters["Kim"].text
    assert "/programmes/nia-2027/" in letters["Ioana"].text
    assert CallMailing.objects.get().done_at == NOW


def test_announced_again_nobody_gets_a_second_letter(call, spoken_for):
    for _ in range(3):
        announce(call)
    assert Letter.objects.count() == 3
    assert CallMailing.objects.count() == 1


def test_whoever_came_since_gets_it_and_nobody_else(call, spoken_for, person_with):
    announce(call)
    make_coordinator(person_with(name="Amal"), "nic-sudan")
    assert [reader.person.name for reader in services.distribution(call).readers] == ["Amal"]
    announce(call)
    assert Letter.objects.count() == 4


@pytest.mark.parametrize("after", [1, 2, 3])
def test_worker_that_dies_between_letters_leaves_nothing_half(call, spoken_for, after):
    mailing = services.announce_call(call_id=call.pk, by=None, now=NOW)
    written = []

    def die(sender, letter, **kwargs):
        written.append(letter)
        if len(written) == after:
            raise Died

    letter_queued.connect(die)
    try:
        with pytest.raises(Died):
            services.write_mailing(mailing_id=mailing.pk, now=NOW)
    finally:
        letter_queued.disconnect(die)
    # The letter in whose writing it died is not there; those before it are, each with its note.
    assert (
        Letter.objects.count()
        == Addressee.objects.filter(is_written=True).values("person").distinct().count()
    )
    assert Letter.objects.count() == after - 1
    services.write_unfinished(now=NOW)
    services.write_mailing(mailing_id=mailing.pk, now=NOW)
    assert Letter.objects.count() == 3
    assert not Letter.objects.values("to").annotate(n=Count("pk")).filter(n__gt=1).exists()


def test_worker_that_died_before_it_noted_a_letter_finds_the_same_one(call, spoken_for):
    """As after a restored backup: the letter is there, its note is not."""
    announce(call)
    Addressee.objects.update(is_written=False, letter=None)
    CallMailing.objects.update(done_at=None)
    assert services.write_unfinished(now=NOW) == 3
    assert Letter.objects.count() == 3


def test_account_that_closed_meanwhile_gets_none(call, spoken_for):
    mailing = services.announce_call(call_id=call.pk, by=None, now=NOW)
    spoken_for[0].is_active = False
    spoken_for[0].save()
    services.write_mailing(mailing_id=mailing.pk, now=NOW)
    assert {letter.to.name for letter in Letter.objects.select_related("to")} == {"Kim", "Sara"}
    assert CallMailing.objects.get().done_at == NOW


def test_closed_call_is_not_announced(call, spoken_for):
    later = call.closes_at + timedelta(days=1)
    with pytest.raises(services.NothingToSay):
        services.announce_call(call_id=call.pk, by=None, now=later)


def test_extension_goes_to_those_who_have_the_letter(call, spoken_for, person_with):
    announce(call)
    lost = Letter.objects.get(to=spoken_for[0])
    deliver_letter(letter_id=lost.pk, now=NOW)
    note_bounce(letter_id=lost.pk, reason="unknown", by=None, now=NOW)
    make_coordinator(person_with(name="Amal"), "nic-sudan")
    officer = person_with("programme_officer")
    amendment = services.extend_call(
        call_id=call.pk,
        until=call.closes_at + timedelta(days=7),
        by=officer,
        now=NOW,
        reason="Visas take longer.",
    )
    for _ in range(2):
        mailing = services.tell_of_extension(amendment_id=amendment.pk, by=officer, now=NOW)
        services.write_mailing(mailing_id=mailing.pk, now=NOW)
    told = Letter.objects.filter(template_key__endswith="call-extended").select_related("to")
    assert {letter.to.name for letter in told} == {"Kim", "Sara"}
    assert all("Visas take longer." in letter.text for letter in told)
    assert {letter.answers_address for letter in told} == {officer.email}


def test_officer_looks_then_sends_then_sees_what_came_back(call, spoken_for, client_as, person_with, queries):
    client = client_as(person_with("programme_officer"))
    url = reverse("programmes_office:mailing", args=["nia-2027"])
    before = client.get(url).content.decode()
    assert "3 people have not been written to" in before
    assert "National Information Center" in before
    assert "A call for Bucharest: NIA workshop 2027" in before
    assert not Letter.objects.exists()
    client.post(reverse("programmes_office:announce", args=["nia-2027"]))
    services.write_unfinished(now=NOW)
    letter = Letter.objects.get(to=spoken_for[0])
    deliver_letter(letter_id=letter.pk, now=NOW)
    note_bounce(letter_id=letter.pk, reason="550 User unknown", by=None, now=NOW)
    after = client.get(url).content.decode()
    assert "550 User unknown" in after
    assert "1 letter reached nobody" in after


def test_ordered_letters_are_not_offered_again_while_they_are_written(
    call, spoken_for, client_as, person_with
):
    client = client_as(person_with("programme_officer"))
    url = reverse("programmes_office:mailing", args=["nia-2027"])
    under_way = client.post(reverse("programmes_office:announce", args=["nia-2027"]), follow=True)
    html = under_way.content.decode()
    assert "3 letters are being written" in html
    assert "have not been written to" not in html
    assert "Send 3 letters" not in html
    services.write_unfinished(now=NOW)
    assert "<h1>Letters sent: 3; 1 member gets none</h1>" in client.get(url).content.decode()


def test_headline_says_that_everybody_has_it_only_when_nobody_is_left_out(
    call, spoken_for, client_as, person_with
):
    client = client_as(person_with("programme_officer"))
    url = reverse("programmes_office:mailing", args=["nia-2027"])
    everybody = "Everybody whom the call is for has the letter"
    announce(call)
    html = client.get(url).content.decode()
    assert everybody not in html
    assert f'<a href="{reverse("network_office:member", args=["nic-sudan"])}">National Information' in html
    make_coordinator(person_with(name="Amal"), "nic-sudan")
    announce(call)
    assert everybody in client.get(url).content.decode()
    letter = Letter.objects.get(to=spoken_for[0])
    deliver_letter(letter_id=letter.pk, now=NOW)
    note_bounce(letter_id=letter.pk, reason="unknown", by=None, now=NOW)
    html = client.get(url).content.decode()
    assert everybody not in html
    assert "<h1>1 letter was not delivered</h1>" in html


def test_page_costs_the_same_however_many_are_written_to(call, spoken_for, client_as, person_with, queries):
    client = client_as(person_with("programme_officer"))
    url = reverse("programmes_office:mailing", args=["nia-2027"])
    announce(call)
    client.get(url)
    with queries() as few:
        client.get(url)
    for number in range(30):
        make_coordinator(person_with(name=f"N {number}"), "seoul")
    announce(call)
    client.get(url)
    with queries() as many:
        client.get(url)
    assert len(few) == len(many) <= 14


def test_others_neither_see_nor_send(call, spoken_for, client_as, person_with):
    page, act = (reverse(f"programmes_office:{name}", args=["nia-2027"]) for name in ("mailing", "announce"))
    assert client_as(person_with("auditor")).get(page).status_code == 200
    assert client_as(person_with("auditor")).post(act).status_code == 403
    assert client_as(person_with("reviewer")).get(page).status_code in {302, 403, 404}
    assert client_as(person_with("regional_officer")).get(page).status_code == 404
    assert not CallMailing.objects.exists()


def test_member_without_an_account_gets_the_letter_at_its_contact(call, spoken_for, person_with):
    silent = services.distribution(call).silent
    assert silent
    said = {"name": "Ana Ruiz", "email": "mobility@quito.example", "language": "fr"}
    for member in silent:
        name_contact(member=member, **said, by=person_with("administrator"), now=NOW)
    # Whoever speaks for a member gets its letters, and its contact none.
    name_contact(member=make_member("seoul"), **said | {"email": "old@seoul.example"}, by=None, now=NOW)
    found = services.distribution(call)
    assert not found.silent
    [reader] = [reader for reader in found.readers if reader.contact is not None]
    assert len(reader.members) == len(silent)
    announce(call)
    assert not Letter.objects.filter(address="old@seoul.example").exists()
    letter = Letter.objects.get(address=said["email"])
    assert (letter.language, letter.template_key.rpartition(":")[2]) == ("fr", "call-announced-by-form")
    link = reverse("network:contact", args=[MemberContact.objects.filter(person=letter.to).first().uid])
    assert link in letter.text
    assert f"/apply/{call.edition.slug}/nomination-form/" in letter.text
    announce(call)
    assert Letter.objects.filter(address=said["email"]).count() == 1


def test_contact_who_wants_no_letters_gets_none_that_was_ordered(call, spoken_for, monkeypatch):
    monkeypatch.setattr("hansa.programmes.signals.mailing_ordered.send", lambda **known: None)
    for member in services.distribution(call).silent:
        name_contact(member=member, name="", email="no@more.example", language="en", by=None, now=NOW)
    mailing = services.announce_call(call_id=call.pk, by=None, now=NOW)
    for contact in MemberContact.objects.select_related("member"):
        drop_contact(contact=contact, by=None)
    services.write_mailing(mailing_id=mailing.pk, now=NOW)
    assert not Letter.objects.filter(address="no@more.example").exists()
    assert CallMailing.objects.get().done_at is not None


def test_letter_by_form_says_nothing_of_forms_where_no_city_is_asked(call, spoken_for):
    Call.objects.filter(pk=call.pk).update(rules={**call.rules, "caps": {}})
    for member in services.distribution(call).silent:
        name_contact(member=member, name="Ana", email="ana@quito.example", language="en", by=None, now=NOW)
    announce(call)
    assert "nomination-form" not in Letter.objects.get(address="ana@quito.example").text
