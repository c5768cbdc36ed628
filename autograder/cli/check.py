"""`autograder check`: a student's notebook from the top, and its public checks.

The one command of a student's install, which has no typer: so argparse reads what it is given.
"""

import io
import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from rich.markup import escape

from autograder.cli.console import SHORT_EXIT, out
from autograder.errors import StorageError, UsageError

ABOUT = "Run your notebook from the top and its public checks, before you hand it in."


def check(arguments: Sequence[str]) -> None:
    """Do what `autograder check ARGUMENTS` asks for; raises SystemExit where it is not all well."""
    asked = parser().parse_args(arguments)
    from autograder.preflight.process import INSIDE

    if os.environ.get(INSIDE):
        out.print("this notebook is being checked already: a check inside of it does nothing")
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A pipe on Windows knows no ✓.
        sys.stdout.reconfigure(errors="replace")
    if asked.final and (asked.watch or asked.tasks):
        raise UsageError(
            "--final looks at the whole notebook, once",
            remedy="leave out --task and --watch",
        )
    notebook = asked.notebook.absolute()
    if asked.watch:
        from autograder.cli.check_watch import keep_watching

        keep_watching(notebook, asked.tasks, asked.hints)
    elif not _once(notebook, asked.tasks, asked.hints, final=asked.final):
        raise SystemExit(SHORT_EXIT)


def parser() -> ArgumentParser:
    """Return what reads the command's arguments, and tells them."""
    made = ArgumentParser(prog="autograder check", description=ABOUT, allow_abbrev=False)
    add = made.add_argument
    add("notebook", metavar="NOTEBOOK", type=Path, help="The notebook, saved.")
    add("--task", dest="tasks", metavar="ID", action="append", default=[],
        help="Only this task (may be given again).")  # fmt: skip
    add("--watch", action="store_true", help="Check again on every save; h, n and q are keys.")
    add("--final", action="store_true",
        help="Before handing in: look at the file too; a receipt.")  # fmt: skip
    add("--hints", type=int, choices=range(4), default=1, help="How many hints to show (1).")
    return made


def _waiting() -> AbstractContextManager[object]:
    """Show that it runs, but not in a notebook's cell, which keeps what a terminal would erase."""
    in_cell = "JPY_PARENT_PID" in os.environ
    return nullcontext() if in_cell else out.status("running your notebook from the top")


def _once(notebook: Path, wanted: list[str], hints: int, *, final: bool) -> bool:
    """Check one time and show it; return whether nothing falls short."""
    from autograder.cli.check_show import Shown, show
    from autograder.preflight.process import Spares
    from autograder.preflight.receipt import write_receipt
    from autograder.preflight.run import about, run_preflight
    from autograder.preflight.saved import read_saved
    from autograder.preflight.submission import as_graded
    from autograder.public.place import place

    file = read_saved(notebook)
    place(file.folder)
    with Spares(file.libraries) as spares, _waiting():
        week = about(file.folder, spares.next())
        file, odd = as_graded(file, week)
        found = run_preflight(file, week.folder, week.chosen(wanted), spares.take)
    odd += found.remarks
    show(out, Shown(file, found, odd, hints, f"{week.assignment}.ipynb"), final=final)
    if final:
        try:
            receipt = write_receipt(file, week.assignment, found, odd)
        except OSError as error:
            raise StorageError(file.folder, error) from None
        out.print(f"receipt (no grade): {escape(str(receipt))}", soft_wrap=True)
    return found.passed
