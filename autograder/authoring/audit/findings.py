"""What an audit found, as frozen data, and the shape of reports/audit.json."""

from enum import StrEnum
from typing import Literal

from autograder.model import Frozen


class Question(StrEnum):
    """What is asked of each assignment, in the order in which it is asked."""

    BUILT = "built"
    HIDDEN = "hidden"
    CHECKS = "checks"
    RELEASE = "release"
    SOLUTION = "solution"
    MISTAKES = "mistakes"
    ACCEPTED = "accepted"
    COVERAGE = "coverage"
    SEEDS = "seeds"

    @property
    def words(self) -> str:
        """What the answer should be, as the table words it."""
        return _WORDS[self]


_WORDS = {
    Question.BUILT: "release and solution are what source gives",
    Question.HIDDEN: "nothing hidden is in the release",
    Question.CHECKS: "each check has a title and points, and the points add up",
    Question.RELEASE: "the release is unsolved: it scores 0 in every task",
    Question.SOLUTION: "the solution scores everything",
    Question.MISTAKES: "a mistake loses points where it says, and is named",
    Question.ACCEPTED: "a right answer, however it is written, loses nothing",
    Question.COVERAGE: "every check is failed by some mistake, or by the release",
    Question.SEEDS: "no result changes with the seed",
}


class Finding(Frozen):
    """One thing that falls short; `file` is relative to the course folder."""

    assignment: str
    question: Question
    file: str
    fault: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}: {self.fault}; {self.remedy}"


class Row(Frozen):
    """One question asked of one assignment: of how many things, and how many fall short.

    `asked` is 0 where nothing was there to ask it of, or something else kept it from being asked.
    """

    assignment: str
    question: Question
    asked: int
    short: int


class Audit(Frozen):
    """A whole audit. It is `broken` where we failed to grade something: then it proves nothing."""

    format: Literal[1] = 1
    engine_version: str
    status: Literal["right", "short", "broken"]
    seeds: tuple[int, ...]
    devices: tuple[str, ...]
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    seconds: float
