"""Maps: the land that the front end drew, and on it the places that the server sets. No script, no inline style."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django_vite.core.asset_loader import DjangoViteAssetLoader  # type: ignore[import-untyped]  # it ships no types
from django_vite.core.exceptions import DjangoViteAssetNotFoundError  # type: ignore[import-untyped]  # likewise

from hansa.foundation.i18n import listed
from hansa.network.rules.clusters import Cluster, Label, Spot, gathered, labelled, spread
from hansa.network.rules.projection import CLOSEST, Frame, Point, frame_around

#: How wide a map is drawn, in pixels: beside its list, and on a phone.
WIDE, NARROW = 700, 343
#: A dot is so far across for a finger, and so far for the eye.
TARGET, DOT = 26.0, 6.0
#: The size of a name.
NAME = 13.0
#: From here on the finer drawing of the land is worth its weight.
FINE = 640.0


@dataclass(frozen=True)
class Marker:
    """One place as a map shows it: where, what it is called, what is read out, and where it leads."""

    key: str
    point: Point
    name: str
    said: str
    url: str
    sign: str = "city"
    is_chosen: bool = False


@lru_cache(maxsize=4)
def land(fine: bool) -> str:
    """Return the address of the drawn land; "" where the front end is not built."""
    name = "world/near.svg" if fine else "world/world.svg"
    try:
        url: str = DjangoViteAssetLoader.instance().generate_vite_asset_url(name, app="default")
    except DjangoViteAssetNotFoundError:
        return ""
    return url


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class Pen:
    """How a map is drawn: which part of the sheet, how wide, and where a click on several places leads."""

    frame: Frame
    width: int
    #: The address of a closer look, up to where it says which part of the world.
    closer: str

    @property
    def unit(self) -> float:
        """How much of the sheet a pixel covers."""
        return self.frame.width / self.width

    @property
    def is_closest(self) -> bool:
        return self.frame.width <= CLOSEST * 1.5


def view_text(frame: Frame) -> str:
    """Return the frame as an address says it."""
    return f"{round(frame.x + frame.width / 2)}.{round(frame.y + frame.height / 2)}.{round(frame.width)}"


def drawn(markers: Sequence[Marker], pen: Pen, *, title: str, css: str = "") -> SafeString:
    """Return a map with these places; where dots would overlap they are one, with their number on it.

    Each is a link with a name, reached in the order of the list beside it. Geography is never mirrored. What was drawn
    once is kept: the same places in the same frame and language look the same to everybody.
    """
    return _drawn(tuple(markers), pen, title, css, get_language() or "")


@lru_cache(maxsize=512)
def _drawn(markers: tuple[Marker, ...], pen: Pen, title: str, css: str, language: str) -> SafeString:
    reach = TARGET * pen.unit
    inside = {marker.key: marker for marker in markers if pen.frame.holds(marker.point)}
    clusters = gathered([Spot(marker.key, marker.point) for marker in inside.values()], reach)
    alone: dict[str, Point] = {}
    crowds: list[Cluster] = []
    ties: list[str] = []
    for cluster in clusters:
        if len(cluster.keys) == 1 or (pen.is_closest and len(cluster.keys) <= 8):
            ring = spread(cluster, reach)
            alone |= ring
            if len(ring) > 1:
                ties += [_line(cluster.point, point) for point in ring.values()]
        else:
            crowds.append(cluster)
    order = list(inside)
    names = sorted(
        alone, key=lambda key: (not inside[key].is_chosen, inside[key].sign == "city", order.index(key))
    )
    labels = labelled(
        [(key, inside[key].name, alone[key]) for key in names],
        dots=[*alone.values(), *(crowd.point for crowd in crowds)],
        frame=pen.frame,
        size=NAME * pen.unit,
        reach=reach * 0.7,
    )
    parts = [
        f'<svg class="map {css}" viewBox="{pen.frame.box}" role="group" aria-label="{escape(title)}">',
        _land(pen.frame),
        *ties,
        *(_crowd(crowd, inside, pen) for crowd in crowds),
        *(_single(inside[key], alone[key], labels.get(key), pen.unit) for key in order if key in alone),
        "</svg>",
    ]
    return SafeString("".join(parts))


def _land(frame: Frame) -> str:
    url = land(frame.width < FINE)
    return f'<use class="land" href="{url}#land"/>' if url else ""


def _line(a: Point, b: Point) -> str:
    return f'<path class="tie" d="M{_n(a.x)},{_n(a.y)}L{_n(b.x)},{_n(b.y)}"/>'


def _single(marker: Marker, at: Point, label: Label | None, unit: float) -> str:
    chosen = " is-here" if marker.is_chosen else ""
    text = ""
    if label is not None:
        text = (
            f'<text x="{_n(label.point.x)}" y="{_n(label.point.y)}" text-anchor="{label.anchor}" '
            f'font-size="{_n(NAME * unit)}">{escape(marker.name)}</text>'
        )
    said = escape(marker.said)
    return (
        f'<a class="{marker.sign}{chosen}" href="{escape(marker.url)}" aria-label="{said}"><title>{said}</title>'
        f'<circle class="t" cx="{_n(at.x)}" cy="{_n(at.y)}" r="{_n(TARGET / 2 * unit)}"/>'
        f"{_sign(marker.sign, at, unit)}{text}</a>"
    )


def _sign(sign: str, at: Point, unit: float) -> str:
    """A member is a disc, another organisation a ring, an office a house with a window, what was held a diamond."""
    if sign in ("office", "office lit"):
        half, low, high = 6.5 * unit, 6 * unit, 8 * unit
        x, y = at.x, at.y
        house = (
            f"M{_n(x - half)},{_n(y + low)}V{_n(y - 2 * unit)}L{_n(x)},{_n(y - high)}"
            f"L{_n(x + half)},{_n(y - 2 * unit)}V{_n(y + low)}z"
        )
        window = (
            f'<rect class="w" x="{_n(x - 2 * unit)}" y="{_n(y - unit)}" '
            f'width="{_n(4 * unit)}" height="{_n(4 * unit)}"/>'
        )
        return f'<path class="d" d="{house}"/>{window}'
    if sign == "held":
        r = 6.5 * unit
        x, y = at.x, at.y
        return f'<path class="d" d="M{_n(x)},{_n(y - r)}L{_n(x + r)},{_n(y)}L{_n(x)},{_n(y + r)}L{_n(x - r)},{_n(y)}z"/>'
    return f'<circle class="d" cx="{_n(at.x)}" cy="{_n(at.y)}" r="{_n(DOT * unit)}"/>'


def _crowd(crowd: Cluster, markers: dict[str, Marker], pen: Pen) -> str:
    members = [markers[key] for key in crowd.keys]
    number = len(members)
    across = max(
        max(m.point.x for m in members) - min(m.point.x for m in members),
        2.2 * (max(m.point.y for m in members) - min(m.point.y for m in members)),
    )
    frame = frame_around(crowd.point.x, crowd.point.y, min(pen.frame.width / 2, max(CLOSEST, across * 1.7)))
    names = listed(sorted(member.name for member in members)[:5])
    said = ngettext(
        "%(number)s place: %(names)s. Look closer", "%(number)s places: %(names)s. Look closer", number
    ) % {"number": number, "names": names + (" …" if number > 5 else "")}
    unit, radius = pen.unit, (10.5 if number < 10 else 12.0) * pen.unit
    x, y = _n(crowd.point.x), _n(crowd.point.y)
    return (
        f'<a class="crowd" href="{escape(pen.closer + view_text(frame))}" aria-label="{escape(said)}"><title>{escape(said)}</title>'
        f'<circle class="t" cx="{x}" cy="{y}" r="{_n(TARGET / 2 * unit)}"/>'
        f'<circle class="d" cx="{x}" cy="{y}" r="{_n(radius)}"/>'
        f'<text x="{x}" y="{_n(crowd.point.y + 4.4 * unit)}" text-anchor="middle" font-size="{_n(12.5 * unit)}">'
        f"{number}</text></a>"
    )


def legend() -> list[tuple[str, SafeString, str]]:
    """Return the signs of the map, each drawn, with its meaning."""
    at = Point(10, 10)

    def small(sign: str, inner: str) -> SafeString:
        return SafeString(
            f'<svg class="map key" viewBox="0 0 20 20" aria-hidden="true" focusable="false"><g class="{sign}">{inner}</g></svg>'
        )

    number = '<circle class="d" cx="10" cy="10" r="9"/><text x="10" y="14" text-anchor="middle" font-size="11">3</text>'
    return [
        ("city", small("city", _sign("city", at, 1)), _("City or local government")),
        ("other", small("other", _sign("other", at, 1)), _("Another organisation")),
        (
            "office",
            small("office lit", _sign("office", at, 1)),
            _("Regional office; its window is lit while it is open"),
        ),
        ("held", small("held", _sign("held", at, 1)), _("Something was or will be held here")),
        ("crowd", small("crowd", number), _("Several places; click to look closer")),
    ]
