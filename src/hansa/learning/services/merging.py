"""What somebody learned, when their two accounts become one: progress is united, nothing has to be watched again."""

from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hansa.foundation.i18n import in_language
from hansa.foundation.merging import Collision, Line, Merge
from hansa.learning import selectors
from hansa.learning.models import Enrolment, LectureProgress, QuizAttempt, ReadingMark
from hansa.learning.rules import progress as rules
from hansa.learning.services.completing import touch

COLUMNS = ("learning.Enrolment.person",)


def lines(keep: Any, gone: Any) -> list[Line]:
    """Say how many courses go over."""
    count = Enrolment.objects.filter(person=gone).count()
    return [Line(ngettext("%(count)d course", "%(count)d courses", count) % {"count": count}, count)]


def collisions(keep: Any, gone: Any) -> list[Collision]:
    """Say in which courses both are enrolled."""
    mine = {row.course_id: row for row in _enrolments(keep)}
    return [
        Collision(
            _("Enrolled twice: %(course)s") % {"course": in_language(row.course.title, get_language())},
            _seen(mine[row.course_id]),
            _seen(row),
            _("What was watched, read and answered with either counts."),
        )
        for row in _enrolments(gone)
        if row.course_id in mine
    ]


def _enrolments(person: Any) -> Any:
    return Enrolment.objects.filter(person=person).select_related("course").order_by("pk")


def _seen(row: Enrolment) -> str:
    if row.completed_at:
        return _("completed")
    count = row.progress.filter(percent__gt=0).count()
    return ngettext("%(count)d lecture begun", "%(count)d lectures begun", count) % {"count": count}


def move(merge: Merge) -> dict[str, int]:
    """Unite enrolments in one course, and let the others go over."""
    mine = dict(Enrolment.objects.filter(person=merge.keep).values_list("course_id", "pk"))
    united = moved = 0
    for row in Enrolment.objects.select_for_update().filter(person=merge.gone).order_by("pk"):
        if row.course_id in mine:
            _unite(mine[row.course_id], row, merge)
            united += 1
        else:
            row.person = merge.keep
            row.save(update_fields=["person"])
            moved += 1
    return {name: count for name, count in (("enrolments", moved), ("united", united)) if count}


def _unite(kept_id: int, other: Enrolment, merge: Merge) -> None:
    kept = selectors.locked_enrolment(kept_id)
    kept.person = merge.keep
    durations = selectors.shape_of(kept.course).durations
    here = {row.lecture_id: row for row in LectureProgress.objects.filter(enrolment=kept)}
    for row in LectureProgress.objects.filter(enrolment=other).select_related("lecture"):
        mine = here.get(row.lecture_id)
        if mine is None:
            row.enrolment = kept
            row.save(update_fields=["enrolment"])
            continue
        count = rules.bucket_count(durations.get(row.lecture.key, 0.0))
        bits = rules.merge(int.from_bytes(mine.bits, "little"), int.from_bytes(row.bits, "little"), count)
        mine.bits = bits.to_bytes((count + 7) // 8, "little")
        mine.percent = max(rules.percent(bits, count), mine.percent, row.percent)
        if row.updated_at > mine.updated_at:
            mine.position_s, mine.updated_at = row.position_s, row.updated_at
        mine.opened_at = min(mine.opened_at, row.opened_at)
        mine.read_at = _earliest(mine.read_at, row.read_at)
        mine.save()
    read = ReadingMark.objects.filter(enrolment=kept).values("reading")
    ReadingMark.objects.filter(enrolment=other).exclude(reading__in=read).update(enrolment=kept)
    tried = QuizAttempt.objects.filter(enrolment=kept)
    for attempt in QuizAttempt.objects.filter(enrolment=other).order_by("at", "pk"):
        attempt.enrolment = kept
        attempt.number = tried.filter(coursework=attempt.coursework_id).count() + 1
        attempt.save(update_fields=["enrolment", "number"])
    if other.active_at > kept.active_at:
        kept.last_lecture_id = other.last_lecture_id or kept.last_lecture_id
    kept.enrolled_at = min(kept.enrolled_at, other.enrolled_at)
    kept.active_at = max(kept.active_at, other.active_at)
    kept.requested_at = _earliest(kept.requested_at, other.requested_at)
    kept.completed_at = _earliest(kept.completed_at, other.completed_at)
    kept.credited_s += other.credited_s
    kept.workshops = max(kept.workshops, other.workshops)
    other.delete()
    kept.save()
    touch(kept, kept.active_at)


def _earliest(one: Any, other: Any) -> Any:
    return min((moment for moment in (one, other) if moment), default=None)
