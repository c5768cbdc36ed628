"""Entry of a container: `python -m autograder.worker.relay WORK FOLDER...`, as its pid 1.

A container's engine carries stdin and stdout, and no sockets. This process turns that one stream
of `frames` into the two sockets that the fork server and the hand-in know, so that these are
the same as under bubblewrap:

    trusted process ── stdin, stdout ── relay (pid 1) ┬─ control socket ── fork server
                                                      └─ session socket ── child, one hand-in

It reads a hand-in's bytes only to pass them on. As pid 1 it gets no signal from inside; it is not
dumpable, so nobody there may look at it or at its descriptors. When the trusted side hangs up, or
the fork server dies, it ends, and the kernel ends all else in the container.

It says first what machine this is, and is then told the server's settings, once. The folders to
work in and to empty are those of the command line.
"""

import json
import os
import platform
import select
import signal
import socket
import subprocess
import sys
from typing import Any

import msgpack

from autograder.worker import linux
from autograder.worker.frames import CONTROL, DATA, END, MAX_PAYLOAD, Reader, frame

_ENOUGH = 2**20  # bytes that wait to go out; while there are more, the hand-in is not read


class _HungUp(Exception):
    """The other side closed its end, or what it said makes no sense."""


class Relay:
    """Carries messages between the stream and the sockets until one of them ends."""

    def __init__(self, source: int, sink: int) -> None:
        self._source, self._sink = source, sink
        self._reader = Reader()
        self._control: socket.socket | None = None
        self._session: socket.socket | None = None
        self._number = 0
        self._out = bytearray()  # to the sink
        self._in = bytearray()  # to the session; as long as what the trusted side sends

    def run(self, folders: list[str]) -> None:
        """Start the server as soon as its settings are there, then carry."""
        self._out += frame(CONTROL, 0, platform.machine().encode())
        while True:
            self._turn(folders)

    def _turn(self, folders: list[str]) -> None:
        sockets: list[Any] = [self._control] if self._control is not None else []
        if self._session is not None and len(self._out) < _ENOUGH:
            sockets.append(self._session)
        writable: list[Any] = [self._sink] if self._out else []
        if self._in and self._session is not None:
            writable.append(self._session)
        ready, free, _ = select.select([self._source, *sockets], writable, [])
        if self._sink in free:
            del self._out[: os.write(self._sink, self._out[:MAX_PAYLOAD])]
        if self._session is not None and self._session in free:
            self._give()
        if self._session is not None and self._session in ready:
            self._take()
        if self._control is not None and self._control in ready:
            self._pass_on()
        if self._source in ready:
            self._read(folders)

    def _read(self, folders: list[str]) -> None:
        data = os.read(self._source, MAX_PAYLOAD)
        if not data:
            raise _HungUp
        for kind, number, payload in self._reader.feed(data):
            if kind == CONTROL:
                self._command(payload, number, folders)
            elif number == self._number and self._session is not None:
                if kind == DATA:
                    self._in += payload
                else:
                    self._end_session()

    def _command(self, payload: bytes, number: int, folders: list[str]) -> None:
        if self._control is None:
            self._control = _start_server(msgpack.unpackb(payload), folders)
            return
        if payload != b"open":
            self._control.send(payload)
            return
        self._end_session()
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._control, [payload], [theirs.fileno()])
        ours.setblocking(False)
        self._session, self._number = ours, number

    def _pass_on(self) -> None:
        assert self._control is not None
        said = self._control.recv(4096)
        if not said:
            raise _HungUp
        self._out += frame(CONTROL, self._number, said)

    def _take(self) -> None:
        assert self._session is not None
        try:
            data = self._session.recv(MAX_PAYLOAD)
        except OSError:
            data = b""
        if data:
            self._out += frame(DATA, self._number, data)
        else:
            self._out += frame(END, self._number)
            self._end_session()

    def _give(self) -> None:
        assert self._session is not None
        try:
            del self._in[: self._session.send(self._in[:MAX_PAYLOAD])]
        except OSError:
            self._in.clear()  # whether it is gone for good, reading tells

    def _end_session(self) -> None:
        self._in.clear()
        if self._session is not None:
            self._session.close()
            self._session = None


def _start_server(settings: dict[str, Any], folders: list[str]) -> socket.socket:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    settings.update(
        control=theirs.fileno(),
        work=folders[0],
        writable=[folder for folder in folders if os.access(folder, os.W_OK)],
        tmpfs=[folder for folder in folders if os.path.ismount(folder)],
    )
    with theirs:
        subprocess.Popen(
            [sys.executable, "-s", "-P", "-B", "-m", "autograder.worker", json.dumps(settings)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
        )
    return ours


def main() -> None:
    """Take stdin and stdout for the stream, and carry until somebody hangs up."""
    linux.no_new_privileges()
    linux.set_dumpable(False)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    source, sink = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.set_blocking(sink, False)  # a write takes what there is room for
    os.dup2(2, 1)  # what prints by mistake must not land in the stream
    try:
        Relay(source, sink).run(sys.argv[1:])
    except (_HungUp, OSError, ValueError):
        os._exit(0)


if __name__ == "__main__":
    main()
