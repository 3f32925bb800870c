"""Sees the two lines at the foot of a passport: finds them, slices them into cells, compares each with OCR-B.

This file is run by its path as a process of its own (see ``zone_reader.py``), so it imports no part of Hansa.
"""

import io
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise, product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont, ImageOps

Pixels = NDArray[np.float32]

CELLS = 44
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"
# A cell as it is compared.
ACROSS, DOWN = 14, 22
# How wide a page is where lines are searched for, first small, then large; how wide a cell where they are read.
SEARCHED, CELL = (1100, 1900), 22
LONGEST = 3600
BESIDE = (
    (-0.06, 0),
    (0.06, 0),
    (0, -0.05),
    (0, 0.05),
    (-0.05, -0.04),
    (0.05, 0.04),
    (-0.05, 0.04),
    (0.05, -0.04),
)
# So many steps are made between one frequency and the next when the rhythm of a line is looked for.
FINE = 16_384
SURE, HOPELESS, NOTHING = 0.8, 0.75, 0.3
LETTERS, DIGITS, ANY = "ABCDEFGHIJKLMNOPQRSTUVWXYZ<", "0123456789<", ALPHABET
# What may stand where (ICAO Doc 9303, part 4, 4.2): a cell is only compared with these.
FIRST = ("P", *[LETTERS] * 43)
SECOND = (
    *[ANY] * 9, DIGITS, *[LETTERS] * 3, *[DIGITS] * 6, DIGITS, "MFX<", *[DIGITS] * 6, DIGITS, *[ANY] * 14, DIGITS, DIGITS,
)  # fmt: skip


class Glyphs:
    """Every character of a zone as a row of numbers with mean nought and length one."""

    def __init__(self, font: str) -> None:
        face = ImageFont.truetype(font, 96)
        wide = round(face.getlength("<"))
        top, foot = face.getbbox("H")[1], face.getbbox("H")[3]
        drawn: list[Pixels] = []
        for one in ALPHABET:
            image = Image.new("L", (wide, round(foot - top)), 0)
            ImageDraw.Draw(image).text((0, -top), one, fill=255, font=face)
            drawn.append(np.asarray(image.resize((ACROSS, DOWN), Image.Resampling.BOX), dtype=np.float32))
        self.sets = []
        for _softer in range(4):
            drawn = [_blurred(one) for one in drawn]
            self.sets.append(_unit(np.stack(drawn).reshape(len(ALPHABET), -1)))

    def compared(self, cells: Pixels, floor: float, softness: int = 1) -> Pixels:
        """Return how like each cell is to each character, drawn as sharp or as soft as the picture is."""
        likeness: Pixels = _unit(cells, floor) @ self.sets[softness].T
        return likeness


def _blurred(cell: Pixels) -> Pixels:
    padded = np.pad(cell, 1)
    across = padded[:, :-2] + 2 * padded[:, 1:-1] + padded[:, 2:]
    return (across[:-2] + 2 * across[1:-1] + across[2:]) / 16


def _unit(rows: Pixels, floor: float = 1e-3) -> Pixels:
    rows = rows - rows.mean(1, keepdims=True)
    return rows / (np.linalg.norm(rows, axis=1, keepdims=True) + floor)


def ink_of(picture: Image.Image, reach: int) -> Pixels:
    """Return how much darker each pixel is than its surroundings, so that uneven light does not count."""
    grey = np.asarray(picture, dtype=np.float32)
    around = _mean_around(grey, reach)
    return np.clip(around - grey, 0, None)


def _mean_around(grey: Pixels, reach: int) -> Pixels:
    high, wide = grey.shape
    whole = (
        np.pad(grey, ((reach + 1, reach), (reach + 1, reach)), mode="edge")
        .astype(np.float64)
        .cumsum(0)
        .cumsum(1)
    )
    side = 2 * reach + 1
    summed = whole[side:, side:] - whole[:-side, side:] - whole[side:, :-side] + whole[:-side, :-side]
    return (summed[:high, :wide] / side**2).astype(np.float32)


def tilt_of(ink: NDArray[np.bool_]) -> float:
    """Return by how many degrees the lines of a page lean: where the rows' profile is most jagged."""
    # Only changes from left to right count: letters are full of them, the edges of pages and scanners are not.
    rows, columns = np.nonzero(ink[:, 1:] != ink[:, :-1])
    if len(rows) > 40_000:
        step = len(rows) // 40_000 + 1
        rows, columns = rows[::step], columns[::step]
    centre = columns - ink.shape[1] / 2

    def jagged(angle: float) -> float:
        at = np.rint(rows + centre * np.tan(np.radians(angle))).astype(int) + 200
        profile = np.bincount(np.clip(at, 0, ink.shape[0] + 399), minlength=ink.shape[0] + 400).astype(float)
        return float((np.diff(profile) ** 2).sum())

    coarse = max(np.arange(-5, 5.01, 0.5), key=jagged)
    return -float(max(np.arange(coarse - 0.4, coarse + 0.41, 0.1), key=jagged))


def bands_of(ink: Pixels) -> list[tuple[int, int, int, int]]:
    """Return the rows, and from where to where in them, that change between dark and light as often as a zone does."""
    dark = ink > max(14.0, 0.3 * float(np.percentile(ink, 99)))
    changes = dark[:, 1:] != dark[:, :-1]
    number = np.convolve(changes.sum(1), np.ones(3) / 3, mode="same")
    found, begun = [], None
    for row, is_busy in enumerate([*(number > 50), False]):
        if is_busy and begun is None:
            begun = row
        elif not is_busy and begun is not None:
            if 7 <= row - begun <= ink.shape[0] // 6:
                found.append((begun, row, *_reach(changes[begun:row])))
            begun = None
    return [one for one in found if one[3] - one[2] > ink.shape[1] // 3]


def _reach(changes: NDArray[np.bool_]) -> tuple[int, int]:
    """Return the longest stretch of columns in which something changes at least every few pixels."""
    busy = np.flatnonzero(changes.sum(0) > 1)
    if not len(busy):
        return 0, 0
    breaks = np.flatnonzero(np.diff(busy) > changes.shape[1] // 22)
    starts, ends = [0, *(breaks + 1)], [*breaks, len(busy) - 1]
    longest = max(zip(starts, ends, strict=True), key=lambda pair: busy[pair[1]] - busy[pair[0]])
    return int(busy[longest[0]]), int(busy[longest[1]]) + 1


class Line:
    """One line of a zone on its piece of paper, being fitted: where its cells begin, how wide and how high they are."""

    def __init__(self, paper: Pixels, glyphs: Glyphs, allowed: tuple[str, ...]) -> None:
        self.paper, self.glyphs = paper, glyphs
        self.mask = np.array(
            [[0 if one in some else -9 for one in ALPHABET] for some in allowed], dtype=np.float32
        )
        self.across = (np.arange(CELLS * ACROSS, dtype=np.float32) + 0.5) / ACROSS
        self.down = (np.arange(DOWN, dtype=np.float32) + 0.5) / DOWN
        # What stirs less than this is no character but the grain of the paper.
        self.floor = 0.04 * float(np.percentile(paper, 97)) * float(np.sqrt(ACROSS * DOWN))

    def likeness(self, fit: NDArray[np.float64], softness: int = 1) -> tuple[float, Pixels]:
        """Return how like the cells are to their best characters: left, pitch, top, height, lean, bend."""
        left, pitch, top, height, lean, bend = fit
        middle = self.across - CELLS / 2
        x = left + pitch * self.across + bend * (middle / (CELLS / 2)) ** 2
        y = top + height * self.down[:, None] + lean * middle[None, :]
        return self.valued(self._sampled(np.broadcast_to(x, y.shape), y), softness)

    def valued(self, pixels: Pixels, softness: int = 1) -> tuple[float, Pixels]:
        """Return how like the cells of a sampled line are to each character, and the mean of the best."""
        cells = pixels.reshape(DOWN, CELLS, ACROSS).transpose(1, 0, 2).reshape(CELLS, -1)
        found = self.glyphs.compared(cells, self.floor, softness) + self.mask
        return float(found.max(1).mean()), found

    def _sampled(self, x: Pixels, y: Pixels) -> Pixels:
        high, wide = self.paper.shape
        x, y = np.clip(x, 0, wide - 1.01), np.clip(y, 0, high - 1.01)
        column, row = x.astype(np.intp), y.astype(np.intp)
        right, below = (x - column).astype(np.float32), (y - row).astype(np.float32)
        at = row * wide + column
        flat = self.paper.reshape(-1)
        upper = flat[at] * (1 - right) + flat[at + 1] * right
        lower = flat[at + wide] * (1 - right) + flat[at + wide + 1] * right
        return upper * (1 - below) + lower * below

    def fitted(
        self, begin: NDArray[np.float64], steps: NDArray[np.float64], rounds: int
    ) -> tuple[float, NDArray[np.float64]]:
        """Climb from a first guess: each number in turn, in ever smaller steps."""
        best, at = self.likeness(begin)[0], begin
        for _round in range(rounds):
            is_better = False
            for which in range(len(at)):
                for sign in (1, -1):
                    other = at.copy()
                    other[which] += sign * steps[which]
                    if which == 1:  # a wider pitch turns about the middle of the line
                        other[0] -= sign * steps[which] * CELLS / 2
                    if which == 3:
                        other[2] -= sign * steps[which] / 2
                    value = self.likeness(other)[0]
                    if value > best:
                        best, at, is_better = value, other, True
                        break
            if not is_better:
                steps = steps / 2
        return best, at

    def text(self, fit: NDArray[np.float64]) -> str:
        """Return the characters that the cells are most like; a cell may stand a little beside its place."""
        softness = max(range(len(self.glyphs.sets)), key=lambda one: self.likeness(fit, one)[0])
        best = self.likeness(fit, softness)[1]
        for across, down in BESIDE:
            beside = fit + np.array([across * fit[1], 0, down * fit[3], 0, 0, 0])
            best = np.maximum(best, self.likeness(beside, softness)[1])
        return "".join(ALPHABET[one] for one in best.argmax(1))


def pitch_of(strips: list[Pixels], wide: float) -> float:
    """Return the distance from character to character: the rhythm in which ink and gaps of both lines alternate."""
    tried = np.arange(int(FINE * 39 / wide), int(FINE * 60 / wide) + 1)
    power = np.zeros(len(tried))
    for strip in strips:
        profile = strip.sum(0)
        waves = np.abs(np.fft.rfft(profile - profile.mean(), FINE)) / (profile.sum() + 1)
        power += waves[tried] + 0.5 * waves[2 * tried]
    return FINE / float(tried[power.argmax()])


def _guesses(
    line: Line, band: tuple[float, float, float, float], rhythm: float
) -> tuple[float, NDArray[np.float64]]:
    """Try where the line could begin; return the best guess."""
    top, foot, left, right = band
    rows = np.clip(np.rint(top + (foot - top) * line.down - 0.5).astype(np.intp), 0, line.paper.shape[0] - 1)
    strip = line.paper[rows]
    best, guess = -1.0, np.zeros(6)
    for pitch in (rhythm, rhythm * 0.993, rhythm * 1.007):
        last = max(right - CELLS * pitch, left)
        for begin in np.arange(left - 0.6 * pitch, last + 0.61 * pitch, 0.2 * pitch):
            columns = np.clip((begin + pitch * line.across).astype(np.intp), 0, strip.shape[1] - 1)
            value = line.valued(strip[:, columns])[0]
            if value > best:
                best, guess = value, np.array([begin, pitch, top, foot - top, 0.0, 0.0])
    return best, guess


def read(picture: Image.Image, glyphs: Glyphs, searched: int) -> tuple[float, list[str]]:
    """Return the lines that stand on the picture the right way up, and how like OCR-B they are."""
    small = picture.resize(
        (searched, max(1, picture.height * searched // picture.width)), _way(picture, searched)
    )
    ink = ink_of(small, 16)
    lean = tilt_of(ink > 25)
    turned = (
        small.rotate(lean, fillcolor=255, resample=Image.Resampling.BILINEAR) if abs(lean) > 0.05 else small
    )
    ink = ink_of(turned, 16)
    bands = bands_of(ink)
    best: tuple[float, list[str]] = (0.0, [])
    for upper, lower in _pairs(bands):
        paper, boxes = _cut(picture, small, lean, upper, lower)
        found = _read_pair(paper, boxes, glyphs)
        if found[0] > best[0]:
            best = found
        if best[0] > SURE:
            break
    return best


def _pairs(bands: list[tuple[int, int, int, int]]) -> Iterator[tuple[Any, Any]]:
    """Yield neighbouring bands of one height and width, the lowest first: a zone stands at the foot of its page."""
    for upper, lower in reversed(list(pairwise(bands))):
        high = max(upper[1] - upper[0], lower[1] - lower[0])
        if lower[0] - upper[1] < 3 * high:
            yield upper, lower


def _cut(
    picture: Image.Image, small: Image.Image, lean: float, upper: Any, lower: Any
) -> tuple[Pixels, list[Any]]:
    """Cut both lines out of the whole picture, upright, at the size they are read at."""
    left, right = min(upper[2], lower[2]), max(upper[3], lower[3])
    top, foot = upper[0], lower[1]
    scale = CELL * CELLS / (right - left)
    margin, edge = (right - left) / CELLS * 2.5, (upper[1] - upper[0]) * 0.8
    x0, y0 = left - margin, top - edge
    wide, high = round((right - left + 2 * margin) * scale), round((foot - top + 2 * edge) * scale)
    whole = picture.width / small.width
    # Shrink first where the picture is much larger than what is read: skipped pixels would make noise.
    source = picture.reduce(max(1, int(whole / scale))) if whole / scale > 1.5 else picture
    back = source.width / small.width
    angle = np.radians(lean)
    cos, sin = np.cos(angle), np.sin(angle)
    middle_x, middle_y = small.width / 2, small.height / 2
    # From a pixel of the piece to the searched page, turned back about its middle, to the picture.
    a, b = back * cos / scale, -back * sin / scale
    d, e = back * sin / scale, back * cos / scale
    dx, dy = x0 - middle_x, y0 - middle_y
    c = back * (cos * dx - sin * dy + middle_x)
    f = back * (sin * dx + cos * dy + middle_y)
    piece = source.transform(
        (wide, high), Image.Transform.AFFINE, (a, b, c, d, e, f), Image.Resampling.BILINEAR, fillcolor=255
    )
    boxes = [tuple((np.array(one) - (y0, y0, x0, x0)) * scale) for one in (upper, lower)]
    return ink_of(piece, CELL), boxes


def _read_pair(paper: Pixels, boxes: list[Any], glyphs: Glyphs) -> tuple[float, list[str]]:
    lines = Line(paper, glyphs, FIRST), Line(paper, glyphs, SECOND)
    strips = [paper[max(0, int(box[0])) : int(box[1]) + 1] for box in boxes]
    rhythm = pitch_of(strips, max(box[3] - box[2] for box in boxes))
    begun = [_guesses(line, box, rhythm) for line, box in zip(lines, boxes, strict=True)]
    value = max(one[0] for one in begun)
    if value < NOTHING:
        return value, []
    # Both lines begin at one place and are equally wide: the surer one tells the other.
    sure = 0 if begun[0][0] >= begun[1][0] else 1
    pitch = begun[sure][1][1]
    steps = np.array([0.15 * pitch, 0.006 * pitch, 1.5, 2.0, 0.06, 1.0])
    done: list[Any] = [None, None]
    done[sure] = lines[sure].fitted(begun[sure][1], steps, 9)
    other = 1 - sure
    second = done[sure][1].copy()
    second[2] += boxes[other][0] - boxes[sure][0]
    ways = [second, begun[other][1]]
    start = max(ways, key=lambda fit: lines[other].likeness(fit)[0])
    done[other] = lines[other].fitted(start, steps, 9)
    text = [line.text(fit) for line, (_value, fit) in zip(lines, done, strict=True)]
    return (done[0][0] + done[1][0]) / 2, text


def seen(data: bytes, font: str) -> list[str]:
    """Return the two lines of a zone on a picture, whichever way round it lies; empty where there are none."""
    glyphs = Glyphs(font)
    with Image.open(io.BytesIO(data)) as opened:
        opened.draft("L", (LONGEST, LONGEST))
        grey = ImageOps.autocontrast(opened.convert("L"), cutoff=1)
    best: tuple[float, list[str]] = (0.0, [])
    turns = (None, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270)
    for searched, turn in product(SEARCHED, turns):
        picture = grey if turn is None else grey.transpose(turn)
        if searched > SEARCHED[0] and picture.width < searched * 0.8:
            continue
        found = read(picture, glyphs, searched)
        if found[0] > best[0]:
            best = found
        if best[0] > SURE:
            break
    # What is less like OCR-B than this was read somewhere else on the page.
    return best[1] if best[0] > HOPELESS else []


def _way(picture: Image.Image, wide: int) -> Image.Resampling:
    return Image.Resampling.BOX if picture.width > wide else Image.Resampling.BICUBIC


def picture_of(page: int) -> bytes:
    """Return a picture of the first page of a PDF that lies in memory."""
    drawn = subprocess.run(  # noqa: S603  # the system's own poppler, by its full path
        ["/usr/bin/pdftoppm", "-r", "300", "-l", "1", "-singlefile", "-gray", "-jpeg", f"/dev/fd/{page}"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        pass_fds=[page],
        check=True,
    )
    return drawn.stdout


def bounded(seconds: int, memory: int) -> None:
    """Take from this process, and from those it starts, everything that reading a page does not need."""
    for what, bound in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(what, (bound, bound))


def main() -> None:
    """Read a page from the standard input and write the two lines of its zone."""
    font, seconds, memory = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    data, page = sys.stdin.buffer.read(), 0
    if data.startswith(b"%PDF"):
        # Poppler would copy what it reads from a pipe onto the disk; nothing personal is to lie there.
        page = os.memfd_create("page")
        os.write(page, data)
    bounded(seconds, memory)
    Image.MAX_IMAGE_PIXELS = None  # storage has bounded the picture; the limits above hold for the rest
    sys.stdout.write("\n".join(seen(picture_of(page) if page else data, font)))


if __name__ == "__main__":
    main()
