"""Runs a notebook from the top in a fresh process, then the public checks of its tasks.

A cell that hangs or ends its process is left out, as in grading: a fresh process runs the cells
before it again and goes on behind it.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograder import diagnoses
from autograder.errors import UsageError
from autograder.notebooks import normalised, remarks_on
from autograder.notebooks.node import NotebookNode
from autograder.preflight.process import Process, ProcessEnded, ProcessSlow
from autograder.preflight.result import CellFault, FaultKind, Preflight, from_plain
from autograder.preflight.saved import NotebookFile, SavedCell
from autograder.public.deadline import SECONDS
from autograder.public.place import place
from autograder.public.result import PublicResult, PublicStatus

_ABOUT = 60.0  # seconds
_GRACE = 5.0  # seconds a check may take beyond its own limit: one long call into C
_MISSING = re.compile(r"`(\w+)` is not defined yet")
_SLOW = "it did not finish in time ({:g} s): is there a loop that never ends?"
_ENDED = "it ended the Python process, as a crash or an exit does"


@dataclass(frozen=True)
class Limits:
    """Seconds for each cell, for all of them together, and for each task's public checks."""

    cell: float = 10.0
    total: float = 120.0
    task: float = SECONDS


@dataclass(frozen=True)
class About:
    """What lies beside a notebook: the assignment, its tasks in order, the cells of its release.

    `belonging` says in words which week that is; `packages` are those that are there when graded.
    """

    folder: Path
    assignment: str
    tasks: tuple[str, ...]
    belonging: str
    released: NotebookNode | None
    packages: tuple[str, ...] = ()

    def chosen(self, wanted: Collection[str]) -> list[str]:
        """Return the tasks to check, all where none is wanted, in their order.

        Raises UsageError for one that is not there.
        """
        for task in wanted:
            if task not in self.tasks:
                raise UsageError(
                    f"there is no task `{task}`",
                    remedy=f"the tasks here are {', '.join(self.tasks)}",
                )
        return [task for task in self.tasks if not wanted or task in wanted]


def about(folder: Path, process: Process) -> About:
    """Return what the public checks for a notebook in `folder` are about.

    Raises UsageError where they are missing or damaged. `process` is as good as new afterwards.
    """
    folder = place(folder)
    answer = process.ask({"about": str(folder)}, _ABOUT)
    if "fault" in answer:
        raise UsageError(answer["fault"], remedy=answer["remedy"])
    released = None
    if answer["cells"]:
        released = normalised({"nbformat": 4, "cells": answer["cells"]})
    tasks = tuple(answer["tasks"])
    packages = tuple(answer["packages"])
    return About(folder, answer["assignment"], tasks, answer["belonging"], released, packages)


def run_preflight(
    file: NotebookFile,
    checks: Path,  # the folder of the public checks
    tasks: Sequence[str],
    take: Callable[[], Process],
    *,
    limits: Limits = Limits(),
    told: Callable[[PublicResult], None] = lambda _: None,
) -> Preflight:
    """Run `file` from the top, then the public checks of `tasks`.

    `take` hands out fresh processes; `told` hears each result as it comes. Raises PreflightError
    where a process cannot be made ready.
    """
    run = _Run(file, checks, take, limits)
    try:
        run.cells()
        results = []
        for task in tasks:
            results.append(run.task(task))
            told(results[-1])
    finally:
        run.end()
    return Preflight(dict(run.faults), tuple(results), run.remarks)


class _Run:
    def __init__(
        self, file: NotebookFile, checks: Path, take: Callable[[], Process], limits: Limits
    ) -> None:
        self._file, self._checks, self._take, self._limits = file, checks, take, limits
        self._process = take()
        self._left = limits.total
        self._done: list[SavedCell] = []  # what a replacement has to run again
        self._all_ran = False
        self.faults: dict[str, CellFault] = {}
        self.remarks: tuple[str, ...] = ()
        self._begin()

    def end(self) -> None:
        self._process.kill()

    def cells(self) -> None:
        for saved in self._file.cells:
            fault = self._cell(saved)
            if fault is not None:
                self.faults[saved.cell.cell_id] = fault
            if fault is None or fault.kind is FaultKind.RAISED:
                self._done.append(saved)
        self._all_ran = True
        try:
            self.remarks = self._settle()
        except (ProcessSlow, ProcessEnded):
            self._replace()

    def task(self, task: str) -> PublicResult:
        seconds = self._limits.task
        request = {"check": task, "folder": str(self._checks), "seconds": seconds}
        try:
            answer = self._process.ask(request, seconds + _GRACE)
            return self._honest(from_plain(answer["result"]))
        except ProcessSlow:
            told = PublicResult(task, "", PublicStatus.TIMEOUT, fault=_SLOW.format(seconds))
        except ProcessEnded:
            told = PublicResult(task, "", PublicStatus.ERROR, fault=_ENDED)
        self._replace()
        return told

    def _cell(self, saved: SavedCell) -> CellFault | None:
        cell_id = saved.cell.cell_id
        seconds = min(self._limits.cell, self._left)
        if seconds <= 0:
            text = f"not run: the notebook takes longer than {self._limits.total:g} s altogether"
            return CellFault(cell_id, FaultKind.NOT_RUN, text)
        try:
            error = self._ask(saved, seconds)
        except ProcessSlow:
            self._left -= seconds
            self._replace()
            return CellFault(cell_id, FaultKind.TIMEOUT, _SLOW.format(seconds))
        except ProcessEnded:
            self._replace()
            return CellFault(cell_id, FaultKind.ENDED, _ENDED)
        if error is None:
            return None
        return CellFault(cell_id, FaultKind.RAISED, error["text"], error["type"], error["line"])

    def _ask(self, saved: SavedCell, seconds: float) -> dict[str, Any] | None:
        request = {"source": saved.cell.source, "cell_id": saved.cell.cell_id}
        error: dict[str, Any] | None = self._process.ask(request, seconds)["error"]
        return error

    def _begin(self) -> None:
        cells = [saved.cell for saved in self._file.cells]
        roles = {cell.cell_id: cell.role for cell in cells if cell.grade_id is not None}
        self._process.ask({"roles": roles}, _ABOUT)

    def _settle(self) -> tuple[str, ...]:
        told = self._process.ask({"settle": True}, self._limits.cell)
        return remarks_on([saved.cell for saved in self._file.cells], told)

    def _replace(self) -> None:
        """Go on in a fresh process, where the cells so far ran again."""
        while True:
            self._process.kill()
            self._process = self._take()
            self._begin()
            for saved in self._done:
                try:
                    self._ask(saved, self._limits.cell)
                except (ProcessSlow, ProcessEnded):
                    self._done.remove(saved)
                    break
            else:
                if self._all_ran:
                    self._settle()
                return

    def _honest(self, result: PublicResult) -> PublicResult:
        """Say of a name that is missing from the top why it is; nobody can "run the cell above"."""
        missing = _MISSING.search(result.fault) if result.status is PublicStatus.OPEN else None
        if missing is None:
            return result
        saved = self._file.of_task(result.task)
        fault = self.faults.get(saved.cell.cell_id) if saved is not None else None
        if saved is not None and fault is not None:
            code = diagnoses.Code(saved.cell.source, fault.line or 0)
            named = diagnoses.from_exception(fault.type_name, fault.text, code)
            asked = {"hints": named, "folder": str(self._checks)}
            return replace(
                result,
                status=PublicStatus.ERROR,
                fault=f"its cell fails: {fault.words}",
                diagnosis=named,
                hints=tuple(self._process.ask(asked, _ABOUT)["hints"]),
            )
        where = "its cell is missing, and " if saved is None else ""
        fault_words = f"{where}`{missing[1]}` is not defined when the notebook runs from the top"
        return replace(result, status=PublicStatus.ERROR, fault=fault_words)
