"""A course in short: how much it is, in which languages, what it asks."""

from functools import lru_cache
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hansa.foundation.i18n import listed
from hansa.foundation.ui.frame import OWN_NAMES
from hansa.learning.selectors import Shape


def in_short(shape: Shape) -> dict[str, Any]:
    """Return what somebody who thinks of enrolling wants to know, ready to be shown."""
    names = [OWN_NAMES.get(code, code) for code in shape.course.caption_languages]
    return {"length": length_of(shape), "languages": listed(names), "asks": _asks(shape)}


def length_of(shape: Shape) -> str:
    """Return how many lectures there are and how long they last together; "" for a course without any."""
    count = len(shape.lectures)
    if not count:
        return ""
    return _length(count, round(sum(shape.durations.values()) / 60), get_language() or "en")


@lru_cache(maxsize=1024)
def _length(count: int, minutes: int, language: str) -> str:
    lectures = ngettext("%(count)d lecture", "%(count)d lectures", count) % {"count": count}
    if not minutes:
        return lectures
    if minutes < 60:
        lasts = ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    else:
        lasts = _("%(hours)d h %(minutes)d min") % {"hours": minutes // 60, "minutes": minutes % 60}
    return f"{lectures} · {lasts}"


def _asks(shape: Shape) -> list[str]:
    """Say the course's rule of completion, a sentence a condition."""
    rule = shape.rule
    pieces = sum(piece.required for piece in shape.coursework.values())
    passed = pieces if rule.coursework is None else rule.coursework
    readings = sum(reading.required for reading in shape.readings.values()) if rule.readings else 0
    found = []
    if rule.lectures_percent:
        found.append(
            _("Watch each lecture to %(percent)d%%, or read it.") % {"percent": rule.lectures_percent}
        )
    if readings:
        said = ngettext("Read %(count)d required reading.", "Read %(count)d required readings.", readings)
        found.append(said % {"count": readings})
    if passed:
        said = ngettext("Pass %(count)d piece of coursework.", "Pass %(count)d pieces of coursework.", passed)
        found.append(said % {"count": passed})
    if rule.workshops:
        said = ngettext("Come to %(count)d workshop.", "Come to %(count)d workshops.", rule.workshops)
        found.append(said % {"count": rule.workshops})
    return found
