"""What a cell may leave set in PyTorch and NumPy for all code after it, and the defaults.

A cell that switches the recording of gradients off (`torch.set_grad_enabled(False)`, a `no_grad()`
that was entered and never left) switches it off for every call from outside, too. What a function
does must not depend on that: before each call everything here is put to its default.

All functions are bound when this is imported, before any cell runs.
"""

import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from autograder.worker.left import WORDS

_DEVICES = ("cpu", "cuda")  # that autocast is set for
_set_recording: Callable[[bool], None] = torch._C._set_grad_enabled
_in_inference_mode: Callable[[], bool] = torch.is_inference_mode_enabled
_inference_mode = torch.inference_mode
_autocast_of, _set_autocast_of = torch.is_autocast_enabled, torch.set_autocast_enabled
_set_default_device, _use_deterministic = (
    torch.set_default_device,
    torch.use_deterministic_algorithms,
)
_is_deterministic = torch.are_deterministic_algorithms_enabled
_only_warns = torch.is_deterministic_algorithms_warn_only_enabled
_set_numpy_errors = np.seterr
_threads, _set_threads = torch.get_num_threads, torch.set_num_threads


@dataclass(frozen=True)
class Setting:
    """One setting: how it is read and written, and its default."""

    read: Callable[[], Any]
    write: Callable[[Any], Any]
    default: Any


def _set_autocast(on: tuple[bool, ...]) -> None:
    for device, value in zip(_DEVICES, on, strict=True):
        _set_autocast_of(device, value)


def _set_device(device: torch.device) -> None:
    # Named, the CPU would be a setting of its own, where nobody had set one.
    _set_default_device(None if device.type == "cpu" else device)


SETTINGS = {
    "recording": Setting(torch.is_grad_enabled, _set_recording, True),
    "autocast": Setting(
        lambda: tuple(map(_autocast_of, _DEVICES)), _set_autocast, (False,) * len(_DEVICES)
    ),
    "dtype": Setting(torch.get_default_dtype, torch.set_default_dtype, torch.float32),
    "device": Setting(torch.get_default_device, _set_device, torch.device("cpu")),
    "deterministic": Setting(
        lambda: (_is_deterministic(), _only_warns()),
        lambda value: _use_deterministic(value[0], warn_only=value[1]),
        (False, False),
    ),
    "precision": Setting(
        torch.get_float32_matmul_precision, torch.set_float32_matmul_precision, "highest"
    ),
    "anomaly": Setting(torch.is_anomaly_enabled, torch.set_anomaly_enabled, False),
    "numpy errors": Setting(np.geterr, lambda value: _set_numpy_errors(**value), np.geterr()),
}
_INFERENCE = "inference"  # which is entered and left, and cannot be set


def left_set() -> list[str]:
    """Return the names in WORDS of what is not at its default."""
    found = [name for name, setting in SETTINGS.items() if setting.read() != setting.default]
    if _in_inference_mode():
        # It switches the recording off as well, which is one thing and not two.
        found = [_INFERENCE, *(name for name in found if name != "recording")]
    assert WORDS.keys() >= {*found}
    return found


@contextmanager
def at_defaults() -> Iterator[None]:
    """Put everything to its default, for one call from outside; no warning raises meanwhile.

    One thread is no default of PyTorch's. With more, each small operation waits for all of them,
    and beside busy programs a training of half a second took 99 s.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if _threads() != 1:
            _set_threads(1)
        for setting in SETTINGS.values():
            if setting.read() != setting.default:
                setting.write(setting.default)
        with outside_inference():
            yield


def outside_inference() -> AbstractContextManager[Any]:
    """Leave inference mode meanwhile: no tensor that is made in it can ever be recorded."""
    return _inference_mode(mode=False) if _in_inference_mode() else nullcontext()
