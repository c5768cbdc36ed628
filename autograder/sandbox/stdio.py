"""Drives a fork server in a container over the only thing that an engine carries: stdin and stdout.

Threads, not select: on macOS and with any engine they work the same. The reader takes the stream
apart, the writer feeds it from a queue (so that an engine that hangs blocks nobody but the writer),
and a pump for each hand-in carries what the grader says in its session. Inside, the other end is
`worker/relay.py`. Backpressure: while the grader does not read its session, the stream is not read;
it commands the server only after it has hung up the session, which sets the reader free.
"""

import base64
import queue
import socket
import subprocess
import threading
from contextlib import suppress
from typing import IO, Any

import msgpack

from autograder.errors import SandboxError
from autograder.sandbox import seccomp
from autograder.sandbox.link import Link, message
from autograder.worker.frames import CONTROL, DATA, END, MAX_PAYLOAD, Reader, frame

_KILL_SECONDS = 10.0


class StdioLink(Link):
    """To a relay whose stdin and stdout are the pipes of `process`.

    `settings` are the server's, sent as soon as the relay says what machine it runs on; `end` is
    the command that ends the container where closing its stdin did not.
    """

    def __init__(
        self,
        process: "subprocess.Popen[bytes]",
        errors: IO[bytes],
        settings: dict[str, Any],
        end: list[str],
    ) -> None:
        super().__init__(process, errors)
        self._settings: dict[str, Any] | None = settings
        self._end = end
        self._answers: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._outgoing: queue.Queue[bytes | None] = queue.Queue(maxsize=64)
        self._number = 0
        self._session: socket.socket | None = None
        self._session_lock = threading.Lock()  # who writes to it or closes it
        self._fault = ""
        self._pumps: list[threading.Thread] = []
        self._threads = [
            threading.Thread(target=target, daemon=True) for target in (self._read, self._write)
        ]
        for thread in self._threads:
            thread.start()

    def answer(self, seconds: float) -> dict[str, Any] | None:
        """Return the server's next message."""
        try:
            return self._answers.get(timeout=seconds)
        except queue.Empty:
            return None

    def ask(self, word: bytes, seconds: float) -> dict[str, Any] | None:
        """Give the server a command and return its answer."""
        try:
            self._outgoing.put(frame(CONTROL, self._number, word), timeout=seconds)
        except queue.Full:
            return None
        return self.answer(seconds)

    def open(self, seconds: float) -> socket.socket | None:
        """Have the server fork a child; return our end of the child's socket."""
        ours, theirs = socket.socketpair()
        with self._session_lock:
            self._number += 1
            self._session = theirs
        pump = threading.Thread(target=self._pump, args=(theirs, self._number), daemon=True)
        pump.start()
        self._pumps = [*(each for each in self._pumps if each.is_alive()), pump]
        answer = self.ask(b"open", seconds)
        if answer is None or "opened" not in answer:
            ours.close()
            return None
        return ours

    def hang_up(self) -> None:
        """Close the stream's way in; the relay ends, and the container with it."""
        with suppress(queue.Full):
            self._outgoing.put_nowait(None)

    def kill(self) -> None:
        """End the container by the engine's command."""
        super().kill()
        with suppress(OSError, subprocess.SubprocessError):
            subprocess.run(self._end, capture_output=True, timeout=_KILL_SECONDS, check=False)

    def close(self) -> None:
        """End the container and the threads; the session must have been hung up before."""
        super().close()
        for thread in [*self._pumps, *self._threads]:
            thread.join(_KILL_SECONDS)
        assert self.process.stdout is not None
        self.process.stdout.close()

    def said(self) -> str:
        """Return our own reason for giving up, or the engine's last lines."""
        return self._fault or super().said()

    def _read(self) -> None:
        reader, stream = Reader(), self.process.stdout
        assert stream is not None
        try:
            while data := stream.read1(MAX_PAYLOAD):  # type: ignore[attr-defined]
                for kind, number, payload in reader.feed(data):
                    self._take(kind, number, payload)
        except (SandboxError, ValueError, OSError) as error:
            self._fault = str(error)
            self._outgoing.put(None)
        self._answers.put(None)
        self._to_session(self._number, b"")

    def _take(self, kind: int, number: int, payload: bytes) -> None:
        if kind != CONTROL:
            self._to_session(number, payload if kind == DATA else b"")
        elif self._settings is not None:
            self._start(payload.decode("ascii", "replace"))
        else:
            self._answers.put(message(payload))

    def _start(self, machine: str) -> None:
        assert self._settings is not None
        settings = {**self._settings, "filter": base64.b64encode(seccomp.program(machine)).decode()}
        self._settings = None
        self._outgoing.put(frame(CONTROL, 0, msgpack.packb(settings)))

    def _to_session(self, number: int, data: bytes) -> None:
        """Hand bytes to the grader; none means that the child hung up."""
        with self._session_lock:
            if self._session is None or number != self._number:
                return
            with suppress(OSError):  # the grader hung up; the pump sees it, too
                if data:
                    self._session.sendall(data)
                else:
                    self._session.shutdown(socket.SHUT_WR)

    def _pump(self, session: socket.socket, number: int) -> None:
        while True:
            try:
                data = session.recv(MAX_PAYLOAD)
            except OSError:
                data = b""
            self._outgoing.put(frame(DATA if data else END, number, data))
            if not data:
                break
        with self._session_lock:
            session.close()
            if self._session is session:
                self._session = None

    def _write(self) -> None:
        stream = self.process.stdin
        assert stream is not None
        with suppress(OSError):
            while (data := self._outgoing.get()) is not None:
                stream.write(data)
                stream.flush()
        with suppress(OSError):
            stream.close()
        # A pump may wait for room, and must see its session end: empty the queue until it has.
        while any(thread.is_alive() for thread in self._pumps):
            with suppress(queue.Empty):
                self._outgoing.get(timeout=0.1)
