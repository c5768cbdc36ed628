"""What is asked of few hand-ins, as ratios: most people grade a small class, or one hand-in."""

from dataclasses import dataclass
from statistics import median

from benchmarks.report import few, figures
from benchmarks.results import Results

_OF_NBGRADER = 0.2  # of its time for a small class, at most
_OF_YARDSTICK = 1.25  # times what the libraries take to import, at most


@dataclass(frozen=True)
class Required:
    """A ratio of two times that must not be above a bound, or must be below it."""

    what: str
    ratio: float
    bound: float
    below: bool = False

    @property
    def asked(self) -> str:
        """Return the bound in words."""
        return f"{'below' if self.below else 'at most'} {self.bound:g}"

    @property
    def met(self) -> bool:
        """Return if the ratio, in the three digits that the page shows, is what is asked for."""
        shown = round(self.ratio, 3)
        return shown < self.bound if self.below else shown <= self.bound


def required(results: Results) -> list[Required]:
    """Return each requirement with the ratio that was measured."""
    timings = results.timings
    yardstick = median(timings.libraries)
    words = (
        ("one hand-in, in a fresh course folder, beside the yardstick", timings.fresh),
        ("one hand-in, graded again with `--force`, beside the yardstick", timings.again),
        ("one notebook, `autograder check`, beside the yardstick", timings.check),
    )
    alone = [Required(what, median(taken) / yardstick, _OF_YARDSTICK) for what, taken in words]
    ratio = median(timings.two_jobs) / median(timings.one_job)
    jobs = Required(
        f"{timings.submissions} hand-ins, two jobs beside one job", ratio, 1, below=True
    )
    return [_class(results), *alone, jobs]


def _class(results: Results) -> Required:
    """Return the largest small class beside nbgrader."""
    *_, (size, ratio) = few.beside_nbgrader(figures.rows(results))
    return Required(f"a class of {size}, beside `nbgrader autograde`", ratio, _OF_NBGRADER)
