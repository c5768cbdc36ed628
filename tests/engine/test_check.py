"""`autograder check` as a student meets it: one's own notebook, from the top, in a terminal."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from folders import ROOT
from installs import STUDENT, brought_by, modules_of
from students import WEEK, cell_of, code, edit, replace_in, student_folder

from autograder.notebooks import normalised, read_notebook
from autograder.notebooks.cells import marks
from autograder.preflight.hidden import reason
from autograder.preflight.process import Process, Spares
from autograder.preflight.result import Preflight
from autograder.preflight.run import About, Limits, about, run_preflight
from autograder.preflight.saved import read_saved
from autograder.preflight.submission import as_graded
from autograder.public.load import load_checks
from autograder.public.place import CODE

TASKS = ["manual_gradient", "grad_call", "backward_loop", "linear_model"]
GENEROUS = Limits(cell=60.0, total=600.0, task=60.0)

# What Windows has not. The check's own process is started by the same rules.
WINDOWS = """
import os, signal, sys
for name in ("fcntl", "termios", "tty", "resource", "pwd", "grp", "pty"):
    sys.modules[name] = None
for name in ("fork", "O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "fchmod", "getuid", "openpty"):
    if hasattr(os, name):
        delattr(os, name)
"""

# What a student's install has not: as if it were not there.
STUDENT_ALONE = """
import sys
known = {known}

class Alone:
    def __init__(self, finder):
        self.finder = finder
    def __getattr__(self, name):
        return getattr(self.finder, name)
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top in known or top.startswith(("_sysconfigdata", "__editable__")):
            return self.finder.find_spec(name, path, target)

sys.meta_path[:] = map(Alone, sys.meta_path)
"""

# A check inside of a check would never end.
INSIDE = """
import subprocess, sys
program = "from autograder.cli import main; main()"
arguments = [sys.executable, "-c", program, "check", notebook]
done = subprocess.run(arguments, capture_output=True, text=True)
assert (done.returncode, "being checked already" in done.stdout) == (0, True), done
"""


def words(text):
    """Return text without its line breaks, which depend on the width."""
    return " ".join(text.split())


def test_a_solved_notebook_passes_and_gets_a_receipt_with_what_students_have_on_windows(tmp_path):
    notebook = student_folder(tmp_path / "work")
    edit(notebook, lambda content: content["cells"].append(code("import autograder.public.show")))
    installed = modules_of(brought_by(STUDENT).values())
    known = {*sys.stdlib_module_names, *installed, "autograder"}
    (tmp_path / "site").mkdir()
    site = STUDENT_ALONE.format(known=sorted(known)) + WINDOWS
    (tmp_path / "site" / "sitecustomize.py").write_text(site)
    done = subprocess.run(
        [str(Path(sys.executable).parent / "autograder"), "check", notebook.name, "--final"],
        cwd=notebook.parent,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site"), "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for task in TASKS:
        assert f"{task}: the public checks pass." in done.stdout
    assert "4 of 4 tasks: the public checks pass." in done.stdout
    assert "nothing is missing" in done.stdout
    assert "tests pass" not in done.stdout
    receipt = json.loads((notebook.parent / "adaline.receipt.json").read_text())
    assert receipt["sha256"] == hashlib.sha256(notebook.read_bytes()).hexdigest()
    assert receipt["public_checks"] == dict.fromkeys(TASKS, "pass")
    assert datetime.fromisoformat(receipt["checked"]).tzinfo is not None
    assert receipt["problems"] == []
    assert "not a grade" in receipt["note"]


WEEKS = [folder.name for folder in sorted((ROOT / "release").iterdir()) if (folder / CODE).exists()]


@pytest.mark.thorough
@pytest.mark.parametrize("week", [week for week in WEEKS if week != WEEK])
def test_the_other_weeks_pass_when_solved(tmp_path, week):
    file = read_saved(student_folder(tmp_path, week=week))
    with Spares(()) as spares:
        known = about(tmp_path, spares.next())
        found = run_preflight(file, known.folder, known.tasks, spares.take, limits=GENEROUS)
    assert known.assignment == week
    assert found.passed, found.results
    assert not found.faults


@pytest.mark.thorough
def test_the_release_is_open_and_final_says_what_would_be_missing(autograder, tmp_path):
    notebook = student_folder(tmp_path, "release")
    notebook = notebook.rename(tmp_path / "my adaline.ipynb")

    def change(content):
        cells = content["cells"]
        cells.remove(cell_of(content, "linear_model"))
        cells.append({**cell_of(content, "grad_call"), "id": "again"})
        cell_of(content, "given_tools")["source"] = "def accuracy(model, x, y):\n    return 1.0\n"

    edit(notebook, change)
    done = autograder("check", notebook.name, "--final", cwd=tmp_path)
    said = words(done.stdout)
    assert done.returncode == 1
    assert "○ task manual_gradient is open" in said
    assert "○ task linear_model is open" in said
    assert f"graded as missing: {', '.join(TASKS)} (open)" in said
    assert "these tasks would cost points" in said
    assert "the file is named my adaline.ipynb; hand it in as adaline.ipynb" in said
    assert "the solution cell linear_model was missing; the empty one of the release" in said
    assert "the solution cell grad_call appeared more than once" in said
    assert "the locked cell given_tools was edited; the released text was put back" in said
    assert "0 of 4 tasks" in said
    receipt = json.loads((tmp_path / "my adaline.receipt.json").read_text())
    assert receipt["public_checks"]["manual_gradient"] == "open"
    assert len(receipt["problems"]) == 4


@pytest.mark.thorough
def test_what_grading_puts_right_is_put_right_here_and_costs_nothing(autograder, tmp_path):
    """A given cell deleted, answers joined, an answer tried out further down, recording off."""
    notebook = student_folder(tmp_path)

    def change(content):
        cells = content["cells"]
        cells.remove(cell_of(content, "given_imports"))
        joined, gone = cell_of(content, "grad_call"), cell_of(content, "backward_loop")
        joined["source"] = [*joined["source"], "\n\n\n", *gone["source"]]
        cells.remove(gone)
        cells.append(code("torch.set_grad_enabled(False)\ndef negative_gradients(*_): return 0, 0"))

    edit(notebook, change)
    done = autograder("check", notebook.name, "--final", cwd=tmp_path)
    said = words(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the locked cell given_imports was missing; it was put back" in said
    assert "train_backward (backward_loop) is open in its task's cell, and is graded as" in said
    assert "negative_gradients (grad_call) is defined again outside of its task's cell" in said
    assert "after the last cell gradients are not recorded" in said
    assert "nothing is missing: hand this file in" in said
    receipt = json.loads((tmp_path / "adaline.receipt.json").read_text())
    assert len(receipt["problems"]) == 5


def week_of(folder, week=WEEK):
    """Return what a check knows of the files beside a notebook, without its process."""
    checks = load_checks(folder)
    released = read_notebook(ROOT / "release" / week / f"{week}.ipynb")
    tasks, packages = tuple(checks.steps), tuple(checks.packages)
    return About(folder, checks.assignment, tasks, checks.belonging, released, packages)


def test_what_is_run_is_what_grading_would_run(tmp_path):
    notebook = student_folder(tmp_path)
    edit(notebook, lambda content: content["cells"].remove(cell_of(content, "given_data")))
    file, odd = as_graded(read_saved(notebook), week_of(tmp_path))
    assert odd == ["the locked cell given_data was missing; it was put back"]
    (back,) = [saved for saved in file.cells if saved.number == 0]
    assert (back.cell.grade_id, back.count, back.cell.given) == ("given_data", None, True)
    others = [saved.number for saved in file.cells if saved is not back]
    assert others == [saved.number for saved in read_saved(notebook).cells]


def test_a_file_that_holds_anything_at_all_is_read(tmp_path):
    cells = [code("x = 1"), code("x" + ".a" * 30_000)]
    old = {"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": "x = 1"}]}]}
    for content in (
        {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells},
        {**old, "cells": cells},
        {**old, "cells": "x"},
    ):
        notebook = tmp_path / f"{WEEK}.ipynb"
        notebook.write_text(json.dumps(content))
        file = read_saved(notebook)
        assert file.cells[0].binds == {"x"}
        assert not file.cells[-1].binds - {"x"}


@pytest.mark.parametrize("name", ["a" * 300, "a\0b", "x.csv/y"])
def test_a_file_that_cannot_be_is_beside_no_notebook(tmp_path, name):
    file = read_saved(student_folder(tmp_path))
    (file.folder / "x.csv").touch()
    words = f"FileNotFoundError: [Errno 2] No such file: '{name}'"
    assert reason(file, Preflight({}, ()), words, None) == ""


def test_a_package_that_may_be_missing_when_graded_is_named(tmp_path):
    notebook = student_folder(tmp_path)
    mine = "import tensorboard.x\nfrom tqdm import tqdm\nimport pandas as pd, os\nimport helper"
    written = code("%%writefile helper.py\nx = 1")
    edit(notebook, lambda content: content["cells"].extend([written, code(mine)]))
    _, odd = as_graded(read_saved(notebook), week_of(tmp_path))
    assert odd == ["`tensorboard` is imported, and need not be there when the notebook is graded"]


def test_the_cells_in_the_table_are_the_release(tmp_path):
    for week in WEEKS:
        folder = tmp_path / week
        student_folder(folder, "release", week)
        held = normalised({"nbformat": 4, "cells": load_checks(folder).cells}).cells
        released = week_of(folder, week).released.cells
        marked = [cell for cell in released if "nbgrader" in cell.metadata]
        assert [(cell.id, cell.source) for cell in held] == [(c.id, c.source) for c in marked]
        assert list(map(marks, held)) == list(map(marks, marked))


def test_checks_of_another_week_are_told_as_such(autograder, tmp_path):
    student_folder(tmp_path, week="autograd")
    for name in ("public_checks.py", "public_checks.json"):
        shutil.copy(ROOT / "release/gradient-descent" / name, tmp_path)
    done = autograder("check", "autograd.ipynb", "--final", cwd=tmp_path)
    assert done.returncode == 2
    assert "belong to week 1 (gradient-descent)" in words(done.stderr)
    assert "put the two files that came with this notebook beside it" in words(done.stderr)


def test_known_mistakes_are_named_with_numbers_and_hints(autograder, tmp_path):
    notebook = student_folder(tmp_path)
    replace_in(notebook, "manual_gradient", "2.0 * (y - yhat)", "(y - yhat)")
    replace_in(notebook, "grad_call", "= torch.auto", "= -torch.auto")
    replace_in(notebook, "backward_loop", "            optimizer.zero_grad()\n", "")
    replace_in(notebook, "linear_model", "def forward(self, x):", "def forward(self, x")
    done = autograder("check", notebook.name, "--hints", 2, cwd=tmp_path)
    said = words(done.stdout)
    assert done.returncode == 1
    assert "Differentiate u² on its own." in said
    assert "Take u = 3" in said
    shown = re.search(r"expected: \[(.+?)\] yours: \[(.+?)\]", said)
    right, mine = ([float(number) for number in side.split(",")] for side in shown.groups())
    assert len(right) == 3
    assert mine == pytest.approx([number / 2 for number in right], abs=1e-3)
    assert "another hint: autograder check adaline.ipynb --task manual_gradient --hints 3" in said
    assert "What type does grad return?" in said
    assert "Print grad after two backwards." in said
    assert "✗ linear_model: its cell fails: SyntaxError: '(' was never closed (line 10)" in said
    # Saved as passing and changed since: that is no hidden state.
    assert "Works in your kernel" not in said
    assert "The saved outputs say otherwise" in said
    assert "either the code was changed since" in said


def test_hidden_state_is_named_with_cell_and_variable(autograder, tmp_path):
    notebook = student_folder(tmp_path)
    replace_in(notebook, "manual_gradient", "2.0 * (y", "factor * (y")

    def change(content):
        cells = content["cells"]
        cells.insert(cells.index(cell_of(content, "grad_call")), code("table = make(3)", 21))
        place = cells.index(cell_of(content, "check_linear_model"))
        cells[place:place] = [
            code("def make(n):\n    return list(range(n))", 20),
            code("import helper", 22),
            code("open('data.csv')", 23),
            code("never = 1"),
            code("name = input('name? ')", 24),
        ]

    edit(notebook, change)
    (tmp_path / "helper.py").touch()
    (tmp_path / "data.csv").touch()
    done = autograder("check", notebook.name, cwd=tmp_path)
    said = words(done.stdout)
    assert done.returncode == 1
    assert "Works in your kernel, fails when run from the top:" in said
    assert (
        "(table = make(3)) ran as [21] without an error; from the top it fails: NameError" in said
    )
    assert "make is defined further down, in cell 25 (def make(n):) (it ran as [20])" in said
    assert "the public checks of manual_gradient passed in your kernel; from the top" in said
    assert "no cell of the notebook defines factor" in said
    assert "helper.py lies beside the notebook, but only the notebook is handed in" in said
    assert "EOFError: input cannot be answered" in said
    assert "either the code was changed" not in said, "somebody had answered, that is all"
    assert "data.csv lies beside the notebook, but only the notebook is handed in" in said
    assert "not run before the notebook was saved: 28 (never = 1)" in said
    assert "3 of 4 tasks" in said


ENDLESS = "while True: pass"


def test_a_cell_that_hangs_or_ends_python_is_left_out_and_the_rest_goes_on(tmp_path, monkeypatch):
    ask = Process.ask

    def impatient(process, request, seconds):
        """Wait a second for what never ends, and as long as is said for all that does."""
        return ask(process, request, 1.0 if request.get("source") == ENDLESS else seconds)

    monkeypatch.setattr(Process, "ask", impatient)
    notebook = student_folder(tmp_path)

    def change(content):
        cells = content["cells"]
        place = cells.index(cell_of(content, "grad_call"))
        cells[place:place] = [code(ENDLESS), code("import os; os._exit(3)")]
        # It leaves a name that a cell below it needs, and asks what nobody can answer.
        cells.insert(place, code("kept = 1\ninput('?')"))
        cells.append(code("assert kept == 1"))
        cells.append(code(f"notebook = {str(notebook)!r}\n{INSIDE}"))

    edit(notebook, change)
    file = read_saved(notebook)
    with Spares(()) as spares:
        found = run_preflight(file, tmp_path, ["grad_call"], spares.take, limits=GENEROUS)
    told = {file.by_id[name].cell.source: fault.words for name, fault in found.faults.items()}
    assert told.pop(ENDLESS).startswith("it did not finish in time (60 s)")
    assert told.pop("import os; os._exit(3)").startswith("it ended the Python process")
    assert "input cannot be answered" in told.pop("kept = 1\ninput('?')")
    assert told == {}
    assert found.passed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing.ipynb"], ["nothing.ipynb: there is no such file", "name the notebook"]),
        (["broken.ipynb"], ["breaks off or is damaged at line 1", "download it again"]),
        (["alone/adaline.ipynb"], ["public_checks.py and public_checks.json not found", "beside"]),
        (["adaline.ipynb", "--final", "--watch"], ["--final", "leave out"]),
        (["adaline.ipynb", "--task", "grad"], ["no task `grad`", "manual_gradient, grad_call"]),
    ],
)
def test_wrong_use_exits_2_with_the_remedy(autograder, tmp_path, arguments, said):
    notebook = student_folder(tmp_path, "release")
    (tmp_path / "broken.ipynb").write_text(notebook.read_text()[:1000].replace("\n", " "))
    (tmp_path / "alone").mkdir()
    (tmp_path / "alone" / "adaline.ipynb").write_bytes(notebook.read_bytes())
    done = autograder("check", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    for part in said:
        assert part in words(done.stderr)
    assert "Traceback" not in done.stderr
