"""Environments that hold what an install brings and nothing else, and the wheel that goes there.

Packages come from this environment: their files are linked, so that nothing is downloaded, and
what was not asked for is not there.
"""

import json
import os
import shutil
import subprocess
import sys
import tomllib
import venv
from importlib.metadata import distribution
from pathlib import Path

from folders import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
STUDENT = _PROJECT["dependencies"]
COURSE = [*STUDENT, *_PROJECT["optional-dependencies"]["course"]]
GIVEN = ("torch", "numpy", "matplotlib", "scikit-learn", "ipykernel")
# What the wheel is built from, in a clone.
_PARTS = ("autograder", "pyproject.toml", "README.md", "LICENSE")


def brought_by(requirements):
    """Return the packages of this environment that requirements bring, as name -> Distribution."""
    found, seen, waiting = {}, set(), list(map(Requirement, requirements))
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        found[name] = distribution(name)
        assert wanted.specifier.contains(found[name].version, prereleases=True), wanted
        for extra in {"", *wanted.extras} - {extra for other, extra in seen if other == name}:
            seen.add((name, extra))
            needs = map(Requirement, found[name].requires or ())
            waiting += [need for need in needs if _applies(need, extra)]
    return found


def _applies(need, extra):
    return need.marker is None or need.marker.evaluate({"extra": extra})


def modules_of(distributions):
    """Return the names at the top of what distributions install: packages and modules."""
    files = [file for one in distributions for file in one.files or ()]
    return {file.parts[0].partition(".")[0] for file in files if ".." not in file.parts}


def build_wheel(folder):
    """Build the wheel from what a clean clone holds; return its path."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *_PARTS]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).exists():
            target = folder / "clone" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target)
    options = ("--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", folder)
    _pip("wheel", *options, folder / "clone")
    (wheel,) = folder.glob("*.whl")
    return wheel


class Environment:
    """A virtual environment with `distributions`, and what `install` adds."""

    def __init__(self, folder, distributions):
        self.folder = folder
        venv.create(folder, symlinks=True)
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        site = folder / "lib" / version / "site-packages"
        for one in distributions:
            for file in one.files or ():
                if ".." not in file.parts:  # else a program, or data for a Jupyter server
                    _link(Path(one.locate_file(file)), site / file)

    def install(self, *arguments):
        """Install by pip, which needs not be there."""
        _pip("--python", self.folder / "bin" / "python", "install", *arguments)

    def check(self):
        """Let pip say whether each package has what it needs."""
        _pip("--python", self.folder / "bin" / "python", "check")

    def versions(self):
        """Return the packages that are there, as name -> version."""
        program = (
            "import importlib.metadata as m, json\n"
            "print(json.dumps({d.metadata['Name']: d.version for d in m.distributions()}))"
        )
        listed = self.run("python", "-c", program, cwd=self.folder)
        assert listed.returncode == 0, listed.stderr
        found = json.loads(listed.stdout)
        return {canonicalize_name(name): version for name, version in found.items()}

    def run(self, program, *arguments, cwd):
        """Run a program of the environment, as in a shell where it is active."""
        # What this test run was started with must not help it along, nor a user's own Jupyter.
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "JUPYTER"))}
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            [str(self.folder / "bin" / program), *map(str, arguments)],
            cwd=cwd,
            env={**kept, "PATH": path, "HOME": str(self.folder / "home")},
            capture_output=True,
            text=True,
            check=False,
        )


def _link(source, target):
    if not source.is_file():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:  # on another file system
        shutil.copy2(source, target)


def _pip(*arguments):
    command = [sys.executable, "-m", "pip", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
