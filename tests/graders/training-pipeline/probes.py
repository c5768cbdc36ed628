"""What the hidden checks of `training-pipeline` run beside the student's code, in its process.

Public: the student's process can read this file and call what is in it. So it holds no expected
value and nothing that answers a task: no training loop, no gradient, no nn.Linear, no columns.

A problem is a dict of tensors, numbers and lists that came over the wire. `notebook` is the
namespace of the student's notebook.
"""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from itertools import islice
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch.optim.optimizer import register_optimizer_step_pre_hook
from torch.utils._python_dispatch import TorchDispatchMode

SETTINGS = ("learning_rate", "n_iters")
LOSSES: dict[str, Callable[[torch.Tensor, torch.Tensor], torch.Tensor]] = {
    "mse": F.mse_loss,
    "log_cosh": lambda a, b: (a - b).cosh().log().mean(),
}
KINDS: dict[str, Callable[[list[Any]], Any]] = {
    "list": list,
    "tuple": tuple,
    "range": lambda ends: range(*ends),
    "array": np.array,
    "tensor": torch.tensor,
}


def scalar_trainings(
    notebook: Any, problems: list[dict[str, Any]], device: str
) -> list[dict[str, Any]]:
    """Call `train_with_optimizer` once for each problem; tell the answer and what was seen.

    Settings that a problem lacks are left to the student's defaults.
    """
    found = []
    for problem in (_on(device, problem) for problem in problems):
        watch = _Watch(problem.get("factor", 1.0))
        with _Steps() as steps, watch if problem.get("watched") else nullcontext():
            answer = _trained(notebook.train_with_optimizer, problem)
        w, losses = _weight_and_losses(answer)
        is_tensor = isinstance(w, torch.Tensor)
        found.append(
            {
                "answer": answer,
                "on_device": _on_device(w, device),
                "live": is_tensor and w.is_leaf and w.requires_grad,
                "carries_graph": _carries_graph(losses),
                "engine": watch.engine,
                "seeds": watch.seeds,
                "steps": steps.count,
                "fed": steps.fed,
                "held": is_tensor and any(w.data_ptr() == held for held in steps.held),
            }
        )
    return found


def _trained(train: Callable[..., Any], problem: dict[str, Any]) -> Any:
    settings = {name: problem[name] for name in SETTINGS if name in problem}
    try:
        return train(problem["x"], problem["y"], **settings)
    except (NameError, AttributeError, IndexError):
        if settings.get("n_iters") != 0:
            raise
    # A loop that speaks of its last loss has none after no iteration: ask for the start otherwise.
    torch.manual_seed(problem["ambient_seed"])
    return train(problem["x"], problem["y"], learning_rate=0.0, n_iters=1)


def columns(notebook: Any, problems: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Call `as_columns` once for each problem, with x and y as the kind of sequence it names."""
    found = []
    for problem in problems:
        made = KINDS[problem["kind"]]
        settings = {"dtype": problem["dtype"]} if "dtype" in problem else {}
        if problem["kind"] == "tensor" and settings:
            settings = {"dtype": getattr(torch, problem["dtype"])}
        x, y = (made(problem[name], **settings) for name in ("x", "y"))
        answer = notebook.as_columns(x, y)
        # What a map or a generator would give to two names.
        answer = list(islice(answer, 3)) if isinstance(answer, Iterator) else answer
        found.append({"answer": answer})
    return found


def fresh_models(
    notebook: Any, problems: list[dict[str, Any]], device: str
) -> list[dict[str, Any]]:
    """Build a LinearRegression for each problem's sizes; tell its parts."""
    found = []
    for problem in (_on(device, problem) for problem in problems):
        model = _build(notebook, problem, device)
        is_module = isinstance(model, torch.nn.Module)
        parameters = list(model.parameters()) if is_module else []
        layers = [m for m in model.modules() if isinstance(m, torch.nn.Linear)] if is_module else []
        found.append(
            {
                "is_module": is_module,
                "parameters": parameters,
                "on_device": all(_on_device(p, device) for p in parameters),
                "trainable": all(p.is_leaf and p.requires_grad for p in parameters),
                "frozen": [p.dim() for p in parameters if not p.requires_grad],
                "layers": [[m.in_features, m.out_features] for m in layers],
            }
        )
    return found


def follows_device(notebook: Any) -> bool:
    """Whether the parameters of a LinearRegression are on the device that it is asked for.

    Asked for is "meta", which every machine has, and where tensors have no numbers. A constructor
    that needs some raises, and that is no fault.
    """
    try:
        model = notebook.LinearRegression(3, 2, device=torch.device("meta"))
    except Exception:
        return True
    return all(_on_device(parameter, "meta") for parameter in model.parameters())


def linear_passes(
    notebook: Any, problems: list[dict[str, Any]], device: str
) -> list[dict[str, Any]]:
    """Give a LinearRegression each problem's parameters; tell its output and a loss's gradients."""
    found = []
    for problem in (_on(device, problem) for problem in problems):
        model = _build(notebook, problem, device)
        parameters = list(model.parameters())
        with torch.no_grad():
            for parameter in parameters:
                given = problem["weight" if parameter.dim() == 2 else "bias"]
                if parameter.shape == given.shape:
                    parameter.copy_(given)
        answer = model(problem["x"])
        if isinstance(answer, torch.Tensor) and answer.requires_grad:
            answer.square().mean().backward()
        found.append(
            {
                "answer": answer,
                "on_device": _on_device(answer, device),
                "grads": [parameter.grad for parameter in parameters],
            }
        )
    return found


def model_trainings(
    notebook: Any, problems: list[dict[str, Any]], device: str
) -> list[dict[str, Any]]:
    """Call `train_model` once for each problem, on a model of ours; tell what became of it.

    Settings that a problem lacks are left to the student's defaults.
    """
    found = []
    for problem in (_on(device, problem) for problem in problems):
        model = ProbeModel(problem["layers"])
        before = list(model.parameters())
        settings = {name: problem[name] for name in SETTINGS if name in problem}
        if "loss" in problem:
            settings["loss_fn"] = make_loss(problem)
        reached: list[torch.Tensor] = []
        for parameter in before:
            parameter.register_post_accumulate_grad_hook(reached.append)
        # Watching costs as much as training does.
        watch = _Watch(1.0)
        with _Steps() as steps, watch if problem.get("watched") else nullcontext():
            losses = notebook.train_model(model, problem["x"], problem["y"], **settings)
        after = list(model.parameters())
        found.append(
            {
                "losses": losses,
                "carries_graph": _carries_graph(losses),
                "engine": watch.engine,
                "seeds": watch.seeds,
                "steps": steps.count,
                "fed": steps.fed,
                "held": any(p.data_ptr() == held for held in steps.held for p in after),
                "reached": bool(reached),
                "same_parameters": len(after) == len(before) and all(map(_is, after, before)),
                "leaves": all(p.is_leaf and p.requires_grad for p in after),
                "parameters": after,
            }
        )
    return found


class ProbeModel(torch.nn.Module):
    """Affine maps with tanh between them, so that a training loop can be judged on its own."""

    def __init__(self, layers: list[list[torch.Tensor]]) -> None:
        super().__init__()
        # Of pairs, since a dict would be sorted: bias first.
        names = ("weight", "bias")
        self.parts = torch.nn.ModuleList(
            torch.nn.ParameterDict(list(zip(names, map(torch.clone, layer), strict=False)))
            for layer in layers
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the outputs, of shape (n, outputs), for x of shape (n, inputs)."""
        for place, part in enumerate(self.parts):
            x = F.linear(x.tanh() if place else x, *part.values())
        return x


class Scaled(torch.autograd.Function):
    """The identity, whose gradient is multiplied by a factor on the way back.

    Whatever comes from the autograd engine carries the factor; a gradient by hand does not.
    """

    generate_vmap_rule = True

    @staticmethod
    def forward(value: torch.Tensor, factor: float) -> torch.Tensor:  # noqa: ARG004
        """Return `value` as it is."""
        return value.clone()

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Any, ...], output: Any) -> None:  # noqa: ARG004
        """Keep the factor for the way back."""
        ctx.factor = inputs[1]

    @staticmethod
    def backward(ctx: Any, grad: torch.Tensor) -> tuple[torch.Tensor, None]:
        """Return the gradient times the factor."""
        return grad * ctx.factor, None


def make_loss(problem: dict[str, Any]) -> Callable[[torch.Tensor, torch.Tensor], torch.Tensor]:
    """Return the problem's loss, its gradient times the problem's factor."""
    loss = LOSSES[problem["loss"]]

    def scaled(first: torch.Tensor, second: torch.Tensor) -> torch.Tensor:
        return Scaled.apply(loss(first, second), problem.get("factor", 1.0))

    return scaled


class _Watch(TorchDispatchMode):
    """Notes whether any operator ran inside the autograd engine.

    The 1 that `backward` and `grad` begin with becomes `factor`, and is counted in `seeds`.
    """

    def __init__(self, factor: float) -> None:
        super().__init__()
        self.engine = False
        self.seeds = 0
        self.factor = factor

    def __torch_dispatch__(
        self, func: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:  # `types` is part of the protocol
        node = torch._C._current_autograd_node()
        # A leaf's own node only stores what arrives: nothing is differentiated there.
        inside = node is not None and "AccumulateGrad" not in node.name()
        self.engine = self.engine or inside
        result = func(*args, **(kwargs or {}))
        if func is torch.ops.aten.ones_like.default and node is None and result.dim() == 0:
            self.seeds += 1
            return result * self.factor
        return result


class _Steps:
    """Counts the steps of any optimizer, and those that found a gradient other than zero."""

    def __init__(self) -> None:
        self.count = 0
        self.fed = 0
        self.held: set[int] = set()

    def __enter__(self) -> "_Steps":
        self._handle = register_optimizer_step_pre_hook(self._note)
        return self

    def __exit__(self, *_: object) -> None:
        self._handle.remove()

    def _note(self, optimizer: Any, *_: object) -> None:
        tensors = [p for group in optimizer.param_groups for p in group["params"]]
        self.held |= {tensor.data_ptr() for tensor in tensors}
        self.count += 1
        self.fed += any(p.grad is not None and bool(p.grad.any()) for p in tensors)


def _build(notebook: Any, problem: dict[str, Any], device: str) -> Any:
    dtype = getattr(torch, problem["dtype"])
    return notebook.LinearRegression(*problem["sizes"], device=device, dtype=dtype)


def _on(device: str, problem: dict[str, Any]) -> dict[str, Any]:
    # A notebook may have asked for TF32, which is off by 2.6e-2: nothing is graded in it.
    torch.set_float32_matmul_precision("highest")
    torch.manual_seed(problem.get("ambient_seed", 0))
    return {name: _moved(value, device) for name, value in problem.items()}


def _moved(value: Any, device: str) -> Any:
    if isinstance(value, list):
        return [_moved(part, device) for part in value]
    return value.to(device) if isinstance(value, torch.Tensor) else value


def _carries_graph(losses: Any) -> bool:
    parts = losses if isinstance(losses, tuple | list) else (losses,)
    return any(isinstance(part, torch.Tensor) and part.requires_grad for part in parts)


def _weight_and_losses(answer: Any) -> tuple[Any, Any]:
    """Return the two parts of what a training returned, also the other way round, or w alone."""
    if not isinstance(answer, tuple | list) or len(answer) != 2:
        return answer, []
    first, second = answer
    turned = isinstance(first, tuple | list) and isinstance(second, torch.Tensor)
    return (second, first) if turned else (first, second)


def _on_device(tensor: Any, device: str) -> bool:
    return isinstance(tensor, torch.Tensor) and tensor.device.type == device


def _is(a: object, b: object) -> bool:
    return a is b
