"""What the hidden checks of `gradient-descent` run beside the student's code, in their process.

Public: the student's process can read this file and call what is in it. So it holds no expected
value and nothing that answers a task. A training loop is judged with stand-ins in the place of the
student's `forward`, `mse_loss` and `gradient`: other functions of the same form, so that a mistake
in one task is not charged again in the next, and an open task keeps no other one from its points.

`notebook` is the namespace of the student's notebook; a problem is a dict of arrays or tensors and
numbers that came over the wire.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch.autograd.variable import Variable
from torch.utils._python_dispatch import TorchDispatchMode

_SETTINGS = ("learning_rate", "n_iters")
_LEAF = "AccumulateGrad"  # the node that writes `.grad`: it runs where there is no graph as well

# What the latest training by autograd did until it returned or raised.
_latest: dict[str, Any] = {}


def calls(notebook: Any, name: str, arguments: list[list[Any]]) -> list[dict[str, Any]]:
    """Call the student's `name` with each list of arguments; tell the answer and what was seen."""
    found = []
    for given in arguments:
        with Runs() as runs, Watch() as watch, counted(notebook, "mse_loss") as losses:
            answer = getattr(notebook, name)(*given)
        seen = {"engine": watch.engine or runs.count > 0, "losses": len(losses), "after": given}
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
            answer = notebook.train_numpy(problem["x"], problem["y"], **_settings(problem))
        found.append({"answer": answer, "after": [problem["x"], problem["y"]]})
    return found


def train_autograd(
    notebook: Any, problems: list[dict[str, Any]], device: str
) -> list[dict[str, Any]]:
    """Call `train_autograd` on each problem; tell the answer and how it came about."""
    found = []
    for problem in problems:
        x, y = (torch.from_numpy(problem[name]).to(device) for name in ("x", "y"))
        with standing_in(notebook, problem), Watch(problem.get("disturbance", 1.0)) as watch:
            answer = notebook.train_autograd(x, y, **_settings(problem))
        found.append({"answer": answer, "carries_graph": _carries_graph(answer), **_latest})
        assert watch.seen is _latest
    return found


def latest(notebook: Any) -> dict[str, Any]:  # noqa: ARG001  # every probe gets the notebook
    """Tell what the latest training by autograd did; for one that raised."""
    return dict(_latest)


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


class Watch(TorchDispatchMode):
    """Notes whether the autograd engine computed anything, and which tensors were changed when.

    With a disturbance, all that the engine computes in every second backward pass is multiplied by
    it: a gradient that came from there changes, one by hand does not. (In every pass it would
    cancel out for an optimizer that looks at ratios, as Adam does.)
    """

    def __init__(self, disturbance: float = 1.0) -> None:
        super().__init__()
        self.disturbance = disturbance
        self.seen: dict[str, Any] = _latest
        _latest.clear()
        _latest.update(engine=False, backwards=0, in_place=[])

    @property
    def engine(self) -> bool:
        """Whether a derivative was computed."""
        return bool(self.seen["engine"])

    def __torch_dispatch__(
        self, func: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:  # `types` is part of the protocol
        node = torch._C._current_autograd_node()
        name = func.overloadpacket.__name__
        result = func(*args, **(kwargs or {}))
        if node is None:
            self.seen["backwards"] += name == "ones_like"  # where `backward` starts from
            if name.endswith("_") and len(self.seen["in_place"]) < 4:
                self.seen["in_place"].append(name)
        elif _LEAF not in node.name():
            self.seen["engine"] = True
            disturbed = self.disturbance != 1 and self.seen["backwards"] % 2 == 0
            if disturbed and isinstance(result, torch.Tensor):
                return result * self.disturbance
        return result


class Runs:
    """Counts the runs of the autograd engine in every thread; `Watch` sees its own alone.

    It stands in the engine's place while it is entered.
    """

    def __init__(self) -> None:
        self.count = 0
        self._home = os.getpid()

    def __enter__(self) -> "Runs":
        self._engine = Variable._execution_engine
        Variable._execution_engine = self
        return self

    def __exit__(self, *_: object) -> None:
        Variable._execution_engine = self._engine

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def run_backward(self, *args: Any, **kwargs: Any) -> Any:
        """Run the engine as asked, and count."""
        self.count += 1
        if os.getpid() != self._home:
            raise RuntimeError("what another process counts would not be known here")
        return self._engine.run_backward(*args, **kwargs)


def _settings(problem: dict[str, Any]) -> dict[str, Any]:
    return {name: problem[name] for name in _SETTINGS if name in problem}


def _carries_graph(answer: Any) -> bool:
    """Whether the losses of an answer (w, losses) require a gradient; w itself may."""
    losses = answer[1] if isinstance(answer, tuple | list) and len(answer) == 2 else None
    parts = losses if isinstance(losses, tuple | list) else [losses]
    return any(isinstance(part, torch.Tensor) and part.requires_grad for part in parts)
