"""The sample class that `make grade` shows: what it holds, and that building it harms nothing."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from autograder.course import load_course

SCRIPT = Path(__file__).resolve().parents[1] / "submissions" / "sample_class.py"


def load_sample():
    spec = importlib.util.spec_from_file_location("sample_class", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["sample_class"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


sample = load_sample()


@pytest.fixture
def course(course_folder):
    return load_course(course_folder)


def build(course):
    return sample.build(course, len(sample.SAMPLE))


def files(course):
    return {
        path.relative_to(course.submitted_dir).as_posix(): path.read_bytes()
        for path in sorted(course.submitted_dir.rglob("*"))
        if path.is_file()
    }


def notebook(course, student):
    path = course.submitted_dir / student / "adaline" / "adaline.ipynb"
    return nbformat.read(path, as_version=4)


def cell(notebook, grade_id):
    return next(
        cell
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )


def test_the_class_has_right_wrong_and_odd_hand_ins():
    names = [student.id for student in sample.SAMPLE]
    assert len(names) == len(set(names)) >= 28
    assert len(sample.RIGHT) >= 5
    assert len({student.description for student in sample.MISTAKES}) >= 14
    assert len(sample.ODD) + len(sample.HOSTILE) >= 22


def test_expected_scores_are_those_of_the_course(course):
    points = {task.id: task.points for task in course.assignment("adaline").tasks}
    assert points == sample.FULL
    for student in sample.SAMPLE:
        assert student.scores.keys() <= points.keys()


def test_every_student_hands_in_with_a_time(course):
    written, total = build(course)
    assert written == total
    for student in sample.SAMPLE:
        folder = course.submitted_dir / student.id / "adaline"
        assert (folder / "timestamp.txt").read_text().endswith(" UTC")
        assert len(list(folder.iterdir())) == 2


def test_solved_hand_ins_are_valid_notebooks_that_were_run(course):
    build(course)
    for student in (*sample.RIGHT, *sample.MISTAKES):
        handed_in = notebook(course, student.id)
        nbformat.validate(handed_in)
        assert cell(handed_in, "check_linear_model").outputs, student.id
        assert cell(handed_in, "given_training").execution_count, student.id


def test_mistakes_lie_in_the_task_that_loses_points(course):
    build(course)
    right = notebook(course, "ada")
    for student in sample.MISTAKES:
        wrong = notebook(course, student.id)
        differing = {
            task for task in sample.FULL if cell(wrong, task).source != cell(right, task).source
        }
        assert differing == {task for task, score in student.scores.items() if score is None}


def test_a_stub_left_is_the_stub_of_the_release(course):
    build(course)
    assert "NotImplementedError" in cell(notebook(course, "carl"), "grad_call").source
    assert "NotImplementedError" not in cell(notebook(course, "carl"), "linear_model").source


def test_only_one_is_late(course):
    build(course)
    due = sample.Material(course, course.assignment("adaline")).due
    stamps = {
        student.id: (course.submitted_dir / student.id / "adaline" / "timestamp.txt").read_text()
        for student in sample.SAMPLE
    }
    limit = due.astimezone(sample.UTC).strftime("%Y-%m-%d %H:%M")
    assert [name for name, stamp in stamps.items() if stamp > limit] == ["hypatia"]


def test_a_second_run_writes_nothing_and_the_class_is_always_the_same(course):
    build(course)
    first = files(course)
    assert build(course)[0] == 0
    assert files(course) == first
    (course.submitted_dir / "ada" / "adaline" / "adaline.ipynb").unlink()
    assert build(course)[0] == 1
    assert files(course) == first


def test_what_others_wrote_or_changed_is_left_alone(course):
    mine = course.submitted_dir / "ada" / "adaline" / "adaline.ipynb"
    mine.parent.mkdir(parents=True)
    mine.write_text("ada's own")
    other = course.submitted_dir / "zoe" / "adaline" / "adaline.ipynb"
    other.parent.mkdir(parents=True)
    other.write_text("zoe's own")
    build(course)
    changed = course.submitted_dir / "grace" / "adaline" / "adaline.ipynb"
    changed.write_text("changed by grace")
    build(course)
    assert mine.read_text() == "ada's own"
    assert other.read_text() == "zoe's own"
    assert changed.read_text() == "changed by grace"


def test_a_new_release_brings_new_hand_ins(course):
    build(course)
    path = course.release_notebook(course.assignment("adaline"))
    released = nbformat.read(path, as_version=4)
    cell(released, "given_imports").source += "\nimport math"
    nbformat.write(released, path)
    assert build(course)[0] >= len(sample.RIGHT) + len(sample.MISTAKES)
    assert "import math" in cell(notebook(course, "ada"), "given_imports").source


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
    assert json.loads((course.submitted_dir / sample.MANIFEST).read_text())
