"""Ends every process of a hand-in and empties the directories that it could write to."""

import os
import secrets
import signal
import time
from contextlib import suppress
from pathlib import Path

from autograder.worker import memory


def kill_all() -> None:
    """Kill every other process of the sandbox."""
    if os.getpid() == 1:
        # In a pid namespace of our own: this reaches all of it at once, and nothing outside it.
        with suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)
        return
    for pid in memory.descendants():
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def end_all(*, deadline: float) -> str:
    """Kill and reap until no child is left; return "" or what was odd."""
    while time.monotonic() < deadline:
        kill_all()
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return ""
        if not pid:
            time.sleep(0.0005)
    return "processes of the hand-in could not be ended"


def empty(directories: list[str]) -> str:
    """Remove all that lies in `directories` and reset themselves; return "" or what was odd."""
    for directory in directories:
        try:
            _reset(Path(directory))
            _remove_content(Path(directory))
        except OSError as error:
            return f"{directory} could not be emptied: {error.strerror}"
    return ""


def _reset(directory: Path) -> None:
    # A mode or an extended attribute of the directory itself would reach the next hand-in.
    if directory.stat().st_uid == os.geteuid():
        directory.chmod(0o1777)
        for name in os.listxattr(directory):
            os.removexattr(directory, name)


def _remove_content(directory: Path) -> None:
    # Folders inside folders are moved up first: paths stay short however deep a hand-in went, and
    # nothing recurses. No race: every process that could swap a folder for a link is dead.
    left = list(directory.iterdir())
    while left:
        entry = left.pop()
        if not _is_folder(entry):
            entry.unlink()
            continue
        entry.chmod(0o700)
        for inner in entry.iterdir():
            if _is_folder(inner):
                inner.chmod(0o700)
                left.append(inner.rename(directory / secrets.token_hex(16)))
            else:
                inner.unlink()
        entry.rmdir()


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
