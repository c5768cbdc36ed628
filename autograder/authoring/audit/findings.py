"""What an audit found, as frozen data, and the shape of reports/audit.json."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import Field

from autograder.errors import AutograderError
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
    EDITIONS = "editions"
    SEEDS = "seeds"
    MUTANTS = "mutants"

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
    Question.EDITIONS: "a right answer in an earlier edition loses nothing",
    Question.SEEDS: "no result changes with the seed",
    Question.MUTANTS: "a mutant loses points, or is written down as right",
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


def complaint(
    root: Path, assignment: str, question: Question, path: Path, error: AutograderError
) -> Finding:
    """Return the finding that an error in the file `path` kept a question from being asked."""
    fault = error.fault.removeprefix(f"{path}").removeprefix(": ")
    return Finding(
        assignment=assignment,
        question=question,
        file=path.relative_to(root).as_posix(),
        fault=re.sub(r"^:(?=\d)", "line ", fault),
        remedy=error.remedy or "correct it and audit again",
    )


class Row(Frozen):
    """One question asked of one assignment: of how many things, and how many fall short.

    `asked` is 0 where nothing was there to ask it of, or something else kept it from being asked.
    """

    assignment: str
    question: Question
    asked: int
    short: int


class MutantRow(Frozen):
    """What came of the mutants of one task, in numbers.

    Of those that `lost` points `named` got a diagnosis. Of the others `right` are written down, and
    `survived` are not.
    """

    assignment: str
    task: str
    mutants: int
    lost: int
    named: int
    right: int
    survived: int


class Survivor(Frozen):
    """A mutant that keeps all points and is not written down; `diff` changes the cell of `file`."""

    assignment: str
    task: str
    file: str
    operator: str
    diff: str


class Blind(Frozen):
    """Points that `count` hand-ins lost, by a check that says the same of all and names no mistake.

    `examples` are a few of them: known mistakes by name, mutants by what was changed.
    """

    assignment: str
    task: str
    check: str
    says: str
    count: int
    examples: tuple[str, ...]


Ended = Literal["right", "short", "broken"]


def ended(*, broken: bool, short: bool) -> Ended:
    """Return how an audit ended: what we failed to grade outweighs what falls short."""
    return "broken" if broken else "short" if short else "right"


class Audit(Frozen):
    """A whole audit. It is `broken` where we failed to grade something: then it proves nothing.

    `mutants` and `survivors` are those of an audit by mutants, which asks nothing else. `blind` is
    where what was graded lost points and no mistake is named. `proved` names the digest of what was
    audited (runs.proved) for each assignment in which nothing falls short.
    """

    format: Literal[1] = 1
    engine_version: str
    status: Ended
    seeds: tuple[int, ...]
    devices: tuple[str, ...]
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    mutants: tuple[MutantRow, ...] = ()
    survivors: tuple[Survivor, ...] = ()
    blind: tuple[Blind, ...] = ()
    proved: dict[str, str] = Field(default_factory=dict)
    seconds: float
