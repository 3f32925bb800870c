"""A network's own colours: what is refused, what is worked out, what reaches the page."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hansa.foundation.ui.colours import Colours, contrast, nearest_passing, stylesheet

from .test_tokens import DARK, LIGHT

HOUSE = Colours(brick="#9b2d1b", sea="#0e5069")
any_colour = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_house_colours_are_not_refused() -> None:
    assert HOUSE.refusals() == []


def test_pale_brick_is_refused_with_the_nearest_that_passes() -> None:
    refused = Colours(brick="#f0a090", sea="#0e5069").refusals()
    assert {"brick"} <= {r.token for r in refused}
    first = next(r for r in refused if r.token == "brick" and r.theme == "light")
    assert first.ratio < 4.5
    assert contrast(first.nearest, first.ground) >= 4.5


def test_dark_form_of_ones_own_is_refused_when_too_dark() -> None:
    refused = Colours(brick="#9b2d1b", sea="#0e5069", sea_dark="#0e5069").refusals()
    assert {(r.token, r.theme) for r in refused} >= {("sea", "dark")}


def test_refused_colours_make_no_sheet() -> None:
    with pytest.raises(ValueError, match=r"4\.5"):
        stylesheet(Colours(brick="#ffff00", sea="#0e5069"))


@settings(deadline=None)
@given(any_colour, any_colour)
def test_any_pair_that_is_not_refused_leaves_no_pair_unreadable(brick: str, sea: str) -> None:
    colours = Colours(brick, sea)
    if colours.refusals():
        return
    for own, base in ((colours.light(), LIGHT), (colours.dark(), {**LIGHT, **DARK})):
        every = {**base, **own}
        for ink in ("brick", "sea"):
            for ground in ("paper", "surface", "sunk"):
                assert contrast(every[ink], every[ground]) >= 4.5
        assert contrast(every["on-sea"], every["sea"]) >= 4.5
        assert contrast(every["on-brick"], every["brick"]) >= 4.5


@settings(deadline=None)
@given(any_colour)
def test_mending_towards_paper_always_finds_a_colour(colour: str) -> None:
    mended = nearest_passing(colour, *(LIGHT[name] for name in ("paper", "surface", "sunk")))
    assert all(contrast(mended, LIGHT[name]) >= 4.5 for name in ("paper", "surface", "sunk"))


@pytest.mark.parametrize("wrong", ["red", "#fff", "#12345g", "url(x)", "#123456;}", "#-1-1-1", "# 1 1 1"])
def test_what_is_no_colour_never_reaches_a_sheet(wrong: str) -> None:
    with pytest.raises(ValueError):
        stylesheet(Colours(brick=wrong, sea="#0e5069"))


def test_sheet_lays_each_theme_over_ours() -> None:
    sheet = stylesheet(HOUSE)
    assert sheet.count("--brick:") == 4
    assert re.search(r'\[data-theme="dark"\]\{[^}]*--sea:#', sheet)
    assert "--sea:#0e5069" in sheet
