"""docs/benchmarks.png: the tables of the page as four small charts."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks import plan
from benchmarks.report import figures
from benchmarks.report.figures import Row
from benchmarks.results import Results

_OURS, _PEERS, _FLOOR = "#1f6f8b", "#b8b8b8", "#d9a441"
_STYLES = ((plan.OURS, "2 jobs", "-o"), (plan.OURS_ALONE, "1 job", "--s"))


def write_plot(results: Results, path: Path) -> None:
    """Draw the charts into a PNG file."""
    found = figures.rows(results)
    figure = Figure(figsize=(11, 8), layout="constrained")
    axes = figure.subplots(2, 2)
    _peers(axes[0, 0], figures.side_by_side(found))
    _stages(axes[0, 1], results)
    _cost(axes[1, 0], found)
    _memory(axes[1, 1], found)
    for chart in axes.flat:
        chart.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=110, metadata={"Software": None})


def _peers(chart: Axes, rows: Sequence[Row]) -> None:
    rows = rows[::-1]
    names = [f"{row.contender} ({row.submissions})" for row in rows]
    colours = [_colour(row.contender) for row in rows]
    bars = chart.barh(names, [row.each for row in rows], color=colours)
    chart.bar_label(bars, [f"{row.each:.3g} s" for row in rows], padding=3)
    chart.set(title="Seconds for each hand-in (size of the class)", xlabel="seconds")
    chart.set_xlim(right=1.2 * max(row.each for row in rows))


def _colour(contender: str) -> str:
    if contender.startswith(plan.OURS):
        return _OURS
    return _FLOOR if contender == plan.FLOOR else _PEERS


def _stages(chart: Axes, results: Results) -> None:
    found = figures.stages(results)[::-1]
    milliseconds = [1000 * seconds for _, seconds, _ in found]
    bars = chart.barh([stage for stage, _, _ in found], milliseconds, color=_OURS)
    chart.bar_label(bars, [f"{value:.1f}" for value in milliseconds], padding=3)
    chart.set(title="Where the time of one hand-in goes", xlabel="milliseconds")
    chart.set_xlim(right=1.15 * max(milliseconds))


def _cost(chart: Axes, found: Sequence[Row]) -> None:
    for contender, label, style in _STYLES:
        mine = figures.of(found, contender)
        sizes = [row.submissions for row in mine]
        chart.plot(sizes, [1000 * row.each for row in mine], style, label=label, color=_OURS)
    chart.set(title="Ours: cost for each hand-in, start included", xscale="log", ylim=(0, None))
    _by_size(chart, found, "milliseconds")
    chart.legend(frameon=False)


def _memory(chart: Axes, found: Sequence[Row]) -> None:
    for contender, label, style in _STYLES:
        mine = figures.of(found, contender)
        sizes = [row.submissions for row in mine]
        chart.plot(sizes, [row.all_mb for row in mine], style, label=f"all, {label}", color=_OURS)
        chart.plot(
            sizes,
            [row.command_mb for row in mine],
            style,
            label=f"the command alone, {label}",
            color=_FLOOR,
        )
    chart.set(title="Ours: most memory seen", xscale="log", ylim=(0, None))
    _by_size(chart, found, "MiB")
    # Between the command's line at the bottom and those of all processes.
    chart.legend(frameon=False, loc="lower right", bbox_to_anchor=(1, 0.12))


def _by_size(chart: Axes, found: Sequence[Row], unit: str) -> None:
    sizes = [row.submissions for row in figures.of(found, plan.OURS)]
    chart.set_xticks(sizes, [f"{size:,}" for size in sizes])
    chart.minorticks_off()
    chart.set(xlabel="hand-ins in the class", ylabel=unit)
