"""Whatever goes wrong with one hand-in outside of a check is that hand-in's: the class goes on."""

import hashlib
import json
import subprocess
import sys

import nbformat
import pytest
from folders import ROOT, copy_course
from preparing import own_cell, solution

from autograder.course import load_course

# One student for each stage at which something of ours raises, between two honest ones.
STAGES = ("read", "repair", "run", "judge", "clean", "write")
# And one whose file this machine does not let us read, and one who hands in again meanwhile.
STUDENTS = ("ada", *STAGES, "locked", "again", "empty", "zoe")
PROGRAM = """
import errno, json, os, sys
from pathlib import Path
import autograder.lean
from autograder.grading import grader, prepared
from autograder.notebooks import clean
from autograder.course import load_course
from autograder.model import Settings
from autograder.sandbox import Sandbox
from autograder.grading.student import StudentNotebook
from autograder.notebooks.submissions import find

now, tries = "", []

def failing(stage, function):
    def call(*args, **kwargs):
        if now == stage:
            tries.append(stage)
            raise ValueError(f"at {stage}")
        return function(*args, **kwargs)
    return call

def noting(function):
    def call(self, submission, checks):
        global now
        now = submission.student_id
        return function(self, submission, checks)
    return call

grader.AssignmentGrader._grade = noting(grader.AssignmentGrader._grade)
prepared.notebook_of = failing("read", prepared.notebook_of)
prepared.repair = failing("repair", prepared.repair)
StudentNotebook.run = failing("run", StudentNotebook.run)
grader.run_check = failing("judge", grader.run_check)
clean.notebook = failing("clean", clean.notebook)

def locked(path, *more, open=os.open):
    if "locked" in str(path):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))
    return open(path, *more)

os.open = locked
reports = {}

def finish(report, executed):
    if report.student_id == "write" and executed is not None:
        tries.append("write")
        raise ValueError("at write")
    error = report.checks[0].evidence.get("error")
    ran = executed is not None
    told = report.problems
    reports[report.student_id] = [
        report.status, report.score, error, ran, report.submission_sha256, told
    ]

course = load_course(Path(sys.argv[1]))
assignment = course.assignment("adaline")
settings = Settings(seed=1, devices=("cpu",))
faulty = grader.AssignmentGrader(
    course, assignment, settings, Sandbox.for_run(course.execution.limits, settings)
)
found = find(course, assignment)
again = course.submitted_dir / "again" / "adaline" / "adaline.ipynb"
again.write_bytes(course.release_notebook(assignment).read_bytes())
(course.submitted_dir / "empty" / "adaline" / "adaline.ipynb").write_bytes(b"")
faulty.run(found, finish)
print(json.dumps([reports, {stage: tries.count(stage) for stage in dict.fromkeys(tries)}]))
"""


def submit(course, student, notebook):
    path = course / "submitted" / student / "adaline" / "adaline.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The reports of a class in which something of ours fails at each stage, and the attempts."""
    course = copy_course(tmp_path_factory.mktemp("faults") / "course")
    for student in STUDENTS:
        submit(course, student, solution())
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(course)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("stage", STAGES)
def test_it_is_tried_once_more_and_then_withheld(graded, stage):
    reports, tries = graded
    status, score, error, executed, *_ = reports[stage]
    assert (status, score, executed) == ("broken", None, False)
    assert error == f"ValueError: at {stage}"
    # What cannot be written would not be written any better after another run.
    assert tries[stage] == (1 if stage == "write" else 2)


def test_the_others_are_graded(graded):
    reports, _ = graded
    assert set(reports) == set(STUDENTS)
    assert {student: reports[student][1] for student in ("ada", "zoe")} == {"ada": 100, "zoe": 100}


def test_a_file_that_we_may_not_read_costs_nobody_points(graded):
    status, score, error, executed, *_ = graded[0]["locked"]
    assert (status, score, executed) == ("broken", None, False)
    assert error.endswith(
        "submitted/locked/adaline/adaline.ipynb cannot be read: Permission denied"
    )


def test_what_cannot_be_read_is_told_with_what_to_do(graded):
    status, score, *_, (told,) = graded[0]["empty"]
    assert (status, score) == ("error", 0)
    assert told.startswith("the notebook file is empty; ")
    assert told.endswith("and hand that file in")


def test_what_is_graded_is_what_was_hashed(graded):
    """A hand-in that was replaced since it was found has the score and the digest of the new."""
    released = ROOT / "release" / "adaline" / "adaline.ipynb"
    _, score, _, _, sha256, _ = graded[0]["again"]
    assert (score, sha256) == (0, hashlib.sha256(released.read_bytes()).hexdigest())


@pytest.mark.thorough
def test_an_output_that_a_cell_makes_up_stops_nobody(tmp_path, autograder):
    """Seen in a class: an empty stream, in the collector's own list, ended the command."""
    course = copy_course(tmp_path / "course")
    odd = "get_ipython().collector.outputs.append({'output_type': 'stream', 'name': 'stdout', %s})"
    for number, text in enumerate(("'text': []", "'text': ''", "'text': None", "'data': {}")):
        notebook = solution()
        notebook.cells.append(own_cell(odd % text))
        submit(course, f"odd{number}", notebook)
    assignment = load_course(course).assignment("adaline")
    submit(course, "ada", solution())
    done = autograder("grade", "adaline", "--json", cwd=course)
    assert done.returncode == 0, done.stdout + done.stderr
    *lines, summary = map(json.loads, done.stdout.splitlines())
    assert {line["score"] for line in lines} == {assignment.points}
    assert summary["hand_ins"] == 5
