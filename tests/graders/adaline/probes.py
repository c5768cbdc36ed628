"""What the hidden checks of `adaline` run beside the student's code, in the student's process.

Public: the student's process can read this file and call what is in it. So it holds no expected
value and nothing that answers a task: no gradient by hand, no gradient call that fits
`negative_gradients`, no training loop, no nn.Linear. Where a model must be trained, the notebook's
given loops do it, or the grader does the arithmetic of each step on its side.

A problem is a dict of tensors and numbers that came over the wire: x of shape (n, F), y and yhat
of shape (n,), weight of shape (F, 1), bias of shape (1,), and settings. `notebook` is the
namespace of the student's notebook.
"""

from collections.abc import Callable
from typing import Any

import torch
import torch.nn.functional as F

from autograder.kit.observers import unpacked
from autograder.kit.observers import Autograd, Drawn, Scaled, Watch, drawn_factors

LOSSES: dict[str, Callable[[torch.Tensor, torch.Tensor], torch.Tensor]] = {
    "mse": F.mse_loss,
    "quartic": lambda a, b: (a - b).pow(4).mean(),
    "log_cosh": lambda a, b: (a - b).cosh().log().mean(),
}


def manual_gradients(
    notebook: Any, problems: list[dict[str, Any]], device: str
) -> list[dict[str, Any]]:
    """Call `Adaline1.backward` once for each problem; tell the answer and what was seen."""
    found = []
    for problem in (_on(device, problem) for problem in problems):
        fresh = _build(notebook.Adaline1, problem)
        kept = all(part.dtype == problem["x"].dtype for part in (fresh.weight, fresh.bias))
        model = _filled(fresh, problem)
        forwards = _count_forwards(model)
        with Watch() as watch:
            answer = unpacked(model.backward(problem["x"], problem["yhat"], problem["y"]))
        found.append(
            {
                "said": answer,
                "on_device": _on_device(answer, device),
                "kept_dtype": kept,
                "engine": watch.engine,
                "forwards": len(forwards),
                "after": _inputs(model, problem),
            }
        )
    return found


def grad_calls(notebook: Any, problems: list[dict[str, Any]], device: str) -> list[dict[str, Any]]:
    """Call `negative_gradients` once for each problem, on a fresh Adaline2 and its loss."""
    found = []
    for problem in (_on(device, problem) for problem in problems):
        model = _filled(_build(notebook.Adaline2, problem), problem)
        before = (model.weight, model.bias)
        for parameter, grad in zip(before, problem.get("grads", ()), strict=False):
            parameter.grad = grad.to(device)
        factor = Drawn() if problem["factor"] is None else problem["factor"]
        loss = make_loss(problem, factor)(model.forward(problem["x"]), problem["y"])
        answer = unpacked(notebook.negative_gradients(model, loss))
        found.append(
            {
                "said": answer,
                "factor": _told(factor),
                "on_device": _on_device(answer, device),
                "carries_graph": any(tensor.requires_grad for tensor in _tensors(answer)),
                "same_parameters": model.weight is before[0]
                and model.bias is before[1]
                and all(parameter.requires_grad for parameter in before),
                "grads": [parameter.grad for parameter in before],
                "after": _inputs(model, problem),
            }
        )
    return found


def starts_at_zero(notebook: Any, device: str) -> bool:
    """Whether weight and bias of a new Adaline1 are zero."""
    model = notebook.Adaline1(2, device=torch.device(device))
    return not model.weight.any() and not model.bias.any()


def trained(
    notebook: Any, title: str, problem: dict[str, Any], device: str
) -> dict[str, Any] | None:
    """Tell the losses and the predictions of a model that the notebook's own cells trained.

    None where there is no such model, or none on this device.
    """
    problem = _on(device, problem)
    try:
        model, costs = notebook.models[title], notebook.histories[title]
        return {"costs": costs, **_predictions(model, problem)}
    except Exception:
        return None


def train_manual(notebook: Any, problem: dict[str, Any], device: str) -> dict[str, Any]:
    """Train the student's Adaline1 with the notebook's given loop; tell what it then predicts."""
    problem = _on(device, problem)
    model = _build(notebook.Adaline1, problem)
    notebook.train_manual(model, problem["x"], problem["y"], num_epochs=problem["epochs"])
    return _predictions(model, problem)


def train_grad(notebook: Any, problem: dict[str, Any], device: str) -> dict[str, Any]:
    """Train the given Adaline2 with the notebook's given loop; tell what it then predicts."""
    problem = _on(device, problem)
    model = _build(notebook.Adaline2, problem)
    notebook.train_grad(model, problem["x"], problem["y"], num_epochs=problem["epochs"])
    return _predictions(model, problem)


def train_backward(
    notebook: Any, problems: list[dict[str, Any]], device: str
) -> list[dict[str, Any]]:
    """Call `train_backward` once for each problem, on a model of ours; tell what became of it.

    Settings that a problem lacks are left to the student's defaults.
    """
    found = []
    drawn = drawn_factors()
    for problem in (_on(device, problem) for problem in problems):
        factor = problem.get("factor", 1.0)  # None where it is to be drawn
        if factor is None:
            factor = next(drawn)
        neuron = _filled(ProbeModel(problem["x"]), problem)
        model = Around(neuron) if problem.get("nested") else neuron
        before = list(model.parameters())
        reached: list[torch.Tensor] = []
        for parameter in before:
            parameter.register_post_accumulate_grad_hook(reached.append)
        settings = {
            name: problem[name]
            for name in ("learning_rate", "seed", "minibatch_size")
            if name in problem
        }
        if "loss" in problem:
            settings["loss_fn"] = make_loss(problem, factor)
        Scaled.backwards = 0
        torch.manual_seed(problem.get("ambient_seed", 0))
        # To watch all operators costs as much as training does.
        with Watch() if problem.get("watched") else Autograd() as watch:
            costs = unpacked(
                notebook.train_backward(
                    model, problem["x"], problem["y"], problem["epochs"], **settings
                )
            )
        after = list(model.parameters())
        found.append(
            {
                "costs": costs,
                "factor": _told(factor),
                "carries_graph": any(tensor.requires_grad for tensor in _tensors(costs)),
                "by_hand": not watch.engine,
                "draws": watch.draws if problem.get("watched") else 0,
                "backwards": Scaled.backwards,
                "reached": bool(reached),
                "same_parameters": len(after) == 2 and all(map(_is, after, before)),
                "leaves": all(p.is_leaf and p.requires_grad for p in after),
                "grads": [parameter.grad for parameter in before],
                "weight": neuron.weight,
                "bias": neuron.bias,
                "after": {"x": problem["x"], "y": problem["y"]},
                **_predictions(model, problem),
            }
        )
    return found


def fresh_models(
    notebook: Any, problems: list[dict[str, Any]], device: str
) -> list[dict[str, Any]]:
    """Build an Adaline3 for each problem; tell its parts and what it says before training."""
    found = []
    for problem in (_on(device, problem) for problem in problems):
        torch.manual_seed(problem["ambient_seed"])
        model = _build(notebook.Adaline3, problem)
        is_module = isinstance(model, torch.nn.Module)
        parameters = list(model.parameters()) if is_module else []
        layers = [m for m in model.modules() if isinstance(m, torch.nn.Linear)] if is_module else []
        found.append(
            {
                "is_module": is_module,
                "parameters": parameters,
                "on_device": _on_device(parameters, device),
                "trainable": all(p.is_leaf and p.requires_grad for p in parameters),
                "frozen": ", ".join(str(tuple(p.shape)) for p in parameters if not p.requires_grad),
                "layers": ", ".join(f"{m.in_features}->{m.out_features}" for m in layers),
            }
        )
    return found


def follows_device(notebook: Any) -> bool:
    """Whether the parameters of an Adaline3 are on the device that it is asked for.

    Asked for is "meta", which every machine has, and where tensors have no numbers. A constructor
    that needs some raises, and that is no fault.
    """
    try:
        model = notebook.Adaline3(3, device=torch.device("meta"))
    except Exception:
        return True
    return _on_device(list(model.parameters()), "meta")


def linear_passes(
    notebook: Any, problems: list[dict[str, Any]], device: str
) -> list[dict[str, Any]]:
    """Give an Adaline3 each problem's parameters; tell its output and the loss's gradients."""
    found = []
    for problem in (_on(device, problem) for problem in problems):
        model = _build(notebook.Adaline3, problem)
        parts = {"weight" if p.dim() == 2 else "bias": p for p in model.parameters()}
        fitting = {n: p for n, p in parts.items() if p.numel() == problem[n].numel()}
        with torch.no_grad():
            for name, parameter in fitting.items():
                parameter.copy_(problem[name].view_as(parameter))
        answer = model(problem["x"])
        if isinstance(answer, torch.Tensor) and answer.requires_grad:
            # Cut to n, so that a wrong output shape is not charged a second time.
            LOSSES["mse"](answer.reshape(-1)[: len(problem["y"])], problem["y"]).backward()
        found.append(
            {
                "answer": answer,
                "filled": len(fitting) == len(list(model.parameters())),
                "recorded": isinstance(answer, torch.Tensor) and answer.requires_grad,
                "on_device": _on_device(answer, device),
                "grad_w": parts["weight"].grad if "weight" in parts else None,
                "grad_b": parts["bias"].grad if "bias" in parts else None,
            }
        )
    return found


class ProbeModel(torch.nn.Module):
    """Adaline2 as a module, so that a training loop can be judged on its own."""

    def __init__(self, x: torch.Tensor) -> None:
        super().__init__()
        self.weight = torch.nn.Parameter(x.new_zeros(x.shape[1], 1))
        self.bias = torch.nn.Parameter(x.new_zeros(1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the net inputs, of shape (n,), for x of shape (n, F)."""
        return (x @ self.weight + self.bias).view(-1)


class Around(torch.nn.Module):
    """A model that holds its neuron one level down, as most models hold their layers."""

    def __init__(self, neuron: ProbeModel) -> None:
        super().__init__()
        self.neuron = neuron

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the neuron's outputs, of shape (n,)."""
        return self.neuron.forward(x)


def make_loss(
    problem: dict[str, Any], factor: float | Drawn
) -> Callable[[torch.Tensor, torch.Tensor], torch.Tensor]:
    """Return the problem's loss of two (n,) tensors, its gradient times a factor."""
    loss = LOSSES[problem["loss"]]
    if factor == 1 and not problem.get("watched"):
        return loss

    def scaled(first: torch.Tensor, second: torch.Tensor) -> torch.Tensor:
        return Scaled.apply(loss(first, second), factor)

    return scaled


def _told(factor: float | Drawn) -> float | None:
    return factor.value if isinstance(factor, Drawn) else factor


def _build(kind: Any, problem: dict[str, Any]) -> Any:
    x = problem["x"]
    return kind(x.shape[1], device=x.device, dtype=x.dtype)


def _filled(model: Any, problem: dict[str, Any]) -> Any:
    with torch.no_grad():
        model.weight.copy_(problem["weight"].view_as(model.weight))
        model.bias.copy_(problem["bias"].view_as(model.bias))
    return model


def _count_forwards(model: Any) -> list[None]:
    """Return a list that grows by one with each call of this model's forward."""
    forward, calls = model.forward, []

    def counted(x: torch.Tensor) -> torch.Tensor:
        calls.append(None)
        return forward(x)

    model.forward = counted
    return calls


def _predictions(model: Any, problem: dict[str, Any]) -> dict[str, Any]:
    with torch.no_grad():
        found = {"train": model.forward(problem["x"])}
        if "x_test" in problem:
            found["test"] = model.forward(problem["x_test"])
    return found


def _inputs(model: Any, problem: dict[str, Any]) -> dict[str, Any]:
    named = {name: problem[name] for name in ("x", "y", "yhat")}
    return {**named, "weight": model.weight, "bias": model.bias}


def _on(device: str, problem: dict[str, Any]) -> dict[str, Any]:
    # A notebook may have asked for TF32, which is off by 2.6e-2: nothing is graded in it.
    torch.set_float32_matmul_precision("highest")
    return {
        name: value.to(device) if isinstance(value, torch.Tensor) else value
        for name, value in problem.items()
    }


def _tensors(answer: Any) -> list[torch.Tensor]:
    parts = answer if isinstance(answer, tuple | list) else (answer,)
    return [part for part in parts if isinstance(part, torch.Tensor)]


def _on_device(answer: Any, device: str) -> bool:
    return all(tensor.device.type == device for tensor in _tensors(answer))


def _is(a: object, b: object) -> bool:
    return a is b
