"""What a person, or a script, sees of a run of `autograder grade` while it runs."""

import heapq
import time
from collections import Counter
from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from autograder.cli.app import err, out
from autograder.cli.tables import coloured, points
from autograder.errors import GradebookError
from autograder.model import GradeReport, Status, Submission
from autograder.runs.run import Outcome

_SLOWEST = 3


class Watch:
    """Shows the run: a bar on a terminal, a line for each hand-in elsewhere.

    JSON is alone on stdout: with `as_json` all this is on stderr.
    """

    def __init__(self, title: str, *, as_json: bool) -> None:
        self.graded = 0
        self.slowest: list[tuple[float, str]] = []  # seconds and student, the slowest first
        self._total = 0
        self._began = time.monotonic()
        self._screen = err if as_json else out
        self._bar = _Bar(title, self._screen)

    def __enter__(self) -> "Watch":
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def begin(self, total: int) -> None:
        """So many are to be graded; the time counts from now."""
        self._total = total
        self._began = time.monotonic()
        if total:
            self._bar.begin(total)

    def started(self, submission: Submission) -> None:
        """A hand-in is taken up."""
        self._bar.started(submission.student_id)

    def refused(self, refusal: GradebookError) -> None:
        """The gradebook takes nothing for now."""
        err.print(
            f"warning: {escape(refusal.fault)}; grading goes on, and what is graded is recorded"
            " at the end",
            highlight=False,
            soft_wrap=True,
        )

    def ended(self, outcome: Outcome) -> None:
        """A hand-in has its report."""
        if outcome.fresh:
            self.graded += 1
            one = (outcome.report.seconds, outcome.report.student_id)
            self.slowest = heapq.nlargest(_SLOWEST, [*self.slowest, one])
            self._bar.ended(outcome.report, self.rate)
        if outcome.fresh and not self._screen.is_terminal:
            self._say(outcome.report)

    @property
    def seconds(self) -> float:
        """The time since grading began."""
        return time.monotonic() - self._began

    @property
    def rate(self) -> float:
        """The hand-ins that were graded in a minute, so far."""
        return 60 * self.graded / max(self.seconds, 1e-3)

    def _say(self, report: GradeReport) -> None:
        place = f"{self.graded}/{self._total}"
        said = f"{report.status} {points(report.score)}, {report.seconds:.1f} s"
        # Markup in brackets is rich's: it would take the place for one.
        self._screen.print(
            f"{place} {escape(report.student_id)}: {said}", highlight=False, soft_wrap=True
        )


class _Bar(Progress):
    """A bar with rate and time left; below it what came out so far and who is being graded."""

    def __init__(self, title: str, console: Console) -> None:
        self._counts: Counter[Status] = Counter()
        self._busy: dict[str, None] = {}
        super().__init__(
            TextColumn("{task.description}"),
            BarColumn(bar_width=None),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]:.0f}/min"),
            TimeRemainingColumn(compact=True),
            TextColumn("left"),
            console=console,
            expand=True,
            disable=not console.is_terminal,
        )
        self._title = title
        self._row: TaskID | None = None

    def begin(self, total: int) -> None:
        self._row = self.add_task(f"grading {escape(self._title)}", total=total, rate=0.0)
        self.start()

    def started(self, student: str) -> None:
        self._busy[student] = None

    def ended(self, report: GradeReport, rate: float) -> None:
        self._busy.pop(report.student_id, None)
        self._counts[report.status] += 1
        if self._row is not None:
            self.update(self._row, advance=1, rate=rate)

    def get_renderables(self) -> Iterable[RenderableType]:
        yield from super().get_renderables()
        counts = "  ".join(f"{n} {coloured(status)}" for status, n in self._counts.most_common())
        line = Text.from_markup(counts, end="")
        if self._busy:
            # A copy: the drawing thread must not see it change.
            line.append(("   " if counts else "") + f"now: {', '.join(list(self._busy))}")
        line.no_wrap = True
        line.overflow = "ellipsis"
        yield line


def event_of(outcome: Outcome) -> str:
    """Return what a JSON line calls the outcome."""
    if not outcome.recorded:
        return "withheld"
    return "graded" if outcome.fresh else "unchanged"
