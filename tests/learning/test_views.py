"""Pages of courses: what each shows, to whom, at what price in queries."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from hansa.learning.models import Enrolment, LectureProgress, ReadingMark
from hansa.media.models import Video
from tests.factories.learning import a_course, an_enrolment, weeks
from tests.factories.media import ENGLISH, a_film, a_track, a_video
from tests.learning.pages import AROUND_NOW, LECTURE, PAGE, QUIZ, RIGHT, opened

pytestmark = pytest.mark.django_db


# ── The list and the course's page ──────────────────────────────────────────────────────────────


def test_courses_are_public(client, course):
    response = client.get("/courses/")
    assert response.status_code == 200
    assert "Champions 2026" in response.content.decode()


def test_courses_that_are_over_say_so(client):
    a_course(edition={"ends_on": date(2020, 1, 1)})
    page = client.get("/courses/").content.decode()
    assert "Earlier courses" in page
    assert "Nobody can enrol any more" in client.get(PAGE).content.decode()


def test_course_is_public_and_its_lectures_are_named_without_links(client, course):
    page = client.get(PAGE).content.decode()
    assert "3 lectures, free: begin today" in page
    assert "Streets" in page
    assert LECTURE not in page


def test_course_unknown_is_not_found(client):
    assert client.get("/courses/none/").status_code == 404


def test_course_shows_a_learner_what_is_missing_and_where_they_stopped(page):
    page.get(LECTURE)
    text = page.get(PAGE).content.decode()
    assert "5 steps left to complete the course" in text
    assert "0 of 3 watched to 90% or more" in text
    assert "Where you stopped" in text


def test_course_shows_each_learner_their_own_standing(client_as, person_with, course, page):
    # What is the same for all is drawn once; how far somebody is never comes from another's page.
    page.get(LECTURE)
    LectureProgress.objects.update(percent=40, position_s=24)
    assert "40% watched" in page.get(PAGE).content.decode()
    other = person_with(name="Bo")
    an_enrolment(other, course, timezone.now())
    theirs = client_as(other)
    for path in (PAGE, LECTURE):
        assert "40%" not in theirs.get(path).content.decode()
        assert "Amina" not in theirs.get(path).content.decode()
    assert "40% watched" in page.get(PAGE).content.decode()
    LectureProgress.objects.filter(enrolment__person=other).update(percent=70, position_s=30)
    assert "70% watched" in theirs.get(PAGE).content.decode()


def test_course_says_first_what_to_do_next(page):
    text = page.get(PAGE).content.decode()
    assert "Begin here" in text
    assert f'<a class="btn act" href="{LECTURE}">' in text
    page.get(LECTURE)
    LectureProgress.objects.update(position_s=30, percent=50)
    text = page.get(PAGE).content.decode()
    assert "Part 1, lecture 1. You were at 0:30 of 1:00." in text
    for key in ("cities", "streets"):
        page.get(PAGE + f"lectures/{key}/")
    LectureProgress.objects.update(percent=100)
    assert "Next, a reading" in page.get(PAGE).content.decode()
    page.post(PAGE + "readings/goals/")
    assert "Next, coursework" in page.get(PAGE).content.decode()
    page.post(QUIZ, {"number": "1", **RIGHT})
    assert "Part 2, lecture 1. 1 minute" in page.get(PAGE).content.decode()


def test_course_offers_the_lecture_last_watched_after_another_was_only_opened(page):
    for key in ("cities", "streets", "rivers"):
        page.get(PAGE + f"lectures/{key}/")
    now = timezone.now()
    told = LectureProgress.objects.filter
    told(lecture__key="cities").update(percent=20, position_s=12, updated_at=now - timedelta(hours=2))
    told(lecture__key="streets").update(percent=50, position_s=30, updated_at=now - timedelta(hours=1))
    told(lecture__key="rivers").update(percent=100, position_s=60)
    page.get(PAGE + "lectures/rivers/")
    for address in (PAGE, "/my/"):
        text = page.get(address).content.decode()
        assert "Where you stopped" in text
        assert f'href="{PAGE}lectures/streets/"' in text
        assert "Part 1, lecture 2. You were at 0:30 of 1:00." in text
    # A lecture begun and never told of by a player comes after one that was.
    told(lecture__key="rivers").update(percent=0, position_s=0)
    page.get(PAGE + "lectures/rivers/")
    assert "Part 1, lecture 2. You were at 0:30" in page.get(PAGE).content.decode()


def test_course_that_does_not_ask_for_lectures_leads_to_its_coursework_first(client_as, person_with):
    course = a_course(edition=AROUND_NOW, completion={}, readings=[])
    person = person_with()
    an_enrolment(person, course, timezone.now())
    client = client_as(person)
    assert "Begin here" in client.get(PAGE).content.decode()
    client.get(LECTURE)
    LectureProgress.objects.update(percent=100)
    assert "Next, coursework" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("address", [PAGE, "/my/"])
def test_step_that_is_left_stands_before_the_lecture_that_is_none(client_as, person_with, address):
    course = a_course(edition=AROUND_NOW, completion={}, readings=[])
    person = person_with()
    an_enrolment(person, course, timezone.now())
    client = client_as(person)
    for key in ("cities", "streets"):
        client.get(PAGE + f"lectures/{key}/")
    told = LectureProgress.objects.filter
    told(lecture__key="cities").update(percent=100)
    told(lecture__key="streets").update(percent=50, position_s=30)
    text = client.get(address).content.decode()
    assert "1 step left to complete " in text
    assert "Where you stopped" not in text
    lecture = text.index("You can also go on with the lecture")
    assert text.index("Left to do") < text.index(f'class="btn act" href="{QUIZ}"') < lecture
    assert lecture < text.index(f'class="btn second" href="{PAGE}lectures/streets/"')
    # Every brick of the gable leads to its lecture and says its title.
    assert f'<a class="brick none p0" href="{PAGE}lectures/rivers/" title="Rivers">' in text


def test_workshop_that_is_left_is_named_before_the_lecture(client_as, person_with):
    course = a_course(edition=AROUND_NOW, completion={"workshops": 1}, readings=[], coursework=[])
    person = person_with()
    an_enrolment(person, course, timezone.now())
    client = client_as(person)
    client.get(LECTURE)
    LectureProgress.objects.update(percent=50, position_s=30)
    text = client.get("/my/").content.decode()
    assert "Left to do: Workshops attended." in text
    assert text.index("#workshops") < text.index("You can also go on with the lecture")


def test_course_with_nothing_open_says_until_when_to_wait(client_as, person_with):
    course = a_course(
        edition=AROUND_NOW, readings=[], coursework=[], calendar=weeks(date(2999, 1, 4), date(2999, 1, 11))
    )
    person = person_with()
    an_enrolment(person, course, timezone.now())
    text = client_as(person).get(PAGE).content.decode()
    assert "It opens on 4 January 2999. Until then there is nothing to do." in text


def test_course_tells_a_visitor_in_short_what_it_takes(client, course):
    text = client.get(PAGE).content.decode()
    assert "3 lectures · 3 minutes" in text
    assert "Watch each lecture to 90%, or read it." in text
    assert 'You can enrol until <time datetime="2999-12-31">' in text


def test_courses_say_how_far_one_is(page):
    page.get(LECTURE)
    LectureProgress.objects.update(percent=95)
    text = page.get("/courses/").content.decode()
    assert "You are in 1 course" in text
    assert "1 of 3 lectures watched" in text
    assert "You stopped in “Cities”" in text


def test_course_page_carries_no_inline_style_or_script(page):
    for address in (PAGE, LECTURE):
        text = page.get(address).content.decode()
        assert " style=" not in text
        assert "<script>" not in text
        assert "onclick" not in text


def test_course_by_week_says_when_lectures_open(client_as, person_with):
    course = a_course(edition=AROUND_NOW, calendar=weeks(date(2020, 1, 6), date(2999, 1, 4)))
    person = person_with()
    an_enrolment(person, course, timezone.now())
    client = client_as(person)
    assert client.get(LECTURE).status_code == 200
    response = client.get(PAGE + "lectures/streets/", follow=True)
    assert "This lecture opens on" in response.content.decode()
    response = client.get(PAGE + "lectures/rivers/", follow=True)
    assert "to be announced" in response.content.decode()


def test_enrol_takes_whoever_is_signed_in_once(client_as, person_with, course):
    client = client_as(person_with())
    for _ in range(2):
        assert client.post(PAGE + "enrol/").status_code == 302
    assert Enrolment.objects.count() == 1
    assert client.get(PAGE + "enrol/").status_code == 405


def test_enrol_without_an_account_leads_to_signing_in(client, course):
    response = client.post(PAGE + "enrol/")
    assert response.status_code == 302
    assert "/login/" in response["Location"]
    assert not Enrolment.objects.exists()


def test_enrol_after_the_end_says_why_not(client_as, person_with):
    a_course(edition={"ends_on": date(2020, 1, 1)})
    response = client_as(person_with()).post(PAGE + "enrol/", follow=True)
    assert "This edition is over" in response.content.decode()


# ── The lecture ─────────────────────────────────────────────────────────────────────────────────


def test_lecture_shows_film_captions_transcript_and_their_origin(page):
    text = page.get(LECTURE).content.decode()
    assert "<video" in text
    assert 'src="/captions/cities/en.vtt"' in text
    assert 'src="/captions/cities/ko.vtt"' in text
    assert "한국어 (by machine)" in text
    assert "English: by people" in text
    assert "It is whoever lives there." in text
    assert "Captions to come:" in text


def test_lecture_in_another_caption_language_says_that_a_machine_wrote_it(page):
    response = page.get(LECTURE + "?captions=ko")
    text = response.content.decode()
    assert "Translated from English by machine. Nobody has checked it yet." in text
    assert 'lang="ko"' in text
    # The choice is kept for the next lecture that has that language.
    assert "한국어: by machine" in page.get(LECTURE).content.decode()


def test_lecture_in_a_language_that_is_not_there_falls_back_to_english(page):
    assert "English: by people" in page.get(LECTURE + "?captions=ar").content.decode()
    assert page.get(LECTURE + "?captions=<x>").status_code == 200


def test_lecture_says_first_which_captions_are_still_to_come(page):
    text = page.get(LECTURE + "?captions=ar").content.decode()
    assert text.index("Captions in العربية are still to come. Until then there are:") < text.index("<video")
    text = page.get(PAGE + "lectures/streets/?captions=fr").content.decode()
    assert "This lecture has no captions in Français. There are: English." in text
    assert "still to come. Until" not in page.get(LECTURE + "?captions=ko").content.decode()


def test_lecture_keeps_the_place_where_its_captions_are_chosen(page):
    text = page.get(LECTURE).content.decode()
    assert '<form method="get" action="#captions"' in text
    assert '<select class="input small" id="captions"' in text


def test_course_says_which_captions_a_lecture_has_for_the_reader(page):
    assert '<bdi lang="en">' not in page.get(PAGE).content.decode()
    reader = Enrolment.objects.get().person
    reader.language = "ko"
    reader.save()
    text = page.get(PAGE).content.decode()
    assert text.count('<bdi lang="ko">한국어</bdi>') == 1
    assert text.count('<bdi lang="en">English</bdi>') == 2


def test_lecture_goes_on_where_one_stopped(page):
    row = opened(600)
    row.position_s = 30
    row.save()
    text = page.get(LECTURE).content.decode()
    assert "#t=30" in text
    assert "You stopped at 0:30 of 1:00" in text


def test_lecture_is_not_for_who_is_not_enrolled(client, client_as, person_with, course):
    assert "/login/" in client.get(LECTURE)["Location"]
    response = client_as(person_with()).get(LECTURE, follow=True)
    assert "Lectures open when you enrol" in response.content.decode()


def test_lecture_is_seen_by_its_office_without_a_trace(client_as, person_with, course):
    response = client_as(person_with("programme_officer")).get(LECTURE)
    assert "nothing you watch is counted" in response.content.decode()
    assert not LectureProgress.objects.exists()


def test_lecture_film_can_be_fetched_from_the_page(page):
    text = page.get(LECTURE).content.decode()
    address = text.split('<source src="')[1].split('"')[0]
    assert page.get(address, headers={"range": "bytes=0-1"}).status_code == 206


def test_lecture_without_film_offers_its_transcript(page):
    from hansa.media.models import Rendition

    Rendition.objects.all().delete()
    text = page.get(LECTURE).content.decode()
    assert "The film of this lecture is not made yet" in text
    assert "I have read the transcript" in text


def test_data_choice_is_kept_and_changes_what_is_loaded(page):
    from hansa.media.models import Video

    a_film(Video.objects.get(key="cities"), kind="sound")
    assert page.post(PAGE + "data/", {"choice": "sound", "lecture": "cities"})["Location"] == LECTURE
    assert 'type="audio/mp4"' in page.get(LECTURE).content.decode()
    page.post(PAGE + "data/", {"choice": "text", "lecture": "cities"})
    assert "<video" not in page.get(LECTURE).content.decode()
    page.post(PAGE + "data/", {"choice": "gold"})
    assert Enrolment.objects.get().data_choice == "text"


def test_report_merges_what_was_watched(page):
    opened(600)
    response = page.post(
        LECTURE + "progress/", {"position": 12.5, "bits": "0700"}, content_type="application/json"
    )
    assert response.json() == {"percent": 25, "bits": "07"}
    # A beacon sends a form.
    response = page.post(LECTURE + "progress/", {"position": "20", "bits": "0800"})
    assert response.json() == {"percent": 33, "bits": "0f"}


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        '{"position": "x", "bits": "00"}',
        '{"position": -1, "bits": "00"}',
        '{"position": 1, "bits": "0"}',
        '{"position": 1, "bits": "' + "00" * 5000 + '"}',
        '{"position": NaN, "bits": "00"}',
        '{"position": null}',
    ],
)
def test_report_that_cannot_be_read_changes_nothing(page, body):
    row = opened(600)
    response = page.post(LECTURE + "progress/", body, content_type="application/json")
    assert response.status_code == 400
    row.refresh_from_db()
    assert row.percent == 0


def test_report_of_a_stranger_is_not_found(client_as, person_with, page):
    opened(600)
    report = {"position": 1, "bits": "ff"}
    assert client_as(person_with()).post(LECTURE + "progress/", report).status_code == 404
    assert LectureProgress.objects.get().percent == 0


def test_report_without_a_token_is_refused(learner):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(learner)
    opened(600)
    assert client.post(LECTURE + "progress/", {"position": 1, "bits": "ff"}).status_code == 403


def test_report_of_a_lecture_never_opened_is_not_found(page):
    assert page.post(LECTURE + "progress/", {"position": 1, "bits": "ff"}).status_code == 404


def test_transcript_read_counts_after_the_time_it_takes(page):
    page.get(LECTURE)
    response = page.post(LECTURE + "read/", follow=True)
    assert "You have only just opened this lecture" in response.content.decode()
    LectureProgress.objects.update(opened_at=timezone.now() - timedelta(minutes=2))
    response = page.post(LECTURE + "read/", follow=True)
    assert "the lecture counts as watched" in response.content.decode()
    assert "1 of 3 watched" in page.get(PAGE).content.decode()


# ── Readings, coursework, certificate ───────────────────────────────────────────────────────────


def test_reading_is_marked_once(page):
    assert "Seventeen." in page.get(PAGE + "readings/goals/").content.decode()
    for _ in range(2):
        page.post(PAGE + "readings/goals/")
    assert ReadingMark.objects.count() == 1


def test_reading_and_coursework_are_not_for_strangers(client_as, person_with, course):
    client = client_as(person_with())
    for name in ("readings/goals/", "coursework/quiz/", "certificate/"):
        assert client.get(PAGE + name).status_code == 404
        assert client.post(PAGE + name).status_code == 404


# ── What pages cost ─────────────────────────────────────────────────────────────────────────────


def many_lectures(count: int) -> list[dict]:
    for number in range(count):
        a_film(a_video(f"many-{number}"))
    lectures = [{"key": f"many-{number}", "title": {"en": "M"}} for number in range(count)]
    return [{"key": "part-1", "title": {"en": "P"}, "lectures": lectures}]


@pytest.mark.parametrize(
    ("address", "most"), [("readings/goals/", 6), ("coursework/quiz/", 7), ("certificate/", 9)]
)
def test_pages_beside_the_lectures_ask_few_questions(address, most, page, queries):
    page.get(PAGE + address)
    with queries() as asked:
        assert page.get(PAGE + address).status_code == 200
    assert len(asked) <= most


@pytest.mark.parametrize("address", [PAGE, PAGE + "lectures/many-0/"])
def test_pages_ask_as_many_questions_of_1_lecture_as_of_30(address, client_as, person_with, queries, course):
    from tests.factories.learning import apply, said_course

    person = person_with()
    an_enrolment(person, course, timezone.now())
    client = client_as(person)
    counts = []
    for number in (1, 30):
        apply(course.edition, said_course(parts=many_lectures(number), readings=[], coursework=[]))
        client.get(address)
        with queries() as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1], counts
    assert counts[1] <= 8


def test_course_is_shown_anew_when_its_edition_or_a_film_changes(page, course):
    from hansa.programmes.services.texts import edit_texts

    page.get(PAGE)
    page.get(LECTURE)
    edit_texts(
        edition_id=course.edition_id,
        title={"en": "Renamed"},
        summary={"en": "s"},
        by=None,
        now=timezone.now(),
    )
    assert "Renamed" in page.get(PAGE).content.decode()
    a_track("cities", "fr", content=ENGLISH.replace("It is", "C’est"))
    assert "C’est whoever lives there." in page.get(LECTURE + "?captions=fr").content.decode()
    a_film(Video.objects.get(key="cities"), seconds=600)
    assert "10 minutes" in page.get(PAGE).content.decode()


def test_courses_ask_as_many_questions_of_1_course_as_of_12(client, queries):
    counts = []
    a_course("champions-2000")
    for number in (1, 12):
        for year in range(2001, 2000 + number):
            a_course(f"champions-{year}")
        client.get("/courses/")
        with queries() as asked:
            client.get("/courses/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 2
