"""What stands in autograded/ for a hand-in that never ran, so that formgrader lists it."""

import nbformat
import pytest
from folders import ROOT
from nbgrader.utils import is_grade

from autograder.course import load_course
from autograder.feedback import students_of, write_pages
from autograder.grading.reports import load_executed, write_report
from autograder.grading.scoring import withheld
from autograder.model import Settings, Shown, Status, Submission

ODD = "the file is not a notebook: \x1b[2Jit is\nnot text <img src=x onerror=alert(1)>"


@pytest.fixture
def course(tmp_path):
    course = load_course(ROOT)
    feedback = course.feedback.model_copy(update={"after_due": Shown.FULL})
    return course.model_copy(update={"root": tmp_path, "feedback": feedback})


@pytest.fixture
def assignment(course):
    """The week, with its release in a folder of one's own."""
    assignment = course.assignment("adaline")
    release = course.release_notebook(assignment)
    release.parent.mkdir(parents=True)
    release.write_bytes(load_course(ROOT).release_notebook(assignment).read_bytes())
    graders = course.graders_dir(assignment)
    graders.mkdir(parents=True)
    return assignment


def save(course, assignment, executed=None):
    """Write the report of a hand-in that could not be read; return the notebook beside it."""
    submission = Submission(student_id="eve", assignment=assignment.id, path=None, problems=(ODD,))
    report = withheld(course, assignment, Settings(), submission, "it is locked")
    write_report(course, assignment, report, executed)
    return course.autograded_dir("eve", assignment) / "adaline.ipynb"


def test_it_says_why_and_has_the_cells_that_a_person_scores(course, assignment):
    path = save(course, assignment)
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    first, *others = notebook.cells
    said = first.outputs[0].text
    assert "it is locked" in said
    assert "the file is not a notebook: it is not text" in said
    assert "\x1b" not in path.read_text()
    assert first.outputs[0].output_type == "stream"  # which every viewer escapes
    grades = {cell.metadata.nbgrader.grade_id for cell in others if is_grade(cell)}
    assert grades == {f"check_{task.id}" for task in assignment.tasks}


def test_it_is_nobodys_notebook(course, assignment):
    save(course, assignment)
    assert load_executed(course, assignment, "eve") is None
    (result,) = write_pages(
        course, assignment, students_of(course, assignment, []), assignment.due.replace(year=2999)
    )
    assert result.student_id == "eve"
    page = course.feedback_page("eve", assignment).read_text()
    assert "as it was released" not in page


def test_it_takes_the_place_of_an_older_notebook_and_goes_with_the_next(course, assignment):
    ran = course.release_notebook(assignment).read_bytes()
    save(course, assignment, executed=ran)
    assert load_executed(course, assignment, "eve").cells
    save(course, assignment)
    assert load_executed(course, assignment, "eve") is None
    save(course, assignment, executed=ran)
    assert load_executed(course, assignment, "eve").cells


@pytest.mark.parametrize("release", ["{", "[]", '{"cells": 1, "metadata": {}}'])
def test_a_damaged_release_keeps_no_report_from_being_written(course, assignment, release):
    course.release_notebook(assignment).write_text(release)
    (cell,) = nbformat.read(save(course, assignment), as_version=4).cells
    assert "it is locked" in cell.outputs[0].text


def test_no_status_of_a_report_keeps_it_from_being_shown(course, assignment):
    submission = Submission(student_id="eve", assignment=assignment.id, path=None)
    report = withheld(course, assignment, Settings(), submission, "not to be told")
    checks = [one.model_copy(update={"status": Status.ERROR}) for one in report.checks]
    write_report(course, assignment, report.model_copy(update={"checks": tuple(checks)}), None)
    path = course.autograded_dir("eve", assignment) / "adaline.ipynb"
    assert "not to be told" not in path.read_text()
    write_report(course, assignment, report.model_copy(update={"checks": ()}), None)
    assert load_executed(course, assignment, "eve") is None
