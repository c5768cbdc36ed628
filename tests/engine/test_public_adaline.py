"""Week 4's public checks on every known hand-in: what they accept, and what they name."""

import contextlib
import io
from functools import cache
from pathlib import Path

import matplotlib as mpl
import pytest

from autograder.course import load_course
from autograder.known import all_known, build
from autograder.notebook import code_cells, read_notebook
from autograder.public import PublicStatus, run_task

ROOT = Path(__file__).resolve().parents[2]
COURSE = load_course(ROOT)
WEEK = COURSE.assignment("adaline")
FOLDER = ROOT / "release" / "adaline"
TASKS = [task.id for task in WEEK.tasks]
KNOWN = {known.name: known for known in all_known(COURSE, WEEK)}
GIVEN = ("given_imports", "given_data", "given_tools", "given_adaline2")


@cache
def solved():
    return read_notebook(COURSE.solution_notebook(WEEK))


def namespace(known=None):
    """Return the names that a notebook defines, its tasks' cells being the known hand-in's."""
    notebook = solved() if known is None else build(known, solved())
    names = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()), mpl.rc_context({"backend": "agg"}):
        for cell in code_cells(notebook):
            if cell.grade_id in (*GIVEN, *TASKS):
                with contextlib.suppress(Exception):
                    exec(compile(cell.source, cell.grade_id, "exec"), names)
    return names


def results(known):
    names = namespace(known)
    return {task: run_task(FOLDER, names, task) for task in TASKS}


@pytest.mark.parametrize("name", [n for n, known in KNOWN.items() if known.kind == "accepted"])
def test_a_right_answer_passes_every_task(name):
    for result in results(KNOWN[name]).values():
        assert result.status is PublicStatus.PASS, result


@pytest.mark.parametrize("name", [n for n, known in KNOWN.items() if known.kind == "mistake"])
def test_a_mistake_is_caught_where_it_is_and_named_as_the_grader_names_it(name):
    known = KNOWN[name]
    found = results(known)
    failed = {task for task, result in found.items() if result.status is not PublicStatus.PASS}
    named = {result.diagnosis for result in found.values()} - {None}
    assert failed == set(known.fails), found
    assert named == set(known.diagnoses), found
