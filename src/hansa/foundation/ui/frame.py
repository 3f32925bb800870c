"""What the frame of every page shows: whose house it is, the ways through it, languages and light.

The foundation knows no network and no app. The apps hang their links here, as they hang theirs into the staff menu.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.functional import Promise

from hansa.foundation.office import menu

PLACES = ("main", "take_part", "network", "check", "person", "account")
THEMES = ("light", "dark", "contrast")
THEME_COOKIE = "hansa_theme"

# Each language in its own words, so that whoever needs it can find it.
OWN_NAMES = {
    "en": "English",
    "fr": "Français",
    "de": "Deutsch",
    "it": "Italiano",
    "ar": "العربية",
    "ko": "한국어",
    "zh-hans": "简体中文",
}


@dataclass(frozen=True)
class Brand:
    """The network whose house this is."""

    name: str = "Hansa"
    full_name: str = ""
    sentence: str = ""
    email: str = ""
    # Addresses of the network's own picture and of the sheet that lays its colours over ours (see ``colours.py``).
    logo: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class FrameLink:
    """A link of the frame; `roles` empty means everybody."""

    key: str
    label: str | Promise
    url_name: str
    place: str
    order: int = 50
    roles: frozenset[str] = frozenset()
    #: Leads to where somebody who is signed in has been already: to an account, for instance.
    for_strangers: bool = False


@dataclass(frozen=True)
class ShownLink:
    """A link as one page shows it."""

    label: str | Promise
    url: str
    is_current: bool


BrandSource = Callable[[HttpRequest | None], Brand]


def _no_network(request: HttpRequest | None) -> Brand:
    return Brand()


_brand_source: BrandSource = _no_network
_links: dict[str, FrameLink] = {}
_urls: dict[str, str] = {}
_known: list[str] = []


def register_brand(source: BrandSource) -> None:
    """Say where the network's name comes from; asked once a page."""
    global _brand_source
    _brand_source = source


def brand_of(request: HttpRequest | None) -> Brand:
    """Return whose house this is, in the language spoken now; without a visit (a mail, a task) too."""
    return _brand_source(request)


def register_link(link: FrameLink) -> None:
    """Hang a link into the frame; a second one of the same key takes its place."""
    if link.place not in PLACES:
        raise ValueError(f"{link.place} is no place of the frame: {', '.join(PLACES)}")
    _links[link.key] = link
    _known.clear()


def _url(name: str) -> str:
    if name not in _urls:
        try:
            _urls[name] = reverse(name)
        except NoReverseMatch:
            _urls[name] = ""  # the app that this link leads to is not installed
    return _urls[name]


@dataclass(frozen=True)
class Frame:
    """The frame of a page: all that it depends on and nothing that belongs to one person alone.

    Two visits with equal frames are shown the same masthead, menus and footer, so ``kept`` draws each but once.
    """

    language: str
    is_rtl: bool
    theme: str
    roles: frozenset[str]
    is_signed_in: bool
    is_demonstration: bool
    brand: Brand
    here: tuple[str, ...]
    is_exact: bool

    @property
    def direction(self) -> str:
        return "rtl" if self.is_rtl else "ltr"

    @property
    def languages(self) -> list[tuple[str, str]]:
        return [(code, OWN_NAMES.get(code, code)) for code, _name in settings.LANGUAGES]

    @property
    def language_name(self) -> str:
        return OWN_NAMES.get(self.language, self.language)

    @property
    def mailbox(self) -> str:
        return _url("messaging:mailbox") if self.is_demonstration else ""

    @property
    def is_filled(self) -> bool:
        """Whether the demonstration's invented people are here; a house that opened empty is a trial."""
        return (Path(settings.HANSA_DATA_DIR) / "demo.json").exists()

    @property
    def home(self) -> str:
        return _url("portal:home") or "/"

    def is_current(self, url: str) -> bool:
        """Tell whether the page is the one at this address, or lies below it."""
        return url in self.here and (url != "/" or self.is_exact)

    def _shown(self, place: str) -> list[ShownLink]:
        shown = []
        for link in sorted(_links.values(), key=lambda link: (link.order, link.key)):
            if link.place != place or (link.roles and not link.roles & self.roles):
                continue
            if link.for_strangers and self.is_signed_in:
                continue
            url = _url(link.url_name)
            if url:
                shown.append(ShownLink(link.label, url, self.is_current(url)))
        return shown

    @property
    def main(self) -> list[ShownLink]:
        return self._shown("main")

    @property
    def take_part(self) -> list[ShownLink]:
        return self._shown("take_part")

    @property
    def network(self) -> list[ShownLink]:
        return self._shown("network")

    @property
    def check(self) -> list[ShownLink]:
        return self._shown("check")

    @property
    def own(self) -> list[ShownLink]:
        return self._shown("person")

    @property
    def account(self) -> list[ShownLink]:
        return self._shown("account")


def _addresses() -> tuple[str, ...]:
    """Return every address that some menu leads to."""
    if not _known:
        names = {link.url_name for link in _links.values()} | {entry.url_name for entry in menu.entries()}
        _known.extend(sorted({_url(name) for name in names} - {""}))
    return tuple(_known)


def frame_of(request: HttpRequest | None) -> Frame:
    """Return the frame of the page that this visit is shown."""
    person: Any = getattr(request, "user", None)
    is_signed_in = bool(person and person.is_authenticated)
    chosen = request.COOKIES.get(THEME_COOKIE, "") if request else ""
    path = request.path if request else ""
    here = tuple(url for url in _addresses() if path.startswith(url))
    return Frame(
        language=translation.get_language() or "en",
        is_rtl=translation.get_language_bidi(),
        theme=chosen if chosen in THEMES else "",
        roles=getattr(person, "roles", frozenset()) if is_signed_in else frozenset(),
        is_signed_in=is_signed_in,
        is_demonstration=getattr(settings, "HANSA_DEMONSTRATION", False),
        brand=_brand_source(request),
        here=here,
        is_exact=path in here,
    )
