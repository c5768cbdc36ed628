"""For a public_checks.py: what autograd and optimizers do, seen and changed from outside."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

import torch
from torch.optim.optimizer import register_optimizer_step_pre_hook
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode

# Operators that only forward-mode differentiation issues.
_FORWARD_MODE = ("_efficientzerotensor", "_has_same_storage_numel", "_make_dual")


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
