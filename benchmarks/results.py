"""What was measured, and on what machine; kept in .cache/bench-results.json."""

import os
import platform
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import psutil
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from benchmarks.contenders.environment import CACHE, peers_version
from benchmarks.contenders.grading import FULL, Graded
from benchmarks.submissions import Submission

RESULTS = CACHE / "bench-results.json"

Seconds = Annotated[tuple[float, ...], Field(min_length=1)]


class NoResults(Exception):
    """There are no results from which the page could be written."""


class Frozen(BaseModel):
    """Data that does not change."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Run(Frozen):
    """A class as one contender graded it, once.

    `wrong` of its hand-ins hold a mistake, `caught` of these lost points, and `full` of the others
    have full marks; `unscored` have no score at all.
    """

    contender: str
    submissions: int
    seconds: float
    command_mb: float
    all_mb: float
    stopped: bool = False
    wrong: int = 0
    caught: int = 0
    full: int = 0
    unscored: int = 0
    score: float | None = None  # of a single hand-in


class Timings(Frozen):
    """Short commands, each timed several times and in turns (`benchmarks.timings`)."""

    libraries: Seconds  # the yardstick: to import what a notebook uses, in a fresh process
    torch: Seconds
    fresh: Seconds  # one hand-in graded, in a course folder without a gradebook
    again: Seconds  # one hand-in graded again, where a class is graded
    check: Seconds  # one notebook checked, as its student does
    submissions: int  # of the class that these two grade
    one_job: Seconds
    two_jobs: Seconds


class Machine(Frozen):
    """The machine, in general words."""

    cores: int
    memory_gb: int
    system: str
    python: str
    packages: dict[str, str]


class Results(Frozen):
    """All that a run measured; `stages` holds the seconds of each stage, by pass."""

    date: str
    machine: Machine
    rounds: int
    patience: float
    classes: tuple[Run, ...]
    timings: Timings
    endless: tuple[Run, ...]
    stages: tuple[dict[str, float], ...]


def outcome(contender: str, graded: Graded, submissions: list[Submission]) -> Run:
    """Return a contender's run, its scores compared with what is wrong with the hand-ins."""
    measured, scores = graded.measured, graded.scores
    wrong = [submission.student for submission in submissions if submission.mistakes]
    right = [submission.student for submission in submissions if not submission.mistakes]
    known = {student: score for student, score in scores.items() if score is not None}
    return Run(
        contender=contender,
        submissions=len(submissions),
        seconds=round(measured.seconds, 3),
        command_mb=round(measured.command_mb, 1),
        all_mb=round(measured.all_mb, 1),
        stopped=measured.stopped,
        wrong=len(wrong),
        caught=sum(known.get(student, FULL) < FULL for student in wrong),
        full=sum(known.get(student, 0.0) == FULL for student in right),
        unscored=len(scores) - len(known),
        score=known.get(submissions[0].student) if len(submissions) == 1 else None,
    )


def this_machine() -> Machine:
    """Return what the reader of a timing needs to know of the machine."""
    packages = {name: version(name) for name in ("torch", "ipython", "pytest")}
    packages |= {name: peers_version(name) for name in ("nbgrader", "otter-grader")}
    return Machine(
        cores=os.cpu_count() or 1,
        memory_gb=round(psutil.virtual_memory().total / 2**30),
        system=f"{platform.system()}, {platform.machine()}",
        python=platform.python_version(),
        packages=packages,
    )


def today() -> str:
    """Return the date of a measurement."""
    return datetime.now().astimezone().date().isoformat()


def load(path: Path = RESULTS) -> Results:
    """Return the stored results of the last run.

    Raises NoResults where there are none, or where they are from before something was added.
    """
    try:
        return Results.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise NoResults(f"there is no {path}: measure first, with `make bench`") from None
    except ValidationError:
        raise NoResults(
            f"{path} is from another version of this benchmark: measure anew, with `make bench`"
        ) from None


def store(results: Results, path: Path = RESULTS) -> None:
    """Keep results for a later rendering."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(results.model_dump_json(indent=1) + "\n", encoding="utf-8")
