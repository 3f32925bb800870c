"""Pictures of a list as SVG: candidates by points, and how the list stands to a rule. Everything in them is said in words too."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString

from hansa.applications.rules.cohort import Column, Fate, Mark, Spread
from hansa.network.selectors import shape

#: Which shape stands for whom.
SHAPES = {Fate.CHOSEN: "disc", Fate.RESERVE: "diamond", Fate.OUT: "cross"}
_WIDE, _PAD = 480, 14
_BARS = 150
_AXIS, _LEFT, _RIGHT = 22, 12, 308


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def key(fate: Fate) -> SafeString:
    """Draw the mark of a legend."""
    return SafeString(
        '<svg class="plot key" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        f"{shape(SHAPES[fate], 8, 8, 5)}</svg>"
    )


def of_points(spread: Spread, *, title: str, said: str, lowest: str) -> SafeString:
    """Draw the candidates by points: a mark for each, or bars where they are many; the lowest chosen has a line."""
    pitch = min(18.0, (_WIDE - 2 * _PAD) / len(spread.columns))
    left = (_WIDE - pitch * len(spread.columns)) / 2
    size = min(5.0, pitch * 0.4)
    rise = max(2 * size + 1.4, 7.0)
    high = spread.highest_column * rise if spread.is_dotted else _BARS
    base = 26 + high
    middle = left + pitch * ((spread.lowest - spread.columns[0].low) // spread.step + 0.5)
    parts = [
        f'<svg class="plot points" viewBox="0 0 {_WIDE} {_n(base + 26)}" role="img" aria-labelledby="pts-t pts-d">',
        f'<title id="pts-t">{escape(title)}</title><desc id="pts-d">{escape(said)}</desc>',
        f'<path class="axis" d="M{_n(left)},{_n(base)}H{_n(_WIDE - left)}"/>',
        f'<path class="limit" d="M{_n(middle - pitch / 2)},18V{_n(base + 4)}"/>',
    ]
    draw = _dots if spread.is_dotted else _bars
    for at, column in enumerate(spread.columns):
        if column.counts.all:
            parts.append(
                draw(column, left + pitch * (at + 0.5), base, size, rise, high / spread.highest_column)
            )
    anchor = "start" if middle < _WIDE / 2 else "end"
    parts.append(
        f'<text x="{_n(middle - pitch / 2)}" y="13" text-anchor="{anchor}">{escape(lowest)}</text>'
        f'<text x="{_n(left)}" y="{_n(base + 20)}">{spread.columns[0].low}</text>'
        f'<text x="{_n(_WIDE - left)}" y="{_n(base + 20)}" text-anchor="end">{spread.columns[-1].high}</text></svg>'
    )
    return SafeString("".join(parts))


def _stacked(column: Column) -> Iterable[tuple[Fate, int]]:
    counts = column.counts
    return ((Fate.CHOSEN, counts.chosen), (Fate.RESERVE, counts.reserve), (Fate.OUT, counts.out))


def _dots(column: Column, x: float, base: float, size: float, rise: float, _unit: float) -> str:
    marks, y = [], base - rise / 2
    for fate, number in _stacked(column):
        for _ in range(number):
            marks.append(shape(SHAPES[fate], x, y, size))
            y -= rise
    return "".join(marks)


def _bars(column: Column, x: float, base: float, size: float, _rise: float, unit: float) -> str:
    bars, y = [], base
    for fate, number in _stacked(column):
        if number:
            y -= number * unit
            bars.append(
                f'<rect class="b-{SHAPES[fate]}" x="{_n(x - size)}" y="{_n(y)}" '
                f'width="{_n(2 * size)}" height="{_n(number * unit)}"/>'
            )
    return "".join(bars)


def of_rule(mark: Mark, *, title: str) -> SafeString:
    """Draw how the list stands to a rule: its band, a dot for now, a ring for points alone, a notch for the field."""
    top = mark.top
    step = (_RIGHT - _LEFT) / top

    def at(value: float) -> str:
        return _n(_LEFT + step * value)

    every = next(
        one for one in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000, 100_000) if top / one <= 16
    )
    ticks = "".join(f"M{at(value)},{_AXIS - 3}v6" for value in range(0, top + 1, every))
    last = top // every * every
    parts = [
        f'<svg class="plot rule" viewBox="0 0 320 44" role="img" aria-label="{escape(title)}">',
    ]
    if mark.is_ruled:
        end = top if mark.high is None else mark.high
        low, high = _LEFT + step * mark.low, _LEFT + step * end
        left, right = max(1.0, low - 7), (319.0 if mark.high is None else high + 7)
        parts.append(
            f'<rect class="band" x="{_n(left)}" y="{_AXIS - 12}" width="{_n(right - left)}" height="24" rx="2"/>'
        )
    parts.append(f'<path class="axis" d="M{_LEFT},{_AXIS}H{_RIGHT}{ticks}"/>')
    share = _n(_LEFT + step * mark.share)
    parts.append(f'<path class="share" d="M{share},{_AXIS - 4}l-4,-7h8z"/>')
    limit = " at-limit" if mark.is_at_limit else ""
    parts.append(
        f'<circle class="alone" cx="{at(mark.by_points)}" cy="{_AXIS}" r="8.5"/>'
        f'<circle class="s-disc{limit}" cx="{at(mark.now)}" cy="{_AXIS}" r="5"/>'
        f'<text x="{_LEFT}" y="42" text-anchor="middle">0</text>'
        f'<text x="{at(last)}" y="42" text-anchor="middle">{last}</text></svg>'
    )
    return SafeString("".join(parts))


def rule_key(kind: str) -> SafeString:
    """Draw one sign of the rules' legend: where the list stands, points alone, the field's share, the rule's band."""
    inner = {
        "now": '<circle class="s-disc" cx="8" cy="8" r="5"/>',
        "alone": '<circle class="alone" cx="8" cy="8" r="6.5"/>',
        "share": '<path class="share" d="M8,13l-4,-8h8z"/>',
        "band": '<rect class="band" x="1" y="3" width="14" height="10" rx="2"/>',
    }[kind]
    return SafeString(
        f'<svg class="plot key" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{inner}</svg>'
    )
