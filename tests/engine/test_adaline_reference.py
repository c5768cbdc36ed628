"""The trusted side of the `adaline` graders: what is right, and what each mistake looks like."""

from itertools import combinations

import pytest
import torch
from folders import ROOT
from sklearn.datasets import load_iris

from autograder.kit import agrees, error
from autograder.kit.compare import HISTORY
from autograder.kit.definition import load_module
from autograder.kit.draw import Fresh
from autograder.kit.hidden import beside
from autograder.kit.hidden.grader import definition
from autograder.kit.trial import of

GRADERS = ROOT / "tests" / "graders" / "adaline"
reference = beside(str(GRADERS / "test_backward_loop.py"), "reference")
TASKS = definition(GRADERS)

# Full-training-set MSE of the course's recipe after each of its 20 epochs.
STATED = [
    0.38849, 0.31679, 0.26379, 0.22463, 0.19527, 0.17307, 0.15629, 0.14352, 0.13360, 0.12600,
    0.12007, 0.11547, 0.11178, 0.10884, 0.10656, 0.10470, 0.10320, 0.10200, 0.10105, 0.10025,
]  # fmt: skip


def test_the_reference_gives_the_stated_losses():
    assert reference.TRAINER.losses(reference.iris()) == pytest.approx(STATED, abs=5e-6)


def test_the_data_is_what_scikit_learn_loads():
    loaded = load_iris()
    table = reference._iris_table()
    assert (table[:, :4] == loaded.data).all()
    assert (table[:, 4] == loaded.target).all()


@pytest.mark.parametrize(
    ("changes", "first", "last"),
    [
        ({"clear": "never"}, 0.18527, None),
        ({"clear": "each epoch"}, 0.18527, None),
        ({"clear": "before the step"}, 0.48571, 0.48571),
        ({"backwards": 2}, 0.31528, None),
        ({"rate": 1e-3}, 0.47472, None),
        ({"order": "in order"}, 0.38887, None),
        ({"noted": "mean of minibatches"}, 0.44247, None),
    ],
    ids=str,
)
def test_mistaken_loops_give_the_losses_of_the_catalogue(changes, first, last):
    costs = reference.TRAINER.losses({**reference.iris(), "ambient_seed": 7}, **changes)
    assert costs[0] == pytest.approx(first, abs=5e-6)
    assert last is None or costs[-1] == pytest.approx(last, abs=5e-6)


def test_the_reference_gradient_is_the_formula():
    (given, *_) = problems("manual_gradient", "given_outputs", dtype=torch.float64)
    error_ = 2 * (given["y"] - given["yhat"])
    expected = (given["x"] * error_[:, None]).mean(0)[:, None], error_.mean().view(1)
    assert agrees(reference.negative_gradients(given), expected)


def problems(task, question, dtype=torch.float32):
    draw = Fresh(torch.Generator().manual_seed(5)).at(dtype)
    return list(TASKS[task].questions[question](draw))


QUESTIONS = [
    ("manual_gradient", "values", 1e-4),
    ("grad_call", "values", 1e-4),
    ("backward_loop", "one_step", 1e-4),
    ("backward_loop", "history", HISTORY),
    ("backward_loop", "history_drawn_once", HISTORY),
    ("linear_model", "output_values", 1e-4),
]


@pytest.mark.parametrize(("task", "question", "rtol"), QUESTIONS)
def test_hypotheses_can_be_told_apart(task, question, rtol):
    """Two ids that behave alike would never be a diagnosis; none may behave as the truth."""
    grader = vars(load_module(GRADERS / f"test_{task}.py"))["grader"]
    asked = problems(task, question)
    # Of a single step the moves alone are compared, and many loops make the right one.
    part = 0 if question == "one_step" else None
    truths = [of(grader.truth(question)(given), part) for given in asked]
    answers = [
        (name, [of(wrong(given), part) for given in asked])
        for name, wrong in grader.wrong(question)
    ]
    if part is None:
        for name, given in answers:
            assert distance(given, truths) > 2 * rtol, name
    for (name, one), (other, two) in combinations(answers, 2):
        if name != other and distance(one, truths) > 2 * rtol:
            assert distance(one, two) > 2 * rtol, (name, other)


def distance(answers, others):
    """Return by how much two hypotheses differ where they differ most."""
    return max(error(a, b) for a, b in zip(answers, others, strict=True))
