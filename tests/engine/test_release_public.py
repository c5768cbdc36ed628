"""How public_checks.py and public_checks.json come into a release, and what keeps them out."""

import json
import os
import subprocess
import sys

import nbformat
import pytest
from folders import ROOT
from known_set import WEEKS

from autograder.authoring.release import check_release
from autograder.authoring.release.public import table_is_current, write_table
from autograder.course import load_course
from autograder.diagnoses import Diagnosis
from autograder.errors import ReleaseError
from autograder.model import Limits
from autograder.public.load import CODE, TABLE
from autograder.sandbox import Sandbox


@pytest.fixture
def course(course_folder):
    return load_course(course_folder)


def week(course):
    return course.assignment("adaline")


def source(course, name):
    return course.root / "source" / "adaline" / name


def replace(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_the_table_is_what_the_hidden_side_tells_and_no_other(course):
    table = source(course, TABLE)
    before = table.read_bytes()
    assert table_is_current(course, week(course))
    assert not write_table(course, week(course))
    replace(course.graders_dir(week(course)) / "test_grad_call.py", "[*SIGN, *HALF]", "SIGN")
    assert not table_is_current(course, week(course))
    assert write_table(course, week(course))
    assert table.read_bytes() != before
    assert not write_table(course, week(course))


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("source", '"linear_model": MODEL', '"line": MODEL', "no step for task `linear_model`"),
        ("source", '"A new `Adaline1` is all zeros"', '""', "starts_at_zero has no title"),
        ("source", "TASKS = {", "TASKS = {{", "cannot be loaded: SyntaxError"),
        ("hidden", "truth=reference.", "truth=reference.no_", "cannot be worked out: AttributeErr"),
        ("hidden", '"grad_call",\n    truth', '"grad",\n    truth', "it names no grader"),
    ],
)
def test_what_cannot_be_told_is_refused(course, name, old, new, fault):
    hidden = course.graders_dir(week(course)) / "test_grad_call.py"
    path = source(course, CODE) if name == "source" else hidden
    replace(path, old, new)
    with pytest.raises(ReleaseError, match=fault):
        write_table(course, week(course))


def test_a_diagnosis_that_is_in_no_catalogue_is_refused_with_the_nearest_name(course):
    grader = course.graders_dir(week(course)) / "test_manual_gradient.py"
    replace(grader, '"yhat-ignored"', '"yhat-ignore"')
    fault = r"test_manual_gradient\.py: there is no diagnosis 'yhat-ignore'"
    with pytest.raises(ReleaseError, match=fault) as caught:
        write_table(course, week(course))
    assert caught.value.remedy == "did you mean 'yhat-ignored'?"
    own = course.model_copy(update={"diagnoses": {"yhat-ignore": Diagnosis("Of this course.")}})
    assert write_table(own, week(own))


LEAKS = {
    "a line of the solution": "downhill = 2.0 * (y - yhat)",
    "a line of the reference": 'yhat = given["yhat"].clone().requires_grad_()',
    "a mistake": "ignored = changed(reference.negative_gradients, yhat=reference.outputs)",
    "the name of a reference": "# as expect_stated does",
    "the name of a hidden check": "# see test_manual_gradient.py",
}


@pytest.mark.parametrize("line", LEAKS.values(), ids=LEAKS)
def test_public_checks_with_hidden_code_are_not_released(course, line):
    path = source(course, CODE)
    path.write_text(f"{path.read_text()}\n\nif False:\n    {line}\n    pass\n")
    with pytest.raises(ReleaseError, match=CODE):
        check_release(course, week(course))


def test_a_check_cell_holds_no_code_of_its_own(course):
    path = course.source_notebook(week(course))
    notebook = nbformat.read(path, as_version=4)
    cell = next(cell for cell in notebook.cells if cell.id == "check_grad_call")
    cell.source += "\nassert True"
    nbformat.write(notebook, path)
    with pytest.raises(ReleaseError, match=r"`check_grad_call`: beside a public_checks\.py"):
        check_release(course, week(course))


def test_in_the_sandbox_a_check_costs_nothing_and_says_so():
    cells = [
        ("from autograder.public import check", ""),
        ('check("manual_gradient")', "manual_gradient: judged by the hidden checks when graded.\n"),
    ]
    with Sandbox(Limits()) as sandbox, sandbox.open() as session:
        for number, (code, printed) in enumerate(cells):
            run = session.run_cell(code, f"c{number}", seconds=60)
            assert run.error is None
            assert "".join(output["text"] for output in run.outputs) == printed


def test_another_machine_s_rounding_makes_no_table_stale(course):
    table = source(course, TABLE)
    before = json.loads(table.read_bytes())
    known = before["tasks"]["manual_gradient"]["known"]["values"]
    number = known["truth"][0][1][0]
    known["truth"][0][1][0] = number * (1 + 3e-7)
    table.write_text(json.dumps(before))
    assert table_is_current(course, week(course))
    known["truth"][0][1][0] = number * (1 + 3e-3)
    table.write_text(json.dumps(before))
    assert not table_is_current(course, week(course))


# The vector instructions of a processor of 2008, in each library that has a choice.
OLDER = {
    "ATEN_CPU_CAPABILITY": "default",
    "MKL_CBWR": "COMPATIBLE",
    "ONEDNN_MAX_CPU_ISA": "SSE41",
    "OPENBLAS_CORETYPE": "Nehalem",
}
SAME_TABLES = """
from pathlib import Path
from autograder.authoring.release.public import table_is_current
from autograder.course import load_course

course = load_course(Path())
for week in course.assignments:
    if not week.draft:
        print(week.id, table_is_current(course, week))
"""


@pytest.mark.thorough
def test_an_older_processor_makes_no_table_of_this_course_stale():
    done = subprocess.run(
        [sys.executable, "-c", SAME_TABLES],
        cwd=ROOT,
        env={**os.environ, **OLDER},
        capture_output=True,
        text=True,
        check=True,
    )
    found = dict(line.split() for line in done.stdout.splitlines())
    assert found.keys() == WEEKS.keys()
    assert set(found.values()) == {"True"}
