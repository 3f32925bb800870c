"""The rows of a course, written in Python: a list of lectures in template nodes costs three times as much."""

from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hansa.foundation.i18n import in_language
from hansa.foundation.ui.templatetags.ui import day, icon
from hansa.learning.models import Reading
from hansa.learning.selectors import Brick, Outline, Row, Step

register = template.Library()


@register.filter
def seconds(value: float) -> str:
    """Write seconds for a script: a point, whatever the reader's language writes."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _title(item: object) -> str:
    return in_language(getattr(item, "title", {}), get_language())


class _Links:
    """Addresses of a course's pages; only the key differs from row to row."""

    def __init__(self, slug: str) -> None:
        self._whole = {
            name: reverse(f"learning:{name}", args=[slug, "_"])
            for name in ("lecture", "reading", "coursework")
        }

    def to(self, name: str, key: str) -> str:
        return self._whole[name].replace("/_/", f"/{key}/")


# Every part of a course asks for them, several times a page.
_links = lru_cache(maxsize=256)(_Links)


@register.simple_tag
def gable_row(row: Row, slug: str, opens: bool) -> SafeString:
    """Draw a part of the course as a row of bricks; ``opens`` makes links of those that are out."""
    links = _links(slug)
    bricks = format_html_join("", "<li>{}</li>", ((_brick(brick, links, opens),) for brick in row.bricks))
    label = _("Part %(number)d") % {"number": row.number}
    return format_html('<ol aria-label="{}">{}</ol>', label, bricks)


def _brick(brick: Brick, links: _Links, opens: bool) -> SafeString:
    title = _title(brick.lecture)
    if not opens:
        return format_html(
            '<span class="brick" title="{0}"><span class="vh">{0}: </span>{1}</span>', title, brick.number
        )
    if brick.state == "shut":
        return format_html(
            '<span class="brick shut" title="{0}"><span class="vh">{0}, {1}: </span>{2}</span>',
            title, _("not out yet"), brick.number,
        )  # fmt: skip
    if brick.is_done:
        said = _("watched")
    elif brick.percent:
        said = _("%(percent)d%% watched") % {"percent": brick.percent}
    else:
        said = _("not begun")
    return format_html(
        '<a class="brick {} p{}" href="{}" title="{}"><span class="vh">{}, {}: </span>{}</a>',
        brick.state, brick.tenths, links.to("lecture", brick.lecture.key), title, title, said, brick.number,
    )  # fmt: skip


_SHAPES = {"done": ("done", "c-done"), "part": ("half", "c-half"), "shut": ("waiting", "c-waiting")}


def _shape(brick: Brick) -> SafeString:
    return icon(*_SHAPES.get(brick.state, ("ring", "c-ring")))


@register.simple_tag
def lecture_rows(row: Row, slug: str, opens: bool, here: int = 0, shapes: bool = True) -> SafeString:
    """List a part's lectures with where one stands in each; ``here`` is the lecture whose page this is."""
    links = _links(slug)
    return format_html_join(
        "",
        "<li{}>{}<span>{}</span>{}</li>",
        (_lecture(brick, links, opens, here, shapes) for brick in row.bricks),
    )


def _lecture(
    brick: Brick, links: _Links, opens: bool, here: int, shapes: bool
) -> tuple[SafeString | str, SafeString, SafeString | str, SafeString]:
    title: SafeString | str = _title(brick.lecture)
    is_here = brick.lecture.pk == here
    if is_here:
        title = format_html("<b>{}</b>", title)
    elif opens and brick.release.is_open:
        title = format_html('<a href="{}">{}</a>', links.to("lecture", brick.lecture.key), title)
    mark = _shape(brick) if shapes else format_html('<span class="nr">{}</span>', brick.number)
    end = format_html('<span class="num quiet small">{}</span>', _standing(brick, is_here))
    return (format_html(' aria-current="true"') if is_here else "", mark, title, end)


def _standing(brick: Brick, is_here: bool) -> SafeString | str:
    if not brick.release.is_open:
        return day(brick.release.on, short=True)
    if brick.is_done:
        return _("watched")
    if is_here:
        return _("open now")
    if brick.percent:
        return f"{brick.percent}%"
    if brick.minutes:
        return ngettext("%(count)d minute", "%(count)d minutes", brick.minutes) % {"count": brick.minutes}
    return ""


@register.simple_tag
def step_rows(row: Row, slug: str, opens: bool, preview: bool = False) -> SafeString:
    """List a part's readings and coursework with where one stands; staff who look on may open the readings."""
    links = _links(slug)
    return format_html_join(
        "",
        '<li>{}<span>{}</span><span class="small quiet">{}</span></li>',
        (_step(step, links, opens, preview) for step in (*row.readings, *row.coursework)),
    )


def _step(step: Step, links: _Links, opens: bool, preview: bool) -> tuple[SafeString, SafeString | str, str]:
    is_reading = isinstance(step.item, Reading)
    title: SafeString | str = _title(step.item)
    if opens or (preview and is_reading):
        name = "reading" if is_reading else "coursework"
        title = format_html('<a href="{}">{}</a>', links.to(name, step.item.key), title)
    mark = icon("done", "c-done") if step.is_done else icon("document" if is_reading else "pen")
    return mark, title, step_standing(step)


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
def missing_links(outline: Outline, slug: str, kind: str) -> SafeString:
    """Name what is required and not done yet, each with the way to it: ``reading`` or ``coursework``."""
    links = _links(slug)
    steps = [step for row in outline.rows for step in (row.readings if kind == "reading" else row.coursework)]
    left = [step.item for step in steps if step.item.required and not step.is_done]
    return format_html_join(
        "",
        '<a class="small way" href="{}">{}</a>',
        ((links.to(kind, item.key), _title(item)) for item in left),
    )


@register.simple_tag
def transcript_rows(lines: object) -> SafeString:
    """Write the lines of a transcript with their times; the script makes the times into buttons."""
    assert isinstance(lines, list | tuple)
    return format_html_join(
        "",
        '<li data-start="{}" data-end="{}"><span class="clock"><bdi>{}</bdi></span><span>{}</span></li>',
        ((seconds(line.start), seconds(line.end), line.clock, line.text) for line in lines),
    )
