"""For the steps of a public_checks.py about a model: its parameters, layers, device."""

from collections.abc import Callable
from typing import Any

import torch

from autograder.public.result import PublicFailed


def follows_device(build: Callable[[torch.device], Any]) -> bool:
    """Whether a model's parameters are on the device that it is built for.

    That is "meta", which needs no GPU and where tensors have no numbers: a constructor that needs
    some raises, and that is no fault.
    """
    try:
        model = build(torch.device("meta"))
    except Exception:
        return True
    return all(parameter.is_meta for parameter in model.parameters())


def expect_as_asked(model: torch.nn.Module, build: Callable[[torch.device], Any]) -> None:
    """Raise PublicFailed unless `model` is float64, as asked for, and `build` heeds the device."""
    hint = "Where do `device` and `dtype` go?"
    if any(p.dtype != torch.float64 for p in model.parameters()):
        raise PublicFailed("asked for float64, its parameters have another dtype", hint=hint)
    if not follows_device(build):
        words = "asked for another device, its parameters stay where they were"
        raise PublicFailed(words, hint=hint)


def expect_trainable(model: Any, name: str) -> None:
    """Raise PublicFailed unless `model` is a module and lists parameters that can be trained."""
    if not isinstance(model, torch.nn.Module):
        raise PublicFailed(f"`{name}` should be an nn.Module")
    parameters = list(model.parameters())
    if not parameters:
        raise PublicFailed("`parameters()` lists nothing", diagnosis="unregistered-parameter")
    if not all(p.is_leaf and p.requires_grad for p in parameters):
        fixed = [p.dim() for p in parameters if not p.requires_grad]
        raise PublicFailed(
            "a parameter cannot be trained",
            diagnosis="bias-frozen" if fixed == [1] else "graph-cut",
        )


def expect_one_linear(model: torch.nn.Module, inputs: int, outputs: int) -> None:
    """Raise PublicFailed unless `model` holds one nn.Linear of these sizes, and no parameters else.

    A layer with as many outputs as inputs is a mistake that has a name.
    """
    layers = [layer for layer in model.modules() if isinstance(layer, torch.nn.Linear)]
    sizes = [(layer.in_features, layer.out_features) for layer in layers]
    if sizes != [(inputs, outputs)]:
        words = f"{inputs} {'input' if inputs == 1 else 'inputs'}"
        words += f" and {outputs} {'output' if outputs == 1 else 'outputs'}"
        raise PublicFailed(
            f"it should hold one nn.Linear, here with {words}",
            diagnosis=_why_these_sizes(sizes, inputs, outputs),
            received="inputs and outputs " + (", ".join(map(str, sizes)) or "of no layer"),
        )
    expected = [(outputs,), (outputs, inputs)]
    shapes = sorted(tuple(p.shape) for p in model.parameters())
    if shapes != expected:
        raise PublicFailed(
            "it should have a weight and a bias, and nothing else to train",
            diagnosis="bias-missing" if shapes == expected[1:] else None,
            expected=f"shapes {', '.join(map(str, expected))}",
            received=f"shapes {', '.join(map(str, shapes))}",
        )


def _why_these_sizes(sizes: list[tuple[int, int]], inputs: int, outputs: int) -> str | None:
    if sizes == [(inputs, inputs)]:
        return "output-per-feature"
    return "weight-transposed" if sizes == [(outputs, inputs)] else None


def expect_gradients(model: torch.nn.Module, output: torch.Tensor) -> None:
    """Raise PublicFailed unless `backward` on a loss of `output` reaches every parameter."""
    if not output.requires_grad:
        raise PublicFailed("the output knows of no parameter", diagnosis="graph-cut")
    output.square().mean().backward()  # type: ignore[no-untyped-call]
    if any(parameter.grad is None for parameter in model.parameters()):
        raise PublicFailed("after `backward` a parameter has no `.grad`", diagnosis="graph-cut")
