"""`check("task")` in a notebook: runs the public checks, shows a box, and raises one line."""

import inspect
from typing import NoReturn

from autograder.errors import UsageError
from autograder.public.deadline import SECONDS
from autograder.public.kernel import folder_of, ipython
from autograder.public.load import CODE
from autograder.public.render import headline, html, text
from autograder.public.result import PublicResult, PublicStatus
from autograder.public.run import run_task


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
    try:
        result = run_task(folder_of(CODE), frame.f_back.f_globals, task, seconds=seconds)
    except UsageError as error:
        _stop(f"{task}: {error.fault}: {error.remedy}")
    _show(result, hints)
    if result.status is not PublicStatus.PASS:
        _stop(_what_to_do(result))


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
