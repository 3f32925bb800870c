"""Whom we remind once, whom we ask, and who hears that a call is cancelled."""

from datetime import UTC, datetime, timedelta

import pytest

from hansa.applications import services
from hansa.applications.enums import ApplicationState
from hansa.applications.models import Application, Offer
from hansa.applications.rules import reminding
from hansa.applications.services.reminding import remind
from hansa.messaging.models import Letter
from hansa.messaging.selectors import template
from hansa.programmes.services import ReasonMissing, cancel_call
from tests.conftest import NOW
from tests.factories.applications import (
    coordinator_of,
    make_draft,
    make_open_call,
    make_person,
    make_submitted,
)

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def letters(name: str) -> list[Letter]:
    return list(Letter.objects.filter(template_key__endswith=f":{name}"))


@pytest.mark.parametrize(
    ("left", "rested", "due"),
    [(3 * DAY, DAY, True), (4 * DAY, DAY, False), (DAY, timedelta(hours=1), False), (-DAY, DAY, False)],
)
def test_draft_is_due_in_its_last_three_days_unless_somebody_is_at_it(left, rested, due):
    assert reminding.draft_is_due(closes_at=AT + left, changed_at=AT - rested, now=AT) is due


@pytest.mark.parametrize(
    ("left", "had", "due"),
    [
        (2 * DAY, 5 * DAY, True),
        (3 * DAY, 5 * DAY, False),
        (DAY, timedelta(hours=3), False),
        (-DAY, DAY, False),
    ],
)
def test_offer_is_due_in_its_last_two_days_unless_it_is_fresh(left, had, due):
    assert reminding.offer_is_due(answer_by=AT + left, offered_at=AT - had, now=AT) is due


def test_what_has_no_end_is_never_due():
    assert not reminding.draft_is_due(closes_at=None, changed_at=AT - DAY, now=AT)
    assert not reminding.offer_is_due(answer_by=None, offered_at=AT - 3 * DAY, now=AT)


@pytest.mark.django_db
def test_draft_is_reminded_once_and_who_sent_it_never():
    call = make_open_call(documents=[])
    draft = make_draft(call)
    make_submitted(call, "sofia")
    last_days = call.closes_at - 2 * DAY
    assert remind(now=call.closes_at - 5 * DAY) == 0
    assert remind(now=last_days) == 1
    assert remind(now=last_days + timedelta(hours=1)) == 0
    (letter,) = letters("reminder-draft")
    assert letter.to == draft.applicant
    assert str(draft.uid) in letter.text


@pytest.mark.django_db
def test_offer_is_reminded_once_and_an_answered_one_never():
    application = make_submitted(make_open_call(documents=[]))
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.OFFERED)
    offer = Offer.objects.create(application=application, offered_at=NOW, answer_by=NOW + 7 * DAY)
    assert remind(now=NOW + 2 * DAY) == 0
    assert remind(now=NOW + 6 * DAY) == 1
    assert remind(now=NOW + 6 * DAY + timedelta(hours=1)) == 0
    assert len(letters("reminder-offer")) == 1
    other = make_submitted(application.call, "sofia")
    Application.objects.filter(pk=other.pk).update(state=ApplicationState.CONFIRMED)
    Offer.objects.create(
        application=other, offered_at=NOW, answer_by=offer.answer_by, state="accepted", answered_at=NOW
    )
    assert remind(now=NOW + 6 * DAY + timedelta(hours=2)) == 0


@pytest.mark.django_db
def test_coordinators_are_asked_once_for_their_word():
    call = make_open_call(documents=[])
    coordinator = coordinator_of("bucharest")
    application = make_submitted(call)
    (letter,) = letters("nomination-requested")
    assert letter.to == coordinator
    assert letter.to != application.applicant


@pytest.mark.django_db
def test_cancelled_call_is_told_to_everybody_still_in_it_and_answered_by_who_cancelled():
    call = make_open_call(documents=[])
    draft, sent, gone = make_draft(call, "sofia"), make_submitted(call), make_draft(call, "lagos")
    services.withdraw_application(application_id=gone.pk, by=gone.applicant, now=NOW)
    officer = make_person("programme_officer", name="Minjun Kang")
    with pytest.raises(ReasonMissing):
        cancel_call(call_id=call.pk, by=officer, now=NOW, reason=" ")
    cancel_call(call_id=call.pk, by=officer, now=NOW, reason="The host city is flooded.")
    cancel_call(call_id=call.pk, by=officer, now=NOW, reason="The host city is flooded.")
    written = letters("call-cancelled")
    assert {letter.to for letter in written} == {draft.applicant, sent.applicant}
    assert all("The host city is flooded." in letter.text for letter in written)
    assert {letter.answers_address for letter in written} == {officer.email}


@pytest.mark.django_db
def test_returned_application_is_answered_by_the_officer_who_returned_it():
    application = make_submitted(make_open_call(documents=[]))
    officer = make_person("programme_officer", name="Minjun Kang")
    services.return_for_completion(application_id=application.pk, reason="Say more.", by=officer, now=NOW)
    (letter,) = letters("returned")
    assert (letter.answers_name, letter.answers_address) == ("Minjun Kang", officer.email)
    assert template(letter.template_key) is not None
