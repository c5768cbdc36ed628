"""The fork server: one warm process that forks a child for each hand-in and ends it.

Inside bubblewrap it is pid 1 of its own pid namespace. That gives it three things: no signal from
inside can hurt it, orphans of a hand-in become its children, and when it dies the kernel kills
everything in the namespace. It is driven over one socket (SOCK_SEQPACKET, one message a packet)
and never reads a byte from a hand-in: the hand-in's own socket is passed in by the trusted side
and closed here after the fork. When the trusted side hangs up, it ends.

    open   + file descriptor   -> {"opened": pid}   forks; one hand-in at a time
    import NAMES               -> {"imported": ...} imports libraries that the next hand-in mentions
    close                      -> {"closed": ...}   kills, reaps, cleans; says how the child ended
    hung up                    -> {"closed": ...}   the same, after a moment to end by itself
"""

import gc
import math
import os
import resource
import select
import socket
import time
from typing import Any

import msgpack

from autograder.worker import cleanup, linux, memory
from autograder.worker.child import become_child
from autograder.worker.libraries import LIBRARIES
from autograder.worker.processor import Stopwatch
from autograder.worker.warm import exercise, warm, warm_libraries

# Huge pages take 0.8 s and save 13 ms from each later hand-in: so many have cost what they save.
_MANY = 60
# To run what many will run, and to collect garbage, takes 0.9 s, and saves 30 ms a hand-in: those
# that need what only some need (arithmetic on the meta device) take 0.2 s less.
_SOME = 16


class Server:
    """Holds the warm interpreter and at most one hand-in."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self._settings = settings
        self._control = socket.socket(fileno=settings["control"])
        self._child: int | None = None
        self._pidfd = -1
        self._status: int | None = None
        self._out_of_memory = False
        # Asked once, before any hand-in: whatever lowers them later must not reach the next one.
        rlimits = settings["rlimits"]
        settings["rlimits"] = {kind: min(value, _most(kind)) for kind, value in rlimits.items()}
        self._most_address_space = _most("RLIMIT_AS")
        self._served = 0
        self._stopwatch = Stopwatch()
        self._libraries = set(settings["libraries"])
        self._exercised = False

    def run(self) -> None:
        """Warm up, then serve until the trusted side hangs up."""
        os.chdir(self._settings["work"])
        self._notebook = warm(self._settings["libraries"], cuda=self._settings["cuda"])
        if self._settings["image_limit"] == 0:
            self._notebook.draw_no_figures()
        self._settle()
        self._say({"ready": os.getpid()})
        while self._turn():
            pass
        cleanup.end_all(deadline=time.monotonic() + 3.0)
        os._exit(0)  # at once: tearing the interpreter down would take longer than all else

    def _settle(self) -> None:
        """Leave nothing behind of what was imported but the modules themselves."""
        cleanup.empty(self._settings["writable"])
        # A child's garbage collection would touch, and so copy, every page that it shares.
        gc.freeze()
        self._measure()

    def _measure(self) -> None:
        """Set the limits that are counted from this process's size, which children begin with."""
        own = memory.own_bytes()
        if self._settings["limit_address_space"]:
            limit = min(own.virtual + int(self._settings["memory"]), self._most_address_space)
            self._settings["rlimits"]["RLIMIT_AS"] = limit
        self._watch = memory.Watch(own.resident + self._settings["memory"], self._settings["tmpfs"])

    def _turn(self) -> bool:
        watched = [self._control.fileno()] + ([self._pidfd] if self._pidfd >= 0 else [])
        wait = self._watch.interval if self._child is not None else None
        ready, _, _ = select.select(watched, [], [], wait)
        self._reap()
        if self._child is not None and not self._out_of_memory and self._watch.exceeded():
            self._out_of_memory = True
            cleanup.kill_all()
        if self._control.fileno() in ready:
            return self._handle()
        return True

    def _handle(self) -> bool:
        data, fds, _, _ = socket.recv_fds(self._control, 4096, 1)
        if not data:
            return False
        if data == b"open" and len(fds) == 1 and self._child is None:
            self._open(fds[0])
        elif data.startswith(b"import ") and self._child is None:
            self._import(data.decode().split()[1:])
        elif data == b"close":
            self._close()
        elif data == b"hung up":
            self._await_child(2.0)  # the kernel closes files before it tells of an end
            self._close()
        else:
            self._say({"error": "not a request"})
        return True

    def _open(self, channel: int) -> None:
        self._status, self._out_of_memory = None, False
        if self._served >= _SOME and not self._exercised:
            self._exercise()
        self._stopwatch = Stopwatch()
        pid = os.fork()
        if pid == 0:
            # Detached, lest its destructor close a descriptor of the same number later.
            self._control.detach()
            become_child(channel, self._notebook, self._settings)
        os.close(channel)
        self._child = pid
        self._pidfd = os.pidfd_open(pid)
        self._say({"opened": pid})

    def _exercise(self) -> None:
        exercise(self._notebook, self._libraries)
        self._exercised = True
        gc.unfreeze()
        gc.collect()
        self._settle()

    def _import(self, names: list[str]) -> None:
        known = [name for name in names if name in LIBRARIES]
        warm_libraries(self._notebook, known)
        self._libraries.update(known)
        self._exercised = False
        self._settle()
        self._say({"imported": known})

    def _close(self) -> None:
        # What ends from here on is our doing, and says nothing about the hand-in.
        status, self._child = self._status, None
        waited = self._stopwatch.waited()
        odd = cleanup.end_all(deadline=time.monotonic() + 3.0)
        used = self._stopwatch.told(waited)
        odd = odd or cleanup.empty(self._settings["writable"])
        self._forget_pidfd()
        memory_too = {"memory": self._out_of_memory, "used": used}
        self._say({"closed": True, "status": status, "odd": odd, **memory_too})
        self._served += 1
        if self._served == _MANY:
            linux.use_huge_pages()
            self._measure()

    def _await_child(self, seconds: float) -> None:
        if self._pidfd >= 0:
            select.select([self._pidfd], [], [], seconds)
        self._reap()

    def _reap(self) -> None:
        while self._child is not None:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            self._note(pid, status)

    def _note(self, pid: int, status: int) -> None:
        if pid == self._child and self._status is None:
            self._status = status
            self._forget_pidfd()
            # What it left behind may hold the socket open: end it, so that the other side knows.
            cleanup.kill_all()

    def _forget_pidfd(self) -> None:
        if self._pidfd >= 0:
            os.close(self._pidfd)
            self._pidfd = -1

    def _say(self, message: dict[str, Any]) -> None:
        self._control.send(msgpack.packb(message))


def _most(kind: str) -> float:
    """Return how high a limit of this process may be set."""
    hard = resource.getrlimit(getattr(resource, kind))[1]
    return math.inf if hard == resource.RLIM_INFINITY else hard
