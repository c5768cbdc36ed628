"""Cells that a person grades (`by_hand:`): in course.yml, notebook, gradebook, and on the page."""

from pathlib import Path

import nbformat
import pytest
from folders import copy_course
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.authoring.release.source import Source
from autograder.authoring.release.structure import check_structure
from autograder.course import load_course
from autograder.errors import CourseError, ReleaseError
from autograder.feedback.view import view
from autograder.gradebook import GradebookWriter, Mark
from autograder.gradebook.tally import tally
from autograder.model import CheckResult, GradeReport, Shown, Status, Submission, TaskResult

TASKS = {"manual_gradient": 30, "grad_call": 20, "backward_loop": 30, "linear_model": 20}
ENTRY = "    by_hand:\n      - {id: why-it, points: 2.5, title: Why}\n    tasks:\n"
MARKS = {"locked": False, "schema_version": 3, "task": False}


def marks(**more):
    return {"nbgrader": {**MARKS, "grade": False, "solution": False, **more}}


ESSAY = new_markdown_cell(
    "because", id="why-it", metadata=marks(grade=True, solution=True, grade_id="why-it", points=2.5)
)

GIVEN = new_code_cell("x = 1", metadata=marks(grade_id="why-it", locked=True))


def change(folder, old, new):
    path = folder / "course.yml"
    head, rest = path.read_text().split("  - id: adaline")
    assert old in rest
    path.write_text(f"{head}  - id: adaline{rest.replace(old, new, 1)}")


@pytest.fixture
def folder(tmp_path):
    """The course, whose week 4 has an essay as well."""
    folder = copy_course(tmp_path / "course", ("source", "release", "tests/graders"))
    change(folder, "points: 100", "points: 102.5")
    change(folder, "    tasks:\n", ENTRY)
    path = folder / "release" / "adaline" / "adaline.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(ESSAY)
    nbformat.write(notebook, path)
    return folder


def report(sha256):
    tasks = [TaskResult(id=t, score=p, max_score=p, status=Status.PASS) for t, p in TASKS.items()]
    checks = [
        CheckResult(task=t, name="test_a", title="A", status=Status.PASS, points=p, max_points=p)
        for t, p in TASKS.items()
    ]
    return GradeReport(
        student_id="ada",
        assignment="adaline",
        submission_sha256=sha256,
        grader_sha256="",
        engine_version="",
        seed=0,
        device="cpu",
        status=Status.PASS,
        score=100,
        max_score=100,
        problems=(),
        tasks=tuple(tasks),
        checks=tuple(checks),
        seconds=0,
    )


def stands(course, writer):
    week = course.assignment("adaline")
    automatic = {task: float(points) for task, points in TASKS.items()}
    return tally(course, week, "ada", automatic, None, writer.recorded(week))


def test_it_waits_counts_and_waits_again_for_another_hand_in(folder):
    course = load_course(folder)
    week = course.assignment("adaline")
    with GradebookWriter(course) as writer:
        writer.prepare(week)
        assert stands(course, writer).waiting == ("why-it",), "before anything is recorded"
        submission = Submission(student_id="ada", assignment="adaline", path=Path("adaline.ipynb"))
        writer.record(report("one"), submission)
        found = stands(course, writer)
        assert (found.final, found.automatic, found.waiting) == (100, 100, ("why-it",))
        mark = Mark(by="ta", when="now", entry="")
        writer.mark(week, "ada", "why-it", 2.0, "nearly", mark)
        found = stands(course, writer)
        assert (found.final, found.by_hand, found.waiting) == (102, {"why-it": 2.0}, ())
        writer.record(report("one"), submission)
        assert stands(course, writer).waiting == (), "the same hand-in asks for nobody"
        writer.record(report("two"), submission)
        found = stands(course, writer)
        assert (found.final, found.waiting, found.earlier) == (102, ("why-it",), ("why-it",))


def test_the_page_has_it_beside_the_tasks(folder):
    course = load_course(folder)
    week = course.assignment("adaline")
    with GradebookWriter(course) as writer:
        writer.prepare(week)
        page = view(course, report("one"), week, stands(course, writer), Shown.SCORES)
    assert page.score == "100 of 102.5"
    assert page.waiting
    assert [(task.title, task.points, task.max_points) for task in page.tasks][-1] == (
        "Why",
        "0",
        "2.5",
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("id: why-it", "id: grad_call", "`grad_call` of adaline appears here twice"),
        ("id: why-it", "id: check_grad_call", "`check_grad_call` of adaline appears here twice"),
        ("id: why-it", "id: why it", "not a safe name"),
        ("points: 2.5", "points: 3", "add up to 103"),
        ("points: 2.5", "points: -1", "greater than or equal to 0"),
        ("title: Why", "titel: Why", "did you mean `title`?"),
    ],
)
def test_a_mistake_in_course_yml_is_named(folder, old, new, words):
    change(folder, old, new)
    with pytest.raises(CourseError) as caught:
        load_course(folder)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("cells", "points", "words"),
    [
        ([ESSAY], 2.5, ""),
        ([], 2.5, "there is no cell `why-it`"),
        ([ESSAY], 3, "it carries 2.5 points, and course.yml gives it 3"),
        ([ESSAY], 0, "it is no answer"),
        (
            [new_code_cell("", metadata=marks(grade_id="why-it", solution=True, points=None))],
            0,
            "",
        ),
        (
            [
                new_markdown_cell(
                    "",
                    metadata=marks(grade_id="why-it", task=True, locked=True, points=2.5),
                )
            ],
            2.5,
            "",
        ),
        (
            [new_code_cell("x = 1", metadata=marks(grade_id="why-it", locked=True))],
            2.5,
            "no answer",
        ),
    ],
)
def test_the_notebook_has_what_course_yml_says(folder, cells, points, words):
    week = load_course(folder).assignment("adaline")
    part = week.by_hand[0].model_copy(update={"points": points})
    week = week.model_copy(update={"tasks": (), "by_hand": (part,)})
    for cell in cells:
        if cell.metadata.nbgrader.get("points", 1) is None:
            del cell.metadata.nbgrader["points"]
    source = Source(Path("hw"), "hw.ipynb", new_notebook(cells=cells), b"", {})
    if not words:
        check_structure(source, week)
        return
    with pytest.raises(ReleaseError, match=words):
        check_structure(source, week)
