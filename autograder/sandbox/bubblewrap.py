"""The command line that starts the fork server inside bubblewrap, and what to do where it fails.

bubblewrap builds a new, nearly empty world and starts the server as pid 1 in it:

    namespaces   pid, net (not even a loopback), ipc, uts, cgroup; as an ordinary user also user
    files        an empty root, read-only; /usr/bin and /usr/lib; Python's parts (`interpreter`);
                 small tmpfs for /tmp, /dev/shm and /notebook, which is where cells run
    user         as real root: no user namespace (it would map to the host's root); the server
                 itself gives up root for a made-up uid. Otherwise: a user namespace in which the
                 user is one made-up uid, and further user namespaces are off
    rights       no capability, no new privileges, a system call filter (`seccomp`)
    environment  cleared, then what stands in `environment`
"""

import itertools
import os
import re
import shutil
import subprocess
from pathlib import Path

from autograder.errors import SandboxError
from autograder.model import Limits
from autograder.sandbox import interpreter

WORK = "/notebook"  # the cells' current directory
WRITABLE = ("/tmp", "/dev/shm", WORK)
MINIMUM = (0, 8)
_SYSTEM = ("/usr/bin", "/usr/lib", "/usr/lib64", "/usr/lib32", "/usr/share/zoneinfo",
           "/usr/share/matplotlib", "/etc/ld.so.cache", "/etc/alternatives")  # fmt: skip
# Made beforehand: as root bubblewrap makes missing parents that only root may enter.
_FOLDERS = ("/usr", "/usr/share", "/etc", "/opt", f"{interpreter.BASE}", f"{interpreter.BASE}/bin",
            interpreter.WORKER, f"{interpreter.WORKER}/autograder")  # fmt: skip
_LINKS = ("/bin", "/lib", "/lib64", "/lib32")
_counter = itertools.count()

INSTALL = "install bubblewrap 0.8 or newer (Debian, Ubuntu: apt install bubblewrap)"
APPARMOR = (
    "Ubuntu 24.04 and newer let no program make user namespaces without an AppArmor profile. "
    "As root: write to /etc/apparmor.d/bwrap\n"
    "      abi <abi/4.0>,\n"
    "      profile bwrap /usr/bin/bwrap flags=(unconfined) { userns, }\n"
    "    and run: apparmor_parser -r /etc/apparmor.d/bwrap"
)
USERNS = (
    "allow user namespaces: as root, sysctl -w user.max_user_namespaces=10000 "
    "(and kernel.unprivileged_userns_clone=1 where that exists); in a container, start it with "
    "--security-opt seccomp=unconfined, or grade in a virtual machine"
)


def find() -> str:
    """Return the path of a bubblewrap that is new enough; SandboxError with the remedy if none."""
    path = shutil.which("bwrap")
    if path is None:
        raise SandboxError("bubblewrap is not installed", remedy=INSTALL)
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    match = re.search(r"(\d+)\.(\d+)", told)
    if match is None or tuple(map(int, match.groups())) < MINIMUM:
        raise SandboxError(f"this bubblewrap is too old: {told.strip()}", remedy=INSTALL)
    return path


def sandbox_uid() -> int:
    """Return a uid that nobody has: the kernel counts processes per uid, so one per sandbox."""
    return 0x70000000 + (os.getpid() % 2**22) * 16 + next(_counter) % 16


def account_files(uid: int) -> dict[str, bytes]:
    """Return the files of /etc that name the sandbox's one user."""
    return {
        "/etc/passwd": f"student:x:{uid}:{uid}::/tmp:/bin/sh\n".encode(),
        "/etc/group": f"student:x:{uid}:\n".encode(),
    }


def environment(mounts: interpreter.Mounts, *, home: str) -> dict[str, str]:
    """Return the whole environment of the worker."""
    variables = {
        "PATH": "/usr/bin:/bin", "HOME": home, "USER": "student", "LOGNAME": "student",
        "LANG": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": mounts.python_path,
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": f"{home}/.matplotlib", "IPYTHONDIR": f"{home}/.ipython",
        # One thread each: forked processes have none of their parent's threads, and libgomp
        # ends the process when the process limit stops one of its threads.
        "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
        "OMP_THREAD_LIMIT": "8",
        # Every arena reserves 64 MB of address space, which is limited.
        "MALLOC_ARENA_MAX": "2",
    }  # fmt: skip
    if mounts.library_path:
        variables["LD_LIBRARY_PATH"] = mounts.library_path
    return variables


def command(
    bwrap: str,
    mounts: interpreter.Mounts,
    limits: Limits,
    *,
    uid: int,
    files: dict[str, int],
    seccomp: int | None,
    cuda: bool,
    network: bool = False,
) -> list[str]:
    """Return the arguments up to the command to run; `files` maps a path to a descriptor.

    `network` and a missing `seccomp` are for tests, which show that the attacks work without.
    """
    arguments = [bwrap, "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    arguments += ["--new-session", "--die-with-parent", "--as-pid-1", "--hostname", "sandbox"]
    if not network:
        arguments.append("--unshare-net")
    arguments += _user(uid)
    arguments += _tree(mounts, files)
    arguments += _devices_and_tmpfs(limits, cuda)
    arguments += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", WORK, "--clearenv"]
    for name, value in environment(mounts, home="/tmp").items():
        arguments += ["--setenv", name, value]
    if seccomp is not None:
        arguments += ["--seccomp", str(seccomp)]
    return arguments


def restricted_by_apparmor() -> bool:
    """Tell whether an ordinary user needs an AppArmor profile for user namespaces here."""
    switch = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
    return os.geteuid() != 0 and switch.exists() and switch.read_text().strip() == "1"


def remedy(message: str) -> str:
    """Return what to do about what bubblewrap said."""
    if restricted_by_apparmor():
        return APPARMOR
    if re.search(r"namespace|uid map|Operation not permitted|No space left", message):
        return USERNS
    return "run `autograder doctor`"


def _user(uid: int) -> list[str]:
    if os.geteuid() == 0:
        # Just enough for the server to become another user, which it does first of all.
        keep = ("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP")
        return ["--cap-drop", "ALL", *(word for cap in keep for word in ("--cap-add", cap))]
    ids = ["--uid", str(uid), "--gid", str(uid)]
    return ["--unshare-user", "--disable-userns", *ids, "--cap-drop", "ALL"]


def _tree(mounts: interpreter.Mounts, files: dict[str, int]) -> list[str]:
    arguments: list[str] = []
    for path in _FOLDERS:
        arguments += ["--perms", "0755", "--dir", path]
    for path in _SYSTEM:
        arguments += ["--ro-bind-try", path, path]
    for link in map(Path, _LINKS):
        if link.is_symlink():
            arguments += ["--symlink", str(link.readlink()), str(link)]
        else:
            arguments += ["--ro-bind-try", str(link), str(link)]
    for source, place in mounts.binds:
        arguments += ["--ro-bind", str(source), place]
    for place in mounts.covered_folders:
        arguments += ["--tmpfs", place, "--remount-ro", place]
    for place in mounts.covered_files:
        arguments += ["--ro-bind", "/dev/null", place]
    for path, descriptor in files.items():
        arguments += ["--perms", "0444", "--ro-bind-data", str(descriptor), path]
    return arguments


def _devices_and_tmpfs(limits: Limits, cuda: bool) -> list[str]:
    arguments = ["--proc", "/proc", "--dev", "/dev"]
    for path in WRITABLE:
        size = str(limits.file_mb * 2**20)
        arguments += ["--perms", "1777", "--size", size, "--tmpfs", path]
    return arguments + (_graphics() if cuda else [])


def _graphics() -> list[str]:
    """Return binds for NVIDIA devices; the driver's libraries lie in /usr/lib, bound already."""
    arguments: list[str] = []
    for device in sorted(Path("/dev").glob("nvidia*")):
        arguments += ["--dev-bind", str(device), str(device)]
    return [*arguments, "--ro-bind-try", "/sys/bus/pci", "/sys/bus/pci"]
