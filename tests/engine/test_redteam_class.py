"""A class with every hostile hand-in in it is graded to the end; nobody gains or loses by it."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from folders import copy_course
from redteam_harness import Host

pytestmark = pytest.mark.thorough

RED_TEAM = sorted((Path(__file__).parent / "redteam").glob("*.py"))
WRONG = [path.stem for path in RED_TEAM if "wrong on purpose" in path.read_text()]
FULL_MARKS = [
    path.stem
    for path in RED_TEAM
    if re.search(r"^must: full marks for the honest class", path.read_text(), re.MULTILINE)
]
AT_MOST = {
    path.stem: float(found[1])
    for path in RED_TEAM
    if (found := re.search(r"^must: at most (\d+) points", path.read_text(), re.MULTILINE))
}
HONEST = [f"{number:02}_honest" for number in range(0, 90, 15)]


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Grade the class; return its reports by student, and what was reached outside."""
    folder = copy_course(tmp_path_factory.mktemp("hostile") / "course")
    # Several attacks wait until their time is up.
    settings = (folder / "course.yml").read_text()
    settings = settings.replace("seconds: 10 ", "seconds: 4 ").replace(
        "total_seconds: 120", "total_seconds: 30"
    )
    (folder / "course.yml").write_text(settings)
    solved = nbformat.read(folder / "solutions/adaline/adaline.ipynb", as_version=4)
    for path in RED_TEAM:
        submit(folder, path.stem, solved, path.read_text())
    for name in HONEST:
        submit(folder, name, solved, None)
    host = Host()
    try:
        done = run(folder)
        harm = host.harm()
    finally:
        host.close()
    assert done.returncode in (0, 3), done.stderr
    reports = {
        path.parents[1].name: json.loads(path.read_bytes())
        for path in folder.glob("autograded/*/adaline/report.json")
    }
    yield folder, reports, harm
    shutil.rmtree(folder)


def run(folder):
    command = [str(Path(sys.executable).parent / "autograder"), "grade", "adaline", "--jobs", "2"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def submit(folder, student, solved, manual_gradient):
    notebook = nbformat.from_dict(solved)
    if manual_gradient is not None:
        (cell,) = (c for c in notebook.cells if c.id == "manual_gradient")
        cell.source = manual_gradient
    path = folder / "submitted" / student / "adaline" / "adaline.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)


def score(report, task_id):
    return next(task["score"] for task in report["tasks"] if task["id"] == task_id)


def test_everybody_gets_a_report_and_none_is_broken(graded):
    _, reports, _ = graded
    assert len(reports) == len(RED_TEAM) + len(HONEST)
    assert [name for name, report in reports.items() if report["status"] == "broken"] == []


def test_the_honest_ones_keep_full_marks(graded):
    _, reports, _ = graded
    assert {name: reports[name]["score"] for name in HONEST} == dict.fromkeys(HONEST, 100.0)


@pytest.mark.parametrize("name", WRONG)
def test_no_attack_gets_a_point_that_it_did_not_earn(graded, name):
    _, reports, _ = graded
    assert score(reports[name], "manual_gradient") == 0.0


@pytest.mark.parametrize(("name", "most"), AT_MOST.items())
def test_whoever_breaks_the_rule_of_a_task_gets_the_points_for_its_form_alone(graded, name, most):
    _, reports, _ = graded
    assert score(reports[name], "manual_gradient") <= most


@pytest.mark.parametrize("name", FULL_MARKS)
def test_an_honest_class_keeps_its_marks_beside_the_attack(graded, name):
    _, reports, _ = graded
    assert score(reports[name], "manual_gradient") == 30.0


def test_nothing_outside_was_reached(graded):
    folder, _, harm = graded
    assert harm == []
    assert not list(folder.glob("**/pwned"))


def test_no_notebook_shows_a_breach(graded):
    folder, _, _ = graded
    for path in folder.glob("autograded/*/adaline/adaline.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", []):
                lines = str(output.get("text", "")).splitlines()
                assert not [line for line in lines if "BREACH" in line], path


def test_what_a_student_reads_holds_no_text_of_an_attack(graded):
    _, reports, _ = graded
    for name, report in reports.items():
        for check in report["checks"]:
            shown = f"{check['message']} {check['hint']}"
            assert "BREACH" not in shown, name
            assert "redteam" not in shown, name
