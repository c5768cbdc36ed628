"""Imported courses in use: released, audited, graded; docs/importing.md, done as it says."""

import json
import re
import shutil
import sqlite3
from collections import Counter

import nbformat
import pytest
from folders import ROOT
from nbgrader_courses import GUIDE, answer, assignment, cell, checked, course_folder, quickstart
from test_authoring import BLOCK, plain, run

from autograder.course import load_course

pytestmark = pytest.mark.thorough  # each imports a course, builds it and grades it

HIDDEN = """\
assert mean([1.0, 2.0]) == 1.5, "the mean of 1 and 2"
### BEGIN HIDDEN TESTS
assert mean([2.5]) == 2.5, "of one number, a secret"
### END HIDDEN TESTS"""
MEAN = "def mean(xs):\n    ### BEGIN SOLUTION\n    return sum(xs) / len(xs)\n    ### END SOLUTION"

NOSY = """\
import builtins

run, seen = builtins.exec, []

def spying(code, *names):
    seen.append(str(getattr(code, "co_consts", "")))
    run(code, *names)

builtins.exec = spying

def mean(xs):
    raise ValueError(seen[-1])
"""


def hand_in(course, student, source, week="hw", task="mean"):
    """Hand in the solution with another cell for a task."""
    notebook = nbformat.read(course / "solutions" / week / f"{week}.ipynb", as_version=4)
    next(c for c in notebook.cells if c.id == task).source = source
    folder = course / "submitted" / student / week
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{week}.ipynb")


def report(course, student, week="hw"):
    return json.loads((course / "autograded" / student / week / "report.json").read_text())


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Import a course with hidden tests and a cell to grade by hand, and grade hand-ins."""
    folder = tmp_path_factory.mktemp("imported")
    old, course = folder / "old", course_folder(folder / "new")
    essay = cell("because", "why", kind="markdown", solution=True, grade=True, points=2.5)
    assignment(old, answer(MEAN, "mean"), checked(HIDDEN, "test_mean", 1.5), essay)
    code, said = run(f"autograder import {old}", course)
    assert code == 0, said
    hand_in(course, "right", "def mean(xs):\n    return sum(xs) / len(xs)")
    hand_in(course, "visible", "def mean(xs):\n    return 1.0")
    hand_in(course, "hidden", "def mean(xs):\n    return 1.5")
    hand_in(course, "raises", "def mean(xs):\n    return xs[1] / (len(xs) - 1) - 0.5")
    hand_in(course, "nosy", NOSY)
    code, said = run("autograder grade hw", course)
    assert code == 0, said
    return course


def test_hidden_tests_grade_and_say_nothing(graded):
    names = ("right", "visible", "hidden", "raises", "nosy")
    scores = {who: report(graded, who)["score"] for who in names}
    assert scores == {"right": 1.5, "visible": 0, "hidden": 0, "raises": 0, "nosy": 0}
    said = {who: report(graded, who)["checks"][0] for who in scores}
    assert "assert mean([1.0, 2.0]) == 1.5" in said["visible"]["message"]
    assert said["hidden"]["message"] == "a hidden test does not hold"
    assert said["raises"]["message"].startswith("your code raised IndexError")
    assert said["nosy"]["message"].startswith("your code raised ValueError")
    assert "secret" in str(said["nosy"]["evidence"]), "which the TA sees, and no student"
    released = "".join(p.read_text() for p in (graded / "release").rglob("*") if p.is_file())
    assert "secret" not in released
    code, said = run("autograder feedback hw", graded)
    assert code == 0, said
    pages = {who: (graded / f"feedback/{who}/hw/hw.html").read_text() for who in names}
    assert not any("secret" in page or "2.5]" in page for page in pages.values())
    assert "a hidden test does not hold" in pages["hidden"].lower()


def test_what_a_person_grades_waits_and_counts(graded):
    book = sqlite3.connect(graded / "gradebook.db")
    waiting = book.execute(
        "SELECT count(*) FROM grade JOIN base_cell ON base_cell.id = grade.cell_id"
        " WHERE name = 'why' AND needs_manual_grade"
    )
    assert waiting.fetchone() == (5,)
    book.close()
    code, said = run("autograder mark hw right why 2 --comment 'nearly'", graded)
    assert code == 0, said
    code, said = run("autograder grade hw right --force --json", graded)
    line = json.loads(said.splitlines()[0])
    assert (line["automatic"], line["final"], line["waiting"]) == (1.5, 3.5, [])
    assert line["by_hand"] == {"why": 2.0}
    code, said = run("autograder mark hw right why 3", graded)
    assert (code, "worth 0 to 2.5 points" in said) == (2, True)
    code, said = run("autograder export hw --to csv", graded)
    assert code == 0, said
    code, said = run("autograder feedback hw right", graded)
    page = (graded / "feedback/right/hw/hw.html").read_text()
    assert "3.5 of 4" in page
    assert "nearly" in page


def test_another_hand_in_asks_for_the_person_again(graded):
    path = graded / "submitted/visible/hw/hw.ipynb"
    run("autograder mark hw visible why 1", graded)
    path.write_text(path.read_text().replace("return 1.0", "return 1.25"))
    code, said = run("autograder grade hw visible --json", graded)
    assert code == 0, said
    line = json.loads(said.splitlines()[0])
    assert (line["final"], line["waiting"], line["earlier"]) == (1.0, ["why"], ["why"])


def test_the_page_is_true(tmp_path):
    course_folder(tmp_path)
    for kind, text in BLOCK.findall((ROOT / "docs" / "importing.md").read_text()):
        if kind != "console":
            continue
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            command, *shown = part.splitlines()
            code, said = run(command, tmp_path)
            assert code == 0, f"{command}\n{said}"
            lines = {plain(line, tmp_path).removeprefix("ps1 ") for line in said.splitlines()}
            assert set(shown) <= lines, f"{command}\n{said}"


@pytest.mark.parametrize(
    ("make", "week", "checks", "by_hand"),
    [
        (lambda folder: quickstart(folder, autotest=False), "ps1", 4, 5),
        (lambda folder: quickstart(folder, autotest=True), "ps1", 4, 5),
        (lambda _: GUIDE, "ps1", 4, 5),
        (lambda _: GUIDE, "ps1_autotest", 4, 5),
    ],
    ids=["quickstart", "quickstart --autotest", "user_guide/ps1", "user_guide/ps1_autotest"],
)
def test_every_cell_of_nbgraders_courses_grades_unchanged_solutions_right(
    tmp_path, make, week, checks, by_hand
):
    """Each cell with points is a check that the solution passes and the release fails, or waits."""
    course = course_folder(tmp_path / "new")
    code, said = run(f"autograder import {make(tmp_path / 'old')} --only {week}", course)
    assert code == 0, said
    code, said = run(f"autograder audit {week} --seeds 1", course)
    assert code == 0, said
    for student, built in (("solution", "solutions"), ("release", "release")):
        folder = course / "submitted" / student / week
        folder.mkdir(parents=True)
        shutil.copy(course / built / week / f"{week}.ipynb", folder)
    code, said = run(f"autograder grade {week}", course)
    assert code == 0, said
    statuses = {
        student: Counter(one["status"] for one in report(course, student, week)["checks"])
        for student in ("solution", "release")
    }
    assert statuses["solution"] == {"pass": checks}
    assert not statuses["release"]["pass"]
    assert report(course, "release", week)["score"] == 0
    assigned = load_course(course).assignment(week)
    assert report(course, "solution", week)["score"] == sum(t.points for t in assigned.tasks) == 3
    assert len(assigned.by_hand) - sum(not p.points for p in assigned.by_hand) == by_hand
    assert assigned.points == 13
