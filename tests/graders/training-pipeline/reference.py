"""What is right in `training-pipeline`: problems, models and training. Never enters the worker.

Written apart from the solution notebook, so that one mistake cannot hide in both. Gradients come
from autograd; what is trained is either one number w, the slope of y = w·x, or the layers of the
probes' model, each a weight (outputs, inputs) and maybe a bias (outputs,).
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import torch

from autograder.errors import CheckFailed
from autograder.gradients import HISTORY, agrees, expect_numbers, first_difference, remembered

Problem: TypeAlias = dict[str, Any]
Parameters: TypeAlias = Sequence[torch.Tensor]

# With 7 samples and 3 features the ratios 7, 1/2 and 1/7 have one cause each.
N, F = 7, 3
SIZES = {N: "n", F: "F"}
DTYPES = (torch.float32, torch.float64)
DEFAULTS = {"learning_rate": 0.01, "n_iters": 100}

# (inputs, outputs, has a bias) of each layer.
MODELS: dict[str, list[tuple[int, int, bool]]] = {
    "linear": [(F, 1, True)],
    "without bias": [(F, 1, False)],
    "two outputs": [(F, 2, True)],
    "network": [(F, 5, True), (5, 4, False), (4, 1, True)],
}


def scalar(
    rng: torch.Generator, *, n: int = N, dtype: torch.dtype = torch.float32, **settings: Any
) -> Problem:
    """Draw x (n,) and y (n,) with a slope that is not near 0, and settings of training."""
    x, noise = (torch.randn(n, generator=rng, dtype=torch.float64) for _ in range(2))
    slope = (1 + torch.rand((), generator=rng)) * (-1) ** int(torch.randint(2, (), generator=rng))
    data = {"x": x.to(dtype), "y": (slope * x + 0.3 * noise).to(dtype)}
    return {**data, **_settings(rng), **settings}


def model(
    rng: torch.Generator,
    kind: str = "linear",
    *,
    dtype: torch.dtype = torch.float32,
    **settings: Any,
) -> Problem:
    """Draw x (n, F), y (n, outputs) and the layers of a model, and settings of training."""
    sizes = MODELS[kind]

    def draw(*shape: int) -> torch.Tensor:
        return torch.randn(*shape, generator=rng, dtype=torch.float64).to(dtype)

    layers = [[draw(outs, ins), *([draw(outs)] if bias else [])] for ins, outs, bias in sizes]
    data = {"x": draw(N, F), "y": draw(N, sizes[-1][1]), "layers": layers}
    return {**data, **_settings(rng), **settings}


def _settings(rng: torch.Generator) -> Problem:
    rate = float(0.02 + 0.03 * torch.rand((), generator=rng))
    seed = int(torch.randint(10**6, (), generator=rng))
    return {"learning_rate": rate, "n_iters": 3, "ambient_seed": seed}


def without_settings(given: Problem) -> Problem:
    """Return the problem with its settings left to the defaults, which take long to train with."""
    return {name: value for name, value in given.items() if name not in DEFAULTS}


def start(given: Problem) -> list[torch.Tensor]:
    """Return the parameters before training: w = 0, or the tensors of the layers."""
    if "layers" in given:
        return [tensor for layer in given["layers"] for tensor in layer]
    return [given.get("start", torch.zeros((), dtype=given["x"].dtype))]


def predict(given: Problem, parameters: Parameters) -> torch.Tensor:
    """Return w·x, or the output of the layers with tanh between them."""
    output = given["x"]
    if "layers" not in given:
        return parameters[0] * output
    rest = list(parameters)
    for place, layer in enumerate(given["layers"]):
        output = (output.tanh() if place else output) @ rest.pop(0).T
        output = output + rest.pop(0) if len(layer) == 2 else output
    return output


def loss(given: Problem, parameters: Parameters) -> torch.Tensor:
    """Return the problem's loss at these parameters, a scalar."""
    difference = predict(given, parameters) - given["y"]
    if given.get("loss", "mse") == "mse":
        return given.get("scale", 1.0) * difference.square().mean()
    return difference.cosh().log().mean()


def downhill(given: Problem, parameters: Parameters) -> list[torch.Tensor]:
    """Return the negative gradient of the problem's loss with respect to each parameter."""
    leaves = [parameter.detach().clone().requires_grad_() for parameter in parameters]
    grads = torch.autograd.grad(loss(given, leaves), leaves)
    return [-given.get("factor", 1.0) * grad for grad in grads]


CONVENTIONS = (0.5, 2.0)  # the factors that other books put before the mean


def noted_at(record: Any, place: int) -> float | None:
    """Return the loss that a record of a training has before an update, from 0, or None."""
    losses = record["losses"]
    if isinstance(losses, torch.Tensor):
        losses = losses.reshape(-1).tolist()
    found = losses[place] if isinstance(losses, list | tuple) and place < len(losses) else None
    found = found.item() if isinstance(found, torch.Tensor) and found.numel() == 1 else found
    return float(found) if isinstance(found, int | float) else None


def in_a_convention(
    move: Sequence[torch.Tensor], truth: Sequence[torch.Tensor], noted: float | None, loss: float
) -> bool:
    """Whether a move and the loss that was noted before it are right but for one such factor.

    What that breaks is the losses, which are charged for it; the move follows from it.
    """
    return noted is not None and any(
        agrees(noted, f * loss, rtol=HISTORY) and agrees(list(move), [f * t for t in truth])
        for f in CONVENTIONS
    )


def of_the_noted(losses: Sequence[float], truth: Sequence[float]) -> str | None:
    """Return the diagnosis of losses that are another loss than the mean squared error, or None."""
    for name, factors in (("loss-scaled", CONVENTIONS), ("loss-summed", (float(N),))):
        scaled = ([factor * loss for loss in truth] for factor in factors)
        if any(first_difference(losses, one, HISTORY) is None for one in scaled):
            return name
    return None


@remembered
def train(given: Problem) -> tuple[list[float], list[torch.Tensor]]:
    """Return the loss before each update of gradient descent, and the parameters at the end."""
    settings = {**DEFAULTS, **given}
    parameters, losses = start(given), []
    for _ in range(settings["n_iters"]):
        losses.append(float(loss(given, parameters)))
        steps = zip(parameters, downhill(given, parameters), strict=True)
        parameters = [parameter + settings["learning_rate"] * step for parameter, step in steps]
    return losses, parameters


def is_training(given: Problem, losses: Sequence[float], parameters: Parameters) -> bool:
    """Whether a whole training is right, or follows from a loss with one of the factors."""
    for factor in (1.0, *CONVENTIONS):
        scaled = {**given, "scale": factor} if factor != 1 else given
        truth, ends = train(scaled)
        same = first_difference(losses, truth, HISTORY) is None
        if same and agrees(list(parameters), list(ends)):
            return True
    return False


def expect_losses(record: Any, count: int, what: str) -> list[float]:
    """Return the losses that a record of a training holds, one for each of `count` iterations.

    Raises CheckFailed; where the optimizer made as many steps as losses were noted, it is the
    iterations that were counted wrong.
    """
    try:
        return expect_numbers(record["losses"], what, count, each="iteration")
    except CheckFailed as fault:
        noted = record["losses"]
        stepped = isinstance(noted, list | tuple) and len(noted) == record["steps"] != count
        fault.diagnosis = fault.diagnosis or ("iterations-miscounted" if stepped else None)
        raise


def moves(given: Problem, path: Sequence[Parameters]) -> list[list[torch.Tensor]]:
    """Return each change of the parameters along a path, over the learning rate."""
    return [
        [(b - a) / given["learning_rate"] for a, b in zip(before, after, strict=True)]
        for before, after in pairwise(path)
    ]


def stands_still(move: Sequence[torch.Tensor]) -> bool:
    """Whether a change of the parameters is none."""
    return agrees(list(move), [torch.zeros_like(part) for part in move])
