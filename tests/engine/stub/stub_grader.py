"""Stands in for `autograder.grading.grader` in a grader process: no torch, no code runs.

A task is right once its cell is not as released, and wrong where the cell says WRONG. What else is
to happen to a hand-in, its test says beside the course: in the file of the student's name in the
folder STUB_ORDERS. A named pipe there holds the grader until the test closes it.
"""

import json
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from nbformat.v4 import new_code_cell, new_notebook, new_output

from autograder.errors import GradersError, SubmissionError
from autograder.grading.fingerprint import deciding
from autograder.grading.scoring import scored
from autograder.model import CheckResult, Status
from autograder.notebooks import code_cells, read_notebook
from autograder.sandbox import Sandbox

WRONG = "# wrong on purpose"


def take_over():
    """Have this process grade with the stub, and without a sandbox."""
    sys.modules["autograder.grading.grader"] = sys.modules[__name__]
    Sandbox.begin = Sandbox.forked = lambda _: None


class AssignmentGrader:
    """Grades as the real one does, but for what a notebook does when it runs."""

    def __init__(self, course, assignment, settings, sandbox, **_):
        self._assignment, self._settings, self._sandbox = assignment, settings, sandbox
        self._course = course
        self._decided_by = deciding(course, assignment)
        self._given = _given(course.graders_dir(assignment))
        self._released = _sources(read_notebook(course.release_notebook(assignment)))

    def run(self, submissions, finish, *, collected):
        collected()
        for submission in submissions:
            _obey(Path(os.environ["STUB_ORDERS"]) / submission.student_id)
            finish(*self._grade(submission))
        self._sandbox.close()

    def _grade(self, submission):
        problems, sources, executed = list(submission.problems), None, None
        fault = "no notebook was handed in"
        try:
            if submission.unreadable:
                raise SubmissionError(submission.unreadable)
            if submission.path is not None:
                sources = _sources(read_notebook(submission.path))
                executed = _executed(submission)
        except SubmissionError as error:
            problems.append(error.told)
            fault = "the hand-in cannot be read as a notebook"
        given = self._given.get(submission.student_id, {})
        results = [
            self._check(task, sources, fault, given.get(task.id)) for task in self._assignment.tasks
        ]
        report = scored(
            self._course, self._assignment, self._decided_by, self._settings, submission, results,
            problems=problems, seconds=0.0,
        )  # fmt: skip
        return report, executed

    def _check(self, task, sources, fault, given):
        status, message, diagnosis = Status.PASS, "", None
        if sources is None:
            status, message = Status.ERROR, fault
        elif sources.get(task.id) == self._released[task.id]:
            status, message, diagnosis = Status.ERROR, "the task is still open", "stub-left"
        elif WRONG in sources.get(task.id, WRONG):
            status, message = Status.FAIL, "its values are wrong"
        points = task.points if status is Status.PASS else 0.0
        if given is not None:
            points, status = given, Status.PASS if given == task.points else Status.FAIL
        return CheckResult(
            task=task.id,
            name="test_stub",
            title=f"{task.title}, by its text",
            status=status,
            points=points,
            max_points=task.points,
            message=message,
            diagnosis=diagnosis,
        )


def _given(graders):
    """Return the points, by student and task, that a test has these graders give."""
    with suppress(FileNotFoundError):
        return json.loads((graders / "stub.json").read_text())
    return {}


def _sources(notebook):
    return {cell.grade_id: cell.source for cell in code_cells(notebook)}


def _executed(submission):
    """Return a notebook that only this hand-in gets, the same each time."""
    shown = new_output("stream", text=f"{submission.student_id} {submission.sha256}")
    cell = new_code_cell("print(name)", id=submission.sha256[:8], outputs=[shown])
    return new_notebook(cells=[cell])


def _obey(order):
    with suppress(FileNotFoundError):
        if stat.S_ISFIFO(order.stat().st_mode):
            order.read_bytes()  # until whoever holds the other end lets go
            return
        said = order.read_text()
        if said == "die once":
            order.unlink()
        if said.startswith("die"):
            os._exit(9)
        raise GradersError(said)
