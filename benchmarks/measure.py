"""Runs a command and measures it from the outside: its time, and the memory of its processes."""

import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

_INTERVAL = 0.5  # seconds between two looks at the memory; one look costs milliseconds
_MB = 2**20


class CommandFailed(Exception):
    """A command that was to be measured ended otherwise than it must."""


@dataclass(frozen=True)
class Measured:
    """One command: wall-clock seconds, and the most memory that was seen, in MiB.

    `command_mb` is the started process alone and `all_mb` the sum with all that it started, with
    shared pages counted once (PSS) where the kernel lets us look; 0 where nobody looked.
    `stopped`: it ran out of time.
    """

    seconds: float
    command_mb: float
    all_mb: float
    stopped: bool
    said: str


@contextmanager
def scratch() -> Iterator[Path]:
    """Give an empty folder to measure in, which goes afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="autograder-bench-")).resolve()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(
    command: Sequence[str | Path],
    *,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    limit: float = 3600.0,
    codes: Sequence[int] = (0,),
    memory: bool = True,
) -> Measured:
    """Run a command to its end, or kill it after `limit` seconds; return what it took.

    Looking at its `memory` costs a command of few seconds a part of its time.
    Raises CommandFailed, with the end of what it said, for any other exit code than `codes`.
    """
    log = cwd / "command.log"
    with log.open("wb") as output:
        begin = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait = _watch if memory else _wait
            command_mb, all_mb, stopped = wait(process, begin + limit)
        finally:
            _kill(process)
        seconds = time.perf_counter() - begin
    said = log.read_text(encoding="utf-8", errors="replace")
    if not stopped and process.returncode not in codes:
        words = " ".join(str(word) for word in command[:6])
        raise CommandFailed(f"{words} ended with code {process.returncode}:\n{said[-2000:]}")
    return Measured(seconds, command_mb, all_mb, stopped, said)


def _watch(process: "subprocess.Popen[bytes]", deadline: float) -> tuple[float, float, bool]:
    """Wait for the process to end; return its own peak, that of all, and if it ran out of time."""
    command_mb = all_mb = 0.0
    while True:
        with suppress(subprocess.TimeoutExpired):
            process.wait(_INTERVAL)
            return command_mb, all_mb, False
        own, everything = _memory(process.pid)
        command_mb, all_mb = max(command_mb, own), max(all_mb, everything)
        if time.perf_counter() > deadline:
            return command_mb, all_mb, True


def _wait(process: "subprocess.Popen[bytes]", deadline: float) -> tuple[float, float, bool]:
    """Wait as `_watch` does, but look at nothing.

    A timer stops it: `Popen.wait` with a timeout would look for the end every 50 ms.
    """
    late = threading.Event()

    def stop() -> None:
        late.set()
        _kill(process)

    timer = threading.Timer(deadline - time.perf_counter(), stop)
    timer.start()
    try:
        process.wait()
    finally:
        timer.cancel()
    return 0.0, 0.0, late.is_set()


def _memory(pid: int) -> tuple[float, float]:
    try:
        root = psutil.Process(pid)
        family = [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0.0, 0.0
    sizes = [_megabytes(process) for process in family]
    return sizes[0], sum(sizes)


def _megabytes(process: psutil.Process) -> float:
    with suppress(psutil.Error, OSError):
        return float(process.memory_full_info().pss) / _MB
    with suppress(psutil.Error, OSError):
        return float(process.memory_info().rss) / _MB
    return 0.0  # it has ended meanwhile


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End the process and all that it started."""
    family = []
    with suppress(psutil.NoSuchProcess):
        family = psutil.Process(process.pid).children(recursive=True)
    if process.poll() is None:
        process.kill()
    for child in family:
        with suppress(psutil.NoSuchProcess):
            child.kill()
    process.wait()
