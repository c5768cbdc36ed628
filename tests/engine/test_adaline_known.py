"""The hidden graders of `adaline`, judged by every known hand-in, through the real sandbox.

A mistake loses points in exactly the tasks that it names and gets its diagnosis and no other; a
right answer, however it is written, gets full marks.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from autograder.course import load_course
from autograder.diagnoses import HINTS
from autograder.known import all_known, build
from autograder.model import GradeReport, Status
from autograder.notebook import read_notebook

ROOT = Path(__file__).resolve().parents[2]
COURSE = load_course(ROOT)
ASSIGNMENT = COURSE.assignment("adaline")
KNOWN = all_known(COURSE, ASSIGNMENT)
MISTAKES = [known for known in KNOWN if known.kind == "mistake"]
ACCEPTED = [known for known in KNOWN if known.kind == "accepted"]
SOLUTION = "solution"


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """Return the report of each known hand-in and of the solution, by name, graded in one run."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "course.yml", folder)
    for part in ("source", "release", "solutions", "tests/graders"):
        shutil.copytree(ROOT / part, folder / part)
    solved = read_notebook(COURSE.solution_notebook(ASSIGNMENT))
    notebooks = {_student(known): build(known, solved) for known in KNOWN} | {SOLUTION: solved}
    for student, notebook in notebooks.items():
        path = folder / "submitted" / student / "adaline" / "adaline.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
    autograder = Path(sys.executable).with_name("autograder")
    finished = subprocess.run(
        [autograder, "grade", "adaline", "--device", "cpu"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert finished.returncode in (0, 1), finished.stdout + finished.stderr
    return {
        student: GradeReport.model_validate_json(
            (folder / "autograded" / student / "adaline" / "report.json").read_bytes()
        )
        for student in notebooks
    }


def _student(known):
    return f"{known.kind}-{known.name}"


def lost(report):
    """Return the tasks that lost points, each with what its checks say."""
    return {
        task.id: [
            f"{check.name}: {check.status}, {check.diagnosis}, {check.message} {check.evidence}"
            for check in report.checks
            if check.task == task.id and check.status is not Status.PASS
        ]
        for task in report.tasks
        if task.score != task.max_score
    }


def test_the_solution_gets_full_marks(reports):
    assert lost(reports[SOLUTION]) == {}


@pytest.mark.parametrize("known", ACCEPTED, ids=lambda known: known.name)
def test_a_right_answer_gets_full_marks(reports, known):
    assert lost(reports[_student(known)]) == {}


@pytest.mark.parametrize("known", MISTAKES, ids=lambda known: known.name)
def test_a_mistake_costs_its_task_and_is_named(reports, known):
    report = reports[_student(known)]
    assert set(lost(report)) == set(known.fails), lost(report)
    found = {check.diagnosis for check in report.checks} - {None}
    assert found == set(known.diagnoses), lost(report)


def test_messages_hold_no_text_of_an_exception(reports):
    for report in reports.values():
        for check in report.checks:
            _, _, text = str(check.evidence.get("exception", "")).partition(": ")
            assert not text or text[:20] not in check.message + check.hint


def test_an_open_task_gets_nothing(reports):
    assert reports["mistake-everything_open"].score == 0


def test_known_hand_ins_cover_the_catalogue():
    """All that can go wrong in these four tasks; the rest belongs to other weeks."""
    elsewhere = {"broadcast-accuracy", "truncated-prediction", "threshold-zero"}
    named = {diagnosis for known in MISTAKES for diagnosis in known.diagnoses}
    assert set(HINTS) - named == elsewhere
    assert len(MISTAKES) >= 35
    assert len(ACCEPTED) >= 20
