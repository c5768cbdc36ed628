"""The digest that decides whether a report is out of date: what can change a grade, and no more."""

import shutil
from pathlib import Path

import grimp
import pytest

import autograder
from autograder.course import load_course
from autograder.grading.fingerprint import SHOWING, code_sha256, deciding

ENGINE = Path(autograder.__file__).parent
# What runs when a hand-in is graded, in either process; the course is in the digest by its values.
GRADING = ("autograder.grading.grader", "autograder.worker.__main__")
BY_VALUE = "course"


@pytest.fixture
def engine(tmp_path):
    ignored = shutil.ignore_patterns("__pycache__")
    return shutil.copytree(ENGINE, tmp_path / "autograder", ignore=ignored)


@pytest.mark.parametrize(
    "touched",
    ["kit/observers.py", "kit/hidden/trial.py", "worker/notebook.py", "sandbox/session.py",
     "grading/scoring.py", "notebooks/repairs.py", "diagnoses/raised.py", "wire.py"],
)  # fmt: skip
def test_what_grades_is_in_it(engine, touched):
    before = code_sha256(engine)
    path = engine / touched
    path.write_text(f"{path.read_text()}\n# changed")
    assert code_sha256(engine) != before


@pytest.mark.parametrize(
    "touched",
    ["diagnoses/catalogue.toml", "cli/grade.py", "feedback/view.py", "lms/exports/book.py",
     "classreport/page.py", "authoring/release/leaks.py", "public/run.py", "runs/run.py",
     "gradebook/tally.py", "course/load.py"],
)  # fmt: skip
def test_what_shows_and_what_is_said_is_not(engine, touched):
    before = code_sha256(engine)
    path = engine / touched
    path.write_text(f"{path.read_text()}\n# changed")
    assert code_sha256(engine) == before


def test_nothing_that_grades_imports_what_only_shows():
    graph = grimp.build_graph("autograder")
    used = set().union(*(graph.find_upstream_modules(module) for module in GRADING))
    packages = {module.split(".")[1] for module in used if "." in module}
    assert packages & SHOWING == {BY_VALUE}
    assert {"kit", "sandbox", "worker", "notebooks"} <= packages


@pytest.mark.parametrize(
    ("name", "decides"),
    [
        ("source/adaline/public_checks.py", True),
        ("tests/graders/adaline/test_grad_call.py", True),
        ("release/adaline/adaline.ipynb", True),
        ("diagnoses.toml", False),
        ("lectures.toml", False),
        ("source/adaline/public_checks.json", False),
        ("tests/graders/autograd/test_accumulation.py", False),
    ],
)
def test_of_the_course_what_is_asked_is_in_it_and_what_is_said_is_not(course_folder, name, decides):
    before = deciding(load_course(course_folder), load_course(course_folder).assignment("adaline"))
    path = course_folder / name
    path.write_text(f"{path.read_text()}\n")
    course = load_course(course_folder)
    assert (deciding(course, course.assignment("adaline")) != before) == decides
