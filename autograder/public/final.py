"""`final_check("adaline.ipynb")`, a notebook's last cell: `autograder check --final` from there.

Run once, as by Run All, it only says what it would do: the check runs the whole notebook anew. Run
again with no other cell in between, it is what somebody wants.
"""

import os
import subprocess
import sys
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from autograder.public.kernel import folder_of, ipython

_STOPS = 5.0  # seconds that an interrupted check has to end what it began

_asked: tuple[int | None, float] | None = None  # the cell's number and the time, when last run


def final_check(notebook: str) -> None:
    """Check the saved `notebook` as before handing in; do so when run twice in a row.

    In a process of its own: nothing of this kernel is used or changed. Prints what falls short and
    what would be graded as missing, and leaves a receipt beside the notebook.
    """
    global _asked  # between two runs of a cell there is no other place
    number, before = _number_of_this_cell(), _asked
    _asked = number, time.time()
    if number is None or before is None or before[0] != number - 1:
        print(
            f"Ready to hand in? Save the notebook, then run this cell once more: it runs {notebook}"
            " from\nthe top, as the grader will, says what would be missing, and writes a receipt."
        )
        return
    path = folder_of(notebook) / notebook
    if not path.is_file():
        print(
            f"There is no {notebook} in {path.parent}: save this notebook there under that name,"
            " which it\nis handed in by. Where it lies on another machine, download it, and run"
            f"\n`autograder check {notebook} --final` in a terminal beside it."
        )
        return
    saved = path.stat().st_mtime
    print(f"Running {notebook} from the top, as it was saved at {_clock(saved)} ...", flush=True)
    if saved < before[1]:
        print("If anything has changed since, it is not in it: save, and run this cell again.")
    _run(path)


def _number_of_this_cell() -> int | None:
    """Return what stands in the brackets before the cell; None outside of a notebook."""
    count = getattr(ipython(), "execution_count", None)
    return count if isinstance(count, int) else None


def _clock(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).strftime("%H:%M:%S")  # a wall clock's


def _run(path: Path) -> None:
    program = "from autograder.cli import main; main()"
    # -P: a file random.py of the student's must not stand in for Python's own.
    command = [sys.executable, "-P", "-c", program, "check", path.name, "--final"]
    with subprocess.Popen(
        command,
        cwd=path.parent,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                print(line, end="", flush=True)
        except KeyboardInterrupt:
            # The interrupt reaches that process, too, as a rule.
            with suppress(subprocess.TimeoutExpired):
                process.wait(_STOPS)
            process.kill()
            raise
