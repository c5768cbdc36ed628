"""What students' functions return, as the names on the left of a call would receive it."""

from collections.abc import Iterable, Mapping, Set
from itertools import islice
from typing import Any

import numpy as np
import torch

MOST_PARTS = 1000  # that are asked of a generator, which may have no end
# What is itself an answer, or has no order of its own.
_KEPT = (list, tuple, str, bytes, torch.Tensor, np.ndarray, torch.nn.Module, type, Mapping, Set)


def unpacked(answer: Any) -> Any:
    """Return in a list what `a, b = answer` would give to names; any other answer as it is.

    So a generator, a map or an object with `__iter__` (a dataclass, for one) counts as the tuple
    that it stands for. A tuple of a class of its own, such as a NamedTuple, is one already.
    """
    if isinstance(answer, _KEPT) or not isinstance(answer, Iterable):
        return answer
    return list(islice(answer, MOST_PARTS))
