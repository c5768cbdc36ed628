"""A task whose code may call the student's own function of a task before: one mistake costs once.

    Values("cross_entropy_gradient", ..., helper=Helper("softmax", lambda given: given["z"]))

It is right with the student's own function or with a right one in its place. That one is no code:
it knows the right results for the rows of the problem at hand, passed with the problem's other
arguments in their places, and leaves any other call to the student's own. What these results are,
the hidden side says: `Grader(..., helper=)`.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import torch

from autograder.errors import CheckFailed
from autograder.kit.asking import Call, Problem, Record
from autograder.kit.compare import agrees
from autograder.kit.observers import standing_in
from autograder.kit.trial import KNOWN, Look, Trial

_NEAR = 1e-3  # how far a row may be from the one that it is


class Helper:
    """A function of the notebook that may be called, by `name`.

    `rows(given)` is its first argument for a problem, (n, ...), by whose rows a call is recognised.
    """

    def __init__(self, name: str, rows: Callable[[Problem], torch.Tensor]) -> None:
        self.name, self._rows = name, rows

    def call(self, call: Call) -> Call:
        """Return the call with known results in the function's place, where a problem has them."""

        def helped(notebook: Any, given: Problem, told: Record) -> Any:
            if KNOWN not in given:
                return call(notebook, given, told)
            with self._in_place(notebook, given):
                return call(notebook, given, told)

        return helped

    @contextmanager
    def _in_place(self, notebook: Any, given: Problem) -> Iterator[None]:
        own, rows = getattr(notebook, self.name, None), self._rows(given)
        known = [torch.as_tensor(part).to(rows.device) for part in given[KNOWN]]

        def looked_up(*args: Any, **kwargs: Any) -> Any:
            passed = [*args, *kwargs.values()]
            derived = not passed or any(map(_is_derived, passed))
            other = derived or _misplaced(own, args, kwargs, given)
            places = None if other else _places(passed[0], rows)
            if places is None:
                return own(*args, **kwargs)  # type: ignore[misc]
            found = tuple(part[places].to(passed[0].dtype) for part in known)
            return found[0] if len(found) == 1 else found

        with standing_in(notebook, {self.name: looked_up}):
            yield


def either(look: Look) -> Look:
    """Return a look that finds nothing if it does so with one of the two functions."""

    def looking(trial: Trial) -> None:
        faults: tuple[type[Exception], ...] = (CheckFailed, *trial.raised)
        try:
            look(trial)
        except faults as fault:
            try:
                look(trial.knowing())
            except CheckFailed:
                raise  # a mistake of its own, seen apart from one of the task before
            except trial.raised:
                raise fault from fault.__cause__

    return looking


def _is_derived(argument: Any) -> bool:
    """Whether somebody differentiates by an argument, which known numbers would hide."""
    wrapped = torch._C._functorch.is_functorch_wrapped_tensor
    return isinstance(argument, torch.Tensor) and (argument.requires_grad or wrapped(argument))


def _misplaced(own: Any, args: Sequence[Any], kwargs: Mapping[str, Any], given: Problem) -> bool:
    """Whether an argument behind the first is not what a problem holds under its name."""
    try:
        signature = inspect.signature(own)
    except (TypeError, ValueError):
        return False
    try:
        (_, *others) = signature.bind(*args, **kwargs).arguments.items()
    except (TypeError, ValueError):
        return True
    return not all(
        agrees(value, given[name], rtol=_NEAR) for name, value in others if name in given
    )


def _places(first: Any, rows: torch.Tensor) -> torch.Tensor | None:
    """Return which of `rows` the rows of a tensor are, or the tensor itself is; None if others."""
    if not isinstance(first, torch.Tensor) or first.shape[-1:] != rows.shape[-1:]:
        return None
    if first.dim() not in (rows.dim(), rows.dim() - 1):
        return None
    asked = first if first.dim() == rows.dim() else first[None]
    distances = (asked[:, None] - rows).abs().flatten(2).amax(dim=2)
    nearest, places = distances.min(dim=1)
    if not bool((nearest <= _NEAR * rows.abs().amax().clamp_min(1)).all()):
        return None
    return places if first.dim() == rows.dim() else places[0]
