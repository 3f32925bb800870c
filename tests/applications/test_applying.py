"""What an applicant and their city do, what is refused, and that doing it twice does nothing more."""

from datetime import timedelta

import pytest

from hansa.applications import services
from hansa.applications.enums import ApplicationState, NominationState
from hansa.applications.models import (
    Application,
    Document,
    Nomination,
    Slot,
    StateChange,
)
from hansa.foundation.storage.models import StoredFile
from hansa.messaging.models import Letter
from hansa.questionnaires.services import Conflict
from tests.conftest import NOW
from tests.factories.applications import (
    ANSWERS,
    coordinator_of,
    make_draft,
    make_endorsed,
    make_open_call,
    make_person,
    make_submitted,
    picture,
)
from tests.factories.network import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(db):
    return make_person("programme_officer")


def letters(name: str) -> int:
    return Letter.objects.filter(template_key__endswith=f":{name}").count()


def test_start_twice_returns_the_first():
    call, applicant = make_open_call(documents=[]), make_person()
    known = {"call_id": call.pk, "applicant": applicant, "now": NOW}
    first = services.start_application(**known, member_id=make_member("bucharest").pk)
    second = services.start_application(**known, member_id=make_member("seoul").pk)
    assert first.pk == second.pk
    assert second.member.key == "seoul"


@pytest.mark.parametrize(("seconds", "is_open"), [(0, True), (1, False)])
def test_closing_second_is_the_servers(seconds, is_open):
    call = make_open_call(documents=[])
    draft = make_draft(call)
    at = call.closes_at + timedelta(seconds=seconds, microseconds=999_000)
    if is_open:
        assert services.submit_application(application_id=draft.pk, by=draft.applicant, now=at).number
    else:
        with pytest.raises(services.CallClosed, match="2026"):
            services.submit_application(application_id=draft.pk, by=draft.applicant, now=at)


def test_incomplete_application_names_each_missing_thing():
    call = make_open_call()
    applicant = make_person()
    draft = services.start_application(
        call_id=call.pk, applicant=applicant, member_id=make_member("bucharest").pk, now=NOW
    )
    with pytest.raises(services.ApplicationIncomplete) as refused:
        services.submit_application(application_id=draft.pk, by=applicant, now=NOW)
    assert [what for what, _sentence, _step in refused.value.missing] == [
        "Your level",
        "Why do you want to come?",
        "Scan of your passport",
        "Nomination form, signed",
    ]
    assert Application.objects.get().state == ApplicationState.DRAFT


def test_whoever_may_not_apply_is_told_why():
    call = make_open_call(documents=[])
    draft = make_draft(call, role_level="officer")
    with pytest.raises(services.ApplicationIncomplete) as refused:
        services.submit_application(application_id=draft.pk, by=draft.applicant, now=NOW)
    ((what, sentence, step),) = refused.value.missing
    assert (what, step) == ("Who may apply", "start")
    assert sentence


def test_submit_twice_changes_nothing():
    call = make_open_call(documents=[])
    application = make_submitted(call)
    again = services.submit_application(application_id=application.pk, by=application.applicant, now=NOW)
    assert again.number == application.number == "NW27-0001"
    assert letters("application-received") == 1
    assert StateChange.objects.filter(act="submit").count() == 1


def test_answers_of_two_tabs_are_not_overwritten():
    call = make_open_call(documents=[])
    draft = make_draft(call)
    with pytest.raises(Conflict) as conflict:
        services.save_answers(
            application_id=draft.pk, answers={"motivation": "Other"}, revision=0, by=draft.applicant, now=NOW
        )
    assert conflict.value.response.answers == ANSWERS


def test_somebody_else_can_do_nothing_with_an_application():
    call = make_open_call()
    draft, stranger = make_draft(call), make_person()
    known = {"application_id": draft.pk, "by": stranger, "now": NOW}
    for act in (
        lambda: services.save_answers(**known, answers={}, revision=1),
        lambda: services.attach_document(**known, kind="passport", upload=picture()),
        lambda: services.remove_document(**known, kind="passport"),
        lambda: services.submit_application(**known),
        lambda: services.withdraw_application(**known),
        lambda: services.endorse(**known),
        lambda: services.endorse_by_form(**known),
        lambda: services.refuse_endorsement(**known, reason="No"),
        lambda: services.return_for_completion(**known, reason="No"),
        lambda: services.screen(**known, eligible=True),
        lambda: services.accept_offer(**known),
        lambda: services.decline_offer(**known),
    ):
        with pytest.raises(services.NotYours):
            act()


def test_document_is_encrypted_and_goes_on_its_day():
    call = make_open_call()
    draft = make_draft(call)
    passport = Document.objects.get(application=draft, kind="passport").file
    assert passport.is_encrypted
    assert passport.delete_on == call.edition.ends_on + timedelta(days=30)


def test_second_document_replaces_the_first_and_keeps_it():
    draft = make_draft(make_open_call())
    services.attach_document(
        application_id=draft.pk, kind="passport", upload=picture(colour="red"), by=draft.applicant, now=NOW
    )
    rows = Document.objects.filter(application=draft, kind="passport")
    assert rows.count() == 2
    assert rows.filter(replaced_at__isnull=True).count() == 1


def test_removed_document_is_gone_and_missing():
    draft = make_draft(make_open_call())
    services.remove_document(application_id=draft.pk, kind="passport", by=draft.applicant, now=NOW)
    draft.refresh_from_db()
    assert draft.missing_documents == 1
    assert not StoredFile.objects.filter(purpose="passport").exists()


def test_withdrawn_application_frees_its_slot_and_allows_a_new_one():
    call = make_open_call(documents=[])
    application = make_endorsed(call)
    for _ in range(2):
        services.withdraw_application(application_id=application.pk, by=application.applicant, now=NOW)
    assert Nomination.objects.get().state == NominationState.REVOKED
    assert not Slot.objects.filter(nomination__isnull=False).exists()
    anew = services.start_application(
        call_id=call.pk, applicant=application.applicant, member_id=application.member_id, now=NOW
    )
    assert anew.pk != application.pk


def test_third_endorsement_of_a_city_is_refused_and_another_city_is_not():
    call = make_open_call(documents=[])
    make_endorsed(call), make_endorsed(call)
    with pytest.raises(services.QuotaFull) as refused:
        make_endorsed(call)
    assert "2 officials of Bucharest" in refused.value.reason
    assert make_endorsed(call, "seoul").nomination.slot.number == 1


def test_endorsing_again_changes_the_rank_alone():
    application = make_endorsed(make_open_call(documents=[]))
    speaker = coordinator_of("bucharest")
    nomination = services.endorse(application_id=application.pk, rank=2, by=speaker, now=NOW)
    assert (nomination.rank, nomination.slot.number) == (2, 1)
    assert letters("endorsed") == 1


def test_nobody_endorses_themselves():
    speaker = coordinator_of("bucharest")
    application = make_submitted(make_open_call(documents=[]), applicant=speaker)
    with pytest.raises(services.NotYours):
        services.endorse(application_id=application.pk, by=speaker, now=NOW)


def test_coordinator_of_another_city_cannot_endorse():
    application = make_submitted(make_open_call(documents=[]))
    with pytest.raises(services.NotYours):
        services.endorse(application_id=application.pk, by=coordinator_of("seoul"), now=NOW)


def test_refusal_needs_a_reason_and_reaches_the_applicant():
    application = make_submitted(make_open_call(documents=[]))
    speaker = coordinator_of("bucharest")
    with pytest.raises(services.ReasonMissing):
        services.refuse_endorsement(application_id=application.pk, reason=" ", by=speaker, now=NOW)
    services.refuse_endorsement(application_id=application.pk, reason="On leave then.", by=speaker, now=NOW)
    assert Nomination.objects.get().reason == "On leave then."
    assert "On leave then." in Letter.objects.get(template_key__endswith=":endorsement-refused").text


def test_endorsement_taken_back_frees_the_slot():
    application = make_endorsed(make_open_call(documents=[]))
    speaker = coordinator_of("bucharest")
    services.revoke_endorsement(application_id=application.pk, by=speaker, now=NOW)
    assert Nomination.objects.get().slot is None


def test_signed_form_endorses_only_where_the_city_has_no_coordinator(officer):
    call = make_open_call()
    application = make_submitted(call, "cordoba")
    nomination = services.endorse_by_form(application_id=application.pk, by=officer, now=NOW)
    assert (nomination.state, nomination.way) == ("endorsed", "form")
    other = make_submitted(call, "bucharest")
    coordinator_of("bucharest")
    with pytest.raises(services.HasCoordinator):
        services.endorse_by_form(application_id=other.pk, by=officer, now=NOW)


def test_signed_form_has_to_be_there(officer):
    forms = [
        {
            "kind": "nomination_form",
            "label": {"en": "Form"},
            "why": {"en": "…"},
            "required": False,
            "delete_after_days": 1,
        }
    ]
    call = make_open_call(documents=forms)
    application = make_submitted(call, "cordoba")
    Document.objects.all().delete()
    with pytest.raises(services.FormMissing):
        services.endorse_by_form(application_id=application.pk, by=officer, now=NOW)
