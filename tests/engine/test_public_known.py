"""The public checks of each week on every known hand-in: what they accept, and what they name."""

import ast
import contextlib
import io
import json
import linecache
from functools import cache

import matplotlib as mpl
import pytest
import torch
from folders import ROOT
from known_set import COURSE, WEEKS, known_submissions, marks

from autograder.authoring.known import build
from autograder.notebooks import code_cells, read_notebook
from autograder.public import PublicStatus, run_task
from autograder.public.load import CODE, TABLE
from autograder.worker.faults import cell_file
from autograder.worker.warm import SEEDED_LATER

# Each week that has public checks, with the given cells that its tasks build upon.
GIVEN = {
    "adaline": (
        *("given_imports", "given_data", "given_tools", "given_adaline2"),
        *("given_train_manual", "given_train_grad"),
    ),
    "gradient-descent": ("given_imports", "given_data", "given_lecture"),
    "training-pipeline": ("given_imports",),
    "autograd": ("given_imports", "given_relu_layer"),
    "softmax-regression": ("given_imports", "given_data", "given_tools"),
    "multilayer-perceptron": ("given_imports", "given_data"),
}
PATIENCE = 60  # seconds; what ends by itself takes one
ENDLESS = {"train_endless"}


@pytest.fixture(scope="module", autouse=True)
def nothing_queued():
    """Seed what is there: for each device that is not, torch keeps a call with its whole stack."""
    with pytest.MonkeyPatch.context() as patch:
        if not torch.cuda.is_available():
            for module in SEEDED_LATER:
                patch.setattr(module, "_lazy_call", lambda *_, **__: None)
        yield


def of_kind(kind):
    """Return the known hand-ins of one kind of all weeks, as pytest's parameters."""
    return [
        pytest.param(
            week,
            known,
            id=f"{week}-{known.name}",
            marks=marks(week, known),
        )
        for week in WEEKS
        for known in known_submissions(week)
        if known.kind == kind
    ]


@cache
def solved(week):
    return read_notebook(COURSE.solution_notebook(WEEKS[week]))


def tasks(week):
    return [task.id for task in WEEKS[week].tasks]


def namespace(week, known):
    """Return the names that a notebook defines, its tasks' cells being the known hand-in's."""
    names = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()), mpl.rc_context({"backend": "agg"}):
        for cell in code_cells(build(known, solved(week))):
            if cell.grade_id in (*GIVEN[week], *tasks(week)):
                with contextlib.suppress(Exception):
                    source = cell.source if cell.grade_id in tasks(week) else defining(cell.source)
                    # As IPython does: a traceback, and a diagnosis, ask for the line that raised.
                    lines, file = cell.source.splitlines(keepends=True), cell_file(cell.grade_id)
                    linecache.cache[file] = (len(cell.source), None, lines, file)
                    exec(compile(source, file, "exec"), names)
    return names


def defining(source):
    """Return a given cell without what it runs: a student's loop may have no end."""
    tree = ast.parse(source)
    tree.body = [part for part in tree.body if not isinstance(part, ast.Try | ast.For | ast.Expr)]
    return tree


def results(week, known):
    names = namespace(week, known)
    folder = ROOT / "release" / week
    return {
        task: run_task(folder, names, task, seconds=patience(known, task)) for task in tasks(week)
    }


def patience(known, task):
    return 2 if known.name in ENDLESS and task in known.fails else PATIENCE


@pytest.mark.parametrize(("week", "known"), of_kind("accepted"))
def test_a_right_answer_passes_every_task(week, known):
    for result in results(week, known).values():
        assert result.status is PublicStatus.PASS, result


@pytest.mark.parametrize(("week", "known"), of_kind("mistake"))
def test_a_mistake_is_caught_where_it_is_and_named_as_the_grader_names_it(week, known):
    found = results(week, known)
    failed = {task for task, result in found.items() if result.status is not PublicStatus.PASS}
    named = {result.diagnosis for result in found.values()} - {None}
    assert failed == set(known.fails), found
    # In public a task stops at its first fault, so that of two names in one task it tells one.
    assert named <= set(known.diagnoses), found
    assert len(named) >= min(len(failed), len(known.diagnoses)), found


@pytest.mark.parametrize("week", WEEKS)
def test_every_mistake_that_a_week_can_tell_by_its_numbers_is_a_known_submission(week):
    table = json.loads((ROOT / "release" / week / TABLE).read_text())
    questions = [one for task in table["tasks"].values() for one in task["known"].values()]
    told = {name for question in questions for name, _ in question["mistakes"]}
    assert told <= {diagnosis for known in known_submissions(week) for diagnosis in known.diagnoses}


def test_every_week_that_has_public_checks_is_here():
    assert {code.parent.name for code in ROOT.glob(f"source/*/{CODE}")} == set(WEEKS) == set(GIVEN)
