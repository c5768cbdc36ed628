"""Runs the public checks of one task on live objects, and says how they ended.

Pure but for the student's code: what that prints, draws, sets or takes from the random streams is
undone, and whatever it raises ends in a result.
"""

import linecache
import re
from collections.abc import Mapping, MutableMapping
from importlib import import_module
from pathlib import Path
from types import FunctionType, TracebackType
from typing import Any

from autograder import diagnoses
from autograder.errors import CheckFailed, UsageError
from autograder.notebooks.similar import similar_name
from autograder.public.deadline import SECONDS, Deadline
from autograder.public.guard import seed, unchanged
from autograder.public.load import PublicChecks, Step, load_checks
from autograder.public.message import one_line
from autograder.public.place import CODE, TABLE
from autograder.public.result import PublicFailed, PublicResult, PublicStatus
from autograder.public.table import Table
from autograder.public.versions import Versions
from autograder.worker import faults
from autograder.worker.eager import COMPILER
from autograder.worker.engine import at_defaults

_OPEN = re.compile(r"task `(\w+)` is open")


class NameMissing(AttributeError):
    """A name that the notebook does not define."""

    def __init__(self, name: str) -> None:
        super().__init__(f"`{name}` is not defined in the notebook")
        self.missing = name


class Notebook:
    """The notebook's names as attributes; the first thing that a step is given.

    What a step sets here is set for the student's code, until the run is over.
    """

    _names: MutableMapping[str, Any]
    _asked: dict[str, None]

    def __init__(self, names: MutableMapping[str, Any], asked: dict[str, None]) -> None:
        object.__setattr__(self, "_names", names)
        object.__setattr__(self, "_asked", asked)

    def __setattr__(self, name: str, value: Any) -> None:
        self._names[name] = value

    def __delattr__(self, name: str) -> None:
        del self._names[name]

    def __getattr__(self, name: str) -> Any:
        self._asked[name] = None
        try:
            return self._names[name]
        except KeyError:
            raise NameMissing(name) from None


def run_task(
    folder: Path,
    namespace: MutableMapping[str, Any],
    task: str,
    *,
    seconds: float = SECONDS,
    versions: Versions | None = None,
) -> PublicResult:
    """Run the public checks that lie in `folder` for one task, on the objects in `namespace`.

    Stops at the first step that does not hold, and after `seconds`. With the `versions` of a kernel
    answers have their own helpers, as in grading. Raises UsageError where the
    files are not there or know no such task.
    """
    with unchanged({}), at_defaults():  # public inputs are made there
        checks = load_checks(folder)
        # The first optimizer or layer of a kernel imports it: a second, ten on a machine that is
        # slow or busy, and no time of the student's.
        import_module(COMPILER)
    if task not in checks.steps:
        known = ", ".join(checks.steps)
        raise UsageError(
            f"there is no task `{task}`: {CODE} and {TABLE} belong to {checks.belonging}",
            remedy=f"put those of this notebook beside it, or name one of the tasks {known}",
        )
    helpers = versions.helpers(checks.cells) if versions is not None else {}
    return _Run(checks, namespace, task, helpers).result(seconds)


class _Run:
    """One run of a task's steps."""

    def __init__(
        self,
        checks: PublicChecks,
        namespace: MutableMapping[str, Any],
        task: str,
        helpers: Mapping[str, Any],
    ) -> None:
        self._steps = checks.steps[task]
        self._table = checks.tables.get(task, Table())
        self._checks, self._task, self._namespace = checks, task, namespace
        self._helpers = helpers
        self._held: list[Step] = []
        self._asked: dict[str, None] = {}  # in order

    def result(self, seconds: float) -> PublicResult:
        clock = Deadline(seconds)
        error: BaseException | None = None
        try:
            with unchanged(self._namespace):
                self._namespace.update(self._helpers)
                error = clock.call(self._look)
        except BaseException as raised:
            error = raised
        if clock.passed:
            fault = f"it did not finish in time ({seconds:g} s): is there a loop that never ends?"
            return self._told(PublicStatus.TIMEOUT, fault=fault)
        return self._told(PublicStatus.PASS) if error is None else self._ended(error)

    def _look(self) -> None:
        for step in self._steps:
            seed()
            with at_defaults():  # as each call is in grading
                step.look(Notebook(self._namespace, self._asked), self._table)
            self._held.append(step)

    def _ended(self, error: BaseException) -> PublicResult:
        if isinstance(error, CheckFailed):
            return self._failed(error)
        told = faults.describe(error)
        if isinstance(error, NameMissing):
            if other := similar_name(error.missing, _written_in(self._namespace)):
                fault = f"`{error.missing}` is not defined, but `{other}` is"
                fault = f"{fault}: is its name the one that the task asks for?"
                return self._told(PublicStatus.ERROR, fault=fault)
            fault = f"`{error.missing}` is not defined yet: run the cell above first"
            return self._told(PublicStatus.OPEN, fault=fault)
        frame = _last_frame(error.__traceback__, self._namespace)
        if isinstance(error, NotImplementedError) and (found := _OPEN.search(told["text"])):
            fault = f"task `{found[1]}` is open: replace the line that raises this with your code"
            return self._told(PublicStatus.OPEN, fault=fault, diagnosis="stub-left")
        code = _code(frame) if frame else diagnoses.Code("", 0)
        own = frame is not None and frame.tb_next is None
        # PyTorch raises this too, for what it cannot do with a dtype.
        own = own and (code.says(r"\braise\b") or not code.statement)
        if isinstance(error, NotImplementedError) and own:
            fault = f"task `{self._task}` is open: a line in its cell raises NotImplementedError"
            return self._told(PublicStatus.OPEN, fault=fault, diagnosis="stub-left")
        diagnosis = diagnoses.from_exception(told["type"], told["text"], code)
        return self._told(
            PublicStatus.ERROR,
            fault=_raised(error, told),
            where=_place(frame) if frame else "",
            diagnosis=diagnosis if diagnosis != "stub-left" else None,
        )

    def _failed(self, error: CheckFailed) -> PublicResult:
        shown = error if isinstance(error, PublicFailed) else PublicFailed("")
        return self._told(
            PublicStatus.FAIL,
            fault=error.message,
            diagnosis=error.diagnosis,
            hint=error.hint,
            expected=shown.expected,
            received=shown.received or _evidence(error),
            picture=shown.picture,
        )

    def _told(self, status: PublicStatus, *, hint: str = "", **told: Any) -> PublicResult:
        titles = [step.title for step in self._steps]
        held = len(self._held)
        stopped = status not in (PublicStatus.PASS, PublicStatus.OPEN)
        diagnosis = told.get("diagnosis")
        # An endless loop or a misspelt name is no question for a lecture.
        passage = diagnosis or (self._task if status is PublicStatus.FAIL else "")
        lectures = self._checks.passages
        return PublicResult(
            task=self._task,
            title=self._table.title,
            status=status,
            holds=tuple(titles[:held]),
            wrong=titles[held] if stopped and held < len(titles) else "",
            unseen=tuple(titles[held + 1 :]) if stopped else (),
            hints=(hint,) if hint else self._checks.catalogue.hints(diagnosis),
            lecture=(lectures.get(passage) or lectures.get(self._task, "")) if passage else "",
            looked_at=tuple(self._asked),
            **told,
        )


def _written_in(namespace: MutableMapping[str, Any]) -> list[str]:
    """Return the names of the functions and classes that a notebook defines."""
    here = namespace.get("__name__")
    return [
        name
        for name, value in namespace.items()
        if isinstance(value, FunctionType | type) and value.__module__ == here
    ]


def _raised(error: BaseException, told: dict[str, Any]) -> str:
    if isinstance(error, RecursionError):
        return "your code calls itself without end"
    if isinstance(error, KeyboardInterrupt):
        return "it was interrupted"
    if isinstance(error, SystemExit):
        return "your code asks Python to exit"
    text = one_line(told["text"])
    return f"your code raised {told['type']}" + (f": {text}" if text else "")


def _evidence(error: CheckFailed) -> str:
    """Return what a check of the form found: the shape or the type of the answer."""
    return ", ".join(f"{name} {value}" for name, value in error.evidence.items() if name != "error")


def _last_frame(
    trace: TracebackType | None, namespace: MutableMapping[str, Any]
) -> TracebackType | None:
    """Return the innermost frame that runs the notebook's own code."""
    found = None
    while trace is not None:
        if trace.tb_frame.f_globals is namespace:
            found = trace
        trace = trace.tb_next
    return found


def _code(trace: TracebackType) -> diagnoses.Code:
    lines = linecache.getlines(trace.tb_frame.f_code.co_filename)
    return diagnoses.Code("".join(lines), trace.tb_lineno)


def _place(trace: TracebackType) -> str:
    code, line = trace.tb_frame.f_code, trace.tb_lineno
    source = linecache.getline(code.co_filename, line).strip()[:120]
    return f"line {line}, in {code.co_name}" + (f": {source}" if source else "")
