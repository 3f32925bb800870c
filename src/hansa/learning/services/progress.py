"""Watching and reading lectures."""

from datetime import datetime

from django.db import transaction

from hansa.foundation.prepared import Prepared, PreparedWrite
from hansa.learning import selectors
from hansa.learning.models import Enrolment, Lecture, LectureProgress
from hansa.learning.rules import progress as rules
from hansa.learning.selectors.outline import release_of

from .completing import touch

_of_lecture = Prepared(
    lambda enrolment, lecture: LectureProgress.objects.filter(enrolment=enrolment, lecture=lecture)
)
_watched = PreparedWrite(LectureProgress, "bits", "percent", "position_s", "updated_at")


class LectureShut(Exception):
    """The lecture is not open yet; ``on`` is the day it opens, or None where that is to be announced."""

    def __init__(self, on: object) -> None:
        super().__init__(str(on))
        self.on = on


class TooSoon(Exception):
    """The transcript cannot have been read yet; in ``wait_s`` seconds it can."""

    def __init__(self, wait_s: int) -> None:
        super().__init__(str(wait_s))
        self.wait_s = wait_s


@transaction.atomic
def open_lecture(*, enrolment_id: int, lecture_key: str, now: datetime) -> LectureProgress:
    """Note that a learner has opened a lecture: from then on the clock allows time to be credited.

    Opening it again keeps the first time. Raises ``LectureShut`` before its release.
    """
    enrolment = Enrolment.objects.select_related("course__edition").get(pk=enrolment_id)
    lecture = Lecture.objects.get(course=enrolment.course_id, key=lecture_key)
    release = release_of(enrolment.course, lecture, selectors.today_in(enrolment.course.edition, now))
    if not release.is_open:
        raise LectureShut(release.on)
    row, _created = LectureProgress.objects.get_or_create(
        enrolment=enrolment, lecture=lecture, defaults={"opened_at": now, "updated_at": now}
    )
    if enrolment.last_lecture_id != lecture.pk:
        Enrolment.objects.filter(pk=enrolment.pk).update(last_lecture=lecture, active_at=now)
    return row


@transaction.atomic
def record_progress(
    *, enrolment_id: int, lecture_key: str, position: float, bits: str | int, now: datetime
) -> LectureProgress:
    """Merge what a player says was watched into what is kept.

    The enrolment is locked first, so that reports from two tabs cannot both spend the same time. No more
    is credited than double speed allows since the lecture was opened, and in all since the enrolment.
    Raises ``rules.UnreadableBits``, and ``LectureProgress.DoesNotExist`` for a lecture never opened.
    """
    sent = rules.read_bits(bits) if isinstance(bits, str) else bits
    enrolment = selectors.locked_enrolment(enrolment_id)
    row = _opened(enrolment, lecture_key)
    duration = selectors.shape_of(enrolment.course).durations.get(lecture_key, 0.0)
    count = rules.bucket_count(duration)
    kept = int.from_bytes(row.bits, "little")
    before = kept.bit_count() * rules.BUCKET_S
    room = min(
        rules.allowance((now - row.opened_at).total_seconds(), before),
        rules.allowance((now - enrolment.enrolled_at).total_seconds(), enrolment.credited_s),
    )
    credit = rules.credited(kept, sent, count, room)
    row.bits = credit.bits.to_bytes((count + 7) // 8, "little")
    wanted = selectors.rule_of(enrolment.course).lectures_percent
    was_enough = row.percent >= wanted
    row.percent = rules.percent(credit.bits, count)
    row.position_s = min(max(0.0, position), duration)
    row.updated_at = now
    _watched.write(row)
    enrolment.credited_s += credit.gained_s
    enrolment.last_lecture_id = row.lecture_id
    touch(enrolment, now, settles=row.percent >= wanted and not was_enough)
    return row


@transaction.atomic
def mark_transcript_read(*, enrolment_id: int, lecture_key: str, now: datetime) -> LectureProgress:
    """Count a lecture as watched because its transcript was read.

    For whoever reads rather than watches, whatever the reason; the same pace is asked of both. Raises
    ``TooSoon`` when the lecture was opened too short a time ago.
    """
    enrolment = selectors.locked_enrolment(enrolment_id)
    row = _opened(enrolment, lecture_key)
    if row.read_at:
        return row
    duration = selectors.shape_of(enrolment.course).durations.get(lecture_key, 0.0)
    wait = rules.wait_to_read(duration, (now - row.opened_at).total_seconds())
    if wait:
        raise TooSoon(wait)
    row.read_at = row.updated_at = now
    row.save(update_fields=["read_at", "updated_at"])
    touch(enrolment, now)
    return row


def _opened(enrolment: Enrolment, key: str) -> LectureProgress:
    """Return how far a lecture of the course has come; ``LectureProgress.DoesNotExist`` where it was never opened."""
    lecture = selectors.shape_of(enrolment.course).lectures.get(key)
    for row in _of_lecture.ask(enrolment.pk, lecture.pk) if lecture else ():
        row.lecture = lecture
        return row
    raise LectureProgress.DoesNotExist
