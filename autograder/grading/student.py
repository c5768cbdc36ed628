"""One hand-in's notebook, run in the sandbox: its cells, then calls into what they define.

A student's process can die in any cell and in any call. It is then forked afresh and the cells
that are known to be harmless are run again, so that one endless loop costs one task and not the
notebook: a cell that killed its process is left out of every later run.

A call sees the inputs of hidden checks. What cells show and how they fail is therefore settled
with the first call: should a call's process pass something on to the next one, be it in the number
of a process or of a file, then no cell that runs again can show it to the student.
"""

import builtins
import re
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from autograder.errors import (
    StudentCrashed,
    StudentFault,
    StudentMemory,
    StudentNameMissing,
    StudentProtocol,
    StudentRaised,
    StudentTimeout,
)
from autograder.model import Limits
from autograder.notebooks import CodeCell, remarks_on
from autograder.sandbox import CellError, CellRun, Ending, Room, Sandbox, Session, is_out_of_memory

_KNOWN_TYPES = frozenset(
    name
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, BaseException)
) | {"OutOfMemoryError"}
LETHAL = (StudentTimeout, StudentMemory, StudentCrashed, StudentProtocol)
MIN_SECONDS = 4.0
_MOST_READ = 20_000  # characters of a task's cell whose syntax is looked at for advice
_PLACE = re.compile(r"cell (?P<cell>[A-Za-z0-9_-]{1,64}), line (?P<line>[0-9]{1,3})")
_PLACES = 100  # cells whose names and lines are told: fewer than could spell out a hidden input


def type_words(type_name: str) -> str:
    """Return the name of an exception type that Python defines, or words for one of another's.

    A type's name comes from the student's process, and can be made to carry a hidden input.
    """
    return type_name if type_name in _KNOWN_TYPES else "an exception"


@dataclass(frozen=True)
class CellFault:
    """Why a cell did not run to its end: an exception in it, or the death of the process."""

    cell: CodeCell
    error: CellError | StudentFault

    @property
    def words(self) -> str:
        """What is said of it to the student; nothing in it came from their process."""
        if isinstance(self.error, StudentFault):
            return self.error.words
        line = f" in line {self.error.line}" if self.error.line is not None else ""
        return f"{type_words(self.error.type_name)}{line}"


class StudentNotebook:
    """A notebook in the worker; `run` once, then `call` and `probe` as often as wanted.

    Raises only the StudentFault family for what the student did, and SandboxError for our faults.
    """

    def __init__(
        self, sandbox: Sandbox, cells: Sequence[CodeCell], limits: Limits, probes: str = ""
    ) -> None:
        self._sandbox = sandbox
        self._cells = cells
        self._limits = limits
        self._probes = probes
        self._session: Session | None = None
        self._left = limits.total_seconds
        self._room = Room(limits)
        self._deadline = 0.0
        self._seconds = limits.seconds
        self._lethal: dict[str, StudentFault] = {}
        self._left_out: set[str] = set()
        self._settled = False
        self._opened: list[Session] = []
        self._doubtful = self._late = False
        self.runs: dict[str, CellRun] = {}
        self.reads: dict[str, list[str]] = {}
        self.remarks: tuple[str, ...] = ()
        self.lacked = False  # whether a call asked for a name that is not defined
        sandbox.expect("\n".join(cell.source for cell in cells))

    def run(self) -> None:
        """Run every code cell, in order; afterwards `runs` and `faults` say how each went.

        `remarks` are sentences on what cells leave behind, and on which definition counts.
        Raises StudentTimeout where the hand-in's whole time passed before the last cell, and
        another StudentFault where the process cannot be asked anything after it.
        """
        with self._counted():
            self._live()

    def note_reads(self, tasks: Collection[str]) -> None:
        """Put into `reads` which names the code of each task reads beside its own.

        To be called before a call shows hidden inputs to the process: the answer may choose what a
        student reads. It is advice, so that where there is none, nothing else is lost.
        """
        with self._counted(), suppress(StudentFault):
            for cell in self._cells:
                task = cell.grade_id
                if task is None or task not in tasks or len(cell.source) > _MOST_READ:
                    continue
                session = self._live()
                seconds = min(MIN_SECONDS, self._patience())
                self.reads[task] = session.names_read(cell.source, seconds=seconds)

    @property
    def faults(self) -> dict[str, CellFault]:
        """The cells that failed, by cell id."""
        found: dict[str, CellFault] = {}
        for cell in self._cells:
            if cell.cell_id in self._lethal:
                found[cell.cell_id] = CellFault(cell, self._lethal[cell.cell_id])
            elif (run := self.runs.get(cell.cell_id)) and run.error:
                found[cell.cell_id] = CellFault(cell, run.error)
        return found

    def cell_of(self, grade_id: str) -> CodeCell | None:
        """The cell `grade_id`, None where it is no code cell."""
        return next((cell for cell in self._cells if cell.grade_id == grade_id), None)

    def fault_of(self, grade_id: str) -> CellFault | None:
        """Why the cell `grade_id` failed, or None where it ran to its end."""
        return next((f for f in self.faults.values() if f.cell.grade_id == grade_id), None)

    def defined(self, name: str) -> bool:
        """Whether the notebook's namespace holds `name`."""
        with self._counted():
            return self._live().defined(name)

    def call(self, name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any], seed: int) -> Any:
        """Call the student's `name`; the values and the answer cross by `wire`."""
        return self._ask("call", name, args, kwargs, seed)

    def probe(self, name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any], seed: int) -> Any:
        """Call our public probe `name`, which runs beside the student's code."""
        return self._ask("probe", name, args, kwargs, seed)

    def close(self) -> None:
        """Kill the process and all that it started."""
        if self._session is not None:
            self._session.close()
            self._session = None

    @property
    def doubtful(self) -> bool:
        """Whether the machine or a neighbour may be why something ended; to be asked at the end."""
        if self._late:
            ends = [session.ending for session in self._opened if session.ending is not None]
            whole = Ending(
                None,
                memory=False,
                lived=self._limits.total_seconds,
                ran=sum(end.ran for end in ends),
                waited=sum(end.waited for end in ends),
            )
            return self._doubtful or whole.starved(self._limits.total_seconds)
        return self._doubtful

    def _ask(
        self, how: str, name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any], seed: int
    ) -> Any:
        with self._counted():
            session = self._live()
            self._settled = True
            ask = session.call if how == "call" else session.probe
            try:
                return ask(name, args, dict(kwargs), seed=seed, seconds=self._patience())
            except LETHAL as fault:
                self._doubtful |= fault.doubtful
                if isinstance(fault, StudentTimeout):
                    self._lose_patience()
                raise
            except StudentRaised as fault:
                fault.where, fault.source = self._known_place(fault.where)
                raise
            except StudentNameMissing as fault:
                self.lacked = True
                # What was said to be missing reaches the student: it must be what was asked for.
                asked = {name, *(part for part in args if isinstance(part, str))}
                if fault.name not in asked.union(re.findall(r"\w+", self._probes)):
                    fault.name = ""
                raise

    def _known_place(self, where: str) -> tuple[str, str]:
        """Return where an exception says that it was raised, and the source of that cell.

        Both are "" where there is no such place.
        """
        found = _PLACE.fullmatch(where)
        for cell in self._cells[:_PLACES] if found else ():
            lines = cell.source.count("\n") + 1
            if found and cell.cell_id == found["cell"] and 0 < int(found["line"]) <= lines:
                return where, cell.source
        return "", ""

    def _live(self) -> Session:
        """Return a session in which every harmless cell has run."""
        # Each further start leaves out one more cell, so this ends.
        for _ in range(len(self._cells) + 2):
            if self._session is not None and self._session.alive:
                return self._session
            session = self._sandbox.open()
            self._opened.append(session)
            try:
                if self._run_cells(session):
                    session.load_probes(self._probes, seconds=self._limits.seconds)
                    self._session = session
                    return session
            finally:
                # Half a notebook must answer nothing.
                if self._session is not session:
                    session.close()
        raise StudentCrashed("the notebook's process did not stay alive")

    def _run_cells(self, session: Session) -> bool:
        roles = {cell.cell_id: cell.role for cell in self._cells if cell.grade_id is not None}
        session.expect(roles, seconds=self._limits.seconds)
        for cell in self._cells:
            if cell.cell_id in self._left_out:
                continue
            seconds = self._patience()
            try:
                run = session.run_cell(cell.source, cell.cell_id, seconds=seconds)
                if run.error and is_out_of_memory(run.error.type_name, run.error.text):
                    # What it holds would starve every cell and check after it.
                    raise StudentMemory(self._limits.memory_mb)
            except LETHAL as fault:
                self._doubtful |= fault.doubtful
                self._left_out.add(cell.cell_id)
                if not self._settled:
                    self._lethal[cell.cell_id] = fault
                if isinstance(fault, StudentTimeout):
                    self._lose_patience()
                return False
            if not self._settled:
                self._keep(cell, run)
        told = session.settle(seconds=self._limits.seconds)
        if not self._settled:
            self.remarks = remarks_on(self._cells, told)
        return True

    def _keep(self, cell: CodeCell, run: CellRun) -> None:
        # A cell that runs again, after another one died, shows what it shows in place of before.
        self.runs[cell.cell_id] = self._room.kept(run, self.runs.get(cell.cell_id))

    @contextmanager
    def _counted(self) -> Iterator[None]:
        """Count what passes here, and only that, towards the hand-in's whole time.

        What the grader does in between is not the student's: it may wait for another week's
        checks, or stand in a debugger.
        """
        self._deadline = time.monotonic() + self._left
        try:
            yield
        finally:
            self._left = self._deadline - time.monotonic()

    def _patience(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            self._late = True
            raise StudentTimeout(self._limits.total_seconds)
        return min(left, self._seconds)

    def _lose_patience(self) -> None:
        # The given cells below a stub call it again: an endless loop would cost its full time in
        # each of them. Honest cells need a tenth of the least that is left here, so that a slow or
        # busy machine does not turn into a time-out.
        self._seconds = min(self._seconds, max(MIN_SECONDS, self._seconds / 2))
