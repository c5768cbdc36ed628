"""What runs beside the student's code: a problem is put to it, and told is what came of that.

It runs in the sandbox and in students' notebooks. So nothing here answers a task, and nothing is
judged: an ask is a function (notebook, problems, device) -> one record, a dict of plain values, for
each problem. What a record says of itself is believed nowhere without being looked at.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch

from autograder.kit.observers import Autograd, Drawn, Scaled, Watch, drawn_factors, unpacked

Problem = dict[str, Any]
Record = dict[str, Any]
Ask = Callable[[Any, Sequence[Problem], str], list[Record]]
# What an ask's `call` does with one problem: (notebook, given, told) -> what the student returned.
# `told` is the record, to which it may add what it has seen.
Call = Callable[[Any, Problem, Record], Any]

# What every record of `asked` holds.
KINDS: dict[str, type] = {
    "said": object, "engine": bool, "backwards": int, "derived": bool, "draws": int,
    "carries_graph": bool, "on_device": bool, "after": object, "evaluations": int, "ignored": str,
    "factor": object, "grads": list,
}  # fmt: skip

# Losses whose gradients no formula for another one gives: of two tensors of one shape, and of
# logits and labels.
LOSSES: dict[str, Callable[[torch.Tensor, torch.Tensor], torch.Tensor]] = {
    "mse": torch.nn.functional.mse_loss,
    "quartic": lambda a, b: (a - b).pow(4).mean(),
    "log_cosh": lambda a, b: (a - b).cosh().log().mean(),
    "cross_entropy": torch.nn.functional.cross_entropy,
    "smoothed": lambda a, b: torch.nn.functional.cross_entropy(a, b, label_smoothing=0.3),
}


def asked(call: Call, *, watched: bool = True) -> Ask:
    """Return the ask that calls the student's function once for each problem.

    A record tells what was `said`, whether PyTorch differentiated meanwhile (`engine`), how many
    walks back there were (`backwards`) and if one had a graph to walk through (`derived`), whether
    the answer carries a graph and is on the device, and the arguments as they are `after` it. Where
    a problem names its `leaves` and has a `pull`, the answer is walked back from, and `grads` are
    what reached these arguments. The call may tell how often the model or its loss was evaluated
    (`evaluations`), which of `dtype` and `device` it does not heed (`ignored`), and more.

    Where a problem has a `tilt`, every gradient that the engine computes is multiplied by it; a
    `factor` of None is one that is drawn on the way back (see `scaled`). `watched`, which a problem
    may say of itself, is whether every operator is watched: it takes long in a training, and counts
    the orders drawn (`draws`).
    """

    def ask(notebook: Any, problems: Sequence[Problem], device: str) -> list[Record]:
        found, factors = [], drawn_factors()
        for problem in problems:
            given, told = on(device, problem), Record()
            if given.get("factor", 1.0) is None:
                given["factor"] = next(factors)
            leaves = [given[name].requires_grad_() for name in given.get("leaves", ())]
            watcher = Watch if given.get("watched", watched) else Autograd
            # What is drawn anew is the same each time: it does not follow from the data.
            torch.default_generator.manual_seed(given.get("ambient_seed", 0))
            # Recording that an earlier call has left off was charged there.
            with torch.enable_grad(), watcher(given.get("tilt", 1.0)) as watch:
                said = unpacked(call(notebook, given, told))
            _walk_back(said, given)
            if isinstance(told.get("factor"), Drawn):
                told["factor"] = told["factor"].value
            told = {
                "evaluations": 0,
                "ignored": "",
                "factor": None,
                "said": said,
                "engine": watch.engine,
                "backwards": watch.backwards,
                "derived": watch.derived,
                "draws": watch.draws,
                "grads": [leaf.grad for leaf in leaves],
                "carries_graph": carries_graph(said),
                "on_device": on_device(said, device),
                "after": {name: value for name, value in given.items() if _is_array(value)},
                **told,
            }
            found.append(told)
        return found

    return ask


def by_name(name: str, *arguments: str) -> Call:
    """Return the call of the notebook's `name` with these parts of the problem."""

    def call(notebook: Any, given: Problem, told: Record) -> Any:  # noqa: ARG001
        return getattr(notebook, name)(*(given[argument] for argument in arguments))

    return call


def scaled(given: Problem, told: Record) -> Callable[[torch.Tensor, torch.Tensor], torch.Tensor]:
    """Return the problem's loss, its gradient times the problem's `factor`.

    One that is drawn on the way back was nowhere to be read before; a record tells it afterwards,
    or None where nobody walked back through the loss.
    """
    loss = LOSSES[given.get("loss", "mse")]
    told["factor"] = factor = given.get("factor", 1.0)
    if factor == 1:
        return loss

    def multiplied(first: torch.Tensor, second: torch.Tensor) -> torch.Tensor:
        value: torch.Tensor = Scaled.apply(loss(first, second), factor)  # type: ignore[no-untyped-call]
        return value

    return multiplied


def filled(model: Any, given: Problem, names: Sequence[str] = ("weight", "bias")) -> Any:
    """Give a model the problem's parameters of these names; return it."""
    with torch.no_grad():
        for name in names:
            parameter = getattr(model, name)
            parameter.copy_(given[name].view_as(parameter))
    return model


def counted_forwards(model: Any) -> list[None]:
    """Return a list that grows by one with each call of this model's forward."""
    calls: list[None] = []
    forward = model.forward

    def counting(*args: Any, **kwargs: Any) -> Any:
        calls.append(None)
        return forward(*args, **kwargs)

    model.forward = counting
    return calls


def on(device: str, value: Any) -> Any:
    """Return a copy of a problem, or of a part of it, whose tensors are on this device."""
    # A notebook may have asked for TF32, which is off by 2.6e-2: nothing is graded in it.
    torch.set_float32_matmul_precision("highest")
    return _copied(value, device)


def _copied(value: Any, device: str) -> Any:
    if isinstance(value, dict):
        return {name: _copied(part, device) for name, part in value.items()}
    if isinstance(value, list):
        return [_copied(part, device) for part in value]
    if isinstance(value, np.ndarray):
        return value.copy()
    return value.clone().to(device) if isinstance(value, torch.Tensor) else value


def tensors(answer: Any) -> list[torch.Tensor]:
    """Return the tensors in an answer: itself, or those in a list, a tuple, or dicts of these."""
    parts = answer if isinstance(answer, tuple | list) else (answer,)
    held = [list(part.values()) if isinstance(part, dict) else [part] for part in parts]
    return [one for part in held for one in part if isinstance(one, torch.Tensor)]


def carries_graph(answer: Any) -> bool:
    """Whether a tensor in an answer requires a gradient."""
    return any(tensor.requires_grad for tensor in tensors(answer))


def on_device(answer: Any, device: str) -> bool:
    """Whether every tensor in an answer is on a device of this kind."""
    return all(tensor.device.type == device for tensor in tensors(answer))


def _walk_back(said: Any, given: Problem) -> None:
    if "pull" not in given or not isinstance(said, torch.Tensor):
        return
    if said.requires_grad and said.shape == given["pull"].shape:
        torch.autograd.backward(said, given["pull"])


def _is_array(value: Any) -> bool:
    return isinstance(value, torch.Tensor | np.ndarray)
