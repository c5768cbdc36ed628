"""Runs of `autograder grade` whose grader processes are stubs, and what a test has them do.

Everything else is real: the command and its crew, processes and pipes, reports on disk, gradebook.
A stub (stub/stub_grader.py) starts in a third of a second and grades by a notebook's text.
"""

import errno
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil

_STUB = Path(__file__).with_name("stub")
PATIENCE = 600.0  # seconds; far more than anything takes
_HEEDED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def environment(orders):
    """Return the variables with which graders are stubs that look for orders in this folder."""
    path = [str(_STUB), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {"PYTHONPATH": os.pathsep.join(path), "STUB_ORDERS": str(orders)}


def order(orders, student, said):
    """Have the grader of a hand-in `die`, `die once` or raise any other text as GradersError."""
    (orders / student).write_text(said)


class Gate:
    """Holds the grader of a student's hand-in until the test opens it."""

    def __init__(self, orders, student):
        self._path = orders / student
        self._end = None
        os.mkfifo(self._path)

    def reached(self):
        """Say whether a grader stands there; it stays until `open`."""
        if self._end is None:
            try:
                self._end = os.open(self._path, os.O_WRONLY | os.O_NONBLOCK)
            except OSError as error:
                if error.errno != errno.ENXIO:  # nobody has the other end
                    raise
        return self._end is not None

    def open(self):
        """Let on who stands there, and whoever comes later."""
        # Both ends: so whoever is just arriving sees that nobody holds the pipe any more.
        last = os.open(self._path, os.O_RDWR)
        self._path.unlink()
        for end in (last, self._end):
            if end is not None:
                os.close(end)


def wait_for(happened, what):
    """Wait until `happened()` is true, and return that."""
    deadline = time.monotonic() + PATIENCE
    while not (found := happened()):
        assert time.monotonic() < deadline, f"never: {what}"
        time.sleep(0.02)
    return found


def words(process):
    """Return the command line of a process, none of one that has ended."""
    with suppress(psutil.NoSuchProcess):
        return process.cmdline()
    return []


def gone(processes):
    """Wait until these processes have ended; fail where one does not.

    What is left of one until somebody asks how it ended, no longer counts.
    """
    wait_for(lambda: not any(map(_runs, processes)), f"all of {processes} have ended")


def _runs(process):
    with suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def heeding(command):
    """Return a command that is started to heed signals, as from a terminal.

    What a shell starts in the background ignores Ctrl-C, and with it all that it starts.
    """
    script = (
        "import os, signal, sys\n"
        f"for number in {[int(number) for number in _HEEDED]}:\n"
        "    signal.signal(number, signal.SIG_DFL)\n"
        "os.execv(sys.argv[1], sys.argv[1:])\n"
    )
    return [sys.executable, "-I", "-S", "-c", script, *map(str, command)]
