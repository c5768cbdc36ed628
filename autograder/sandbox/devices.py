"""Where hidden checks run."""

import sys
from pathlib import Path

from autograder.errors import GradersError
from autograder.model import Device


def devices_for(device: Device) -> tuple[str, ...]:
    """Return where checks run: the CPU always, and CUDA where it is asked for or found.

    Raises GradersError where CUDA is asked for and there is none.
    """
    if device is Device.CPU or (device is Device.AUTO and not _driver()):
        return ("cpu",)
    import torch

    if torch.cuda.is_available():
        return ("cpu", "cuda")
    if device is Device.CUDA:
        raise GradersError(
            "CUDA is asked for, and torch finds no CUDA device on this machine",
            remedy="ask for the device cpu, or install a CUDA build of torch and its driver",
        )
    return ("cpu",)


def _driver() -> bool:
    """Whether a driver that torch could use may be there; on Linux that shows without torch."""
    if sys.platform != "linux":
        return True
    return any(path for name in ("nvidia*", "dxg", "kfd") for path in Path("/dev").glob(name))
