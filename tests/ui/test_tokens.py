"""The colours: both dark blocks alike, every pair readable."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "frontend/src/css/tokens.css").read_text()
TEXT = [
    (ink, ground)
    for ground in ("paper", "surface", "sunk")
    for ink in ("ink", "ink-2", "sea", "brick", "amber", "verdigris", "madder")
] + [
    ("amber", "amber-wash"),
    ("verdigris", "verdigris-wash"),
    ("madder", "madder-wash"),
    ("sea", "sea-wash"),
    ("ink", "amber-wash"),
    ("ink", "sea-wash"),
    ("ink", "verdigris-wash"),
    ("ink", "madder-wash"),
    ("ink", "brick-wash"),
    ("ink-2", "sea-wash"),
    ("ink-2", "brick-wash"),
    ("on-sea", "sea"),
    ("on-sea", "sea-hover"),
    ("on-brick", "brick"),
    ("on-deep", "deep"),
    ("on-deep-2", "deep"),
]
CONTROLS = [
    ("line-strong", "paper"),
    ("line-strong", "surface"),
    ("focus", "paper"),
    ("focus", "surface"),
    ("verdigris-fill", "surface"),
    ("brick", "surface"),
]


def block(selector: str) -> dict[str, str]:
    """Return the colours that stand in a block."""
    start = CSS.index(selector)
    body = CSS[CSS.index("{", start) + 1 : CSS.index("}", start)]
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", body))


LIGHT = block(":root {")
DARK = block('[data-theme="dark"] {')
THEMES = {
    "light": LIGHT,
    "dark": {**LIGHT, **DARK},
    "contrast": {**LIGHT, **block('[data-theme="contrast"] {')},
}


# The same measure as in the product, kept apart so that neither can hide a fault of the other.
def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of WCAG 2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_dark_by_device_and_dark_by_choice_are_the_same_colours() -> None:
    assert block(":root:not([data-theme])") == DARK


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_is_readable(theme: str, ink: str, ground: str) -> None:
    assert contrast(THEMES[theme][ink], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("ink", ["ink", "ink-2", "sea", "brick", "amber", "verdigris", "madder"])
@pytest.mark.parametrize("ground", ["paper", "surface", "sunk"])
def test_more_contrast_is_more(ink: str, ground: str) -> None:
    """WCAG's higher level, 7 : 1, is what somebody who asks for more contrast gets."""
    assert contrast(THEMES["contrast"][ink], THEMES["contrast"][ground]) >= 7


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("line", "ground"), CONTROLS)
def test_controls_can_be_told_from_the_ground(theme: str, line: str, ground: str) -> None:
    assert contrast(THEMES[theme][line], THEMES[theme][ground]) >= 3


def test_programme_head_is_readable_in_both_themes() -> None:
    for ground in ("#9b2d1b", "#7a2415"):
        assert contrast("#fff8f0", ground) >= 4.5
