"""nbgrader's formgrader, started on a course for one TA at this machine, and ended again."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder.course import Course
from autograder.errors import AutograderError

_START_SECONDS = 120.0
_STOP_SECONDS = 10.0
_EXTENSIONS = {"nbgrader.server_extensions.formgrader": True}


class DeskError(AutograderError):
    """formgrader cannot be started."""

    exit_code = 2


class Desk:
    """A running formgrader; `url` of a page holds the token that lets one in."""

    def __init__(self, process: subprocess.Popen[bytes], base: str, token: str) -> None:
        self._process = process
        self._base = base
        self._token = token

    def url(self, page: str) -> str:
        """Return the address of a page below formgrader/."""
        return f"{self._base}formgrader/{page}?token={self._token}"

    def wait(self) -> int:
        """Wait until formgrader ends; return its exit code."""
        return self._process.wait()


@contextmanager
def formgrader(course: Course) -> Iterator[Desk]:
    """Serve the course's formgrader on this machine alone; raise DeskError where that fails."""
    with tempfile.TemporaryDirectory(prefix="autograder-desk-") as folder, _log(folder) as log:
        process = subprocess.Popen(
            _command(course),
            cwd=course.root,
            env={
                **os.environ,
                # nbgrader starts `alembic`, which lies beside it, by its bare name.
                "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
                "JUPYTER_RUNTIME_DIR": folder,
                "JUPYTER_PREFER_ENV_PATH": "1",
            },
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # Ctrl-C reaches the command alone, which ends the server.
            start_new_session=True,
        )
        try:
            yield Desk(process, *_address(process, Path(folder)))
        finally:
            process.terminate()
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def _log(folder: str) -> Iterator[int]:
    descriptor = os.open(Path(folder) / "log", os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _command(course: Course) -> list[str]:
    options = ["--no-browser", "--ip=127.0.0.1", "--port=0"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")
    options.append(f"--ServerApp.root_dir={course.root}")
    options.append(f"--ServerApp.jpserver_extensions={_EXTENSIONS}")
    return [sys.executable, "-m", "jupyter_server", *options]


def _address(process: subprocess.Popen[bytes], folder: Path) -> tuple[str, str]:
    """Return where the server listens and its token, which it writes down once it does."""
    deadline = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        for path in folder.glob("jpserver-*.json"):
            try:
                told = json.loads(path.read_text())
                return told["url"], told["token"]
            except ValueError:  # half written
                pass
        time.sleep(0.1)
    said = (folder / "log").read_text(errors="replace").strip().splitlines()
    raise DeskError(
        "formgrader did not start: " + " / ".join(said[-3:]),
        remedy="see that `python -m jupyter_server` runs, with nbgrader in the same environment",
    )
