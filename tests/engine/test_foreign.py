"""Last week's notebook, or any other, handed in: it is recognised, and said so at each place."""

import json
import subprocess
import sys
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import nbformat
import pytest
from collecting import zipped
from folders import ROOT, copy_course
from preparing import own_cell

from autograder.course import load_course
from autograder.feedback import students_of, write_pages
from autograder.lms.collect import collect
from autograder.notebooks import read_notebook
from autograder.notebooks.foreign import foreign

COURSE = load_course(ROOT)
WEEKS = [assignment.id for assignment in COURSE.assignments]
ADALINE = COURSE.assignment("adaline")
OTHER = "its cells are those of autograd (week 3: What autograd does), not of adaline (week 4"


def solved(week):
    return read_notebook(COURSE.solution_notebook(COURSE.assignment(week)))


def stripped(notebook):
    """The notebook as a tool leaves it that drops nbgrader's metadata, with ends of lines added."""
    for cell in notebook.cells:
        cell.metadata = {}
        cell.source = "\n".join(f"{line} " for line in cell.source.split("\n"))
    return notebook


@pytest.mark.parametrize(("asked", "submitted"), list(permutations(WEEKS, 2)))
def test_each_weeks_notebook_is_told_from_each_others(asked, submitted):
    for notebook in (solved(submitted), stripped(solved(submitted))):
        said = foreign(COURSE, COURSE.assignment(asked), notebook)
        assert said.startswith(f"its cells are those of {submitted} (week ")


@pytest.mark.parametrize("week", WEEKS)
def test_a_weeks_own_notebook_is_its_own_however_little_is_left_of_it(week):
    assignment = COURSE.assignment(week)
    own = read_notebook(COURSE.release_notebook(assignment))
    solution = solved(week)
    code_alone = solved(week)
    code_alone.cells = [
        cell
        for cell in code_alone.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") in {t.id for t in assignment.tasks}
    ]
    beside = solved(week)
    beside.cells += [cell for other in WEEKS if other != week for cell in solved(other).cells]
    for notebook in (own, solution, stripped(solved(week)), code_alone, beside):
        assert foreign(COURSE, assignment, notebook) == ""
    assert foreign(COURSE, assignment, stripped(code_alone)) == ""


def test_a_notebook_of_nobodys_and_an_empty_one():
    for cells in ([], [own_cell("print('hello')")]):
        notebook = nbformat.v4.new_notebook(cells=cells)
        said = foreign(COURSE, ADALINE, notebook)
        assert said == "no cell of adaline (week 4: ADALINE, three times) is in it"


def test_collect_says_so(tmp_path):
    course = load_course(copy_course(tmp_path / "course"))
    data = {
        f"{student}/adaline.ipynb": course.solution_notebook(course.assignment(week)).read_bytes()
        for student, week in (("ada", "adaline"), ("bob", "autograd"))
    }
    archive = tmp_path / "submissions.zip"
    archive.write_bytes(zipped(data, ADALINE.due - timedelta(days=1)))
    notes = {row.student: row.notes for row in collect(course, ADALINE, archive).rows}
    assert notes["ada"] == ()
    assert [note for note in notes["bob"] if note.startswith(OTHER)]


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A class in which three handed in another notebook, as graded: the course, and JSON lines."""
    course = load_course(copy_course(tmp_path_factory.mktemp("foreign") / "course"))
    put(course, "bob", solved("autograd"))
    put(course, "eve", solved("gradient-descent"))  # whose tasks have names in common with these
    put(course, "finn", nbformat.v4.new_notebook(cells=[own_cell("print('hello')")]))
    command = Path(sys.executable).parent / "autograder"
    done = subprocess.run(
        [command, "grade", "adaline", "--json"], cwd=course.root, capture_output=True, check=True
    )
    *lines, _ = map(json.loads, done.stdout.splitlines())
    return course, {line["student_id"]: line for line in lines}


def put(course, student, notebook):
    path = course.submitted_dir / student / "adaline" / "adaline.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)


@pytest.mark.thorough
def test_the_report_says_so_and_names_no_mistake(graded):
    _, lines = graded
    words = {"bob": OTHER, "eve": "its cells are those of gradient-descent (week 1"}
    for student, line in lines.items():
        assert (line["final"], line["status"]) == (0, "error")
        assert {cause["message"] for cause in line["causes"]} == {
            "this is not the notebook of this week"
        }
        assert {cause["diagnosis"] for cause in line["causes"]} == {None}
        (note,) = line["notes"]
        assert note.startswith(words.get(student, "no cell of adaline"))


@pytest.mark.thorough
def test_the_page_says_so(graded):
    course, _ = graded
    now = ADALINE.due + timedelta(days=1)
    list(write_pages(course, ADALINE, students_of(course, ADALINE, ["bob"]), now))
    page = course.feedback_page("bob", ADALINE).read_text()
    assert "<h1>This is not the notebook of this week.</h1>" in page
    assert OTHER in page
    assert "was handed in without answers" not in page
