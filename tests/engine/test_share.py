"""Graders side by side: cores of their own, and a second try alone for whom neighbours starved."""

import json
import os
import signal
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace

import pytest
from students import code

from autograder.course import load_course
from autograder.grading.grader import AssignmentGrader
from autograder.grading.student import StudentNotebook
from autograder.model import Limits, Settings
from autograder.notebooks import CodeCell
from autograder.notebooks.submissions import find
from autograder.runs.crews import grade_class
from autograder.sandbox import Ending, Sandbox
from autograder.sandbox.share import Turns, shared_cores


@pytest.mark.parametrize(
    ("cores", "jobs", "shared"),
    [
        ({0, 1}, 1, [set()]),
        ({0, 1}, 2, [{0}, {1}]),
        ({2, 3, 5, 7, 9}, 2, [{2, 5, 9}, {3, 7}]),
        ({4, 6}, 3, [{4}, {6}, {4}]),
    ],
)
def test_each_grader_has_cores_of_its_own(monkeypatch, cores, jobs, shared):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: cores)
    assert shared_cores(jobs) == shared


def test_who_is_alone_waits_for_those_inside_and_nobody_enters_meanwhile():
    ours, theirs = os.pipe(), os.pipe()
    with tempfile.TemporaryFile() as file:
        turns = Turns(file.fileno())

        def child(how, name):
            pid = os.fork()
            if pid:
                return pid
            with getattr(turns, how)():
                os.write(ours[1], f"{name}+".encode())
                os.read(theirs[0], 1)
                os.write(ours[1], f"{name}-".encode())
            os._exit(0)

        def said(count):
            return "".join(os.read(ours[0], 2).decode() for _ in range(count))

        children = [child("beside", "a"), child("beside", "b")]
        assert sorted(said(2)) == sorted("a+b+"), "they are inside together"
        children += [child("alone", "X"), child("alone", "Y")]
        for _ in children:
            os.write(theirs[1], b".")
        told = said(6)
        for pid in children:
            os.waitpid(pid, 0)
    assert {told[:4], told[4:8]} <= {"a-b-", "b-a-", "X+X-", "Y+Y-"}
    assert told[:4] in ("a-b-", "b-a-")
    assert told[4:] in ("X+X-Y+Y-", "Y+Y-X+X-")


@pytest.mark.parametrize(
    ("ending", "starved"),
    [
        (Ending(None, False, lived=10, ran=9.9, waited=0.1), False),  # an endless loop
        (Ending(None, False, lived=10, ran=0.1, waited=0.0), False),  # it slept, or hung
        (Ending(None, False, lived=10, ran=0.7, waited=9.2), True),
        (Ending(None, False, lived=40, ran=30.6, waited=9.2), True),  # before, it had a core
        (Ending(None, False, lived=10, ran=9.5, waited=280.0), False),  # by its own processes
        (Ending(None, False, lived=60, ran=40.0, waited=20.0), True),
    ],
)
def test_who_had_no_core_is_told_from_who_used_it_up(ending, starved):
    assert ending.starved(10.0) is starved


class Told(Sandbox):
    """Tells of each hand-in what a test says."""

    used = {}  # noqa: RUF012

    def end_session(self, session, *, hung_up):
        ending = super().end_session(session, hung_up=hung_up)
        self.measured = ending
        return ending and replace(ending, **self.used)


CORE = max(os.sched_getaffinity(0))


@pytest.fixture(scope="module")
def sandbox():
    sandbox = Told(Limits(memory_mb=256))
    sandbox.cores = frozenset({CORE})
    with sandbox as warm:
        yield warm


def doubtful(sandbox, source, *, seconds=1.0, total_seconds=120.0, **used):
    """Say whether how a notebook of one cell ended is doubtful, where it used this."""
    sandbox.used = used
    limits = sandbox.limits.model_copy(update={"seconds": seconds, "total_seconds": total_seconds})
    student = StudentNotebook(sandbox, [CodeCell("c", None, source)], limits)
    student.run()
    student.close()
    return student.doubtful


def test_a_time_out_is_doubtful_where_others_had_the_core(sandbox):
    loop = "while True: pass"
    assert doubtful(sandbox, loop, lived=1.0, ran=0.1, waited=0.9)
    assert not doubtful(sandbox, loop, lived=1.0, ran=0.9, waited=0.1)
    starved = {"lived": 60.0, "ran": 0.1, "waited": 59.9}
    assert not doubtful(sandbox, "1", seconds=60.0, **starved), "it did end"


def test_memory_and_a_kill_are_doubtful_unless_we_saw_it(sandbox):
    sandbox.used = {}
    assert doubtful(sandbox, "raise MemoryError", seconds=60.0)
    forks = (
        "import os, time\nfor _ in range(3):\n    if os.fork() == 0:\n"
        "        kept = b'x' * (150 * 2**20)\n        time.sleep(600)\nos.wait()"
    )
    assert not doubtful(sandbox, forks, seconds=60.0)
    assert doubtful(
        sandbox, f"import os; os.kill(os.getpid(), {int(signal.SIGKILL)})", seconds=60.0
    )
    assert not doubtful(sandbox, "import os; os._exit(3)", seconds=60.0)


def test_what_is_measured_and_where_it_runs(sandbox):
    sandbox.used = {}
    before = os.sched_getaffinity(0)
    with sandbox.open() as session:
        shown = session.run_cell(
            "import os\nprint(os.sched_getaffinity(0))\nif os.fork() == 0:\n"
            "    sum(range(3_000_000))\n    os._exit(0)\nos.wait()\n"
            "try:\n    os.sched_setaffinity(0, range(64))\nexcept PermissionError: print('no')\n",
            "c",
            seconds=60.0,
        )
    assert shown.outputs[0]["text"] == f"{{{CORE}}}\nno\n"
    assert os.sched_getaffinity(0) == before
    measured = sandbox.measured
    assert 0.01 < measured.ran <= measured.lived + 0.05, "what the fork ran is counted"
    assert 0 <= measured.waited <= measured.lived


def confirmed(first, second=None):
    """Return the score that counts, and what happened on the way."""
    happened, reports = [], [first, second]

    @contextmanager
    def held(name):
        happened.append(name)
        yield
        happened.append("left")

    grader = object.__new__(AssignmentGrader)
    grader._turns = SimpleNamespace(beside=lambda: held("beside"), alone=lambda: held("alone"))
    grader._sandbox = SimpleNamespace(close=lambda: happened.append("closed"))

    def grade(*_):
        score, is_doubtful = reports.pop(0)
        happened.append("graded")
        return SimpleNamespace(score=score), None, is_doubtful

    grader._grade = grade
    report, _ = grader._confirmed(None, ())
    return report.score, happened


def test_what_is_doubtful_is_graded_once_more_alone():
    beside, alone = ["beside", "graded", "left"], ["closed", "alone", "graded", "left"]
    assert confirmed((72, False)) == (72, beside)
    assert confirmed((72, True), (100, False)) == (100, beside + alone)
    assert confirmed((72, True), (40, True)) == (72, beside + alone)
    assert confirmed((72, True), (None, False)) == (72, beside + alone)


BUSY = """
import os
for _ in range(30):
    if os.fork() == 0:
        os.setsid()
        while True: pass
"""


@pytest.mark.thorough
def test_a_submission_of_many_processes_starves_no_neighbour(course_folder):
    course = load_course(course_folder)
    adaline = course.assignment("adaline")
    solved = json.loads(course.solution_notebook(adaline).read_bytes())
    for name in ("busy-1", "honest-1", "busy-2", "honest-2"):
        own = code(BUSY) if name.startswith("busy") else code("'nothing'")
        path = course.submitted_dir / name / "adaline" / "adaline.ipynb"
        path.parent.mkdir(parents=True)
        cells = [solved["cells"][0], own, *solved["cells"][1:]]
        path.write_text(json.dumps({**solved, "cells": cells}))
    graded = grade_class(
        course,
        adaline,
        find(course, adaline),
        Settings(),
        jobs=2,
        started=lambda _: None,
        write=False,
    )
    scores = {submission.student_id: report.score for submission, report in graded}
    assert [scores["honest-1"], scores["honest-2"]] == [100, 100]
