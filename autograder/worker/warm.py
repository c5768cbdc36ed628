"""What the fork server imports and runs once, so that no hand-in pays for it.

First what every hand-in needs. What few would wait for longer than they gain (a first figure, a
first traceback, modules that few use) comes when there are many. No backward pass and no thread may
be started here: autograd's and OpenMP's threads do not survive a fork.
"""

import gc
import importlib
import inspect
import warnings
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import numpy as np
import torch

from autograder.worker.eager import leave_compiler_out, leave_out
from autograder.worker.libraries import LIBRARIES
from autograder.worker.notebook import Notebook
from autograder.worker.public import stand_in

_MODULES = (
    "torch.nn.functional",
    "torch.utils.data",
    "getpass",
    "timeit",
    "asyncio",
    "multiprocessing",
)
_MODULES_OF_MANY = ("torch.fx.experimental.symbolic_shapes",)  # arithmetic on the meta device

# For each of these kinds of device that has not started, torch.manual_seed queues a call, with its
# whole stack as text: 0.3 ms a time.
SEEDED_LATER = (torch.cuda.random, torch.xpu.random, torch.mtia)
# Each by itself: what fails here warms nothing, and no hand-in would tell.
CELLS = ("def f(x):\n    return x / 0\nf(1)", "%time 1 + 1", "{'a': [1, 2]}")


def warm(libraries: Iterable[str], *, cuda: bool) -> Notebook:
    """Import what hand-ins use; return the notebook that children will run in."""
    leave_compiler_out()
    torch.compile = _compile_nothing
    _import(_MODULES)
    stand_in()
    torch.set_num_threads(1)
    if not cuda:
        _queue_nothing()
    _train_without_backward()
    notebook = Notebook()
    warm_libraries(notebook, libraries)
    return notebook


def warm_libraries(notebook: Notebook, libraries: Iterable[str]) -> None:
    """Import libraries of LIBRARIES, and leave the notebook as new."""
    for name in sorted(libraries):
        # Where it is not installed, the cell that wants it says so.
        with suppress(ImportError):
            for needless in LIBRARIES[name].without:
                leave_out(needless)
            _import(LIBRARIES[name].modules)
            _run(notebook, LIBRARIES[name].set_up)
    _leave_as_new(notebook)


def exercise(notebook: Notebook, libraries: Iterable[str]) -> None:
    """Run what many hand-ins will run, with libraries that are imported; leave it as new.

    A hand-in must not tell whether it came before or after.
    """
    known = [LIBRARIES[name] for name in sorted(libraries)]
    with warnings.catch_warnings():  # some modules add filters
        _import(_MODULES_OF_MANY)
        for library in known:
            with suppress(ImportError):
                _import(library.more)
        _run(notebook, (*CELLS, *(cell for library in known for cell in library.cells)))
    _leave_as_new(notebook)


def _run(notebook: Notebook, cells: Iterable[str]) -> None:
    for source in cells:
        notebook.run(source, "warm", text_limit=2**20, image_limit=2**22)


def _leave_as_new(notebook: Notebook) -> None:
    # IPython's reset collects garbage: half a second among all that was imported.
    gc.freeze()
    notebook.reset()
    inspect.getmodule(compile("", "<warm>", "exec"))  # it remembers where every module came from
    np.random.seed(0)
    torch.manual_seed(0)


def _import(modules: Iterable[str]) -> None:
    for module in modules:
        importlib.import_module(module)


def _compile_nothing(model: Any = None, **options: Any) -> Any:
    """Stand in for torch.compile: what is returned does the same as what is compiled would.

    A compiler for C++, minutes and gigabytes, which the real one asks for, are not to be had here.
    """
    return model if model is not None else lambda function: _compile_nothing(function, **options)


def _queue_nothing() -> None:
    # Without the device none of them ever starts.
    for module in SEEDED_LATER:
        setattr(module, "_lazy_call", lambda *_, **__: None)  # noqa: B010


def _train_without_backward() -> None:
    model = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.ReLU(), torch.nn.Linear(2, 1))
    data = torch.utils.data.TensorDataset(torch.zeros(4, 2), torch.zeros(4, 1))
    for x, y in torch.utils.data.DataLoader(data, batch_size=2, shuffle=True):
        torch.nn.functional.mse_loss(model(x), y)
    for kind in (torch.optim.SGD, torch.optim.Adam):
        optimizer = kind(model.parameters(), lr=0.1)
        for parameter in model.parameters():
            parameter.grad = torch.zeros_like(parameter)
        optimizer.step()
        optimizer.zero_grad()
