"""`autograder report` as a user runs it: the files that it writes, and what it says."""

import json
import re
import shutil
from datetime import UTC, datetime

import pytest

from autograder.classreport import class_report, gather
from autograder.course import load_course
from autograder.errors import UsageError


@pytest.fixture
def course(course_folder, orders, autograder):  # noqa: ARG001 - graders are stubs
    """ada and bob are right, cem's notebook is wrong in one task, zoe's folder is empty."""
    course = load_course(course_folder)
    for student in ("ada", "bob", "cem"):
        path = course_folder / "submitted" / student / "adaline" / "adaline.ipynb"
        path.parent.mkdir(parents=True)
        shutil.copy(course.solution_notebook(course.assignment("adaline")), path)
        (path.parent / "timestamp.txt").write_text("2026-11-22 09:00:00 UTC")
    content = json.loads(path.read_text())
    marked = [cell for cell in content["cells"] if "nbgrader" in cell["metadata"]]
    cell = next(c for c in marked if c["metadata"]["nbgrader"]["grade_id"] == "grad_call")
    cell["source"] = "# wrong on purpose <script>alert(1)</script>"
    path.write_text(json.dumps(content))
    (course_folder / "submitted" / "zoe" / "adaline").mkdir(parents=True)
    assert autograder("grade", "adaline", "--jobs", "1", cwd=course_folder).returncode == 0
    return course


def said_of(course):
    adaline = course.assignment("adaline")
    return class_report(course, adaline, gather(course, adaline), datetime.now(UTC))


def test_the_report_of_a_class(course, autograder):
    def run(*words):
        done = autograder("report", "adaline", *words, cwd=course.root)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    path = course.root / "reports" / "adaline.html"
    assert f"report: {path}" in run().replace("\n", "")
    html = path.read_text()
    assert "its values are wrong" in html
    assert "<script" not in html
    # Until there is a feedback page, a link leads to the notebook as it ran.
    links = set(re.findall(r'href="(\.\./[^"]*)"', html))
    assert "../autograded/cem/adaline/adaline.ipynb" in links
    assert all((path.parent / link).is_file() for link in links)

    run("--anonymous")
    bare = path.with_name("adaline.anonymous.html").read_text()
    assert "cem" not in bare
    assert "its values" not in bare
    assert path.read_text() == html

    found = json.loads(run("--json"))
    assert found["scores"] == [0, 80, 100, 100]
    assert found["unexplained"][0]["examples"][0]["person"]["student_id"] == "cem"
    assert found["similarity"]["found"] == 3, "the three have one solution"

    # A damaged report is named, and stops nothing.
    (course.autograded_dir("ada", course.assignment("adaline")) / "report.json").write_text("{")
    report = said_of(course)
    assert report.graded == 3
    assert any("report.json" in group.people[0].student_id for group in report.attention)
    with pytest.raises(UsageError, match="nothing of autograd is graded"):
        gather(course, course.assignment("autograd"))


@pytest.mark.thorough
def test_what_a_changed_grader_changes_is_told(course, autograder):
    (course.graders_dir(course.assignment("adaline")) / "stub.json").write_text(
        json.dumps({"cem": {"grad_call": 20}})
    )
    assert autograder("grade", "adaline", "--jobs", "1", cwd=course.root).returncode == 0
    (changed,) = said_of(course).last_run.changed
    assert changed.person.student_id == "cem"
    assert (changed.before, changed.after) == (80, 100)
