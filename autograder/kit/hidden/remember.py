"""Keeps what references and hypotheses answer: a class is asked the same problems again and again.

All hand-ins of a run are graded with one seed, so each check draws the same problems for each.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from typing import Any, TypeVar

import numpy as np
import torch

_MOST = 4096  # answers of one function; a week with 60 hypotheses asks for a few hundred

Answer = TypeVar("Answer")


def remembered(function: Callable[..., Answer]) -> Callable[..., Answer]:
    """Return `function`, called once for each content of its arguments.

    They may be CPU tensors, arrays, whatever can be a key of a dict, and lists, tuples and dicts
    of these. The function must depend on them alone, and nobody may change what it has returned.
    """
    answers: OrderedDict[Any, Answer] = OrderedDict()

    @wraps(function)
    def ask(*args: Any, **kwargs: Any) -> Answer:
        content = _content((args, kwargs))
        if content in answers:
            answers.move_to_end(content)
        else:
            answers[content] = function(*args, **kwargs)
            if len(answers) > _MOST:
                answers.popitem(last=False)
        return answers[content]

    return ask


class Lazy(Sequence[Any]):
    """Parts of an answer, each worked out when it is looked at; of its own it agrees with nothing.

    For what has many right answers, one of which is that of a student: `part(place)` for each.
    """

    def __init__(self, count: int, part: Callable[[int], Any]) -> None:
        self._count, self._part = count, lru_cache(part)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, place: Any) -> Any:
        if not 0 <= place < self._count:
            raise IndexError(place)
        return self._part(place)


def _content(value: Any) -> Any:
    if isinstance(value, torch.Tensor):  # NumPy has no bfloat16
        exact = value.detach().double() if value.dtype == torch.bfloat16 else value.detach()
        return type(value), value.dtype, value.shape, exact.numpy().tobytes()
    if isinstance(value, np.ndarray):
        return type(value), value.dtype, value.shape, value.tobytes()
    if isinstance(value, dict):
        return tuple((name, _content(value[name])) for name in sorted(value))
    if isinstance(value, list | tuple):
        return type(value), *map(_content, value)
    # 1, 1.0 and True are equal in Python, and different to torch.
    return type(value), value
