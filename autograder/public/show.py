"""`check("task")` in a notebook: runs the public checks, shows a box, and raises one line."""

import inspect
from dataclasses import replace
from typing import Any, NoReturn

from autograder.errors import UsageError
from autograder.public.deadline import SECONDS
from autograder.public.kernel import folder_of, ipython
from autograder.public.load import CODE
from autograder.public.render import headline, html, text
from autograder.public.result import PublicResult, PublicStatus
from autograder.public.run import run_task
from autograder.public.versions import VERSIONS, Stale, notebook_file, saved_cell


class PublicCheckFailed(Exception):
    """The public checks of a task do not pass; its one line says what to do."""

    def _render_traceback_(self) -> list[str]:
        # What IPython shows in place of a traceback, which would only lead into this package.
        return [str(self)]


def check(task: str, hints: int = 1, *, seconds: float = SECONDS) -> None:
    """Run the public checks of `task` on what the cells above have defined, and show a box.

    `hints` is how many of the hints stand open. Nothing is changed: names, random numbers and
    settings are afterwards what they were. Raises PublicCheckFailed unless all of them pass.
    """
    __tracebackhide__ = True
    frame = inspect.currentframe()
    assert frame is not None
    assert frame.f_back is not None
    names = frame.f_back.f_globals
    try:
        result = run_task(folder_of(CODE), names, task, seconds=seconds, versions=VERSIONS)
    except UsageError as error:
        _stop(f"{task}: {error.fault}: {error.remedy}")
    if stale := _stale(names, result):
        name, why = stale
        result = replace(result, earlier=why.words(name))
        _show(result, hints)
        _stop(f"{headline(result)} {why.remedy}")
    _show(result, hints)
    if result.status is not PublicStatus.PASS:
        _stop(_what_to_do(result))


def _stale(names: dict[str, Any], result: PublicResult) -> tuple[str, Stale] | None:
    """Return what was looked at and is not what its cell says now, and why; None as a rule."""
    if VERSIONS is None or not result.looked_at:
        return None
    if found := VERSIONS.stale(result.looked_at):
        return found
    path = notebook_file(names)
    saved = saved_cell(path, result.task) if path else None
    return VERSIONS.edited(saved, result.looked_at) if saved else None


def _stop(line: str) -> NoReturn:
    raise PublicCheckFailed(line) from None


def _what_to_do(result: PublicResult) -> str:
    line = headline(result)
    if result.status is PublicStatus.OPEN:
        return line
    end = "" if line.endswith((".", "?", "!")) else "."
    return f"{line}{end} Change the cell above, run it, then run this one again."


def _show(result: PublicResult, hints: int) -> None:
    if ipython() is None:
        print(text(result, hints))
        return
    from IPython.display import display

    box = {"text/plain": text(result, hints), "text/html": html(result, hints)}
    display(box, raw=True)  # type: ignore[no-untyped-call]
