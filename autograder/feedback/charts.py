"""Two small pictures as SVG: loss curves over each other, and numbers side by side as bars.

Each picture is one `<svg>` that stands alone: no style, script, id or font of its own, so it shows
in a page with a strict policy, in a notebook's output, in light and in dark. Lines and text take
the colour of the text around them; the two series differ in colour and in form, never in colour
alone. The alternative text says the numbers.
"""

import math
from collections.abc import Sequence
from html import escape
from typing import TypeGuard

from autograder.model import Numbers

# At least 3:1 against white and against near black.
RECEIVED, EXPECTED = "#d4570d", "#2f7fd0"
_WIDTH = 440
_TEXT = 16
_MOST = 1e300  # beyond it, and below its inverse, differences and quotients are no floats
_LOG_FROM = 30.0  # the ratio of largest to smallest beyond which a linear axis hides the small ones


def loss_chart(received: Numbers, expected: Numbers, *, step: str) -> str:
    """Return an SVG of a loss history over the right one; one entry for each `step`.

    What is not finite leaves a gap. The axis is logarithmic where the values need it.
    """
    finite = [value for value in (*received, *expected) if _drawable(value)]
    if not finite:
        return ""
    scale = _Scale(finite, top=34, bottom=196)
    count = max(len(received), len(expected))
    parts = [*_axes(scale, count, step), *_legend("your losses", "expected", 4)]
    parts += _curve(expected, scale, count, f'stroke="{EXPECTED}" stroke-width="7"')
    parts += _curve(received, scale, count, f'stroke="{RECEIVED}" stroke-width="2.5"')
    alt = (
        f"Loss by {step}, yours from {_first_to_last(received)},"
        f" expected from {_first_to_last(expected)}"
    )
    return _svg(238, alt, parts)


def bar_chart(received: Numbers, expected: Numbers, names: Sequence[str] = ()) -> str:
    """Return an SVG with two bars for each number, received over expected, and the numbers.

    `names` stand before the bars; without them the numbers are counted.
    """
    rows = range(max(len(received), len(expected)))
    if not rows:
        return ""
    names = names or [str(row + 1) for row in rows]
    finite = [value for value in (*received, *expected) if _drawable(value)]
    low, high = min(0.0, *finite, 0.0), max(0.0, *finite, 0.0)
    span = max(high / 2 - low / 2, 1 / _MOST)
    zero = 40 - 270 * (low / 2 / span)
    parts = _legend("received", "expected", 10)
    for row in rows:
        top = 36 + 46 * row
        parts.append(_words(0, top + 21, names[row][:4]))
        for values, colour, offset in ((received, RECEIVED, 0), (expected, EXPECTED, 19)):
            if row >= len(values):
                continue
            value = values[row]
            if _drawable(value):
                width = 270 * (abs(value) / 2 / span)
                left = zero - width if value < 0 else zero
                fill = f'fill="{colour}"'
                parts.append(
                    f'<rect x="{left:.1f}" y="{top + offset}" width="{max(width, 1):.1f}"'
                    f' height="15" {fill}/>'
                )
            parts.append(_words(_WIDTH, top + offset + 13, said(value), anchor="end"))
    bottom = 36 + 46 * len(rows)
    parts.append(_line(zero, 32, zero, bottom - 8))
    pairs = [
        f"{name}: {_at(received, row)} for {_at(expected, row)}"
        for row, name in zip(rows, names, strict=False)
    ]
    return _svg(bottom, f"Received and expected numbers: {'; '.join(pairs)}", parts)


def said(value: float | str) -> str:
    """Return a number as people read it: four digits at most, a real minus, or its word."""
    if isinstance(value, str):
        return {"inf": "∞", "-inf": "−∞"}.get(value, "nan")
    return f"{value:.4g}".replace("-", "−")


class _Scale:
    """Where a loss stands: between `top` and `bottom`, on a linear or a logarithmic axis."""

    def __init__(self, values: Sequence[float], top: float, bottom: float) -> None:
        self._top, self._bottom = top, bottom
        low, high = min(values), max(values)
        self._log = low >= 1 / _MOST and high / low > _LOG_FROM
        if self._log:
            first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
            every = max(1, math.ceil((last - first) / 4))
            self.ticks = [10.0**power for power in range(first, last + 1, every)]
            self._low, self._high = float(first), float(last)
        else:
            self.ticks = _round_ticks(min(low, 0.0) if low > 0 else low, high)
            self._low, self._high = self.ticks[0], max(self.ticks[-1], high)

    def y(self, value: float) -> float:
        """Return the height of a value, in the units of the picture."""
        place = math.log10(value) if self._log else value
        span = max(self._high / 2 - self._low / 2, 1 / _MOST)
        return self._bottom - (self._bottom - self._top) * ((place / 2 - self._low / 2) / span)


def _round_ticks(low: float, high: float) -> list[float]:
    """Return three to six round numbers from just below `low` to `high`."""
    span = high / 2 - low / 2
    if span <= 1 / _MOST or high - low <= 1e-12 * abs(high):
        return [low, low + (abs(low) or 1.0)]
    power = 10.0 ** math.floor(math.log10(span / 2))
    step = next(power * factor for factor in (1, 2, 5, 10) if span / (power * factor) <= 2.5)
    first, last = math.floor(low / step), math.floor(high / step)
    return [step * number for number in range(first, last + 1)]


def _axes(scale: _Scale, count: int, step: str) -> list[str]:
    parts = []
    for tick in scale.ticks:
        y = scale.y(tick)
        parts.append(_line(52, y, _WIDTH, y, faint=True))
        parts.append(_words(46, y + 5, said(tick), anchor="end"))
    parts.append(_words(_x(0, count), 216, "1", anchor="middle"))
    if count > 1:
        parts.append(_words(_x(count - 1, count), 216, str(count), anchor="end"))
    return [*parts, _words((52 + _WIDTH) / 2, 232, step, anchor="middle")]


def _curve(values: Numbers, scale: _Scale, count: int, look: str) -> list[str]:
    """Return a line for each run of finite values; a value alone is a dot."""
    parts: list[str] = []
    run: list[str] = []
    for place, value in enumerate([*values, "nan"]):
        if _drawable(value):
            run.append(f"{_x(place, count):.1f},{scale.y(value):.1f}")
            continue
        if run:
            points = " ".join(run if len(run) > 1 else run * 2)
            parts.append(
                f'<polyline points="{points}" fill="none" stroke-linecap="round"'
                f' stroke-linejoin="round" {look}/>'
            )
        run = []
    return parts


def _x(place: int, count: int) -> float:
    return 62 + (_WIDTH - 70) * place / max(count - 1, 1)


def _legend(first: str, second: str, height: int) -> list[str]:
    return [
        f'<rect x="52" y="{9 - height // 2}" width="22" height="{height}" fill="{RECEIVED}"/>',
        _words(80, 15, first),
        f'<rect x="200" y="4" width="22" height="10" fill="{EXPECTED}"/>',
        _words(228, 15, second),
    ]


def _words(x: float, y: float, text: str, *, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, *, faint: bool = False) -> str:
    look = f'stroke="currentColor" opacity="{0.2 if faint else 0.7}"'
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" {look}/>'


def _svg(height: int, alt: str, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}"'
        f' width="{_WIDTH}" height="{height}" role="img" aria-label="{escape(alt)}"'
        f' font-family="sans-serif" font-size="{_TEXT}" fill="currentColor">{"".join(parts)}</svg>'
    )


def _first_to_last(values: Numbers) -> str:
    return f"{said(values[0])} to {said(values[-1])}" if values else "nothing"


def _at(values: Numbers, row: int) -> str:
    return said(values[row]) if row < len(values) else "nothing"


def _drawable(value: float | str) -> TypeGuard[float]:
    return not isinstance(value, str) and abs(value) <= _MOST
