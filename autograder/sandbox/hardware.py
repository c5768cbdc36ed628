"""What the doctor finds out about torch and about GPUs."""

import warnings
from dataclasses import dataclass
from pathlib import Path

import torch

from autograder.errors import SandboxError
from autograder.sandbox import interpreter


@dataclass(frozen=True)
class Check:
    """One thing that grading under bubblewrap needs (or, if not `required`, gains from)."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""
    required: bool = True


def packages() -> Check:
    """Check that the worker's packages are installed, and name the build of torch."""
    try:
        folders = interpreter.site_folders()
    except SandboxError as error:
        return Check("packages", False, error.fault, error.remedy)
    places = "1 folder" if len(folders) == 1 else f"{len(folders)} folders"
    return Check("packages", True, f"torch {torch.__version__}, {_build()}; in {places}")


def gpu() -> Check:
    """Check for a CUDA device that torch can use."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of drivers that are too old, say: told below
        if torch.cuda.is_available():
            return Check("GPU", True, torch.cuda.get_device_name(), required=False)
    devices = _devices()
    if not devices:
        detail = "none: hidden checks run on the CPU"
        return Check("GPU", False, detail, required=False)
    detail = f"torch cannot use /dev/{', /dev/'.join(devices)} ({_build()})"
    remedy = "install a CUDA build of torch that fits the driver (see nvidia-smi)"
    return Check("GPU", False, detail, remedy, required=False)


def _devices() -> list[str]:
    return sorted(path.name for path in Path("/dev").glob("nvidia[0-9]*"))


def _build() -> str:
    if torch.version.cuda:
        return f"built for CUDA {torch.version.cuda}"
    return "built for ROCm" if torch.version.hip else "built for the CPU alone"
