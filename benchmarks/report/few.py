"""The numbers of few hand-ins: small classes, one alone, one job beside two."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks import plan
from benchmarks.report.figures import Row, of
from benchmarks.results import Timings
from benchmarks.timings import LIBRARIES


@dataclass(frozen=True)
class Small:
    """A class as ours graded it, beside nbgrader where that graded it too."""

    ours: Row
    nbgrader: Row | None

    @property
    def by_itself(self) -> bool:
        """Return if ours chose its number of jobs."""
        return self.ours.contender == plan.OURS_SMALL

    @property
    def ratio(self) -> float | None:
        """Return which part of nbgrader's time ours takes."""
        return self.ours.seconds / self.nbgrader.seconds if self.nbgrader else None


def small_classes(found: Sequence[Row]) -> list[Small]:
    """Return the small classes by size, then the largest that was graded in every round."""
    ours = of(found, plan.OURS)
    often = [row for row in ours if len(row.runs) == len(ours[0].runs)]
    # Of one size, the small class stays: both were graded without a look at the memory.
    mine = _by_size([ours[0], often[-1], *of(found, plan.OURS_SMALL)])
    peers = _by_size([*of(found, plan.NBGRADER), *of(found, plan.NBGRADER_SMALL)])
    return [Small(mine[size], peers.get(size)) for size in sorted(mine)]


def _by_size(rows: Sequence[Row]) -> dict[int, Row]:
    return {row.submissions: row for row in rows}


def beside_nbgrader(found: Sequence[Row]) -> list[tuple[int, float]]:
    """Return, by size of class, which part of nbgrader's time ours takes as it comes."""
    classes = [small for small in small_classes(found) if small.by_itself]
    return [(small.ours.submissions, small.ratio) for small in classes if small.ratio is not None]


@dataclass(frozen=True)
class Timed:
    """A command's seconds, beside the median of another's."""

    name: str
    taken: tuple[float, ...]
    beside: float

    @property
    def seconds(self) -> float:
        """Return the median."""
        return median(self.taken)

    @property
    def spread(self) -> tuple[float, float]:
        """Return the quickest and the slowest."""
        return min(self.taken), max(self.taken)

    @property
    def ratio(self) -> float:
        """Return how many times as long as the other it takes."""
        return self.seconds / self.beside


def alone(timings: Timings) -> list[Timed]:
    """Return what one hand-in takes, beside the yardstick, which comes first."""
    yardstick = median(timings.libraries)
    commands = (
        (f'the yardstick: `python -c "{LIBRARIES}"`', timings.libraries),
        ('`python -c "import torch"`', timings.torch),
        ("`autograder grade adaline STUDENT`, fresh course folder", timings.fresh),
        ("`autograder grade adaline STUDENT --force`, class graded before", timings.again),
        ("`autograder check NOTEBOOK`", timings.check),
    )
    return [Timed(name, taken, yardstick) for name, taken in commands]


def jobs(timings: Timings) -> list[Timed]:
    """Return what few hand-ins take with one job and with two, beside one job."""
    one = median(timings.one_job)
    both = (("`--jobs 1`", timings.one_job), ("`--jobs 2`", timings.two_jobs))
    return [Timed(name, taken, one) for name, taken in both]
