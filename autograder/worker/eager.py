"""Modules that take long to import and that hardly anybody needs, until somebody asks for them.

The first step of any optimizer imports torch._dynamo, which takes a second of every start, and the
pages of it that every fork has to map: only to say which functions a compiler should leave alone.
scikit-learn imports scipy.stats, a fifth of a second, for a function that load_iris never calls.
Here a module stands in their place. Whoever asks it for anything gets, from then on, the real one.
"""

import importlib.util
import sys
import threading
from contextlib import AbstractContextManager, nullcontext, suppress
from types import ModuleType
from typing import Any

COMPILER = "torch._dynamo"


class _StandIn(ModuleType):
    """The module `name`, not imported yet; its parent is."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        # Without __path__, so that the import of a submodule asks for it.
        self.__spec__ = importlib.util.find_spec(name)
        self._lock = threading.RLock()
        self._parent, _, self._last_name = name.rpartition(".")
        sys.modules[name] = self
        setattr(sys.modules[self._parent], self._last_name, self)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__path__":
            raise AttributeError(name)  # those who look through all modules mean none of them
        return getattr(self.real(), name)

    def real(self) -> ModuleType:
        """Import the real module, which takes this one's place."""
        with self._lock:
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
                delattr(sys.modules[self._parent], self._last_name)
                self.left()
            return importlib.import_module(self.__name__)

    def left(self) -> None:
        """Undo what this one has told others."""


class _NoCompiler(_StandIn):
    """torch._dynamo; answers what optimizers and torch.func ask while nothing is compiled."""

    def __init__(self) -> None:
        super().__init__(COMPILER)
        self.compiled_autograd = _CompiledAutograd(self)
        self._left_alone: list[Any] = []

    def disable(self, fn: Any = None, *_: Any, **__: Any) -> Any:
        """Return the function as it is: nothing is compiled."""
        self._left_alone.append(fn)
        return (lambda function: function) if fn is None else fn

    def graph_break(self, *_: Any, **__: Any) -> None:
        """Break nothing: no graph is being recorded."""

    def left(self) -> None:
        """Have the real one asked anew which functions it leaves alone."""
        for function in self._left_alone:
            # There torch keeps what `disable` gave it.
            with suppress(AttributeError):
                delattr(function, "__dynamo_disable")


class _CompiledAutograd:
    """What torch.func asks of torch._dynamo.compiled_autograd."""

    def __init__(self, dynamo: _NoCompiler) -> None:
        self._dynamo = dynamo

    def _disable(self) -> AbstractContextManager[None]:
        return nullcontext()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._dynamo.real().compiled_autograd, name)


def leave_compiler_out() -> None:
    """Keep torch._dynamo from being imported before it is needed; nothing where it already is."""
    if COMPILER not in sys.modules:
        _NoCompiler()


def leave_out(name: str) -> None:
    """Keep a module from being imported before it is needed; nothing where it already is.

    Raises ImportError where its parent is not installed.
    """
    if name not in sys.modules:
        importlib.import_module(name.rpartition(".")[0])
        _StandIn(name)
