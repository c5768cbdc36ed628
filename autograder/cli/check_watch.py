"""`autograder check --watch`: checks again on every save, and shows the first task that is open.

One loop hears everything: saves, keys, and what the running check says, each from a thread of its
own. A save while a check runs ends that one. A spare process is always warming up.
"""

import queue
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from rich.console import Group
from rich.text import Text

from autograder.cli import check_show, keys
from autograder.cli.app import out
from autograder.cli.check import chosen
from autograder.errors import UsageError
from autograder.public.place import place
from autograder.public.result import PublicResult, PublicStatus
from autograder.rehearsal.process import Process, Spares
from autograder.rehearsal.rehearse import about, rehearse
from autograder.rehearsal.result import Rehearsal
from autograder.rehearsal.saved import NotebookFile, read_saved

_LOOK = 0.1  # seconds between two looks at the file
_PATIENCE = 20  # looks at a file that cannot be read, before it is called broken


@dataclass(frozen=True)
class _Saved:
    """The notebook was saved, or what lies there is none."""

    file: NotebookFile | None
    fault: str = ""


@dataclass(frozen=True)
class _Result:
    """The run `number` has looked at a task, or is through, or could not go on."""

    number: int
    result: PublicResult | None = None
    ended: Rehearsal | None = None
    failure: Exception | None = None


@dataclass(frozen=True)
class _Key:
    key: str


def keep_watching(notebook: Path, wanted: list[str], hints: int) -> None:
    """Check `notebook` on every save until `q` is pressed; raise UsageError at wrong use."""
    file = read_saved(notebook)
    folder = place(file.folder)
    with Spares(1) as spares, _ended_in_order():
        with out.status("getting ready"):
            tasks = chosen(about(folder, spares.next()), wanted)
        _Watch(folder, tasks, hints, spares).run(file)


class _Watch:
    def __init__(self, folder: Path, tasks: list[str], hints: int, spares: Spares) -> None:
        self._events: queue.SimpleQueue[_Saved | _Result | _Key] = queue.SimpleQueue()
        self._folder, self._tasks, self._spares = folder, tasks, spares
        self._hints = hints
        self._running: _Running | None = None
        self._number = 0
        self._view = _View(tasks, hints)

    def run(self, file: NotebookFile) -> None:
        look = threading.Thread(target=self._look_at_file, args=(file,), daemon=True)
        with keys.pressed(lambda key: self._events.put(_Key(key))) as has_keys:
            self._view.has_keys = has_keys
            self._check(file)
            look.start()
            try:
                while self._hear(self._events.get()):
                    self._view.draw()
            finally:
                if self._running is not None:
                    self._running.stop()

    def _hear(self, event: "_Saved | _Result | _Key") -> bool:
        """Take one event in; return False to quit."""
        view = self._view
        if isinstance(event, _Key):
            if event.key in ("q", "Q"):
                return False
            view.press(event.key.lower())
        elif isinstance(event, _Saved):
            if event.file is not None:
                self._check(event.file)
            else:
                view.fault = event.fault
        elif event.number == self._number:
            if event.failure is not None:
                raise event.failure
            if event.result is not None:
                view.results[event.result.task] = event.result
            view.ended = event.ended
        return True

    def _check(self, file: NotebookFile) -> None:
        if self._running is not None:
            self._running.stop()
        self._number += 1
        self._view.begin(file)
        self._running = _Running(self._number, self._events, self._spares)
        self._running.start(file, self._folder, self._tasks)

    def _look_at_file(self, file: NotebookFile) -> None:
        """Tell of each save; a file that is half saved or just being replaced is waited for."""
        path, known = file.path, file.sha256
        seen, unread = _state(path), 0
        while True:
            threading.Event().wait(_LOOK)
            state = _state(path)
            if state == seen and not unread:
                continue
            seen = state
            try:
                file = read_saved(path)
            except UsageError as error:
                unread += 1
                if unread == _PATIENCE:
                    self._events.put(_Saved(None, error.fault))
                continue
            if file.sha256 != known or unread >= _PATIENCE:
                known = file.sha256
                self._events.put(_Saved(file))
            unread = 0


class _Running:
    """One run in a thread; `stop` ends it and its process."""

    def __init__(self, number: int, events: "queue.SimpleQueue[Any]", spares: Spares) -> None:
        self._number, self._events, self._spares = number, events, spares
        self._process: Process | None = None
        self._stopped = False
        self._lock = threading.Lock()

    def start(self, file: NotebookFile, folder: Path, tasks: list[str]) -> None:
        threading.Thread(target=self._run, args=(file, folder, tasks), daemon=True).start()

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def _run(self, file: NotebookFile, folder: Path, tasks: list[str]) -> None:
        try:
            ended = rehearse(file, folder, tasks, self._take, told=self._told)
        except _Stopped:
            return
        except Exception as error:  # the main thread must hear of it, whatever it is
            if not self._stopped:
                self._events.put(_Result(self._number, failure=error))
            return
        self._events.put(_Result(self._number, ended=ended))

    def _take(self) -> Process:
        with self._lock:
            if self._stopped:
                raise _Stopped
            self._process = self._spares.take()
            return self._process

    def _told(self, result: PublicResult) -> None:
        self._events.put(_Result(self._number, result=result))


class _Stopped(Exception):
    """The run was stopped; its result is of no use."""


@dataclass
class _View:
    """What stands on the screen: one task, and how the others are."""

    tasks: list[str]
    first_hints: int
    has_keys: bool = False
    file: NotebookFile | None = None
    fault: str = ""
    ended: Rehearsal | None = None
    results: dict[str, PublicResult] = field(default_factory=dict)
    _chosen: str = ""  # by `n`
    _hinted: tuple[str, str | None] = ("", None)  # the task and the cause that hints were asked for
    _hints: int = 0

    def begin(self, file: NotebookFile) -> None:
        self.file, self.fault, self.ended, self.results = file, "", None, {}

    def press(self, key: str) -> None:
        shown = self.shown()
        if key == "h" and shown is not None:
            self._hints = min(self._asked(shown) + 1, len(shown.hints))
            self._hinted = (shown.task, shown.diagnosis)
        elif key == "n" and self._open():
            after = self.tasks.index(shown.task) if shown is not None else -1
            later = [task for task in self._open() if self.tasks.index(task) > after]
            self._chosen = (later or self._open())[0]

    def shown(self) -> PublicResult | None:
        """Return the task to show: the one that was chosen while it is open, or the first."""
        names = self._open()
        if self._chosen and self._chosen not in self.results and self.ended is None:
            return None
        name = self._chosen if self._chosen in names else next(iter(names), None)
        return self.results[name] if name else None

    def draw(self) -> None:
        if out.is_terminal:
            out.clear()
        elif self.ended is None:
            return
        for part in self._parts():
            out.print(part)

    def _open(self) -> list[str]:
        return [
            task
            for task in self.tasks
            if task in self.results and self.results[task].status is not PublicStatus.PASS
        ]

    def _asked(self, result: PublicResult) -> int:
        return self._hints if self._hinted == (result.task, result.diagnosis) else self.first_hints

    def _parts(self) -> Iterator[Any]:
        assert self.file is not None
        yield Text(f"watching {self.file.path.name}", style="bold")
        yield Text()
        if self.fault:
            yield Text(f"{self.fault}: waiting until it is saved again", style="yellow")
        shown = self.shown()
        if shown is not None:
            yield check_show.task(shown, self._asked(shown), "press h" * self.has_keys)
        elif self.ended is None:
            yield Text("running your notebook from the top ...", style="dim")
        if self.ended is not None:
            yield Group(*check_show.below(self.file, self.ended, quiet=True))
            yield Text()
            yield check_show.summary(self.ended.results)
            if self.ended.passed:
                yield Text(f"before you hand in: autograder check {self.file.path.name} --final")
        if self.has_keys:
            yield Text("h another hint   n next open task   q quit", style="dim")


def _state(path: Path) -> tuple[int, ...]:
    with suppress(OSError):
        found = path.stat()
        return found.st_mtime_ns, found.st_size, found.st_ino
    return ()


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Let a closed terminal or a `kill` end this as `q` does: the terminal as it was."""
    names = [getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")]
    before = {name: signal.signal(name, _leave) for name in names if name is not None}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def _leave(number: int, _: object) -> NoReturn:
    raise SystemExit(128 + number)
