"""The row of gabled houses on the home page: one for each office, its windows lit while somebody is there.

Pure geometry: it takes how many houses and which are open, and gives paths of an SVG. No picture without a fact.
"""

from dataclasses import dataclass
from functools import lru_cache

WIDTH, GROUND, GAP = 1216.0, 308.0, 4.0
# Columns of the stepped gable, rise of a step, height of the walls below it: no two neighbours alike.
SHAPES = (
    (7, 30.0, 145.0),
    (7, 26.5, 132.0),
    (7, 33.0, 158.0),
    (9, 23.0, 138.0),
    (5, 36.0, 134.0),
    (9, 26.0, 146.0),
    (11, 25.5, 150.0),
)
PANE_LIT = 0.62


@dataclass(frozen=True)
class House:
    """One house: its wall, its rail, and its windows, dark and lit, each as one path."""

    shade: int
    wall: str
    rail: str
    dark: str
    lit: str


def _arch(x: float, foot: float, width: float, height: float) -> str:
    half, bow = width / 2, width * 0.55
    top = foot - height + bow
    return (
        f"M{x:.1f} {foot:.1f}V{top:.1f}q{width * 0.06:.1f} {-bow * 0.62:.1f} {half:.1f} {-bow:.1f}"
        f"q{half - width * 0.06:.1f} {bow * 0.38:.1f} {half:.1f} {bow:.1f}V{foot:.1f}z"
    )


def _wall(x: float, width: float, columns: int, rise: float, body: float) -> str:
    step = width / columns
    side = columns // 2
    eaves = GROUND - body
    up = "".join(f"h{step:.1f}v{-rise:.1f}" for _ in range(side))
    down = "".join(f"v{rise:.1f}h{step:.1f}" for _ in range(side))
    return f"M{x:.1f} {GROUND:.1f}V{eaves:.1f}{up}h{step:.1f}{down}V{GROUND:.1f}z"


def _windows(x: float, width: float, columns: int, rise: float, body: float) -> list[str]:
    step = width / columns
    eaves = GROUND - body
    panes = []
    for column in range(1, columns - 1):
        height = min(column, columns - 1 - column) * rise + rise * 0.35
        panes.append(_arch(x + column * step + step * 0.25, eaves + rise * 0.45, step * 0.5, height))
    pane = width * 0.085
    for row, foot in enumerate((eaves + body * 0.44, eaves + body * 0.75)):
        places = (0.05, 0.155, 0.3, 0.405, 0.53, 0.635, 0.78, 0.885)  # in pairs, alike from both ends
        for place in places:
            if row == 1 and 0.25 < place < 0.75:
                continue  # the door stands here
            panes.append(_arch(x + width * (place - 0.01), foot, pane, body * 0.165))
    return panes


def _is_lit(house: int, pane: int) -> bool:
    """Some rooms are empty even while the office is open; always the same ones, so that nothing flickers."""
    return ((house * 37 + pane * 61) % 100) / 100 < PANE_LIT


@lru_cache(maxsize=64)
def houses(are_open: tuple[bool, ...]) -> tuple[House, ...]:
    """Return one house for each office, in the order given."""
    if not are_open:
        return ()
    width = (WIDTH - GAP * (len(are_open) - 1)) / len(are_open)
    row = []
    for number, is_open in enumerate(are_open):
        columns, rise, body = SHAPES[number % len(SHAPES)]
        x = number * (width + GAP)
        panes = _windows(x, width, columns, rise, body)
        lit = [pane for place, pane in enumerate(panes) if is_open and _is_lit(number, place)]
        dark = [pane for place, pane in enumerate(panes) if not (is_open and _is_lit(number, place))]
        door = _arch(x + width * 0.39, GROUND, width * 0.22, body * 0.38)
        eaves = GROUND - body + rise * 0.62
        row.append(
            House(
                shade=number % len(SHAPES),
                wall=_wall(x, width, columns, rise, body),
                rail=f"M{x:.1f} {eaves:.1f}h{width:.1f}",
                dark="".join([*dark, door]),
                lit="".join(lit),
            )
        )
    return tuple(row)
