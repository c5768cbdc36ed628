"""`autograder grade adaline`, as a TA runs it: sandbox, reports, plots and gradebook."""

import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import measure
from benchmarks.contenders.grading import Graded, put_submitted
from benchmarks.hand_ins import ASSIGNMENT, ROOT, HandIn

_PARTS = ("course.yml", "nbgrader_config.py", "source", "release", "tests/graders")


class Ours:
    """The engine in its own environment, with so many jobs."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs

    def grade(self, work: Path, hand_ins: Sequence[HandIn], *, limit: float) -> Graded:
        """Grade the class in a fresh course folder."""
        put_course(work, hand_ins)
        command = Path(sys.executable).with_name("autograder")
        measured = measure.run(
            [command, "grade", ASSIGNMENT, "--jobs", str(self._jobs)], cwd=work, limit=limit
        )
        return Graded(measured, {h.student: _score(work, h.student) for h in hand_ins})


def put_course(work: Path, hand_ins: Sequence[HandIn]) -> None:
    """Make `work` a course folder in which these are handed in and nothing is graded."""
    for part in _PARTS:
        if (ROOT / part).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / part, work / part, ignore=ignored)
        else:
            shutil.copy(ROOT / part, work / part)
    put_submitted(work / "submitted", hand_ins)


def _score(work: Path, student: str) -> float | None:
    try:
        text = (work / "autograded" / student / ASSIGNMENT / "report.json").read_text("utf-8")
    except FileNotFoundError:
        return None
    score = json.loads(text)["score"]
    return None if score is None else float(score)
