"""Short commands, each timed several times and in turns.

The yardstick is a fresh process that imports what a notebook of the course uses: a command that
runs one from nothing has to do that too. Beside it, one hand-in alone is graded and checked. Then
few hand-ins are graded with one job and with two. Nobody looks at memory meanwhile.
"""

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from benchmarks import measure
from benchmarks.contenders.grading import FULL
from benchmarks.contenders.ours import AUTOGRADER, Ours, put_course, score
from benchmarks.measure import CommandFailed
from benchmarks.results import Timings
from benchmarks.sizes import Sizes
from benchmarks.submissions import ASSIGNMENT, ROOT, Submission

LIBRARIES = "import torch, sklearn, matplotlib, IPython"
_LIMIT = 600.0  # seconds

Timer = Callable[[], float]


def time_in_turns(
    sizes: Sizes, submissions: Sequence[Submission], solved: Submission, say: Callable[[str], None]
) -> Timings:
    """Time `solved` alone; then the class of `submissions` with one job and with two."""
    with measure.scratch() as work:
        found = in_turns(_alone(work, submissions, solved), sizes.times, say)
    jobs = {"one_job": partial(_class, submissions, 1), "two_jobs": partial(_class, submissions, 2)}
    found |= in_turns(jobs, sizes.pairs, say)
    return Timings.model_validate({**found, "submissions": len(submissions)})


def in_turns(
    timers: Mapping[str, Timer], times: int, say: Callable[[str], None]
) -> dict[str, tuple[float, ...]]:
    """Return the seconds of each timer, by its name; they take turns, forth and back.

    One that fails is tried once more: a bad moment must not cost all that was measured before.
    """
    taken: dict[str, list[float]] = {name: [] for name in timers}
    for turn in range(times):
        say(f"[{', '.join(timers)}: {turn + 1} of {times}] ...")
        for name in list(timers)[:: (-1) ** turn]:
            try:
                seconds = timers[name]()
            except CommandFailed as failure:
                say(f"    {name} once more, since {failure}")
                seconds = timers[name]()
            taken[name].append(round(seconds, 3))
        say("    " + ", ".join(f"{name} {taken[name][-1]:.2f} s" for name in timers))
    return {name: tuple(seconds) for name, seconds in taken.items()}


def _alone(
    work: Path, submissions: Sequence[Submission], solved: Submission
) -> Mapping[str, Timer]:
    """Return what to time of one hand-in; what it needs is made in `work`, and every file warm."""
    course = work / "course"
    put_course(course, [*submissions, solved])
    measure.run([AUTOGRADER, "grade", ASSIGNMENT], cwd=course)
    notebook = _handed_out(work / "student", solved)
    timers = {
        "libraries": partial(_seconds, [sys.executable, "-c", LIBRARIES], work),
        "fresh": partial(_fresh, solved),
        "again": partial(_graded, course, solved, "--force"),
        "torch": partial(_seconds, [sys.executable, "-c", "import torch"], work),
        "check": partial(_seconds, [AUTOGRADER, "check", notebook], work),
    }
    timers["check"]()  # the others' files have been read above
    return timers


def _handed_out(folder: Path, solved: Submission) -> Path:
    """Make a student's folder with what is released and the solved notebook; return its path."""
    shutil.copytree(ROOT / "release" / ASSIGNMENT, folder)
    notebook = folder / f"{ASSIGNMENT}.ipynb"
    notebook.write_bytes(solved.content)
    return notebook


def _fresh(solved: Submission) -> float:
    with measure.scratch() as work:
        put_course(work, [solved])
        return _graded(work, solved)


def _graded(course: Path, solved: Submission, *options: str) -> float:
    """Grade one student's hand-in alone; return the seconds of the whole command."""
    seconds = _seconds([AUTOGRADER, "grade", ASSIGNMENT, solved.student, *options], course)
    if (points := score(course, solved.student)) != FULL:
        raise CommandFailed(f"the solution was graded with {points}")
    return seconds


def _class(submissions: Sequence[Submission], jobs: int) -> float:
    with measure.scratch() as work:
        graded = Ours(jobs, memory=False).grade(work, submissions, limit=_LIMIT)
    if None in graded.scores.values():
        raise CommandFailed(f"hand-ins without a score:\n{graded.measured.said[-2000:]}")
    return graded.measured.seconds


def _seconds(command: Sequence[str | Path], cwd: Path) -> float:
    return measure.run(command, cwd=cwd, limit=_LIMIT, memory=False).seconds
