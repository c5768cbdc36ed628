"""What the hidden checks of `training-pipeline` run beside the student's code, in its process.

Public: the student's process can read this file and call what is in it. So it holds no expected
value and nothing that answers a task: no training loop, no gradient, no nn.Linear, no columns.

A problem is a dict of tensors, numbers and lists that came over the wire. `notebook` is the
namespace of the student's notebook.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F

from autograder.kit.observers import unpacked
from autograder.kit.observers import Autograd, Drawn, Scaled, Steps, drawn_factors

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
        with Steps() as steps, Autograd(problem.get("factor", 1.0)) as watch:
            answer = unpacked(_trained(notebook.train_with_optimizer, problem))
        w, losses = _weight_and_losses(answer)
        is_tensor = isinstance(w, torch.Tensor)
        found.append(
            {
                "answer": answer,
                "on_device": _on_device(w, device),
                "live": is_tensor and w.is_leaf and w.requires_grad,
                "carries_graph": _carries_graph(losses),
                "engine": watch.derived,
                "seeds": watch.backwards,
                "steps": steps.count,
                "fed": steps.fed,
                "held": steps.holds(w),
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
        found.append({"answer": unpacked(notebook.as_columns(x, y))})
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

    Settings that a problem lacks are left to the student's defaults. The factor on a loss's
    gradient is drawn on the way back.
    """
    found = []
    for problem, factor in zip(problems, drawn_factors(), strict=False):
        given = _on(device, problem)
        model = ProbeModel(given["layers"])
        before = list(model.parameters())
        settings = {name: given[name] for name in SETTINGS if name in given}
        if "loss" in given:
            settings["loss_fn"] = make_loss(given, factor)
        reached: list[torch.Tensor] = []
        for parameter in before:
            parameter.register_post_accumulate_grad_hook(reached.append)
        with Steps() as steps, Autograd() as watch:
            losses = unpacked(notebook.train_model(model, given["x"], given["y"], **settings))
        after = list(model.parameters())
        found.append(
            {
                "losses": losses,
                "factor": factor.value,
                "carries_graph": _carries_graph(losses),
                "engine": watch.derived,
                "seeds": watch.backwards,
                "steps": steps.count,
                "fed": steps.fed,
                "held": any(map(steps.holds, after)),
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


def make_loss(
    problem: dict[str, Any], factor: Drawn
) -> Callable[[torch.Tensor, torch.Tensor], torch.Tensor]:
    """Return the problem's loss, its gradient times a factor."""
    loss = LOSSES[problem["loss"]]

    def scaled(first: torch.Tensor, second: torch.Tensor) -> torch.Tensor:
        return Scaled.apply(loss(first, second), factor)

    return scaled


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
