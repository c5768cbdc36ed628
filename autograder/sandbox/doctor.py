"""Finds out what this machine lacks for grading: one check for each thing that can be missing.

Pure data: the command line prints it.
"""

import os
import platform
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import SandboxError, StudentFault
from autograder.model import Limits
from autograder.sandbox import bubblewrap, container, scope, seccomp
from autograder.sandbox.hardware import Check, gpu, packages
from autograder.sandbox.sandbox import Sandbox

_TRIAL = """
lines = open("/proc/self/status").read().splitlines()
status = dict(line.split(":", 1) for line in lines)
print(status["Seccomp"].strip(), status["NoNewPrivs"].strip(), int(status["CapBnd"], 16))
"""
_CONFINED = "2 1 0\n"  # a filter is loaded, no new privileges, no capability to be had


@dataclass(frozen=True)
class Examination:
    """What was found, in the order in which to mend it, and which isolations are to be had."""

    checks: tuple[Check, ...]
    bubblewrap: bool
    container: bool

    @property
    def possible(self) -> bool:
        """Tell whether hand-ins can be graded in isolation."""
        return self.bubblewrap or self.container


def examine() -> Examination:
    """Make every check; takes some seconds, since one of them starts a sandbox."""
    namespaces, trial, boxes = _namespaces(), _trial(), _container()
    checks = (
        _system(), _bubblewrap(), namespaces, _apparmor(namespaces.ok), _filter(), packages(),
        trial, _scope(), boxes, gpu(),
    )  # fmt: skip
    return Examination(checks, trial.ok, boxes.ok)


def _system() -> Check:
    name = platform.system()
    remedy = "grade on Linux, in a virtual machine if need be, or with --isolation container"
    return Check("Linux", name == "Linux", f"{name} {platform.release()}", remedy)


def _bubblewrap() -> Check:
    try:
        path = bubblewrap.find()
    except SandboxError as error:
        return Check("bubblewrap", False, error.fault, error.remedy)
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    return Check("bubblewrap", True, f"{told.stdout.strip()} at {path}")


def _namespaces() -> Check:
    path = shutil.which("bwrap")
    if path is None:
        return Check("namespaces", False, "cannot be tried without bubblewrap", bubblewrap.INSTALL)
    root = os.geteuid() == 0
    user = [] if root else ["--unshare-user", "--disable-userns"]
    tried = [path, "--unshare-pid", "--unshare-net", "--unshare-ipc", *user, "--ro-bind", "/", "/"]
    done = subprocess.run(
        [*tried, "/bin/sh", "-c", "exit 0"], capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        who = "as root, without a user namespace" if root else "as an ordinary user"
        return Check("namespaces", True, f"can be made {who}")
    return Check("namespaces", False, done.stderr.strip()[:300], bubblewrap.remedy(done.stderr))


def _apparmor(namespaces: bool) -> Check:
    if not bubblewrap.restricted_by_apparmor():
        return Check("AppArmor", True, "does not restrict user namespaces")
    if namespaces:
        return Check("AppArmor", True, "restricts user namespaces, and lets bubblewrap make them")
    return Check("AppArmor", False, "keeps bubblewrap from namespaces", bubblewrap.APPARMOR)


def _filter() -> Check:
    try:
        size = len(seccomp.program()) // 8
    except SandboxError as error:
        return Check("seccomp", False, error.fault, error.remedy)
    known = Path("/proc/sys/kernel/seccomp/actions_avail").exists()
    detail = f"filter of {size} instructions for {platform.machine()}"
    return Check("seccomp", known, detail, "use a kernel with CONFIG_SECCOMP_FILTER")


def _trial() -> Check:
    start = time.monotonic()
    try:
        with Sandbox(Limits()) as sandbox, sandbox.open() as session:
            ran = session.run_cell(_TRIAL, "doctor", seconds=30.0)
    except SandboxError as error:
        return Check("sandbox", False, error.fault[:300], error.remedy)
    except StudentFault as fault:
        return Check("sandbox", False, str(fault), "run it again on an idle machine")
    seconds = time.monotonic() - start
    if [output.get("text") for output in ran.outputs] == [_CONFINED]:
        return Check("sandbox", True, f"started, ran a cell and confined it in {seconds:.1f} s")
    return Check(
        "sandbox", False, f"a cell was not confined: {ran.outputs}", "report this as a bug"
    )


def _scope() -> Check:
    problem = scope.problem()
    detail = f"none: {problem}" if problem else "limits of memory and tasks hold"
    return Check("systemd scope", not problem, detail, scope.REMEDY, required=False)


def _container() -> Check:
    try:
        engine = container.find()
    except SandboxError as error:
        return Check("container", False, error.fault, error.remedy, required=False)
    detail = f"{Path(engine).name} answers and has {container.image()}"
    return Check("container", True, detail, required=False)
