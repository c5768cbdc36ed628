"""The numbers that stand on the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, median

from benchmarks import plan
from benchmarks.results import Results, Run
from benchmarks.stages import ASKED, CELLS, FIGURES, STAGES


@dataclass(frozen=True)
class Row:
    """All runs of one contender with one size of class, as one row."""

    contender: str
    runs: tuple[Run, ...]

    @property
    def submissions(self) -> int:
        """Return the size of the class."""
        return self.runs[0].submissions

    @property
    def seconds(self) -> float:
        """Return the median seconds for the class."""
        return median(run.seconds for run in self.runs)

    @property
    def each(self) -> float:
        """Return the median seconds for each hand-in, the start of the command included."""
        return self.seconds / self.submissions

    @property
    def quickest(self) -> float:
        """Return the seconds for the class in the quickest run."""
        return min(run.seconds for run in self.runs)

    @property
    def slowest(self) -> float:
        """Return the seconds for the class in the slowest run."""
        return max(run.seconds for run in self.runs)

    @property
    def spread(self) -> tuple[float, float]:
        """Return the seconds for each hand-in in the quickest and in the slowest run."""
        return self.quickest / self.submissions, self.slowest / self.submissions

    @property
    def command_mb(self) -> float:
        """Return the most memory of the command itself."""
        return max(run.command_mb for run in self.runs)

    @property
    def all_mb(self) -> float:
        """Return the most memory of the command and all that it starts."""
        return max(run.all_mb for run in self.runs)

    @property
    def verdicts(self) -> Run:
        """Return a run to read the verdicts from: that which caught the fewest mistakes."""
        return min(self.runs, key=lambda run: run.caught)


def rows(results: Results) -> list[Row]:
    """Return a row for each contender and size of class, in the order of first appearance."""
    keys = dict.fromkeys((run.contender, run.submissions) for run in results.classes)
    return [
        Row(
            contender,
            tuple(r for r in results.classes if (r.contender, r.submissions) == (contender, size)),
        )
        for contender, size in keys
    ]


def of(found: Sequence[Row], contender: str) -> list[Row]:
    """Return a contender's rows by size of class."""
    return sorted((row for row in found if row.contender == contender), key=lambda r: r.submissions)


def side_by_side(found: Sequence[Row]) -> list[Row]:
    """Return the rows to compare: peers, the floor, ours with the same class and the largest."""
    names = (plan.NBGRADER, plan.OTTER, plan.NBGRADER_TWICE, plan.OTTER_TWICE, plan.FLOOR)
    chosen = [row for name in names for row in of(found, name)]
    for name in (plan.OURS_ALONE, plan.OURS):
        mine = of(found, name)
        chosen += [mine[0], mine[-1]] if len(mine) > 1 else mine
    return chosen


@dataclass(frozen=True)
class Line:
    """What a class costs as start + each times its size, by its two largest sizes."""

    start: float
    each: float


def line(mine: Sequence[Row]) -> Line | None:
    """Return the line through a contender's two largest classes, None where there is one only."""
    if len(mine) < 2:
        return None
    small, large = mine[-2:]
    slope = (large.seconds - small.seconds) / (large.submissions - small.submissions)
    return Line(large.seconds - slope * large.submissions, slope)


def speed_up(found: Sequence[Row]) -> list[tuple[int, float]]:
    """Return, by size of class, how many times as fast two jobs are as one.

    Not for the smallest class, whose runs are too short for it: `Timings` tells that.
    """
    both = {row.submissions: row.seconds for row in of(found, plan.OURS)}
    smallest = min(both)
    return [
        (row.submissions, row.seconds / both[row.submissions])
        for row in of(found, plan.OURS_ALONE)
        if row.submissions in both and row.submissions > smallest
    ]


def students_share(results: Results) -> float:
    """Return which part of a hand-in's time its own code takes: cells, figures, asked by checks."""
    return sum(share for stage, _, share in stages(results) if stage in (CELLS, FIGURES, ASKED))


def stages(results: Results) -> list[tuple[str, float, float]]:
    """Return each stage of one hand-in, its mean seconds over the passes, and its share."""
    seconds = {stage: mean(found[stage] for found in results.stages) for stage in STAGES}
    total = sum(seconds.values())
    return [(stage, value, value / total) for stage, value in seconds.items()]
