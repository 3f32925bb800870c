"""What somebody does next in a course: the one thing its page says first."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hansa.foundation.i18n import in_language
from hansa.foundation.ui import dates
from hansa.learning.models import Enrolment, Reading
from hansa.learning.selectors import Brick, Outline, Row, Step
from hansa.media.selectors import clock


@dataclass(frozen=True, slots=True)
class Onward:
    """The next thing to do: what it is, where it lies, how far it is done; without ``url`` there is only to wait."""

    label: str
    title: str
    detail: str
    act: str = ""
    url: str = ""
    tenths: int = 0
    icon: str = "arrow"


def onward(outline: Outline, enrolment: Enrolment, slug: str, *, asks_for_lectures: bool) -> Onward | None:
    """Return what to do next: go on where one stopped, else the first thing not done in the order of the parts.

    Where one stopped is the lecture last watched and not finished: looking into another one does not take its place.
    Where the course does not ask for its lectures, a part's readings and coursework come before what is left of it once
    half of its lectures are watched: they are what the course is completed by.
    """
    stopped = _stopped(outline) or enrolment.last_lecture_id
    waits: tuple[Row, Brick] | None = None
    first: tuple[Row, Brick | Step] | None = None
    for row in outline.rows:
        is_enough = not asks_for_lectures and row.done * 2 >= len(row.bricks)
        for brick in row.bricks:
            if brick.is_done:
                continue
            if not brick.release.is_open:
                waits = waits or (row, brick)
            elif brick.lecture.pk == stopped:
                return _going_on(row, brick, slug)
            elif not is_enough:
                first = first or (row, brick)
        for step in (*row.readings, *row.coursework):
            if step.item.required and not step.is_done:
                first = first or (row, step)
    if first is not None:
        row, found = first
        return _begin(row, found, slug, outline) if isinstance(found, Brick) else _step(row, found, slug)
    return _wait(*waits) if waits else None


def left_to_do(outline: Outline, slug: str, on: Onward | None) -> Onward | None:
    """Return the first step that the course is still completed by, where the next thing to do is not one of the steps.

    A lecture is one only where the course asks for its lectures. Whoever has done nothing yet begins with a lecture.
    """
    if outline.completion is None:
        return None
    kinds = {one.kind for one in outline.completion.missing}
    is_new = not (outline.done or outline.begun or any(one.done for one in outline.completion.conditions))
    if is_new or "lectures" in kinds:
        return None
    for row in outline.rows:
        for kind, steps in (("readings", row.readings), ("coursework", row.coursework)):
            for step in steps:
                if kind in kinds and step.item.required and not step.is_done:
                    found = _step(row, step, slug)
                    return None if on and on.url == found.url else replace(found, label=_("Left to do"))
    if "workshops" in kinds:
        url = f"{reverse('portal:edition', args=[slug])}#workshops"
        return Onward(_("Left to do"), _("Workshops attended"), "", _("See where"), url)
    return None


def beside(on: Onward | None) -> Onward | None:
    """Return the next lecture as what one can do besides: the step that is left stands before it."""
    is_open_lecture = on is not None and on.url and on.icon == "play"
    return replace(on, label=_("You can also go on with the lecture")) if on and is_open_lecture else on


def _stopped(outline: Outline) -> int | None:
    """Return the lecture that was watched last of those begun and not finished."""
    begun = [
        brick for brick in outline.bricks if brick.is_begun and brick.watched_at and brick.release.is_open
    ]
    last = max(begun, key=lambda brick: brick.watched_at or datetime.min, default=None)
    return last.lecture.pk if last else None


def _title(item: object) -> str:
    return in_language(getattr(item, "title", {}), get_language())


def _place(row: Row, brick: Brick) -> str:
    return _("Part %(part)d, lecture %(lecture)d.") % {"part": row.number, "lecture": brick.number}


def _lecture(brick: Brick, slug: str) -> str:
    return reverse("learning:lecture", args=[slug, brick.lecture.key])


def _going_on(row: Row, brick: Brick, slug: str) -> Onward:
    detail = _place(row, brick)
    if brick.position_s and brick.duration_s:
        where = {"at": clock(brick.position_s), "length": clock(brick.duration_s)}
        detail = " ".join((detail, _("You were at %(at)s of %(length)s.") % where))
    label = _("Where you stopped")
    return Onward(
        label, _title(brick.lecture), detail, _("Go on"), _lecture(brick, slug), brick.tenths, "play"
    )


def _begin(row: Row, brick: Brick, slug: str, outline: Outline) -> Onward:
    is_first = not outline.done and not outline.begun
    detail = _place(row, brick)
    if brick.minutes:
        said = ngettext("%(count)d minute", "%(count)d minutes", brick.minutes) % {"count": brick.minutes}
        detail = f"{detail} {said}"
    label = _("Begin here") if is_first else _("Next lecture")
    return Onward(label, _title(brick.lecture), detail, _("Begin"), _lecture(brick, slug), icon="play")


def _step(row: Row, step: Step, slug: str) -> Onward:
    name = "reading" if isinstance(step.item, Reading) else "coursework"
    url = reverse(f"learning:{name}", args=[slug, step.item.key])
    title = _title(step.item)
    if isinstance(step.item, Reading):
        return Onward(
            _("Next, a reading"), title, _("It is required, and free here."), _("Open the reading"), url
        )
    detail = _("%(needed)d%% passes. As many attempts as you like; the best counts.") % {
        "needed": step.item.pass_percent
    }
    return Onward(_("Next, coursework"), title, detail, _("Open the questions"), url)


def _wait(row: Row, brick: Brick) -> Onward:
    opens = brick.release.on
    detail = (
        _("It opens on %(day)s. Until then there is nothing to do.") % {"day": dates.day(opens)}
        if opens
        else _("Its day is to be announced. Until then there is nothing to do.")
    )
    return Onward(_("Next lecture"), _title(brick.lecture), detail)
