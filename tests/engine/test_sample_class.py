"""The sample class that `make grade` shows: what it holds, and that building it harms nothing."""

import importlib.util
import subprocess
import sys
from datetime import UTC, datetime

import nbformat
import pytest
from folders import COURSE_PARTS, KNOWN, ROOT, copy_course

from autograder.course import load_course
from autograder.gradebook import GradebookWriter
from autograder.model import GradeReport

SCRIPT = ROOT / "tests" / "submissions" / "sample_class.py"


def load_sample():
    spec = importlib.util.spec_from_file_location("sample_class", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["sample_class"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


sample = load_sample()


@pytest.fixture(scope="module")
def submitted():
    """What each student hands in: the content of their files by name."""
    course = load_course(ROOT)
    material = sample.Material(course, course.assignment("adaline"))
    return {student.id: sample.submission(student, material) for student in sample.SAMPLE}


@pytest.fixture
def course(tmp_path):
    return load_course(copy_course(tmp_path / "course", (*COURSE_PARTS, KNOWN)))


def notebook(files):
    return nbformat.reads(files["adaline.ipynb"].decode(), as_version=4)


def cell(notebook, grade_id):
    return next(
        cell
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )


def test_the_class_has_right_wrong_and_odd_submissions():
    names = [student.id for student in sample.SAMPLE]
    assert len(names) == len(set(names)) >= 28
    assert len(sample.RIGHT) >= 5
    assert len({student.description for student in sample.MISTAKES}) >= 14
    assert len(sample.ODD) + len(sample.HOSTILE) >= 22


def test_expected_scores_are_those_of_the_course():
    points = {task.id: task.points for task in load_course(ROOT).assignment("adaline").tasks}
    assert points == sample.FULL
    for student in sample.SAMPLE:
        assert student.scores.keys() == points.keys()


def test_solved_submissions_are_valid_notebooks_that_were_run(submitted):
    for student in (*sample.RIGHT, *sample.MISTAKES):
        solved = notebook(submitted[student.id])
        nbformat.validate(solved)
        assert cell(solved, "check_linear_model").outputs, student.id
        assert cell(solved, "given_training").execution_count, student.id


def test_mistakes_lie_in_the_task_that_loses_points(submitted):
    right = notebook(submitted["ada"])
    for student in sample.MISTAKES:
        wrong = notebook(submitted[student.id])
        differing = {
            task for task in sample.FULL if cell(wrong, task).source != cell(right, task).source
        }
        assert differing == {task for task, score in student.scores.items() if score is None}


def test_a_stub_left_is_the_stub_of_the_release(submitted):
    carl = notebook(submitted["carl"])
    assert "NotImplementedError" in cell(carl, "grad_call").source
    assert "NotImplementedError" not in cell(carl, "linear_model").source


def test_only_one_is_late(submitted):
    due = load_course(ROOT).assignment("adaline").due
    times = {
        name: datetime.strptime(files["timestamp.txt"].decode(), "%Y-%m-%d %H:%M:%S.%f %Z")
        for name, files in submitted.items()
    }
    late = [name for name, time in times.items() if time.replace(tzinfo=UTC) > due]
    assert late == ["hypatia"]


def written(course):
    return {
        path.relative_to(course.submitted_dir).as_posix(): path.read_bytes()
        for path in sorted(course.submitted_dir.rglob("*"))
        if path.is_file()
    }


def test_a_second_run_writes_nothing_and_a_lost_file_comes_back_as_it_was(course):
    assert sample.build(course, 5) == (10, 10)
    first = written(course)
    assert sample.build(course, 5) == (0, 10)
    (course.submitted_dir / "ada" / "adaline" / "adaline.ipynb").unlink()
    assert sample.build(course, 5) == (1, 10)
    assert written(course) == first


def test_what_others_wrote_or_changed_is_left_alone(course):
    ada, grace, zoe = (
        course.submitted_dir / name / "adaline" / "adaline.ipynb"
        for name in ("ada", "grace", "zoe")
    )
    for path in (ada, zoe):
        path.parent.mkdir(parents=True)
        path.write_text("their own")
    sample.build(course, 3)
    grace.write_text("changed since")
    sample.build(course, 3)
    assert ada.read_text() == zoe.read_text() == "their own"
    assert grace.read_text() == "changed since"


def test_a_new_release_brings_new_submissions(course):
    sample.build(course, 3)
    path = course.release_notebook(course.assignment("adaline"))
    released = nbformat.read(path, as_version=4)
    cell(released, "given_imports").source += "\nimport math"
    nbformat.write(released, path)
    assert sample.build(course, 3) == (3, 6)
    ada = nbformat.read(course.submitted_dir / "ada" / "adaline" / "adaline.ipynb", as_version=4)
    assert "import math" in cell(ada, "given_imports").source


def test_a_larger_class_has_namesakes_of_the_quick_ones():
    large = list(sample.students(150))
    assert len({student.id for student in large}) == 150
    slow = {student.description for student in sample.HOSTILE}
    assert slow.isdisjoint(student.description for student in large[len(sample.SAMPLE) :])
    assert [student.id for student in sample.students(2)] == ["ada", "grace"]


def test_the_script_says_one_line(course):
    command = [sys.executable, SCRIPT, "--course", course.root, "--students", "3"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.count("\n") == 1
    assert done.stdout.startswith("3 hand-ins in ")


@pytest.mark.thorough
def test_odd_submissions_get_the_scores_that_are_expected_in_report_and_gradebook(
    course, autograder, submitted
):
    for student in sample.ODD:
        for name, content in submitted[student.id].items():
            path = course.submitted_dir / student.id / "adaline" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    done = autograder("grade", "adaline", "--device", "cpu", cwd=course.root)
    assert done.returncode == 0, done.stderr

    assignment = course.assignment("adaline")
    with GradebookWriter(course) as gradebook:
        recorded = gradebook.recorded(assignment).scores
    assert recorded.keys() == {student.id for student in sample.ODD}
    for student in sample.ODD:
        path = course.autograded_dir(student.id, assignment) / "report.json"
        report = GradeReport.model_validate_json(path.read_bytes())
        scores = {task.id: task.score for task in report.tasks}
        for task, score in student.scores.items():
            if score is None:
                assert scores[task] < sample.FULL[task], student.description
            else:
                assert scores[task] == score, student.description
        assert recorded[student.id].tasks == scores
        assert not recorded[student.id].needs_manual_grade
    assert recorded["hypatia"].late_penalty == 20
