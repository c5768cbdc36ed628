"""The floor: the student's cells alone, each notebook in a fork of one warm process.

    python -m benchmarks.contenders.floor SECONDS NOTEBOOK...

No sandbox, no checks, nothing read back: what no grader that runs the notebook can go below. The
time to import torch and its friends is not counted; the seconds for all go into the file SECONDS.
"""

import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import nbformat

from autograder.worker.libraries import LIBRARIES
from autograder.worker.notebook import Notebook
from autograder.worker.warm import warm
from benchmarks import measure
from benchmarks.contenders.grading import Graded
from benchmarks.submissions import Submission

_TEXT, _IMAGES = 2**20, 2**23


class Floor:
    """A warm process that runs notebooks and grades nothing."""

    def grade(self, work: Path, submissions: Sequence[Submission], *, limit: float) -> Graded:
        """Run the cells of each hand-in; there are no scores."""
        paths = [work / f"{submission.student}.ipynb" for submission in submissions]
        for path, submission in zip(paths, submissions, strict=True):
            path.write_bytes(submission.content)
        told = work / "seconds"
        command = [sys.executable, "-m", "benchmarks.contenders.floor", *map(str, [told, *paths])]
        env = {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
        measured = measure.run(command, cwd=work, env=env, limit=limit)
        return Graded(replace(measured, seconds=float(told.read_text())), {})


def main() -> None:
    """Run the notebooks that the arguments name."""
    told, *paths = map(Path, sys.argv[1:])
    cells = [_code(path) for path in paths]
    notebook = warm(LIBRARIES, cuda=False)
    begin = time.perf_counter()
    for sources in cells:
        pid = os.fork()
        if pid == 0:
            _run(notebook, sources)
        os.waitpid(pid, 0)
    told.write_text(str(time.perf_counter() - begin))


def _code(path: Path) -> list[str]:
    cells = nbformat.read(path, as_version=4).cells
    return [str(cell.source) for cell in cells if cell.cell_type == "code"]


def _run(notebook: Notebook, sources: Sequence[str]) -> None:
    """Run the cells in this process, which is a fork, and end it."""
    for number, source in enumerate(sources):
        notebook.run(source, f"cell-{number}", text_limit=_TEXT, image_limit=_IMAGES)
    os._exit(0)


if __name__ == "__main__":
    main()
