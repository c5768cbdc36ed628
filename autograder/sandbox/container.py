"""The command line that starts the fork server in a container, and the image that it needs.

For macOS, and for Linux where bubblewrap may not work. The walls are the engine's: namespaces, no
network, a read-only root with small tmpfs, no capability, no new privileges, one made-up uid, and
limits on processes and memory that the kernel keeps (on macOS all of it inside the engine's virtual
machine). The engine's own filter of system calls holds, and ours (`seccomp`) on top of it.

No folder of the host is mounted: the image holds the worker, and its tag is a digest of all that
goes into it, so that another version of the engine asks for another image.
"""

import hashlib
import os
import shlex
from functools import cache
from pathlib import Path

from autograder.errors import SandboxError
from autograder.model import Limits
from autograder.sandbox import bubblewrap, engines, interpreter

_PACKAGE = Path(__file__).parents[1]
_IMAGE_FILES = _PACKAGE / "sandbox" / "image"
_SERVER_MB = 1024  # the fork server itself; the sum over the hand-in is the server's to watch
_SERVER_TASKS = 8
# Engines mount these, podman the last two as its own tmpfs: to be emptied like the others.
_ALSO_WRITABLE = ("/dev/mqueue", "/run", "/var/tmp")
# In the image these are the image's.
_NOT_PASSED = ("PATH", "PYTHONPATH")


@cache
def image() -> str:
    """Return the name of the image that fits this version of the engine."""
    parts = [_PACKAGE / name for name in interpreter.OF_THE_ENGINE]
    inside = [path for part in parts for path in ([part] if part.is_file() else part.glob("*.py"))]
    files = [*inside, *_IMAGE_FILES.iterdir()]
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(str(path.relative_to(_PACKAGE)).encode() + b"\0" + path.read_bytes())
    return f"autograder-worker:{digest.hexdigest()[:12]}"


def build_command(engine: str) -> str:
    """Return what a person types to build the image."""
    words = [Path(engine).name, "build", "-t", image(), "-f", str(_IMAGE_FILES / "Dockerfile")]
    return shlex.join([*words, str(_PACKAGE)])


def find() -> str:
    """Return an engine that answers and has the image; SandboxError with the remedy if none."""
    engine = engines.find()
    if engines.run(engine, "image", "inspect", image())[1]:
        raise SandboxError(
            f"{Path(engine).name} has no image {image()}",
            remedy=f"build it once (some minutes): {build_command(engine)}",
        )
    return engine


def command(engine: str, limits: Limits, *, name: str) -> list[str]:
    """Return the command that runs the fork server in a container of that name."""
    memory = f"{limits.memory_mb + _SERVER_MB}m"
    # Below 65536, since engines without root map no more; one each, since the kernel counts
    # some things for each user.
    uid = 20000 + bubblewrap.sandbox_uid() % 40000
    arguments = [
        engine, "run", "--rm", "--interactive", "--pull", "never", "--name", name,
        "--hostname", "sandbox", "--network", "none", "--read-only", "--cap-drop", "ALL",
        "--security-opt", "no-new-privileges", "--user", f"{uid}:{uid}", "--ipc", "private",
        "--pids-limit", str(limits.processes + _SERVER_TASKS),
        "--memory", memory, "--memory-swap", memory,  # the same: no swap
        # Podman's own may lie above what whoever starts it may set, and then it starts nothing.
        "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024",
        "--log-driver", "none",  # what hand-ins say would fill the host's disk
        "--workdir", bubblewrap.WORK,
    ]  # fmt: skip
    for path in bubblewrap.WRITABLE:
        arguments += ["--tmpfs", f"{path}:rw,nosuid,nodev,mode=1777,size={limits.file_mb}m"]
    for variable, value in _environment().items():
        arguments += ["--env", f"{variable}={value}"]
    others = [path for path in bubblewrap.WRITABLE if path != bubblewrap.WORK]
    return [*arguments, image(), bubblewrap.WORK, *others, *_ALSO_WRITABLE]


def name() -> str:
    """Return a name for a container that no other has."""
    return f"autograder-{os.getpid()}-{os.urandom(4).hex()}"


def _environment() -> dict[str, str]:
    mounts = interpreter.Mounts((), (), (), "", "", "")
    variables = bubblewrap.environment(mounts, home="/tmp")
    return {name: value for name, value in variables.items() if name not in _NOT_PASSED}
