"""Enrolment, watching, reading, coursework, completion, the certificate's request."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from hansa.credentials.models import Credential
from hansa.foundation.audit.models import Entry
from hansa.learning import selectors, services, signals
from hansa.learning.models import Enrolment, LectureProgress, QuizAttempt
from hansa.learning.rules.progress import UnreadableBits
from hansa.questionnaires.models import Response
from hansa.questionnaires.services import Incomplete
from tests.factories.learning import (
    NOW,
    RIGHT,
    WRONG,
    a_course,
    an_enrolment,
    apply,
    said_course,
    weeks,
)

pytestmark = pytest.mark.django_db
ALL = (1 << 12) - 1
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def heard():
    """What signals said, by name; receivers are taken away again."""
    said: list[tuple[str, dict]] = []
    kept = []
    for name in ("enrolled", "course_completed", "certificate_requested"):

        def listen(sender, *, _name=name, **facts):
            said.append((_name, facts))

        kept.append((getattr(signals, name), listen))
        getattr(signals, name).connect(listen)
    yield said
    for signal, listen in kept:
        signal.disconnect(listen)


@pytest.fixture
def enrolment(person_with):
    return an_enrolment(person_with())


def watch(enrolment: Enrolment, key: str, bits: int = ALL, *, after: timedelta = timedelta(minutes=5)):
    services.open_lecture(enrolment_id=enrolment.pk, lecture_key=key, now=NOW)
    return services.record_progress(
        enrolment_id=enrolment.pk, lecture_key=key, position=30, bits=bits, now=NOW + after
    )


def complete(enrolment: Enrolment) -> None:
    for key in ("cities", "streets", "rivers"):
        watch(enrolment, key)
    services.submit_quiz(enrolment_id=enrolment.pk, coursework_key="quiz", answers=RIGHT, now=LATER)
    services.mark_reading_read(enrolment_id=enrolment.pk, reading_key="goals", now=LATER)


# ── Enrolment ───────────────────────────────────────────────────────────────────────────────────


def test_enrol_twice_is_one_enrolment(person_with, heard):
    person = person_with()
    course = a_course()
    first, second = an_enrolment(person, course), an_enrolment(person, course)
    assert first == second
    assert [name for name, _facts in heard] == ["enrolled"]
    assert Entry.objects.filter(act="course.enrol").count() == 1


def test_enrol_after_the_last_day_is_refused(person_with):
    a_course(edition={"ends_on": date(2026, 11, 19)})
    with pytest.raises(services.EnrolmentClosed) as refused:
        services.enrol(edition_slug="champions-2026", person=person_with(), now=NOW)
    assert refused.value.why == "over"


def test_enrol_on_the_last_day_counts_by_the_editions_clock(person_with):
    course = a_course(edition={"ends_on": date(2026, 11, 20), "time_zone": "Pacific/Kiritimati"})
    an_enrolment(person_with(), course, NOW)
    with pytest.raises(services.EnrolmentClosed):
        an_enrolment(person_with(), course, NOW + timedelta(hours=12))


# ── Watching ────────────────────────────────────────────────────────────────────────────────────


def test_record_progress_credits_what_the_clock_allows(enrolment):
    row = watch(enrolment, "cities", ALL, after=timedelta(seconds=10))
    assert row.percent == 50  # 30 of 60 seconds: twice ten, and ten of grace
    row = services.record_progress(
        enrolment_id=enrolment.pk,
        lecture_key="cities",
        position=60,
        bits=ALL,
        now=NOW + timedelta(seconds=25),
    )
    assert (row.percent, row.position_s) == (100, 60)


def test_record_progress_twice_credits_once(enrolment):
    watch(enrolment, "cities", 0b111)
    row = watch(enrolment, "cities", 0b111)
    enrolment.refresh_from_db()
    assert (row.percent, enrolment.credited_s) == (25, 15)


def test_record_progress_late_and_out_of_order_is_merged(enrolment):
    watch(enrolment, "cities", "000f", after=timedelta(hours=9))
    row = watch(enrolment, "cities", "0f00", after=timedelta(hours=1))
    assert int.from_bytes(row.bits, "little") == 0b1111_0000_1111


def test_record_progress_of_several_lectures_at_once_shares_the_clock(enrolment):
    for key in ("cities", "streets", "rivers"):
        services.open_lecture(enrolment_id=enrolment.pk, lecture_key=key, now=NOW)
    at = NOW + timedelta(seconds=30)
    rows = [
        services.record_progress(enrolment_id=enrolment.pk, lecture_key=key, position=0, bits=ALL, now=at)
        for key in ("cities", "streets", "rivers")
    ]
    assert [row.percent for row in rows] == [100, 16, 0]


def test_record_progress_never_goes_back(enrolment):
    watch(enrolment, "cities")
    row = watch(enrolment, "cities", 0)
    assert row.percent == 100


def test_record_progress_of_a_lecture_never_opened_is_refused(enrolment):
    with pytest.raises(LectureProgress.DoesNotExist):
        services.record_progress(
            enrolment_id=enrolment.pk, lecture_key="cities", position=0, bits="01", now=LATER
        )


def test_record_progress_of_unreadable_bits_keeps_nothing(enrolment):
    with pytest.raises(UnreadableBits):
        watch(enrolment, "cities", "xyz")


def test_open_lecture_before_its_release_is_shut(person_with):
    enrolment = an_enrolment(person_with(), a_course(calendar=weeks(date(2026, 11, 16), date(2026, 11, 23))))
    services.open_lecture(enrolment_id=enrolment.pk, lecture_key="cities", now=NOW)
    with pytest.raises(services.LectureShut) as shut:
        services.open_lecture(enrolment_id=enrolment.pk, lecture_key="streets", now=NOW)
    assert shut.value.on == date(2026, 11, 23)


def test_open_lecture_in_a_living_copy_is_always_possible(person_with):
    course = a_course(edition={"is_living_copy": True}, calendar=weeks(date(2027, 1, 4)))
    services.open_lecture(enrolment_id=an_enrolment(person_with(), course).pk, lecture_key="rivers", now=NOW)


def test_mark_transcript_read_needs_the_time_it_takes(enrolment):
    services.open_lecture(enrolment_id=enrolment.pk, lecture_key="cities", now=NOW)
    arguments = {"enrolment_id": enrolment.pk, "lecture_key": "cities"}
    with pytest.raises(services.TooSoon) as soon:
        services.mark_transcript_read(**arguments, now=NOW + timedelta(seconds=10))
    assert soon.value.wait_s == 20
    row = services.mark_transcript_read(**arguments, now=NOW + timedelta(seconds=30))
    assert services.mark_transcript_read(**arguments, now=LATER).read_at == row.read_at
    assert selectors.facts_of(enrolment).lectures["cities"] == 100


# ── Coursework ──────────────────────────────────────────────────────────────────────────────────


def quiz(enrolment: Enrolment, answers: dict, number: int | None = None) -> QuizAttempt:
    return services.submit_quiz(
        enrolment_id=enrolment.pk, coursework_key="quiz", answers=answers, number=number, now=NOW
    )


def test_submit_quiz_scores_and_the_best_counts(enrolment):
    assert [(one.percent, one.passed) for one in (quiz(enrolment, RIGHT), quiz(enrolment, WRONG))] == [
        (100, True),
        (0, False),
    ]
    assert selectors.facts_of(enrolment).coursework_passed == {"quiz"}


def test_submit_quiz_sent_twice_is_one_attempt(enrolment):
    first = quiz(enrolment, WRONG, number=1)
    assert quiz(enrolment, RIGHT, number=1) == first
    assert QuizAttempt.objects.count() == 1
    assert quiz(enrolment, RIGHT, number=2).passed


def test_submit_quiz_with_gaps_costs_no_attempt(enrolment):
    with pytest.raises(Incomplete):
        quiz(enrolment, {"one": "all"})
    assert not QuizAttempt.objects.exists()


def test_attempts_of_the_same_number_cannot_both_be_kept(enrolment):
    attempt = quiz(enrolment, RIGHT)
    attempt.pk = None
    with pytest.raises(IntegrityError):
        attempt.save(force_insert=True)


# ── Completion and the certificate ──────────────────────────────────────────────────────────────


def test_course_is_completed_once_and_stays_so(enrolment, heard):
    complete(enrolment)
    services.mark_reading_read(enrolment_id=enrolment.pk, reading_key="goals", now=LATER)
    enrolment.refresh_from_db()
    assert enrolment.completed_at == LATER
    assert [name for name, _facts in heard].count("course_completed") == 1
    assert selectors.completed_course_keys(enrolment.person, enrolment.course.edition) == {"course"}
    # The pack gains a lecture afterwards: what was completed is not taken back.
    said = said_course()
    said["parts"][1]["lectures"].append({"key": "skies", "title": {"en": "Skies"}})
    apply(enrolment.course.edition, said)
    assert selectors.completion_of(enrolment).done


def test_completion_says_what_is_missing(enrolment):
    watch(enrolment, "cities")
    missing = selectors.completion_of(enrolment).missing
    assert [(one.kind, one.done, one.of) for one in missing] == [
        ("lectures", 1, 3),
        ("readings", 0, 1),
        ("coursework", 0, 1),
    ]


def test_count_workshops_completes_a_rule_that_asks_for_one(person_with):
    course = a_course(completion={"workshops": 1, "coursework": 0})
    person = person_with()
    services.count_workshops(edition_slug="champions-2026", person=person, attended=1, now=NOW)
    enrolment = an_enrolment(person, course)
    assert not selectors.completion_of(enrolment).done
    services.count_workshops(edition_slug="champions-2026", person=person, attended=1, now=NOW)
    enrolment.refresh_from_db()
    assert enrolment.completed_at == NOW


def test_request_certificate_before_the_end_says_what_is_missing(enrolment, heard):
    with pytest.raises(services.CourseNotCompleted) as refused:
        services.request_certificate(enrolment_id=enrolment.pk, answers={"why": "Work"}, now=NOW)
    assert len(refused.value.completion.missing) == 3
    assert "certificate_requested" not in [name for name, _facts in heard]


def test_request_certificate_keeps_the_answers_and_tells_once(enrolment, heard):
    complete(enrolment)
    for _ in range(2):
        services.request_certificate(enrolment_id=enrolment.pk, answers={"why": "Work"}, now=LATER)
    told = [facts for name, facts in heard if name == "certificate_requested"]
    assert len(told) == 1
    assert (told[0]["course_key"], told[0]["answers"]) == ("course", {"why": "Work"})
    assert Response.objects.get().answers == {"why": "Work"}
    assert Credential.objects.get().holder == enrolment.person


def test_request_certificate_with_gaps_keeps_nothing(enrolment):
    complete(enrolment)
    with pytest.raises(Incomplete):
        services.request_certificate(enrolment_id=enrolment.pk, answers={}, now=LATER)
    enrolment.refresh_from_db()
    assert enrolment.requested_at is None


def test_request_certificate_refused_by_the_issuer_is_undone(enrolment):
    def refuse(sender, **facts):
        raise services.CertificateRefused(["You are 17; it asks for 18."])

    complete(enrolment)
    signals.certificate_requested.connect(refuse)
    try:
        with pytest.raises(services.CertificateRefused) as refused:
            services.request_certificate(enrolment_id=enrolment.pk, answers={"why": "x"}, now=LATER)
    finally:
        signals.certificate_requested.disconnect(refuse)
    assert refused.value.reasons == ["You are 17; it asks for 18."]
    enrolment.refresh_from_db()
    assert enrolment.requested_at is None
    assert not Response.objects.exists()


def test_export_of_a_person_names_their_work(enrolment):
    complete(enrolment)
    (row,) = selectors.export_of(enrolment.person)
    assert {one["lecture"] for one in row["lectures"]} == {"cities", "streets", "rivers"}
    assert row["coursework"][0]["percent"] == 100
    assert row["completed_at"] == LATER.isoformat()
