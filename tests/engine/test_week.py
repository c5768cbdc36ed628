"""Where a week stands: what a TA still has to do, and the command to type next."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest

from autograder.course import load_course
from autograder.runs.week import next_command, week

AFTER = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def course(course_folder, orders):  # noqa: ARG001 - graders are stubs
    return load_course(course_folder)


@pytest.fixture
def say(course, autograder):
    def run(*words, code=0):
        done = autograder(*words, cwd=course.root)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    return run


def submit(course, *students):
    for student in students:
        path = course.root / "submitted" / student / "adaline" / "adaline.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(course.solution_notebook(course.assignment("adaline")), path)
        (path.parent / "timestamp.txt").write_text("2026-11-20 12:00:00 UTC")


def test_each_step_of_the_week_names_the_next(course, say):
    """The dates of the course lie around today or not: the command is asked for a fixed time."""
    adaline = course.assignment("adaline")

    def following(now=AFTER):
        return next_command(course, adaline, week(course, adaline), now)

    assert following(AFTER - timedelta(days=30)) == "", "not released yet"
    assert following(AFTER - timedelta(days=5)) == "", "nothing to collect before it is due"
    assert following() == "autograder collect adaline DOWNLOAD"
    submit(course, "ada", "bob")
    assert following() == "autograder grade adaline"
    say("grade", "adaline", "--jobs", "1")
    say("mark", "adaline", "bob", "grad_call", "15")
    path = course.root / "submitted" / "bob" / "adaline" / "adaline.ipynb"
    path.write_text(path.read_text() + "\n")
    assert following() == "autograder grade adaline"
    say("grade", "adaline", "--jobs", "1")
    assert following() == "autograder formgrader adaline"
    assert week(course, adaline).waiting == ("bob",)
    say("mark", "adaline", "bob", "grad_call", "15")
    assert following() == "autograder feedback adaline"
    for student in ("ada", "bob"):
        page = course.feedback_page(student, adaline)
        page.parent.mkdir(parents=True)
        page.touch()
    assert following(AFTER - timedelta(days=3)) == "", "more may come before it is due"
    assert following() == "autograder export adaline --to LMS"
    say("export", "adaline", "--to", "csv")
    assert following() == ""
    assert week(course, adaline).last_export.changed == ()
    say("mark", "adaline", "ada", "grad_call", "10")
    assert following() == "autograder export adaline --to csv"
    shown = say("status")
    assert "1 changed" in shown
    assert "next: autograder export adaline --to csv" in shown


@pytest.mark.thorough
def test_a_gradebook_that_cannot_be_read_is_said_and_the_rest_is_shown(course, say):
    submit(course, "ada")
    (course.root / "gradebook.db").write_text("no database")
    shown = say("status")
    assert "it is not an SQLite database" in shown
    assert "next: autograder grade adaline" in shown
