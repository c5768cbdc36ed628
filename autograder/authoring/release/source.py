"""The instructor's folder, read once: the notebook, its solution regions, the public files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from autograder.errors import ReleaseError

# What nbgrader never copies to students.
IGNORED = (".ipynb_checkpoints", "__pycache__", "*.pyc", "feedback")
# What an editor, a system or `autograder check --final` leaves behind; nbgrader would copy it.
STRAY = (".*", "*~", "*.swp", "*.bak", "*.orig", "*.tmp", "*.receipt.json")

# nbgrader looks for exactly "BEGIN SOLUTION"; what an author meant is wider than that.
MARKER = re.compile(
    r"\b(BEGIN|END)[\s_-]*(SOLUTIONS?|HIDDEN[\s_-]*TESTS?|MARK[\s_-]*SCHEME)\b", re.IGNORECASE
)

Cell = Any  # nbformat's NotebookNode, a dict with attribute access; it ships no types


@dataclass(frozen=True)
class Source:
    """source/<assignment>/ as it was when the build began; `files` are the extra public files."""

    folder: Path
    notebook_name: str
    notebook: Any
    notebook_bytes: bytes
    files: dict[str, bytes]

    @property
    def path(self) -> Path:
        """The notebook's own path, for error messages."""
        return self.folder / self.notebook_name


def read_source(path: Path) -> Source:
    """Read the notebook at `path` and every file that students would get beside it."""
    folder = path.parent
    try:
        data = path.read_bytes()
        parsed = nbformat.reads(data.decode(), as_version=4)
        nbformat.validate(parsed)
    except FileNotFoundError as error:
        raise ReleaseError(
            f"{path} does not exist", remedy="write it, or mark the assignment as `draft: true`"
        ) from error
    except Exception as error:  # nbformat lets many types through for a damaged file
        raise ReleaseError(
            f"{path} is not a valid notebook: {str(error).splitlines()[0]}",
            remedy="open it in Jupyter and save it again, or take it from version control",
        ) from error
    files = {name: file.read_bytes() for name, file in _public_files(folder) if file != path}
    return Source(folder, path.name, parsed, data, files)


def _public_files(folder: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder)
        if any(Path(part).match(pattern) for part in name.parts for pattern in IGNORED):
            continue
        if file.is_symlink():
            raise ReleaseError(
                f"{file} is a link, which would carry a file from elsewhere to students",
                remedy="put a copy of the file there, or remove the link",
            )
        if any(Path(part).match(pattern) for part in name.parts for pattern in STRAY):
            raise ReleaseError(
                f"{file} looks like a leftover, and nbgrader would copy it to students",
                remedy="remove it from source/, where only public files belong",
            )
        if file.is_file():
            yield name.as_posix(), file


def cell_name(cell: Cell) -> str:
    """Return how a message calls a cell: by its grade_id, else by its cell id."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id") or cell.get("id", "?"))


def is_kind(cell: Cell, kind: str) -> bool:
    """Say whether nbgrader's metadata calls the cell `solution`, `grade` or `locked`."""
    return bool(cell.metadata.get("nbgrader", {}).get(kind, False))


def split_solution(cell: Cell) -> tuple[list[str], list[list[str]]]:
    """Return a cell's public lines and its solution regions, without the marker lines.

    A solution cell without any region is one region as a whole, as nbgrader has it.
    Raises ValueError where the markers do not pair up.
    """
    public: list[str] = []
    regions: list[list[str]] = []
    inside = False
    for line in cell.source.split("\n"):
        if "BEGIN SOLUTION" in line:
            if inside:
                raise ValueError("a solution region begins inside another")
            inside = True
            regions.append([])
        elif "END SOLUTION" in line:
            if not inside:
                raise ValueError("a solution region ends that never began")
            inside = False
        else:
            (regions[-1] if inside else public).append(line)
    if inside:
        raise ValueError("a solution region never ends")
    if is_kind(cell, "solution") and not regions:
        return [], [public]
    return public, regions


def without_markers(cell: Cell) -> str:
    """Return a cell's text with its solution in place and the marker lines gone."""
    lines = cell.source.split("\n")
    return "\n".join(
        line for line in lines if "BEGIN SOLUTION" not in line and "END SOLUTION" not in line
    )


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    """Write `files` below `folder`, which need not exist yet."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
