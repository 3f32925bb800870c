"""Courses from packs: written, written back, and what may not change any more."""

from datetime import date

import pytest

from hansa.learning import selectors, services
from hansa.learning.models import Course, Lecture
from hansa.media.models import CaptionTrack, Video
from hansa.programmes.services import pack_of
from tests.factories.learning import NOW, a_course, an_edition, an_enrolment, apply, said_course, weeks

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(person_with):
    return an_enrolment(person_with())


def test_apply_courses_writes_lectures_videos_and_captions():
    course = a_course(calendar=weeks(date(2026, 11, 2), date(2026, 11, 9)))
    assert [(one.key, one.releases_on) for one in selectors.lectures_of(course)] == [
        ("cities", date(2026, 11, 2)),
        ("streets", date(2026, 11, 9)),
        ("rivers", None),
    ]
    assert Video.objects.count() == 3
    tracks = CaptionTrack.objects.filter(video__key="cities").values_list("language", "origin", "state")
    assert set(tracks) == {
        ("en", "human", "present"),
        ("ko", "machine", "present"),
        ("ar", "human", "to_come"),
    }


def test_apply_courses_twice_changes_nothing():
    course = a_course()
    before = list(Lecture.objects.values()), list(CaptionTrack.objects.values()), list(Video.objects.values())
    apply(course.edition, said_course())
    assert before == (
        list(Lecture.objects.values()),
        list(CaptionTrack.objects.values()),
        list(Video.objects.values()),
    )


def test_export_courses_says_what_was_applied():
    said = said_course(
        calendar=weeks(date(2026, 11, 2)),
        summary={"en": "Short"},
        assumed=["calendar"],
        caption_languages=["en"],
    )
    said["readings"][0]["assumed"] = True
    edition = an_edition()
    apply(edition, said)
    from hansa.programmes.rules.packs import Course as PackCourse

    (exported,) = services.export_courses(edition)
    assert PackCourse.model_validate(exported) == PackCourse.model_validate(said)


def test_export_of_an_edition_without_a_course_is_empty():
    assert services.export_courses(an_edition()) == []
    assert pack_of(an_edition("champions-2025", year=2025)).courses == []


def test_apply_courses_takes_away_what_the_pack_has_no_more():
    course = a_course()
    said = said_course(readings=[])
    said["parts"] = [{"key": "only", "title": {"en": "Only"}, "lectures": said["parts"][0]["lectures"][:1]}]
    apply(course.edition, said)
    assert [lecture.key for lecture in selectors.lectures_of(course)] == ["cities"]
    assert course.parts.count() == 1
    apply(course.edition, None)
    assert not Course.objects.exists()


def test_a_lecture_of_two_editions_is_one_video_and_the_newer_names_it():
    newer = a_course()
    said = said_course()
    said["parts"][0]["lectures"][0]["title"] = {"en": "cities (old spelling)"}
    older = an_edition("champions-2025", year=2025)
    apply(older, said)
    video = Video.objects.get(key="cities")
    assert video.title == {"en": "Cities"}
    assert Lecture.objects.filter(key="cities").count() == 2
    assert selectors.course_of(older) != newer


def test_refusals_keep_what_learners_worked_on(enrolment):
    services.open_lecture(enrolment_id=enrolment.pk, lecture_key="rivers", now=NOW)
    edition = enrolment.course.edition
    old = services.export_courses(edition)
    without = said_course()
    without["parts"].pop()
    assert len(services.refusals(edition, old, [without])) == 1
    assert "1 learner is enrolled" in services.refusals(edition, old, [])[0]
    assert services.refusals(edition, old, old) == []
    assert (
        len(
            services.refusals(
                edition, old, [said_course(completion={"lectures_percent": 95, "readings": True})]
            )
        )
        == 1
    )
    assert services.refusals(edition, old, [said_course(completion={"lectures_percent": 50})]) == []
    assert len(services.refusals(edition, old, [*old, *old])) == 1


def test_refusals_let_everything_pass_before_the_first_enrolment():
    course = a_course()
    assert services.refusals(course.edition, services.export_courses(course.edition), []) == []


def test_bring_course_forward_moves_weeks_and_openings():
    course = a_course(calendar=weeks(date(2026, 11, 9), date(2026, 11, 16)))
    services.bring_course_forward(edition=course.edition, days=7, by=None, now=NOW)
    course.refresh_from_db()
    assert [week["starts_on"] for week in course.calendar] == ["2026-11-02", "2026-11-09"]
    assert selectors.lectures_of(course)[0].releases_on == date(2026, 11, 2)
