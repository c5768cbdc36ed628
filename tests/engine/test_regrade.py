"""A mended grader's difference is shown before it counts, kept, and can be undone.

Graders are stubs (stubbed.py); the command, reports and gradebook are real.
"""

import json
import re
import shutil

import pytest

from autograder.course import load_course
from autograder.gradebook import recorded
from autograder.grading.reports import read_report
from autograder.model import CheckResult, GradeReport, Status, TaskResult
from autograder.runs.changes import change


@pytest.fixture
def class_of_three(course_folder, orders):  # noqa: ARG001 - graders are stubs
    """ada is right, bob is wrong in one task, cleo handed in the release."""
    course = load_course(course_folder)
    adaline = course.assignment("adaline")
    for student in ("ada", "bob", "cleo"):
        path = course_folder / "submitted" / student / "adaline" / "adaline.ipynb"
        path.parent.mkdir(parents=True)
        shutil.copy(course.solution_notebook(adaline), path)
    notebook = course_folder / "submitted" / "bob" / "adaline" / "adaline.ipynb"
    content = json.loads(notebook.read_text())
    cell = next(
        c
        for c in content["cells"]
        if c["metadata"].get("nbgrader", {}).get("grade_id") == "grad_call"
    )
    cell["source"] = "# wrong on purpose"
    notebook.write_text(json.dumps(content))
    shutil.copy(
        course.release_notebook(adaline), notebook.parents[2] / "cleo" / "adaline" / "adaline.ipynb"
    )
    return course


@pytest.fixture
def graded(class_of_three, autograder):
    """The class, graded once; `mend` then says what changed graders give."""
    course = class_of_three

    def grade(*options, code=0):
        done = autograder("grade", "adaline", "--jobs", "1", *options, cwd=course.root)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    grade()
    return course, grade


def mend(course, text):
    """Change a grader, so that every report is out of date; the stub reads what it says."""
    (course.root / "tests" / "graders" / "adaline" / "stub.json").write_text(json.dumps(text))


def scores(course):
    adaline = course.assignment("adaline")
    return {name: read_report(course, adaline, name).score for name in ("ada", "bob", "cleo")}


def in_the_gradebook(course):
    found = recorded(course, course.assignment("adaline")).scores
    return {name: sum(found[name].tasks.values()) for name in ("ada", "bob", "cleo")}


def test_a_trial_shows_who_would_change_and_writes_nothing(graded):
    course, grade = graded
    before = scores(course)
    assert before == {"ada": 100, "bob": 80, "cleo": 0}
    mend(course, {"bob": {"grad_call": 20}, "ada": {"manual_gradient": 15}})
    reports = [
        (course.autograded_dir(name, course.assignment("adaline")) / "report.json")
        for name in before
    ]
    bytes_before = [path.read_bytes() for path in reports]
    said = grade("--dry-run")
    assert re.search(r"bob\s+80\s+100\s+\+20\s+graders", said)
    assert "fewer points for the same hand-in" in said
    assert re.search(r"ada\s+100\s+85\s+-15\s+graders", said)
    assert "2 scores would change: 20 points more, 15 fewer" in said
    assert "nothing was written" in said
    assert [path.read_bytes() for path in reports] == bytes_before
    assert in_the_gradebook(course) == before
    assert not (course.root / "autograded" / ".history").exists()


def test_the_run_shows_it_keeps_the_earlier_reports_and_can_be_undone(graded):
    course, grade = graded
    before = scores(course)
    mend(course, {"bob": {"grad_call": 20}, "ada": {"manual_gradient": 15}})
    said = grade()
    assert "2 scores changed: 20 points more, 15 fewer" in said
    assert "--never-lower" in said
    run = re.search(r"--restore (\S+)", said)[1]
    kept = course.root / "autograded" / ".history" / "adaline" / run
    assert sorted(path.name for path in kept.iterdir()) == ["ada", "bob"], "cleo is as before"
    assert in_the_gradebook(course) == scores(course) == {"ada": 85, "bob": 100, "cleo": 0}

    said = grade("--restore", run)
    assert "2 scores changed" in said
    assert in_the_gradebook(course) == scores(course) == before
    undo = re.search(r"--restore (\S+)", said)[1]
    grade("--restore", undo)
    assert in_the_gradebook(course) == scores(course) == {"ada": 85, "bob": 100, "cleo": 0}


@pytest.mark.thorough
def test_nobody_loses_points_where_it_is_asked_for(graded):
    course, grade = graded
    mend(course, {"bob": {"grad_call": 20}, "ada": {"manual_gradient": 15}})
    said = grade("--never-lower")
    assert "kept the better score" in said
    assert in_the_gradebook(course) == scores(course) == {"ada": 100, "bob": 100, "cleo": 0}
    report = read_report(course, course.assignment("adaline"), "ada")
    assert report.kept.instead_of == 85
    assert "3 were graded before and have not changed" in grade(), "it counts as graded"


@pytest.mark.thorough
def test_a_run_that_is_not_kept_is_refused_with_those_that_are(graded):
    course, grade = graded
    grade("--restore", "yesterday", code=2)
    mend(course, {"bob": {"grad_call": 20}})
    run = re.search(r"--restore (\S+)", grade())[1]
    before = scores(course)
    grade("--restore", run[:-1], code=2)
    grade("--restore", run, "--force", code=2)
    assert scores(course) == before


@pytest.mark.thorough
def test_a_report_of_another_submission_is_not_put_back(graded):
    course, grade = graded
    mend(course, {"bob": {"grad_call": 20}, "ada": {"manual_gradient": 15}})
    run = re.search(r"--restore (\S+)", grade())[1]
    path = course.root / "submitted" / "bob" / "adaline" / "adaline.ipynb"
    path.write_text(path.read_text() + "\n")
    assert "not put back: bob" in grade("--restore", run)
    assert scores(course)["ada"] == 100
    assert scores(course)["bob"] == 100, "as the mended graders found"


@pytest.mark.thorough
def test_a_new_submission_changes_without_a_table(graded):
    course, grade = graded
    path = course.root / "submitted" / "cleo" / "adaline" / "adaline.ipynb"
    shutil.copy(course.root / "submitted" / "ada" / "adaline" / "adaline.ipynb", path)
    said = grade()
    assert "scores changed" not in said
    assert "--restore" in said, "what it replaced is kept all the same"


@pytest.mark.thorough
def test_the_changes_are_json_too(graded):
    course, grade = graded
    mend(course, {"bob": {"grad_call": 20}, "ada": {"manual_gradient": 15}})
    lines = [json.loads(line) for line in grade("--dry-run", "--json").splitlines()]
    assert [(one["student_id"], one["gain"], one["falls"]) for one in lines] == [
        ("bob", 20, False),
        ("ada", -15, True),
    ]
    assert lines[0]["because"] == ["graders"]
    assert lines[0]["checks"][0]["before"].startswith("fail")


def report(score=10.0, **update):
    check = CheckResult(
        task="t", name="test_a", title="A", status=Status.PASS, points=score, max_points=10.0
    )
    task = TaskResult(id="t", score=score, max_score=10.0, status=Status.PASS)
    values = {
        "student_id": "ada", "assignment": "a", "submission_sha256": "h", "grader_sha256": "g",
        "decided_by": {"graders": "1", "engine": "1"}, "engine_version": "", "seed": 1,
        "device": "cpu", "status": Status.PASS, "score": score, "max_score": 10.0,
        "tasks": (task,), "checks": (check,), "seconds": 0.1,
    }  # fmt: skip
    return GradeReport(**{**values, **update})


def test_what_differs_is_named():
    other = {"grader_sha256": "other", "decided_by": {"graders": "1", "engine": "2"}}
    assert change(report(), report(seed=2, seconds=9.0, **other)) is None
    assert change(report(), report(5.0, **other)).because == ("engine",)
    assert change(report(), report(5.0, seed=2)).because == ("seed",)
    assert change(report(), report(5.0, submission_sha256="n")).because == ("hand-in",)
    old = report(decided_by={})
    assert change(old, report(5.0, **other)).because == ("graders or engine",)
    assert change(report(), report(5.0, submission_sha256="n")).falls is False
    assert change(report(), report(5.0)).falls is True


def test_a_check_that_came_or_went_is_said():
    checks = report().checks
    new = checks[0].model_copy(update={"name": "test_b", "title": "B"})
    found = change(report(), report(checks=(new,)))
    assert [(one.title, one.before, one.after) for one in found.checks] == [
        ("B", "", "pass"),
        ("A", "pass", ""),
    ]
