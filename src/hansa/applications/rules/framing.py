"""Which part of a picture is shown: a frame of given proportions, as large as the picture lets it be or smaller.

A frame is three whole numbers that a person can set without a script: how close, and where in the room that is left.
"""

from dataclasses import dataclass

CLOSEST = 400
#: Nobody needs a face of fewer pixels across than this; a picture that has no more is taken whole.
FEWEST_ACROSS = 240


@dataclass(frozen=True, slots=True)
class Frame:
    """``zoom`` in per cent of the largest frame, ``across`` and ``down`` in per cent of the room beside it."""

    zoom: int = 100
    across: int = 50
    down: int = 30  # a face is in the upper part of most pictures


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture, in its pixels."""

    left: int
    top: int
    width: int
    height: int


def proportions_of(written: str) -> tuple[int, int]:
    """Read ``35:45``."""
    across, _, down = written.partition(":")
    return int(across), int(down)


def largest(width: int, height: int, proportions: tuple[int, int]) -> tuple[float, float]:
    """Return the size of the largest frame of these proportions in a picture of this size."""
    across, down = proportions
    if width * down > height * across:
        return height * across / down, float(height)
    return float(width), width * down / across


def closest(width: int, height: int, proportions: tuple[int, int]) -> int:
    """Return how close a picture of this size may be looked at, in per cent."""
    most, _height = largest(width, height, proportions)
    return max(100, min(CLOSEST, int(most * 100 / FEWEST_ACROSS)))


def box_of(width: int, height: int, proportions: tuple[int, int], frame: Frame) -> Box:
    """Return the part of a picture that a frame shows; it never leaves the picture."""
    most_across, most_down = largest(width, height, proportions)
    zoom = min(max(frame.zoom, 100), closest(width, height, proportions))
    across = min(width, max(1, round(most_across * 100 / zoom)))
    down = min(height, max(1, round(most_down * 100 / zoom)))
    left = round((width - across) * min(max(frame.across, 0), 100) / 100)
    top = round((height - down) * min(max(frame.down, 0), 100) / 100)
    return Box(left, top, across, down)
