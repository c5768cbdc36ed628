"""What is right in `gradient-descent`: problems, loss, gradient, training. Never in the worker.

Written apart from the solution notebook, so that one mistake cannot hide in both: gradients come
from autograd, in double precision.

A student's loop may call `forward`, `mse_loss` and `gradient`, for which probes.py puts stand-ins,
or may write any of them out. A *version* says which of them are stand-ins; each is as right.
"""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any, TypeAlias

import numpy as np
import torch

from autograder.errors import CheckFailed
from autograder.gradients import expect_number, expect_something, is_array, single
from autograder.kit.compare import TOLERANCES

Problem: TypeAlias = dict[str, Any]
Version: TypeAlias = dict[str, Callable[..., Any]]
History: TypeAlias = tuple[float, list[float]]

# With 7 samples the ratios 7, 1/2, 7/6 and 7/4 have one cause each.
N = 7
SIZES = {N: "n"}
DTYPES = ("float32", "float64")
# The parts of a training step that a student's loop may take from elsewhere. The prediction for
# the loss and that for the gradient may come from different places.
PARTS = ("forward", "forward_of_loss", "mse_loss", "gradient")
# Which of them are stand-ins (0) and which are written out (1), in each version.
CHOICES = sorted(product((0, 1), repeat=len(PARTS)), key=lambda c: min(sum(c), len(c) - sum(c)))
CHOICES_BY_AUTOGRAD = list(product((0, 1), repeat=2))
# What is measured or rounded is off by less than NEARLY, a right answer by less than EXACT.
NEARLY, EXACT = 0.02, 1e-4
COURSE_DATA = {"x": [1.0, 2.0, 3.0, 4.0], "y": [2.0, 4.0, 6.0, 8.0]}


def _uniform(rng: torch.Generator, low: float, high: float, *shape: int) -> Any:
    drawn = low + (high - low) * torch.rand(shape, generator=rng, dtype=torch.float64)
    return drawn.numpy() if shape else float(drawn)


def problem(
    rng: torch.Generator, *, n: int = N, dtype: str = "float32", **settings: Any
) -> Problem:
    """Draw x, y and predictions y_pred, all (n,), and a weight w, for a line through the origin."""
    x = _uniform(rng, -1, 3, n)
    y = _uniform(rng, 1, 3) * x + _uniform(rng, -0.5, 0.5, n)
    # The errors go along with x, so that no gradient vanishes by chance.
    y_pred = y + _uniform(rng, 1, 2) * x + _uniform(rng, -0.5, 0.5, n)
    arrays = {"x": x, "y": y, "y_pred": y_pred}
    return {
        **{name: array.astype(dtype) for name, array in arrays.items()},
        "w": _uniform(rng, 0.5, 2),
        "dtype": dtype,
        **settings,
    }


def training(rng: torch.Generator, **settings: Any) -> Problem:
    """Draw a training problem: a few steps at a rate of its own, and what stand-ins need."""
    drawn = problem(rng, **settings)
    return {
        "learning_rate": _uniform(rng, 0.02, 0.05),
        "n_iters": 5,
        **_constants(rng),
        **drawn,
    }


def settled(rng: torch.Generator) -> Problem:
    """Draw a training problem of zeros, whose loss is 0 from the start."""
    drawn = training(rng)
    return {**drawn, **{name: np.zeros_like(drawn[name]) for name in ("x", "y")}}


def other_data(rng: torch.Generator, given: Problem) -> Problem:
    """Return the same training problem with other x and y."""
    drawn = problem(rng, n=len(given["x"]), dtype=given["dtype"])
    return {**given, "x": drawn["x"], "y": drawn["y"]}


def course_problem(rng: torch.Generator) -> Problem:
    """Return the course's four samples, to be trained with a signature's default settings."""
    arrays = {name: np.array(values, "float32") for name, values in COURSE_DATA.items()}
    return {**arrays, "dtype": "float32", **_constants(rng)}


def _constants(rng: torch.Generator) -> Problem:
    return {
        "shift": _uniform(rng, 0.5, 1),
        "scale": _uniform(rng, 0.001, 0.002),
        "slope": _uniform(rng, 0.5, 1),
    }


def scaled(given: Problem, factor: float) -> Problem:
    """Return the problem with labels and predictions times a factor."""
    dtype = given["dtype"]
    return {**given, **{n: (factor * given[n]).astype(dtype) for n in ("y", "y_pred")}}


def precision(given: Problem) -> float:
    """Return how far a right answer to the problem may lie from ours, relative to its norm."""
    return TOLERANCES[given["dtype"]]


def double(given: Problem) -> tuple[torch.Tensor, ...]:
    """Return x, y and, where there are any, y_pred as tensors of float64."""
    names = [name for name in ("x", "y", "y_pred") if name in given]
    return tuple(torch.from_numpy(given[name].astype("float64")) for name in names)


def squared_error(y: torch.Tensor, y_pred: torch.Tensor) -> torch.Tensor:
    """Return the loss of the course: the mean over the samples."""
    return torch.nn.functional.mse_loss(y_pred, y)


def slope_of_loss(x: torch.Tensor, y: torch.Tensor, y_pred: torch.Tensor) -> torch.Tensor:
    """Return dJ/dw, where the predictions move by x when w does."""
    nudge = torch.zeros((), dtype=torch.float64, requires_grad=True)
    return torch.autograd.grad(squared_error(y, y_pred + nudge * x), nudge)[0]


def versions(given: Problem) -> Iterator[Version]:
    """Yield the right versions of a step with `gradient`: all stand-ins, none, then mixtures."""
    sources = (_stand_ins(given), _true())
    for chosen in CHOICES:
        yield {part: sources[which][part] for part, which in zip(PARTS, chosen, strict=True)}


def versions_by_autograd(given: Problem) -> Iterator[Version]:
    """Yield the right versions of a step whose gradient is that of its own loss."""
    sources = (_stand_ins(given), _true())
    for forward, loss in CHOICES_BY_AUTOGRAD:
        yield {"forward": sources[forward]["forward"], "mse_loss": sources[loss]["mse_loss"]}


def _true() -> Version:
    def forward(w: Any, x: Any) -> Any:
        return x * w

    return {
        "forward": forward,
        "forward_of_loss": forward,
        "mse_loss": squared_error,
        "gradient": slope_of_loss,
    }


def _stand_ins(given: Problem) -> Version:
    def forward(w: Any, x: Any) -> Any:
        return (w + given["shift"]) * x.abs()

    return {
        "forward": forward,
        "forward_of_loss": forward,
        "mse_loss": lambda y, y_pred: given["scale"] * (y - y_pred).pow(4).sum(),
        "gradient": lambda x, y, y_pred: given["slope"] * (x[0] + y_pred[-1] - y[-1]),
    }


def train(given: Problem, version: Version, *, rate: float, n_iters: int) -> History:
    """Return the weight after `n_iters` steps of gradient descent from 0, and the losses before."""
    x, y, *_ = double(given)
    w = torch.zeros((), dtype=torch.float64)
    losses = []
    for _ in range(n_iters):
        if "gradient" in version:
            loss = version["mse_loss"](y, version["forward_of_loss"](w, x))
            slope = version["gradient"](x, y, version["forward"](w, x))
        else:
            leaf = w.requires_grad_()
            loss = version["mse_loss"](y, version["forward"](leaf, x))
            (slope,) = torch.autograd.grad(loss, leaf)
        losses.append(loss.item())
        w = w.detach() - rate * slope
    return float(w), losses


def expect_pair(answer: Any, what: str) -> None:
    """Raise CheckFailed unless a training function returned the weight and then the losses.

    The weight is a single number: an array of one is not.
    """
    expect_something(answer, f"what `{what}` returns")
    if not isinstance(answer, tuple | list) or len(answer) != 2:
        raise CheckFailed(f"what `{what}` returns is not a pair: w and the list of losses")
    if _is_turned(answer):
        raise CheckFailed(f"what `{what}` returns is the pair losses, w: the other way round")
    if is_array(answer[0]):
        raise CheckFailed("the returned w is an array, not a single number")


def weight_and_losses(answer: Any, what: str) -> tuple[float, list[float]]:
    """Return the weight and the losses, however many, of what a training function returned.

    Also where they come the other way round, or w alone or in an array, or a single loss: what is
    returned counts where it is asked about, and nowhere else.
    """
    if answer is None or (isinstance(answer, tuple | list) and len(answer) != 2):
        expect_pair(answer, what)
    w, losses = _parts(answer)
    w = single(w)
    if is_array(w):
        raise CheckFailed("the returned w is an array, not a single number")
    if isinstance(losses, torch.Tensor | np.ndarray) and losses.ndim == 1:
        losses = losses.tolist()
    if not isinstance(losses, tuple | list):
        losses = [losses]
    numbers = [expect_number(loss, "an entry of the returned losses") for loss in losses]
    return expect_number(w, "the returned w"), numbers


def _parts(answer: Any) -> tuple[Any, Any]:
    if not isinstance(answer, tuple | list):
        return answer, []
    return (answer[1], answer[0]) if _is_turned(answer) else (answer[0], answer[1])


def _is_turned(pair: Any) -> bool:
    return isinstance(pair[0], tuple | list) and not isinstance(pair[1], tuple | list)


def expect_precision(answer: Any, given: Problem) -> None:
    """Raise CheckFailed if w came back as a tensor of another precision than x."""
    w, _ = _parts(answer)
    if isinstance(w, torch.Tensor) and str(w.dtype).removeprefix("torch.") != given["dtype"]:
        raise CheckFailed(
            f"for data of {given['dtype']} the returned w has another precision",
            hint="Which dtype does w start with?",
        )
