"""`autograder check --watch`: checks again on every save, and shows the first task that is open.

One loop hears everything: saves, keys, and what the running check says, each from a thread of its
own. A save while a check runs ends that one. A spare process is always warming up.
"""

import queue
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.cli import keys
from autograder.cli.check_screen import Screen
from autograder.cli.console import out
from autograder.errors import UsageError
from autograder.preflight.process import Process, Spares
from autograder.preflight.result import Preflight
from autograder.preflight.run import About, about, run_preflight
from autograder.preflight.saved import NotebookFile, read_saved
from autograder.preflight.submission import as_graded
from autograder.public.place import place
from autograder.public.result import PublicResult

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
    ended: Preflight | None = None
    failure: Exception | None = None


@dataclass(frozen=True)
class _Key:
    key: str


def keep_watching(notebook: Path, wanted: list[str], hints: int) -> None:
    """Check `notebook` on every save until `q` is pressed; raise UsageError at wrong use."""
    file = read_saved(notebook)
    folder = place(file.folder)
    with Spares(file.libraries, 1) as spares:
        with out.status("getting ready"):
            week = about(folder, spares.next())
            tasks = week.chosen(wanted)
        _Watch(week, tasks, hints, spares).run(file)


class _Watch:
    def __init__(self, week: About, tasks: list[str], hints: int, spares: Spares) -> None:
        self._events: queue.SimpleQueue[_Saved | _Result | _Key] = queue.SimpleQueue()
        self._week, self._tasks, self._spares = week, tasks, spares
        self._hints = hints
        self._running: _Running | None = None
        self._number = 0
        self._screen = Screen(tasks, hints)

    def run(self, file: NotebookFile) -> None:
        look = threading.Thread(target=self._look_at_file, args=(file,), daemon=True)
        with keys.pressed(lambda key: self._events.put(_Key(key))) as has_keys:
            self._screen.has_keys = has_keys
            self._check(file)
            look.start()
            try:
                while self._hear(self._events.get()):
                    self._screen.draw()
            finally:
                if self._running is not None:
                    self._running.stop()

    def _hear(self, event: "_Saved | _Result | _Key") -> bool:
        """Take one event in; return False to quit."""
        screen = self._screen
        if isinstance(event, _Key):
            if event.key in ("q", "Q"):
                return False
            screen.press(event.key.lower())
        elif isinstance(event, _Saved):
            if event.file is not None:
                self._check(event.file)
            else:
                screen.fault = event.fault
        elif event.number == self._number:
            if event.failure is not None:
                raise event.failure
            if event.result is not None:
                screen.results[event.result.task] = event.result
            screen.ended = event.ended
        return True

    def _check(self, file: NotebookFile) -> None:
        if self._running is not None:
            self._running.stop()
        self._number += 1
        file, _ = as_graded(file, self._week)
        self._screen.begin(file)
        self._running = _Running(self._number, self._events, self._spares)
        self._running.start(file, self._week.folder, self._tasks)

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
            ended = run_preflight(file, folder, tasks, self._take, told=self._told)
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


def _state(path: Path) -> tuple[int, ...]:
    with suppress(OSError):
        found = path.stat()
        return found.st_mtime_ns, found.st_size, found.st_ino
    return ()
