"""Where a week stands: what a TA still has to do, and the command to type next."""

import io
import json
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from rich.console import Console

from autograder.authoring.release.replace import replace_folder
from autograder.cli.status_table import status_data, status_table
from autograder.course import load_course
from autograder.course.published import Publication, note
from autograder.gradebook import GradebookWriter
from autograder.grading.reports import write_report
from autograder.grading.scoring import withheld
from autograder.model import Settings, Status
from autograder.notebooks.submissions import find
from autograder.runs import proved
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


def bundle(what, edition=1, **more):
    return Publication(
        assignment="adaline",
        what=what,
        edition=edition,
        to="published",
        sha256="",
        files={},
        **more,
    )


def test_each_step_of_the_week_names_the_next(course, say):
    """The dates of the course lie around today or not: the command is asked for a fixed time."""
    adaline = course.assignment("adaline")

    def following(now=AFTER):
        return next_command(course, adaline, week(course, adaline), now)

    assert following(AFTER - timedelta(days=30)) == "", "not released yet"
    released = AFTER - timedelta(days=5)
    assert following(released) == "autograder audit adaline"
    proved.note(course, {"adaline": proved.digest(course, adaline)})
    assert following(released) == "autograder publish adaline"
    assert following(AFTER - timedelta(days=10)) == "", "it waits for its time"
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
    assert following() == "", "it was given to students some other way, and so is the solution"
    assert week(course, adaline).last_export.changed == ()
    note(course, bundle("bundle", time=AFTER))
    assert following() == "autograder publish adaline --solutions"
    note(course, bundle("solution", time=AFTER))
    assert following() == ""
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


def test_the_table_and_the_data_show_what_is_so(course):
    adaline = course.assignment("adaline")
    kept = course.editions_dir(adaline)
    release = course.release_notebook(adaline).parent
    files = {f"release/{path.name}": path.read_bytes() for path in release.iterdir()}
    for number in ("1", "2"):
        replace_folder(kept / number, files)
    note(course, bundle("bundle", 2, time=datetime(2026, 11, 17, 9, tzinfo=UTC), early=True))
    submit(course, "ada", "bob", "carl", "dora")
    for student, day in (("bob", 23), ("carl", 24)):
        folder = course.submitted_dir / student / "adaline"
        (folder / "timestamp.txt").write_text(f"2026-11-{day} 12:00:00 UTC")
    with GradebookWriter(course) as gradebook:
        gradebook.extend(adaline, ["bob"], timedelta(days=3))
    given = {"ada": (1, Status.FAIL), "bob": (2, Status.BROKEN), "carl": (2, Status.PASS)}
    for submission in find(course, adaline, [*given]):
        edition, status = given[submission.student_id]
        report = withheld(course, adaline, Settings(), submission, "made up")
        told = {"edition": edition, "status": status}
        write_report(course, adaline, report.model_copy(update=told), None)
    found = week(course, adaline)
    data = json.loads(json.dumps(status_data(course, adaline, found, AFTER, "type this")))
    assert {name: data[name] for name in ("handed_in", "late", "graded", "broken")} == {
        "handed_in": ["ada", "bob", "carl", "dora"],
        "late": ["carl"],
        "graded": ["ada", "bob", "carl"],
        "broken": ["bob"],
    }
    assert data["editions"] == {"ada": 1, "bob": 2, "carl": 2}
    assert (data["state"], data["published"]["edition"], data["published"]["early"]) == (
        *("published", 2),
        True,
    )
    assert (data["changed_since"], data["solution"], data["next"]) == (False, None, "type this")
    screen = Console(width=80, record=True, file=io.StringIO())
    weeks = {one.id: week(course, one) for one in course.assignments}
    screen.print(status_table(course, weeks, AFTER))
    shown = screen.export_text()
    for words in ("17 Nov", "ed. 2", "1 late", "1 ed. 1", "1 broken", "solution"):
        assert words in shown, shown
    (release / "data.csv").write_text("1")
    assert week(course, adaline).out.changed


def test_status_as_json_is_a_list_of_the_weeks(course, say):
    data = json.loads(say("status", "--json"))
    assert [one["assignment"] for one in data] == [one.id for one in course.assignments]
    assert all(isinstance(one["next"], str) for one in data)
