"""nbgrader's own commands in a course folder: they follow course.yml, or stop with its fault."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook


def nbgrader(*arguments, cwd):
    """Run nbgrader as its users do, without the environment activated."""
    return subprocess.run(
        [str(Path(sys.executable).parent / "nbgrader"), *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=3600,
        check=False,
    )


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.thorough
def test_generate_assignment_gives_our_release_and_fills_our_gradebook(course_folder):
    file = course_folder / "course.yml"
    file.write_text(file.read_text().replace("sqlite:///gradebook.db", "sqlite:///grades/of.db"))
    (course_folder / "grades").mkdir()
    released = course_folder / "release/adaline/adaline.ipynb"
    ours = content(released.parent)
    shutil.rmtree(course_folder / "release")
    done = nbgrader("generate_assignment", "adaline", cwd=course_folder)
    assert done.returncode == 0, done.stderr
    assert content(released.parent) == ours
    with Gradebook(f"sqlite:///{course_folder / 'grades/of.db'}", "pytorch") as gradebook:
        cells = gradebook.find_notebook("adaline", "adaline").grade_cells
        assert {cell.name: cell.max_score for cell in cells} == {
            "check_manual_gradient": 30,
            "check_grad_call": 20,
            "check_backward_loop": 30,
            "check_linear_model": 20,
        }
    exported = nbgrader("export", cwd=course_folder)
    assert exported.returncode == 0, exported.stderr
    assert (course_folder / "grades.csv").exists()
    assert not (course_folder / "gradebook.db").exists()


@pytest.mark.thorough
def test_a_broken_course_yml_stops_nbgrader_with_its_line(course_folder):
    file = course_folder / "course.yml"
    text = file.read_text()
    line = text[: text.index("week: 4")].count("\n") + 1
    file.write_text(text.replace("week: 4", "week: four"))
    done = nbgrader("export", cwd=course_folder)
    assert done.returncode == 1
    assert f"course.yml:{line}: `week` must be a whole number" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (course_folder / "gradebook.db").exists()
