"""Starts a process for a preflight, talks to it, and ends it.

Pipes, a thread and a queue: what Linux, macOS and Windows have in common. It works in an empty
folder, as a hand-in does when it is graded: only the notebook is handed in.
"""

import contextlib
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterable
from types import TracebackType
from typing import Any

import msgpack

from autograder.errors import AutograderError

# Set in the process, so that `autograder check` in a cell does not begin all over again.
INSIDE = "AUTOGRADER_PREFLIGHT"

_START = 180.0  # seconds; torch from a cold disk is slow
_LOOK = 0.1  # seconds between two looks whether it still lives


class ProcessEnded(Exception):
    """The process ended."""


class ProcessSlow(Exception):
    """No answer within the time."""


class PreflightError(AutograderError):
    """The process cannot be started: the student's Python lacks something."""

    exit_code = 3


class Process:
    """One process, warming up for those libraries from the moment it is made."""

    def __init__(self, libraries: Iterable[str]) -> None:
        self._folder = tempfile.TemporaryDirectory(
            prefix="autograder-check-", ignore_cleanup_errors=True
        )
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115  # closed in `kill`
        self._popen = subprocess.Popen(
            # -P: a file random.py of the student's must not stand in for Python's own.
            [sys.executable, "-P", "-m", "autograder.preflight.child", *libraries],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            bufsize=0,  # a buffered read would wait for more than one answer
            cwd=self._folder.name,
            env=_environment(),
            # Of its own, so that what a cell starts is ended with it, and Ctrl-C comes here alone.
            start_new_session=True,
        )
        self._answers: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()
        self._ready = False

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Return the answer to a request; raise ProcessEnded, ProcessSlow or PreflightError."""
        self._wait_until_ready()
        assert self._popen.stdin is not None
        data = memoryview(msgpack.packb(request))
        try:
            while data:
                data = data[self._popen.stdin.write(data) :]
        except (OSError, ValueError):  # ValueError: closed, for it was ended from another thread
            raise ProcessEnded from None
        return self._answer(seconds)

    def kill(self) -> None:
        """End it and all that it started; called again, it does nothing."""
        if self._complaints.closed:
            return
        if sys.platform == "win32":
            self._popen.kill()
        else:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._popen.pid, signal.SIGKILL)
        self._popen.wait()
        assert self._popen.stdin is not None
        with contextlib.suppress(OSError):
            self._popen.stdin.close()
        self._complaints.close()
        self._folder.cleanup()

    def _wait_until_ready(self) -> None:
        if self._ready:
            return
        try:
            self._answer(_START)
        except (ProcessEnded, ProcessSlow):
            raise PreflightError(
                f"a fresh Python process did not start: {self._complaint()}",
                remedy="install the course's package again, into the Python that you use",
            ) from None
        self._ready = True

    def _answer(self, seconds: float) -> dict[str, Any]:
        deadline = time.monotonic() + seconds
        while True:
            try:
                return self._answers.get(timeout=_LOOK)
            except queue.Empty:
                if self._popen.poll() is not None and self._answers.empty():
                    raise ProcessEnded from None
                if time.monotonic() > deadline:
                    raise ProcessSlow from None

    def _listen(self) -> None:
        assert self._popen.stdout is not None
        with self._popen.stdout as stream, contextlib.suppress(Exception):
            # What is no message of ours ends the listening, and so the preflight, in words.
            for message in msgpack.Unpacker(stream):
                self._answers.put(message)

    def _complaint(self) -> str:
        if self._complaints.closed:
            return "it was ended"
        self._complaints.seek(0)
        lines = self._complaints.read().decode(errors="replace").strip().split("\n")
        return lines[-1][:300] or "it said nothing"


class Spares:
    """Makes one process at once; from then on keeps `count` warm, replacing what is taken."""

    def __init__(self, libraries: Iterable[str], count: int = 0) -> None:
        self._libraries = sorted(libraries)
        self._waiting = deque(Process(self._libraries) for _ in range(max(count, 1)))
        self._count = count

    def __enter__(self) -> "Spares":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        while self._waiting:
            self._waiting.popleft().kill()

    def next(self) -> Process:
        """Return the process that `take` will return, to be left as good as new."""
        if not self._waiting:
            self._waiting.append(Process(self._libraries))
        return self._waiting[0]

    def take(self) -> Process:
        """Return a process that no run has used; its taker ends it."""
        taken = self._waiting.popleft() if self._waiting else Process(self._libraries)
        while len(self._waiting) < self._count:
            self._waiting.append(Process(self._libraries))
        return taken


def _environment() -> dict[str, str]:
    backend = "module://matplotlib_inline.backend_inline"
    return {**os.environ, "MPLBACKEND": backend, INSIDE: "1"}
