"""The form that a task asks for, and what an answer means where its form is another.

A form is charged once, by the check that asks about it; all other checks read from an answer what
it tells. A part that tells nothing, for it holds other numbers than asked for or nan, is wrong, and
no other part is for that. Accepted everywhere: tuples, lists, NamedTuples, generators, dataclasses
that unpack, and one tensor that holds all parts stacked.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import nan
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
from autograder.kit.parts import Parts, Shape, Sizes, long


class Form(Parts):
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
        super().__init__(parts, sizes, like, numbers=kind == "number")
        self.what, self._kind, self._from_grad = what, kind, from_grad
        self._plain, self._odd = plain, odd or {}

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
            and any(item.ndim < len(one) and long(item.shape) == long(one) for one in allowed)
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
            items = [said] if self.alone else self._split(said)
            names = [self.what] if self.alone else self.parts
            for item, what in zip(items, names, strict=True):
                self._number(item, what)
        elif not self.alone:
            expect_tensors(
                said, self.what, parts=shapes, dtype=self._dtype(given), sizes=letters,
                from_grad=self._from_grad,
            )  # fmt: skip
        elif self._kind == "tensor":
            self._tensor(said, name, self._dtype(given), given, hint)
        else:
            own = dtype_name(said) if isinstance(said, np.ndarray) else ""
            expect_array(said, name, dtype=own, shapes=allowed, sizes=letters, hint=hint)

    def _tensor(
        self, item: Any, name: str, dtype: Any, given: Mapping[str, Any], hint: str = ""
    ) -> None:
        letters = {size: letter for letter, size in self.sizes(given).items()}
        shapes = self._shapes(name, given)
        expect_tensor(
            item, name, dtype=dtype, shapes=shapes, sizes=letters, hint=hint,
            from_grad=self._from_grad,
        )  # fmt: skip

    def meant(self, said: Any, given: Mapping[str, Any]) -> Any:
        """Return what an answer means, in the asked form; raise CheckFailed where it means nothing.

        Numbers come as floats, tensors in their first shape: also from arrays and numbers, from
        another order or precision, and with something more behind the parts that were asked for.
        Of several parts one that means nothing is nan; see `expect_told`.
        """
        expect_something(said, self.what)
        if self._kind == "number":
            return self._meant_numbers(said, given)
        if self._kind == "array":
            self.exact(said, given)
            return said
        sizes = self._counts(given)
        said = self._upright(said, given)
        found = self._each(said, given, sizes)
        order = self._order(said, given)
        if order is not None:
            turned = self._each(said, given, [sizes[place] for place in order])
            found = [turned[order.index(place)] for place in range(len(order))]
        if all(part is None for part in found):
            self.exact(said, given)
        shapes = [self._shapes(name, given)[0] for name in self.parts]
        shaped = [
            torch.full(shape, nan) if part is None else part.reshape(shape)
            for shape, part in zip(shapes, found, strict=True)
        ]
        return shaped[0] if self.alone else tuple(shaped)

    def told(self, answer: Any, part: int | None) -> bool:
        """Whether one part of what was `meant`, or each of them, means something."""
        numbers = None if self.alone else flat(answer if part is None else answer[part])
        return numbers is None or bool(numbers.isfinite().all())

    def expect_told(
        self, said: Any, answer: Any, given: Mapping[str, Any], part: int | None = None
    ) -> None:
        """Raise CheckFailed where one part of an answer, or any of them, means nothing."""
        for place, name in enumerate(self.parts):
            if part not in (None, place) or self.told(answer, place):
                continue
            item = said[place]
            try:
                if self.numbers:
                    self._number(single(item), name)
                else:
                    self._tensor(item, name, _precision(item) or self._dtype(given), given)
            except CheckFailed as fault:
                fault.diagnosis = fault.diagnosis or self._why_odd_part(name, item, given)
                raise

    def keeps_precision(self, said: Any, given: Mapping[str, Any]) -> bool:
        """Whether the tensors and arrays of an answer have the precision of the problem.

        Where arrays or numbers are asked for, as in NumPy, it may be a higher one.
        """
        parts = said if isinstance(said, tuple | list) else [said]
        dtypes = {dtype_name(part) for part in parts if isinstance(part, torch.Tensor | np.ndarray)}
        own = dtype_name(given[self._like])
        return dtypes <= ({own} if self._kind == "tensor" else {own, "float64"})

    def _meant_numbers(self, said: Any, given: Mapping[str, Any]) -> Any:
        with self._naming(said, given):
            if self.alone:
                return self._number(single(said), self.what)
            found, faults = [], []
            for name, item in zip(self.parts, self._split(said), strict=True):
                try:
                    found.append(self._number(single(item), name))
                except CheckFailed as fault:
                    found.append(nan)
                    faults.append(fault)
            if len(faults) == len(found):
                raise faults[0]
        return tuple(found)

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
        pairs = zip(self.parts, items, strict=False)
        why = (self._why_odd_part(name, item, given) for name, item in pairs)
        return next(filter(None, why), None)

    def _why_odd_part(self, name: str, item: Any, given: Mapping[str, Any]) -> str | None:
        sizes = self.sizes(given)
        for shape, diagnosis in self._odd.get(name, {}).items():
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


def _precision(item: Any) -> torch.dtype | None:
    """Return the precision of a tensor, where it is one of real numbers: that is charged once."""
    is_real = isinstance(item, torch.Tensor) and item.is_floating_point()
    return item.dtype if is_real else None
