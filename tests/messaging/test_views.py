import pytest
from django.core.mail import EmailMultiAlternatives, send_mail
from django.urls import reverse
from tests.factories import messaging as make

from hansa.messaging import permissions, services
from hansa.messaging.models import Letter, MailboxMessage

pytestmark = pytest.mark.django_db
MAILBOX = "hansa.messaging.adapters.mailbox.MailboxBackend"


@pytest.fixture
def mailbox(settings):
    settings.EMAIL_BACKEND = MAILBOX
    settings.HANSA_DEMONSTRATION = True


def test_mailbox_shows_every_mail_and_filters_by_reader(client, mailbox):
    send_mail("Your code", "Code: AB12-CD34", None, ["kim@example.org"])
    send_mail("Another", "Text", None, ["lee@example.org"])
    page = client.get(reverse("messaging:mailbox"), {"to": "kim@"}).content.decode()
    assert "Your code" in page
    assert "Another" not in page
    mail = MailboxMessage.objects.get(to="kim@example.org")
    assert "AB12-CD34" in client.get(reverse("messaging:mail", args=[mail.pk])).content.decode()


def test_mailbox_is_not_there_outside_the_demonstration(client, mailbox, settings):
    send_mail("Your code", "Code: AB12-CD34", None, ["kim@example.org"])
    settings.HANSA_DEMONSTRATION = False
    pk = MailboxMessage.objects.get().pk
    for name, args in (("mailbox", []), ("mail", [pk]), ("mail_html", [pk])):
        assert client.get(reverse(f"messaging:{name}", args=args)).status_code == 404


def test_html_part_is_shown_alone_where_nothing_can_run(client, mailbox):
    mail = EmailMultiAlternatives("Hello", "Text", None, ["kim@example.org"])
    mail.attach_alternative(
        '<html><head><style>p{color:red}</style></head><p style="color:red">Hi</p><script>alert(1)</script></html>',
        "text/html",
    )
    mail.send()
    answer = client.get(reverse("messaging:mail_html", args=[MailboxMessage.objects.get().pk]))
    policy = answer["Content-Security-Policy"]
    assert policy.startswith(
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src "
    )
    assert policy.count("'sha256-") == 2
    assert "unsafe-inline" not in policy
    assert "script-src" not in policy
    assert policy.endswith("frame-ancestors 'self'")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    page = client.get(reverse("messaging:mail", args=[MailboxMessage.objects.get().pk]))
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    assert '<iframe class="mail-frame" sandbox="' in page.content.decode()


def test_mail_in_the_mailbox_is_escaped(client, mailbox):
    send_mail("<b>Hi</b>", "<script>alert(1)</script>", None, ["kim@example.org"])
    page = client.get(reverse("messaging:mail", args=[MailboxMessage.objects.get().pk])).content.decode()
    assert "<script>alert" not in page
    assert "<b>Hi</b>" not in page


def test_person_reads_their_own_letters_and_no_others(client_as, person_with, now):
    mine, other = person_with(), person_with()
    letter, foreign = make.letter(mine, now, key="a"), make.letter(other, now, key="b")
    client = client_as(mine)
    assert client.get(reverse("messaging:letters")).status_code == 200
    assert "Accept it here" in client.get(reverse("messaging:letter", args=[letter.pk])).content.decode()
    assert client.get(reverse("messaging:letter", args=[foreign.pk])).status_code == 404


def test_outbox_shows_letters_with_filters(client_as, person_with, now):
    make.letter(person_with(name="Ioana Petrescu"), now, key="a")
    make.letter(person_with(name="Jun Reyes"), now, key="b")
    client = client_as(person_with("programme_officer"))
    url = reverse("messaging_office:outbox")
    page = client.get(url, {"q": "ioana", "state": "queued", "template": "accepted"}).content.decode()
    assert "Ioana Petrescu" in page
    assert "Jun Reyes" not in page
    assert "Ioana Petrescu" not in client.get(url, {"state": "sent"}).content.decode()


def test_outbox_is_closed_to_others(client, client_as, person_with, now):
    letter = make.letter(person_with(), now)
    for url in (reverse("messaging_office:outbox"), reverse("messaging_office:letter", args=[letter.pk])):
        assert client.get(url).status_code == 302
        assert client_as(person_with()).get(url).status_code == 403
        assert client_as(person_with("reviewer")).get(url).status_code == 403


def test_outbox_of_a_regional_office_holds_its_own_topics_only(client_as, person_with, now, monkeypatch):
    own = make.letter(person_with(), now, key="a")
    make.template(now, key="wego/other-2017:accepted")
    foreign = services.send_letter(
        template_key="wego/other-2017:accepted",
        to=person_with(),
        context={"edition": "Other"},
        key="b",
        now=now,
    )
    monkeypatch.setattr(permissions, "_topics", [lambda person: ["wego/nia-workshop-2017"]])
    client = client_as(person_with("regional_officer"))
    page = client.get(reverse("messaging_office:outbox")).content.decode()
    assert own.address in page
    assert foreign.address not in page
    assert client.get(reverse("messaging_office:letter", args=[foreign.pk])).status_code == 404
    assert client.post(reverse("messaging_office:again", args=[foreign.pk])).status_code == 404


def test_letter_is_sent_again_by_staff_and_not_by_an_auditor(client_as, person_with, now, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    letter = make.letter(person_with(), now)
    services.deliver_letter(letter_id=letter.pk, now=now)
    url = reverse("messaging_office:again", args=[letter.pk])
    assert client_as(person_with("auditor")).post(url).status_code == 403
    assert Letter.objects.count() == 1
    officer = client_as(person_with("programme_officer"))
    assert officer.get(url).status_code == 405
    assert officer.post(url).status_code == 302
    assert Letter.objects.count() == 2


def test_outbox_costs_the_same_queries_for_one_letter_and_for_thirty(client_as, person_with, now, queries):
    client = client_as(person_with("programme_officer"))
    url = reverse("messaging_office:outbox")
    make.letter(person_with(), now, key="0")
    client.get(url)
    with queries() as one:
        client.get(url)
    for number in range(29):
        make.letter(person_with(), now, key=f"{number + 1}")
    client.get(url)  # what the frame keeps for a while is read again
    with queries() as thirty:
        client.get(url)
    assert len(one) == len(thirty)
