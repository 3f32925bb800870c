"""A network's own colours: which it may take, and every form of them that the pages need, in light and dark.

A network gives one brick (its name) and one sea (what can be done). Here the washes, edges and the colours of the dark
theme are worked out from these two, and a pair that somebody could not read is refused with the nearest that they could.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

WRITTEN = re.compile("#[0-9a-fA-F]{6}")
READABLE = 4.5
# What is worked out by us is laid well above the limit.
CLEAR = 6.5

LIGHT_GROUNDS = {"paper": "#faf6ee", "surface": "#fffdf9", "sunk": "#f2ebde"}
DARK_GROUNDS = {"paper": "#0f191f", "surface": "#16232b", "sunk": "#0a1217"}
LIGHT_INKS = {"ink": "#211a16", "ink-2": "#5c5047"}
DARK_INKS = {"ink": "#f4ede2", "ink-2": "#b8b5ad"}
PALE = "#fff8f0"

Triple = tuple[float, float, float]


def _channels(colour: str) -> Triple:
    if not WRITTEN.fullmatch(colour):
        raise ValueError(f"{colour} is no colour written as #rrggbb")
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _linear(red), _linear(green), _linear(blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _written(channels: Triple) -> str:
    parts = (12.92 * p if p <= 0.0031308 else 1.055 * p ** (1 / 2.4) - 0.055 for p in channels)
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, part))):02x}" for part in parts)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG 2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# OKLab, in which a change of lightness leaves the hue alone: https://bottosson.github.io/posts/oklab/
def _to_lab(colour: str) -> Triple:
    r, g, b = _channels(colour)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    middle = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _from_lab(lab: Triple) -> Triple:
    light, a, b = lab
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def at_lightness(colour: str, lightness: float) -> str:
    """Return a colour of the same hue that is lighter or darker, as colourful as a screen can show it."""
    _light, a, b = _to_lab(colour)
    for tenths in range(20, -1, -1):
        channels = _from_lab((lightness, a * tenths / 20, b * tenths / 20))
        if all(-0.0005 <= part <= 1.0005 for part in channels):
            return _written(channels)
    return _written(_from_lab((lightness, 0.0, 0.0)))


def mixed(one: str, other: str, share: float) -> str:
    """Return a colour that is ``share`` of one and the rest of the other."""
    first, second = _to_lab(one), _to_lab(other)
    light, a, b = (x * share + y * (1 - share) for x, y in zip(first, second, strict=True))
    return _written(_from_lab((light, a, b)))


def nearest_passing(colour: str, *grounds: str, ratio: float = READABLE) -> str:
    """Return the colour nearest in lightness, of the same hue, that can be read on all the grounds."""

    def passes(candidate: str) -> bool:
        return all(contrast(candidate, ground) >= ratio for ground in grounds)

    if passes(colour):
        return colour
    start = _to_lab(colour)[0]
    for hundredths in range(1, 101):
        for lightness in (start - hundredths / 100, start + hundredths / 100):
            if 0 <= lightness <= 1 and passes(candidate := at_lightness(colour, lightness)):
                return candidate
    # Between a light and a dark ground nothing may pass; the better end is the best there is.
    return max("#000000", "#ffffff", key=lambda end: min(contrast(end, ground) for ground in grounds))


@dataclass(frozen=True)
class Refusal:
    """A pair of colours that somebody could not read, and the nearest that they could."""

    token: str
    theme: str
    colour: str
    ground: str
    ratio: float
    nearest: str


@dataclass(frozen=True)
class Colours:
    """What a network gives; the dark forms only where it does not like those worked out for it."""

    brick: str
    sea: str
    brick_dark: str = ""
    sea_dark: str = ""

    def light(self) -> dict[str, str]:
        """Return the tokens of the light theme that are the network's own."""
        return {
            "brick": self.brick,
            "brick-wash": mixed(self.brick, LIGHT_GROUNDS["paper"], 0.11),
            "on-brick": PALE,
            "brick-dim": mixed(self.brick, LIGHT_GROUNDS["paper"], 0.25),
            "wall": self.brick,
            "sea": self.sea,
            "sea-hover": darker(self.sea, 0.08),
            "sea-wash": mixed(self.sea, LIGHT_GROUNDS["surface"], 0.12),
            "on-sea": "#ffffff",
            "sea-edge": darker(self.sea, 0.1),
        }

    def dark(self) -> dict[str, str]:
        """Return the tokens of the dark theme that are the network's own."""
        grounds = tuple(DARK_GROUNDS.values())
        brick = self.brick_dark or nearest_passing(self.brick, *grounds, ratio=CLEAR)
        sea = self.sea_dark or nearest_passing(self.sea, *grounds, ratio=CLEAR)
        return {
            "brick": brick,
            "brick-wash": mixed(at_lightness(self.brick, 0.25), DARK_GROUNDS["paper"], 0.8),
            "on-brick": at_lightness(self.brick, 0.17),
            "brick-dim": at_lightness(self.brick, 0.36),
            "wall": nearest_passing(self.brick, PALE, ratio=7),
            "sea": sea,
            "sea-hover": at_lightness(sea, min(0.95, _to_lab(sea)[0] + 0.08)),
            "sea-wash": mixed(at_lightness(self.sea, 0.3), DARK_GROUNDS["paper"], 0.8),
            "on-sea": at_lightness(self.sea, 0.17),
            "sea-edge": at_lightness(sea, 0.6),
        }

    def strong(self) -> dict[str, str]:
        """Return the tokens for whoever asks for more contrast: the light ones, laid deeper."""
        brick, sea = (nearest_passing(colour, "#f2f2f2", ratio=9) for colour in (self.brick, self.sea))
        return {"brick": brick, "wall": brick, "sea": sea, "sea-hover": "#000000", "sea-edge": "#000000"}

    def refusals(self) -> list[Refusal]:
        """Return every pair under 4.5 : 1, in light and dark; none means that the colours may be taken."""
        return [
            Refusal(
                token, theme, ink, ground, round(contrast(ink, ground), 2), _mended(ink, ground, is_ground)
            )
            for theme, token, ink, ground, is_ground in self._pairs()
            if contrast(ink, ground) < READABLE
        ]

    def _pairs(self) -> Iterator[tuple[str, str, str, str, bool]]:
        themes = (
            ("light", self.light(), LIGHT_GROUNDS, LIGHT_INKS),
            ("dark", self.dark(), DARK_GROUNDS, DARK_INKS),
        )
        for theme, own, grounds, inks in themes:
            for token in ("brick", "sea", "sea-hover"):
                for ground in grounds.values():
                    yield theme, token, own[token], ground, False
            for ink, ground in (
                ("on-brick", "brick"),
                ("on-sea", "sea"),
                ("on-sea", "sea-hover"),
                ("sea", "sea-wash"),
            ):
                yield theme, ground, own[ink], own[ground], True
            for wash in ("brick-wash", "sea-wash"):
                for ink in inks.values():
                    yield theme, wash, ink, own[wash], True
            yield theme, "wall", PALE, own["wall"], True


def _mended(ink: str, ground: str, is_ground: bool) -> str:
    return nearest_passing(ground, ink) if is_ground else nearest_passing(ink, ground)


def darker(colour: str, by: float) -> str:
    """Return the same hue, darker by a part of the way to black."""
    return at_lightness(colour, max(0.0, _to_lab(colour)[0] - by))


@lru_cache(maxsize=32)
def stylesheet(colours: Colours) -> str:
    """Return the style sheet that lays a network's colours over ours; ValueError where somebody could not read them."""
    refused = colours.refusals()
    if refused:
        first = refused[0]
        raise ValueError(f"{first.colour} on {first.ground} is {first.ratio} : 1, and {READABLE} is needed")
    light, dark = (_declared(tokens) for tokens in (colours.light(), colours.dark()))
    return (
        f":root{{{light}}}\n"
        f'[data-theme="dark"]{{{dark}}}\n'
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme]){{{dark}}}}}\n"
        f'[data-theme="contrast"]{{{_declared(colours.strong())}}}\n'
    )


def _declared(tokens: dict[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in tokens.items())
