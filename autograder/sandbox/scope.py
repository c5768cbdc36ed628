"""A second wall around the sandbox: a systemd scope, in which the kernel itself keeps the sums.

The fork server adds up a hand-in's memory at intervals (`worker/memory.py`); a scope's MemoryMax
and TasksMax hold at every moment, and count buffers of sockets and pipes as well. Not every
machine has one: systemd must run, with cgroup v2 and the memory and pids controllers handed down
to this user. Only a trial tells, so there is one; where it fails, the first wall stands alone, and
`autograder doctor` says so.
"""

import os
import shutil
import subprocess
from functools import cache

from autograder.model import Limits

# Beyond a hand-in's own: the fork server, and the cache of the files that it reads. The limit of
# the first wall should come first, since it tells a hand-in apart from a failure of ours.
_SERVER_MB = 1024
_SERVER_TASKS = 16
_TRIAL_SECONDS = 5.0
# Limits that are not handed down are ignored without a word, so the trial reads them back; and
# the sandbox is driven through descriptors that it inherits, so the trial reads from one.
_TRIAL = (
    'cd "/sys/fs/cgroup$(sed -n s/^0:://p /proc/self/cgroup)" && cat memory.max pids.max /dev/fd/{}'
)

REMEDY = (
    "limits hold without it; to have this second wall, log in through systemd with "
    "cgroup v2 (not with su, not in a container)"
)


def command(limits: Limits) -> list[str]:
    """Return the words to put before the sandbox's command, none where a scope does not hold."""
    return _command(limits) if not problem() else []


@cache
def problem() -> str:
    """Say why no scope can be had; "" where one works."""
    limits = Limits()
    try:
        words = _command(limits)
        said = _try(words)
    except (OSError, subprocess.SubprocessError) as error:
        return str(error)
    wanted = f"{_bytes(limits)}\n{_tasks(limits)}\ninherited"
    if said.stdout.strip() == wanted:
        return ""
    return " ".join(said.stderr.split())[:200] or "its limits do not hold"


def _try(words: list[str]) -> subprocess.CompletedProcess[str]:
    reader, writer = os.pipe()
    try:
        os.write(writer, b"inherited")
        os.close(writer)
        return subprocess.run(
            [*words, "/bin/sh", "-c", _TRIAL.format(reader)],
            pass_fds=[reader],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_TRIAL_SECONDS,
            check=False,
        )
    finally:
        os.close(reader)


def _command(limits: Limits) -> list[str]:
    path = shutil.which("systemd-run")
    if path is None:
        raise FileNotFoundError("systemd-run is not installed")
    manager = [] if os.geteuid() == 0 else ["--user"]
    properties = [
        f"MemoryMax={_bytes(limits)}", "MemorySwapMax=0", f"TasksMax={_tasks(limits)}"
    ]  # fmt: skip
    settings = [word for each in properties for word in ("-p", each)]
    return [path, *manager, "--scope", "--quiet", "--collect", *settings, "--"]


def _bytes(limits: Limits) -> int:
    return (limits.memory_mb + _SERVER_MB) * 2**20


def _tasks(limits: Limits) -> int:
    return limits.processes + _SERVER_TASKS
