"""Finds out what this machine lacks for grading: one check for each thing that can be missing.

Pure data: the command line prints it.
"""

import os
import platform
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import torch

from autograder.errors import SandboxError
from autograder.sandbox import bubblewrap, interpreter, seccomp


@dataclass(frozen=True)
class Check:
    """One thing that grading needs (or, if not `required`, gains from)."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""
    required: bool = True


def examine() -> list[Check]:
    """Return every check, in the order in which to mend what is missing."""
    return [
        _system(),
        _bubblewrap(),
        _apparmor(),
        _namespaces(),
        _filter(),
        _packages(),
        _graphics(),
    ]


def _system() -> Check:
    name = platform.system()
    remedy = "grade on Linux (a virtual machine will do)"
    return Check("Linux", name == "Linux", f"{name} {platform.release()}", remedy)


def _bubblewrap() -> Check:
    try:
        path = bubblewrap.find()
    except SandboxError as error:
        return Check("bubblewrap", False, error.fault, error.remedy)
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    return Check("bubblewrap", True, f"{told.stdout.strip()} at {path}")


def _apparmor() -> Check:
    if bubblewrap.restricted_by_apparmor():
        detail = "AppArmor lets no program make user namespaces without a profile"
        return Check(
            "AppArmor", Path("/etc/apparmor.d/bwrap").exists(), detail, bubblewrap.APPARMOR
        )
    return Check("AppArmor", True, "does not restrict user namespaces")


def _namespaces() -> Check:
    path = shutil.which("bwrap")
    if path is None:
        return Check("namespaces", False, "cannot be tried without bubblewrap", bubblewrap.INSTALL)
    user = [] if os.geteuid() == 0 else ["--unshare-user", "--disable-userns"]
    tried = [path, "--unshare-pid", "--unshare-net", "--unshare-ipc", *user, "--ro-bind", "/", "/"]
    done = subprocess.run(
        [*tried, "/bin/sh", "-c", "exit 0"], capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        who = "as root, without a user namespace" if os.geteuid() == 0 else "as an ordinary user"
        return Check("namespaces", True, who)
    return Check("namespaces", False, done.stderr.strip()[:300], bubblewrap.remedy(done.stderr))


def _filter() -> Check:
    try:
        size = len(seccomp.program()) // 8
    except SandboxError as error:
        return Check("system call filter", False, error.fault, error.remedy)
    known = Path("/proc/sys/kernel/seccomp/actions_avail").exists()
    remedy = "use a kernel with CONFIG_SECCOMP_FILTER"
    return Check("system call filter", known, f"{size} instructions, {platform.machine()}", remedy)


def _packages() -> Check:
    try:
        folders = interpreter.site_folders()
    except SandboxError as error:
        return Check("packages", False, error.fault, error.remedy)
    return Check("packages", True, f"torch {torch.__version__}, {len(folders)} folders of packages")


def _graphics() -> Check:
    found = torch.cuda.is_available()
    detail = torch.cuda.get_device_name() if found else "none: hidden checks run on the CPU"
    return Check("CUDA", found, detail, "", required=False)
