"""A PostgreSQL server of one's own: Debian's binaries, a private folder, a Unix socket alone."""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

NOBODY = 65534  # initdb and postgres refuse root


def binaries():
    """Return the folder of the newest server's programs, None where there is no server."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=_version)
    if found:
        return found[-1].parent
    postgres = shutil.which("postgres")
    return Path(postgres).resolve().parent if postgres else None


def _version(path):
    return float(path.parts[-3])


@contextlib.contextmanager
def server():
    """Run a server; yields a function that makes an empty database and returns its URL."""
    programs = binaries()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed (Debian: postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))  # short: it holds a socket
    become = []
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
        become = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    settings = ["-c", "listen_addresses=", "-c", "fsync=off", "-k", str(folder)]
    try:
        subprocess.run(
            [*become, programs / "initdb", "-D", folder / "data", "-U", "ta", "-A", "trust", "-N"],
            check=True,
            capture_output=True,
            cwd="/",
        )
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [*become, programs / "postgres", "-D", folder / "data", *settings],
                stdout=log,
                stderr=log,
                cwd="/",
            )
        try:
            yield lambda name: _create(programs, folder, name)
        finally:
            process.terminate()
            process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _create(programs, folder, name):
    command = [programs / "createdb", "-h", folder, "-U", "ta", name]
    deadline = time.monotonic() + 60
    while subprocess.run(command, capture_output=True, check=False, cwd="/").returncode:
        assert time.monotonic() < deadline, (folder / "log").read_text()
        time.sleep(0.1)
    return f"postgresql+psycopg://ta@/{name}?host={folder}"
