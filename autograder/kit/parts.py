"""How the parts of an answer are read, whatever form they came in; see `form`."""

from collections.abc import Callable, Mapping, Sequence
from itertools import permutations
from typing import Any

import numpy as np
import torch

from autograder.kit.compare import dtype_name, flat

Sizes = Callable[[Mapping[str, Any]], Mapping[str, int]]
# In a shape a letter stands for a size of the problem: ("n", 1).
Shape = tuple[int | str, ...]


class Parts:
    """The parts of one answer: the name of each, and the shapes that are asked for."""

    def __init__(
        self, parts: Mapping[str, Sequence[Shape]], sizes: Sizes, like: str, *, numbers: bool
    ) -> None:
        """Take the parts, what tells a problem's letters, and whose precision an answer has."""
        self.parts, self.sizes, self.numbers = parts, sizes, numbers
        self._like = like

    @property
    def alone(self) -> bool:
        """Whether there is a single part, which is the answer itself."""
        return len(self.parts) == 1

    def _order(self, said: Any, given: Mapping[str, Any]) -> Sequence[int] | None:
        """Return in which other order the parts come, where their sizes tell."""
        sizes = self._counts(given)
        if self.alone or self.numbers or len(set(sizes)) < len(sizes):
            return None
        if self._fits(said, given, sizes):
            return None
        orders = permutations(range(len(sizes)))
        return next((o for o in orders if self._fits(said, given, [sizes[p] for p in o])), None)

    def _fits(self, said: Any, given: Mapping[str, Any], counts: Sequence[int]) -> bool:
        """Whether an answer's parts are of these sizes."""
        found = self._each(said, given, counts)
        return bool(found) and all(part is not None for part in found)

    def _upright(self, said: Any, given: Mapping[str, Any]) -> Any:
        """Return an answer whose matrices that lie on their side are turned round."""
        items = [said] if self.alone else said
        if not isinstance(items, tuple | list) or len(items) < len(self.parts):
            return said
        turned = list(items)
        for place, name in enumerate(self.parts):
            item, wanted = items[place], self._shapes(name, given)[0]
            on_its_side = len(wanted) == 2 and getattr(item, "shape", ()) == wanted[::-1] != wanted
            turned[place] = item.T if on_its_side else item
        return turned[0] if self.alone else turned

    def _each(
        self, said: Any, given: Mapping[str, Any], counts: Sequence[int]
    ) -> list[torch.Tensor | None]:
        """Return the first parts, flat and of the asked dtype; None for one not of its size."""
        items = [said] if self.alone else said
        if not isinstance(items, tuple | list) or len(items) < len(counts):
            return []
        return [self._flat(item, count, given) for item, count in zip(items, counts, strict=False)]

    def _flat(self, item: Any, count: int, given: Mapping[str, Any]) -> torch.Tensor | None:
        part = flat(item) if _count(item) == count else None
        finite = part is not None and bool(part.isfinite().all())
        return part.to(self._dtype(given)) if part is not None and finite else None

    def _counts(self, given: Mapping[str, Any]) -> list[int]:
        return [int(np.prod(self._shapes(name, given)[0], dtype=int)) for name in self.parts]

    def _shapes(self, name: str, given: Mapping[str, Any]) -> list[tuple[int, ...]]:
        sizes = self.sizes(given)
        return [
            tuple(sizes[size] if isinstance(size, str) else size for size in shape)
            for shape in self.parts[name]
        ]

    def _dtype(self, given: Mapping[str, Any]) -> torch.dtype:
        dtype: torch.dtype = getattr(torch, dtype_name(given[self._like]))
        return dtype


def long(shape: Sequence[int]) -> list[int]:
    """Return a shape without its axes of length 1."""
    return [size for size in shape if size != 1]


def _count(part: Any) -> int:
    """Return how many numbers there are in a tensor, an array or a number."""
    if isinstance(part, torch.Tensor):
        return part.numel()
    return part.size if isinstance(part, np.ndarray) else int(isinstance(part, int | float))
