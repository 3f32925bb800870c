"""Members marked on the map without being links: a picture of something counted, each kind told by its shape too."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

from hansa.network.rules.clusters import labelled
from hansa.network.rules.projection import Point, frame_of
from hansa.network.selectors.drawing import NAME, WIDE, _land, _n

#: The shapes that a mark can have; a disc is drawn over all others.
SHAPES = ("cross", "diamond", "disc")
_SIZE = 5.0


@dataclass(frozen=True)
class Marked:
    """A place with what stands there: its shapes, each once, and the name to write beside it where there is room."""

    key: str
    point: Point
    name: str
    shapes: tuple[str, ...]


def shape(kind: str, x: float, y: float, size: float = _SIZE) -> str:
    """Draw one mark: a full disc, a hollow diamond, a cross."""
    if kind == "disc":
        return f'<circle class="s-disc" cx="{_n(x)}" cy="{_n(y)}" r="{_n(size)}"/>'
    if kind == "diamond":
        r = size * 1.15
        return f'<path class="s-diamond" d="M{_n(x)},{_n(y - r)}l{_n(r)},{_n(r)}l-{_n(r)},{_n(r)}l-{_n(r)}-{_n(r)}z"/>'
    r = size * 0.72
    return (
        f'<path class="s-cross" d="M{_n(x - r)},{_n(y - r)}l{_n(2 * r)},{_n(2 * r)}'
        f'M{_n(x - r)},{_n(y + r)}l{_n(2 * r)},-{_n(2 * r)}"/>'
    )


def marked(places: Sequence[Marked], *, key: str, title: str, said: str) -> SafeString:
    """Return a map with these marks, as one image with a title and a description; no closer than all of them fit."""
    frame = frame_of([place.point for place in places], room=1.2)
    unit = frame.width / WIDE
    labels = labelled(
        [
            (place.key, place.name, place.point)
            for place in sorted(places, key=lambda place: "disc" not in place.shapes)
        ],
        dots=[place.point for place in places],
        frame=frame,
        size=NAME * unit,
        reach=_SIZE * 4.2 * unit,
    )
    signs: dict[str, list[str]] = {kind: [] for kind in SHAPES}
    for place in places:
        kinds = [kind for kind in reversed(SHAPES) if kind in place.shapes]
        for at, kind in enumerate(kinds):
            # One beside the other, so that none hides another.
            x = place.point.x + (at - (len(kinds) - 1) / 2) * _SIZE * 2 * unit
            signs[kind].append(shape(kind, x, place.point.y, _SIZE * unit))
    words = (
        f'<text x="{_n(label.point.x)}" y="{_n(label.point.y)}" text-anchor="{label.anchor}" '
        f'font-size="{_n(NAME * unit)}">{escape(place.name)}</text>'
        for place in places
        if (label := labels.get(place.key)) is not None
    )
    return SafeString(
        f'<svg class="map marks" viewBox="{frame.box}" role="img" aria-labelledby="{key}-t {key}-d">'
        f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(said)}</desc>'
        f"{_land(frame)}{''.join(mark for kind in SHAPES for mark in signs[kind])}{''.join(words)}</svg>"
    )
