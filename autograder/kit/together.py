"""One task that asks for several functions, each with the checks of its own kind.

    BOTH = Together(forward=FORWARD.task(), loss=LOSS.task())
    TASK = BOTH.task(
        BOTH.check("forward", "`forward` gives the predictions", 4, forward=["returns", "values"]),
        BOTH.check("loss", "`mse_loss` gives the loss", 4, loss=["returns", "values"]),
        BOTH.check("sizes", "Both work for one sample", 1, forward=["sizes"], loss=["sizes"]),
    )

Questions and asks of a part have its name before their own: "forward_values".
"""

from collections.abc import Sequence
from typing import Any

from autograder.kit.trial import Check, Task, Trial


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

        def look(trial: Trial) -> None:
            for part, names in looks.items():
                of_part = trial.part(part, self._parts[part])
                for one in names:
                    of_part.look(one)

        return Check(name, title, look, points=points, needs=needs)

    def task(self, *checks: Check) -> Task:
        """Return the one task."""
        untold = [f"{part}_{name}" for part, task in self._parts.items() for name in task.untold]
        return Task(
            asks=self._all("asks"),
            kinds=self._all("kinds"),
            questions=self._all("questions"),
            untold=untold,
            checks=checks,
        )

    def _all(self, what: str) -> dict[str, Any]:
        return {
            f"{part}_{name}" if name else part: one
            for part, task in self._parts.items()
            for name, one in getattr(task, what).items()
        }
