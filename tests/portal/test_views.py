"""The joined pages: what visitors, members and staff see, and what they do not."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from hansa.foundation import clock
from hansa.network.models import Office
from hansa.portal.selectors import board
from hansa.programmes.services import close_call_early
from tests.factories.applications import make_draft, make_open_call, make_submitted
from tests.factories.events import event, registration
from tests.factories.learning import a_course, an_enrolment
from tests.factories.network import make_coordinator, make_network
from tests.factories.programmes import make_call, make_edition

pytestmark = pytest.mark.django_db


def page(client: Client, path: str, **headers: str) -> str:
    answer = client.get(path, headers=headers or None)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_home_shows_what_is_open_and_the_offices(client: Client) -> None:
    make_call()
    html = page(client, "/")
    assert "NIA workshop 2027" in html
    assert "May I apply?" in html
    assert "Chengdu" in html
    assert "Ulyanovsk" not in html
    assert 'action="/verify/"' in html


def test_home_of_an_empty_house_says_so(client: Client) -> None:
    assert "Nothing is open today" in page(client, "/")


def test_home_no_longer_shows_a_call_that_was_closed(
    client: Client, person_with: Callable, now: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = make_call()
    assert "May I apply?" in page(client, "/")
    close_call_early(
        call_id=call.pk, by=person_with("programme_officer"), now=now, reason="The house is full."
    )
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(seconds=2))
    assert "May I apply?" not in page(client, "/")


@pytest.mark.parametrize("path", ["/", "/programmes/"])
@pytest.mark.parametrize(
    ("language", "day", "opens"),
    [("en", "17 Jan 2028", "Opens 8 November 2027"), ("ko", "2028년 1월 17일", "2027년 11월 8일")],
)
def test_what_comes_in_more_than_eleven_months_names_its_year(
    client: Client, path: str, language: str, day: str, opens: str
) -> None:
    make_call(
        edition={"starts_on": "2028-01-17", "ends_on": "2028-01-20", "year": 2028},
        call={
            "opens_at": "2027-11-08 08:00 Asia/Seoul",
            "closes_at": "2027-12-13 23:59 Asia/Seoul",
            "interviews": None,
            "decisions_on": "2027-12-28",
        },
    )
    html = page(client, path, **{"accept-language": language})
    assert f">{day}</time></b>" in html
    assert opens in html


def test_home_needs_one_look_at_the_record_while_nothing_happens(client: Client, queries: Callable) -> None:
    make_call()
    page(client, "/")
    with queries() as few:
        page(client, "/")
    assert len(few) == 1


def test_home_costs_the_same_with_more_editions(client: Client, queries: Callable) -> None:
    make_call()
    with queries() as one:
        page(client, "/")
    for number in range(12):
        make_edition(f"edition-{number}", edition={"year": 2020})
    board.forget()
    with queries() as many:
        page(client, "/")
    assert len(many) == len(one)


def test_home_leads_a_signed_in_person_on(client_as: Callable, person_with: Callable) -> None:
    draft = make_draft(make_open_call())
    html = page(client_as(draft.applicant), "/")
    assert "Your application is not sent yet: " in html
    assert html.index(f"/applications/{draft.uid}/form/") < html.index("<h1>")
    learner = person_with()
    course = a_course()
    an_enrolment(learner, course)
    lecture = course.parts.first().lectures.first()
    assert f"Continue: {lecture.title['en']}" in page(client_as(learner), "/")
    assert 'href="/office/"' in page(client_as(person_with("programme_officer")), "/")


def test_home_says_where_a_sent_application_stands(client_as: Callable) -> None:
    sent = make_submitted(make_open_call())
    html = page(client_as(sent.applicant), "/")
    assert html.index("See your application") < html.index("<h1>")
    assert f"/applications/{sent.uid}/" in html


def test_home_leads_strangers_nowhere_of_their_own(client: Client) -> None:
    make_call()
    assert "Your next step" not in page(client, "/")


def test_home_asks_little_of_a_signed_in_person_and_no_more_for_more(
    client_as: Callable, queries: Callable
) -> None:
    first = make_draft(make_open_call())
    client = client_as(first.applicant)
    counts = []
    for slug in ("nia-2028", "nia-2029", "nia-2030"):
        make_draft(make_open_call(slug), applicant=first.applicant)
        page(client, "/")
        with queries() as asked:
            page(client, "/")
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 5


def test_programmes_part_open_from_archive(client: Client) -> None:
    make_call()
    make_edition("old", edition={"year": 2013, "starts_on": "2013-05-01", "ends_on": "2013-05-04"}, call=None)
    html = page(client, "/programmes/")
    assert html.index("Open now") < html.index("/programmes/nia-2027/") < html.index("/programmes/old/")


def test_edition_tells_rules_costs_and_certificate_before_any_form(client: Client) -> None:
    make_call()
    html = page(client, "/programmes/nia-2027/")
    assert "Start your application" in html
    assert "23:59 in Seoul" in html
    assert "You or your city" in html
    assert "Took part" in html
    assert "Mirela Minca" in html
    assert "our assumption" in html
    assert "not answered yet" in html


def test_edition_names_an_office_that_hosts_it(client: Client) -> None:
    call = make_call()
    call.edition.details |= {"hosts": ["chengdu-office"]}
    call.edition.save()
    board.forget()
    office = Office.objects.get(key="chengdu-office")
    html = page(client, "/programmes/nia-2027/")
    assert f"<dd>{office.name['en']}</dd>" in html
    assert "chengdu-office" not in html


def test_edition_gives_out_the_nomination_form_before_any_account(client: Client) -> None:
    make_call()
    assert 'href="/apply/nia-2027/nomination-form/"' in page(client, "/programmes/nia-2027/")


def test_edition_answers_may_i_apply_without_an_account(client: Client) -> None:
    make_call()
    yes = page(client, "/programmes/nia-2027/?member=bucharest&role_level=managerial")
    assert "You can apply" in yes
    assert "Bucharest has endorsed 0 of at most 2" in yes
    no = page(client, "/programmes/nia-2027/?member=bucharest&role_level=officer")
    assert "You cannot apply for this one" in no
    outside = page(client, "/programmes/nia-2027/?member=none&role_level=managerial")
    assert "You cannot apply for this one" in outside


def test_edition_puts_the_focus_on_its_answer(client: Client) -> None:
    make_call()
    html = page(client, "/programmes/nia-2027/?member=bucharest&role_level=managerial")
    assert '<h2 id="answer" tabindex="-1">You can apply</h2>' in html
    assert 'action="#answer"' in html


def test_edition_names_levels_in_the_words_of_its_form(client: Client) -> None:
    level = {
        "key": "role_level",
        "kind": "single",
        "label": {"en": "How high you stand"},
        "options": [
            {"key": "officer", "label": {"en": "Officer"}},
            {"key": "managerial", "label": {"en": "Leads a team"}},
            {"key": "executive", "label": {"en": "Mayor"}},
        ],
    }
    form = {"purpose": "application", "title": {"en": "Application"}, "questions": [level]}
    make_call(questionnaires={"application": form})
    html = page(client, "/programmes/nia-2027/")
    assert "How high you stand" in html
    assert ">Leads a team</option>" in html
    assert "Manager:" not in html


@pytest.mark.parametrize(
    ("begin", "said"),
    [(make_submitted, "Your application: sent"), (make_draft, "Go on with your application")],
)
def test_edition_leads_an_applicant_to_their_own_application(
    client: Client, client_as: Callable, person_with: Callable, begin: Callable, said: str
) -> None:
    own = begin(make_open_call())
    person = own.applicant
    html = page(client_as(person), "/programmes/nia-2027/")
    assert said in html
    assert f'href="/applications/{own.uid}/"' in html
    assert "Start your application" not in html
    answered = page(client_as(person), "/programmes/nia-2027/?member=bucharest&role_level=managerial")
    assert "Start your application" not in answered
    # What one person sees is nobody else's.
    for other in (client, client_as(person_with())):
        theirs = page(other, "/programmes/nia-2027/")
        assert "Start your application" in theirs
        assert str(own.uid) not in theirs


@pytest.mark.parametrize(
    "said", ["member=atlantis", "role_level=king", "birth_date=yesterday", "fields=x&fields=y"]
)
def test_edition_bears_answers_that_make_no_sense(client: Client, said: str) -> None:
    make_call()
    assert client.get(f"/programmes/nia-2027/?{said}").status_code == 200


def test_edition_shows_what_does_not_run_yet_as_facts(client: Client) -> None:
    make_edition()
    html = page(client, "/programmes/nia-2027/")
    assert "1, international or domestic" in html


def test_edition_that_is_not_there_is_not_found(client: Client) -> None:
    make_network()
    answer = client.get("/programmes/nowhere/")
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()


def test_edition_costs_the_same_whatever_it_holds(client: Client, queries: Callable) -> None:
    make_call()
    events = [
        {"key": f"w{n}", "title": {"en": f"W{n}"}, "kind": "workshop", "time_zone": "Asia/Seoul"}
        for n in range(30)
    ]
    make_edition("large", events=events, credentials=None)
    counts = []
    for slug in ("large", "nia-2027"):
        board.forget()
        with queries() as asked:
            page(client, f"/programmes/{slug}/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_edition_is_drawn_once_for_all_who_have_said_nothing(client: Client, queries: Callable) -> None:
    make_call()
    page(client, "/programmes/nia-2027/")
    with queries() as few:
        page(client, "/programmes/nia-2027/")
    assert len(few) == 1


def test_edition_keeps_nothing_of_what_somebody_answered(
    client: Client, person_with: Callable, client_as: Callable
) -> None:
    make_call()
    page(client, "/programmes/nia-2027/?member=bucharest&role_level=managerial")
    html = page(client, "/programmes/nia-2027/")
    assert "not answered yet" in html
    assert "You can apply" not in html


def test_edition_lists_its_sections_and_each_is_there(client: Client) -> None:
    make_call()
    html = page(client, "/programmes/nia-2027/")
    contents = re.search(r'<nav class="toc".*?</nav>', html, re.S)
    assert contents
    keys = re.findall(r'href="#([a-z]+)"', contents[0])
    assert keys[0] == "may"
    assert len(keys) > 2
    assert all(html.count(f'id="{key}"') == 1 for key in keys)


def test_edition_marks_assumptions_and_says_once_what_the_mark_means(client: Client) -> None:
    make_call()
    html = page(client, "/programmes/nia-2027/")
    assert html.count('href="#assumed"') > 0
    assert html.count('id="assumed"') == 1


def test_edition_draws_the_certificate_one_can_earn(client: Client) -> None:
    make_call()
    html = page(client, "/programmes/nia-2027/")
    assert 'class="cert"' in html
    assert "Your name" in html


def test_programmes_tell_each_programme_with_its_editions(client: Client) -> None:
    for year in (2012, 2013):
        make_edition(
            f"seoul-{year}",
            edition={"year": year, "starts_on": f"{year}-05-01", "ends_on": f"{year}-05-04"},
            call=None,
        )
    html = page(client, "/programmes/")
    assert html.count('class="g2e tell"') == 1
    assert "2012–2013" in html
    assert html.index("/programmes/seoul-2013/") < html.index("/programmes/seoul-2012/")


def test_contact_says_who_answers_and_when(client: Client) -> None:
    make_call()
    html = page(client, "/contact/")
    assert "Who answers you, and when" in html
    assert "Chengdu" in html
    assert "security.txt" in html


def test_my_page_of_an_officer_leads_to_the_desk(person_with: Callable, client_as: Callable) -> None:
    html = page(client_as(person_with("programme_officer")), "/my/")
    assert "Your work waits at the desk." in html


def test_my_page_shows_the_course_as_a_gable(person_with: Callable, client_as: Callable) -> None:
    person = person_with()
    an_enrolment(person, a_course("champions-2025"))
    html = page(client_as(person), "/my/")
    assert html.count('class="brick ') == 3


def test_my_page_leads_to_the_coursework_that_is_left_whatever_stands_first(
    person_with: Callable, client_as: Callable
) -> None:
    person = person_with()
    an_enrolment(person, a_course("champions-2025"))
    told = page(client_as(person), "/my/").partition("What it takes")[2]
    assert 'href="/courses/champions-2025/coursework/' in told.partition("</section>")[0]


def test_my_page_wants_a_sign_in(client: Client) -> None:
    answer = client.get("/my/")
    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"]


def test_my_page_costs_the_same_with_more_courses(
    person_with: Callable, client_as: Callable, queries: Callable
) -> None:
    person = person_with()
    client = client_as(person)
    counts = []
    for years in (range(2020, 2022), range(2022, 2026)):
        for year in years:
            an_enrolment(person, a_course(f"champions-{year}"))
        page(client, "/my/")
        with queries() as asked:
            html = page(client, "/my/")
        counts.append(len(asked))
    assert html.count("0 of 3 lectures watched") >= 5
    assert counts[0] == counts[1]


def test_my_page_names_the_workshops_to_who_has_completed_the_course(
    person_with: Callable, client_as: Callable
) -> None:
    person = person_with()
    course = a_course()
    enrolment = an_enrolment(person, course)
    today = clock.now().date()
    workshop = event(
        of=course.edition,
        starts_on=today + timedelta(days=3),
        ends_on=today + timedelta(days=3),
        details={"place": {"city": {"en": "Seoul"}}},
    )
    assert "Come to the workshop" not in page(client_as(person), "/my/")
    enrolment.completed_at = enrolment.requested_at = clock.now()
    enrolment.save()
    assert "Come to the workshop" in page(client_as(person), "/my/")
    registration(workshop, person, clock.now())
    assert "Come to the workshop" not in page(client_as(person), "/my/")


def test_my_page_of_somebody_new_offers_a_beginning(person_with: Callable, client_as: Callable) -> None:
    make_network()
    html = page(client_as(person_with(name="Amina")), "/my/")
    assert "Where would you like to begin?" in html
    assert "Hello, Amina" in html


def test_my_page_of_a_reader_says_when_there_is_something_to_read(
    person_with: Callable, client_as: Callable
) -> None:
    html = page(client_as(person_with("reviewer")), "/my/")
    assert "Nothing waits for you today." in html
    assert "you get a letter and find them here" in html


def test_my_page_puts_the_open_draft_first(person_with: Callable, client_as: Callable) -> None:
    call = make_open_call()
    draft = make_draft(call)
    html = page(client_as(draft.applicant), "/my/")
    assert "Your application is not sent yet" in re.search(r"<h1>(.*?)</h1>", html, re.S)[1]
    assert f"/applications/{draft.uid}" in html


def test_my_page_of_a_coordinator_names_their_city(person_with: Callable, client_as: Callable) -> None:
    person = person_with()
    make_coordinator(person)
    assert "My city" in page(client_as(person), "/my/")


def test_my_page_shows_nothing_of_others(person_with: Callable, client_as: Callable) -> None:
    draft = make_draft(make_open_call())
    html = page(client_as(person_with()), "/my/")
    assert str(draft.uid) not in html


def test_desk_is_for_staff_alone(person_with: Callable, client_as: Callable) -> None:
    assert client_as(person_with()).get("/office/").status_code == 403
    assert client_as(person_with("auditor")).get("/office/").status_code == 200
    # Before there is a network nothing can wait for whoever works here: the first steps come first.
    answer = client_as(person_with("programme_officer")).get("/office/")
    assert (answer.status_code, answer["Location"]) == (302, "/office/start/")
    make_network()
    assert client_as(person_with("programme_officer")).get("/office/").status_code == 200


def test_desk_without_second_factor_asks_for_one(person_with: Callable, client_as: Callable) -> None:
    answer = client_as(person_with("programme_officer"), second_factor=False).get("/office/")
    assert answer.status_code == 302
    assert "2fa" in answer["Location"]


@pytest.mark.parametrize(
    "path", ["/about/", "/contact/", "/privacy/", "/accessibility/", "/healthz", "/readyz", "/robots.txt"]
)
def test_short_pages_answer(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


def test_security_txt_has_what_the_standard_asks(client: Client) -> None:
    text = page(client, "/.well-known/security.txt")
    assert "Contact: mailto:" in text
    assert "Expires: 20" in text
