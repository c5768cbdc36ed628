"""What runs beside student code and sees what it does: PyTorch's differentiation, its optimizers.

For hidden and for public checks, which so see the same. Whoever walks back
through a graph (`backward`, `grad`, `torch.func.grad`) comes to the engine by one door, in every
thread. `Autograd` stands in that door: it counts, and can multiply the gradient that a walk starts
from, which reaches all that comes out of the walk and nothing that was worked out by hand. No
result inside of a walk is touched, be it a mask, a view or a norm.
"""

import math
import os
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import Any, Self

import numpy as np
import torch
from torch.autograd.variable import Variable
from torch.optim.optimizer import register_optimizer_step_pre_hook
from torch.utils._python_dispatch import TorchDispatchMode

# Operators that only forward-mode differentiation issues.
_FORWARD_MODE = ("_efficientzerotensor", "_has_same_storage_numel", "_make_dual")
# What forward mode comes to at last, in one version of PyTorch or another: also by a function of
# torch.autograd.forward_ad that was kept under a name of its own.
_FORWARD_DOORS = tuple(
    (module, name)
    for module, *names in (
        (sys.modules.get("torch._functorch.predispatch"),
         "_enter_dual_level_impl", "_make_dual_impl"),
        (torch._C, "_enter_dual_level"),
        (torch._VF, "_make_dual"),
    )
    for name in names
    if hasattr(module, name)
)  # fmt: skip
_MOST_IN_PLACE = 100
MOST_PARTS = 1000  # that are asked of a generator, which may have no end
# What is itself an answer, or has no order of its own.
_KEPT = (list, tuple, str, bytes, torch.Tensor, np.ndarray, torch.nn.Module, type, Mapping, Set)
# Bound before any cell runs, and told of by no seed.
_draw = random.SystemRandom().uniform


class Autograd:
    """Notes what is differentiated while it is entered, in every thread; stands for the engine.

    `backwards` counts the walks back that were asked for, `derived` is whether one of them had a
    graph to walk through, `forward` whether forward mode was used. The gradient that every walk
    starts from, or every second one (`every`), is multiplied by `factor`. Orders that are `draws`
    from a random stream are counted by a Watch alone.
    """

    def __init__(self, factor: float = 1.0, *, every: int = 1) -> None:
        self.backwards = self.draws = 0
        self.derived = self.forward = False
        self._factor, self._every = factor, every
        self._home = os.getpid()

    @property
    def engine(self) -> bool:
        """Whether PyTorch was asked to differentiate, in either direction."""
        return self.backwards > 0 or self.forward

    def __enter__(self) -> Self:
        self._engine = Variable._execution_engine
        Variable._execution_engine = self  # type: ignore[assignment]
        self._doors = [(module, name, getattr(module, name)) for module, name in _FORWARD_DOORS]
        for module, name, door in self._doors:
            setattr(module, name, self._noting(door))
        return self

    def __exit__(self, *_: object) -> None:
        Variable._execution_engine = self._engine
        for module, name, door in self._doors:
            setattr(module, name, door)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__dict__["_engine"], name)

    def run_backward(self, outputs: Any, grads: Any, *args: Any, **kwargs: Any) -> Any:
        """Walk back as the engine does, from `grads` times the factor."""
        self._stay_at_home()
        # A walk that begins inside of another one starts from what that one has scaled.
        if torch._C._current_autograd_node() is None:
            self.backwards += 1
            if self._factor != 1 and self.backwards % self._every == 0:
                grads = tuple(grad if grad is None else grad * self._factor for grad in grads)
        # Beside tensors there may be edges of a graph, which have one.
        if any(getattr(output, "grad_fn", output) is not None for output in outputs):
            self.derived = True
        return self._engine.run_backward(outputs, grads, *args, **kwargs)

    def _noting(self, door: Callable[..., Any]) -> Callable[..., Any]:
        def noting(*args: Any, **kwargs: Any) -> Any:
            self._stay_at_home()
            self.forward = True
            return door(*args, **kwargs)

        return noting

    def _stay_at_home(self) -> None:
        if os.getpid() != self._home:
            raise RuntimeError("what another process counts would not be known here")


class Watch(Autograd):
    """Notes besides which operators run, which makes all of them slower.

    `draws` counts the orders drawn, `in_place` names the changes in place, outside of a walk back.
    """

    def __init__(self, factor: float = 1.0, *, every: int = 1) -> None:
        super().__init__(factor, every=every)
        self.in_place: list[str] = []
        self._operators = _Operators(self._note)

    def __enter__(self) -> Self:
        super().__enter__()
        self._operators.__enter__()  # type: ignore[no-untyped-call]
        return self

    def __exit__(self, *raised: Any) -> None:
        self._operators.__exit__(*raised)  # type: ignore[no-untyped-call]
        super().__exit__(*raised)

    def _note(self, name: str) -> None:
        if torch._C._current_autograd_node() is not None:
            # Also where the walk began behind the door's back, in this thread.
            self.backwards = max(self.backwards, 1)
        elif name.endswith("_") and len(self.in_place) < _MOST_IN_PLACE:
            self.in_place.append(name)
        self.forward |= name in _FORWARD_MODE
        self.draws += name == "randperm"


class _Operators(TorchDispatchMode):  # type: ignore[no-untyped-call]  # of torch's own making
    """Tells the name of each operator that runs."""

    def __init__(self, note: Callable[[str], None]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._note = note

    def __torch_dispatch__(
        self, func: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:  # `types` is part of the protocol
        self._note(func.overloadpacket.__name__)
        return func(*args, **(kwargs or {}))


class Steps:
    """Counts the steps of any optimizer, and those that are `fed`: some gradient is not zero."""

    def __init__(self) -> None:
        self.count = self.fed = 0
        self._held: dict[int, torch.Tensor] = {}

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
        self._held |= {tensor.data_ptr(): tensor for tensor in tensors}
        self.count += 1
        self.fed += _graded(tensors)

    @property
    def waiting(self) -> bool:
        """Whether the tensors of the optimizers have gradients now that are not zero."""
        return _graded(self._held.values())


def _graded(tensors: Iterable[torch.Tensor]) -> bool:
    return any(p.grad is not None and bool(p.grad.any()) for p in tensors)


class Drawn:
    """A factor that exists nowhere, in no frame and no graph, before a walk back asks for it.

    Between 1.5 and 3, of either sign, or of the sign of `like`, `turned` or not; as
    `float(factor)`. Until then `value` is None.
    """

    def __init__(self, like: "Drawn | None" = None, *, turned: bool = False) -> None:
        self.value: float | None = None
        self._like, self._turned = like, turned

    def __float__(self) -> float:
        if self.value is None:
            if torch._C._current_autograd_node() is None:
                raise RuntimeError("drawn by a walk back alone")
            like = self._like.value if self._like is not None else None
            sign = math.copysign(1.0, _draw(-1.0, 1.0) if like is None else like)
            self.value = (-sign if self._turned else sign) * _draw(1.5, 3.0)
        return self.value


def drawn_factors() -> Iterator[Drawn]:
    """Yield factors without end, which turn neither never nor each time.

    Of three in a row the second has the sign of the first, the third the other one.
    """
    while True:
        first = Drawn()
        yield from (first, Drawn(first), Drawn(first, turned=True))


class Scaled(torch.autograd.Function):
    """The identity, whose gradient is multiplied by a factor on the way back.

    What comes through it from the autograd engine carries the factor; a gradient by hand does not,
    and one of another loss does not.
    """

    generate_vmap_rule = True

    @staticmethod
    def forward(value: torch.Tensor, factor: float | Drawn) -> torch.Tensor:  # noqa: ARG004
        """Return `value` as it is."""
        return value.clone()

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Any, ...], output: Any) -> None:  # noqa: ARG004
        """Keep the factor for the way back."""
        ctx.factor = inputs[1]

    @staticmethod
    def backward(ctx: Any, grad: torch.Tensor) -> tuple[torch.Tensor, None]:
        """Return the gradient times the factor."""
        return grad * float(ctx.factor), None


def unpacked(answer: Any) -> Any:
    """Return in a list what `a, b = answer` would give to names; any other answer as it is.

    So a generator, a map or an object with `__iter__` (a dataclass, for one) counts as the tuple
    that it stands for. A tuple of a class of its own, such as a NamedTuple, is one already.
    """
    if isinstance(answer, _KEPT) or not isinstance(answer, Iterable):
        return answer
    return list(islice(answer, MOST_PARTS))


@contextmanager
def standing_in(notebook: Any, functions: Mapping[str, Callable[..., Any]]) -> Iterator[set[str]]:
    """Put functions in the place of the notebook's own; yields the names of those called so far."""
    called: set[str] = set()
    missing = object()
    own = {name: getattr(notebook, name, missing) for name in functions}
    for name, function in functions.items():
        setattr(notebook, name, _noting(function, partial(called.add, name)))
    try:
        yield called
    finally:
        for name, before in own.items():
            if before is missing:
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
