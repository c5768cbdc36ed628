"""The trusted side of the sandbox: starts the fork server, opens and ends hand-ins.

Processes and pipes, from the outside in:

    trusted process ── control socket (SOCK_SEQPACKET) ── fork server, pid 1 inside bubblewrap
          └───────────── session socket (SOCK_STREAM) ── child, one hand-in, forked by the server

The control socket is the server's alone. For each hand-in the trusted side makes a socket pair
and passes one end through the control socket (SCM_RIGHTS); the child has that end as its only
connection. The trusted process has all privileges of its user; the server has none and starts
student code only in children; a child is assumed hostile from its first cell on.

In a container both channels run over one stream: see `stdio`.

Whatever goes not as it should on the control socket (no answer in time, a process that would not
die, a file that would not go) ends the server; the next hand-in gets a new one.
"""

import time
from typing import TYPE_CHECKING, Self

from autograder.errors import SandboxError
from autograder.model import Isolation, Limits, Settings
from autograder.sandbox import bubblewrap
from autograder.sandbox.ending import Ending
from autograder.sandbox.launch import launch
from autograder.sandbox.link import Link, SocketLink
from autograder.worker.libraries import mentioned

if TYPE_CHECKING:
    from autograder.sandbox.session import Session

_START_SECONDS = 180.0  # a cold disk reads torch slowly
_FORK_SECONDS = 60.0  # the server may have to do what many hand-ins need: see `worker.server`
_ANSWER_SECONDS = 8.0


class Sandbox:
    """One warm fork server, inside bubblewrap or a container; one hand-in at a time.

    `Isolation.NONE` runs the same server as a plain process: for one's own code only.
    The thread that starts it must outlive it, since the kernel ends it with that thread.
    """

    def __init__(
        self,
        limits: Limits,
        *,
        isolation: Isolation = Isolation.BUBBLEWRAP,
        cuda: bool = False,
        _without: frozenset[str] = frozenset(),
    ) -> None:
        self.limits = limits
        self.isolation = isolation
        self._cuda = cuda
        self._without = _without  # tests switch "seccomp" or "network" isolation off
        self._link: Link | None = None
        self._warm = False
        # Libraries that take long to import: those mentioned, and those that the server was told.
        self._expected: frozenset[str] = frozenset()
        self._imported: frozenset[str] = frozenset()
        self._session: Session | None = None
        # Where its processes may run; they cannot change it. Empty for anywhere.
        self.cores: frozenset[int] = frozenset()

    @classmethod
    def for_run(cls, limits: Limits, settings: Settings) -> Self:
        """Return the sandbox of a grading run; nothing is started yet."""
        if not settings.figures:
            limits = limits.model_copy(update={"image_kb": 0})
        return cls(limits, isolation=settings.isolation, cuda="cuda" in settings.devices)

    def __enter__(self) -> "Sandbox":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def expect(self, source: str) -> None:
        """Have those libraries imported that `source` mentions and that take long to import.

        That is done where the server starts or, where it runs, before the next hand-in.
        """
        self._expected |= mentioned(source)

    def begin(self) -> None:
        """Start the server, which warms up by itself; SandboxError where that fails."""
        if self._link is None:
            self._warm = False
            self._imported = self._expected
            self._link = launch(
                self.limits,
                self.isolation,
                self._expected,
                cuda=self._cuda,
                without=self._without,
                cores=self.cores,
            )

    def forked(self) -> None:
        """Leave the server to the process that this one was forked from, and start another."""
        if self._link is not None:
            assert isinstance(self._link, SocketLink)  # the others have threads
            self._link.abandon()
            self._link = None
        self.begin()

    def start(self) -> None:
        """Start the server and wait until it is warm; SandboxError where that fails."""
        self.begin()
        if self._warm:
            return
        assert self._link is not None
        try:
            answer = self._link.answer(_START_SECONDS)
            said = self._link.said()
        except BaseException:
            self.close()
            raise
        if answer is None or "ready" not in answer:
            self.close()
            raise SandboxError(f"the sandbox did not start: {said}", remedy=self._remedy(said))
        self._warm = True

    def close(self) -> None:
        """End the server and everything in it; idempotent."""
        if self._session is not None:
            self._session.cut()
            self._session = None
        if self._link is not None:
            link, self._link = self._link, None
            if not self._warm:
                link.kill()  # it hears nothing before it is warm
            link.close()

    def open(self) -> "Session":
        """Fork a child for one hand-in; SandboxError if it cannot."""
        if self._session is not None:
            raise SandboxError("the sandbox runs one hand-in at a time: close the last session")
        for attempt in (1, 2):
            self.start()
            session = self._fork() if self._import() else None
            if session is not None:
                return session
            said = self._link.said() if self._link is not None else ""
            self.close()
            if attempt == 2:
                raise SandboxError(f"the sandbox does not fork: {said}")
        raise AssertionError("not reached")

    def end_session(self, session: "Session", *, hung_up: bool) -> Ending | None:
        """Have the server end the hand-in; what a session calls when it is closed.

        `hung_up`: the child closed its connection, so give it a moment to end by itself.
        """
        if session is not self._session:
            return None
        self._session = None
        word = b"hung up" if hung_up else b"close"
        answer = None if self._link is None else self._link.ask(word, _ANSWER_SECONDS)
        if answer is None or answer.get("closed") is not True or answer.get("odd"):
            self.close()
        if answer is None:
            return None
        status, used = answer.get("status"), answer.get("used", {})
        return Ending(status if type(status) is int else None, answer.get("memory") is True, **used)

    def _import(self) -> bool:
        """Have the server import what is new to it; tell whether it could."""
        assert self._link is not None
        new = self._expected - self._imported
        if not new:
            return True
        self._imported = self._expected
        answer = self._link.ask(f"import {' '.join(sorted(new))}".encode(), _START_SECONDS)
        return answer is not None and "imported" in answer

    def _fork(self) -> "Session | None":
        # Both import torch, which takes long: by now the server has warmed up meanwhile.
        from autograder import wire
        from autograder.sandbox.session import Session

        assert self._link is not None
        channel = self._link.open(_FORK_SECONDS)
        if channel is None:
            return None
        try:
            hello = wire.receive(channel, deadline=time.monotonic() + _FORK_SECONDS)
        except wire.WireError:
            hello = None
        if type(hello) is not dict or "hello" not in hello:
            channel.close()
            return None
        self._session = Session(channel, self.limits, self.end_session)
        return self._session

    def _remedy(self, said: str) -> str:
        if self.isolation == Isolation.BUBBLEWRAP:
            return bubblewrap.remedy(said)
        return "run `autograder doctor`"
