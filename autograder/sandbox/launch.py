"""Starts a fork server: inside bubblewrap, in a container, or as a plain process."""

import json
import os
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from autograder.errors import SandboxError
from autograder.model import Isolation, Limits
from autograder.sandbox import bubblewrap, container, interpreter, scope, seccomp
from autograder.sandbox.link import Link, SocketLink
from autograder.sandbox.stdio import StdioLink


def require(isolation: Isolation) -> None:
    """Raise SandboxError, with the remedy, where the programs that isolate are not to be had."""
    if isolation is Isolation.BUBBLEWRAP:
        bubblewrap.find()
    elif isolation is Isolation.CONTAINER:
        container.find()


def launch(
    limits: Limits,
    isolation: Isolation,
    libraries: Iterable[str],
    *,
    cuda: bool,
    without: frozenset[str],
    cores: frozenset[int],
) -> Link:
    """Start a fork server that imports `libraries`; whether it becomes warm, it tells first.

    It and its hand-ins run on `cores` alone, where any are named.
    """
    settings = {**_settings(limits, cuda), "libraries": sorted(libraries)}
    with _pinned(cores):
        if isolation == Isolation.NONE:
            return _plain(settings)
        if isolation == Isolation.CONTAINER:
            return _contained(limits, settings)
        return _isolated(limits, settings, without)


@contextmanager
def _pinned(cores: frozenset[int]) -> Iterator[None]:
    """Have what this thread starts run on `cores`, and this thread again where it could before."""
    if not cores:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def _plain(settings: dict[str, Any]) -> Link:
    folder = tempfile.TemporaryDirectory(prefix="autograder-")
    mounts = interpreter.unconfined()

    settings.update(work=folder.name, writable=[folder.name], tmpfs=[])
    del settings["rlimits"]["RLIMIT_NPROC"]  # it counts all processes of this user

    def command(control: int) -> list[str]:
        return [*_python(mounts), json.dumps({**settings, "control": control})]

    environment = bubblewrap.environment(mounts, home=folder.name)
    try:
        return _start(command, environment=environment, folder=folder)
    except BaseException:
        folder.cleanup()
        raise


def _isolated(limits: Limits, settings: dict[str, Any], without: frozenset[str]) -> Link:
    bwrap, mounts, uid = bubblewrap.find(), interpreter.mounts(), bubblewrap.sandbox_uid()
    files = {path: _pipe_of(text) for path, text in bubblewrap.account_files(uid).items()}
    seccomp_fd = None if "seccomp" in without else _pipe_of(seccomp.program())
    passed = [*files.values(), *([] if seccomp_fd is None else [seccomp_fd])]
    settings["drop_to"] = uid if os.geteuid() == 0 else None

    def command(control: int) -> list[str]:
        arguments = bubblewrap.command(
            bwrap, mounts, limits, uid=uid, files=files, seccomp=seccomp_fd,
            cuda=settings["cuda"], network="network" in without,
        )  # fmt: skip
        worker = [*_python(mounts), json.dumps({**settings, "control": control})]
        return [*scope.command(limits), *arguments, *worker]

    try:
        return _start(command, passed=passed)
    finally:
        for descriptor in passed:
            os.close(descriptor)


def _contained(limits: Limits, settings: dict[str, Any]) -> Link:
    if settings["cuda"]:
        raise SandboxError("a container has no GPU here", remedy="grade with --device cpu")
    engine, name = container.find(), container.name()
    for chosen_inside in ("work", "writable", "tmpfs"):
        del settings[chosen_inside]
    del settings["rlimits"]["RLIMIT_NPROC"]  # the engine counts, for the whole container
    errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the server
    process = subprocess.Popen(
        container.command(engine, limits, name=name),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        start_new_session=True,
    )
    return StdioLink(process, errors, settings, end=[engine, "rm", "--force", name])


def _start(
    command: Callable[[int], list[str]],
    *,
    passed: list[int] | None = None,
    environment: dict[str, str] | None = None,
    folder: tempfile.TemporaryDirectory[str] | None = None,
) -> Link:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the server
    # Theirs is closed at once: else a server that fails would not be seen to hang up.
    with theirs:
        try:
            process = subprocess.Popen(
                command(theirs.fileno()),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                pass_fds=[theirs.fileno(), *(passed or [])],
                env=environment,
                start_new_session=True,
            )
        except BaseException:
            ours.close()
            errors.close()
            raise
    return SocketLink(process, errors, ours, folder)


def _settings(limits: Limits, cuda: bool) -> dict[str, Any]:
    return {
        "drop_to": None,
        "filter": None,
        "work": bubblewrap.WORK,
        "writable": list(bubblewrap.WRITABLE),
        "tmpfs": list(bubblewrap.WRITABLE),
        "memory": limits.memory_mb * 2**20,
        "cuda": cuda,
        "limit_address_space": not cuda,
        "text_limit": limits.output_kb * 1024,
        "image_limit": limits.image_kb * 1024,
        "rlimits": {
            "RLIMIT_CPU": int(limits.total_seconds) + 60,
            "RLIMIT_FSIZE": limits.file_mb * 2**20,
            "RLIMIT_NOFILE": 256,
            "RLIMIT_NPROC": limits.processes,
            "RLIMIT_CORE": 0,
            # Where this user may, a hand-in might too: it would stand before the server.
            "RLIMIT_RTPRIO": 0,
            "RLIMIT_NICE": 0,
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
