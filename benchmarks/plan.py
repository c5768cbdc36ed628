"""Which measurement comes after which.

In each round every contender grades its classes, in one order and in the next round in the
other, so that a machine which is busy for a while is busy for all of them.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks import measure
from benchmarks.contenders.floor import Floor
from benchmarks.contenders.grading import Contender
from benchmarks.contenders.nbgrader import Nbgrader
from benchmarks.contenders.otter import Otter
from benchmarks.contenders.ours import Ours, put_course
from benchmarks.results import Results, Run, outcome, this_machine, today
from benchmarks.sizes import Sizes
from benchmarks.submissions import ROOT, ClassOfStudents, Submission
from benchmarks.timings import time_in_turns

FLOOR, NBGRADER, OTTER = "floor", "nbgrader", "otter-grader"
NBGRADER_TWICE, OTTER_TWICE = "nbgrader, two commands", "otter-grader, two loops"
OURS, OURS_ALONE = "ours", "ours, one job"
NBGRADER_SMALL, OURS_SMALL = "nbgrader, small class", "ours, small class"

_CONTENDERS: dict[str, Contender] = {
    FLOOR: Floor(),
    NBGRADER: Nbgrader(),
    NBGRADER_TWICE: Nbgrader(commands=2),
    OTTER: Otter(),
    OTTER_TWICE: Otter(commands=2),
    OURS: Ours(jobs=2),
    OURS_ALONE: Ours(jobs=1),
    # Few seconds in all, of which nobody takes a part to look at the memory.
    NBGRADER_SMALL: Nbgrader(memory=False),
    OURS_SMALL: Ours(jobs=None, memory=False),
}

Say = Callable[[str], None]
_FOREVER = 7200.0


@dataclass(frozen=True)
class Step:
    """One contender grades the first so many of the class."""

    contender: str
    submissions: int


def steps(sizes: Sizes) -> list[Step]:
    """Return what is graded in which order."""
    peers = [Step(name, sizes.peers) for name in (NBGRADER, OTTER)]
    ours = [Step(OURS, size) for size in sizes.classes]
    ours += [Step(OURS_ALONE, size) for size in sizes.alone]
    small = [Step(name, size) for size in sizes.small for name in (NBGRADER_SMALL, OURS_SMALL)]
    # The peers stand between ours, so that both see the same minutes.
    middle = [Step(FLOOR, sizes.peers), *small]
    order = [peers[0], *ours[::2], *middle, peers[1], *ours[1::2]]
    planned = [step for turn in range(sizes.rounds) for step in order[:: (-1) ** turn]]
    planned += [Step(name, sizes.peers) for name in (NBGRADER_TWICE, OTTER_TWICE)]
    planned += [Step(OURS_ALONE, sizes.alone_last)] if sizes.alone_last else []
    return planned + ([Step(OURS, sizes.last)] if sizes.last else [])


def carry_out(sizes: Sizes, say: Say) -> Results:
    """Measure everything; say each step before it and what it took after it."""
    students = ClassOfStudents()
    submissions = list(students.submissions(sizes.largest))
    planned = steps(sizes)
    runs = []
    for number, step in enumerate(planned, 1):
        say(f"[{number}/{len(planned)}] {step.contender}: {step.submissions} hand-ins ...")
        runs.append(_patiently(step.contender, submissions[: step.submissions], say))
        say(_words(runs[-1]))
    timings = time_in_turns(sizes, submissions[: sizes.peers], students.solved(), say)
    endless = []
    for name, limit in ((OURS, _FOREVER), (NBGRADER, _FOREVER), (OTTER, sizes.patience)):
        say(f"[endless loop] {name} ...")
        endless.append(_grade(name, [students.endless()], limit, complete=False))
        say(_words(endless[-1]))
    return Results(
        date=today(),
        machine=this_machine(),
        rounds=sizes.rounds,
        patience=sizes.patience,
        classes=tuple(runs),
        timings=timings,
        endless=tuple(endless),
        stages=tuple(_stages(submissions[: sizes.peers], sizes.passes, say)),
    )


def _patiently(name: str, submissions: list[Submission], say: Say) -> Run:
    """Grade once more where it fails: one bad moment must not cost a quarter of an hour."""
    try:
        return _grade(name, submissions, _FOREVER)
    except measure.CommandFailed as failure:
        say(f"    once more, since {failure}")
        return _grade(name, submissions, _FOREVER)


def _grade(name: str, submissions: list[Submission], limit: float, *, complete: bool = True) -> Run:
    with measure.scratch() as work:
        graded = _CONTENDERS[name].grade(work, submissions, limit=limit)
        if complete and None in graded.scores.values():
            said = graded.measured.said[-2000:]
            raise measure.CommandFailed(f"{name} left hand-ins without a score:\n{said}")
        return outcome(name, graded, submissions)


def _words(run: Run) -> str:
    words = f"    {run.seconds:.1f} s, {run.seconds / run.submissions:.3f} s for each"
    words += f", {run.all_mb:.0f} MB" if run.all_mb else ""
    words += f", {run.caught} of {run.wrong} mistakes"
    return words + (", stopped" if run.stopped else "")


def _stages(submissions: Sequence[Submission], passes: int, say: Say) -> Iterator[dict[str, float]]:
    """Yield the stages of one hand-in, pass by pass; figures are what drawing adds to the cells."""
    from benchmarks.stages import CELLS, FIGURES

    for number in range(passes):
        say(f"[stages, pass {number + 1} of {passes}] ...")
        plain, drawn = (_one_pass(submissions, option) for option in ((), ("--figures",)))
        figures = max(0.0, drawn[CELLS] - plain[CELLS])
        yield {**drawn, CELLS: drawn[CELLS] - figures, FIGURES: figures}


def _one_pass(submissions: Sequence[Submission], options: Sequence[str]) -> dict[str, float]:
    with measure.scratch() as work:
        put_course(work, submissions)
        result = work / "stages.json"
        command = [sys.executable, "-m", "benchmarks.stages", str(result), *options]
        measure.run(command, cwd=work, env={"PYTHONPATH": str(ROOT)})
        found: dict[str, float] = json.loads(result.read_text())
        return found
