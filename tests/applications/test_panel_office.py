"""The panel in the office: a juror is invited, readers reminded after a look, scores corrected by the board's word."""

import random
from datetime import timedelta

import pytest
from django.urls import reverse

from hansa.applications import services
from hansa.applications.enums import ReviewState
from hansa.applications.models import Calibration, Discussion, PanelSeat, Review
from hansa.messaging.models import Letter
from hansa.programmes.enums import CallState
from tests.conftest import NOW
from tests.factories.applications import make_eligible, make_judged, make_open_call, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]
CITIES = ["bucharest", "seoul", "dakar", "barcelona", "cebu", "kazan"]


@pytest.fixture(autouse=True)
def _at_the_tests_own_instant(monkeypatch):
    from hansa.foundation import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def officer(db):
    return make_person("programme_officer")


def page(client, name: str, *args: object) -> str:
    response = client.get(reverse(f"applications_office:{name}", args=args))
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def letters(name: str) -> int:
    return Letter.objects.filter(template_key__endswith=f":{name}").count()


def test_officer_invites_a_juror_changes_their_seat_and_ends_it(officer, client_as):
    call = make_open_call(documents=[])
    make_eligible(call, officer=officer)
    client, slug = client_as(officer), call.edition.slug
    url = reverse("applications_office:invite_juror", args=[slug])
    assert client.post(url, {"name": "", "email": "no"}).status_code == 422
    said = {
        "name": "Maya Brooks",
        "email": "maya@example.com",
        "language": "fr",
        "institution": "World Bank",
        "languages": ["fr", "en"],
        "most": "12",
    }
    assert client.post(url, said).status_code == 302
    seat = PanelSeat.objects.get()
    assert (seat.institution, seat.languages, seat.most) == ("World Bank", ["en", "fr"], 12)
    assert letters("juror-invitation") == 1
    assert "Maya Brooks" in page(client, "reviews", slug)
    shown = page(client, "seat", slug, seat.pk)
    assert "not used yet" in shown
    act = reverse("applications_office:seat_act", args=[slug, seat.pk])
    client.post(act, {"act": "tie", "number": "NW27-0001", "reason": "Cousins."})
    assert "Cousins." in page(client, "seat", slug, seat.pk)
    client.post(reverse("applications_office:seat", args=[slug, seat.pk]), {"institution": "UN", "most": ""})
    seat.refresh_from_db()
    assert (seat.institution, seat.most) == ("UN", None)
    for name in ("link", "revoke", "end"):
        client.post(act, {"act": name})
    assert letters("juror-invitation") == 2
    seat.refresh_from_db()
    assert seat.ended_at == NOW
    assert client.post(act, {"act": "unknown"}).status_code == 404


def test_readers_are_reminded_after_a_look_and_left_in_peace_then(officer, client_as):
    call = make_open_call(documents=[])
    make_eligible(call, officer=officer)
    for _ in range(2):
        services.seat_reader(call_id=call.pk, person=make_person(), by=officer, now=NOW)
    services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    client, slug = client_as(officer), call.edition.slug
    assert "2 readers get a reminder" in page(client, "remind_readers", slug)
    client.post(reverse("applications_office:remind_readers", args=[slug]))
    assert letters("reminder-review") == 2
    assert "Nobody gets a reminder now" in page(client, "remind_readers", slug)
    assert services.remind_readers(call_id=call.pk, by=officer, now=NOW + timedelta(days=2)) == 0
    assert services.remind_readers(call_id=call.pk, by=officer, now=NOW + timedelta(days=3)) == 2


def test_schedule_reminds_a_slow_reader_once(officer):
    call = make_open_call(documents=[])
    make_eligible(call, officer=officer)
    services.seat_reader(call_id=call.pk, person=make_person(), by=officer, now=NOW)
    services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    call.refresh_from_db()
    call.state, call.timetable = CallState.REVIEW, {}
    call.save()
    later = NOW + timedelta(days=6)
    assert services.remind_slow_readers(now=NOW + timedelta(days=4)) == 0
    assert services.remind_slow_readers(now=later) == 1
    assert services.remind_slow_readers(now=later + timedelta(days=30)) == 0


@pytest.fixture
def severe(officer):
    """A panel of which one reader is hard: every score is in."""
    call = make_open_call(documents=[], places=2, reviews_per_application=3)
    for city in CITIES:
        make_eligible(call, city, officer=officer)
    for _ in range(4):
        services.seat_reader(call_id=call.pk, person=make_person(), by=officer, now=NOW)
    services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    draw = random.Random(1)
    hard = PanelSeat.objects.order_by("pk").first().person_id
    for review in Review.objects.select_related("reviewer", "application").order_by("pk"):
        quality = int(review.application.number[-1])
        points = min(10, max(0, quality + (0 if review.reviewer_id == hard else 3)))
        services.submit_review(
            review_id=review.pk,
            scores={"motive": points, "use": min(10, points + draw.choice([0, 0, 1]))},
            comment="",
            by=review.reviewer,
            now=NOW,
        )
    return call


def test_board_adopts_the_correction_and_merit_follows(severe, officer, client_as):
    client, slug = client_as(officer), severe.edition.slug
    shown = page(client, "scores", slug)
    assert "The board adopts it" in shown
    assert "±" in shown
    url = reverse("applications_office:calibration", args=[slug])
    client.post(url, {"act": "adopt", "reason": ""})
    assert not Calibration.objects.exists()
    client.post(url, {"act": "adopt", "reason": "One reader was hard on everybody."})
    adopted = Calibration.objects.get()
    assert "One reader was hard on everybody." in page(client, "scores", slug)
    client.post(url, {"act": "withdraw"})
    client.post(url, {"act": "adopt", "reason": "After all."})
    run = services.run_selection(call_id=severe.pk, by=officer, now=NOW)
    merits = {row["id"]: row["merit"] for row in run.candidates}
    assert merits == {number: row["merit"] for number, row in adopted.figures["applications"].items()}
    with pytest.raises(services.ListComputed):
        services.withdraw_calibration(call_id=severe.pk, by=officer, now=NOW)


def test_changed_scores_need_the_boards_word_anew(severe, officer, client_as):
    services.adopt_calibration(call_id=severe.pk, reason="Hard.", by=officer, now=NOW)
    mine = Review.objects.select_related("reviewer").first()
    client, slug = client_as(officer), severe.edition.slug
    client.post(
        reverse("applications_office:discussion", args=[slug]),
        {"open": mine.application.uid},
    )
    assert Discussion.objects.get().closed_at is None
    services.change_review(
        review_id=mine.pk, scores={"motive": 0, "use": 0}, comment="", by=mine.reviewer, now=NOW
    )
    with pytest.raises(services.ScoresMoved):
        services.run_selection(call_id=severe.pk, by=officer, now=NOW)
    assert "Scores changed after the board" in page(client, "scores", slug)
    services.adopt_calibration(call_id=severe.pk, reason="Still.", by=officer, now=NOW)
    assert services.run_selection(call_id=severe.pk, by=officer, now=NOW).status == "optimal"
    client.post(
        reverse("applications_office:discussion", args=[slug]),
        {"close": mine.application.uid},
    )
    assert Discussion.objects.get().closed_at == NOW


def test_no_difference_is_said_and_not_offered(officer, client_as):
    call = make_open_call(documents=[], places=1)
    make_judged(call, CITIES[:3], officer)
    shown = page(client_as(officer), "scores", call.edition.slug)
    assert "Scores count as they were given" in shown
    with pytest.raises(services.NotOffered):
        services.adopt_calibration(call_id=call.pk, reason="Please.", by=officer, now=NOW)
    assert Review.objects.filter(state=ReviewState.SUBMITTED).count() == 6


@pytest.mark.parametrize("name", ["invite_juror", "remind_readers", "scores", "calibration", "discussion"])
def test_pages_of_the_panel_are_the_offices(officer, client_as, name):
    call = make_open_call(documents=[])
    url = reverse(f"applications_office:{name}", args=[call.edition.slug])
    for role in ("reviewer", "juror"):
        assert client_as(make_person(role)).post(url).status_code == 403
    auditor = client_as(make_person("auditor"))
    assert auditor.post(url).status_code in (200, 403)
    assert not Calibration.objects.exists()


def test_scores_cost_the_same_for_many(officer, client_as, queries):
    call = make_open_call(documents=[], places=1)
    make_judged(call, CITIES[:1], officer)
    client, slug = client_as(officer), call.edition.slug
    page(client, "scores", slug), page(client, "reviews", slug)
    with queries() as few:
        page(client, "scores", slug), page(client, "reviews", slug)
    for city in CITIES[1:]:
        make_eligible(call, city, officer=officer)
    services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    from tests.factories.applications import score_all

    score_all(call)
    page(client, "scores", slug), page(client, "reviews", slug)
    with queries() as many:
        page(client, "scores", slug), page(client, "reviews", slug)
    assert len(many) == len(few)
