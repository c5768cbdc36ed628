"""The kind "statements over the notebook's names", as the test cells of nbgrader are.

They run beside the student's code, in the notebook's own namespace, which is as before afterwards.
So nothing is compared outside: code that rewrites Python can make them hold, and read them while
they run. It is what an imported course brings along; the other kinds ask on fresh numbers and
compare where no student's code is. docs/importing.md says how to lift one to them.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import NamedTuple

from autograder.kit.asking import Problem, Record
from autograder.kit.trial import Check, Task, Trial

_FILE = "<statements>"
_MOST_SAID = 500  # characters of what an assertion says
_MOST_SHOWN = 160  # characters of a statement in a message
_KINDS: dict[str, type] = {"held": bool, "line": int, "said": str}


class Asserts(NamedTuple):
    """One check: statements that must run without an exception; public alone without points."""

    name: str
    title: str
    source: str
    points: float | None = None


def asserted(*tests: Asserts) -> Statements:
    """Return the task with these checks, each alone."""
    return Statements(tests)


class Statements(Task):
    """A task whose checks are statements."""

    def __init__(self, tests: Sequence[Asserts]) -> None:
        self._sources = {test.name: test.source for test in tests}
        checks = [Check(t.name, t.title, self._look(t.name), points=t.points) for t in tests]
        super().__init__(asks={"": _run}, checks=checks, questions={}, kinds={"": _KINDS})

    def hold(self, trial: Trial, *, after: str = "", hidden: str = "") -> None:
        """Raise CheckFailed unless the public statements `after` hold, and then the `hidden` ones.

        Of hidden statements nothing is told, neither their text nor what an assertion says.
        """
        shown = self._sources.get(after, "")
        (told,) = trial.ask([{"source": f"{shown}\n{hidden}"}])
        if told["held"] is True:
            return
        statement = _statement(shown, told["line"])
        message = f"`{statement}` does not hold" if statement else "a hidden test does not hold"
        if trial.public:
            said = told["said"].split("\n")[0]
            raise trial.failed(f"{message}: {said}" if said else message)
        raise trial.failed(message, evidence={"assertion": told["said"]})

    def _look(self, name: str) -> Callable[[Trial], None]:
        return lambda trial: self.hold(trial, after=name)


def _statement(source: str, line: int) -> str:
    """Return the top-level statement at a line, on one line; "" where there is none."""
    for node in ast.parse(source).body:
        if node.lineno <= line <= (node.end_lineno or 0):
            text = " ".join((ast.get_source_segment(source, node) or "").split())
            return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"
    return ""


def _run(notebook: object, problems: Sequence[Problem], device: str) -> list[Record]:  # noqa: ARG001
    return [_ran(notebook, problem["source"]) for problem in problems]


def _ran(notebook: object, source: str) -> Record:
    """Run statements as a cell would; tell at which line an assertion failed, and what it says."""
    # The dict that the student's functions have as their globals: a test may delete one of them,
    # to see that another needs it.
    names = vars(notebook)["_names"]
    before = dict(names)
    try:
        exec(compile(source, _FILE, "exec"), names)
    except AssertionError as error:
        said = str(error)[:_MOST_SAID].encode("utf-8", "replace").decode()
        return {"held": False, "line": _line(error.__traceback__), "said": said}
    except NameError as error:
        if _of_statements(error.__traceback__) and isinstance(error.name, str):
            getattr(notebook, error.name)  # says, in its own words, that it is missing
        raise
    finally:
        for name in [name for name in names if name not in before]:
            del names[name]
        for name, value in before.items():
            if names.get(name) is not value:
                names[name] = value
    return {"held": True, "line": 0, "said": ""}


def _line(trace: TracebackType | None) -> int:
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == _FILE:
            return trace.tb_lineno
        trace = trace.tb_next
    return 0


def _of_statements(trace: TracebackType | None) -> bool:
    """Say whether the statements themselves raised, and no code that they call."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_code.co_filename == _FILE
