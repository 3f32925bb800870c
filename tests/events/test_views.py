import pytest
from django.urls import reverse
from tests.factories import events as make

from hansa.events import selectors
from hansa.events.models import Registration
from hansa.events.office.desk import events_today

pytestmark = pytest.mark.django_db


def url(name, event):
    return reverse(f"events:{name}", args=[event.edition.slug, event.key])


@pytest.fixture
def coming(settings):
    """An event that is still to come by the machine's clock."""
    from datetime import timedelta

    from hansa.foundation import clock

    day = clock.now().date() + timedelta(days=10)
    return make.event(starts_on=day, ends_on=day, capacity=30)


def test_event_page_is_public_and_says_what_is_to_be_announced(client):
    event = make.event(
        starts_on=None, ends_on=None, period="2026-Q4",
        details={
            "tours": [{"en": "TOPIS"}], "people": [{"name": "Dean", "role": {"en": "Dean"}}],
            "sessions": [{"key": "a", "title": {"en": "Opening"}, "kind": "plenary"}],
            "eligibility": [{"kind": "age", "under": 35}],
        },
    )  # fmt: skip
    page = client.get(url("event", event)).content.decode()
    assert "to be announced" in page
    assert "TOPIS" in page
    assert "Who may come" in page


def test_retired_event_is_not_found(client):
    assert client.get(url("event", make.event(is_retired=True))).status_code == 404


def test_person_registers_and_cancels(client_as, person_with, coming):
    person = person_with()
    client = client_as(person)
    for _ in range(2):
        assert client.post(url("register", coming)).status_code == 302
    assert Registration.objects.get().state == "confirmed"
    assert "You have a seat" in client.get(url("event", coming)).content.decode()
    assert client.post(url("cancel", coming)).status_code == 302
    assert Registration.objects.get().state == "cancelled"


def test_registering_asks_for_sign_in_and_a_post(client, client_as, person_with, coming):
    assert client.post(url("register", coming)).status_code == 302
    assert not Registration.objects.exists()
    assert client_as(person_with()).get(url("register", coming)).status_code == 405


def test_refusal_is_said_on_the_page(client_as, person_with, coming):
    coming.registration = "offer"
    coming.save()
    answer = client_as(person_with()).post(url("register", coming))
    assert answer.status_code == 422
    assert "chosen in the call" in answer.content.decode()


def test_check_in_marks_one_several_and_takes_back(client_as, person_with, now):
    event = make.event()
    rows = [make.registration(event, person_with(name=name), now) for name in ("Ana", "Bea", "Cem")]
    client = client_as(person_with("programme_officer"))
    post = reverse("events_office:presence", args=[event.pk])
    client.post(post, {"present": rows[0].pk})
    assert selectors.numbers(event)["present"] == 1
    client.post(post, {"ticked": [row.pk for row in rows], "bulk": "1"})
    assert selectors.numbers(event)["present"] == 3
    client.post(post + "?q=a", {"absent": rows[1].pk})
    assert selectors.numbers(event)["present"] == 2
    assert client.post(post, {"present": "99999"}).status_code == 404
    page = client.get(reverse("events_office:event", args=[event.pk]), {"q": "bea"}).content.decode()
    assert "Bea" in page
    assert "Cem" not in page


def test_somebody_at_the_door_comes_in(client_as, person_with):
    event = make.event()
    client = client_as(person_with("programme_officer"))
    post = reverse("events_office:walk_in", args=[event.pk])
    assert client.post(post, {"name": "Kim", "email": "not one"}).status_code == 422
    assert client.post(post, {"name": "Kim", "email": "kim@example.org"}).status_code == 302
    assert selectors.numbers(event)["present"] == 1


def test_days_and_seats_are_announced(client_as, person_with):
    event = make.event(starts_on=None, ends_on=None)
    client = client_as(person_with("programme_officer"))
    post = reverse("events_office:announce", args=[event.pk])
    assert client.get(post).status_code == 200
    wrong = {"starts_on": "2026-12-02", "ends_on": "2026-12-01", "registration": "open"}
    assert client.post(post, wrong).status_code == 422
    right = {
        "starts_on": "2026-12-02",
        "starts_time": "09:00",
        "ends_time": "17:00",
        "capacity": "20",
        "registration": "open",
    }
    assert client.post(post, right).status_code == 302
    event.refresh_from_db()
    assert (event.capacity, event.starts_at.isoformat()) == (20, "2026-12-02T00:00:00+00:00")


def test_office_pages_are_closed_to_others_and_an_auditor_only_reads(client, client_as, person_with, now):
    event = make.event()
    row = make.registration(event, person_with(), now)
    page, post = (reverse(f"events_office:{name}", args=[event.pk]) for name in ("event", "presence"))
    assert client.get(page).status_code == 302
    for role in ((), ("reviewer",)):
        other = client_as(person_with(*role))
        assert other.get(page).status_code == 403
        assert other.get(reverse("events_office:events")).status_code == 403
        assert other.post(post, {"present": row.pk}).status_code == 403
    auditor = client_as(person_with("auditor"))
    assert auditor.get(page).status_code == 200
    assert auditor.post(post, {"present": row.pk}).status_code == 403
    assert selectors.numbers(event)["present"] == 0


def test_regional_officer_sees_their_own_events_only(client_as, person_with, now):
    from hansa.network.models import Office, OfficeStaff

    office = Office.objects.create(
        key="athens", name={"en": "Athens"}, city="Athens", country="GR", time_zone="Europe/Athens"
    )
    officer = person_with("regional_officer")
    OfficeStaff.objects.create(person=officer, office=office, assigned_at=now)
    of_edition = make.event(of=make.edition(office=office), title={"en": "Of our edition"})
    hosted = make.event(office=office, title={"en": "Hosted by us"})
    foreign = make.event(title={"en": "Elsewhere"})
    row = make.registration(foreign, person_with(), now)
    client = client_as(officer)
    page = client.get(reverse("events_office:events")).content.decode()
    assert "Of our edition" in page
    assert "Hosted by us" in page
    assert "Elsewhere" not in page
    assert client.get(reverse("events_office:event", args=[hosted.pk])).status_code == 200
    assert client.get(reverse("events_office:event", args=[foreign.pk])).status_code == 404
    assert (
        client.post(reverse("events_office:presence", args=[foreign.pk]), {"present": row.pk}).status_code
        == 404
    )
    # A foreign row cannot be marked through one's own event either.
    assert (
        client.post(reverse("events_office:presence", args=[of_edition.pk]), {"present": row.pk}).status_code
        == 404
    )
    client.post(reverse("events_office:presence", args=[of_edition.pk]), {"ticked": [row.pk], "bulk": "1"})
    assert selectors.numbers(foreign)["present"] == 0


def test_lists_cost_the_same_queries_for_one_row_and_for_thirty(client_as, person_with, now, queries):
    event = make.event()
    client = client_as(person_with("programme_officer"))
    pages = (reverse("events_office:events"), reverse("events_office:event", args=[event.pk]))
    make.registration(event, person_with(), now)
    counts = []
    for rows in (0, 29):
        for number in range(rows):
            make.registration(event, person_with(), now)
            make.event(of=event.edition, key=f"other-{number}")
        for page in pages:
            client.get(page)
            with queries() as asked:
                client.get(page)
            counts.append(len(asked))
    assert counts[:2] == counts[2:]


def test_event_page_says_what_one_earns_and_gives_a_calendar_file(client, coming):
    edition = coming.edition
    edition.credentials = {
        "achievements": [
            {"key": "there", "title": {"en": "Was there"}, "narrative": {"en": "Came once."},
             "criteria": {"events": [coming.key]}},
            {"key": "else", "title": {"en": "Something else"}, "criteria": {"course": "course"}},
        ]
    }  # fmt: skip
    edition.save()
    page = client.get(url("event", coming)).content.decode()
    assert "Was there" in page
    assert "Came once." in page
    assert "Something else" not in page
    answer = client.get(url("calendar", coming))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.decode().split("\r\n")
    assert f"DTSTART;VALUE=DATE:{coming.starts_on:%Y%m%d}" in lines
    assert max(len(line.encode()) for line in lines) <= 75


def test_event_without_a_day_has_no_calendar_file(client):
    event = make.event(starts_on=None, ends_on=None)
    assert client.get(url("calendar", event)).status_code == 404
    assert "calendar.ics" not in client.get(url("event", event)).content.decode()


def test_event_page_asks_as_many_questions_of_one_guest_as_of_thirty(
    client_as, person_with, coming, now, queries
):
    client = client_as(person_with())
    counts = []
    for guests in (1, 29):
        for _ in range(guests):
            make.registration(coming, person_with(), now)
        client.get(url("event", coming))
        with queries() as asked:
            client.get(url("event", coming))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 6


def test_day_of_an_event_is_on_the_desk_of_whoever_may_mark_and_not_of_an_auditor(person_with, now):
    event = make.event(starts_on=now.date(), ends_on=now.date(), time_zone="UTC")
    for role, shown in (("programme_officer", 1), ("auditor", 0)):
        items = list(events_today(person_with(role), now))
        assert [item.url for item in items] == [reverse("events_office:event", args=[event.pk])] * shown
