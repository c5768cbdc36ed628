"""Pictures as inline SVG: drawn with the colour of the text around them, in light and in dark."""

import math
from collections.abc import Iterator
from html import escape

from autograder.public.result import Bars, Curves, Picture

# Narrow, so that its letters can be read where a phone shrinks it; title and legend are text.
WIDTH, HEIGHT = 270, 140
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 4, 8, 20
# Both are readable on white and on a dark page; dashes and fillings tell them apart as well.
_YOURS = "#d9822b"
_STYLE = 'font-family="sans-serif" font-size="12" fill="currentColor"'


def svg(picture: Picture) -> str:
    """Return a picture as an SVG element with its description; "" for what cannot be drawn."""
    values = [*picture.expected, *picture.received]
    if not values or not all(math.isfinite(value) for value in values):
        return ""
    if isinstance(picture, Curves) and max(len(picture.expected), len(picture.received)) < 2:
        return ""  # a point is no curve
    parts = _bars(picture) if isinstance(picture, Bars) else _curves(picture)
    about = escape(described(picture), quote=True)
    return (
        f'<svg role="img" aria-label="{about}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'xmlns="http://www.w3.org/2000/svg" style="width:100%;max-width:330px;height:auto;'
        f'display:block;margin:.3em 0"><title>{about}</title>{"".join(parts)}</svg>'
    )


def legend(picture: Picture) -> str:
    """Return title and legend, which stand above the picture."""
    if isinstance(picture, Bars):
        return f"{picture.title} (outlined: expected, filled: yours)"
    return f"{picture.title} (dashed: expected, solid: yours)"


def described(picture: Picture) -> str:
    """Return in words what a picture shows."""
    if isinstance(picture, Curves):
        ends = (
            f"{name} from {values[0]:.4g} to {values[-1]:.4g}"
            for name, values in (("expected", picture.expected), ("yours", picture.received))
            if values
        )
        return f"{picture.title} by {picture.steps}: {', '.join(ends)}"
    pairs = zip(picture.labels, picture.expected, picture.received, strict=False)
    return f"{picture.title}: " + "; ".join(
        f"{label} expected {expected:.4g}, yours {received:.4g}"
        for label, expected, received in pairs
    )


def _bars(picture: Bars) -> Iterator[str]:
    scale = _Scale(min(0.0, *picture.expected, *picture.received),
                   max(0.0, *picture.expected, *picture.received))  # fmt: skip
    yield from _frame(scale)
    slot = (WIDTH - _LEFT - _RIGHT) / max(1, len(picture.labels))
    bar = min(24.0, slot / 3)
    pairs = zip(picture.labels, picture.expected, picture.received, strict=False)
    for place, (label, expected, received) in enumerate(pairs):
        middle = _LEFT + slot * (place + 0.5)
        yield _bar(middle - bar - 1, bar, expected, scale, 'fill="none" stroke="currentColor"')
        yield _bar(middle + 1, bar, received, scale, f'fill="{_YOURS}"')
        yield _text(middle, HEIGHT - 5, label, anchor="middle")
    zero = scale.y(0.0)
    yield _line(_LEFT, zero, WIDTH - _RIGHT, zero)


def _bar(x: float, width: float, value: float, scale: "_Scale", look: str) -> str:
    top, bottom = sorted((scale.y(value), scale.y(0.0)))
    return (
        f'<rect x="{x:.1f}" y="{top:.1f}" width="{width:.1f}" '
        f'height="{max(1.0, bottom - top):.1f}" {look}/>'
    )


def _curves(picture: Curves) -> Iterator[str]:
    scale = _Scale(min(0.0, *picture.expected, *picture.received),
                   max(*picture.expected, *picture.received))  # fmt: skip
    yield from _frame(scale)
    longest = max(len(picture.expected), len(picture.received), 2)
    for values, look in (
        (picture.expected, 'stroke="currentColor" stroke-width="2" stroke-dasharray="6 4"'),
        (picture.received, f'stroke="{_YOURS}" stroke-width="2.5"'),
    ):
        points = [(_across(place, longest), scale.y(value)) for place, value in enumerate(values)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        yield f'<polyline points="{path}" fill="none" {look}/>'
    for place in {0, longest - 1}:
        yield _text(_across(place, longest), HEIGHT - 5, str(place + 1), anchor="middle")
    yield _text((WIDTH + _LEFT) / 2, HEIGHT - 5, picture.steps, anchor="middle")
    yield _line(_LEFT, HEIGHT - _BOTTOM, WIDTH - _RIGHT, HEIGHT - _BOTTOM)


def _across(place: int, count: int) -> float:
    return _LEFT + 8 + (WIDTH - _LEFT - _RIGHT - 16) * place / (count - 1)


class _Scale:
    """Where a value lies on the upright axis."""

    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = low, high if high > low else low + 1.0

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM)


def _frame(scale: _Scale) -> Iterator[str]:
    yield _line(_LEFT, _TOP, _LEFT, HEIGHT - _BOTTOM)
    for value in (scale.low, scale.high):
        yield _text(_LEFT - 5, scale.y(value) + 4, f"{value:.3g}", anchor="end")


def _text(x: float, y: float, text: str, *, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {_STYLE}>{escape(text)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        'stroke="currentColor" stroke-opacity="0.6"/>'
    )
