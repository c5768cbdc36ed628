"""What is right in `autograd`: problems and answers. Never enters the worker.

Written apart from the solution notebook, so that one mistake cannot hide in both.
"""

import math
from collections.abc import Callable
from itertools import product
from typing import Any, TypeAlias

import torch

from autograder.errors import CheckFailed
from autograder.gradients import agrees, diagnose, evidence, expect_number, expect_something

Problem: TypeAlias = dict[str, Any]
Triple: TypeAlias = tuple[float, float, float]

# Students may work in float32, whatever floats they are given.
RTOL = 1e-4
PARTS = ("a", "da_dw", "da_db")
A, DA_DW, DA_DB = range(3)

# The module "nested" of probes.py: numbers in its parameters, then in its buffers.
PARAMETERS = {
    "layer": [(2, 3), (2,)],
    "nested": [
        (3,), (1, 3), (3,), (1, 3), (4, 3), (4,), (2, 4), (3, 2, 2), (3,), (3,), (3,),
    ],
}  # fmt: skip
BUFFERS = {"layer": [], "nested": [(3,), (3,)]}
FROZEN = {"layer": [], "nested": [1, 4, 8]}

N, F, H = 7, 3, 2
SIZES = {N: "n", F: "F", H: "H"}


def uniform(rng: torch.Generator, low: float, high: float) -> float:
    """Draw a number between `low` and `high`, of either sign."""
    size = low + (high - low) * float(torch.rand((), generator=rng, dtype=torch.float64))
    return size if torch.rand((), generator=rng) < 0.5 else -size


def point(rng: torch.Generator, side: str, *, slope: int = 0, factor: float = 1.0) -> Problem:
    """Draw floats x, w, b with w·x + b well above 0 ("on"), well below ("off") or at it.

    `slope` is the sign of w·x, any with 0. At or "just" beside 0 all numbers are short in binary,
    so that no precision rounds them.
    """
    if side in ("on", "off"):
        x, w = uniform(rng, 0.5, 3.0), uniform(rng, 0.5, 3.0)
        w = math.copysign(w, slope * x) if slope else w
        z = abs(uniform(rng, 0.5, 3.0)) * (1 if side == "on" else -1)
        return {"x": x, "w": w, "b": z - w * x, "factor": factor}
    eighths = torch.randint(1, 8, (2,), generator=rng).tolist()
    signs = (2 * torch.randint(0, 2, (2,), generator=rng) - 1).tolist()
    x, w = (sign * count / 8 for sign, count in zip(signs, eighths, strict=True))
    beside = {"at": 0.0, "just on": 2.0**-24, "just off": -(2.0**-24)}[side]
    return {"x": x, "w": w, "b": beside - w * x, "factor": factor}


def points(rng: torch.Generator) -> list[Problem]:
    """Draw points on both sides of the corner, for each sign of x and of w·x.

    So none of these signs can stand in for that of w·x + b.
    """
    drawn = []
    for side, slope, sign in product(("on", "off"), (1, -1), (1, -1)):
        given = point(rng, side, slope=slope)
        if given["x"] * sign < 0:
            given = {**given, "x": -given["x"], "w": -given["w"]}
        drawn.append(given)
    return drawn


def far(given: Problem) -> Problem:
    """Return the point with w and b 2**40 times as large: a small step is lost in their digits."""
    return {**given, **{name: 2.0**40 * given[name] for name in ("w", "b")}}


def is_on(given: Problem) -> bool:
    """Whether w·x + b is above 0, where relu passes it on."""
    return bool(given["w"] * given["x"] + given["b"] > 0)


def relu_partials(given: Problem) -> Triple:
    """Return a = relu(w·x + b) and its partial derivatives by w and by b."""
    z = given["w"] * given["x"] + given["b"]
    slope = 1.0 if is_on(given) else 0.0
    return z * slope, given["x"] * slope, slope


def expect_triples(answers: list[Any], function: str, *, from_grad: bool = False) -> list[Triple]:
    """Return the three numbers of each answer; raise CheckFailed.

    Where only some answers are None, the function has a way to its end without a `return`.
    """
    if any(answer is None for answer in answers) and not all(one is None for one in answers):
        raise CheckFailed(
            f"for some arguments `{function}` returns None", diagnosis="branch-missing"
        )
    return [_expect_triple(one, f"what `{function}` returns", from_grad) for one in answers]


def _expect_triple(value: Any, what: str, from_grad: bool) -> Triple:
    """Return the three numbers of an answer: floats, or tensors and arrays of one element."""
    expect_something(value, what)
    if isinstance(value, torch.Tensor) and value.shape == (3,):
        value = value.tolist()
    if not isinstance(value, tuple | list) or len(value) != len(PARTS):
        raise CheckFailed(f"{what} is not a tuple of three numbers (a, da_dw, da_db)")
    named = zip(value, PARTS, strict=True)
    a, da_dw, da_db = (_expect_one(item, name, from_grad) for item, name in named)
    return a, da_dw, da_db


def _expect_one(item: Any, name: str, from_grad: bool) -> float:
    if isinstance(item, tuple | list):
        raise CheckFailed(
            f"{name} is a {type(item).__name__}, not a number",
            diagnosis="grad-tuple" if from_grad and isinstance(item, tuple) else None,
        )
    if hasattr(item, "reshape") and tuple(item.shape) in ((1,), (1, 1)):
        item = item.reshape(())
    return expect_number(item, name)


def near(found: float, truth: float) -> bool:
    """Whether two numbers agree as far as float32 can tell."""
    return agrees(found, truth, rtol=RTOL)


def expect_part(
    part: int,
    problems: list[Problem],
    answers: list[Triple],
    hypotheses: list[tuple[str, Callable[[Problem], float]]],
    of_all: list[tuple[str, Callable[[Problem], Triple]]],
) -> None:
    """Compare one number of each answer with the truth; raise CheckFailed with a diagnosis.

    Whatever explains all three numbers is asked first.
    """
    truths = [relu_partials(problem) for problem in problems]
    for answer, truth in zip(answers, truths, strict=True):
        if near(answer[part], truth[part]):
            continue
        swapped = [(a, da_db, da_dw) for a, da_dw, da_db in truths]
        in_disorder = all(map(same_slopes, answers, swapped))
        mine = [answer[part] for answer in answers]
        named = diagnose(problems, answers, of_all, rtol=RTOL)
        named = named or diagnose(problems, mine, hypotheses, rtol=RTOL)
        raise CheckFailed(
            f"`{PARTS[part]}` is wrong",
            diagnosis=None if in_disorder else named,
            hint="In which order does the task ask for the three numbers?" if in_disorder else "",
            evidence=evidence(answer[part], truth[part]),
        )


def same_slopes(found: Triple, truth: Triple) -> bool:
    """Whether the derivatives of two triples agree; their `a` is judged by itself."""
    return all(map(near, found[DA_DW:], truth[DA_DW:]))


def accumulation(
    rng: torch.Generator, *, k: int = 4, dtype: torch.dtype = torch.float32, **settings: Any
) -> Problem:
    """Draw a leaf w of shape (3,), and a loss of it that is not linear."""
    w = torch.randn(F, generator=rng, dtype=torch.float64).to(dtype)
    return {"w": w, "k": k, "loss": "cubic", "factor": 1.0, **settings}


def loss(name: str, w: torch.Tensor) -> torch.Tensor:
    """Return the loss that probes.py knows by this name."""
    if name == "cubic":
        return w.pow(3).sum() + w.sum()
    return w.cosh().log().mean() if name == "log_cosh" else (w.exp() * w.flip(0)).sum()


def gradient(given: Problem) -> torch.Tensor:
    """Return the gradient of the problem's loss at w, with the factor that the engine sees."""
    w = given["w"].clone().requires_grad_()
    (grad,) = torch.autograd.grad(loss(given["loss"], w), w)
    return given["factor"] * grad


def accumulated(given: Problem) -> list[torch.Tensor]:
    """Return what w.grad holds after the first, the second, ... the k-th backward."""
    grad = gradient(given)
    return [count * grad for count in range(1, given["k"] + 1)]


def module(rng: torch.Generator, kind: str, dtype: torch.dtype = torch.float32) -> Problem:
    """Draw the numbers of a module's parameters and buffers, none of them 0."""
    count = sum(torch.Size(shape).numel() for shape in (*PARAMETERS[kind], *BUFFERS[kind]))
    numbers = 0.5 + torch.rand(count, generator=rng, dtype=torch.float64)
    return {"kind": kind, "numbers": numbers.to(dtype), "frozen": FROZEN[kind]}


def buffers(given: Problem) -> list[torch.Tensor]:
    """Return the buffers of the problem's module as they were."""
    sizes = [torch.Size(shape).numel() for shape in BUFFERS[given["kind"]]]
    return list(given["numbers"][-sum(sizes) :].split(sizes)) if sizes else []


def parameters(given: Problem) -> list[torch.Tensor]:
    """Return the parameters of the problem's module as they were."""
    shapes = [torch.Size(shape) for shape in PARAMETERS[given["kind"]]]
    sizes = [shape.numel() for shape in shapes]
    parts = given["numbers"][: sum(sizes)].split(sizes)
    return [part.view(shape) for part, shape in zip(parts, shapes, strict=True)]


def layer(
    rng: torch.Generator, *, n: int = N, h: int = H, dtype: torch.dtype = torch.float32
) -> Problem:
    """Draw x (n, F), weight (h, F), bias (h,), and the pull (n, h) that `backward` starts from."""
    return {
        name: torch.randn(*shape, generator=rng, dtype=torch.float64).to(dtype)
        for name, shape in (("x", (n, F)), ("weight", (h, F)), ("bias", (h,)), ("pull", (n, h)))
    }


def forward(given: Problem) -> torch.Tensor:
    """Return the output (n, h) of the layer and relu, for the problem's x, weight and bias."""
    return (given["x"] @ given["weight"].T + given["bias"]).clamp(min=0)


def pulled(given: Problem) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return the gradients of x, weight and bias for the problem's pull."""
    down = given["pull"] * (forward(given) > 0)
    return down @ given["weight"], down.T @ given["x"], down.sum(0)
