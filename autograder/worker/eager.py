"""PyTorch without its compiler, until somebody asks for the compiler.

The first step of any optimizer imports torch._dynamo, which takes a second of every start, and the
pages of it that every fork has to map: only to say which functions a compiler should leave alone.
Here a module stands in its place that answers what optimizers and torch.func ask while nothing is
compiled. Whoever asks it for anything else gets, from then on, the real one.
"""

import importlib.util
import sys
import threading
from contextlib import AbstractContextManager, nullcontext, suppress
from types import ModuleType
from typing import Any

import torch

_NAME = "torch._dynamo"


class _StandIn(ModuleType):
    """The little that others ask of torch._dynamo; the real one for all else."""

    def __init__(self) -> None:
        super().__init__(_NAME)
        # Without __path__, so that the import of a submodule asks for it.
        self.__spec__ = importlib.util.find_spec(_NAME)
        self.compiled_autograd = _CompiledAutograd(self)
        self._lock = threading.RLock()
        self._left_alone: list[Any] = []

    def disable(self, fn: Any = None, *_: Any, **__: Any) -> Any:
        """Return the function as it is: nothing is compiled."""
        self._left_alone.append(fn)
        return (lambda function: function) if fn is None else fn

    def graph_break(self, *_: Any, **__: Any) -> None:
        """Break nothing: no graph is being recorded."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__path__":
            raise AttributeError(name)  # those who look through all modules mean none of them
        return getattr(self.real(), name)

    def real(self) -> ModuleType:
        """Import the real module, which takes this one's place."""
        with self._lock:
            if sys.modules.get(_NAME) is self:
                del sys.modules[_NAME], torch._dynamo
                for function in self._left_alone:
                    # There torch keeps what `disable` gave it; the real one is now asked anew.
                    with suppress(AttributeError):
                        delattr(function, "__dynamo_disable")
            return importlib.import_module(_NAME)


class _CompiledAutograd:
    """What torch.func asks of torch._dynamo.compiled_autograd."""

    def __init__(self, dynamo: _StandIn) -> None:
        self._dynamo = dynamo

    def _disable(self) -> AbstractContextManager[None]:
        return nullcontext()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._dynamo.real().compiled_autograd, name)


def leave_compiler_out() -> None:
    """Keep torch._dynamo from being imported before it is needed; nothing where it already is."""
    if _NAME not in sys.modules:
        sys.modules[_NAME] = torch._dynamo = _StandIn()
