"""What students write instead: implementations with one mistake each. Never enters the worker.

A wrong answer that behaves as exactly one of these on fresh random problems is diagnosed by its id.
Each list holds (id, implementation); an id stands there once for each form of the mistake.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

import torch

from autograder.gradients import SUMS, remembered

Problem: TypeAlias = dict[str, Any]
Pair: TypeAlias = tuple[torch.Tensor, torch.Tensor]

# What students divide by when it is not the batch: the rows of Iris, its parts, a minibatch.
WRONG_SIZES = (70, 100, 30, 10)


def _by_hand(given: Problem, error: torch.Tensor, over_w: float, over_b: float) -> Pair:
    """Return −Σ 2·x·error / over_w and −Σ 2·error / over_b."""
    return -2 * given["x"].T @ error.view(-1, 1) / over_w, -2 * error.sum().view(1) / over_b


def _divided(
    given: Problem, over_w: Callable[[int, int], float], over_b: Callable[[int, int], float]
) -> Pair:
    n, features = given["x"].shape
    return _by_hand(given, given["yhat"] - given["y"], over_w(n, features), over_b(n, features))


def _no_input(given: Problem) -> Pair:
    bias = -2 * (given["yhat"] - given["y"]).mean().view(1)
    return bias.expand(given["x"].shape[1]).view(-1, 1), bias


def _mean_of_product(given: Problem) -> Pair:
    error = given["yhat"] - given["y"]
    return -2 * given["x"].mean(0).view(-1, 1) * error.mean(), -2 * error.mean().view(1)


def _thresholded(given: Problem, classes: Callable[[torch.Tensor], torch.Tensor]) -> Pair:
    n = len(given["y"])
    return _by_hand(given, classes(given["yhat"]).to(given["y"].dtype) - given["y"], n, n)


def _no_bias(given: Problem) -> Pair:
    n = len(given["y"])
    return _by_hand(given, (given["x"] @ given["weight"]).view(-1) - given["y"], n, n)


def _broadcast(given: Problem) -> Pair:
    table = given["yhat"].view(-1, 1) - given["y"]
    n = len(table)
    return _by_hand(given, table.mean(1), n, n)


def _summed_otherwise(given: Problem, wrong: Callable[[torch.Tensor], torch.Tensor]) -> Pair:
    """Return both parts where the mean over the samples is written in a wrong way."""
    of_bias = -2 * (given["yhat"] - given["y"]).view(-1, 1)
    return wrong(of_bias * given["x"]).view(-1, 1), wrong(of_bias).view(1)


def _n(n: int, _: int) -> float:
    return n


def _times(over: Callable[[int, int], float], factor: float) -> Callable[[int, int], float]:
    return lambda n, features: over(n, features) / factor


def _one(*_: int) -> float:
    return 1


def _elements(n: int, features: int) -> float:
    return n * features


def _n_less_1(n: int, _: int) -> float:
    return n - 1


# For manual_gradient and, as far as they fit, grad_call: problem -> (weight, bias) part.
GRADIENTS: list[tuple[str, Callable[[Problem], Pair]]] = [
    ("gradient-summed", partial(_divided, over_w=_one, over_b=_one)),
    ("gradient-summed", partial(_divided, over_w=_one, over_b=_n)),
    # Two at once, as in a formula half remembered: the larger fault is named.
    ("gradient-summed", partial(_divided, over_w=_times(_one, 0.5), over_b=_times(_one, 0.5))),
    ("gradient-sign", partial(_divided, over_w=_times(_one, -1), over_b=_times(_one, -1))),
    ("gradient-sign", partial(_divided, over_w=_times(_n, -0.5), over_b=_times(_n, -0.5))),
    ("gradient-half", partial(_divided, over_w=_times(_n, 0.5), over_b=_times(_n, 0.5))),
    ("gradient-half", partial(_divided, over_w=_times(_n, 0.5), over_b=_n)),
    ("gradient-half", partial(_divided, over_w=_n, over_b=_times(_n, 0.5))),
    ("gradient-over-elements", partial(_divided, over_w=_elements, over_b=_n)),
    ("gradient-over-elements", partial(_divided, over_w=_elements, over_b=_elements)),
    ("gradient-ddof", partial(_divided, over_w=_n_less_1, over_b=_n_less_1)),
    ("gradient-ddof", partial(_divided, over_w=_n_less_1, over_b=_n)),
    ("gradient-ddof", partial(_divided, over_w=_n, over_b=_n_less_1)),
    ("gradient-bias-summed", partial(_divided, over_w=_n, over_b=_one)),
    ("gradient-sign", partial(_divided, over_w=_times(_n, -1), over_b=_times(_n, -1))),
    ("gradient-sign", partial(_divided, over_w=_times(_n, -1), over_b=_n)),
    ("gradient-sign", partial(_divided, over_w=_n, over_b=_times(_n, -1))),
    ("gradient-no-input", _no_input),
    ("gradient-mean-of-product", _mean_of_product),
    ("gradient-thresholded", partial(_thresholded, classes=lambda yhat: yhat > 0.5)),
    ("gradient-thresholded", partial(_thresholded, classes=lambda yhat: yhat > 0)),
    ("gradient-thresholded", partial(_thresholded, classes=torch.round)),
    ("gradient-no-bias", _no_bias),
    ("broadcast-loss", _broadcast),
    *((name, partial(_summed_otherwise, wrong=wrong)) for name, wrong in SUMS),
]
for _size in WRONG_SIZES:
    _fixed = _times(_one, 1 / _size)
    GRADIENTS += [
        ("gradient-wrong-n", partial(_divided, over_w=_fixed, over_b=_fixed)),
        ("gradient-wrong-n", partial(_divided, over_w=_fixed, over_b=_n)),
        ("gradient-wrong-n", partial(_divided, over_w=_n, over_b=_fixed)),
    ]


def signed(truth: Callable[[Problem], Pair]) -> list[tuple[str, Callable[[Problem], Pair]]]:
    """Return what can be wrong with a gradient that the engine computed from any loss."""

    def scaled(given: Problem, of_w: float, of_b: float) -> Pair:
        weight, bias = truth(given)
        return of_w * weight, of_b * bias

    return [
        ("gradient-sign", partial(scaled, of_w=-1.0, of_b=-1.0)),
        ("gradient-sign", partial(scaled, of_w=-1.0, of_b=1.0)),
        ("gradient-sign", partial(scaled, of_w=1.0, of_b=-1.0)),
        ("gradient-half", partial(scaled, of_w=0.5, of_b=0.5)),
    ]


# For linear_model: problem -> output (n,).
OUTPUTS: list[tuple[str, Callable[[Problem], torch.Tensor]]] = [
    ("bias-missing", lambda given: (given["x"] @ given["weight"]).view(-1)),
]


@remembered
def train(
    given: Problem,
    *,
    clear: str = "each step",
    order: str = "shuffled",
    optimizer: Callable[..., torch.optim.Optimizer] = torch.optim.SGD,
    rate: float | None = None,
    backwards: int = 1,
    frozen: bool = False,
    table: str = "nowhere",
    cost: str = "whole",
    parts: str = "minibatches",
    sign: float = 1.0,
    summed: str = "nowhere",
    clipped: bool = False,
    stepping: str = "each minibatch",
) -> tuple[list[float], torch.Tensor, torch.Tensor]:
    """Train as `reference.train` does, but for the one setting that a hypothesis changes."""
    weight, bias = (given[name].clone().requires_grad_() for name in ("weight", "bias"))
    x, y = given["x"], given["y"]
    moving = [weight] if frozen else [weight, bias]
    step = optimizer(moving, lr=given["learning_rate"] if rate is None else rate)
    factor = sign * given["factor"]
    stream = torch.Generator().manual_seed(_seed(given, order))
    fixed = torch.randperm(len(y), generator=stream) if order == "once" else torch.arange(len(y))
    costs = []
    for epoch in range(given["epochs"]):
        if order == "seeded each epoch":
            stream.manual_seed(given["seed"])
        elif order == "seeded by the epoch":
            stream.manual_seed(given["seed"] + epoch)
        rows_x, rows_y = _rows(order, fixed, stream)
        if clear == "each epoch":
            step.zero_grad()
        if order == "of the last epoch":
            x, y = x[rows_x], y[rows_y]
            rows_x = rows_y = torch.arange(len(y))
        before = _whole(given, x, weight, bias, y)
        seen = []
        minibatches = list(zip(*(_parts(given, parts, r) for r in (rows_x, rows_y)), strict=True))
        for number, (part_x, part_y) in enumerate(minibatches, start=1):
            if clear == "each step":
                step.zero_grad()
            yhat = (x[part_x] @ weight + bias).view(-1)
            value = _loss(given["loss"], yhat, y[part_y], as_table=table != "nowhere")
            for _ in range(backwards):
                times = 1 if summed == "nowhere" else len(part_x)
                (factor * times * value).backward(retain_graph=True)
            if clear == "before the step":
                step.zero_grad()
            if clipped:
                torch.nn.utils.clip_grad_norm_(moving, 1.0)
            if stepping == "each minibatch" or number == len(minibatches):
                step.step()
            seen.append((value.item(), len(part_x)))
        whole = _whole(given, x, weight, bias, y, as_table=table == "everywhere")
        whole *= len(y) if summed == "everywhere" else 1
        costs.append(before if cost == "before the epoch" else _noted(cost, whole, seen))
    return costs, weight.detach(), bias.detach()


def _whole(
    given: Problem,
    x: torch.Tensor,
    weight: torch.Tensor,
    bias: torch.Tensor,
    y: torch.Tensor,
    *,
    as_table: bool = False,
) -> float:
    """Return the loss over all rows."""
    with torch.no_grad():
        return float(_loss(given["loss"], (x @ weight + bias).view(-1), y, as_table=as_table))


def _parts(given: Problem, parts: str, rows: torch.Tensor) -> tuple[torch.Tensor, ...]:
    """Return the rows of each step."""
    size = given["minibatch_size"]
    if parts == "without the last":
        return rows[: len(rows) // size * size].split(size)
    if parts == "so many":
        return rows.chunk(size)
    if parts == "chunks":
        return rows.chunk(max(1, len(rows) // size))
    sizes = {"all at once": len(rows), "one by one": 1, "tens": 10}
    return rows.split(sizes.get(parts, size))


def _seed(given: Problem, order: str) -> int:
    if order.startswith("seeded with "):
        return int(order.removeprefix("seeded with "))
    return int(given["ambient_seed"] if order == "never seeded" else given["seed"])


def _rows(
    order: str, fixed: torch.Tensor, stream: torch.Generator
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the rows of x and of y in the order of this epoch."""
    if order in ("in order", "once"):
        return fixed, fixed
    if order == "of a DataLoader":
        stream = _loaders_stream(stream)
    drawn = torch.randperm(len(fixed), generator=stream)
    if order == "two orders":
        return drawn, torch.randperm(len(fixed), generator=stream)
    if order == "only x":
        return drawn, fixed
    if order == "only y":
        return fixed, drawn
    return drawn, drawn


def _loaders_stream(stream: torch.Generator) -> torch.Generator:
    """Return the stream that a DataLoader shuffles one epoch from.

    It draws two seeds from the notebook's stream: for its workers, then for its sampler.
    """
    _, seed = (torch.empty((), dtype=torch.int64).random_(generator=stream) for _ in range(2))
    return torch.Generator().manual_seed(int(seed))


def _loss(name: str, yhat: torch.Tensor, y: torch.Tensor, *, as_table: bool) -> torch.Tensor:
    error = yhat.view(-1, 1) - y if as_table else yhat - y
    if name == "mse":
        return error.square().mean()
    return error.pow(4).mean() if name == "quartic" else error.cosh().log().mean()


def _noted(cost: str, whole: float, seen: list[tuple[float, int]]) -> float:
    if cost == "mean of minibatches":
        return sum(value for value, _ in seen) / len(seen)
    if cost == "weighted mean of minibatches":
        return sum(value * count for value, count in seen) / sum(count for _, count in seen)
    if cost == "sum of minibatches":
        return sum(value for value, _ in seen)
    return seen[-1][0] if cost == "last minibatch" else whole


LOOPS: list[tuple[str, dict[str, Any]]] = [
    ("no-zero-grad", {"clear": "never"}),
    ("zero-per-epoch", {"clear": "each epoch"}),
    ("backward-twice", {"backwards": 2}),
    ("default-learning-rate", {"rate": 1e-3}),
    ("learning-rate-ignored", {"rate": 0.01}),
    ("learning-rate-ignored", {"rate": 0.1}),
    ("step-uphill", {"sign": -1.0}),
    ("gradient-summed", {"summed": "in training"}),
    ("gradient-summed", {"summed": "everywhere"}),
    ("other-optimizer", {"optimizer": partial(torch.optim.SGD, momentum=0.9)}),
    ("other-optimizer", {"optimizer": partial(torch.optim.SGD, momentum=0.9, nesterov=True)}),
    ("other-optimizer", {"optimizer": partial(torch.optim.SGD, momentum=0.5)}),
    ("other-optimizer", {"optimizer": partial(torch.optim.SGD, weight_decay=0.01)}),
    ("other-optimizer", {"clipped": True}),
    ("other-optimizer", {"optimizer": torch.optim.Adam}),
    ("other-optimizer", {"optimizer": torch.optim.AdamW}),
    ("other-optimizer", {"optimizer": torch.optim.RMSprop}),
    ("other-optimizer", {"optimizer": torch.optim.Adagrad}),
    ("no-shuffle", {"order": "in order"}),
    ("no-shuffle", {"order": "once"}),
    ("shuffle-mismatch", {"order": "only x"}),
    ("shuffle-mismatch", {"order": "only y"}),
    ("shuffle-mismatch", {"order": "two orders"}),
    ("seed-misplaced", {"order": "seeded each epoch"}),
    ("seed-misplaced", {"order": "never seeded"}),
    ("seed-misplaced", {"order": "seeded by the epoch"}),
    ("other-shuffle", {"order": "of a DataLoader"}),
    ("step-outside-loop", {"stepping": "each epoch"}),
    ("step-outside-loop", {"stepping": "each epoch", "clear": "each epoch"}),
    ("seed-ignored", {"order": "seeded with 123"}),
    ("seed-ignored", {"order": "seeded with 0"}),
    ("seed-ignored", {"order": "seeded with 42"}),
    ("rows-reshuffled", {"order": "of the last epoch"}),
    ("last-batch-dropped", {"parts": "without the last"}),
    ("minibatch-size", {"parts": "all at once"}),
    ("minibatch-size", {"parts": "one by one"}),
    ("minibatch-size", {"parts": "tens"}),
    ("minibatch-size", {"parts": "so many"}),
    ("minibatch-size", {"parts": "chunks"}),
    ("cost-before-epoch", {"cost": "before the epoch"}),
    ("cost-of-minibatch", {"cost": "mean of minibatches"}),
    ("cost-of-minibatch", {"cost": "weighted mean of minibatches"}),
    ("cost-of-minibatch", {"cost": "sum of minibatches"}),
    ("cost-of-minibatch", {"cost": "last minibatch"}),
    ("bias-frozen", {"frozen": True}),
    ("broadcast-loss", {"table": "everywhere"}),
    ("broadcast-loss", {"table": "in training"}),
]


def histories(*, drawn_once: bool) -> list[tuple[str, Callable[[Problem], list[float]]]]:
    """Return the hypotheses about the cost after each epoch.

    One order for all epochs comes of a single draw or of a seed in each epoch: the results are the
    same, so `drawn_once` decides.
    """
    unlikely = "seeded each epoch" if drawn_once else "once"
    return [
        (name, partial(_history, changes=changes))
        for name, changes in LOOPS
        if changes.get("order") != unlikely
    ]


def steps() -> list[tuple[str, Callable[[Problem], Pair]]]:
    """Return the hypotheses about the change of weight and bias over the learning rate."""
    return [(name, partial(_moved, changes=changes)) for name, changes in LOOPS]


def _history(given: Problem, changes: dict[str, Any]) -> list[float]:
    return train(given, **changes)[0]


def _moved(given: Problem, changes: dict[str, Any]) -> Pair:
    _, weight, bias = train(given, **changes)
    rate = given["learning_rate"]
    return (weight - given["weight"]) / rate, (bias - given["bias"]) / rate
