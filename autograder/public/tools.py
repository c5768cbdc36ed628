"""For a public_checks.py: fixed inputs, looking at what student code does, and saying it.

Nothing here answers a task: no gradient by hand, no gradient call, no training loop.
"""

import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, Self

import numpy as np
import torch
from torch.optim.optimizer import register_optimizer_step_pre_hook
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode

from autograder import gradients, wire
from autograder.public.result import Picture, PublicFailed
from autograder.public.table import Known

# Operators that only forward-mode differentiation issues.
_FORWARD_MODE = ("_efficientzerotensor", "_has_same_storage_numel", "_make_dual")
_SHOWN = 8  # numbers of an answer that are written out


def numbers(seed: int, *shape: int) -> torch.Tensor:
    """Return a float64 tensor of fixed numbers between -2 and 2, with one decimal each.

    They come from Python's own generator, whose numbers are the same on every machine.
    """
    stream = random.Random(seed)
    drawn = [round(4 * stream.random() - 2, 1) for _ in range(math.prod(shape))]
    return torch.tensor(drawn, dtype=torch.float64).reshape(shape)


def copies(problem: Any) -> Any:
    """Return a problem (a dict, or lists in it) whose tensors and arrays may be changed."""
    if isinstance(problem, dict):
        return {name: copies(value) for name, value in problem.items()}
    if isinstance(problem, list):
        return [copies(value) for value in problem]
    if isinstance(problem, np.ndarray):
        return problem.copy()
    return problem.clone() if isinstance(problem, torch.Tensor) else problem


def plain(answer: Any) -> Any:
    """Return a copy of an answer as the grader would receive it: plain data and plain tensors.

    Raises PublicFailed for what cannot be handed over.
    """
    try:
        return wire.decode(wire.encode(answer))
    except (wire.WireError, RecursionError) as error:
        raise PublicFailed(f"the answer cannot be read: {error}") from None


def carries_graph(answer: Any) -> bool:
    """Whether a tensor in an answer (itself, or in a list or tuple) requires a gradient."""
    parts = answer if isinstance(answer, tuple | list) else (answer,)
    return any(isinstance(part, torch.Tensor) and part.requires_grad for part in parts)


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
            diagnosis="output-per-feature" if sizes == [(inputs, inputs)] else None,
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


def expect_gradients(model: torch.nn.Module, output: torch.Tensor) -> None:
    """Raise PublicFailed unless `backward` on a loss of `output` reaches every parameter."""
    if not output.requires_grad:
        raise PublicFailed("the output knows of no parameter", diagnosis="graph-cut")
    output.square().mean().backward()  # type: ignore[no-untyped-call]
    if any(parameter.grad is None for parameter in model.parameters()):
        raise PublicFailed("after `backward` a parameter has no `.grad`", diagnosis="graph-cut")


class Watch(TorchDispatchMode):  # type: ignore[no-untyped-call]  # of torch's own making
    """Notes whether an operator ran in the autograd engine or in forward mode, and draws.

    `derived` is whether the engine did more than store gradients in leaves. The 1 that `backward`
    and `grad` begin with becomes `factor`, and is counted in `seeds`.
    """

    def __init__(self, factor: float = 1.0) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.engine = self.derived = False
        self.draws = self.seeds = 0
        self.factor = factor

    def __torch_dispatch__(
        self, func: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:  # `types` is part of the protocol
        name = func.overloadpacket.__name__
        node = torch._C._current_autograd_node()
        if node is not None or name in _FORWARD_MODE:
            self.engine = True
        if node is not None and "AccumulateGrad" not in node.name():
            self.derived = True
        self.draws += name == "randperm"
        result = func(*args, **(kwargs or {}))
        if name == "ones_like" and node is None and result.dim() == 0:
            self.seeds += 1
            return result * self.factor
        return result


class Steps:
    """Counts the steps of any optimizer, and those that are `fed`: some gradient is not zero."""

    def __init__(self) -> None:
        self.count = self.fed = 0
        self._held: set[int] = set()

    def __enter__(self) -> Self:
        self._handle = register_optimizer_step_pre_hook(self._note)
        return self

    def __exit__(self, *_: object) -> None:
        self._handle.remove()

    def holds(self, tensor: Any) -> bool:
        """Whether an optimizer that stepped was given this tensor."""
        return isinstance(tensor, torch.Tensor) and tensor.data_ptr() in self._held

    def _note(self, optimizer: Any, *_: object) -> None:
        tensors = [p for group in optimizer.param_groups for p in group["params"]]
        self._held |= {tensor.data_ptr() for tensor in tensors}
        self.count += 1
        self.fed += any(p.grad is not None and bool(p.grad.any()) for p in tensors)


class _Tilt(Watch):  # type: ignore[no-untyped-call]  # of torch's own making
    """Multiplies whatever the engine computes by a factor."""

    def __init__(self, tilt: float) -> None:
        super().__init__()
        self._tilt = tilt

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        out = super().__torch_dispatch__(func, types, args, kwargs)
        made = isinstance(out, torch.Tensor) and out.is_floating_point()
        if self._tilt == 1 or not made or torch._C._current_autograd_node() is None:
            return out
        is_view = any(value.alias_info for value in func._schema.returns)
        return out if is_view else out * self._tilt


class _Pull(TorchFunctionMode):
    """Multiplies what `backward` starts from, and what `grad` hands back, by a factor."""

    def __init__(self, tilt: float) -> None:
        super().__init__()
        self._tilt = tilt

    def __torch_function__(
        self, func: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:  # `types` is part of the protocol
        given = dict(kwargs or {})
        if func is torch.Tensor.backward and len(args) == 1 and given.get("gradient") is None:
            given["gradient"] = torch.full_like(args[0], self._tilt)
        out = func(*args, **given)
        if func is torch.autograd.grad:
            out = tuple(grad if grad is None else grad * self._tilt for grad in out)
        return out


@contextmanager
def tilted(factor: float) -> Iterator[Watch]:
    """Let every gradient that comes out of autograd be another one, unless `factor` is 1.

    Formulas by hand stay as they are. The whole way back is multiplied, its start and its end: a
    path of sums has no arithmetic of its own, and `Watch(factor)` alone reaches losses of shape ().
    """
    with _Pull(factor), _Tilt(factor) as watch:
        yield watch


class Scaled(torch.autograd.Function):
    """The identity, whose gradient is multiplied by a factor on the way back.

    What comes from the autograd engine carries the factor; a gradient by hand does not.
    `Scaled.backwards` counts the ways back.
    """

    generate_vmap_rule = True
    backwards = 0

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
        Scaled.backwards += 1
        return grad * ctx.factor, None


@contextmanager
def standing_in(notebook: Any, functions: Mapping[str, Callable[..., Any]]) -> Iterator[set[str]]:
    """Put functions in the place of the notebook's own; yields the names of those called so far."""
    called: set[str] = set()
    own = {name: getattr(notebook, name, None) for name in functions}
    for name, function in functions.items():
        setattr(notebook, name, _noting(function, partial(called.add, name)))
    try:
        yield called
    finally:
        for name, before in own.items():
            if before is None:
                delattr(notebook, name)
            else:
                setattr(notebook, name, before)


@contextmanager
def counted(notebook: Any, name: str) -> Iterator[list[None]]:
    """Yield a list that grows by one with each call of a function of the notebook, if it is one."""
    calls: list[None] = []
    own = getattr(notebook, name, None)
    functions = {} if own is None else {name: _noting(own, partial(calls.append, None))}
    with standing_in(notebook, functions):
        yield calls


def _noting(function: Callable[..., Any], note: Callable[[], Any]) -> Callable[..., Any]:
    def noting(*args: Any, **kwargs: Any) -> Any:
        note()
        return function(*args, **kwargs)

    return noting


def expect_known(
    answers: Sequence[Any],
    known: Known,
    message: str,
    *,
    part: int | None = None,
    picture: Picture | None = None,
    diagnosis: str | None = None,
) -> None:
    """Raise PublicFailed with `message` unless the answers, or one part of each, are right.

    `answers` holds one for each public problem. The diagnosis is the one mistake that answers all
    of them so, or else the one that is given.
    """
    wrong = known.first_wrong(answers, part)
    if wrong is None:
        return
    received, expected = answers[wrong], known.truth[wrong]
    if part is not None:
        received, expected = received[part], expected[part]
    raise PublicFailed(
        message,
        diagnosis=known.diagnose(answers, part) or diagnosis,
        evidence=gradients.evidence(received, expected),
        expected=written(expected),
        received=written(received),
        picture=picture,
    )


def written(answer: Any) -> str:
    """Return an answer as a person reads it: its first numbers, and a tensor's shape."""
    if isinstance(answer, tuple | list) and any(isinstance(p, torch.Tensor) for p in answer):
        return ", ".join(written(part) for part in answer)
    flat = floats(answer)
    if flat is None:
        return type(answer).__name__
    text = ", ".join(f"{value:.4g}" for value in flat[:_SHOWN])
    text += ", ..." if len(flat) > _SHOWN else ""
    if isinstance(answer, torch.Tensor | np.ndarray):
        return f"[{text}], shape {tuple(answer.shape)}" if answer.ndim else text
    return f"[{text}]" if isinstance(answer, tuple | list) else text


def floats(answer: Any) -> list[float] | None:
    """Return all numbers of an answer in a row; None where it does not hold numbers alone."""
    flat = gradients.flat(answer)
    return None if flat is None else [float(value) for value in flat]
