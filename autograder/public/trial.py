"""A trial in a student's own notebook: on fixed problems, judged by public_checks.json."""

from collections.abc import Sequence
from typing import Any

import torch

from autograder import wire
from autograder.errors import CheckFailed
from autograder.kit.asking import Problem, Record
from autograder.kit.compare import agrees
from autograder.kit.draw import Draw, Fixed
from autograder.kit.trial import Task, Trial
from autograder.pictures import Picture
from autograder.public.result import PublicFailed
from autograder.public.table import RTOL, Table
from autograder.public.written import written

SEEN = 1e-4  # of their norm: in a picture nobody sees that numbers differ by less


class PublicTrial(Trial):
    """One student's live objects under one check."""

    public = True
    dtypes = (torch.float64,)
    raised = (Exception,)  # a check that catches it tells a finding from it, see `words`

    def __init__(self, name: str, task: Task, notebook: Any, table: Table) -> None:
        super().__init__(task)
        self._name, self._notebook, self._table = name, notebook, table

    def draw(self, name: str) -> Draw:
        """Return the numbers of this question, the same each time and on every machine."""
        return Fixed(f"{self._name}: {self.named(name)}")

    def told(self, how: str, problems: Sequence[Problem], device: str) -> list[Record]:
        """Return the records as the grader would receive them: plain data and plain tensors."""
        found = self.task.ask(self._notebook, how, problems, device)
        try:
            told: list[Record] = wire.decode(wire.encode(found))
        except (wire.WireError, RecursionError) as error:
            raise PublicFailed(f"the answer cannot be read: {error}") from None
        return told

    def truths(self, name: str, problems: Sequence[Problem]) -> list[Any]:  # noqa: ARG002
        """Return the numbers of public_checks.json."""
        return list(self._table[self.named(name)].truth)

    def known(self, name: str, problems: Sequence[Problem]) -> list[Any]:  # noqa: ARG002
        """Return the numbers of public_checks.json for the function of the task before."""
        return list(self._table[self.named(name)].helped)

    def diagnose(
        self,
        name: str,
        problems: Sequence[Problem],  # noqa: ARG002
        answers: Sequence[Any],
        part: int | None,
    ) -> str | None:
        """Return the id of the one known mistake whose numbers these are."""
        return self._table[self.named(name)].diagnose(answers, part)

    def failed(
        self,
        message: str,
        *,
        answer: Any = None,
        truth: Any = None,
        picture: Any = None,
        given: Problem | None = None,
        **told: Any,
    ) -> CheckFailed:
        """Return the failure, with the numbers as they are: all inputs are public."""
        fault = super().failed(message, answer=answer, truth=truth, **told)
        return PublicFailed(
            f"{_where(given)}{message}",
            diagnosis=fault.diagnosis,
            hint=fault.hint,
            evidence=fault.evidence,
            expected="" if truth is None else written(truth),
            received="" if answer is None else written(answer),
            picture=_telling(picture),
        )

    def words(self, error: Exception) -> tuple[str, str]:
        """Return the type's name and the text."""
        if isinstance(error, CheckFailed):
            raise error
        return type(error).__name__, str(error)

    def rtol(self) -> float | None:
        """Return how far an answer may lie from a table of so few digits."""
        return RTOL


def _telling(picture: Picture | None) -> Picture | None:
    """Return the picture if it shows a fault: where another part of an answer is wrong, none."""
    if picture is None or agrees(picture.received, picture.expected, rtol=SEEN):
        return None
    return picture


def _where(given: Problem | None) -> str:
    """Return "at x = 2.5, w = 1, " for a problem of numbers alone, which fit into a sentence."""
    if not given or not all(type(value) is float for value in given.values()):
        return ""
    return f"at {', '.join(f'{name} = {value:g}' for name, value in given.items())}, "
