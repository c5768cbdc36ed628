"""Each week's notebook as its people meet it: as released, and solved. Drafts take no part."""

import nbformat
import pytest
from kernels import run_notebook
from known_set import COURSE, WEEKS
from nbgrader.validator import Validator
from stubbed import PATIENCE
from traitlets.config import Config


def released(week):
    return COURSE.release_notebook(WEEKS[week])


def solved(week):
    return COURSE.solution_notebook(WEEKS[week])


def cells_of(path):
    return {cell.id: cell for cell in nbformat.read(path, as_version=4).cells}


def printed(cell):
    """Return what a cell printed or displayed, as text."""
    outputs = cell.get("outputs", [])
    return "".join(
        output.text if output.output_type == "stream" else output.data["text/plain"]
        for output in outputs
        if output.output_type in ("stream", "display_data")
    )


def errors_of(cells):
    """Return the error outputs by cell id."""
    return {
        cell_id: output
        for cell_id, cell in cells.items()
        for output in cell.get("outputs", [])
        if output.output_type == "error"
    }


def released_run(week):
    """Run All on the released notebook in a real kernel, as a student's first click."""
    notebook = nbformat.read(released(week), as_version=4)
    run_notebook(notebook, released(week).parent)
    return {cell.id: cell for cell in notebook.cells}


def test_the_released_notebook_runs_to_its_end_and_names_the_open_tasks():
    """Of each week JupyterLab says so in test_public_jupyterlab.py."""
    week = "adaline"
    cells = released_run(week)
    assert all(cell.execution_count for cell in cells.values() if cell.cell_type == "code")
    tasks = [task.id for task in WEEKS[week].tasks]
    errors = errors_of(cells)
    assert list(errors) == [f"check_{task}" for task in tasks]
    for task in tasks:
        error = errors[f"check_{task}"]
        assert error.evalue.startswith(f"task `{task}` is open: ")
        assert error.traceback == [error.evalue]
        assert f"task `{task}` is open" in printed(cells[f"check_{task}"])


@pytest.mark.parametrize("week", WEEKS)
def test_the_solved_notebook_shows_no_error_and_passes_its_checks(week):
    cells = cells_of(solved(week))
    assert errors_of(cells) == {}
    for task in WEEKS[week].tasks:
        text = printed(cells[f"check_{task.id}"])
        assert text.strip() == f"{task.id}: the public checks pass."


@pytest.mark.thorough
@pytest.mark.parametrize("week", WEEKS)
def test_nbgrader_validates_it(week):
    tasks = len(WEEKS[week].tasks)
    validator = Validator(
        config=Config({"Execute": {"timeout": PATIENCE, "iopub_timeout": PATIENCE}})
    )
    assert len(validator.validate(str(released(week))).get("failed", [])) == tasks
    assert validator.validate(str(solved(week))).get("failed", []) == []


@pytest.mark.parametrize("week", WEEKS)
@pytest.mark.parametrize("path_of", [released, solved])
def test_it_promises_no_more_than_public_checks_can(week, path_of):
    text = path_of(week).read_text().lower()
    assert "all tests pass" not in text
    assert "the public checks pass" in text
