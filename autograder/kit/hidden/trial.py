"""A trial of a hand-in: asked in the sandbox, on fresh problems, judged by the live reference."""

from collections.abc import Sequence
from typing import Any

import torch

from autograder.errors import StudentRaised
from autograder.kit import compare
from autograder.kit.asking import Problem, Record
from autograder.kit.draw import Draw, Fresh
from autograder.kit.hidden.grader import Grader
from autograder.kit.trial import Task, Trial, of


class HiddenTrial(Trial):
    """One hand-in under one check; `probe` carries a question into its process."""

    public = False
    dtypes = (torch.float32, torch.float64)
    raised = (StudentRaised,)  # by the sandbox's session, where the student's code raised

    def __init__(
        self, task: Task, grader: Grader, probe: Any, rng: torch.Generator, devices: Sequence[str]
    ) -> None:
        super().__init__(task)
        self._grader, self._probe, self.rng = grader, probe, rng
        self.devices = tuple(devices)
        self.shown = grader.shown() if grader.shown else None

    def draw(self, name: str) -> Draw:  # noqa: ARG002
        """Return fresh numbers, whatever the question."""
        return Fresh(self.rng)

    def told(self, how: str, problems: Sequence[Problem], device: str) -> list[Record]:
        """Return what came over the wire: anything at all, until it has been looked at."""
        found: list[Record] = getattr(self._probe, self._grader.task)(
            self.named(how), list(problems), device
        )
        return found

    def truths(self, name: str, problems: Sequence[Problem]) -> list[Any]:
        """Return what the reference answers."""
        truth = self._grader.truth(self.named(name))
        assert truth is not None, f"{self._grader.task}: nothing is known of {self.named(name)}"
        return [truth(problem) for problem in problems]

    def known(self, name: str, problems: Sequence[Problem]) -> list[Any]:  # noqa: ARG002
        """Return what the grader's helper answers."""
        helper = self._grader.helper
        assert helper is not None, f"{self._grader.task}: nothing is known of the task before"
        return [helper(problem) for problem in problems]

    def diagnose(
        self, name: str, problems: Sequence[Problem], answers: Sequence[Any], part: int | None
    ) -> str | None:
        """Return the id of the one hypothesis that answers so."""
        hypotheses = [
            (diagnosis, lambda given, wrong=wrong: of(wrong(given), part))
            for diagnosis, wrong in self._grader.wrong(self.named(name))
        ]
        mine = [of(answer, part) for answer in answers]
        return compare.diagnose(problems, mine, hypotheses, rtol=self.rtol())

    def words(self, error: Exception) -> tuple[str, str]:
        """Return type and text, both from the student's process."""
        assert isinstance(error, StudentRaised)
        return error.type_name, error.text

    def rtol(self) -> float | None:
        """Return the grader's tolerance."""
        return self._grader.rtol
