"""The pictures of the page, by matplotlib, as SVG that stands in the page itself.

matplotlib writes `style` attributes, which the page's policy forbids, and colours of its own. Both
become plain attributes: black is the colour of the text around it, and the colours of data and of
what is written on data are the page's variables, by the classes `data` and `on-data`.
"""

import io
import math
import re
from collections.abc import Callable, Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import numpy as np

from autograder.classreport.model import Figures, TaskItem
from autograder.feedback.charts import said

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Colours that nothing else has: of data, and of what is written on it.
_CLASSES = {"#123456": "data", "#654321": "on-data"}
_DATA, _ON_DATA = _CLASSES
_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_SIZE = (6.1, 2.5)  # inches of 72 units, so that 440 units hold some 50 characters
_KEPT = {
    *("fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray"),
    *("stroke-opacity", "fill-opacity", "opacity", "text-anchor", "stroke-dashoffset"),
}
_SETTINGS: dict[str, Any] = {
    "svg.fonttype": "none",
    "font.size": 13,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "ytick.left": False,
}
_WEEK = 7 * 24


def scores_picture(scores: Sequence[float], max_points: float, found: Figures) -> str:
    """Return how many hand-ins have how many points, in ten bins, with the median."""

    def draw(axes: "Axes") -> None:
        top = max(max_points, *scores)
        edges = [top * step / 10 for step in range(11)]
        _bins(axes, scores, edges)
        axes.axvline(found.median, 0, 0.8, color="black", linestyle=(0, (4, 3)), linewidth=1.4)
        axes.set_xlabel(f"points (dashed: the median, {said(found.median)})")
        axes.set_xticks(edges[::2])

    alt = (
        f"How many hand-ins have how many points: {found.n} from {said(found.lowest)} to"
        f" {said(found.highest)}, half of them between {said(found.lower_quartile)} and"
        f" {said(found.upper_quartile)}, median {said(found.median)}"
    )
    return _picture(draw, alt)


def hours_picture(hours: Sequence[float]) -> str:
    """Return how many came how long before or after the due time; a week and two days of it."""
    shown = [min(max(hour, -_WEEK), 48.0) for hour in hours]

    def draw(axes: "Axes") -> None:
        _bins(axes, shown, list(range(-_WEEK, 49, 12)))
        axes.axvline(0, 0, 0.8, color="black", linestyle=(0, (4, 3)), linewidth=1.4)
        ticks = range(-_WEEK, 49, 24)
        axes.set_xticks([*ticks], [_days(hour) for hour in ticks])
        axes.set_xlabel("days before and after the due time (dashed)")

    late = sum(hour > 0 for hour in hours)
    alt = (
        f"When {len(hours)} hand-ins came: {late} after the due time, {len(hours) - late} before it"
    )
    return _picture(draw, alt)


def tasks_picture(tasks: Sequence[TaskItem]) -> str:
    """Return how many have all, some or none of each task's points, as one bar for each task."""

    def draw(axes: "Axes") -> None:
        names = [task.task.id for task in tasks]
        left = [0] * len(tasks)
        for what, opacity in (("full", 1.0), ("part", 0.5), ("none", 0.15)):
            counts = [getattr(task.task, what) for task in tasks]
            bars = axes.barh(
                names,
                counts,
                left=left,
                color=_DATA,
                alpha=opacity,
                edgecolor=_DATA,
            )
            inside = [f"{count}" if count else "" for count in counts]
            colour = _ON_DATA if what == "full" else "black"
            axes.bar_label(bars, labels=inside, label_type="center", color=colour)
            left = [start + count for start, count in zip(left, counts, strict=True)]
        axes.invert_yaxis()
        axes.set_xlabel("hand-ins with all, some, none of the points")
        axes.spines["left"].set_visible(False)

    alt = "; ".join(
        f"{one.task.id}: {one.task.full} with all points, {one.task.part} with some,"
        f" {one.task.none} with none"
        for one in tasks
    )
    return _picture(draw, alt, height=0.9 + 0.42 * len(tasks))


def _bins(axes: "Axes", values: Sequence[float], edges: Sequence[float]) -> None:
    """Draw a histogram with the count above each bar, which takes the place of an axis."""
    counts, _ = np.histogram(values, edges)
    middle = [(low + high) / 2 for low, high in pairwise(edges)]
    bars = axes.bar(middle, counts, width=0.92 * (edges[1] - edges[0]), color=_DATA)
    axes.bar_label(bars, labels=[f"{count}" if count else "" for count in counts])
    axes.set_xlim(edges[0], edges[-1])
    axes.margins(y=0.25)
    axes.set_yticks([])


def _days(hour: int) -> str:
    if hour in (-_WEEK, 48):
        return ("≤ " if hour < 0 else "≥ ") + said(hour / 24)
    return said(hour / 24)


def _picture(draw: Callable[["Axes"], None], alt: str, height: float = _SIZE[1]) -> str:
    # Without pyplot, which would choose a backend and keep every figure.
    from matplotlib import rc_context
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    stream = io.BytesIO()
    with rc_context(_SETTINGS):
        figure = Figure(figsize=(_SIZE[0], height), layout="constrained")
        FigureCanvasSVG(figure)
        draw(figure.add_subplot())
        figure.savefig(stream, format="svg", transparent=True, metadata={"Date": None})
    return _plain(stream.getvalue(), alt)


def _plain(svg: bytes, alt: str) -> str:
    """Return matplotlib's SVG without styles, ids, links and metadata, with a text alternative."""
    # No text of a hand-in is in it: what is parsed here is matplotlib's alone.
    root = ElementTree.fromstring(svg)
    marks = {one.get("id"): one for one in root.iter() if one.get("id")}
    parts = "".join(_element(child, marks) for child in root)
    box = " ".join(f"{float(number):.0f}" for number in root.get("viewBox", "").split())
    return (
        f'<svg xmlns="{_SVG}" viewBox="{box}" role="img" aria-label="{escape(alt)}"'
        f' font-family="sans-serif" fill="currentColor">{parts}</svg>'
    )


def _element(one: ElementTree.Element, marks: dict[str | None, ElementTree.Element]) -> str:
    name = one.tag.rsplit("}", 1)[-1]
    if name in ("metadata", "defs", "style"):
        return ""
    if name == "use":  # a tick: the path that it names, at its place
        mark = marks.get((one.get(f"{{{_XLINK}}}href") or "").removeprefix("#"))
        if mark is None:
            return ""
        place = f"translate({_number(one.get('x', '0'))} {_number(one.get('y', '0'))})"
        return f'<g transform="{place}">{_element(mark, marks)}</g>'
    inner = "".join(_element(child, marks) for child in one)
    if name == "text":
        inner = escape(one.text or "")
    if name == "g" and (not inner or not one.attrib.keys() - {"id"}):
        return inner
    return f"<{name}{_attributes(one)}>{inner}</{name}>"


def _attributes(one: ElementTree.Element) -> str:
    declarations = [part.partition(":") for part in one.get("style", "").split(";")]
    style = {property.strip(): value.strip() for property, _, value in declarations}
    kept = {name: value for name, value in style.items() if name in _KEPT}
    if size := re.search(r"([\d.]+)px", style.get("font") or style.get("font-size", "")):
        kept["font-size"] = size[1]
    for name in ("d", "x", "y", "transform", "width", "height"):
        if value := one.get(name):
            kept[name] = re.sub(r"-?\d+\.\d+", lambda found: _number(found[0]), value).strip()
    for colour, of_page in _CLASSES.items():
        if colour in kept.values():
            kept = {name: value for name, value in kept.items() if value != colour}
            kept["class"] = of_page
    for name in ("fill", "stroke"):
        if kept.get(name) == "#000000":
            kept[name] = "currentColor"
    return "".join(f' {name}="{escape(" ".join(value.split()))}"' for name, value in kept.items())


def _number(text: str) -> str:
    value = float(text)
    return f"{value:.1f}".rstrip("0").rstrip(".") if math.isfinite(value) else "0"
