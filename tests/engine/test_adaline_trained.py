"""The stated accuracies of `adaline`: what the notebook itself has trained is not trained again.

Unless it does not show them. A student may have gone on with the models in a cell of their own, and
the notebook trains two tasks' code at once: then each is trained by itself.
"""

import pytest
import torch
from preparing import ADALINE, COURSE, own_cell, preparing, solution

from autograder.errors import CheckFailed
from autograder.grading.checks import Names
from autograder.kit.definition import load_module
from autograder.kit.hidden.grader import definition
from autograder.kit.hidden.trial import HiddenTrial
from autograder.model import Limits
from autograder.sandbox import Sandbox

GRADERS = COURSE.graders_dir(ADALINE)
LIMITS = Limits(seconds=60.0, total_seconds=600.0, memory_mb=512)
LEFT = (
    "one, two, three = models.values()\n"
    "for part in (one.weight, two.weight, *three.parameters()):\n"
    "    part.data.fill_(9.0)"
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
def stated(sandbox):
    """What asks one task's check of the accuracies, and returns what that asked."""
    with preparing(sandbox) as put:

        def ask(task, source="", **cells):
            notebook = solution()
            for cell in notebook.cells:
                cell.source = cells.get(cell.id, cell.source)
            notebook.cells.append(own_cell(source))
            student = put(notebook).student
            asked = []

            def probe(name, arguments, *rest):
                asked.append(arguments[0])
                return student.probe(name, arguments, *rest)

            hidden = load_module(GRADERS / f"test_{task}.py")
            rng = torch.Generator().manual_seed(1)
            trial = HiddenTrial(
                definition(GRADERS)[task], hidden.grader, Names(probe, 1), rng, ("cpu",)
            )
            hidden.test_stated_accuracy(trial, devices=("cpu",), targets=ADALINE.targets)
            return asked

        yield ask


AFRESH = {
    "manual_gradient": ["start", "trained", "train"],
    "grad_call": ["trained", "train"],
    "backward_loop": ["trained", ""],
    "linear_model": ["trained", *["passed"] * 15],
}


@pytest.mark.parametrize("task", AFRESH)
def test_what_the_notebook_trained_is_not_trained_again(stated, task):
    asked = stated(task)
    assert asked == AFRESH[task][: asked.index("trained") + 1]


@pytest.mark.parametrize("task", AFRESH)
@pytest.mark.parametrize(
    "source", ["models.clear()", "del models", "histories = 7", LEFT, LIAR.format(0.9)]
)
def test_a_students_own_cell_costs_nothing(stated, task, source):
    assert stated(task, source) == AFRESH[task]


@pytest.mark.parametrize(
    ("task", "other"), [("backward_loop", "linear_model"), ("linear_model", "backward_loop")]
)
def test_another_tasks_mistake_in_the_same_training_costs_nothing(stated, task, other):
    assert stated(task, **{other: "raise NotImplementedError"}) == AFRESH[task]


def test_losses_that_are_not_the_stated_ones_are_not_taken(stated):
    """Accuracies that came by other losses say nothing of the loop: it is trained by itself."""
    (loop,) = [cell.source for cell in solution().cells if cell.id == "backward_loop"]
    slower = loop.replace("learning_rate=0.01", "learning_rate=0.012")
    assert slower != loop
    with pytest.raises(CheckFailed, match="default settings"):
        stated("backward_loop", LIAR.format(0.0), backward_loop=slower)
