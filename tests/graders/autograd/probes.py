"""What the hidden checks of `autograd` run beside the student's code, in the student's process.

Public: the student's process can read this file and call what is in it. So it holds no expected
value and nothing that answers a task: no partial derivative, no gradient that is handed out, no
function that zeroes parameters, no linear map followed by relu.

A problem is a dict of tensors and numbers that came over the wire. `notebook` is the namespace of
the student's notebook. Students' code runs with gradients recorded, whatever a cell or an earlier
call may have left switched off: that mistake is charged where it was made.
"""

from collections.abc import Callable
from typing import Any

import torch
from torch import nn

from autograder.kit.observers import unpacked
from autograder.kit.observers import Scaled, Watch

LOSSES: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "cubic": lambda w: (w.pow(3) + w).sum(),
    "log_cosh": lambda w: w.cosh().log().mean(),
    "product": lambda w: (w.exp() * w.flip(0)).sum(),
}


def partials(notebook: Any, problems: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """Call `name`(x, w, b) once for each problem; tell the answer and what was seen."""
    found = []
    for problem in problems:
        with torch.enable_grad(), Watch(problem["factor"]) as watch:
            answer = getattr(notebook, name)(problem["x"], problem["w"], problem["b"])
            answer = unpacked(answer)
        found.append({"answer": answer, "engine": watch.engine})
    return found


def accumulations(
    notebook: Any, problems: list[dict[str, Any]], device: str
) -> list[dict[str, Any]]:
    """Call `accumulated_gradients` once for each problem; tell what became of the leaf w."""
    found = []
    for problem in problems:
        w = problem["w"].clone().to(device).requires_grad_()
        loss_fn = Loss(problem, w)
        Scaled.backwards = 0
        with torch.enable_grad():
            # Unpacked at once: a generator does its work only now.
            answer = unpacked(notebook.accumulated_gradients(loss_fn, w, problem["k"]))
        found.append(
            {
                "answer": answer,
                "on_device": _on_device(answer, device),
                "backwards": Scaled.backwards,
                "same_leaf": loss_fn.same and w.is_leaf and w.requires_grad,
                "grad": w.grad,
                "w": w,
            }
        )
    return found


def zeroed(notebook: Any, problems: list[dict[str, Any]], device: str) -> list[dict[str, Any]]:
    """Call `zero_parameters_` once for each problem; tell what became of the module."""
    found = []
    for problem in problems:
        module = _module(problem).to(device)
        before = _held(module, "_parameters")
        places = [parameter.data_ptr() for parameter in before]
        with torch.enable_grad():
            notebook.zero_parameters_(module)
            recording = torch.is_grad_enabled()
        after = _held(module, "_parameters")
        found.append(
            {
                "parameters": after,
                "buffers": _held(module, "_buffers"),
                "on_device": _on_device(after, device),
                "same_objects": len(after) == len(before) and all(map(_is, after, before)),
                "same_memory": [parameter.data_ptr() for parameter in after] == places,
                "leaves": all(parameter.is_leaf for parameter in after),
                "requires_grad": [bool(parameter.requires_grad) for parameter in after],
                "grads_left": any(parameter.grad is not None for parameter in before),
                "recording": recording,
            }
        )
    return found


def functional_passes(
    notebook: Any, problems: list[dict[str, Any]], device: str
) -> list[dict[str, Any]]:
    """Call `functional_forward` once for each problem, then `backward` with the problem's pull."""
    found = []
    for problem in problems:
        x, weight, bias = inputs = [
            problem[name].clone().to(device).requires_grad_() for name in ("x", "weight", "bias")
        ]
        torch.manual_seed(0)  # so that a layer made anew is the same one each time
        with torch.enable_grad():
            answer = notebook.functional_forward(x, weight, bias)
        pull = problem["pull"].to(device)
        if isinstance(answer, torch.Tensor) and answer.requires_grad and answer.shape == pull.shape:
            answer.backward(pull)
        found.append(
            {
                "answer": answer,
                "on_device": _on_device(answer, device),
                "grads": [leaf.grad for leaf in inputs],
                "after": inputs,
            }
        )
    return found


class Loss:
    """The problem's loss of one tensor; notes whether it was always asked about the leaf itself."""

    def __init__(self, problem: dict[str, Any], leaf: torch.Tensor) -> None:
        self._problem = problem
        self._leaf = leaf
        self.same = True

    def __call__(self, w: torch.Tensor) -> torch.Tensor:
        """Return the loss of `w`, a tensor of shape (), its gradient times the problem's factor."""
        self.same = self.same and w is self._leaf
        return Scaled.apply(LOSSES[self._problem["loss"]](w), self._problem["factor"])


class Branch(nn.Module):
    """A module with parameters of its own, a buffer, and further modules inside."""

    def __init__(self, *inside: nn.Module) -> None:
        super().__init__()
        self.gain = nn.Parameter(torch.ones(3))
        self.shift = nn.Parameter(torch.ones(1, 3))
        self.register_buffer("running_mean", torch.ones(3))
        self.inside = nn.ModuleList(inside)


def _module(problem: dict[str, Any]) -> nn.Module:
    """Build the module of a problem, filled with its numbers; some parameters are frozen."""
    module: nn.Module = nn.Linear(3, 2)
    if problem["kind"] == "nested":
        head = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2, bias=False))
        module = Branch(Branch(head, nn.Conv1d(2, 3, 2)), nn.LayerNorm(3))
    module = module.to(problem["numbers"].dtype)
    numbers = problem["numbers"]
    for tensor in [*_held(module, "_parameters"), *_held(module, "_buffers")]:
        tensor.data.copy_(numbers[: tensor.numel()].view_as(tensor))
        numbers = numbers[tensor.numel() :]
    for place, parameter in enumerate(_held(module, "_parameters")):
        parameter.requires_grad_(place not in problem["frozen"])
        parameter.grad = torch.ones_like(parameter)
    return module


def _held(module: nn.Module, kind: str) -> list[torch.Tensor]:
    """Return what a module and those inside hold in `_parameters` or `_buffers`.

    Its methods list the same, unless a cell has given nn.Module other ones.
    """
    own = [tensor for tensor in vars(module)[kind].values() if tensor is not None]
    inside = (_held(child, kind) for child in vars(module)["_modules"].values())
    return own + [tensor for held in inside for tensor in held]


def _tensors(answer: Any) -> list[torch.Tensor]:
    parts = answer if isinstance(answer, tuple | list) else (answer,)
    return [part for part in parts if isinstance(part, torch.Tensor)]


def _on_device(answer: Any, device: str) -> bool:
    return all(tensor.device.type == device for tensor in _tensors(answer))


def _is(a: object, b: object) -> bool:
    return a is b
