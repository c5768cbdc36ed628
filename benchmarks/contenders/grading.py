"""What a contender gives back for a class, and the most simple of their common needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchmarks.measure import Measured
from benchmarks.submissions import ASSIGNMENT, Submission

FULL = 100.0


@dataclass(frozen=True)
class Graded:
    """A class as one contender graded it; a score is None where it gave none."""

    measured: Measured
    scores: Mapping[str, float | None]


class Contender(Protocol):
    """Something that grades a class with one command, in a folder of its own."""

    def grade(self, work: Path, submissions: Sequence[Submission], *, limit: float) -> Graded:
        """Grade the hand-ins; `work` is an empty folder. Only the command itself is measured."""


def at_once(commands: Sequence[str]) -> list[str]:
    """Return one command that runs shell commands side by side and fails where one of them does."""
    started = [f"{command} & p{number}=$!" for number, command in enumerate(commands)]
    awaited = [f"wait $p{number} || failed=$?" for number in range(len(commands))]
    return ["sh", "-c", "\n".join([*started, *awaited, "exit ${failed:-0}"])]


def put_submitted(folder: Path, submissions: Sequence[Submission]) -> None:
    """Write hand-ins as nbgrader lays them out: <student>/<assignment>/<notebook>.ipynb."""
    for submission in submissions:
        path = folder / submission.student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(submission.content)
