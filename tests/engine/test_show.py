"""One hand-in on one screen: what it got and why, what people did, what was before."""

import json
import re
import shutil
from datetime import UTC, datetime

import pytest

from autograder.course import load_course


@pytest.fixture
def course(course_folder, orders, autograder):  # noqa: ARG001 - graders are stubs
    """ada is right; bob's notebook is wrong in one task, and hostile there."""
    course = load_course(course_folder)
    for student in ("ada", "bob"):
        path = course_folder / "submitted" / student / "adaline" / "adaline.ipynb"
        path.parent.mkdir(parents=True)
        shutil.copy(course.solution_notebook(course.assignment("adaline")), path)
    (path.parent / "timestamp.txt").write_text("2026-11-24 09:00:00 UTC")
    content = json.loads(path.read_text())
    marked = [cell for cell in content["cells"] if "nbgrader" in cell["metadata"]]
    cell = next(c for c in marked if c["metadata"]["nbgrader"]["grade_id"] == "grad_call")
    cell["source"] = "# wrong on purpose \x1b[2J\x1b]0;owned\x07 [bold red]\n" + "x = 1\n" * 5000
    path.write_text(json.dumps(content))
    assert autograder("grade", "adaline", "--jobs", "1", cwd=course_folder).returncode == 0
    return course


@pytest.fixture
def say(course, autograder):
    def run(*words, code=0):
        done = autograder(*words, cwd=course.root)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


def test_it_answers_why_do_i_have_these_points(course, say):
    said = say("show", "adaline", "bob")
    assert said.startswith(
        "bob: ADALINE, three times\n  64 of 100 (80 automatic, -16 for lateness)"
    )
    assert "handed in Tue 24 Nov 2026 10:00, late by 1 d 10 h; due Sun 22 Nov 2026 23:59" in said
    assert "grad_call  0 of 20" in said
    assert "fail 0 of 20" in said
    assert "its values are wrong" in said
    assert "autograder grade adaline bob --force --seed" in said
    assert str(course.root / "submitted" / "bob" / "adaline" / "adaline.ipynb") in said
    assert str(course.autograded_dir("bob", course.assignment("adaline")) / "report.json") in said
    assert "\x1b" not in said, "the hand-in's text acts on nothing"
    assert "[bold red]" in said
    assert "the cell goes on" in said
    assert len(said) < 25_000


@pytest.mark.thorough
def test_what_people_did_and_what_was_before_is_shown(course, say):
    say("mark", "adaline", "bob", "grad_call", "12", "--comment", "nearly")
    (course.graders_dir(course.assignment("adaline")) / "stub.json").write_text(
        json.dumps({"bob": {"grad_call": 20}})
    )
    say("grade", "adaline", "--jobs", "1")
    said = say("show", "adaline", "bob")
    assert re.search(r"set by hand to 12, by \S+ on 2\d{3}-", said)
    assert "comment: nearly" in said
    assert "waits for a person" in said
    assert "before a later run: 80," in said
    alone = say("show", "adaline", "bob", "--task", "manual_gradient")
    assert "class Adaline1" in alone
    assert "grad_call" not in alone.split("manual_gradient", 1)[0]


@pytest.mark.thorough
def test_it_is_json_too(say):
    case = json.loads(say("show", "adaline", "bob", "--json"))
    assert (case["automatic"], case["penalty"], case["final"]) == (80, 16, 64)
    assert [task["score"] for task in case["tasks"]] == [30, 0, 30, 20]
    assert case["tasks"][1]["checks"][0]["message"] == "its values are wrong"
    assert case["places"]["report"].endswith("report.json")


@pytest.mark.thorough
def test_who_is_not_there_or_not_graded_is_said(course, say):
    assert "did you mean bob?" in say("show", "adaline", "bobb", code=2)
    assert "no task 'grad'" in say("show", "adaline", "bob", "--task", "grad", code=2)
    path = course.root / "submitted" / "cleo" / "adaline" / "adaline.ipynb"
    path.parent.mkdir(parents=True)
    shutil.copy(course.solution_notebook(course.assignment("adaline")), path)
    assert "not graded yet" in say("show", "adaline", "cleo")
    say("excuse", "adaline", "cleo")
    assert "excused: it does not count" in say("show", "adaline", "cleo")
    report = course.autograded_dir("bob", course.assignment("adaline")) / "report.json"
    report.write_text("{")
    assert "report.json" in say("show", "adaline", "bob", code=3)


@pytest.mark.thorough
def test_an_extension_over_a_change_of_the_clocks_keeps_its_hour(say):
    say("extend", "adaline", "bob", "--until", "2027-04-01 12:00")
    assert "due Thu 01 Apr 2027 12:00" in say("show", "adaline", "bob")
    case = json.loads(say("show", "adaline", "bob", "--json"))
    assert datetime.fromisoformat(case["due"]) == datetime(2027, 4, 1, 10, 0, tzinfo=UTC)
