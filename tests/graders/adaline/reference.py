"""What is right in `adaline`: problems, gradients, training and data. Never enters the worker.

Written apart from the solution notebook, so that one mistake cannot hide in both. Gradients come
from autograd, at random parameters that are not zero.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import torch

from autograder.errors import CheckFailed
from autograder.gradients import expect_tensors, flat, remembered

Problem: TypeAlias = dict[str, Any]
Pair: TypeAlias = tuple[torch.Tensor, torch.Tensor]

# With 7 samples and 3 features the ratios 7, 7/2, 1/2, 1/3 and 7/6 have one cause each.
N, F = 7, 3
SIZES = {N: "n", F: "F"}
PARTS = {"negative_grad_w": [(F, 1)], "negative_grad_b": [(1,), ()]}
DTYPES = (torch.float32, torch.float64)
EPOCHS = 20
# What the notebook calls the three models that its last cells train, one of each kind.
BY_HAND, BY_GRAD, BY_BACKWARD = "1 by hand", "2 autograd.grad", "3 backward"
# What is measured or rounded is off by less than NEARLY, a right answer by less than EXACT.
NEARLY, EXACT = 0.02, 1e-4


def problem(
    rng: torch.Generator, *, n: int = N, dtype: torch.dtype = torch.float32, **settings: Any
) -> Problem:
    """Draw x (n, F), y (n,), weight (F, 1), bias (1,) and the yhat (n,) that they give."""
    drawn = {
        name: torch.randn(*shape, generator=rng, dtype=torch.float64).to(dtype)
        for name, shape in (("x", (n, F)), ("y", (n,)), ("weight", (F, 1)), ("bias", (1,)))
    }
    yhat = (drawn["x"] @ drawn["weight"] + drawn["bias"]).view(-1)
    return {**drawn, "yhat": yhat, "loss": "mse", "factor": 1.0, **settings}


def arbitrary_yhat(rng: torch.Generator, given: Problem) -> Problem:
    """Return the problem with predictions that its parameters do not give."""
    noise = torch.randn(given["yhat"].shape, generator=rng, dtype=torch.float64)
    return {**given, "yhat": noise.to(given["yhat"].dtype)}


def own_yhat(given: Problem) -> Problem:
    """Return the problem with the predictions that its parameters give."""
    return {**given, "yhat": (given["x"] @ given["weight"] + given["bias"]).view(-1)}


def large_errors(given: Problem) -> Problem:
    """Return the problem with labels and predictions 2**50 times as far from each other.

    There the digits of a difference of two losses are used up, whatever the step was.
    """
    return {**given, **{name: 2.0**50 * given[name] for name in ("weight", "bias", "yhat", "y")}}


def loss(name: str, yhat: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Return the loss that probes.py knows by this name."""
    error = yhat - y
    if name == "mse":
        return error.square().mean()
    return error.pow(4).mean() if name == "quartic" else error.cosh().log().mean()


@remembered
def negative_gradients(given: Problem) -> Pair:
    """Return the negative gradients of the problem's loss at its yhat, (F, 1) and (1,)."""
    weight, bias = (torch.zeros_like(given[name]).requires_grad_() for name in ("weight", "bias"))
    # yhat is whatever was given; how it moves with the parameters is Adaline's forward.
    yhat = given["yhat"] + (given["x"] @ weight + bias).view(-1)
    grads = torch.autograd.grad(loss(given["loss"], yhat, given["y"]), (weight, bias))
    return -given["factor"] * grads[0], -given["factor"] * grads[1]


def expect_form(
    answer: Any, what: str, given: Problem, *, from_grad: bool = False
) -> tuple[torch.Tensor, ...]:
    """Return an answer if it is the pair in its form: shapes and dtype; raise CheckFailed."""
    if _parts(answer, given, (1, F)) is not None:
        raise CheckFailed(f"{what} is in the wrong order: negative_grad_b, negative_grad_w")
    return expect_tensors(
        answer, what, parts=PARTS, dtype=given["x"].dtype, sizes=SIZES, from_grad=from_grad
    )


def pair(answer: Any, what: str, given: Problem, *, from_grad: bool = False) -> Pair:
    """Return the pair that an answer means, (F, 1) and (1,), also where its form is another.

    Another shape, dtype or order, a number for a tensor, something more behind the two: a form is
    charged where it is asked about, and nowhere else. Raises CheckFailed where no pair is meant.
    """
    found = _parts(answer, given, (F, 1))
    if found is None and (turned := _parts(answer, given, (1, F))) is not None:
        found = turned[1], turned[0]
    if found is None:
        found = expect_form(answer, what, given, from_grad=from_grad)
    return found[0].view(F, 1), found[1].view(1)


def _parts(answer: Any, given: Problem, sizes: tuple[int, int]) -> Pair | None:
    """Return the first two parts, flat and of x's dtype; None unless they have these sizes."""
    if not isinstance(answer, tuple | list) or len(answer) < len(sizes):
        return None
    both = zip(answer, sizes, strict=False)
    fitting = (flat(part) for part, size in both if _count(part) == size)
    parts = [part.to(given["x"].dtype) for part in fitting if part is not None]
    if len(parts) < len(sizes) or not all(bool(torch.isfinite(part).all()) for part in parts):
        return None
    return parts[0], parts[1]


def _count(part: Any) -> int:
    """Return how many numbers there are in a tensor, an array or a number."""
    if isinstance(part, torch.Tensor):
        return part.numel()
    return part.size if isinstance(part, np.ndarray) else int(isinstance(part, int | float))


def keeps_precision(answer: Any, given: Problem) -> bool:
    """Whether the tensors and arrays of a pair have the dtype of x."""
    dtypes = {str(part.dtype) for part in answer if isinstance(part, torch.Tensor | np.ndarray)}
    return {name.removeprefix("torch.") for name in dtypes} <= {str(given["x"].dtype)[6:]}


def training(rng: torch.Generator, **settings: Any) -> Problem:
    """Draw a training problem: 23 rows, batches of 4 and a last one of 3, settings of its own."""
    whole = torch.randint(10**6, (2,), generator=rng).tolist()
    rate = float(0.02 + 0.03 * torch.rand((), generator=rng))
    given = {"epochs": 3, "learning_rate": rate, "seed": whole[0], "minibatch_size": 4}
    return problem(rng, **{"n": 23, **given, "ambient_seed": whole[1], "watched": True, **settings})


def trainings(rng: torch.Generator) -> list[Problem]:
    """Draw the problems that tell one training from another by its losses; the first is watched.

    It is the smaller one: being watched takes as long as all the rest.
    """
    return [training(rng, n=11, epochs=2), training(rng, watched=False)]


def single_step(rng: torch.Generator, **settings: Any) -> Problem:
    """Draw a problem of one step on one batch, in which the order of rows plays no part."""
    drawn = training(rng, **{"n": N, "minibatch_size": N, "epochs": 1, **settings})
    return {**drawn, "y": drawn["y"][:1].repeat(N)}


def settled(rng: torch.Generator, **settings: Any) -> Problem:
    """Draw a problem of single batches whose labels are what the model says before training."""
    drawn = single_step(rng, watched=False, **settings)
    return {**drawn, "y": drawn["yhat"]}


@remembered
def train(given: Problem) -> tuple[list[float], torch.Tensor, torch.Tensor]:
    """Return the cost after each epoch and the final weight and bias of minibatch SGD."""
    weight, bias = (given[name].clone().requires_grad_() for name in ("weight", "bias"))
    x, y = given["x"], given["y"]
    stream = torch.Generator().manual_seed(given["seed"])
    costs = []
    for _ in range(given["epochs"]):
        for rows in torch.randperm(len(y), generator=stream).split(given["minibatch_size"]):
            value = loss(given["loss"], (x[rows] @ weight + bias).view(-1), y[rows])
            grads = torch.autograd.grad(value, (weight, bias))
            with torch.no_grad():
                for parameter, grad in zip((weight, bias), grads, strict=True):
                    parameter -= given["learning_rate"] * given["factor"] * grad
        with torch.no_grad():
            costs.append(float(loss(given["loss"], (x @ weight + bias).view(-1), y)))
    return costs, weight.detach(), bias.detach()


@cache
def iris() -> Problem:
    """Return the course's training problem: x, y (70 rows), x_test, y_test (30 rows), epochs.

    Iris versicolor (0) against virginica (1), sepal width and petal length, shuffled twice by one
    permutation and standardised with the training rows' mean and standard deviation.
    """
    table = _iris_table()
    x = torch.tensor(table[50:150, 1:3], dtype=torch.float32)
    y = torch.tensor(table[50:150, 4] == 2, dtype=torch.float32)
    order = torch.randperm(100, generator=torch.Generator().manual_seed(123))
    x, y = x[order], y[order]
    train_rows, test_rows = order[:70], order[70:]
    mean, std = x[train_rows].mean(0), x[train_rows].std(0)
    x = (x - mean) / std
    return {
        "x": x[train_rows],
        "y": y[train_rows],
        "x_test": x[test_rows],
        "y_test": y[test_rows],
        "weight": torch.zeros(2, 1),
        "bias": torch.zeros(1),
        "epochs": EPOCHS,
    }


def _iris_table() -> np.ndarray:
    """Return scikit-learn's Iris, (150, 5): four features and the class, 0 to 2.

    From the file that `load_iris` reads. To import scikit-learn for it would take 0.8 s of each
    start of a grader.
    """
    spec = find_spec("sklearn")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("scikit-learn, whose Iris this week is graded on, is missing")
    file = Path(spec.origin).parent / "datasets" / "data" / "iris.csv"
    return np.loadtxt(file, delimiter=",", skiprows=1)


@cache
def iris_costs() -> list[float]:
    """Return the cost after each epoch of the course's recipe: what the default settings give."""
    defaults = {"learning_rate": 0.01, "seed": 123, "minibatch_size": 10}
    return train({**iris(), **defaults, "loss": "mse", "factor": 1.0})[0]


def reaches(found: Any, targets: Any) -> bool:
    """Whether the predictions `train` and `test` in `found` reach the stated per cent."""
    return _percents(found) == (targets.train, targets.test)


def expect_accuracies(found: Any, targets: Any) -> None:
    """Raise CheckFailed unless the predictions `train` and `test` reach the stated per cent."""
    if not reaches(found, targets):
        train_percent, test_percent = _percents(found)
        raise CheckFailed(
            f"the trained model does not reach {targets.train} % and {targets.test} %",
            evidence={"train": train_percent, "test": test_percent},
        )


def _percents(found: Any) -> tuple[float, float]:
    data = iris()
    said = found if isinstance(found, dict) else {}
    return _percent(said.get("train"), data["y"]), _percent(said.get("test"), data["y_test"])


def _percent(yhat: Any, y: torch.Tensor) -> float:
    """Return how many rows are classified right at threshold 0.5; none where the form is wrong."""
    if not isinstance(yhat, torch.Tensor) or yhat.shape != y.shape or yhat.is_complex():
        return 0.0
    return round(100 * float(((yhat > 0.5) == (y > 0.5)).double().mean()), 2)
