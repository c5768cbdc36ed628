"""The hidden graders of each week, judged by every known hand-in, through the real sandbox.

A mistake loses points in exactly the tasks that it names and gets its diagnosis and no other; a
right answer, however it is written, gets full marks. A week takes part once it is no draft.
"""

import shutil
import subprocess
import sys
from functools import cache
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
WEEKS = [assignment for assignment in COURSE.assignments if not assignment.draft]
KNOWN = {week.id: all_known(COURSE, week) for week in WEEKS}
SOLUTION = "solution"


def of_kind(kind):
    """Return a parameter (week's id, known hand-in) for each one of a kind."""
    return [
        pytest.param(week, known, id=f"{week}-{known.name}")
        for week, all_of_week in KNOWN.items()
        for known in all_of_week
        if known.kind == kind
    ]


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """Return a function: the reports of a week's known hand-ins and solution, by name."""

    @cache
    def graded(week):
        return _graded(COURSE.assignment(week), tmp_path_factory.mktemp(week))

    return graded


def _graded(assignment, folder):
    """Grade all of a week in one run."""
    shutil.copy(ROOT / "course.yml", folder)
    for part in ("source", "release", "solutions", "tests/graders"):
        shutil.copytree(ROOT / part, folder / part)
    solved = read_notebook(COURSE.solution_notebook(assignment))
    known = {_student(known): build(known, solved) for known in KNOWN[assignment.id]}
    notebooks = known | {SOLUTION: solved}
    for student, notebook in notebooks.items():
        path = folder / "submitted" / student / assignment.id / f"{assignment.notebook}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
    autograder = Path(sys.executable).with_name("autograder")
    finished = subprocess.run(
        [autograder, "grade", assignment.id, "--device", "cpu"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert finished.returncode in (0, 1), finished.stdout + finished.stderr
    return {
        student: GradeReport.model_validate_json(
            (folder / "autograded" / student / assignment.id / "report.json").read_bytes()
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


@pytest.mark.parametrize("week", KNOWN)
def test_the_solution_gets_full_marks(reports, week):
    assert lost(reports(week)[SOLUTION]) == {}


@pytest.mark.parametrize(("week", "known"), of_kind("accepted"))
def test_a_right_answer_gets_full_marks(reports, week, known):
    assert lost(reports(week)[_student(known)]) == {}


@pytest.mark.parametrize(("week", "known"), of_kind("mistake"))
def test_a_mistake_costs_its_task_and_is_named(reports, week, known):
    report = reports(week)[_student(known)]
    assert set(lost(report)) == set(known.fails), lost(report)
    found = {check.diagnosis for check in report.checks} - {None}
    assert found == set(known.diagnoses), lost(report)


@pytest.mark.parametrize("week", KNOWN)
def test_messages_hold_no_text_of_an_exception(reports, week):
    for report in reports(week).values():
        for check in report.checks:
            _, _, text = str(check.evidence.get("exception", "")).partition(": ")
            assert not text or text[:20] not in check.message + check.hint


@pytest.mark.parametrize("week", KNOWN)
def test_an_open_task_gets_nothing(reports, week):
    assert reports(week)["mistake-everything_open"].score == 0


@pytest.mark.parametrize("week", KNOWN)
def test_each_week_has_known_hand_ins_of_both_kinds(week):
    kinds = [known.kind for known in KNOWN[week]]
    assert kinds.count("mistake") >= 25
    assert kinds.count("accepted") >= 14


def test_known_hand_ins_cover_the_catalogue():
    """Every diagnosis is one that some known hand-in gets; the rest arises in given code only."""
    nowhere = {"broadcast-accuracy", "truncated-prediction", "threshold-zero"}
    known = [known for week in COURSE.assignments for known in all_known(COURSE, week)]
    named = {diagnosis for one in known for diagnosis in one.diagnoses}
    assert set(HINTS) - named == nowhere
