"""The receipt: which file was checked, when, and what the public checks said. It is no grade."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from autograder import __version__
from autograder.files import write_atomic
from autograder.preflight.result import Preflight
from autograder.preflight.saved import NotebookFile

FORMAT = 1
NOTE = (
    "This is not a grade: it says that the file with this sha256 was checked at this time, and what"
    " the public checks said. Saved again, with other outputs, the file has another; that of its"
    " cells stays as long as what they hold. The grading uses other inputs."
)


def receipt_path(notebook: Path) -> Path:
    """Return where the receipt of a notebook lies."""
    return notebook.with_suffix(".receipt.json")


def write_receipt(
    file: NotebookFile, assignment: str, preflight: Preflight, problems: Sequence[str]
) -> Path:
    """Write the receipt beside the notebook; return its path. Raises OSError."""
    content = {
        "format": FORMAT,
        "note": NOTE,
        "assignment": assignment,
        "notebook": file.path.name,
        "sha256": file.sha256,
        "cells_sha256": file.cells_sha256,
        "checked": datetime.now().astimezone().isoformat(timespec="seconds"),
        "package_version": __version__,
        "public_checks": {result.task: str(result.status) for result in preflight.results},
        "problems": list(problems),
    }
    path = receipt_path(file.path)
    text = json.dumps(content, indent=1, ensure_ascii=False)
    write_atomic(path, text.encode() + b"\n")
    return path
