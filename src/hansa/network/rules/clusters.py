"""What is drawn as one where dots would overlap, and where names may stand beside them."""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from hansa.network.rules.projection import Frame, Point


@dataclass(frozen=True)
class Spot:
    """Something on the map: the key by which it is told from others, and where it lies."""

    key: str
    point: Point


@dataclass(frozen=True)
class Cluster:
    """Spots that are drawn as one, and where; most stand alone."""

    point: Point
    keys: tuple[str, ...]


def _apart(a: Point, b: Point) -> float:
    return math.hypot(a.x - b.x, a.y - b.y)


def _middle(spots: Sequence[Spot]) -> Point:
    number = len(spots)
    return Point(sum(s.point.x for s in spots) / number, sum(s.point.y for s in spots) / number)


def gathered(spots: Sequence[Spot], reach: float) -> list[Cluster]:
    """Return the spots as they are drawn: any two at least ``reach`` apart, nearer ones as one.

    Every spot is in exactly one cluster, and the order in which they come makes no difference.
    """
    groups = [[spot] for spot in sorted(spots, key=lambda s: (s.point.x, s.point.y, s.key))]
    middles = [group[0].point for group in groups]
    at = 0
    while at < len(groups):
        near = [
            (_apart(middles[at], middles[other]), other)
            for other in range(len(groups))
            if other != at and _apart(middles[at], middles[other]) < reach
        ]
        if not near:
            at += 1
            continue
        _distance, other = min(near)
        low, high = sorted((at, other))
        groups[low] += groups.pop(high)
        middles.pop(high)
        middles[low] = _middle(groups[low])
        # What has moved may now reach one that was left in peace before.
        at = 0
    return [
        Cluster(middle, tuple(sorted(spot.key for spot in group)))
        for middle, group in zip(middles, groups, strict=True)
    ]


def spread(cluster: Cluster, reach: float) -> dict[str, Point]:
    """Return places on a ring around a cluster, ``reach`` apart: for when one cannot look any closer."""
    number = len(cluster.keys)
    if number == 1:
        return {cluster.keys[0]: cluster.point}
    radius = reach / (2 * math.sin(math.pi / number))
    return {
        key: Point(
            cluster.point.x + radius * math.cos(2 * math.pi * turn / number),
            cluster.point.y + radius * math.sin(2 * math.pi * turn / number),
        )
        for turn, key in enumerate(cluster.keys)
    }


@dataclass(frozen=True)
class Label:
    """Where a name stands: its anchor point, and whether it begins, ends or is centred there."""

    point: Point
    anchor: str


@dataclass(frozen=True)
class Box:
    """What is taken: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Tell whether two boxes share any place."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def width_of(text: str, size: float) -> float:
    """Return about how wide a text is: a letter six tenths of its size, a Chinese or Korean character all of it."""
    full = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return size * (full + 0.6 * (len(text) - full))


def _places(point: Point, width: float, size: float, gap: float) -> list[tuple[Label, Box]]:
    """Where a name of this width may stand: right of its dot, left of it, below, above."""
    x, y, half = point.x, point.y, size * 0.6
    base = 0.36 * size  # from the middle of the letters to the line they stand on
    return [
        (Label(Point(x + gap, y + base), "start"), Box(x + gap, y - half, x + gap + width, y + half)),
        (Label(Point(x - gap, y + base), "end"), Box(x - gap - width, y - half, x - gap, y + half)),
        (
            Label(Point(x, y + gap + 0.8 * size), "middle"),
            Box(x - width / 2, y + gap, x + width / 2, y + gap + size * 1.2),
        ),
        (
            Label(Point(x, y - gap - 0.2 * size), "middle"),
            Box(x - width / 2, y - gap - size * 1.2, x + width / 2, y - gap),
        ),
    ]


def labelled(
    names: Sequence[tuple[str, str, Point]],
    *,
    dots: Sequence[Point],
    frame: Frame,
    size: float,
    reach: float,
) -> dict[str, Label]:
    """Return where each name (key, text, its dot) can be written without touching another, a dot or the edge.

    Whoever comes first is served first; a name without room is left out, its dot keeps it for whoever asks.
    """
    half = reach / 2
    taken = [Box(dot.x - half, dot.y - half, dot.x + half, dot.y + half) for dot in dots]
    found: dict[str, Label] = {}
    for key, text, point in names:
        own = Box(point.x - half, point.y - half, point.x + half, point.y + half)
        others = [box for box in taken if box != own]
        for label, box in _places(point, width_of(text, size), size, half * 1.15):
            inside = (
                box.left >= frame.x
                and box.right <= frame.x + frame.width
                and box.top >= frame.y
                and box.bottom <= frame.y + frame.height
            )
            if inside and not any(box.meets(other) for other in others):
                found[key] = label
                taken.append(box)
                break
    return found
