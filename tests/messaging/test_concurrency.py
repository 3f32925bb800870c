"""Letters under many hands at once, on whichever database is configured."""

import pytest
from django.core import mail
from tests.databases import all_at_once
from tests.factories import messaging as make

from hansa.messaging import services
from hansa.messaging.enums import LetterState
from hansa.messaging.models import Letter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("many_at_once")]


@pytest.fixture(autouse=True)
def _post(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def test_letter_asked_for_by_many_is_written_once(person_with, now):
    person = person_with()
    make.template(now)

    def ask():
        services.send_letter(
            template_key=make.KEY,
            to=person,
            context={"edition": "NIA", "url": "https://example.org"},
            key="k",
            now=now,
        )

    assert all_at_once([ask] * 6) == []
    assert Letter.objects.count() == 1


def test_letter_with_many_workers_goes_out_once(person_with, now):
    letters = [make.letter(person_with(), now, key=f"letter-{number}") for number in range(4)]

    def work():
        for letter in letters:
            services.deliver_letter(letter_id=letter.pk, now=now)

    assert all_at_once([work] * 5) == []
    assert len(mail.outbox) == 4
    assert set(Letter.objects.values_list("state", flat=True)) == {LetterState.SENT}
