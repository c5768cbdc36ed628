"""`autograder grade adaline`, as a TA runs it: sandbox, reports, plots and gradebook."""

import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import measure
from benchmarks.contenders.grading import Graded, put_submitted
from benchmarks.submissions import ASSIGNMENT, ROOT, Submission

AUTOGRADER = Path(sys.executable).with_name("autograder")
_SETTINGS = ("course.yml", "diagnoses.toml", "lectures.toml", "nbgrader_config.py")
_PARTS = (*_SETTINGS, "source", "release", "tests/graders")


class Ours:
    """The engine in its own environment, with so many jobs or as many as it takes by itself."""

    def __init__(self, jobs: int | None, *, memory: bool = True) -> None:
        self._options: list[str] = [] if jobs is None else ["--jobs", str(jobs)]
        self._memory = memory

    def grade(self, work: Path, submissions: Sequence[Submission], *, limit: float) -> Graded:
        """Grade the class in a fresh course folder."""
        put_course(work, submissions)
        command: list[str | Path] = [AUTOGRADER, "grade", ASSIGNMENT, *self._options]
        measured = measure.run(command, cwd=work, limit=limit, memory=self._memory)
        return Graded(measured, {h.student: score(work, h.student) for h in submissions})


def put_course(work: Path, submissions: Sequence[Submission]) -> None:
    """Make `work` a course folder in which these are handed in and nothing is graded."""
    work.mkdir(exist_ok=True)
    for part in _PARTS:
        if (ROOT / part).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / part, work / part, ignore=ignored)
        else:
            shutil.copy(ROOT / part, work / part)
    put_submitted(work / "submitted", submissions)


def score(work: Path, student: str) -> float | None:
    """Return the score in a student's report, None where there is no report or no score."""
    try:
        text = (work / "autograded" / student / ASSIGNMENT / "report.json").read_text("utf-8")
    except FileNotFoundError:
        return None
    points = json.loads(text)["score"]
    return None if points is None else float(points)
