"""Where a week stands: what is graded, what is out of date, and what cannot be told."""

import pytest
from graded import make_class

from autograder.course import load_course
from autograder.grading.reports import write_report
from autograder.grading.scoring import withheld
from autograder.model import Settings, Status
from autograder.notebooks.refusals import note_refused
from autograder.notebooks.submissions import find
from autograder.runs.overview import overview, sentences

STUDENTS = ["ada", "bob", "carl", "dora", "eve", "finn"]


@pytest.fixture
def course(tmp_path):
    """A class whose six hand-ins are graded."""
    course = load_course(make_class(tmp_path / "course"))
    for submission in find(course, adaline(course)):
        save(course, submission)
    return course


def adaline(course):
    return course.assignment("adaline")


def save(course, submission, **changes):
    report = withheld(course, adaline(course), Settings(), submission, "made up")
    changes = {"status": Status.FAIL, **changes}
    write_report(course, adaline(course), report.model_copy(update=changes), None)


def test_a_week_that_is_graded_asks_for_nothing(course):
    found = overview(course, adaline(course))
    assert found.submitted == found.graded == STUDENTS
    assert found.out_of_date == []
    assert list(sentences(adaline(course), found)) == []


def test_what_is_out_of_date_is_counted_and_named(course):
    _, bob, *_, finn = find(course, adaline(course))
    (course.submitted_dir / "ada" / "adaline" / "adaline.ipynb").write_text("another")
    save(course, bob, status=Status.BROKEN)
    (course.autograded_dir("carl", adaline(course)) / "report.json").unlink()
    save(course, finn, grader_sha256="of earlier graders", decided_by={"graders": "earlier"})
    note_refused(course, adaline(course), {"zoe": "it is no archive", "ada": "it was empty"})
    found = overview(course, adaline(course))
    assert found.submitted == STUDENTS
    assert found.graded == [student for student in STUDENTS if student != "carl"]
    assert found.out_of_date == ["ada", "finn"]
    said = list(sentences(adaline(course), found))
    assert [line.partition(":")[0] for line in said] == [
        *("1 not graded yet (carl)", "1 withheld, through no fault of theirs (bob)"),
        *("1 out of date", "1 out of date", "1 refused by `autograder collect` (zoe)"),
    ]
    assert "(ada): autograder grade adaline" in said[2]
    assert "(finn): autograder grade adaline" in said[3]


def test_changed_graders_put_everybody_out_of_date(course):
    reference = course.graders_dir(adaline(course)) / "reference.py"
    reference.write_text(reference.read_text() + "\n# changed\n")
    found = overview(course, adaline(course))
    assert found.regrade == STUDENTS
    (said,) = sentences(adaline(course), found)
    assert said.startswith("6 out of date: what decides a grade has changed (graders) (")
    assert "(ada, bob, carl, dora, eve and 1 more)" in said


def test_one_students_files_stop_nobody(course, monkeypatch):
    """Something of ours fails at each stage, for one student each."""
    (course.autograded_dir("bob", adaline(course)) / "report.json").write_text("{")
    (course.submitted_dir / "<b>" / "adaline").mkdir(parents=True)
    load = "autograder.runs.overview.load_report"

    def failing(course, assignment, student):
        if student == "carl":
            raise ValueError("at carl's")
        return real(course, assignment, student)

    from autograder.grading.reports import load_report as real

    monkeypatch.setattr(load, failing)
    found = overview(course, adaline(course))
    assert found.graded == ["ada", "dora", "eve", "finn"]
    misnamed, bob, carl = found.faults
    assert "'<b>'" in misnamed
    assert "report.json" in bob
    assert "autograder grade adaline bob --force" in bob
    assert carl == "carl: ValueError: at carl's"


def test_a_week_without_graders_is_told_as_well_as_may_be(course):
    course.release_notebook(adaline(course)).unlink()
    found = overview(course, adaline(course))
    assert found.graded == STUDENTS
    assert any("adaline.ipynb: No such file" in fault for fault in found.faults)


def test_the_command_names_what_is_out_of_date(course, autograder):
    for student in ("ada", "bob"):
        (course.submitted_dir / student / "adaline" / "adaline.ipynb").write_text("another")
    done = autograder("status", cwd=course.root)
    assert (done.returncode, done.stderr) == (0, "")
    (row,) = (line for line in done.stdout.splitlines() if line.startswith("adaline "))
    assert row.split()[-2:] == ["6", "6"]
    assert "2 out of date: handed in again since they were graded (ada, bob)" in done.stdout
    assert "autograder grade adaline" in done.stdout
