"""Data of the notebook that a task's code reads: found in its syntax, asked about in a hint."""

from types import SimpleNamespace

import nbformat
import pytest
from preparing import COURSE, solution

from autograder.errors import CheckFailed, StudentRaised
from autograder.grading.checks import Check, file_result
from autograder.notebooks import outside_data
from autograder.notebooks.cells import grade_id
from autograder.worker.reads import names_read

TASK = "backward_loop"
ON_GLOBAL_DATA = (
    "def train_backward(model, x, y, num_epochs):\n    return model(X_train) - y_train\n"
)


def submitted(source):
    """Return the solution with other code in one task's cell."""
    notebook = solution()
    (cell,) = (cell for cell in notebook.cells if grade_id(cell) == TASK)
    cell.source = source
    return notebook


@pytest.mark.parametrize(
    ("source", "names"),
    [
        (ON_GLOBAL_DATA, ["X_train", "y_train"]),
        (
            "class Loop:\n    def run(self):\n        return [y_test for _ in range(3)]\n",
            ["y_test"],
        ),
        ("def train_backward(X_train, y_train):\n    return X_train @ y_train\n", []),
        ("def train_backward():\n    X_train = 1\n    return X_train\n", []),
        ("first = X_train[0]  # no function reads it\n", []),
        ("def train_backward():\n    return F.relu(mine), load_iris_data\n\nmine = 1\n", []),
        ("def train_backward(:\n    return X_train\n", []),
        ("%time X_train\n", []),
    ],
)
def test_names_that_given_cells_assign_and_functions_read(source, names):
    assert outside_data(submitted(source), names_read(source)) == names


def test_no_solution_of_the_course_reads_the_notebooks_data():
    for week in COURSE.assignments:
        notebook = nbformat.read(COURSE.solution_notebook(week), as_version=4)
        tasks = {task.id for task in week.tasks}
        for cell in (cell for cell in notebook.cells if grade_id(cell) in tasks):
            assert outside_data(notebook, names_read(cell.source)) == [], grade_id(cell)


def _none(_):
    return None


def hint_after(error, source=ON_GLOBAL_DATA):
    """Return the hint of a check of the task that ends with `error`."""
    student = SimpleNamespace(fault_of=_none, cell_of=_none, reads={TASK: names_read(source)})
    prepared = SimpleNamespace(notebook=submitted(source), student=student, results={})
    check = Check(None, TASK, "test_it", "It holds", 1.0, (), ())
    file_result(check, prepared, error, 0.0)
    return prepared.results[check.key].hint


def test_it_is_asked_about_where_there_is_no_other_hint():
    asked = (
        "Your code reads `X_train` and `y_train` of the notebook: what if it is handed other data?"
    )
    shapes = StudentRaised("RuntimeError", "mat1 and mat2 shapes cannot be multiplied")
    assert hint_after(shapes) == asked
    assert hint_after(CheckFailed("wrong")) == asked
    assert hint_after(CheckFailed("wrong"), "def train_backward():\n    return 1\n") == ""
    assert hint_after(CheckFailed("wrong", hint="Which one?")) == "Which one?"
    assert hint_after(None) == ""
    open_ = StudentRaised("NotImplementedError", "")
    assert hint_after(open_) == ""
