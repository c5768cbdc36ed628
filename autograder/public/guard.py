"""Leaves everything as it was: names, random streams, settings, warnings, and what is printed.

All functions are bound when this module is imported, in a notebook's first cell: what a student
replaces later is not called here.
"""

import io
import os
import random
import sys
import warnings
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from typing import Any

import numpy as np
import torch

from autograder.worker.engine import SETTINGS

_MISSING = object()

Pair = tuple[Callable[[], Any], Callable[[Any], Any]]


def _flag(owner: Any, name: str) -> Pair:
    return (lambda: getattr(owner, name)), (lambda value: setattr(owner, name, value))


# Each as (read, write).
_STREAMS: tuple[Pair, ...] = (
    (random.getstate, random.setstate),
    (np.random.get_state, np.random.set_state),
    (torch.get_rng_state, torch.set_rng_state),
)
_CUDA: Pair = (torch.cuda.get_rng_state_all, torch.cuda.set_rng_state_all)
_cuda_in_use: Callable[[], bool] = torch.cuda.is_initialized
_seed_random, _seed_numpy = random.seed, np.random.seed
_seed_torch, _seed_cuda = torch.default_generator.manual_seed, torch.cuda.manual_seed_all
_SETTINGS: tuple[Pair, ...] = (
    *((setting.read, setting.write) for setting in SETTINGS.values()),
    (torch.get_num_threads, torch.set_num_threads),
    _flag(torch.backends.cudnn, "benchmark"),
    _flag(torch.backends.cudnn, "deterministic"),
    (sys.getrecursionlimit, sys.setrecursionlimit),
    (os.getcwd, os.chdir),
)


@contextmanager
def unchanged(namespace: MutableMapping[str, Any]) -> Iterator[None]:
    """Put `namespace`, random streams and settings back as they were; show nothing meanwhile."""
    names = dict(namespace)
    pairs = (*_STREAMS, _CUDA) if _cuda_in_use() else _STREAMS
    streams = [(read(), write) for read, write in pairs]
    settings = [(read(), read, write) for read, write in _SETTINGS]
    try:
        with _quiet():
            yield
    finally:
        _restore_names(namespace, names)
        for state, write in streams:
            write(state)
        for value, read, write in settings:
            if read() != value:
                write(value)


def seed(number: int = 0) -> None:
    """Seed random, numpy and torch, so that a check sees the same each time."""
    _seed_random(number)
    _seed_numpy(number)
    _seed_torch(number)
    if _cuda_in_use():
        _seed_cuda(number)


def _restore_names(namespace: MutableMapping[str, Any], names: dict[str, Any]) -> None:
    for name in [name for name in namespace if name not in names]:
        del namespace[name]
    for name, value in names.items():
        if namespace.get(name, _MISSING) is not value:
            namespace[name] = value


class _Void(io.TextIOBase):
    """Takes any text and keeps none."""

    def write(self, text: str) -> int:
        return len(text)


@contextmanager
def _quiet() -> Iterator[None]:
    """Drop what is printed, displayed, drawn or warned."""
    with (
        warnings.catch_warnings(),
        redirect_stdout(_Void()),
        redirect_stderr(_Void()),
        _no_display(),
        _no_figures(),
    ):
        warnings.simplefilter("ignore")
        yield


@contextmanager
def _no_display() -> Iterator[None]:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is None:
        yield
        return
    from IPython.core.displaypub import DisplayPublisher

    class Nowhere(DisplayPublisher):
        def publish(self, *_: Any, **__: Any) -> None: ...
        def clear_output(self, wait: bool = False) -> None: ...

    before = shell.display_pub
    shell.display_pub = Nowhere(parent=shell)  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        shell.display_pub = before


@contextmanager
def _no_figures() -> Iterator[None]:
    pyplot = sys.modules.get("matplotlib.pyplot")
    before = set(pyplot.get_fignums()) if pyplot is not None else set()
    try:
        yield
    finally:
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot is not None:
            with suppress(Exception):  # a backend that cannot close is no concern of a check
                for number in set(pyplot.get_fignums()) - before:
                    pyplot.close(number)
