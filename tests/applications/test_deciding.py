"""What the office, readers and the solver do, what is refused, and what becomes of places."""

from datetime import timedelta

import pytest

from hansa.applications import services
from hansa.applications.enums import ApplicationState, OfferState, ReviewState, RunState
from hansa.applications.models import (
    Application,
    ConflictDeclaration,
    Decision,
    Document,
    Nomination,
    Offer,
    Review,
    SelectionRun,
    Slot,
)
from hansa.foundation.audit.models import Entry
from hansa.messaging.models import Letter
from hansa.programmes.models import Call
from hansa.questionnaires.models import SentVersion
from hansa.questionnaires.services import Incomplete
from tests.conftest import NOW
from tests.factories.applications import (
    ANSWERS,
    coordinator_of,
    make_eligible,
    make_endorsed,
    make_judged,
    make_open_call,
    make_person,
    make_run,
    make_submitted,
)
from tests.factories.network import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(db):
    return make_person("programme_officer")


def letters(name: str) -> int:
    return Letter.objects.filter(template_key__endswith=f":{name}").count()


def test_returned_application_comes_back_with_both_versions(officer):
    application = make_submitted(make_open_call(documents=[]))
    known = {"application_id": application.pk, "now": NOW}
    services.return_for_completion(**known, reason="Say more.", by=officer)
    assert "Say more." in Letter.objects.get(template_key__endswith=":returned").text
    services.save_answers(
        **known, answers={**ANSWERS, "motivation": "More."}, revision=1, by=application.applicant
    )
    later = NOW + timedelta(days=1)
    again = services.submit_application(application_id=application.pk, by=application.applicant, now=later)
    assert again.number == application.number
    assert again.submitted_at == NOW
    said = SentVersion.objects.order_by("number").values_list("answers__motivation", flat=True)
    assert list(said) == ["Our buses are late.", "More."]
    assert letters("application-received") == 2


def test_returned_application_is_too_late_after_its_day(officer):
    application = make_submitted(make_open_call(documents=[]))
    services.return_for_completion(application_id=application.pk, reason="Say more.", by=officer, now=NOW)
    with pytest.raises(services.CallClosed):
        services.submit_application(
            application_id=application.pk, by=application.applicant, now=NOW + timedelta(days=8)
        )


def test_screening_waits_for_the_city(officer):
    application = make_submitted(make_open_call(documents=[]))
    with pytest.raises(services.GuardRefused):
        services.screen(application_id=application.pk, eligible=True, by=officer, now=NOW)


def test_ineligible_needs_a_reason_and_frees_the_slot(officer):
    application = make_endorsed(make_open_call(documents=[]))
    known = {"application_id": application.pk, "eligible": False, "by": officer, "now": NOW}
    with pytest.raises(services.ReasonMissing):
        services.screen(**known)
    services.screen(**known, reason="Not an employee of the city.")
    services.screen(**known, reason="Not an employee of the city.")
    assert Nomination.objects.get().slot is None
    assert letters("not-eligible") == 1


def test_opening_a_file_is_logged_and_only_for_roles_the_programme_names(officer):
    call = make_open_call()
    application = make_endorsed(call)
    passport = Document.objects.get(application=application, kind="passport")
    form = Document.objects.get(application=application, kind="nomination_form")
    speaker = coordinator_of("bucharest")
    services.record_opening(document_id=passport.pk, by=officer, now=NOW)
    services.record_opening(document_id=form.pk, by=speaker, now=NOW)
    assert Entry.objects.filter(act="application.document.open").count() == 2
    for person, document in (
        (speaker, passport),
        (make_person("administrator"), passport),
        (make_person("auditor"), form),
        (coordinator_of("seoul"), form),
        (make_person("reviewer"), form),
        (make_person(), form),
    ):
        with pytest.raises(services.NotYours):
            services.record_opening(document_id=document.pk, by=person, now=NOW)


def test_reader_of_the_same_city_is_never_given_its_application(officer):
    call = make_open_call(documents=[])
    make_eligible(call, "bucharest", officer=officer)
    same, speaker = make_person("reviewer"), coordinator_of("bucharest")
    services.seat_reader(call_id=call.pk, person=same, member=make_member("bucharest"), by=officer, now=NOW)
    services.seat_reader(call_id=call.pk, person=speaker, by=officer, now=NOW)
    given = services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    assert given.pairs == ()
    assert given.short == {"NW27-0001": 2}
    assert not Review.objects.exists()


def test_declared_conflict_closes_the_file_and_somebody_else_reads(officer):
    call = make_open_call(documents=[])
    make_eligible(call, officer=officer)
    for _ in range(3):
        services.seat_reader(call_id=call.pk, person=make_person("reviewer"), by=officer, now=NOW)
    services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    review = Review.objects.first()
    services.declare_conflict(review_id=review.pk, reason="A friend.", by=review.reviewer, now=NOW)
    with pytest.raises(services.ConflictDeclared):
        services.submit_review(
            review_id=review.pk, scores={"motive": 1, "use": 1}, comment="", by=review.reviewer, now=NOW
        )
    services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    assert ConflictDeclaration.objects.count() == 1
    assert Review.objects.exclude(state=ReviewState.CONFLICT).count() == 2
    assert letters("review-invitation") == 3


def test_score_is_weighed_and_stays_as_sent(officer):
    call = make_open_call(documents=[])
    make_eligible(call, officer=officer)
    services.seat_reader(call_id=call.pk, person=make_person("reviewer"), by=officer, now=NOW)
    services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    review = Review.objects.get()
    known = {"review_id": review.pk, "comment": "", "by": review.reviewer, "now": NOW}
    with pytest.raises(Incomplete):
        services.submit_review(**known, scores={"motive": 11, "use": 1})
    with pytest.raises(Incomplete):
        services.submit_review(**known, scores={"motive": 5})
    assert services.submit_review(**known, scores={"motive": 4, "use": 5}).total == 2 * 4 + 3 * 5
    assert services.submit_review(**known, scores={"motive": 9, "use": 9}).total == 23
    with pytest.raises(services.NotYours):
        services.submit_review(**{**known, "by": make_person("reviewer")}, scores={"motive": 1, "use": 1})


def test_score_sheet_of_two_tabs_is_not_overwritten(officer):
    call = make_open_call(documents=[])
    make_eligible(call, officer=officer)
    services.seat_reader(call_id=call.pk, person=make_person("reviewer"), by=officer, now=NOW)
    services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    review = Review.objects.get()
    known = {"review_id": review.pk, "comment": "", "by": review.reviewer, "now": NOW}
    services.save_review(**known, scores={"motive": 4}, revision=0)
    with pytest.raises(services.ReviewMoved):
        services.save_review(**known, scores={"motive": 5}, revision=0)


def test_selection_waits_for_every_score(officer):
    call = make_open_call(documents=[])
    make_eligible(call, officer=officer)
    with pytest.raises(services.ReviewsMissing) as refused:
        services.run_selection(call_id=call.pk, by=officer, now=NOW)
    assert refused.value.numbers == ("NW27-0001",)


def test_selection_keeps_city_cap_and_range(officer):
    ranges = [{"attribute": "region", "value": "europe", "max": 1}]
    call = make_open_call(
        documents=[],
        places=2,
        caps={"nominations_per_city": 2, "places_per_city": 1},
        selection={"ranges": ranges, "reserves": 1, "lots_seed": "seed"},
    )
    run = make_run(call, ["bucharest", "cordoba", "seoul"], officer)
    assert len(run.result["selected"]) == 2
    chosen = Application.objects.filter(number__in=run.result["selected"])
    assert chosen.filter(member__region="europe").count() == 1
    assert run.lots_seed == "seed"
    assert run.solver.startswith("HiGHS")


def test_rules_in_conflict_make_no_cohort_and_say_which(officer):
    ranges = [{"attribute": "region", "value": "europe", "min": 2}]
    call = make_open_call(documents=[], places=2, selection={"ranges": ranges, "lots_seed": "seed"})
    run = make_run(call, ["seoul", "chengdu"], officer)
    assert (run.state, run.status) == (RunState.NO_COHORT, "infeasible")
    assert run.result["conflict"] == [{"attr": "region", "value": "europe", "side": "min", "at": 2}]
    assert not Decision.objects.exists()
    with pytest.raises(services.NotProven):
        services.seal_selection(run_id=run.pk, by=officer, now=NOW)


def test_fewer_candidates_than_places_all_get_one(officer):
    run = make_run(make_open_call(documents=[], places=30), ["seoul", "bucharest"], officer)
    assert run.rules["k"] == 2
    assert len(run.result["selected"]) == 2


def test_list_of_yesterday_cannot_be_sealed(officer):
    call = make_open_call(documents=[], places=1)
    run = make_run(call, ["seoul", "bucharest"], officer)
    Review.objects.update(total=1)
    with pytest.raises(services.RunStale):
        services.seal_selection(run_id=run.pk, by=officer, now=NOW)


def test_new_run_replaces_the_one_before(officer):
    call = make_open_call(documents=[], places=1)
    first = make_run(call, ["seoul", "bucharest"], officer)
    second = services.run_selection(call_id=call.pk, by=officer, now=NOW)
    first.refresh_from_db()
    assert (first.state, second.number) == (RunState.SUPERSEDED, 2)
    assert first.digest == second.digest


def test_nothing_shows_before_the_release(officer):
    call = make_open_call(documents=[], places=1)
    run = make_run(call, ["seoul", "bucharest"], officer)
    services.seal_selection(run_id=run.pk, by=officer, now=NOW)
    assert set(Application.objects.values_list("state", flat=True)) == {ApplicationState.UNDER_REVIEW}
    assert not Letter.objects.filter(template_key__endswith=":accepted").exists()


def test_release_is_a_second_officers_and_happens_once(officer):
    call = make_open_call(documents=[], places=1)
    run = make_run(call, ["seoul", "bucharest", "cordoba"], officer)
    services.seal_selection(run_id=run.pk, by=officer, now=NOW)
    with pytest.raises(services.SameOfficer):
        services.release_decisions(run_id=run.pk, by=officer, now=NOW)
    second = make_person("programme_officer")
    for _ in range(2):
        services.release_decisions(run_id=run.pk, by=second, now=NOW)
    assert (letters("accepted"), letters("reserve"), letters("not-selected")) == (1, 1, 1)
    letter = Letter.objects.get(template_key__endswith=":not-selected")
    assert "There were 3 candidates for 1 place." in letter.text
    with pytest.raises(services.ActRefused):
        services.run_selection(call_id=call.pk, by=officer, now=NOW)


def test_withdrawal_between_seal_and_release_gets_no_letter(officer):
    call = make_open_call(documents=[], places=1)
    run = make_run(call, ["seoul", "bucharest"], officer)
    services.seal_selection(run_id=run.pk, by=officer, now=NOW)
    gone = Application.objects.get(number=run.result["selected"][0])
    services.withdraw_application(application_id=gone.pk, by=gone.applicant, now=NOW)
    services.release_decisions(run_id=run.pk, by=make_person("administrator"), now=NOW)
    assert not Offer.objects.exists()
    assert not Letter.objects.filter(to=gone.applicant, template_key__endswith=":accepted").exists()


def test_sealed_list_can_be_opened_again_for_a_reason(officer):
    call = make_open_call(documents=[], places=1)
    run = make_run(call, ["seoul", "bucharest"], officer)
    services.seal_selection(run_id=run.pk, by=officer, now=NOW)
    services.unseal_selection(run_id=run.pk, reason="A score was mistyped.", by=officer, now=NOW)
    assert services.run_selection(call_id=call.pk, by=officer, now=NOW).number == 2


@pytest.fixture
def offered(officer):
    call = make_open_call(documents=[], places=1)
    run = make_run(call, ["seoul"], officer)
    services.seal_selection(run_id=run.pk, by=officer, now=NOW)
    services.release_decisions(run_id=run.pk, by=make_person("programme_officer"), now=NOW)
    return Application.objects.get()


def test_offer_stands_until_the_end_of_its_day_in_the_editions_zone(offered):
    deadline = offered.offer.answer_by
    assert deadline.isoformat() == "2026-11-27T14:59:59+00:00"
    at = deadline + timedelta(microseconds=900_000)
    accepted = services.accept_offer(application_id=offered.pk, by=offered.applicant, now=at)
    assert accepted.state == ApplicationState.CONFIRMED


def test_offer_answered_a_second_late_is_over(offered):
    late = offered.offer.answer_by + timedelta(seconds=1)
    with pytest.raises(services.OfferOver):
        services.accept_offer(application_id=offered.pk, by=offered.applicant, now=late)
    assert services.lapse_offers(now=late) == 1
    assert services.lapse_offers(now=late) == 0
    offered.refresh_from_db()
    assert offered.state == ApplicationState.LAPSED
    assert not Slot.objects.filter(nomination__isnull=False).exists()


def test_accepted_place_can_be_given_back(offered):
    known = {"application_id": offered.pk, "by": offered.applicant, "now": NOW}
    services.accept_offer(**known)
    services.decline_offer(**known)
    services.decline_offer(**known)
    assert Offer.objects.get().state == OfferState.DECLINED
    with pytest.raises(services.OfferOver):
        services.accept_offer(**known)
    assert letters("offer-confirmed") == 1


def test_regional_officer_acts_for_their_own_editions_only():
    call = make_open_call(documents=[])
    application = make_endorsed(call)
    regional = make_person("regional_officer")
    with pytest.raises(services.NotYours):
        services.screen(application_id=application.pk, eligible=True, by=regional, now=NOW)
    with pytest.raises(services.NotYours):
        services.assign_reviewers(call_id=call.pk, by=regional, now=NOW)
    with pytest.raises(services.NotYours):
        services.run_selection(call_id=call.pk, by=regional, now=NOW)


def test_auditor_may_read_and_not_act(officer):
    call = make_open_call(documents=[])
    make_judged(call, ["seoul"], officer)
    with pytest.raises(services.NotYours):
        services.run_selection(call_id=call.pk, by=make_person("auditor"), now=NOW)
    assert not SelectionRun.objects.exists()
    assert Call.objects.get(pk=call.pk).state != "selection"
