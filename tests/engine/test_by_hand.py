"""What a TA decides about one hand-in at the command line, and what follows from it at once."""

import json
import shutil
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from autograder.course import load_course
from autograder.gradebook import GradebookWriter, recorded
from autograder.gradebook.excuses import excused
from autograder.grading.reports import read_report
from autograder.notebooks.submissions import find

HOME = ZoneInfo("Europe/Berlin")
DUE = datetime(2026, 11, 22, 23, 59, tzinfo=HOME)


@pytest.fixture
def course(course_folder, orders, autograder):  # noqa: ARG001 - graders are stubs
    """ada in time, bob two days late, both right; cleo has handed in nothing."""
    course = load_course(course_folder)
    for student, late in (("ada", -1), ("bob", 30)):
        path = course_folder / "submitted" / student / "adaline" / "adaline.ipynb"
        path.parent.mkdir(parents=True)
        shutil.copy(course.solution_notebook(course.assignment("adaline")), path)
        moment = (DUE + timedelta(hours=late)).astimezone(ZoneInfo("UTC"))
        (path.parent / "timestamp.txt").write_text(f"{moment:%Y-%m-%d %H:%M:%S} UTC")
    done = autograder("grade", "adaline", "--jobs", "1", cwd=course_folder)
    assert done.returncode == 0, done.stderr
    return course


@pytest.fixture
def say(course, autograder):
    """Run a command; return what it says."""

    def run(*words, code=0):
        done = autograder(*words, cwd=course.root)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


def book(course):
    return recorded(course, course.assignment("adaline"))


def test_a_score_by_hand_counts_and_says_who_gave_it(course, say):
    assert "ada: 95 of 100, before 100" in say(
        "mark", "adaline", "ada", "grad_call", "15", "--comment", "not by autograd"
    )
    score = book(course).scores["ada"]
    assert (score.score, score.tasks["grad_call"]) == (95, 15)
    assert score.comments == {"grad_call": "not by autograd"}
    assert score.marked["grad_call"].by
    assert not score.needs_manual_grade
    assert "ada: 100 of 100, before 95" in say("mark", "adaline", "ada", "grad_call", "--withdraw")
    assert book(course).scores["ada"].comments == {"grad_call": "not by autograd"}
    say("mark", "adaline", "ada", "grad_call", "20", "--comment", "")
    assert book(course).scores["ada"].comments == {}


@pytest.mark.thorough
def test_a_score_by_hand_changes_what_lateness_costs_and_survives_a_run(course, say):
    assert "bob: 72 of 100 after 18 for lateness, before 80" in say(
        "mark", "adaline", "bob", "grad_call", "10"
    )
    report = read_report(course, course.assignment("adaline"), "bob")
    say("grade", "adaline", "--force", "--jobs", "1")
    assert book(course).scores["bob"].score == 72
    assert read_report(course, course.assignment("adaline"), "bob").score == report.score == 100


@pytest.mark.thorough
def test_what_formgrader_changes_afterwards_is_not_said_to_be_marked_here(course, say):
    say("mark", "adaline", "ada", "grad_call", "15")
    from nbgrader.api import Gradebook

    with Gradebook(course.gradebook_url, course.id) as gradebook:
        grade = gradebook.find_grade("check_grad_call", "adaline", "adaline", "ada")
        grade.manual_score = 12
        gradebook.db.commit()
    assert "grad_call" not in book(course).scores["ada"].marked
    assert book(course).scores["ada"].tasks["grad_call"] == 12


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ada", "grad_call", "21"], "0 to 20 points, not 21"),
        (["ada", "grad_call", "-1"], "No such option"),
        (["ada", "grad_cal", "3"], "did you mean grad_call?"),
        (["adda", "grad_call", "3"], "did you mean ada?"),
        (["ada", "grad_call"], "give the points"),
        (["ada", "grad_call", "3", "--withdraw"], "give the points"),
        (["cleo", "grad_call", "3"], "there is no student 'cleo'"),
    ],
)
@pytest.mark.thorough
def test_a_mark_that_cannot_be_meant_changes_nothing(course, say, words, said):
    before = book(course)
    assert said in " ".join(say("mark", "adaline", *words, code=2).split())
    assert book(course) == before


@pytest.mark.thorough
def test_an_extension_counts_at_once_also_before_anything_is_handed_in(course, say):
    assert "bob: 100 of 100, before 80" in say(
        "extend", "adaline", "bob", "ada", "--until", "2026-11-24 12:00"
    )
    assert book(course).extension_of("bob") == timedelta(hours=36, minutes=1)
    assert book(course).scores["bob"].late_penalty == 0
    with GradebookWriter(course) as gradebook:
        gradebook.put_students({"cleo": {}})
    assert "not graded yet" in say("extend", "adaline", "cleo", "--until", "2026-11-24 12:00")
    path = course.root / "submitted" / "cleo" / "adaline" / "adaline.ipynb"
    path.parent.mkdir(parents=True)
    shutil.copy(course.solution_notebook(course.assignment("adaline")), path)
    (path.parent / "timestamp.txt").write_text("2026-11-24 10:00:00 UTC")
    say("grade", "adaline", "--jobs", "1")
    assert book(course).scores["cleo"].score == 100
    assert "bob: 80 of 100 after 20 for lateness, before 100" in say(
        "extend", "adaline", "bob", "--withdraw"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--until", "2026-11-22 23:59"], "is not after adaline is due, Sun 22 Nov 2026 23:59"),
        (["--until", "tomorrow"], "'tomorrow' is not a date and time such as"),
        (["--until", "2027-03-28 02:30"], "does not exist: the clocks are put forward"),
        ([], "give --until"),
    ],
)
@pytest.mark.thorough
def test_an_extension_that_cannot_be_meant_changes_nothing(course, say, words, said):
    assert said in say("extend", "adaline", "bob", *words, code=2)
    assert book(course).extensions == {}


@pytest.mark.thorough
def test_the_time_of_a_submission_is_set_where_the_lms_did_not_say_it(course, say):
    assert "late by 6 h 1 min" in say("late", "adaline", "bob", "--handed-in", "2026-11-23 06:00")
    assert book(course).scores["bob"].late_penalty == 10
    (submission,) = find(course, course.assignment("adaline"), ["bob"])
    assert submission.timestamp == datetime(2026, 11, 23, 6, 0, tzinfo=HOME)
    say("grade", "adaline", "--jobs", "1")
    assert book(course).scores["bob"].late_penalty == 10
    assert "in time" in say("late", "adaline", "bob", "--handed-in", "2026-11-22 12:00")
    assert book(course).scores["bob"].score == 100


@pytest.mark.thorough
def test_an_excuse_is_kept_shown_and_taken_back(course, say):
    adaline = course.assignment("adaline")
    say("excuse", "adaline", "bob", "--reason", "ill, with a doctor's note")
    assert excused(course, adaline)["bob"].reason == "ill, with a doctor's note"
    assert excused(course, course.assignment("autograd")) == {}
    assert "excused: it" in say("grade", "adaline", "--jobs", "1")
    line = json.loads(say("grade", "adaline", "bob", "--json").splitlines()[0])
    assert line["excused"] is True
    say("excuse", "adaline", "bob", "ada")
    assert list(excused(course, adaline)) == ["ada", "bob"]
    assert "bob is no longer excused" in say("excuse", "adaline", "bob", "--withdraw")
    assert "bob was not excused" in say("excuse", "adaline", "bob", "--withdraw")
    assert list(excused(course, adaline)) == ["ada"]


@pytest.mark.thorough
def test_a_damaged_file_of_excuses_is_named_and_left_as_it_is(course, say):
    path = course.root / "excused.csv"
    path.write_text("who,why\nbob,ill\n")
    assert "excused.csv:1: has no column `assignment`" in say("excuse", "adaline", "ada", code=2)
    assert path.read_text() == "who,why\nbob,ill\n"
