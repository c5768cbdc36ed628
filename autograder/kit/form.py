"""The form that a task asks for, and what an answer means where its form is another.

A form is charged once, by the check that asks about it; all other checks read from an answer what
it tells. Accepted everywhere: tuples, lists, NamedTuples, generators, dataclasses that unpack, and
one tensor that holds all parts stacked.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import permutations
from typing import Any

import numpy as np
import torch

from autograder.errors import CheckFailed
from autograder.kit.compare import dtype_name, flat
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
    "array" or "number"; tensors that are named in `plain` may be numbers as well. `odd` names the
    mistake behind another shape: {"grad_b": {(1, "k"): "bias-shape"}}.
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
        plain: Sequence[str] = (),
        odd: Mapping[str, Mapping[Shape, str]] | None = None,
    ) -> None:
        self.what, self.parts, self.sizes = what, parts, sizes
        self._like, self._kind, self._from_grad = like, kind, from_grad
        self._plain, self._odd = plain, odd or {}

    @property
    def alone(self) -> bool:
        """Whether there is a single part, which is the answer itself."""
        return len(self.parts) == 1

    @property
    def numbers(self) -> bool:
        """Whether the parts are single numbers."""
        return self._kind == "number"

    def shape(self, given: Mapping[str, Any]) -> tuple[int, ...]:
        """Return the shape that the first part should have."""
        return self._shapes(next(iter(self.parts)), given)[0]

    def squeezed(self, said: Any, given: Mapping[str, Any]) -> bool:
        """Whether an answer, or a part of it, lacks nothing but axes of length 1."""
        items = [said] if self.alone else said
        if not isinstance(items, tuple | list):
            return False
        return any(
            isinstance(item, torch.Tensor)
            and tuple(item.shape) not in (allowed := self._shapes(name, given))
            and any(item.ndim < len(one) and _long(item.shape) == _long(one) for one in allowed)
            for name, item in zip(self.parts, items, strict=False)
        )

    def exact(self, said: Any, given: Mapping[str, Any], hint: str = "") -> None:
        """Raise CheckFailed unless an answer has the form that was asked for."""
        expect_something(said, self.what)
        order = self._order(said, given)
        if order is not None:
            words = ", ".join(list(self.parts)[place] for place in order)
            raise CheckFailed(
                f"{self.what} is in the wrong order: {words}", diagnosis="results-swapped"
            )
        with self._naming(said, given):
            self._exact(self._as_tensors(said, given), given, hint)

    def _exact(self, said: Any, given: Mapping[str, Any], hint: str) -> None:
        letters = {size: letter for letter, size in self.sizes(given).items()}
        shapes = {name: self._shapes(name, given) for name in self.parts}
        name, allowed = next(iter(shapes.items()))
        if self._kind == "number":
            self._numbers(said, lambda item: item)
        elif not self.alone:
            expect_tensors(
                said, self.what, parts=shapes, dtype=self._dtype(given), sizes=letters,
                from_grad=self._from_grad,
            )  # fmt: skip
        elif self._kind == "tensor":
            expect_tensor(
                said, name, dtype=self._dtype(given), shapes=allowed, sizes=letters, hint=hint,
                from_grad=self._from_grad,
            )  # fmt: skip
        else:
            own = dtype_name(said) if isinstance(said, np.ndarray) else ""
            expect_array(said, name, dtype=own, shapes=allowed, sizes=letters, hint=hint)

    def meant(self, said: Any, given: Mapping[str, Any]) -> Any:
        """Return what an answer means, in the asked form; raise CheckFailed where it means nothing.

        Numbers come as floats, tensors in their first shape: also from arrays and numbers, from
        another order or precision, and with something more behind the parts that were asked for.
        """
        expect_something(said, self.what)
        if self._kind == "number":
            with self._naming(said, given):
                return self._numbers(said, single)
        if self._kind == "array":
            self.exact(said, given)
            return said
        sizes = self._counts(given)
        said = self._upright(said, given)
        found = self._parts(said, given, sizes)
        order = self._order(said, given) if found is None else None
        if order is not None:
            turned = self._parts(said, given, [sizes[place] for place in order]) or []
            found = [turned[order.index(place)] for place in range(len(order))]
        if found is None:
            self.exact(said, given)
            found = [said] if self.alone else list(said)
        shaped = [
            part.reshape(self._shapes(name, given)[0])
            for name, part in zip(self.parts, found, strict=True)
        ]
        return shaped[0] if self.alone else tuple(shaped)

    def keeps_precision(self, said: Any, given: Mapping[str, Any]) -> bool:
        """Whether the tensors and arrays of an answer have the precision of the problem.

        Where arrays or numbers are asked for, as in NumPy, it may be a higher one.
        """
        parts = said if isinstance(said, tuple | list) else [said]
        dtypes = {dtype_name(part) for part in parts if isinstance(part, torch.Tensor | np.ndarray)}
        own = dtype_name(given[self._like])
        return dtypes <= ({own} if self._kind == "tensor" else {own, "float64"})

    def _numbers(self, said: Any, read: Callable[[Any], Any]) -> Any:
        """Return an answer's numbers, each of which is `read` first."""
        if self.alone:
            return self._number(read(said), self.what)
        pairs = zip(self._split(said), self.parts, strict=True)
        return tuple(self._number(read(item), name) for item, name in pairs)

    def _number(self, item: Any, what: str) -> float:
        if is_array(item):
            raise CheckFailed(f"{what} is an array, not a single number")
        if isinstance(item, tuple | list):
            raise CheckFailed(
                f"{what} is a {type(item).__name__}, not a number",
                diagnosis="grad-tuple" if self._from_grad and isinstance(item, tuple) else None,
            )
        return expect_number(item, what)

    def _split(self, said: Any) -> Sequence[Any]:
        if isinstance(said, torch.Tensor) and said.shape == (len(self.parts),):
            return list(said)
        if not isinstance(said, tuple | list) or len(said) != len(self.parts):
            names = ", ".join(self.parts)
            raise CheckFailed(f"{self.what} is not a tuple of {len(self.parts)} numbers: {names}")
        return said

    def _order(self, said: Any, given: Mapping[str, Any]) -> Sequence[int] | None:
        """Return in which other order the parts come, where their sizes tell."""
        sizes = self._counts(given)
        if self.alone or self._kind == "number" or len(set(sizes)) < len(sizes):
            return None
        if self._parts(said, given, sizes) is not None:
            return None
        orders = permutations(range(len(sizes)))
        fits = (o for o in orders if self._parts(said, given, [sizes[p] for p in o]) is not None)
        return next(fits, None)

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

    def _as_tensors(self, said: Any, given: Mapping[str, Any]) -> Any:
        """Return an answer whose parts that may be numbers are tensors."""
        if self.alone or not isinstance(said, tuple | list) or len(said) != len(self.parts):
            return said
        dtype = self._dtype(given)
        return [
            torch.tensor(item, dtype=dtype) if name in self._plain and type(item) is float else item
            for name, item in zip(self.parts, said, strict=True)
        ]

    @contextmanager
    def _naming(self, said: Any, given: Mapping[str, Any]) -> Iterator[None]:
        """Name the mistake behind an odd shape, where it is one."""
        try:
            yield
        except CheckFailed as fault:
            fault.diagnosis = fault.diagnosis or self._why_odd(said, given)
            raise

    def _why_odd(self, said: Any, given: Mapping[str, Any]) -> str | None:
        """Return the diagnosis of parts that are missing, or of the first one of an odd shape."""
        if self._lacks_parts(said, given):
            return "result-missing"
        items = [said] if self.alone else said
        if not isinstance(items, tuple | list):
            return None
        for name, item in zip(self.parts, items, strict=False):
            for shape, diagnosis in self._odd.get(name, {}).items():
                sizes = self.sizes(given)
                wanted = tuple(sizes[s] if isinstance(s, str) else s for s in shape)
                if isinstance(item, torch.Tensor | np.ndarray) and tuple(item.shape) == wanted:
                    return diagnosis
        return None

    def _lacks_parts(self, said: Any, given: Mapping[str, Any]) -> bool:
        """Whether some of the parts came back and others did not."""
        items = said if isinstance(said, tuple | list) else [said]
        shapes = [shape for name in self.parts for shape in self._shapes(name, given)]
        return 0 < len(items) < len(self.parts) and all(
            isinstance(item, int | float | torch.Tensor | np.ndarray)
            and tuple(getattr(item, "shape", ())) in shapes
            for item in items
        )

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
        dtype: torch.dtype = getattr(torch, dtype_name(given[self._like]))
        return dtype


def _long(shape: Sequence[int]) -> list[int]:
    return [size for size in shape if size != 1]


def _count(part: Any) -> int:
    """Return how many numbers there are in a tensor, an array or a number."""
    if isinstance(part, torch.Tensor):
        return part.numel()
    return part.size if isinstance(part, np.ndarray) else int(isinstance(part, int | float))
