"""What a contender gives back for a class, and the most simple of their common needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchmarks.hand_ins import ASSIGNMENT, HandIn
from benchmarks.measure import Measured

FULL = 100.0


@dataclass(frozen=True)
class Graded:
    """A class as one contender graded it; a score is None where it gave none."""

    measured: Measured
    scores: Mapping[str, float | None]


class Contender(Protocol):
    """Something that grades a class with one command, in a folder of its own."""

    def grade(self, work: Path, hand_ins: Sequence[HandIn], *, limit: float) -> Graded:
        """Grade the hand-ins; `work` is an empty folder. Only the command itself is measured."""


def at_once(commands: Sequence[str]) -> list[str]:
    """Return one command that runs shell commands side by side and fails where one of them does."""
    started = [f"{command} & p{number}=$!" for number, command in enumerate(commands)]
    awaited = [f"wait $p{number} || failed=$?" for number in range(len(commands))]
    return ["sh", "-c", "\n".join([*started, *awaited, "exit ${failed:-0}"])]


def put_submitted(folder: Path, hand_ins: Sequence[HandIn]) -> None:
    """Write hand-ins as nbgrader lays them out: <student>/<assignment>/<notebook>.ipynb."""
    for hand_in in hand_ins:
        path = folder / hand_in.student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(hand_in.content)
