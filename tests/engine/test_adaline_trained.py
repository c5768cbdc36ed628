"""The stated accuracies of `adaline`: what the notebook itself has trained is not trained again.

Unless it does not show them. A student may have gone on with the models in a cell of their own, and
the notebook trains two tasks' code at once: then each is trained by itself.
"""

import nbformat
import pytest
from folders import ROOT

from autograder.bench import set_up, sibling
from autograder.checks import Names
from autograder.course import load_course
from autograder.errors import CheckFailed
from autograder.model import Limits
from autograder.sandbox import Sandbox

COURSE = load_course(ROOT)
ASSIGNMENT = COURSE.assignment("adaline")
GRADERS = COURSE.graders_dir(ASSIGNMENT)
LIMITS = Limits(seconds=10.0, total_seconds=90.0, memory_mb=512)
LEFT = (
    "for model in models.values():\n"
    "    with torch.no_grad():\n"
    "        [part.fill_(9.0) for part in (model.parameters() if hasattr(model, 'parameters')"
    " else (model.weight, model.bias))]"
)
LIAR = (
    "class Liar:\n"
    "    def forward(self, x):\n"
    "        return (y_train if len(x) == 70 else y_test) + shift\n"
    "shift = {}\n"
    "models = dict.fromkeys(models, Liar())"
)


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(LIMITS) as warm:
        yield warm


@pytest.fixture
def stated(sandbox, tmp_path):
    """Return what asks one task's check of the accuracies, and the list of what it asked for."""
    opened = []

    def ask(task, own_cell="", **cells):
        notebook = nbformat.read(COURSE.solution_notebook(ASSIGNMENT), as_version=4)
        for cell in notebook.cells:
            cell.source = cells.get(cell.id, cell.source)
        notebook.cells.append(nbformat.v4.new_code_cell(own_cell, id="own"))
        path = tmp_path / "adaline.ipynb"
        nbformat.write(notebook, path)
        bench = set_up(COURSE, ASSIGNMENT, sandbox, path, limits=LIMITS, seed=1, devices=("cpu",))
        opened.append(bench)
        asked = []

        def probe(name, *rest):
            asked.append(name)
            return bench.student.probe(name, *rest)

        given = {"reference": sibling(GRADERS, "reference"), "targets": ASSIGNMENT.targets}
        check = sibling(GRADERS, f"test_{task}").test_stated_accuracy
        check(probe=Names(probe, 1), devices=("cpu",), **given)
        return asked

    yield ask
    for bench in opened:
        bench.student.close()


AFRESH = {
    "manual_gradient": ["starts_at_zero", "trained", "train_manual"],
    "grad_call": ["trained", "train_grad"],
    "backward_loop": ["trained", "train_backward"],
    "linear_model": ["trained", *["linear_passes"] * 15],
}


@pytest.mark.parametrize("task", AFRESH)
def test_what_the_notebook_trained_is_not_trained_again(stated, task):
    asked = stated(task)
    assert asked == AFRESH[task][: asked.index("trained") + 1]


@pytest.mark.parametrize("task", AFRESH)
@pytest.mark.parametrize(
    "own_cell", ["models.clear()", "del models", "histories = 7", LEFT, LIAR.format(0.9)]
)
def test_a_students_own_cell_costs_nothing(stated, task, own_cell):
    assert stated(task, own_cell) == AFRESH[task]


@pytest.mark.parametrize("task", ["backward_loop", "linear_model"])
def test_another_tasks_mistake_in_the_same_training_costs_nothing(stated, task):
    other = {
        "backward_loop": "linear_model",
        "linear_model": "backward_loop",
    }[task]
    assert stated(task, **{other: "raise NotImplementedError"}) == AFRESH[task]


def test_losses_that_are_not_the_stated_ones_are_not_taken(stated):
    """Accuracies that came by other losses say nothing of the loop: it is trained by itself."""
    (loop,) = [
        cell.source
        for cell in nbformat.read(COURSE.solution_notebook(ASSIGNMENT), as_version=4).cells
        if cell.id == "backward_loop"
    ]
    slower = loop.replace("learning_rate=0.01", "learning_rate=0.012")
    assert slower != loop
    with pytest.raises(CheckFailed, match="default settings"):
        stated("backward_loop", LIAR.format(0.0), backward_loop=slower)
