"""The trusted side of the sandbox: starts the fork server, opens and ends hand-ins.

Processes and pipes, from the outside in:

    trusted process ── control socket (SOCK_SEQPACKET) ── fork server, pid 1 inside bubblewrap
          └───────────── session socket (SOCK_STREAM) ── child, one hand-in, forked by the server

The control socket is the server's alone. For each hand-in the trusted side makes a socket pair
and passes one end through the control socket (SCM_RIGHTS); the child has that end as its only
connection. The trusted process has all privileges of its user; the server has none and starts
student code only in children; a child is assumed hostile from its first cell on.

Whatever goes not as it should on the control socket (no answer in time, a process that would not
die, a file that would not go) ends the server; the next hand-in gets a new one.
"""

import json
import os
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from typing import IO, Any, Literal

import msgpack

from autograder import wire
from autograder.errors import SandboxError
from autograder.model import Limits
from autograder.sandbox import bubblewrap, interpreter, seccomp
from autograder.sandbox.outputs import IMAGE_LIMIT
from autograder.sandbox.session import Session

_START_SECONDS = 180.0  # a cold disk reads torch slowly
_ANSWER_SECONDS = 8.0
_STOP_SECONDS = 4.0


@dataclass(frozen=True)
class Ending:
    """How a hand-in's process ended: its wait status or None, and whether memory was the cause."""

    status: int | None
    memory: bool


class Sandbox:
    """One warm fork server inside bubblewrap; one hand-in at a time.

    `isolation="none"` runs the same server as a plain process: for one's own code only.
    The thread that starts it must outlive it, since the kernel ends it with that thread.
    """

    def __init__(
        self,
        limits: Limits,
        *,
        isolation: Literal["bubblewrap", "none"] = "bubblewrap",
        cuda: bool = False,
        _without: frozenset[str] = frozenset(),
    ) -> None:
        self.limits = limits
        self.isolation = isolation
        self._cuda = cuda
        self._without = _without  # tests switch "seccomp" or "network" isolation off
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._errors: IO[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._session: Session | None = None

    def __enter__(self) -> "Sandbox":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Start the server and wait until it is warm; SandboxError where that fails."""
        if self._process is not None:
            return
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control = ours
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the server
        try:
            self._launch(theirs)
        except BaseException:
            self.close()
            raise
        finally:
            theirs.close()  # before waiting: else a server that fails would not be seen to hang up
        answer = self._answer(_START_SECONDS)
        if answer is None or "ready" not in answer:
            said = self._said()
            self.close()
            raise SandboxError(f"the sandbox did not start: {said}", remedy=self._remedy(said))

    def close(self) -> None:
        """End the server and everything in it; idempotent."""
        if self._session is not None:
            self._session.cut()
            self._session = None
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            # Hanging up ends the server, and bubblewrap with it; a server that hangs is killed.
            try:
                self._process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
        if self._errors is not None:
            self._errors.close()
            self._errors = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def open(self) -> Session:
        """Fork a child for one hand-in; SandboxError if it cannot."""
        if self._session is not None:
            raise SandboxError("the sandbox runs one hand-in at a time: close the last session")
        for attempt in (1, 2):
            self.start()
            session = self._fork()
            if session is not None:
                return session
            said = self._said()
            self.close()
            if attempt == 2:
                raise SandboxError(f"the sandbox does not fork: {said}")
        raise AssertionError("not reached")

    def end_session(self, session: Session, *, hung_up: bool) -> Ending | None:
        """Have the server end the hand-in; called by Session alone.

        `hung_up`: the child closed its connection, so give it a moment to end by itself.
        """
        if session is not self._session:
            return None
        self._session = None
        word = b"hung up" if hung_up else b"close"
        answer = self._command(word) if self._control is not None else None
        if answer is None or answer.get("closed") is not True or answer.get("odd"):
            self.close()
        if answer is None:
            return None
        status = answer.get("status")
        return Ending(status if type(status) is int else None, answer.get("memory") is True)

    def _fork(self) -> Session | None:
        ours, theirs = socket.socketpair()
        try:
            answer = self._command(b"open", theirs.fileno())
            theirs.close()
            if answer is None or "opened" not in answer:
                ours.close()
                return None
            hello = wire.receive(ours, deadline=time.monotonic() + _ANSWER_SECONDS)
        except wire.WireError:
            ours.close()
            return None
        finally:
            theirs.close()
        if type(hello) is not dict or "hello" not in hello:
            ours.close()
            return None
        self._session = Session(self, ours)
        return self._session

    def _command(self, word: bytes, *descriptors: int) -> dict[str, Any] | None:
        assert self._control is not None
        try:
            socket.send_fds(self._control, [word], list(descriptors))
        except OSError:
            return None
        return self._answer(_ANSWER_SECONDS)

    def _answer(self, seconds: float) -> dict[str, Any] | None:
        assert self._control is not None
        self._control.settimeout(seconds)
        try:
            data = self._control.recv(4096)
            answer = msgpack.unpackb(data) if data else None
        except (OSError, ValueError):
            return None
        return answer if type(answer) is dict else None

    def _said(self) -> str:
        assert self._errors is not None
        self._errors.seek(0)
        lines = self._errors.read(100_000).decode("utf-8", "replace").strip().splitlines()
        return " / ".join(lines[-3:]) or "it gave no answer"

    def _remedy(self, said: str) -> str:
        return bubblewrap.remedy(said) if self.isolation == "bubblewrap" else ""

    def _launch(self, control: socket.socket) -> None:
        if self.isolation == "none":
            self._launch_plain(control)
        else:
            self._launch_isolated(control)

    def _launch_plain(self, control: socket.socket) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="autograder-")
        settings = self._settings(control.fileno())
        settings["work"], settings["writable"] = self._folder.name, [self._folder.name]
        settings["tmpfs"] = []
        del settings["rlimits"]["RLIMIT_NPROC"]  # it counts all processes of this user
        mounts = interpreter.unconfined()
        environment = bubblewrap.environment(mounts, home=self._folder.name)
        self._spawn([*_python(mounts), json.dumps(settings)], control, [], environment)

    def _launch_isolated(self, control: socket.socket) -> None:
        bwrap, mounts, uid = bubblewrap.find(), interpreter.mounts(), bubblewrap.sandbox_uid()
        settings = self._settings(control.fileno())
        settings["drop_to"] = uid if os.geteuid() == 0 else None
        files = {path: _pipe_of(text) for path, text in bubblewrap.account_files(uid).items()}
        seccomp_fd = None if "seccomp" in self._without else _pipe_of(seccomp.program())
        passed = [*files.values(), *([] if seccomp_fd is None else [seccomp_fd])]
        try:
            arguments = bubblewrap.command(
                bwrap, mounts, self.limits, uid=uid, files=files, seccomp=seccomp_fd,
                cuda=self._cuda, network="network" in self._without,
            )  # fmt: skip
            command = [*arguments, *_python(mounts), json.dumps(settings)]
            self._spawn(command, control, passed, None)
        finally:
            for descriptor in passed:
                os.close(descriptor)

    def _spawn(
        self,
        command: list[str],
        control: socket.socket,
        passed: list[int],
        environment: dict[str, str] | None,
    ) -> None:
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
            pass_fds=[control.fileno(), *passed],
            env=environment,
            start_new_session=True,
        )

    def _settings(self, control: int) -> dict[str, Any]:
        limits = self.limits
        return {
            "control": control,
            "drop_to": None,
            "work": bubblewrap.WORK,
            "writable": list(bubblewrap.WRITABLE),
            "tmpfs": list(bubblewrap.WRITABLE),
            "memory": limits.memory_mb * 2**20,
            "limit_address_space": not self._cuda,
            "text_limit": limits.output_kb * 1024,
            "image_limit": IMAGE_LIMIT,
            "rlimits": {
                "RLIMIT_CPU": int(limits.total_seconds) + 60,
                "RLIMIT_FSIZE": limits.file_mb * 2**20,
                "RLIMIT_NOFILE": 256,
                "RLIMIT_NPROC": limits.processes,
                "RLIMIT_CORE": 0,
            },
        }


def _python(mounts: interpreter.Mounts) -> list[str]:
    # No site module: it would follow .pth files. No bytecode, no script folder on the path.
    return [mounts.python, "-s", "-S", "-P", "-B", "-m", "autograder.worker"]


def _pipe_of(data: bytes) -> int:
    """Return a descriptor from which `data` can be read."""
    reader, writer = os.pipe()
    os.write(writer, data)  # far below the 64 KiB that a pipe holds
    os.close(writer)
    return reader
