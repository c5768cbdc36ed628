"""How the trusted side drives one fork server: opens hand-ins, ends them, and ends the server."""

import socket
import subprocess
import tempfile
from abc import ABC, abstractmethod
from typing import IO, Any

import msgpack

_STOP_SECONDS = 4.0


class Link(ABC):
    """One running fork server and the channel to it; None is the answer of one that fails."""

    def __init__(self, process: subprocess.Popen[bytes], errors: IO[bytes]) -> None:
        self.process = process
        self._errors = errors

    @abstractmethod
    def answer(self, seconds: float) -> dict[str, Any] | None:
        """Return the server's next message."""

    @abstractmethod
    def ask(self, word: bytes, seconds: float) -> dict[str, Any] | None:
        """Give the server a command and return its answer."""

    @abstractmethod
    def open(self, seconds: float) -> socket.socket | None:
        """Have the server fork a child; return our end of the child's socket."""

    @abstractmethod
    def hang_up(self) -> None:
        """Close the channel, which ends the server; idempotent."""

    def kill(self) -> None:
        """End a server that does not end by itself."""
        self.process.kill()

    def close(self) -> None:
        """End the server and everything in it."""
        self.hang_up()
        try:
            self.process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            self.process.wait()
        self._errors.close()

    def said(self) -> str:
        """Return the last lines that the server wrote to stderr."""
        self._errors.seek(0)
        lines = self._errors.read(100_000).decode("utf-8", "replace").strip().splitlines()
        return " / ".join(lines[-3:]) or "it gave no answer"


class SocketLink(Link):
    """To a server on this machine, which inherits one end of a SOCK_SEQPACKET pair."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        errors: IO[bytes],
        control: socket.socket,
        folder: tempfile.TemporaryDirectory[str] | None = None,
    ) -> None:
        super().__init__(process, errors)
        self._control = control
        self._folder = folder  # where a server without isolation works

    def answer(self, seconds: float) -> dict[str, Any] | None:
        """Return the server's next message."""
        self._control.settimeout(seconds)
        try:
            data = self._control.recv(4096)
        except OSError:
            return None
        return message(data)

    def ask(self, word: bytes, seconds: float, *descriptors: int) -> dict[str, Any] | None:
        """Give the server a command, with descriptors, and return its answer."""
        try:
            socket.send_fds(self._control, [word], list(descriptors))
        except OSError:
            return None
        return self.answer(seconds)

    def open(self, seconds: float) -> socket.socket | None:
        """Have the server fork a child; return our end of the child's socket."""
        ours, theirs = socket.socketpair()
        with theirs:
            answer = self.ask(b"open", seconds, theirs.fileno())
        if answer is None or "opened" not in answer:
            ours.close()
            return None
        return ours

    def abandon(self) -> None:
        """Let go of a server that belongs to the process from which this one was forked."""
        self.process.returncode = 0  # nobody here can wait for it
        self._control.close()
        self._errors.close()

    def hang_up(self) -> None:
        """Close the control socket."""
        self._control.close()

    def close(self) -> None:
        """End the server and everything in it."""
        super().close()
        if self._folder is not None:
            self._folder.cleanup()


def message(data: bytes) -> dict[str, Any] | None:
    """Return the server's message in `data`; None where it is none."""
    try:
        answer = msgpack.unpackb(data) if data else None
    except ValueError:
        return None
    return answer if type(answer) is dict else None
