"""The notebook file: its code cells, and what is saved of how they ran in the student's kernel."""

import hashlib
import json
import re
import symtable
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.errors import SubmissionError, UsageError
from autograder.notebooks import CodeCell, normalised, parsed, read_bytes
from autograder.notebooks.cells import content, grade_id
from autograder.notebooks.node import NotebookNode
from autograder.worker.libraries import mentioned

_MAGIC = re.compile(r"^\s*[%!]")
_TITLE = 50  # characters of a cell's first line


@dataclass(frozen=True)
class SavedCell:
    """A code cell: its place among all cells from 1, and how it ran when the file was saved.

    `number` is 0 for a cell that is not in the file and that grading puts there.
    `count` is what stands in its brackets, None where it was not run; `failed` is whether an error
    is saved below it; `shown` is the text that is saved below it.
    """

    number: int
    cell: CodeCell
    count: int | None
    failed: bool
    shown: str

    @property
    def name(self) -> str:
        """What a student recognises the cell by."""
        if self.cell.grade_id:
            return f"`{self.cell.grade_id}`"
        lines = (line.strip() for line in self.cell.source.split("\n"))
        first = next((line for line in lines if line), "(empty)").replace("`", "'")
        return f"{self.number} (`{first[:_TITLE]}{'...' if len(first) > _TITLE else ''}`)"

    @property
    def ran(self) -> bool:
        """Whether it ran without an error."""
        return self.count is not None and not self.failed

    @cached_property
    def binds(self) -> frozenset[str]:
        """The global names that it binds."""
        source = "\n".join(
            "" if _MAGIC.match(line) else line for line in self.cell.source.split("\n")
        )
        try:
            table = symtable.symtable(source, "cell", "exec")
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return content(NotebookNode(cell_type="code", source=source)).names
        return frozenset(
            symbol.get_name()
            for symbol in table.get_symbols()
            if symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()
        )


@dataclass(frozen=True)
class NotebookFile:
    """A notebook as it lay on the disk at one moment."""

    path: Path
    sha256: str
    notebook: NotebookNode  # as read_notebook returns it
    cells: tuple[SavedCell, ...]

    @property
    def libraries(self) -> frozenset[str]:
        """The libraries in use that take long to import."""
        return mentioned("\n".join(cell.cell.source for cell in self.cells))

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.path.parent

    @cached_property
    def cells_sha256(self) -> str:
        """The SHA-256 of what the cells hold, whatever their outputs: of [[type, source], ...].

        As JSON in UTF-8 without spaces.
        """
        held = [[cell.cell_type, cell.source] for cell in self.notebook.cells]
        text = json.dumps(held, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def by_id(self) -> Mapping[str, SavedCell]:
        """The code cells by their ids."""
        return {saved.cell.cell_id: saved for saved in self.cells}

    def of_task(self, task: str) -> SavedCell | None:
        """Return the last cell that holds the code of a task; its definition wins."""
        found = [saved for saved in self.cells if saved.cell.grade_id == task]
        return found[-1] if found else None


def read_saved(path: Path) -> NotebookFile:
    """Read the notebook at `path`; raise UsageError where there is none."""
    path = path.absolute()
    try:
        data = read_bytes(path)
        raw = parsed(data)
        notebook = normalised(raw)
    except SubmissionError as error:
        remedy = error.remedy
        if not path.exists():
            remedy = "name the notebook that you saved, as in `autograder check adaline.ipynb`"
        raise UsageError(f"{path.name}: {error.fault}", remedy=remedy) from error
    return NotebookFile(path, hashlib.sha256(data).hexdigest(), notebook, _cells(raw, notebook))


def _cells(raw: Any, notebook: NotebookNode) -> tuple[SavedCell, ...]:
    kept = raw.get("cells")
    # Cells of the old format 3 lie elsewhere; of those nothing is known.
    if not isinstance(kept, list) or len(kept) != len(notebook.cells):
        kept = [{}] * len(notebook.cells)
    return tuple(
        _saved(number, cell, before)
        for number, (cell, before) in enumerate(zip(notebook.cells, kept, strict=True), 1)
        if cell.cell_type == "code"
    )


def _saved(number: int, cell: NotebookNode, before: Any) -> SavedCell:
    before = before if isinstance(before, dict) else {}
    outputs = before.get("outputs")
    outputs = [o for o in outputs if isinstance(o, dict)] if isinstance(outputs, list) else []
    count = before.get("execution_count")
    return SavedCell(
        number,
        CodeCell(cell.id, grade_id(cell), cell.source),
        count if type(count) is int else None,
        any(output.get("output_type") == "error" for output in outputs),
        "\n".join(_text(output) for output in outputs),
    )


def _text(output: Mapping[str, Any]) -> str:
    data = output.get("data")
    text = output.get("text") or (data.get("text/plain") if isinstance(data, dict) else "")
    return "".join(map(str, text)) if isinstance(text, list) else str(text or "")
