"""The form that a task asks for, and what an answer means where its form is another.

A form is charged once, by the check that asks about it; all other checks read from an answer what
it tells. Accepted everywhere: tuples, lists, NamedTuples, generators, dataclasses that unpack, and
one tensor that holds all parts stacked.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import torch

from autograder.errors import CheckFailed
from autograder.kit.compare import flat
from autograder.kit.forms import (
    expect_array,
    expect_number,
    expect_something,
    expect_tensor,
    expect_tensors,
    is_array,
    single,
)

Sizes = Callable[[Mapping[str, Any]], Mapping[str, int]]
# In a shape a letter stands for a size of the problem: ("n", 1).
Shape = tuple[int | str, ...]


class Form:
    """One answer, or several parts of one: the name of each and the shapes that are asked for.

    `what` names the whole for the student ("what `backward` returns"), `sizes` tells the letters of
    a problem, `like` is the part of the problem whose precision the answer has. `kind` is "tensor",
    "array" or "number".
    """

    def __init__(
        self,
        what: str,
        parts: Mapping[str, Sequence[Shape]],
        *,
        sizes: Sizes = lambda _: {},
        like: str = "x",
        kind: str = "tensor",
        from_grad: bool = False,
    ) -> None:
        self.what, self.parts, self.sizes = what, parts, sizes
        self._like, self._kind, self._from_grad = like, kind, from_grad

    @property
    def alone(self) -> bool:
        """Whether there is a single part, which is the answer itself."""
        return len(self.parts) == 1

    def exact(self, said: Any, given: Mapping[str, Any], hint: str = "") -> None:
        """Raise CheckFailed unless an answer has the form that was asked for."""
        expect_something(said, self.what)
        if not self.alone and self._turned(said, given) is not None:
            order = ", ".join(list(self.parts)[::-1])
            raise CheckFailed(f"{self.what} is in the wrong order: {order}")
        letters = {size: letter for letter, size in self.sizes(given).items()}
        shapes = {name: self._shapes(name, given) for name in self.parts}
        if self._kind == "number":
            self._exact_numbers(said)
        elif not self.alone:
            expect_tensors(
                said, self.what, parts=shapes, dtype=self._dtype(given), sizes=letters,
                from_grad=self._from_grad,
            )  # fmt: skip
        elif self._kind == "tensor":
            ((name, allowed),) = shapes.items()
            dtype = self._dtype(given)
            expect_tensor(
                said, name, dtype=dtype, shapes=allowed, sizes=letters, hint=hint,
                from_grad=self._from_grad,
            )  # fmt: skip
        else:
            ((name, allowed),) = shapes.items()
            own = _name(said) if isinstance(said, np.ndarray) else ""
            expect_array(said, name, dtype=own, shapes=allowed, sizes=letters, hint=hint)

    def meant(self, said: Any, given: Mapping[str, Any]) -> Any:
        """Return what an answer means, in the asked form; raise CheckFailed where it means nothing.

        Numbers come as floats, tensors in their first shape: also from arrays and numbers, from
        another order or precision, and with something more behind the parts that were asked for.
        """
        expect_something(said, self.what)
        if self._kind == "number":
            return self._meant_numbers(said)
        if self._kind == "array":
            self.exact(said, given)
            return said
        sizes = self._counts(given)
        found = self._parts(said, given, sizes)
        if found is None and not self.alone:
            turned = self._turned(said, given)
            found = None if turned is None else turned[::-1]
        if found is None:
            self.exact(said, given)
            found = [said] if self.alone else list(said)
        shaped = [
            part.reshape(self._shapes(name, given)[0])
            for name, part in zip(self.parts, found, strict=True)
        ]
        return shaped[0] if self.alone else tuple(shaped)

    def keeps_precision(self, said: Any, given: Mapping[str, Any]) -> bool:
        """Whether the tensors and arrays of an answer have the precision of the problem."""
        parts = said if isinstance(said, tuple | list) else [said]
        dtypes = {_name(part) for part in parts if isinstance(part, torch.Tensor | np.ndarray)}
        return dtypes <= {_name(given[self._like])}

    def _exact_numbers(self, said: Any) -> None:
        for name, item in zip(self.parts, [said] if self.alone else self._split(said), strict=True):
            what = self.what if self.alone else name
            if is_array(item):
                raise CheckFailed(f"{what} is an array, not a single number")
            expect_number(item, what)

    def _meant_numbers(self, said: Any) -> Any:
        if self.alone:
            number = single(said)
            if is_array(number):
                raise CheckFailed(f"{self.what} is an array, not a single number")
            return expect_number(number, self.what)
        pairs = zip(self._split(said), self.parts, strict=True)
        return tuple(self._number(item, name) for item, name in pairs)

    def _number(self, item: Any, name: str) -> float:
        if isinstance(item, tuple | list):
            raise CheckFailed(
                f"{name} is a {type(item).__name__}, not a number",
                diagnosis="grad-tuple" if self._from_grad and isinstance(item, tuple) else None,
            )
        return expect_number(single(item), name)

    def _split(self, said: Any) -> Sequence[Any]:
        if isinstance(said, torch.Tensor) and said.shape == (len(self.parts),):
            return list(said)
        if not isinstance(said, tuple | list) or len(said) != len(self.parts):
            names = ", ".join(self.parts)
            raise CheckFailed(f"{self.what} is not a tuple of {len(self.parts)} numbers: {names}")
        return said

    def _turned(self, said: Any, given: Mapping[str, Any]) -> list[torch.Tensor] | None:
        """Return the parts where they come the other way round, and that can be told."""
        counts = self._counts(given)
        if counts == counts[::-1] or self._kind == "number":
            return None
        return self._parts(said, given, counts[::-1])

    def _parts(
        self, said: Any, given: Mapping[str, Any], counts: Sequence[int]
    ) -> list[torch.Tensor] | None:
        """Return the first parts, flat and of the asked dtype; None unless of these sizes."""
        items = [said] if self.alone else said
        if not isinstance(items, tuple | list) or len(items) < len(counts):
            return None
        found = []
        for item, count in zip(items, counts, strict=False):
            part = flat(item) if _count(item) == count else None
            if part is None or not bool(torch.isfinite(part).all()):
                return None
            found.append(part.to(self._dtype(given)))
        return found

    def _counts(self, given: Mapping[str, Any]) -> list[int]:
        return [int(np.prod(self._shapes(name, given)[0], dtype=int)) for name in self.parts]

    def _shapes(self, name: str, given: Mapping[str, Any]) -> list[tuple[int, ...]]:
        sizes = self.sizes(given)
        return [
            tuple(sizes[size] if isinstance(size, str) else size for size in shape)
            for shape in self.parts[name]
        ]

    def _dtype(self, given: Mapping[str, Any]) -> torch.dtype:
        dtype: torch.dtype = getattr(torch, _name(given[self._like]))
        return dtype


def _name(array: Any) -> str:
    return str(array.dtype).removeprefix("torch.")


def _count(part: Any) -> int:
    """Return how many numbers there are in a tensor, an array or a number."""
    if isinstance(part, torch.Tensor):
        return part.numel()
    return part.size if isinstance(part, np.ndarray) else int(isinstance(part, int | float))
