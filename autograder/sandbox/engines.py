"""Finds a container engine, docker or podman, that answers."""

import shutil
import subprocess
from pathlib import Path

from autograder.errors import SandboxError

NAMES = ("docker", "podman")
INSTALL = (
    "install Docker (docs.docker.com/get-docker) or Podman (podman.io), or grade with "
    "--isolation bubblewrap on Linux"
)
_SECONDS = 10.0


def find() -> str:
    """Return the path of the first engine that answers; SandboxError with the remedy if none."""
    faults = []
    for path in installed():
        fault = silence(path)
        if not fault:
            return path
        faults.append(f"{Path(path).name} does not answer: {fault}")
    if not faults:
        raise SandboxError("neither docker nor podman is installed", remedy=INSTALL)
    raise SandboxError("; ".join(faults), remedy=start_remedy(faults))


def installed() -> list[str]:
    """Return the paths of the engines that are installed."""
    return [path for path in map(shutil.which, NAMES) if path is not None]


def silence(engine: str) -> str:
    """Return why an engine does not answer; "" where it does."""
    # Of all commands `ps` is the cheapest that needs whatever the engine needs to run containers.
    return run(engine, "ps", "--quiet")[1]


def run(engine: str, *words: str) -> tuple[str, str]:
    """Run a command of the engine; return what it printed, and why it failed or ""."""
    try:
        done = subprocess.run(
            [engine, *words], stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "", f"nothing within {_SECONDS:g} s"
    except OSError as error:
        return "", str(error)
    said = " ".join(done.stderr.split())[:300]
    return done.stdout.strip(), (said or f"exit status {done.returncode}") * (done.returncode != 0)


def start_remedy(faults: list[str]) -> str:
    """Return what to do about engines that do not answer."""
    if any("permission denied" in fault.lower() for fault in faults):
        return (
            "let this user reach the engine: sudo usermod -aG docker $USER, then log in again "
            "(who may use docker is as good as root), or install Podman, which needs no rights"
        )
    return "start it: Docker Desktop, sudo systemctl start docker, or podman machine start"
