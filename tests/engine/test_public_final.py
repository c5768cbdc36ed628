"""The last cell of a notebook, in a real kernel: nothing until asked, then the whole check."""

import json
import os
import time

import nbformat
import pytest
from kernels import run_notebook
from students import student_folder

CELL = 'from autograder.public import final_check\n\nfinal_check("adaline.ipynb")'
ASKS = "Save the notebook, then run this cell once more"


def printed(folder, *sources):
    """Run cells in a kernel that begins in `folder`; return the text below each."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in sources])
    run_notebook(notebook, folder)
    return ["".join(output.text for output in cell.outputs) for cell in notebook.cells]


def test_run_twice_in_a_row_it_checks_the_saved_file_and_leaves_a_receipt(tmp_path):
    notebook = student_folder(tmp_path, "release")
    os.utime(notebook, (time.time() + 3600,) * 2)  # saved after the cell had asked for it
    (tmp_path / "random.py").write_text("raise SystemExit('a file of the student')\n")
    # In between the working directory may change.
    first, moved, other, second, third = printed(
        tmp_path, CELL, "import os; os.chdir('/')", "x = 1", CELL, CELL
    )
    assert ASKS in first
    assert moved == other == ""
    assert ASKS in second, "another cell ran in between, as by Run All"
    assert "Running adaline.ipynb from the top, as it was saved at " in third
    assert "has changed since" not in third
    assert "graded as missing: manual_gradient, grad_call, backward_loop, linear_model" in third
    receipt = json.loads((tmp_path / "adaline.receipt.json").read_text())
    assert set(receipt["public_checks"].values()) == {"open"}


@pytest.mark.thorough
def test_a_save_that_is_older_than_the_question_is_said(tmp_path):
    notebook = student_folder(tmp_path)
    os.utime(notebook, (time.time() - 60,) * 2)
    _, said = printed(tmp_path, CELL, CELL)
    assert "If anything has changed since, it is not in it" in said
    assert "4 of 4 tasks" in said


@pytest.mark.thorough
def test_without_the_file_it_says_what_to_do(tmp_path):
    student_folder(tmp_path).rename(tmp_path / "my.ipynb")
    _, said = printed(tmp_path, CELL, CELL)
    assert f"There is no adaline.ipynb in {tmp_path}" in said
    assert "autograder check adaline.ipynb --final" in said


@pytest.mark.thorough
def test_a_broken_file_is_named_with_its_fault(tmp_path):
    student_folder(tmp_path).write_text("{")
    _, said = printed(tmp_path, CELL, CELL)
    assert "error: adaline.ipynb" in said
    assert "remedy: " in said


def test_outside_of_a_notebook_it_only_says_what_it_would_do(tmp_path, capsys, monkeypatch):
    from autograder.public import final_check

    monkeypatch.chdir(tmp_path)
    final_check("adaline.ipynb")
    final_check("adaline.ipynb")
    assert capsys.readouterr().out.count(ASKS) == 2
