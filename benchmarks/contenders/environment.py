"""The peers' own environment, .cache/bench-venv: made once, with pinned packages."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from autograder.worker.public import NAMES
from benchmarks.submissions import ROOT

CACHE = ROOT / ".cache"
_FOLDER = CACHE / "bench-venv"
_PINNED = ROOT / "benchmarks" / "constraints.txt"
_PACKAGES = ("nbgrader", "otter-grader", "torch", "numpy", "scikit-learn", "matplotlib")

_STAND_IN = """
def check(task, *_, **__):
    print(f"{task}: judged by the hidden tests when graded.")


def _nothing(*_, **__):
    return None
"""


def peers_python() -> Path:
    """Return the interpreter of the peers' environment, which is made where it is missing."""
    # The very torch that ours runs on, so that no other build of it is ever fetched.
    pins = f"{_PINNED.read_text()}torch=={version('torch')}\n"
    digest = hashlib.sha256(pins.encode()).hexdigest()
    stamp, python = _FOLDER / "made-from", _FOLDER / "bin" / "python"
    if not stamp.exists() or stamp.read_text() != digest:
        subprocess.run([sys.executable, "-m", "venv", "--clear", _FOLDER], check=True)
        constraints = _FOLDER / "constraints.txt"
        constraints.write_text(pins)
        install: list[str | Path] = [python, "-m", "pip", "install", "-qq", "-c", constraints]
        subprocess.run([*install, *_PACKAGES], check=True)
        stamp.write_text(digest)
    return python


def peers_environment(work: Path) -> Mapping[str, str]:
    """Return variables under which a peer's kernels find `autograder.public`, which checks nothing.

    Ours does the same in the sandbox: public checks are for students, and would cost the peers
    time. And nbgrader starts `alembic`, which lies beside it, by its bare name.
    """
    package = work / "stand-in" / "autograder"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    nothing = "\n".join(f"{name} = _nothing" for name in NAMES if name != "check")
    (package / "public.py").write_text(f"{_STAND_IN}\n\n{nothing}\n")
    path = os.pathsep.join([str(_FOLDER / "bin"), os.environ.get("PATH", "")])
    return {"PYTHONPATH": str(package.parent), "PATH": path}


def peers_version(name: str) -> str:
    """Return the version of a package in the peers' environment."""
    code = f"from importlib.metadata import version; print(version({name!r}))"
    told = subprocess.run([peers_python(), "-c", code], check=True, capture_output=True, text=True)
    return told.stdout.strip()
