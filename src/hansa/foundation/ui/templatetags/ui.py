"""Template tags of the design: icons, statuses, dates with their city, empty states, the frame."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_vite.core.asset_loader import DjangoViteAssetLoader  # type: ignore[import-untyped]  # it ships no types
from django_vite.core.exceptions import DjangoViteAssetNotFoundError  # type: ignore[import-untyped]  # likewise

from hansa.foundation.i18n import comma as spoken_comma
from hansa.foundation.i18n import in_language as choose
from hansa.foundation.office.menu import entries_for
from hansa.foundation.ui import dates, parts
from hansa.foundation.ui.frame import Frame, frame_of
from hansa.foundation.ui.icons import icon as drawn
from hansa.foundation.ui.kept import part

register = template.Library()


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """Draw an icon of the sprite; the word beside it carries the meaning, so screen readers skip it."""
    return drawn(name, extra)


@register.simple_tag
def status(kind: str, label: Any) -> SafeString:
    """Say a status with a word, a shape and a colour: done, half, ring, needs, refused, closed, waiting."""
    return format_html('<span class="st {}">{}{}</span>', kind, drawn(kind), label)


@register.filter
def in_language(texts: Any) -> str:
    """Return the text of a translated field in the language spoken now."""
    if isinstance(texts, Mapping):
        return choose(dict(texts), get_language() or "en")
    return "" if texts is None else str(texts)


@register.filter
def unbroken(words: Any) -> SafeString:
    """Keep a number such as NW17-0001 on one line."""
    return format_html('<span class="nowrap">{}</span>', words)


@register.filter
def whole_days(sentence: str) -> str:
    """Keep a day beside its month where a heading breaks."""
    return dates.unparted(sentence)


@register.filter
def apart(words: Any) -> SafeString:
    """Let a name in another script keep its own direction within a sentence."""
    return format_html("<bdi>{}</bdi>", words)


@register.simple_tag
def comma() -> SafeString:
    """Set a comma as the language spoken now writes it."""
    return SafeString(spoken_comma())


@register.simple_tag
def instant(value: datetime | None, tz: str = "UTC", city: Any = "", own: bool = False) -> SafeString:
    """Write a moment with the city whose clock is meant; `own` lets the script add the reader's own time."""
    if value is None:
        return _to_be_announced()
    zone = str(tz)
    at = dates.instant(value, zone)
    # The world's clock belongs to no city.
    is_nowhere = zone == "UTC" and not city
    where = in_language(city) or dates.city_of(zone)
    written = f"{at} UTC" if is_nowhere else _("%(time)s in %(city)s") % {"time": at, "city": where}
    shown = format_html('<time datetime="{}" data-zone="{}">{}</time>', value.isoformat(), zone, written)
    if own:
        shown += format_html(
            '<small class="tiny" data-own-time hidden data-text="{}"></small>', _("%(time)s where you are")
        )
    return shown


def _to_be_announced() -> SafeString:
    return format_html('<span class="quiet">{}</span>', _("to be announced"))


@register.simple_tag
def day(value: date | datetime | None, short: bool = False, since: date | None = None) -> SafeString:
    """Write a date as the reader's language does; a short one far from the day ``since`` names its year."""
    if value is None:
        return _to_be_announced()
    on = value.date() if isinstance(value, datetime) else value
    return format_html(
        '<time datetime="{}">{}</time>', on.isoformat(), dates.day(on, short=short, since=since)
    )


@register.simple_tag
def days(start: date | None, end: date | None = None) -> SafeString:
    """Write a span of days, or that it will be announced."""
    if start is None:
        return _to_be_announced()
    return format_html('<time datetime="{}">{}</time>', start.isoformat(), dates.days(start, end or start))


@register.simple_tag
def city_of(zone: str) -> str:
    """Name the city of a time zone."""
    return dates.city_of(zone)


@register.simple_tag
def assumed(marks: Any, field: str) -> SafeString:
    """Mark a value that is our assumption and not the programme's own word."""
    if marks is True or (isinstance(marks, list) and field in marks):
        return format_html('<span class="assumed">{}</span>', _("our assumption"))
    return SafeString("")


@register.inclusion_tag("ui/empty_state.html")
def empty_state(title: Any, text: Any = "", url: str = "", label: Any = "") -> dict[str, Any]:
    """Say why there is nothing here and offer one way on."""
    return {"title": title, "text": text, "url": url, "label": label}


@lru_cache(maxsize=8192)
def _address(name: str, *key: object) -> str:
    return reverse(name, args=key)


@register.simple_tag
def address(name: str, key: object) -> str:
    """Return the address of a page with one key: as ``url``, but worked out once, for the rows of long lists."""
    return _address(name, key)


@register.simple_tag
def step(done: int, total: int) -> str:
    """Return the class of a bar filled to `done` of `total`, in tenths; no page carries an inline style."""
    if not total:
        return "p0"
    return f"p{min(100, max(0, round(10 * done / total) * 10))}"


@register.simple_tag(takes_context=True)
def frame(context: template.Context) -> Frame:
    """Return what the frame of this page shows."""
    known: Frame | None = context.render_context.get("ui_frame")
    if known is None:
        known = frame_of(context.get("request"))
        context.render_context["ui_frame"] = known
    return known


@register.simple_tag(takes_context=True)
def kept(context: template.Context, name: str) -> SafeString:
    """Draw a part of the frame from a template that shows nothing personal but its holes; see ``kept.py``."""
    return part(name, frame(context), context.get("request"), context.get("csrf_token"))


_GROUPS = {
    "today": lambda: _("Today"),
    "programmes": lambda: _("Programmes"),
    "people": lambda: _("People"),
    "network": lambda: _("The network"),
    "system": lambda: _("System"),
}


@register.simple_tag
def office_menu(shown: Frame) -> list[tuple[str, list[tuple[Any, str, bool]]]]:
    """Return the staff menu of whoever looks: groups with (label, address, is it this page)."""
    desk = reverse("portal:desk")
    groups = entries_for(shown.roles)
    # The longest address that leads here is the one we are at, in whichever group it stands.
    every = [entry.url for _group, entries in groups for entry in entries if entry.url in shown.here]
    here = max(every, key=len, default="")
    is_there = here != desk or shown.is_exact
    return [
        (_GROUPS[group](), [(entry.label, entry.url, entry.url == here and is_there) for entry in entries])
        for group, entries in groups
    ]


_NOT_BUILT = SafeString("<!-- The assets are not built: npm ci && npm run build -->")


@register.simple_tag
def assets() -> SafeString:
    """Name the built style sheet and script; a page without them still works."""
    return _built("src/main.js")


# What every page of a language is written in. The name of the house is in Latin everywhere.
_LETTERS = {
    "ar": ("sans-latin", "serif-latin", "arabic-400", "arabic-600"),
    "ko": ("sans-latin", "serif-latin", "korean-400", "korean-600"),
}


@register.simple_tag
def letters(language: str) -> SafeString:
    """Have the typefaces of a language fetched at once, not only when the style sheet has been read."""
    return _letters(language)


@lru_cache(maxsize=16)
def _letters(language: str) -> SafeString:
    loader = DjangoViteAssetLoader.instance()
    try:
        urls = [
            loader.generate_vite_asset_url(f"fonts/{name}.woff2", app="default")
            for name in _LETTERS.get(language, ("sans-latin", "serif-latin"))
        ]
    except DjangoViteAssetNotFoundError:
        return _NOT_BUILT
    return format_html_join(
        "", '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>', ((url,) for url in urls)
    )


@register.simple_tag
def house_signs() -> SafeString:
    """Name the icons of the window, of a phone's first screen and the picture for whoever shares a page."""
    return _house_signs()


@lru_cache(maxsize=1)
def _house_signs() -> SafeString:
    return format_html(
        '<link rel="icon" href="{}" sizes="32x32"><link rel="icon" href="{}" type="image/svg+xml">'
        '<link rel="apple-touch-icon" href="{}"><meta property="og:image" content="{}{}">'
        '<meta name="twitter:card" content="summary_large_image">'
        '<meta name="color-scheme" content="light dark">',
        static("ui/favicon.ico"),
        static("ui/mark.svg"),
        static("ui/touch.png"),
        settings.HANSA_BASE_URL,
        static("ui/card.png"),
    )


@register.simple_tag
def sheet(name: str) -> SafeString:
    """Name a style sheet that only some pages need: ``{% sheet "office" %}`` in the block ``sheets``."""
    return _sheet(f"src/css/{name}.css")


@lru_cache(maxsize=64)
def _sheet(source: str) -> SafeString:
    # The library writes a script tag for every entry, also for one that is nothing but styles.
    try:
        url = DjangoViteAssetLoader.instance().generate_vite_asset_url(source, app="default")
    except DjangoViteAssetNotFoundError:
        return _NOT_BUILT
    return format_html('<link rel="stylesheet" href="{}">', url)


@lru_cache(maxsize=64)
def _built(source: str) -> SafeString:
    try:
        # The page is first painted when it stands whole and its times are written, so that nothing moves under
        # a reader's eyes; the script is a few KB and comes beside the sheets.
        tags = DjangoViteAssetLoader.instance().generate_vite_asset(source, app="default", blocking="render")
    except DjangoViteAssetNotFoundError:
        return _NOT_BUILT
    return SafeString(tags)


register.simple_tag(parts.checklist)
register.simple_tag(parts.timeline)
register.simple_tag(parts.stepper)
register.simple_tag(parts.ring)
register.simple_tag(parts.slots)
register.simple_tag(parts.origin)
