"""The kit's kind "a training loop": what it accepts, what it names, and what one mistake costs."""

import contextlib
from types import SimpleNamespace
from typing import NamedTuple

import pytest
import torch
from kit_trials import hidden_faults, public_fault
from torch.nn import functional as F

from autograder import wire
from autograder.errors import CheckFailed, StudentFault
from autograder.kit import Layers, training_loop
from autograder.kit.hidden import Trainer, loop_grader
from autograder.kit.hidden.trial import HiddenTrial
from autograder.kit.running import RUN


def settings(draw):
    return {"learning_rate": draw.between(0.02, 0.05), "ambient_seed": draw.whole(10**6)}


def line(draw, n=7):
    x = draw(n)
    return {"x": x, "y": 1.5 * x + 0.3 * draw(n), "n_iters": 3, **settings(draw)}


def table(draw, n=7):
    layers = [[draw(1, 3), draw(1)]]
    return {"x": draw(n, 3), "y": draw(n, 1), "layers": layers, "n_iters": 3, **settings(draw)}


def minibatches(draw, n=23):
    drawn = {name: value for name, value in table(draw, n).items() if name != "n_iters"}
    shuffled = {"seed": draw.whole(10**6), "minibatch_size": 4, "epochs": 3}
    return {**drawn, **shuffled, "loss": "mse"}


# w alone, by the mean squared error; any model and loss; minibatches.
SLOPE = training_loop(
    "fit",
    problem=line,
    call=lambda notebook, given: notebook.fit(given["x"], given["y"], **given["settings"]),
    settings=("learning_rate", "n_iters"),
    points=dict.fromkeys(
        (
            "returns",
            "starts_at_zero",
            "one_step",
            "further_steps",
            "losses",
            "no_graph",
            "defaults",
        ),
        1,
    ),
)


def train_all_at_once(notebook, given):
    return notebook.train(given["model"], given["x"], given["y"], **given["settings"])


WHOLE = training_loop(
    "train",
    problem=table,
    model=lambda given: Layers(given["layers"]),
    call=train_all_at_once,
    settings=("learning_rate", "n_iters"),
    points=dict.fromkeys(
        ("returns", "one_step", "further_steps", "any_loss", "losses", "no_graph", "defaults"), 1
    ),
    labels=("w1", "w2", "w3", "b"),
)
SHUFFLED = training_loop(
    "train",
    problem=minibatches,
    model=lambda given: Layers(given["layers"]),
    call=lambda notebook, given: notebook.train(
        given["model"], given["x"], given["y"], given["epochs"], **given["settings"]
    ),
    rounds="epochs",
    settings=("learning_rate", "seed", "minibatch_size"),
    minibatches=True,
    points=dict.fromkeys(
        ("returns", "moves", "one_step", "any_loss", "history", "keeps_parameters", "no_graph",
         "keeps_data", "defaults", "precision"), 1
    ),
)  # fmt: skip


def heavy(draw, n=7):
    return {**table(draw, n), "momentum": draw.between(0.5, 0.8), "decay": draw.between(0.2, 0.9)}


HEAVY = training_loop(
    "train",
    problem=heavy,
    model=lambda given: Layers(given["layers"]),
    call=train_all_at_once,
    settings=("learning_rate", "n_iters", "momentum", "decay"),
    points=dict.fromkeys(("returns", "one_step", "further_steps", "losses", "defaults"), 1),
)
DEFAULTS = {"learning_rate": 0.01, "n_iters": 20}
OF_SLOPE = Trainer(
    start=lambda given: [torch.zeros((), dtype=given["x"].dtype)],
    predict=lambda _, parameters, x: parameters[0] * x,
    rounds="n_iters",
    defaults=DEFAULTS,
)
OF_WHOLE = OF_SLOPE.but(
    start=lambda given: given["layers"][0],
    predict=lambda _, parameters, x: x @ parameters[0].T + parameters[1],
)
OF_HEAVY = Trainer(
    start=OF_WHOLE.start,
    predict=OF_WHOLE.predict,
    rounds="n_iters",
    defaults={**DEFAULTS, "momentum": 0.9, "decay": 0.1},
    penalty=lambda given, parameters: given["decay"] * parameters[0].square().sum(),
    optimizer=lambda given, parameters, lr: torch.optim.SGD(
        parameters, lr=lr, momentum=given["momentum"]
    ),
)
OF_HEAVY_WRONGLY = [
    ("momentum-missing", {"optimizer": torch.optim.SGD}),
    ("penalty-missing", {"penalty": lambda *_: 0.0}),
]
OF_SHUFFLED = Trainer(
    start=OF_WHOLE.start,
    predict=OF_WHOLE.predict,
    minibatches=True,
    defaults={"learning_rate": 0.1, "seed": 5, "minibatch_size": 10},
)


def fit(x, y, learning_rate=0.01, n_iters=20, *, where=None, start=0.0, times=1.0, after=False):
    """Fit a slope, rightly but for what a test asks for."""
    w = torch.full((), start, dtype=x.dtype, device=where or x.device, requires_grad=True)
    losses = []
    for _ in range(n_iters):
        loss = times * F.mse_loss(w * x, y)
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
        w.grad = None
        losses.append((times * F.mse_loss(w * x, y)).item() if after else loss.item())
    return w.detach(), losses


def train(
    model, x, y, learning_rate=0.01, n_iters=20, loss_fn=F.mse_loss, *, clear=True, below=False
):
    """Train a model on all rows at once, rightly but for what a test asks for."""
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_iters):
        if clear:
            optimizer.zero_grad()
        loss = loss_fn(model(x), y)
        losses.append(loss.item())
        loss.backward()
        if not below:
            optimizer.step()
    if below:
        optimizer.step()
    return losses


def weighed(
    model, x, y, learning_rate=0.01, n_iters=20, momentum=0.9, decay=0.1, *, noted=True, half=1.0
):
    """Train a model with momentum on a loss with weight decay, but for what a test asks for."""
    optimizer, losses = torch.optim.SGD(model.parameters(), learning_rate, momentum), []
    for _ in range(n_iters):
        optimizer.zero_grad()
        plain = F.mse_loss(model(x), y)
        loss = half * (plain + decay * next(model.parameters()).square().sum())
        loss.backward()
        optimizer.step()
        losses.append((loss if noted else plain).item())
    return losses


def by_velocities(model, x, y, learning_rate=0.01, n_iters=20, momentum=0.9, decay=0.1):
    """Do the same without an optimizer, and with the decay in its gradient."""
    velocities, losses = [0.0 for _ in model.parameters()], []
    for _ in range(n_iters):
        loss, (weight, bias) = F.mse_loss(model(x), y), model.parameters()
        losses.append(loss.item() + decay * weight.square().sum().item())
        grads = torch.autograd.grad(loss, [weight, bias])
        with torch.no_grad():
            grads = [grads[0] + 2 * decay * weight, grads[1]]
            velocities = [momentum * v + grad for v, grad in zip(velocities, grads, strict=True)]
            for parameter, velocity in zip((weight, bias), velocities, strict=True):
                parameter -= learning_rate * velocity
    return losses


def shuffled(
    model, x, y, epochs, learning_rate=0.1, seed=5, minibatch_size=10, loss_fn=F.mse_loss,
    *, order=None, whole=True,
):  # fmt: skip
    """Train a model on shuffled minibatches, rightly but for what a test asks for."""
    optimizer, noted = torch.optim.SGD(model.parameters(), lr=learning_rate), []
    torch.manual_seed(seed)
    fixed = order(len(y)) if order else None
    for _ in range(epochs):
        for rows in (torch.randperm(len(y)) if fixed is None else fixed).split(minibatch_size):
            optimizer.zero_grad()
            loss = loss_fn(model(x[rows]), y[rows])
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            noted.append((loss_fn(model(x), y) if whole else loss).item())
    return noted


KINDS = {
    "slope": (SLOPE, loop_grader("task", OF_SLOPE), "fit", fit),
    "whole": (WHOLE, loop_grader("task", OF_WHOLE), "train", train),
    "heavy": (HEAVY, loop_grader("task", OF_HEAVY, loops=OF_HEAVY_WRONGLY), "train", weighed),
    "shuffled": (SHUFFLED, loop_grader("task", OF_SHUFFLED), "train", shuffled),
}


def found(kind, **changes):
    """Return what the hidden checks find, as {check: diagnosis}, and the first public one."""
    task, grader, name, right = KINDS[kind]

    def hand_in(*args, **kwargs):
        return (
            changes["instead"](*args, **kwargs)
            if "instead" in changes
            else right(*args, **kwargs, **changes)
        )

    faults = hidden_faults(task, grader, {name: hand_in})
    public = public_fault(task, grader, {name: hand_in})
    return {check: fault.diagnosis for check, fault in faults.items() if fault}, public


@pytest.mark.parametrize("kind", KINDS)
def test_a_right_loop_passes_in_public_as_in_grading(kind):
    assert found(kind) == ({}, None)


class Fitted(NamedTuple):
    w: torch.Tensor
    losses: list


ACCEPTED = {
    "a named tuple": ("slope", lambda *args, **kwargs: Fitted(*fit(*args, **kwargs))),
    "a last loss that there is not after no iteration": (
        "slope",
        lambda *args, **kwargs: (fit(*args, **kwargs), fit(*args, **kwargs)[1][-1])[0],
    ),
    "velocities kept by hand": ("heavy", by_velocities),
    "losses in a tensor": ("whole", lambda *args, **kwargs: torch.tensor(train(*args, **kwargs))),
}


@pytest.mark.parametrize("way", ACCEPTED)
def test_a_right_loop_written_otherwise_passes(way):
    kind, loop = ACCEPTED[way]
    assert found(kind, instead=loop) == ({}, None)


def of_mse(model, x, y, learning_rate=0.01, n_iters=20, **_):
    return train(model, x, y, learning_rate, n_iters)


def notes_mse(model, x, y, learning_rate=0.01, n_iters=20, loss_fn=F.mse_loss):
    losses = []
    for _ in range(n_iters):
        losses.append(F.mse_loss(model(x), y).item())
        train(model, x, y, learning_rate, 1, loss_fn)
    return losses


def seeded_each_epoch(model, x, y, epochs, learning_rate=0.1, seed=5, *rest, **settings):
    return [
        shuffled(model, x, y, 1, learning_rate, seed, *rest, **settings)[0] for _ in range(epochs)
    ]


def patient(model, x, y, learning_rate=0.01, n_iters=20, loss_fn=F.mse_loss):
    losses = []
    while len(losses) < n_iters and not (losses and losses[-1] < 1e-9):
        losses += train(model, x, y, learning_rate, 1, loss_fn)
    return losses


def starts_anew(x, y, learning_rate=0.01, n_iters=20):
    runs = [fit(x, y, learning_rate, min(n_iters, 1)) for _ in range(max(n_iters, 1))]
    return runs[-1][0], [loss for _, losses in runs for loss in losses]


def returns_inside(x, y, learning_rate=0.01, n_iters=20):
    for _ in range(n_iters):
        return fit(x, y, learning_rate, 1)
    return None


def without(setting):
    return lambda *args, **settings: weighed(*args, **{**settings, setting: 0.0})


MISTAKES = {
    "starts at one": (
        "slope", {"start": 1.0}, {"starts_at_zero": "not-zero-initialised", "defaults": None},
    ),
    "stays on the CPU": ("slope", {"where": "cpu"}, {"defaults": "device-ignored"}),
    "half the loss": ("slope", {"times": 0.5}, {"losses": "loss-scaled"}),
    "noted late": ("slope", {"after": True}, {"losses": "loss-after-update", "defaults": None}),
    "never cleared": ("whole", {"clear": False}, {"further_steps": "no-zero-grad"}),
    "another loss": ("whole", {"instead": of_mse}, {"any_loss": "loss-fn-ignored"}),
    "another loss noted": ("whole", {"instead": notes_mse}, {"any_loss": "loss-fn-ignored"}),
    "ends early": ("whole", {"instead": patient}, {"returns": "iterations-miscounted"}),
    "steps below the loop": (
        "whole", {"below": True},
        {"further_steps": "step-outside-loop", "losses": "step-outside-loop"},
    ),
    "starts anew": (
        "slope", {"instead": starts_anew},
        {"further_steps": "restarted-in-loop", "losses": "restarted-in-loop"},
    ),
    "returns in its loop": (
        "slope", {"instead": returns_inside},
        dict.fromkeys(("returns", "further_steps", "losses"), "iterations-miscounted"),
    ),
    "no momentum": (
        "heavy", {"instead": without("momentum")}, {"further_steps": "momentum-missing"},
    ),
    "no decay": (
        "heavy", {"instead": without("decay")},
        {"one_step": "penalty-missing", "losses": "penalty-missing"},
    ),
    "decay not noted": ("heavy", {"noted": False}, {"losses": None, "defaults": None}),
    "half of loss and decay": ("heavy", {"half": 0.5}, {"losses": "loss-scaled"}),
    "in order": ("shuffled", {"order": torch.arange}, {"history": "no-shuffle"}),
    "one order": ("shuffled", {"order": torch.randperm}, {"history": "no-shuffle"}),
    "one seed": ("shuffled", {"instead": seeded_each_epoch}, {"history": "seed-misplaced"}),
    "of the last rows": ("shuffled", {"whole": False}, {"history": "cost-of-minibatch"}),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_costs_once_and_is_named_in_public_as_in_grading(mistake):
    kind, changes, expected = MISTAKES[mistake]
    faults, public = found(kind, **changes)
    assert faults == expected
    if mistake != "stays on the CPU":
        first = next(iter(expected))
        assert public[0] == first
        assert public[1].diagnosis == expected[first]


FORGED = [None, -1, True, 1e300, float("nan"), "x", [], {}, [[1.0]], torch.tensor([float("inf")])]


class Forger:
    """A probe whose records hold `value` for what they should say of `key`."""

    def __init__(self, task, key, value):
        self._task, self._key, self._value = task, key, value

    def __getattr__(self, name):
        return self._ask

    def _ask(self, how, problems, device):
        records = self._task.ask(SimpleNamespace(train=train, fit=fit), how, problems, device)
        forged = [{**record, self._key: self._value} for record in records]
        return wire.decode(wire.encode(forged))


@pytest.mark.thorough
@pytest.mark.parametrize("key", sorted(RUN))
@pytest.mark.parametrize("kind", ["slope", "whole"])
def test_a_record_that_lies_is_never_our_fault(kind, key):
    task, grader, *_ = KINDS[kind]
    for value in FORGED:
        for check in task.checks:
            rng = torch.Generator().manual_seed(0)
            trial = HiddenTrial(task, grader, Forger(task, key, value), rng, ["cpu"])
            with contextlib.suppress(CheckFailed, StudentFault):
                check.look(trial)
