"""A prepared hand-in: what kills its process costs what it must, and no more."""

import shutil

import pytest
import torch
from folders import ROOT
from preparing import own_cell, preparing, solution

from autograder.course import load_course
from autograder.errors import GradersError, StudentMemory, StudentTimeout, UsageError
from autograder.grading.prepared import set_up, vet_probes
from autograder.model import Limits
from autograder.sandbox import Sandbox, Session

LIMITS = Limits(seconds=60.0, total_seconds=600.0, memory_mb=512)
ENDLESS = "while True: pass"


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(LIMITS) as warm:
        yield warm


@pytest.fixture(autouse=True)
def soon_over(monkeypatch):
    """Wait a second for what never ends, and as long as LIMITS say for all that does."""
    run_cell, call = Session.run_cell, Session.call

    def shorter(session, source, cell_id, *, seconds):
        return run_cell(session, source, cell_id, seconds=1.0 if source == ENDLESS else seconds)

    def sooner(session, name, *rest, seed, seconds):
        wait = 1.0 if name == "forever" else seconds
        return call(session, name, *rest, seed=seed, seconds=wait)

    monkeypatch.setattr(Session, "run_cell", shorter)
    monkeypatch.setattr(Session, "call", sooner)


@pytest.fixture
def put(sandbox):
    """Prepare the solution with a student's own cell on top."""
    with preparing(sandbox) as prepare:

        def put(source, limits=LIMITS):
            notebook = solution()
            notebook.cells.insert(0, own_cell(source))
            return prepare(notebook, limits)

        yield put


@pytest.mark.parametrize(
    ("own_cell", "words"),
    [
        (ENDLESS, "did not finish in time"),
        ("import os; os._exit(3)", "ended the Python process"),
        ("keep = [bytes(2**20) for _ in range(2**12)]", "512 MB of memory"),
        ("raise ValueError('secret')", "ValueError in line 1"),
    ],
)
def test_a_lethal_cell_of_the_students_own_costs_nothing_else(put, own_cell, words):
    prepared = put(own_cell)
    (problem,) = prepared.problems
    assert words in problem
    assert "secret" not in problem
    assert prepared.student.defined("Adaline3")
    assert prepared.student.fault_of("linear_model") is None


def test_the_executed_notebook_says_which_cell_was_stopped(put):
    prepared = put(ENDLESS)
    cells = {cell.id: cell for cell in prepared.executed().cells}
    assert cells["own"].outputs[0].ename == "Stopped"
    plots = [o for o in cells["given_plots"].outputs if "image/png" in o.get("data", {})]
    assert len(plots) == 1, "the cells after it ran, and show their own plot alone"


def test_a_call_that_dies_does_not_take_the_next_one_with_it(put):
    prepared = put("def forever():\n    while True: pass\n\ndef hoard():\n    return [0] * 10**9")
    with pytest.raises(StudentTimeout):
        prepared.student.call("forever", (), {}, 1)
    with pytest.raises(StudentMemory):
        prepared.student.call("hoard", (), {}, 1)
    assert prepared.student.defined("Adaline3")


def test_a_submission_has_a_time_for_everything_together(put):
    limits = LIMITS.model_copy(update={"total_seconds": 1.0})
    prepared = put("import time; time.sleep(1.5)", limits)
    assert any("did not run to its end" in problem for problem in prepared.problems)
    with pytest.raises(StudentTimeout):
        prepared.student.defined("Adaline3")


def test_a_damaged_release_is_not_the_submissions_fault(sandbox, course_folder):
    course = load_course(course_folder)
    assignment = course.assignment("adaline")
    course.release_notebook(assignment).write_text("{")
    with pytest.raises(UsageError, match="release"):
        set_up(
            course,
            assignment,
            sandbox,
            course.solution_notebook(assignment).read_bytes(),
            limits=LIMITS,
            seed=1,
            devices=("cpu",),
        )


def test_probes_that_do_not_load_are_ours(sandbox, tmp_path):
    graders, source = tmp_path / "tests/graders/adaline", tmp_path / "source/adaline"
    for folder in (graders, source):
        folder.mkdir(parents=True)
    shutil.copy(ROOT / "source/adaline/public_checks.py", source)
    vet_probes(sandbox, graders, LIMITS)
    for broken in ("1 / 0\n", "def half(:\n"):
        (source / "public_checks.py").write_text(broken)
        with pytest.raises(GradersError, match=r"public_checks\.py"):
            vet_probes(sandbox, graders, LIMITS)


def test_what_cells_leave_behind_changes_no_call_and_is_said(sandbox):
    notebook = solution()
    again = "kept = torch.inference_mode()\nkept.__enter__()\ndef train_backward(*_, **__): 1 / 0"
    mine = {
        "write": "%%writefile helper.py\nvalue = 7",
        "import": "import helper\nassert helper.value == 7",
        "install": "%pip install helper\n!pip install helper",
        "packages": "import scipy, tqdm\nimport pandas as pd\npd.DataFrame({'a': [1]})",
        "compile": "import torch\n@torch.compile\ndef double(x): return 2 * x\n"
        "assert torch.compile(torch.nn.Linear(1, 1), mode='max-autotune')(torch.ones(1)).numel()",
        "again": f"{again}\ndef recorded(x):\n    w = torch.ones(2, requires_grad=True)\n"
        "    (w * x).sum().backward()\n    return bool(w.grad[0] == 1) and double(1) == 2",
    }
    notebook.cells += [own_cell(source, name) for name, source in mine.items()]
    with preparing(sandbox) as prepare:
        prepared = prepare(notebook, LIMITS)
        assert prepared.student.faults == {}
        assert prepared.student.call("recorded", (torch.ones(2),), {}, seed=1) is True
        said = prepared.student.runs["install"].outputs[0]["text"]
        assert said.count("Nothing is installed") == 2
        assert [words.split(":")[0] for words in prepared.problems] == [
            "`train_backward` (backward_loop) is defined again outside of its task's cell",
            "after the last cell inference mode is on (`torch.inference_mode`)",
        ]
