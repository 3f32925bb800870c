"""Where a place lies on the map: Equal Earth, by the same figures as the land that the front end draws.

Bojan Šavrič, Tom Patterson and Bernhard Jenny, "The Equal Earth map projection", 2018: areas are true, so no region
looks larger than it is. The sheet is turned by eleven degrees, so that its edge runs through the Bering Strait.
"""

import math
from dataclasses import dataclass

#: The sheet of ``frontend/world.mjs``: a test holds the two together.
WIDTH, HEIGHT = 1000.0, 447.0
SCALE = 184.7281
CENTRE = 11.0
EQUATOR = 253.0

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M = math.sqrt(3) / 2


@dataclass(frozen=True)
class Point:
    """A place on the sheet: to the right, and down."""

    x: float
    y: float


def placed(lat: float, lon: float) -> Point:
    """Return where a place of this latitude and longitude, in degrees, lies on the sheet."""
    turned = math.radians((lon - CENTRE + 180) % 360 - 180)
    bent = math.asin(M * math.sin(math.radians(max(-90.0, min(90.0, lat)))))
    square = bent * bent
    sixth = square**3
    x = turned * math.cos(bent) / (M * (A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square)))
    y = bent * (A1 + A2 * square + sixth * (A3 + A4 * square))
    return Point(WIDTH / 2 + SCALE * x, EQUATOR - SCALE * y)


@dataclass(frozen=True)
class Frame:
    """The part of the sheet that a map shows: its left upper corner and its width and height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def box(self) -> str:
        """The frame as the drawing's view box."""
        return f"{self.x:g} {self.y:g} {self.width:g} {self.height:g}"

    def holds(self, point: Point) -> bool:
        """Tell whether a point lies in the frame."""
        return self.x <= point.x <= self.x + self.width and self.y <= point.y <= self.y + self.height


WORLD = Frame(0, 0, WIDTH, HEIGHT)
#: How close one can look: about thirty degrees across.
CLOSEST = 90.0


def frame_around(x: float, y: float, width: float) -> Frame:
    """Return the frame of that width around a point, in the shape of the sheet and never beyond its edge."""
    wide = round(max(CLOSEST, min(WIDTH, width)))
    high = round(wide * HEIGHT / WIDTH)
    left = min(max(0.0, x - wide / 2), WIDTH - wide)
    top = min(max(0.0, y - high / 2), HEIGHT - high)
    return Frame(round(left), round(top), wide, high)


def frame_of(points: list[Point], *, room: float = 1.35) -> Frame:
    """Return the closest frame that holds all points, with some room around them; the world for none."""
    if not points:
        return WORLD
    left, right = min(p.x for p in points), max(p.x for p in points)
    top, bottom = min(p.y for p in points), max(p.y for p in points)
    width = max((right - left) * room, (bottom - top) * room * WIDTH / HEIGHT, 1.4 * CLOSEST)
    return frame_around((left + right) / 2, (top + bottom) / 2, width)
