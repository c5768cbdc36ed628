"""The form of an answer: kind, dtype, shape and finiteness, settled before any value is compared.

What a worker sends is only known to be what `wire` decodes, so nothing else is taken for granted.
Messages reach students: they name sizes by the letters that the grader gave them (n, F) and never
a number of a hidden input. Evidence reaches the TA only.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import torch

from autograder.errors import CheckFailed, StudentProtocol
from autograder.kit.compare import dtype_name
from autograder.wire import Opaque

Shape: TypeAlias = tuple[int, ...]


def expect_tensor(
    value: Any,
    what: str,
    *,
    dtype: torch.dtype,
    shapes: Sequence[Shape],
    sizes: Mapping[int, str],
    from_grad: bool = False,
    hint: str = "",
) -> torch.Tensor:
    """Return `value` if it is a finite tensor of `dtype` with one of `shapes`.

    `what` names it for the student, `sizes` names the numbers of `shapes` by letters, `hint` asks
    about another shape. A tuple in its place is one of autograd's where that was asked
    (`from_grad`); elsewhere it is that of a stray comma, say. Raises CheckFailed.
    """
    if isinstance(value, tuple | list) and any(isinstance(v, torch.Tensor) for v in value):
        raise CheckFailed(
            f"{what} is a {type(value).__name__} that holds a tensor, not a tensor",
            diagnosis="grad-tuple" if from_grad and isinstance(value, tuple) else None,
        )
    if not isinstance(value, torch.Tensor):
        raise CheckFailed(f"{what} is not a plain tensor", evidence={"type": _kind(value)})
    _expect_form(value, what, dtype_name(dtype), shapes, sizes, hint)
    return value


def expect_tensors(
    value: Any,
    what: str,
    *,
    parts: Mapping[str, Sequence[Shape]],
    dtype: torch.dtype,
    sizes: Mapping[int, str],
    from_grad: bool = False,
) -> tuple[torch.Tensor, ...]:
    """Return the tensors of a tuple or list; `parts` holds each one's name and allowed shapes.

    Raises CheckFailed, as `expect_tensor` does for each of them.
    """
    expect_something(value, what)
    if not isinstance(value, tuple | list) or len(value) != len(parts):
        # () is what `torch.autograd.grad(...) * -1` gives.
        times_minus_1 = from_grad and isinstance(value, tuple) and not value
        raise CheckFailed(
            f"{what} is not a tuple of {' and '.join(parts)}",
            diagnosis="grad-tuple" if times_minus_1 else None,
            evidence={"type": _kind(value)},
        )
    return tuple(
        expect_tensor(item, name, dtype=dtype, shapes=shapes, sizes=sizes, from_grad=from_grad)
        for item, (name, shapes) in zip(value, parts.items(), strict=True)
    )


def expect_array(
    value: Any, what: str, *, dtype: str, shapes: Sequence[Shape], sizes: Mapping[int, str],
    hint: str = "",
) -> np.ndarray[Any, Any]:  # fmt: skip
    """Return `value` if it is a finite NumPy array, as `expect_tensor` does of a tensor.

    NumPy's scalars arrive as arrays of shape (). Raises CheckFailed.
    """
    if not isinstance(value, np.ndarray):
        raise CheckFailed(f"{what} is not a NumPy array", evidence={"type": _kind(value)})
    _expect_form(value, what, dtype, shapes, sizes, hint)
    return value


def is_array(value: Any) -> bool:
    """Whether a value is a tensor or an array of at least one dimension."""
    return isinstance(value, torch.Tensor | np.ndarray) and value.ndim > 0


def single(value: Any) -> Any:
    """Return a tensor or an array of one number in shape (), anything else as it is."""
    return value.reshape(()) if is_array(value) and math.prod(value.shape) == 1 else value


def expect_number(value: Any, what: str) -> float:
    """Return `value` as a float if it is a finite real number or a tensor or array of shape ()."""
    if isinstance(value, torch.Tensor | np.ndarray) and value.ndim == 0:
        value = value.item()
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CheckFailed(f"{what} is not a number", evidence={"type": _kind(value)})
    if not math.isfinite(value):
        raise CheckFailed(f"{what} is nan or inf")
    return float(value)


def expect_numbers(value: Any, what: str, count: int, *, each: str) -> list[float]:
    """Return the `count` finite numbers in a list, a tuple or a 1-D tensor or array.

    `each` says what there is one number for ("epoch"). Raises CheckFailed.
    """
    if isinstance(value, torch.Tensor | np.ndarray) and value.ndim == 1:
        value = value.tolist()
    expect_something(value, what)
    if not isinstance(value, list | tuple):
        raise CheckFailed(f"{what} is not a list", evidence={"type": _kind(value)})
    # No more than that are looked at: a hostile list may be as long as a message.
    numbers = [expect_number(item, f"an entry of {what}") for item in value[: count + 1]]
    if len(value) != count:
        by = "more" if len(value) > count else "fewer"
        odd = f"one number {by}" if abs(len(value) - count) == 1 else f"{by} numbers"
        raise CheckFailed(
            f"{what} holds {odd} than there are {each}s",
            evidence={"length": len(value), "expected": count},
        )
    return numbers


def expect_something(value: Any, what: str) -> None:
    """Raise CheckFailed where a function returned None, as one without a `return` does."""
    if value is None:
        raise CheckFailed(f"{what} is None", diagnosis="no-return")


def expect_records(found: Any, count: int, **kinds: type) -> list[dict[str, Any]]:
    """Return what a probe told about `count` problems: a dict for each, with a value of each kind.

    `expect_records(found, 3, engine=bool, answer=object)`: object stands for anything at all, which
    is what the student's process could have sent. Raises StudentProtocol where it is not that.
    """
    if not isinstance(found, list) or len(found) != count:
        raise StudentProtocol("a probe's answer that is not one record for each problem")
    for record in found:
        if not isinstance(record, dict) or not set(kinds) <= set(record):
            raise StudentProtocol("a probe's record without the keys that it should have")
        if not all(kind in (object, type(record[key])) for key, kind in kinds.items()):
            raise StudentProtocol("a probe's record with a value of another kind")
    return found


def identical(value: Any, expected: torch.Tensor) -> bool:
    """Whether `value` is a tensor with the dtype, the shape and exactly the numbers of another."""
    return (
        isinstance(value, torch.Tensor)
        and value.dtype == expected.dtype
        and value.shape == expected.shape
        and torch.equal(value, expected)
    )


def shape_words(shape: Sequence[int], sizes: Mapping[int, str]) -> str:
    """Return a shape in letters, "(n, 1)": a size without a letter is "?", except 1."""
    words = [sizes.get(size, "1" if size == 1 else "?") for size in shape[:4]]
    words += ["..."] if len(shape) > 4 else []
    return f"({words[0]},)" if len(words) == 1 else f"({', '.join(words)})"


def _expect_form(
    value: torch.Tensor | np.ndarray[Any, Any],
    what: str,
    wanted: str,
    shapes: Sequence[Shape],
    sizes: Mapping[int, str],
    hint: str,
) -> None:
    shape, dtype = tuple(value.shape), dtype_name(value)
    if shape not in shapes:
        allowed = " or ".join(shape_words(one, sizes) for one in shapes)
        raise CheckFailed(
            f"{what} has shape {shape_words(shape, sizes)}, not {allowed}",
            hint=hint,
            evidence={"shape": str(shape)},
        )
    if dtype != wanted:
        other = "float" in dtype and "float" in wanted
        raise CheckFailed(
            f"{what} has dtype {dtype}, not {wanted} like its inputs",
            diagnosis="dtype-ignored" if other else None,
        )
    finite = torch.isfinite(value) if isinstance(value, torch.Tensor) else np.isfinite(value)
    if not bool(finite.all()):
        raise CheckFailed(f"{what} holds nan or inf")


def _kind(value: Any) -> str:
    return value.type_name if isinstance(value, Opaque) else type(value).__name__
