"""`autograder check`: a student's notebook from the top, and its public checks."""

import io
import os
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from autograder.cli.app import SHORT_EXIT, STOPPED_EXIT, app, err, out
from autograder.errors import StorageError, UsageError


@app.command()
def check(
    notebook: Annotated[Path, typer.Argument(metavar="NOTEBOOK", help="The notebook, saved.")],
    tasks: Annotated[
        list[str] | None, typer.Option("--task", help="Only this task (may be given again).")
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check again on every save; h, n and q are keys.")
    ] = False,
    final: Annotated[
        bool, typer.Option("--final", help="Before handing in: look at the file too; a receipt.")
    ] = False,
    hints: Annotated[int, typer.Option(min=0, max=3, help="How many hints to show.")] = 1,
) -> None:
    """Run your notebook from the top and its public checks, before you hand it in."""
    from autograder.preflight.process import INSIDE

    if os.environ.get(INSIDE):
        out.print("this notebook is being checked already: a check inside of it does nothing")
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A pipe on Windows knows no ✓.
        sys.stdout.reconfigure(errors="replace")
    if final and (watch or tasks):
        raise UsageError(
            "--final looks at the whole notebook, once",
            remedy="leave out --task and --watch",
        )
    try:
        if watch:
            from autograder.cli.check_watch import keep_watching

            keep_watching(notebook.absolute(), tasks or [], hints)
            return
        passed = _once(notebook.absolute(), tasks or [], hints, final=final)
    except KeyboardInterrupt:
        err.print("stopped")
        raise typer.Exit(STOPPED_EXIT) from None
    if not passed:
        raise typer.Exit(SHORT_EXIT)


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
    show(out, Shown(file, found, odd, hints), final=final)
    if final:
        try:
            receipt = write_receipt(file, week.assignment, found, odd)
        except OSError as error:
            raise StorageError(file.folder, error) from None
        out.print(f"receipt (no grade): {escape(str(receipt))}", soft_wrap=True)
    return found.passed
