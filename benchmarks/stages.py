"""Where the time of one hand-in goes, stage by stage, in the grader process.

    python -m benchmarks.stages RESULT [--figures]

Run in a course folder, it grades what is handed in, in this process, with the engine's functions
wrapped from outside, and writes the mean seconds of each stage into the file RESULT. A stage's
time is its own: what a stage inside of it takes is not counted twice, so the stages add up.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

from autograder.course import load_course
from autograder.gradebook import GradebookWriter
from autograder.grading import grader, prepared
from autograder.grading.grader import AssignmentGrader
from autograder.grading.reports import notebook_bytes, write_report
from autograder.model import GradeReport, Settings
from autograder.notebooks.node import NotebookNode
from autograder.notebooks.submissions import find
from autograder.sandbox import Sandbox, Session
from benchmarks.submissions import ASSIGNMENT

OPEN, READ, CELLS, FIGURES = "fork", "read and repair", "cells", "figures"
PROBES, ASKED, CHECKS = "probes loaded", "student's code in checks", "hidden checks"
EXECUTED, CLOSE, WRITE, BOOK = "executed notebook", "end of the process", "write", "gradebook"
REST = "the rest"
STAGES = (
    READ, OPEN, CELLS, FIGURES, PROBES, ASKED, CHECKS, CLOSE, EXECUTED, WRITE, BOOK, REST
)  # fmt: skip


class Stopwatch:
    """Adds up the time of nested stages; what no stage claims is the rest."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._stack = [REST]
        self._since = time.perf_counter()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what passes in here for `name`, and for nothing around it."""
        self._turn()
        self._stack.append(name)
        try:
            yield
        finally:
            self._turn()
            self._stack.pop()

    def reset(self) -> None:
        """Forget what was counted."""
        self._turn()
        self.spent.clear()

    def _turn(self) -> None:
        now = time.perf_counter()
        self.spent[self._stack[-1]] += now - self._since  # type: ignore[assignment]
        self._since = now

    def wrap(self, owner: Any, name: str, stage: str) -> None:
        """Count every call of `owner.name` for a stage."""
        function: Callable[..., Any] = getattr(owner, name)

        @wraps(function)
        def counted(*args: Any, **kwargs: Any) -> Any:
            with self.stage(stage):
                return function(*args, **kwargs)

        setattr(owner, name, counted)


def instrument(watch: Stopwatch) -> None:
    """Wrap what the stages consist of; AttributeError where the engine has changed its names."""
    for owner, name, stage in (
        (Sandbox, "open", OPEN),
        (Sandbox, "end_session", CLOSE),
        (Session, "run_cell", CELLS),
        (Session, "load_probes", PROBES),
        (Session, "call", ASKED),
        (Session, "probe", ASKED),
        (prepared, "read_notebook", READ),
        (prepared, "repair", READ),
        (prepared.Prepared, "executed", EXECUTED),
        (grader, "_run_checks", CHECKS),
    ):
        watch.wrap(owner, name, stage)


def measure(folder: Path, *, figures: bool) -> dict[str, float]:
    """Grade what is handed in in a course folder; return the mean seconds of each stage.

    The first hand-in warms the process up and is not counted.
    """
    course = load_course(folder)
    assignment = course.assignment(ASSIGNMENT)
    submissions = find(course, assignment)
    watch = Stopwatch()
    instrument(watch)
    done: list[GradeReport] = []

    def finish(report: GradeReport, executed: NotebookNode | None) -> None:
        with watch.stage(WRITE):
            write_report(course, assignment, report, notebook_bytes(executed))
        done.append(report)
        if len(done) == 1:
            watch.reset()
        elif len(done) == len(submissions):
            counted.update(watch.spent)

    counted: dict[str, float] = {}
    settings = Settings(figures=figures)
    sandbox = Sandbox.for_run(course.execution.limits, settings)
    with GradebookWriter(course) as gradebook:
        gradebook.prepare(assignment)
        AssignmentGrader(course, assignment, settings, sandbox).run(submissions, finish)
        begin = time.perf_counter()
        gradebook.record_all(list(zip(done, submissions, strict=True)))
        counted[BOOK] = (time.perf_counter() - begin) * (len(done) - 1) / len(done)
    return {stage: counted.get(stage, 0.0) / (len(done) - 1) for stage in STAGES}


def main() -> None:
    """Measure in the working directory."""
    result, *options = sys.argv[1:]
    found = measure(Path.cwd(), figures="--figures" in options)
    Path(result).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
