"""The rows of a course, written in Python: a list of lectures in template nodes costs three times as much."""

from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache, partial

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hansa.foundation.i18n import in_language
from hansa.foundation.ui.frame import OWN_NAMES
from hansa.foundation.ui.templatetags.ui import day, icon
from hansa.learning.models import Coursework, Reading
from hansa.learning.selectors import Brick, Row, Shape, Step, WeekRow
from hansa.media import selectors as media

register = template.Library()


@register.filter
def seconds(value: float) -> str:
    """Write seconds for a script: a point, whatever the reader's language writes."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


@lru_cache(maxsize=4096)
def _said(text: str) -> str:
    """Escape a title or a word once: the same few stand on every page."""
    return str(escape(text))


def _title(item: object) -> str:
    return _said(in_language(getattr(item, "title", {}), get_language()))


class _Links:
    """Addresses of a course's pages; only the key, a slug, differs from row to row."""

    def __init__(self, slug: str) -> None:
        self._whole = {
            name: reverse(f"learning:{name}", args=[slug, "_"]).split("/_/")
            for name in ("lecture", "reading", "coursework")
        }

    def to(self, name: str, key: str) -> str:
        before, after = self._whole[name]
        return f"{before}/{key}/{after}"


# Every part of a course asks for them, several times a page.
_links = lru_cache(maxsize=256)(_Links)


def _kept(shape: Shape | None, kind: str, key: Hashable, draw: Callable[[], str]) -> str:
    """Draw what a course shows alike to everybody who stands the same, once for as long as the course is kept."""
    return shape.keep(kind, key, draw) if shape else draw()


@register.simple_tag
def gable_row(row: Row, slug: str, opens: bool, shape: Shape | None = None) -> SafeString:
    """Draw a part of the course as a row of bricks; ``opens`` makes links of those that are out."""
    links, language = _links(slug), get_language()
    bricks = [
        _kept(
            shape,
            "brick",
            (brick.lecture.key, brick.state, brick.percent, opens, language),
            partial(_brick, brick, links, opens),
        )
        for brick in row.bricks
    ]
    label = _said(_("Part %(number)d") % {"number": row.number})
    return SafeString(f'<ol aria-label="{label}">{"".join(bricks)}</ol>')


def _brick(brick: Brick, links: _Links, opens: bool) -> str:
    title, number, state = _title(brick.lecture), brick.number, brick.state
    if not opens:
        return (
            f'<li><span class="brick" title="{title}"><span class="vh">{title}: </span>{number}</span></li>'
        )
    words = {"shut": _("not out yet"), "done": _("watched"), "none": _("not begun")}
    said = _said(words.get(state) or _("%(percent)d%% watched") % {"percent": brick.percent})
    inside = f'title="{title}"><span class="vh">{title}, {said}: </span>{number}'
    if state == "shut":
        return f'<li><span class="brick shut" {inside}</span></li>'
    href = links.to("lecture", brick.lecture.key)
    return f'<li><a class="brick {state} p{brick.tenths}" href="{href}" {inside}</a></li>'


_SHAPES = {"done": ("done", "c-done"), "part": ("half", "c-half"), "shut": ("waiting", "c-waiting")}


def _shape(brick: Brick) -> str:
    return icon(*_SHAPES.get(brick.state, ("ring", "c-ring")))


@register.simple_tag
def lecture_rows(
    row: Row, slug: str, opens: bool, here: int = 0, shapes: bool = True, shape: Shape | None = None
) -> SafeString:
    """List a part's lectures with where one stands in each; ``here`` is the lecture whose page this is."""
    links, language = _links(slug), get_language()
    lines = [
        _kept(
            shape,
            "line",
            (
                *(brick.lecture.key, brick.is_done, brick.percent, brick.release.is_open),
                *(brick.lecture.pk == here, opens, shapes, language),
            ),
            partial(_lecture, brick, links, opens, here, shapes, shape),
        )
        for brick in row.bricks
    ]
    return SafeString("".join(lines))


def _lecture(brick: Brick, links: _Links, opens: bool, here: int, shapes: bool, shape: Shape | None) -> str:
    title = _title(brick.lecture)
    is_here = brick.lecture.pk == here
    if is_here:
        title = f"<b>{title}</b>"
    elif opens and brick.release.is_open:
        title = f'<a href="{links.to("lecture", brick.lecture.key)}">{title}</a>'
    mark = _shape(brick) if shapes else f'<span class="nr">{brick.number}</span>'
    current = ' aria-current="true"' if is_here else ""
    title += _captions(brick, shape) if shape else ""
    return f'<li{current}>{mark}<span>{title}</span><span class="num quiet small">{_standing(brick, is_here)}</span></li>'


def _captions(brick: Brick, shape: Shape) -> str:
    """Say in which language a lecture's captions are for this reader, where not every lecture has them in theirs."""
    language = get_language() or "en"
    if shape.keep("captioned", language, lambda: shape.has_all_captions(language)):
        return ""
    code = shape.captions_for(brick.lecture.key, language)
    if not code:
        return ""
    name, label = _said(OWN_NAMES.get(code, code)), _said(_("Captions"))
    return f' <span class="small quiet">{icon("captions")} <span class="vh">{label}: </span><bdi lang="{code}">{name}</bdi></span>'


def _standing(brick: Brick, is_here: bool) -> str:
    if not brick.release.is_open:
        return day(brick.release.on, short=True)
    if brick.is_done:
        return _said(_("watched"))
    if is_here:
        return _said(_("open now"))
    if brick.percent:
        return f"{brick.percent}%"
    if brick.minutes:
        return _minutes(brick.minutes, get_language() or "en")
    return ""


@lru_cache(maxsize=1024)
def _minutes(count: int, language: str) -> str:
    return _said(ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count})


@register.simple_tag
def step_rows(
    row: Row, slug: str, opens: bool, preview: bool = False, shape: Shape | None = None
) -> SafeString:
    """List a part's readings and coursework with where one stands; staff who look on may open the readings."""
    links, language = _links(slug), get_language()
    lines = [
        _kept(
            shape,
            "step",
            (step, opens, preview, language),
            partial(_step, step, links, opens, preview),
        )
        for step in (*row.readings, *row.coursework)
    ]
    return SafeString("".join(lines))


def _step(step: Step, links: _Links, opens: bool, preview: bool) -> str:
    is_reading = isinstance(step.item, Reading)
    title = _title(step.item)
    if opens or (preview and is_reading):
        name = "reading" if is_reading else "coursework"
        title = f'<a href="{links.to(name, step.item.key)}">{title}</a>'
    mark = icon("done", "c-done") if step.is_done else icon("document" if is_reading else "pen")
    return f'<li>{mark}<span>{title}</span><span class="small quiet">{_said(step_standing(step))}</span></li>'


@register.simple_tag
def standing_rows(row: Row) -> SafeString:
    """List a part with how far a learner is in each lecture, reading and piece of coursework, as the office has it."""
    lectures = [_standing_line(brick.lecture, f"{brick.percent}%", "num quiet") for brick in row.bricks]
    readings = [
        _standing_line(one.item, _("read") if one.is_done else _("not read"), "quiet") for one in row.readings
    ]
    pieces = [
        _standing_line(
            one.item, _("no attempt") if one.best_percent is None else f"{one.best_percent}%", "num quiet"
        )
        for one in row.coursework
    ]
    return SafeString("".join([*lectures, *readings, *pieces]))


def _standing_line(item: object, said: str, look: str) -> str:
    return f'<li class="split"><span>{_title(item)}</span><span class="{look}">{_said(said)}</span></li>'


@register.simple_tag
def step_standing(step: Step) -> str:
    """Say where one stands with a reading or a piece of coursework."""
    if isinstance(step.item, Reading):
        if step.is_done:
            return _("read")
        return _("required reading") if step.item.required else _("reading")
    if step.is_done:
        return _("passed with %(percent)d%%") % {"percent": step.best_percent}
    needed = step.item.pass_percent
    if step.best_percent is not None:
        return _("best %(percent)d%% of %(needed)d%% needed") % {
            "percent": step.best_percent,
            "needed": needed,
        }
    return _("%(needed)d%% passes") % {"needed": needed}


@register.simple_tag
def missing_links(left: Iterable[Reading | Coursework], slug: str, kind: str) -> SafeString:
    """Name what is required and not done yet, each with the way to it: ``reading`` or ``coursework``."""
    links = _links(slug)
    return SafeString(
        "".join(
            [f'<a class="small way" href="{links.to(kind, item.key)}">{_title(item)}</a>' for item in left]
        )
    )


# As many as a worker keeps films with the captions that somebody reads.
@register.simple_tag
@lru_cache(maxsize=128)
def transcript_rows(content: str) -> SafeString:
    """Write a caption track's lines with their times; the script makes the times into buttons."""
    return format_html_join(
        "",
        '<li data-start="{}" data-end="{}"><span class="clock"><bdi>{}</bdi></span><span>{}</span></li>',
        (
            (seconds(line.start), seconds(line.end), line.clock, line.text)
            for line in media.transcript(content)
        ),
    )


@register.simple_tag(name="weeks")
def weeks_of(shape: Shape, weeks: tuple[WeekRow, ...]) -> SafeString:
    """Write the calendar of a course, week by week; it changes with the day."""
    key = (get_language(), tuple([week.phase for week in weeks]))
    shown = {"edition": shape.course.edition, "weeks": weeks}
    return shape.keep("weeks", key, lambda: SafeString(render_to_string("learning/weeks.html", shown)))
