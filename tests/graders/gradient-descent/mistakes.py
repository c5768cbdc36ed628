"""What students write instead: implementations with one mistake each. Never enters the worker.

A wrong answer that behaves as exactly one of these on fresh random problems is diagnosed by its id.
Each list holds (id, implementation); an id stands there once for each form of the mistake.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, TypeAlias

import torch

from autograder.gradients import SUMS, agrees, remembered

Problem: TypeAlias = dict[str, Any]
Version: TypeAlias = dict[str, Callable[..., Any]]
History: TypeAlias = tuple[float, list[float]]
Triple: TypeAlias = Callable[[torch.Tensor, torch.Tensor, torch.Tensor], torch.Tensor]

# The number of samples in the course's data, which students divide by or write down.
COURSE_SIZE = 4

# The mean squared error as other books have it: its derivative looks nicer, or worse.
CONVENTIONS = [("loss-scaled", 0.5), ("loss-scaled", 2.0)]

# For mse_loss, y and y_pred -> number.
LOSSES: list[tuple[str, Callable[[torch.Tensor, torch.Tensor], torch.Tensor]]] = [
    ("loss-summed", lambda y, y_pred: (y - y_pred).square().sum()),
    ("loss-of-mean-error", lambda y, y_pred: (y - y_pred).mean().square()),
    ("loss-of-mean-error", lambda y, y_pred: (y - y_pred).mean()),
    ("loss-of-mean-error", lambda y, y_pred: (y_pred - y).mean()),
    *((name, lambda y, y_pred, f=f: f * (y - y_pred).square().mean()) for name, f in CONVENTIONS),
    *((name, lambda y, y_pred, wrong=wrong: wrong((y - y_pred).square())) for name, wrong in SUMS),
]


def _terms(x: torch.Tensor, y: torch.Tensor, y_pred: torch.Tensor) -> torch.Tensor:
    return 2 * x * (y_pred - y)


# For gradient: x, y, y_pred -> number. A loop that writes it out can have these mistakes too.
INLINE_GRADIENTS: list[tuple[str, Triple]] = [
    ("gradient-summed", lambda x, y, p: _terms(x, y, p).sum()),
    ("gradient-half", lambda x, y, p: _terms(x, y, p).mean() / 2),
    ("gradient-wrong-n", lambda x, y, p: _terms(x, y, p).sum() / COURSE_SIZE),
    ("gradient-ddof", lambda x, y, p: _terms(x, y, p).sum() / (len(x) - 1)),
    ("gradient-no-input", lambda _, y, p: 2 * (p - y).mean()),
    ("gradient-mean-of-product", lambda x, y, p: 2 * x.mean() * (p - y).mean()),
    # Two at once, as in a formula half remembered: the larger fault is named.
    ("gradient-summed", lambda x, y, p: _terms(x, y, p).sum() / 2),
]
# In a loop the sign of the gradient is that of the step.
GRADIENTS: list[tuple[str, Triple]] = [
    *INLINE_GRADIENTS,
    ("gradient-sign", lambda x, y, p: -_terms(x, y, p).mean()),
    ("gradient-sign", lambda x, y, p: -_terms(x, y, p).sum()),
    ("gradient-sign", lambda x, y, p: -_terms(x, y, p).mean() / 2),
    *((name, lambda x, y, p, wrong=wrong: wrong(_terms(x, y, p))) for name, wrong in SUMS),
]


def losses() -> list[tuple[str, Callable[[Problem], float]]]:
    """Return the hypotheses about the loss of a problem's y and y_pred."""
    return [(name, partial(_of_loss, loss=loss)) for name, loss in LOSSES]


def gradients() -> list[tuple[str, Callable[[Problem], float]]]:
    """Return the hypotheses about the gradient at a problem's predictions."""
    return [(name, partial(_of_gradient, gradient=gradient)) for name, gradient in GRADIENTS]


def _of_loss(given: Problem, loss: Callable[..., torch.Tensor]) -> float:
    _, y, y_pred = _double(given)
    return float(loss(y, y_pred))


def _of_gradient(given: Problem, gradient: Triple) -> float:
    return float(gradient(*_double(given)))


def _double(given: Problem) -> tuple[torch.Tensor, ...]:
    return tuple(torch.from_numpy(given[name].astype("float64")) for name in ("x", "y", "y_pred"))


@remembered
def train(
    given: Problem,
    version: Version,
    *,
    rate: float | None = None,
    sign: float = 1.0,
    times: float = 1.0,
    clear: str = "each step",
    noted: str = "before the update",
    count: Callable[[int], int] = int,
    restarted: bool = False,
    each: str = "iteration",
    optimizer: Callable[..., torch.optim.Optimizer] | None = None,
) -> History:
    """Train as `reference.train` does, but for the one setting that a hypothesis changes."""
    x, y = (torch.from_numpy(given[name].astype("float64")) for name in ("x", "y"))
    rate = given["learning_rate"] if rate is None else rate
    w = torch.zeros((), dtype=torch.float64, requires_grad=True)
    step = optimizer([w], lr=rate) if optimizer is not None else None
    losses = []
    total = torch.zeros((), dtype=torch.float64)
    for _ in range(count(given["n_iters"])):
        if restarted:
            w = torch.zeros((), dtype=torch.float64, requires_grad=True)
        if each == "sample":
            w, noted_losses = _by_sample(version, w, x, y, rate)
            losses += noted_losses[noted]
            continue
        slope, loss = _slope_and_loss(version, w, x, y)
        total = slope * times + (total if clear == "never" else 0)
        if step is not None:
            w.grad = total.detach().clone()
            step.step()
        else:
            w = (w - sign * rate * total).detach().requires_grad_()
        if noted == "after the update":
            _, loss = _slope_and_loss(version, w, x, y)
        losses.append(float(loss))
    return w.item(), losses


def _by_sample(
    version: Version, w: torch.Tensor, x: torch.Tensor, y: torch.Tensor, rate: float
) -> tuple[torch.Tensor, dict[str, list[float]]]:
    """Return w after an update for each sample, and the losses that a loop could note of them."""
    before = float(_slope_and_loss(version, w, x, y)[1])
    of_samples = []
    for row in range(len(x)):
        slope, loss = _slope_and_loss(version, w, x[row : row + 1], y[row : row + 1])
        of_samples.append(float(loss))
        w = (w - rate * slope).detach().requires_grad_()
    mean = sum(of_samples) / len(of_samples)
    return w, {"before the update": [before], "all": of_samples, "mean": [mean]}


def _slope_and_loss(
    version: Version, w: torch.Tensor, x: torch.Tensor, y: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    if "gradient" in version:
        loss = version["mse_loss"](y, version["forward_of_loss"](w.detach(), x))
        return version["gradient"](x, y, version["forward"](w.detach(), x)), loss
    loss = version["mse_loss"](y, version["forward"](w, x))
    return torch.autograd.grad(loss, w)[0], loss.detach()


# What changes in a loop, of either kind.
LOOPS: list[tuple[str, dict[str, Any]]] = [
    ("step-uphill", {"sign": -1.0}),
    ("learning-rate-ignored", {"rate": 0.01}),
    ("learning-rate-ignored", {"rate": 1.0}),
    ("loss-after-update", {"noted": "after the update"}),
    ("iterations-miscounted", {"count": lambda n: n - 1}),
    ("iterations-miscounted", {"count": lambda n: n + 1}),
    ("return-in-loop", {"count": lambda _: 1}),
    ("restarted-in-loop", {"restarted": True}),
    ("update-per-sample", {"each": "sample"}),
    ("update-per-sample", {"each": "sample", "noted": "all"}),
    ("update-per-sample", {"each": "sample", "noted": "mean"}),
    ("iterations-miscounted", {"count": lambda _: 20}),
    ("iterations-miscounted", {"count": lambda _: 100}),
    ("other-optimizer", {"optimizer": partial(torch.optim.SGD, momentum=0.9)}),
]
# What changes in a loop by autograd only.
AUTOGRAD_LOOPS: list[tuple[str, dict[str, Any]]] = [
    ("no-zero-grad", {"clear": "never"}),
    ("backward-twice", {"times": 2.0}),
    ("default-learning-rate", {"rate": 1e-3}),
    ("other-optimizer", {"optimizer": torch.optim.Adam}),
    ("other-optimizer", {"optimizer": torch.optim.AdamW}),
    ("other-optimizer", {"optimizer": torch.optim.RMSprop}),
    ("other-optimizer", {"optimizer": torch.optim.Adagrad}),
]
# A loop whose own loss is wrong: the gradient goes along.
INLINE_LOSSES: list[tuple[str, Callable[..., torch.Tensor]]] = [
    ("loss-summed", lambda y, p: (y - p).square().sum()),
    ("loss-of-mean-error", lambda y, p: (y - p).mean().square()),
]


def of_the_formula(version: Version) -> Iterator[tuple[str, Version, dict[str, Any]]]:
    """Yield the hypotheses about `train_numpy`: id, version of a step, changes of the loop."""
    yield from ((name, version, changes) for name, changes in LOOPS)
    yield from ((name, {**version, "gradient": wrong}, {}) for name, wrong in INLINE_GRADIENTS)
    yield from ((name, {**version, "mse_loss": wrong}, {}) for name, wrong in INLINE_LOSSES)
    yield from in_conventions(version)
    # Or the loss alone, beside the right gradient.
    yield from (
        (name, {**one, "gradient": version["gradient"]}, {})
        for name, one, _ in in_conventions(version)
    )


def of_the_engine(version: Version) -> Iterator[tuple[str, Version, dict[str, Any]]]:
    """Yield the hypotheses about `train_autograd`: id, version of a step, changes of the loop."""
    yield from ((name, version, changes) for name, changes in LOOPS + AUTOGRAD_LOOPS)
    yield from ((name, {**version, "mse_loss": wrong}, {}) for name, wrong in INLINE_LOSSES)
    yield from in_conventions(version)


def in_conventions(version: Version) -> Iterator[tuple[str, Version, dict[str, Any]]]:
    """Yield the hypotheses that the whole loss of a step, gradient and all, has a factor."""

    def scaled(part: Callable[..., Any], factor: float) -> Callable[..., Any]:
        return lambda *given: factor * part(*given)

    for name, factor in CONVENTIONS:
        parts = [part for part in ("mse_loss", "gradient") if part in version]
        yield name, {**version, **{part: scaled(version[part], factor) for part in parts}}, {}


def in_a_convention(
    given: Problem, answer: History, versions: Iterable[Version], rtol: float
) -> bool:
    """Whether w and the losses are right but for a factor of the whole loss.

    What that breaks is the losses; that w then goes another way follows from it.
    """
    return any(_fitting(given, answer, in_conventions(one), rtol) for one in versions)


def diagnose_loop(
    problems: Sequence[Problem],
    answers: Sequence[History],
    versions: Callable[[Problem], Iterable[Version]],
    hypotheses: Callable[[Version], Iterable[tuple[str, Version, dict[str, Any]]]],
    rtol: float,
) -> str | None:
    """Return the id of the one mistake that explains w and the losses of every problem, or None."""
    named: list[set[str]] = []
    for given, answer in zip(problems, answers, strict=True):
        fitting = (_fitting(given, answer, hypotheses(one), rtol) for one in versions(given))
        # Stand-ins are drawn at random: what fits one version fits no other by chance.
        named.append(next(filter(None, fitting), set()))
        if not named[-1]:
            return None
    common = set.intersection(*named)
    return common.pop() if len(common) == 1 else None


def _fitting(
    given: Problem,
    answer: History,
    hypotheses: Iterable[tuple[str, Version, dict[str, Any]]],
    rtol: float,
) -> set[str]:
    found = set()
    for name, version, changes in hypotheses:
        w, losses = train(given, version, **changes)
        if agrees(answer[0], w, rtol=rtol) and agrees(answer[1], losses, rtol=rtol):
            found.add(name)
    return found
