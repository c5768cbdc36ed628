"""An answer as a person reads it."""

from typing import Any

import numpy as np
import torch

from autograder.kit.compare import flat

_SHOWN = 8  # numbers of an answer that are written out


def written(answer: Any) -> str:
    """Return an answer as a person reads it: its first numbers, and a tensor's shape."""
    if isinstance(answer, tuple | list) and any(isinstance(p, torch.Tensor) for p in answer):
        return ", ".join(written(part) for part in answer)
    numbers = floats(answer)
    if numbers is None:
        return type(answer).__name__
    text = ", ".join(f"{value:.4g}" for value in numbers[:_SHOWN])
    text += ", ..." if len(numbers) > _SHOWN else ""
    if isinstance(answer, torch.Tensor | np.ndarray):
        return f"[{text}], shape {tuple(answer.shape)}" if answer.ndim else text
    return f"[{text}]" if isinstance(answer, tuple | list) else text


def floats(answer: Any) -> list[float] | None:
    """Return all numbers of an answer in a row; None where it does not hold numbers alone."""
    numbers = flat(answer)
    return None if numbers is None else [float(value) for value in numbers]
