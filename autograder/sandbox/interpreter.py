"""Which files of this Python a sandbox needs, and where they lie inside it.

The interpreter may lie under /root or in a home, and the virtual environment in the course folder
itself. None of these places may be visible to a hand-in, so the parts that are needed are bound
at places of their own:

    /opt/python              bin/python3.x and lib of the base interpreter (where it is not /usr's)
    /opt/site-packages-N     the folders of sys.path that hold torch, numpy, IPython...
    /opt/worker/autograder   of the engine what runs there (OF_THE_ENGINE) alone

What of the engine itself lies in those folders (an installed copy, an editable install's finder
that tells where the course is) is covered.
"""

import importlib.util
import sys
from dataclasses import dataclass
from pathlib import Path

import autograder
from autograder.errors import SandboxError

BASE = "/opt/python"
WORKER = "/opt/worker"
# What a hand-in's process may see of the engine, and what in there is covered.
OF_THE_ENGINE = ("__init__.py", "errors.py", "pictures.py", "wire.py", "worker", "kit")
HIDDEN = "kit/hidden"
_NEEDED = ("torch", "numpy", "sklearn", "scipy", "matplotlib", "IPython", "msgpack", "traitlets")


@dataclass(frozen=True)
class Mounts:
    """What to bind read-only, as (from, to); what to cover; and the command that starts Python."""

    binds: tuple[tuple[Path, str], ...]
    covered_folders: tuple[str, ...]
    covered_files: tuple[str, ...]
    python: str
    library_path: str
    python_path: str


def site_folders() -> list[Path]:
    """Return the folders of sys.path that the worker's packages come from, in order.

    Raises SandboxError where one of them is not installed.
    """
    homes = set()
    for name in _NEEDED:
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None:
            raise SandboxError(
                f"the package {name} is not installed",
                remedy="pip install 'pytorch-autograder[course]'",
            )
        homes.add(Path(spec.origin).parent.parent.resolve())
    standard = Path(sys.base_prefix).resolve()
    found = []
    for entry in map(Path, sys.path):
        folder = entry.resolve()
        is_site = folder in homes or folder.name in ("site-packages", "dist-packages")
        if entry.name and folder.is_dir() and folder != standard and is_site:
            found.append(folder)
    return list(dict.fromkeys(found))


def mounts() -> Mounts:
    """Return what a sandbox must bind so that the worker runs there."""
    binds, python, library_path, folders = _interpreter()
    files: list[str] = []
    places = []
    for number, folder in enumerate(site_folders()):
        place = f"/opt/site-packages-{number}"
        binds.append((folder, place))
        places.append(place)
        for entry in [*folder.iterdir(), *(folder / "__pycache__").glob("*")]:
            if _tells_of_the_engine(entry.name):
                inside = f"{place}/{entry.relative_to(folder)}"
                (folders if entry.is_dir() else files).append(inside)
    package = Path(autograder.__file__).parent
    for name in OF_THE_ENGINE:
        binds.append((package / name, f"{WORKER}/autograder/{name}"))
    folders.append(f"{WORKER}/autograder/{HIDDEN}")
    return Mounts(
        tuple(binds), tuple(folders), tuple(files), python, library_path,
        ":".join([WORKER, *places]),
    )  # fmt: skip


def unconfined() -> Mounts:
    """Return the same for a worker without a sandbox: nothing is bound, everything is in place."""
    package = Path(autograder.__file__).parent
    path = [str(package.parent), *map(str, site_folders())]
    return Mounts((), (), (), sys.executable, "", ":".join(path))


def _interpreter() -> tuple[list[tuple[Path, str]], str, str, list[str]]:
    executable = Path(sys.executable).resolve()
    base = Path(sys.base_prefix).resolve()
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    system = Path("/usr/bin")
    if executable.parent == system:
        covered = [
            f"/usr/lib/{name}/dist-packages"
            for name in ("python3", version)
            if Path(f"/usr/lib/{name}/dist-packages").is_dir()
        ]
        return [], str(executable), "", covered
    binds = [(executable, f"{BASE}/bin/{version}"), (base / "lib", f"{BASE}/lib")]
    packages = base / "lib" / version / "site-packages"
    covered = [f"{BASE}/lib/{version}/site-packages"] if packages.is_dir() else []
    return binds, f"{BASE}/bin/{version}", f"{BASE}/lib", covered


def _tells_of_the_engine(name: str) -> bool:
    return (
        "autograder" in name.lower()
        or name.startswith("__editable__")
        or name.endswith((".pth", ".egg-link"))
    )
