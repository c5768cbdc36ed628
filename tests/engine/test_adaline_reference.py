"""The trusted side of the `adaline` graders: what is right, and what each mistake looks like."""

from itertools import combinations
from pathlib import Path

import pytest
import torch
from sklearn.datasets import load_iris

from autograder.diagnoses import Catalogue
from autograder.gradients import HISTORY, agrees, error, first_difference
from autograder.grading.prepared import sibling

GRADERS = Path(__file__).resolve().parents[1] / "graders" / "adaline"
reference = sibling(GRADERS, "reference")
mistakes = sibling(GRADERS, "mistakes")

# Full-training-set MSE of the course's recipe after each of its 20 epochs.
STATED = [
    0.38849, 0.31679, 0.26379, 0.22463, 0.19527, 0.17307, 0.15629, 0.14352, 0.13360, 0.12600,
    0.12007, 0.11547, 0.11178, 0.10884, 0.10656, 0.10470, 0.10320, 0.10200, 0.10105, 0.10025,
]  # fmt: skip

RECIPE = {"learning_rate": 0.01, "seed": 123, "minibatch_size": 10, "loss": "mse", "factor": 1.0}


@pytest.fixture
def rng():
    return torch.Generator().manual_seed(5)


def on_iris(**changes):
    return mistakes.train({**reference.iris(), **RECIPE, "ambient_seed": 7}, **changes)


def test_the_reference_gives_the_stated_losses():
    assert reference.iris_costs() == pytest.approx(STATED, abs=5e-6)


def test_the_data_is_what_scikit_learn_loads():
    loaded = load_iris()
    table = reference._iris_table()
    assert (table[:, :4] == loaded.data).all()
    assert (table[:, 4] == loaded.target).all()


def test_without_a_mistake_the_mistaken_loop_is_the_reference(rng):
    for factor in (1.0, 1.7):
        problem = reference.training(rng, factor=factor, loss="log_cosh")
        costs, *parameters = mistakes.train(problem)
        expected, *after = reference.train(problem)
        assert first_difference(costs, expected) is None
        assert agrees(parameters, after)


@pytest.mark.parametrize(
    ("changes", "first", "last"),
    [
        ({"clear": "never"}, 0.18527, None),
        ({"clear": "each epoch"}, 0.18527, None),
        ({"clear": "before the step"}, 0.48571, 0.48571),
        ({"backwards": 2}, 0.31528, None),
        ({"rate": 1e-3}, 0.47472, None),
        ({"order": "in order"}, 0.38887, None),
        ({"cost": "mean of minibatches"}, 0.44247, None),
    ],
    ids=str,
)
def test_mistaken_loops_give_the_losses_of_the_catalogue(changes, first, last):
    costs, *_ = on_iris(**changes)
    assert costs[0] == pytest.approx(first, abs=5e-6)
    assert last is None or costs[-1] == pytest.approx(last, abs=5e-6)


def test_the_reference_gradient_is_the_formula(rng):
    problem = reference.arbitrary_yhat(rng, reference.problem(rng, dtype=torch.float64))
    error_ = 2 * (problem["y"] - problem["yhat"])
    expected = (problem["x"] * error_[:, None]).mean(0)[:, None], error_.mean().view(1)
    assert agrees(reference.negative_gradients(problem), expected)
    scaled = reference.negative_gradients({**problem, "factor": 3.0})
    assert agrees(scaled, tuple(3 * part for part in expected))


def families(rng):
    """Return for each family its name, problems, truths, hypotheses and tolerance."""
    hands = [reference.problem(rng, n=n) for n in (7, 7, 5)]
    steps = [reference.single_step(rng) for _ in range(3)]
    runs = reference.trainings(rng)
    yield "gradients", hands, reference.negative_gradients, mistakes.GRADIENTS, 1e-4
    yield "signed", hands, reference.negative_gradients, signed(), 1e-4
    yield "steps", steps, reference.negative_gradients, mistakes.steps(), 1e-4
    for once in (True, False):
        hypotheses = mistakes.histories(drawn_once=once)
        yield "histories", runs, lambda run: reference.train(run)[0], hypotheses, HISTORY


def signed():
    return mistakes.signed(reference.negative_gradients)


def test_hypotheses_can_be_told_apart(rng):
    """Two ids that behave alike would never be a diagnosis; none may behave as the truth."""
    for family, problems, truth, hypotheses, rtol in families(rng):
        answers = [(name, [f(problem) for problem in problems]) for name, f in hypotheses]
        truths = [truth(problem) for problem in problems]
        if family != "steps":  # in a single step many loops are right
            for name, given in answers:
                assert distance(given, truths) > 2 * rtol, (family, name)
        for (name, one), (other, two) in combinations(answers, 2):
            if name != other and distance(one, truths) > 2 * rtol:
                assert distance(one, two) > 2 * rtol, (family, name, other)


def distance(answers, others):
    """Return by how much two hypotheses differ where they differ most."""
    return max(error(a, b) for a, b in zip(answers, others, strict=True))


def test_every_hypothesis_is_in_the_catalogue():
    hypotheses = [*mistakes.GRADIENTS, *signed(), *mistakes.LOOPS]
    assert {name for name, _ in hypotheses} <= {*Catalogue()}


def test_probes_hold_no_solution():
    """The worker sees probes.py: nothing in it may answer a task."""
    source = (GRADERS / "probes.py").read_text()
    for part in (
        "autograd.grad(",
        "optim.",
        "randperm(",
        "nn.Linear(",
        "zero_grad",
        "import reference",
    ):
        assert part not in source
