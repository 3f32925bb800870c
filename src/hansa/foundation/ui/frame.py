"""What the frame of every page shows: whose house it is, the ways through it, languages and light.

The foundation knows no network and no app. The apps hang their links here, as they hang theirs into the staff menu.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.functional import Promise

PLACES = ("main", "take_part", "network", "check", "person", "account")
THEMES = ("light", "dark")
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


@dataclass(frozen=True)
class FrameLink:
    """A link of the frame; `roles` empty means everybody."""

    key: str
    label: str | Promise
    url_name: str
    place: str
    order: int = 50
    roles: frozenset[str] = frozenset()


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


def register_brand(source: BrandSource) -> None:
    """Say where the network's name comes from; asked once a page."""
    global _brand_source
    _brand_source = source


def register_link(link: FrameLink) -> None:
    """Hang a link into the frame; a second one of the same key takes its place."""
    if link.place not in PLACES:
        raise ValueError(f"{link.place} is no place of the frame: {', '.join(PLACES)}")
    _links[link.key] = link


def _url(name: str) -> str:
    if name not in _urls:
        try:
            _urls[name] = reverse(name)
        except NoReverseMatch:
            _urls[name] = ""  # the app that this link leads to is not installed
    return _urls[name]


class Frame:
    """The frame of one page."""

    def __init__(self, request: HttpRequest | None) -> None:
        self.request = request
        self.language = translation.get_language() or "en"
        self.direction = "rtl" if translation.get_language_bidi() else "ltr"
        self.languages = [(code, OWN_NAMES.get(code, code)) for code, _name in settings.LANGUAGES]
        self.language_name = OWN_NAMES.get(self.language, self.language)
        self.is_demonstration = getattr(settings, "HANSA_DEMONSTRATION", False)
        self.path = request.get_full_path() if request else "/"
        chosen = request.COOKIES.get(THEME_COOKIE, "") if request else ""
        self.theme = chosen if chosen in THEMES else ""
        self.person: Any = getattr(request, "user", None)
        self.is_signed_in = bool(self.person and self.person.is_authenticated)
        self.roles: frozenset[str] = (
            getattr(self.person, "roles", frozenset()) if self.is_signed_in else frozenset()
        )
        self.brand = _brand_source(request)
        self.mailbox = _url("messaging:mailbox") if self.is_demonstration else ""
        self.home = _url("portal:home") or "/"

    def _shown(self, place: str) -> list[ShownLink]:
        path = self.request.path if self.request else ""
        shown = []
        for link in sorted(_links.values(), key=lambda link: (link.order, link.key)):
            if link.place != place or (link.roles and not link.roles & self.roles):
                continue
            url = _url(link.url_name)
            if url:
                shown.append(ShownLink(link.label, url, path.startswith(url) if url != "/" else path == "/"))
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
