"""One task that asks for several functions, each with the checks of its own kind.

    BOTH = Together(forward=FORWARD.task(), loss=LOSS.task())
    TASK = BOTH.task(
        BOTH.check("forward", "`forward` gives the predictions", 4, forward=["returns", "values"]),
        BOTH.check("loss", "`mse_loss` gives the loss", 4, loss=["returns", "values"]),
        BOTH.check("sizes", "Both work for one sample", 1, forward=["sizes"], loss=["sizes"]),
    )

Questions and asks of a part have its name before their own: "forward_values".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from autograder.kit.asking import Problem, Record
from autograder.kit.draw import Draw
from autograder.kit.trial import Check, Task, Trial

if TYPE_CHECKING:
    from autograder.errors import CheckFailed


class Together:
    """Tasks by the name of the function that each asks for."""

    def __init__(self, **parts: Task) -> None:
        self._parts = parts

    def check(
        self,
        name: str,
        title: str,
        points: float | None = None,
        needs: Sequence[str] = (),
        **looks: Sequence[str],
    ) -> Check:
        """Return one check that looks at the checks of these names of each part."""
        chosen = [
            (part, next(check for check in self._parts[part].checks if check.name == one))
            for part, names in looks.items()
            for one in names
        ]

        def look(trial: Trial) -> None:
            for part, check in chosen:
                check.look(PartialTrial(trial, part, self._parts[part]))

        return Check(name, title, look, points=points, needs=needs)

    def task(self, *checks: Check) -> Task:
        """Return the one task."""
        return Task(
            asks=self._all("asks"),
            kinds=self._all("kinds"),
            questions=self._all("questions"),
            untold=[
                _named(part, name) for part, task in self._parts.items() for name in task.untold
            ],
            checks=checks,
        )

    def _all(self, what: str) -> Mapping[str, Any]:
        return {
            _named(part, name): one
            for part, task in self._parts.items()
            for name, one in getattr(task, what).items()
        }


class PartialTrial(Trial):
    """A trial under a check of one part of a task."""

    def __init__(self, whole: Trial, part: str, task: Task) -> None:
        super().__init__(task)
        self._whole, self._part = whole, part
        self.public, self.devices, self.dtypes = whole.public, whole.devices, whole.dtypes

    def draw(self, name: str) -> Draw:
        """Return where the numbers of the part's question come from."""
        return self._whole.draw(_named(self._part, name))

    def told(self, how: str, problems: Sequence[Problem], device: str) -> list[Record]:
        """Return what the part's ask tells."""
        return self._whole.told(_named(self._part, how), problems, device)

    def truths(self, name: str, problems: Sequence[Problem]) -> list[Any]:
        """Return what is right for the part's question."""
        return self._whole.truths(_named(self._part, name), problems)

    def diagnose(
        self, name: str, problems: Sequence[Problem], answers: Sequence[Any], part: int | None
    ) -> str | None:
        """Return the one mistake that explains the answers to the part's question."""
        return self._whole.diagnose(_named(self._part, name), problems, answers, part)

    def failed(self, message: str, **told: Any) -> CheckFailed:
        """Return the failure of the whole."""
        return self._whole.failed(message, **told)

    @property
    def raised(self) -> tuple[type[Exception], ...]:
        """What to catch where an exception of the student's code tells something."""
        return self._whole.raised

    def words(self, error: Exception) -> tuple[str, str]:
        """Return the type's name and the text of such an exception."""
        return self._whole.words(error)

    def rtol(self) -> float | None:
        """Return how far a right answer may lie from a truth."""
        return self._whole.rtol()


def _named(part: str, name: str) -> str:
    return f"{part}_{name}" if name else part
