"""What the hidden checks of `gradient-descent` run beside the student's code, in their process.

Public: the student's process can read this file and call what is in it. So it holds no expected
value and nothing that answers a task. A training loop is judged with stand-ins in the place of the
student's `forward`, `mse_loss` and `gradient`: other functions of the same form, so that a mistake
in one task is not charged again in the next, and an open task keeps no other one from its points.

`notebook` is the namespace of the student's notebook; a problem is a dict of arrays or tensors and
numbers that came over the wire.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch

from autograder.kit.observers import unpacked
from autograder.kit.observers import Watch

_SETTINGS = ("learning_rate", "n_iters")
_MOST_IN_PLACE = 4  # changes that are told: the first ones tell all

# What watches, or watched, the latest training by autograd, which may have raised.
_latest = [Watch()]


def calls(notebook: Any, name: str, arguments: list[list[Any]]) -> list[dict[str, Any]]:
    """Call the student's `name` with each list of arguments; tell the answer and what was seen."""
    found = []
    for given in arguments:
        with Watch() as watch, counted(notebook, "mse_loss") as losses:
            answer = getattr(notebook, name)(*given)
        seen = {"engine": watch.engine, "losses": len(losses), "after": given}
        found.append({"answer": answer, **seen})
    return found


@contextmanager
def counted(notebook: Any, name: str) -> Iterator[list[None]]:
    """Yield a list that grows by one with each call of a function of the notebook, if it is one."""
    calls: list[None] = []
    own = getattr(notebook, name, None)
    if own is None:
        yield calls
        return

    def counting(*args: Any, **kwargs: Any) -> Any:
        calls.append(None)
        return own(*args, **kwargs)

    setattr(notebook, name, counting)
    try:
        yield calls
    finally:
        setattr(notebook, name, own)


def train_numpy(notebook: Any, problems: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Call `train_numpy` on each problem; settings that it lacks are left to the defaults."""
    found = []
    for problem in problems:
        with standing_in(notebook, problem):
            answer = unpacked(
                notebook.train_numpy(problem["x"], problem["y"], **_settings(problem))
            )
        found.append({"answer": answer, "after": [problem["x"], problem["y"]]})
    return found


def train_autograd(
    notebook: Any, problems: list[dict[str, Any]], device: str
) -> list[dict[str, Any]]:
    """Call `train_autograd` on each problem; tell the answer and how it came about.

    With a disturbance, what every second walk back starts from, or each (`every` of the problem),
    is multiplied by it: a gradient that came from there changes, one by hand does not. (In each
    walk it would cancel out for an optimizer that looks at ratios, as Adam does.)
    """
    found = []
    for problem in problems:
        x, y = (torch.from_numpy(problem[name]).to(device) for name in ("x", "y"))
        _latest[:] = [Watch(problem.get("disturbance", 1.0), every=problem.get("every", 2))]
        with standing_in(notebook, problem), _latest[0]:
            answer = unpacked(notebook.train_autograd(x, y, **_settings(problem)))
        found.append(
            {"answer": answer, "carries_graph": _carries_graph(answer), **latest(notebook)}
        )
    return found


def latest(notebook: Any) -> dict[str, Any]:  # noqa: ARG001  # every probe gets the notebook
    """Tell what the latest training by autograd did; for one that raised."""
    (watch,) = _latest
    in_place = watch.in_place[:_MOST_IN_PLACE]
    return {"engine": watch.derived, "backwards": watch.backwards, "in_place": in_place}


def factors(notebook: Any, sizes: list[int]) -> list[dict[str, Any]]:
    """Call `lecture_gradient_factor` for each size; tell if it asked the student's `gradient`."""
    found = []
    for size in sizes:
        with counted(notebook, "gradient") as asked:
            answer = notebook.lecture_gradient_factor(size)
        found.append({"answer": answer, "asked": bool(asked)})
    return found


@contextmanager
def standing_in(notebook: Any, problem: dict[str, Any]) -> Iterator[None]:
    """Put the problem's stand-ins in the place of three functions of the notebook."""
    missing = object()
    others = stand_ins(problem)
    own = {name: getattr(notebook, name, missing) for name in others}
    for name, other in others.items():
        setattr(notebook, name, other)
    try:
        yield
    finally:
        for name, function in own.items():
            if function is missing:
                delattr(notebook, name)
            else:
                setattr(notebook, name, function)


def stand_ins(problem: dict[str, Any]) -> dict[str, Callable[..., Any]]:
    """Return functions for arrays and tensors; none of them solves the task that it stands for."""

    def forward(w: Any, x: Any) -> Any:
        # Not (w + shift)·|x|: a w that starts as a float32 0 would round the shift.
        return w * abs(x) + problem["shift"] * abs(x)

    def mse_loss(y: Any, y_pred: Any) -> Any:
        return problem["scale"] * ((y - y_pred) ** 4).sum()

    def gradient(x: Any, y: Any, y_pred: Any) -> Any:
        return problem["slope"] * (x[0] + y_pred[-1] - y[-1])

    return {"forward": forward, "mse_loss": mse_loss, "gradient": gradient}


def _settings(problem: dict[str, Any]) -> dict[str, Any]:
    return {name: problem[name] for name in _SETTINGS if name in problem}


def _carries_graph(answer: Any) -> bool:
    """Whether the losses of an answer (w, losses) require a gradient; w itself may."""
    losses = answer[1] if isinstance(answer, tuple | list) and len(answer) == 2 else None
    parts = losses if isinstance(losses, tuple | list) else [losses]
    return any(isinstance(part, torch.Tensor) and part.requires_grad for part in parts)
