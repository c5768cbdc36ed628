"""What runs beside a student's training loop, and models of ours for it to train.

It runs in the sandbox and in students' notebooks, as asking.py does: nothing here answers a task.
"""

from collections.abc import Callable, Sequence
from traceback import walk_tb
from typing import Any

import torch
import torch.nn.functional as F

from autograder.kit.asking import (
    KINDS,
    Ask,
    Problem,
    Record,
    asked,
    carries_graph,
    on,
    on_device,
    scaled,
)
from autograder.kit.observers import Steps, unpacked

Call = Callable[[Any, Problem], Any]
Build = Callable[[Problem], torch.nn.Module]

# What every record of `trained` holds.
RUN: dict[str, type] = {
    **KINDS, "parameters": list, "steps": int, "fed": int, "waiting": bool, "held": bool,
    "reached": bool, "same": bool, "leaves": bool, "passes": list, "training": bool,
}  # fmt: skip


class Layers(torch.nn.Module):
    """Affine maps with an activation between them: a training loop is judged apart from any model.

    A layer is a weight of shape (outputs, inputs) and maybe a bias of shape (outputs,).
    """

    def __init__(
        self,
        layers: Sequence[Sequence[torch.Tensor]],
        activation: Callable[[torch.Tensor], torch.Tensor] = torch.tanh,
    ) -> None:
        super().__init__()
        self._activation = activation
        # Of pairs, since a dict would be sorted: bias first.
        names = ("weight", "bias")
        self.parts = torch.nn.ModuleList(
            torch.nn.ParameterDict(list(zip(names, map(torch.clone, layer), strict=False)))
            for layer in layers
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the outputs, of shape (n, outputs), for x of shape (n, inputs)."""
        for place, part in enumerate(self.parts):
            x = F.linear(self._activation(x) if place else x, *part.values())  # type: ignore[operator]
        return x


def trained(call: Call, settings: Sequence[str], model: Build | None = None) -> Ask:
    """Return the ask that trains once for each problem, and tells what became of it (RUN).

    `call(notebook, given)` finds in `given["settings"]` those of the problem's `settings`, and its
    loss where it names one; what a problem lacks is left to the signature. With a `model`, a fresh
    one stands in `given["model"]`; without, the parameter is returned before the losses.
    """

    def train(notebook: Any, given: Problem, told: Record) -> Any:
        given["settings"] = _named(given, settings)
        if "loss" in given:
            given["settings"]["loss_fn"] = scaled(given, told)
        given["model"] = module = model(given).to(given["x"].device) if model else None
        before = list(module.parameters()) if module else []
        reached: list[torch.Tensor] = []
        for parameter in before:
            parameter.register_post_accumulate_grad_hook(reached.append)  # type: ignore[no-untyped-call]
        with Steps() as steps:
            said = unpacked(call(notebook, given))
        if module is None:
            told["carries_graph"] = carries_graph(returned(said)[1])
        after = list(module.parameters()) if module else _tensors(returned(said)[0])
        told |= {
            "parameters": after,
            "on_device": on_device(after, given["x"].device.type),
            "steps": steps.count,
            "fed": steps.fed,
            "waiting": steps.waiting,
            "held": any(map(steps.holds, after)),
            "reached": bool(reached),
            "same": not module or [*map(id, after)] == [*map(id, before)],
            "leaves": bool(after) and all(p.is_leaf and p.requires_grad for p in after),
            "passes": getattr(module, "passes", []),
            "training": getattr(module, "training", False),
        }
        return said

    return asked(train, watched=False)


def returned(said: Any) -> tuple[Any, Any]:
    """Return the parameter and the losses that a loop returned, also turned round; or it alone."""
    if not isinstance(said, tuple | list) or len(said) != 2:
        return said, []
    return (said[1], said[0]) if turned(said) else (said[0], said[1])


def turned(pair: Any) -> bool:
    """Whether the losses come first, and the parameter behind them."""
    return isinstance(pair[0], tuple | list) and isinstance(pair[1], torch.Tensor)


def placed(call: Call, settings: Sequence[str]) -> Ask:
    """Return the ask that tells whether the returned parameter is `there`: where the data are.

    These are on "meta", which every machine has, and where tensors have no numbers. Code that
    needs some raises, and that is no fault: then the parameter is what it was about to train.
    """

    def ask(notebook: Any, problems: Sequence[Problem], device: str) -> list[Record]:  # noqa: ARG001
        found = []
        for given in (on("meta", problem) for problem in problems):
            given["settings"] = _named(given, settings)
            try:
                parameter, _ = returned(unpacked(call(notebook, given)))
            except Exception as error:
                parameter = _held_leaves(error)
            found.append({"there": on_device(parameter, "meta")})
        return found

    return ask


def _held_leaves(error: Exception) -> list[torch.Tensor]:
    """Return the leaves to be trained that the code held in names of its own when it raised."""
    names = [frame.f_locals for frame, _ in walk_tb(error.__traceback__)]
    held = [one for own in names for one in own.values() if isinstance(one, torch.Tensor)]
    return [one for one in held if one.is_leaf and one.requires_grad]


def _named(given: Problem, settings: Sequence[str]) -> dict[str, Any]:
    return {name: given[name] for name in settings if name in given}


def _tensors(parameter: Any) -> list[torch.Tensor]:
    return [parameter] if isinstance(parameter, torch.Tensor) else []
