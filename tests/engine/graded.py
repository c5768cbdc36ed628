"""A small class with right, wrong and odd hand-ins, and what a run of it leaves behind."""

import json
import shutil
import sqlite3

import nbformat
from folders import copy_course
from stub.stub_grader import WRONG

SEED = 7
STUDENTS = ("ada", "bob", "carl", "dora", "eve", "finn")


def make_class(folder):
    """Make a course folder in which six have handed in, all in the week of ADALINE."""
    course = copy_course(folder)
    solution = course / "solutions" / "adaline" / "adaline.ipynb"
    for student in ("ada", "finn"):
        _submit(course, student, solution.read_bytes())
    _submit(course, "bob", (course / "release" / "adaline" / "adaline.ipynb").read_bytes())
    _submit(course, "carl", _wrong_sign(solution))
    _submit(course, "dora", b"")
    shutil.rmtree(course / "submitted" / "eve", ignore_errors=True)
    (course / "submitted" / "eve" / "adaline").mkdir(parents=True)
    elsewhere = course / "submitted" / "eve" / "adaline" / "adaline.ipynb"
    elsewhere.symlink_to(solution)  # a link is not followed
    return course


def _submit(course, student, content):
    folder = course / "submitted" / student / "adaline"
    folder.mkdir(parents=True)
    (folder / "adaline.ipynb").write_bytes(content)
    (folder / "timestamp.txt").write_text("2026-11-23 12:00:00 UTC")  # a day late


def _wrong_sign(solution):
    notebook = nbformat.read(solution, as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "grad_call":
            cell.source = cell.source.replace("-", "+", 1) + f"\n{WRONG}"
    return nbformat.writes(notebook).encode()


def left_behind(course):
    """Return what a run leaves: reports without their times, notebooks, gradebook, other files."""
    autograded = course / "autograded"
    files = {
        path.relative_to(autograded).as_posix(): path.read_bytes()
        for path in sorted(autograded.rglob("*"))
        if path.is_file()
    }
    reports = {
        name: _without_times(files.pop(name)) for name in list(files) if name.endswith(".json")
    }
    return reports, files, dump(course / "gradebook.db")


def _without_times(data):
    report = json.loads(data)
    del report["seconds"]
    for check in report["checks"]:
        del check["seconds"]
    return report


def dump(database):
    """Return the scores, comments and times in an SQLite gradebook; ids are random."""
    book = sqlite3.connect(database)
    scores = book.execute(
        "SELECT submitted_assignment.student_id, timestamp, late_submission_penalty, name,"
        " auto_score, manual_score, extra_credit, needs_manual_grade"
        " FROM grade JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id"
        " JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id"
        " JOIN base_cell ON base_cell.id = grade.cell_id ORDER BY 1, name"
    ).fetchall()
    comments = book.execute(
        "SELECT submitted_assignment.student_id, name, auto_comment, manual_comment"
        " FROM comment JOIN submitted_notebook ON submitted_notebook.id = comment.notebook_id"
        " JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id"
        " JOIN base_cell ON base_cell.id = comment.cell_id ORDER BY 1, name"
    ).fetchall()
    book.close()
    return scores, comments
