"""Source to release by nbgrader's own converter, in a temporary folder and without its database."""

import logging
import tempfile
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearSolutions
from traitlets.config import Config

from autograder.authoring.release.source import IGNORED, Source, write_files
from autograder.errors import ReleaseError

ASSIGNMENT = "assignment"


class TaskStubs(ClearSolutions):  # type: ignore[misc]  # nbgrader ships no types
    """nbgrader's ClearSolutions with a stub that says which task is open."""

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> tuple[Any, Any]:
        """Replace the cell's solution by the stub of its own task."""
        task = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        message = f"task `{task}` is open: replace this line with your code"
        stub = f'# YOUR CODE HERE\nraise NotImplementedError("{message}")'
        self.code_stub = {"python": stub}
        cleared: tuple[Any, Any] = super().preprocess_cell(cell, resources, cell_index)
        return cleared


class _Converter(GenerateAssignment):  # type: ignore[misc]
    """Keeps the exception that nbgrader would only log."""

    failure: Exception | None = None

    def convert_single_notebook(self, notebook_filename: str) -> None:
        try:
            super().convert_single_notebook(notebook_filename)
        except Exception as error:
            self.failure = error
            raise


def stubbed(source: Source) -> NotebookNode:
    """Return the notebook with stubs for solutions; raise ReleaseError where that cannot be."""
    try:
        notebook, _ = TaskStubs().preprocess(source.notebook, {})
    except Exception as error:  # whatever nbgrader cannot digest
        raise _refused(source, error) from error
    return notebook


def _refused(source: Source, reason: Exception) -> ReleaseError:
    return ReleaseError(
        f"{source.path}: nbgrader cannot convert it: {reason}",
        remedy=f"`nbgrader generate_assignment {source.folder.name}` shows its whole log",
    )


def convert(source: Source) -> dict[str, bytes]:
    """Return the files of the release by their names; the same source gives the same bytes."""
    with tempfile.TemporaryDirectory(prefix="autograder-release-") as work:
        root = Path(work).resolve()
        write_files(
            root / "source" / ASSIGNMENT,
            {**source.files, source.notebook_name: source.notebook_bytes},
        )
        converter = _Converter(
            coursedir=CourseDirectory(root=str(root), assignment_id=ASSIGNMENT),
            config=_config(),
            log=_silent_log(),
        )
        try:
            converter.start()
        except Exception as error:  # whatever nbgrader cannot digest, the author must hear of it
            raise _refused(source, converter.failure or error) from error
        built = root / "release" / ASSIGNMENT
        return {
            file.relative_to(built).as_posix(): file.read_bytes()
            for file in sorted(built.rglob("*"))
            if file.is_file()
        }


def stub_config(config: Config) -> None:
    """Set nbgrader's options that decide what a release looks like, for any of its commands."""
    config.CourseDirectory.ignore = list(IGNORED)
    steps = [
        TaskStubs if step is ClearSolutions else step
        for step in GenerateAssignment.preprocessors.default()
    ]
    config.GenerateAssignment.preprocessors = steps


def _config() -> Config:
    config = Config()
    stub_config(config)
    config.GenerateAssignment.no_database = True
    config.SaveCells.enabled = False
    return config


def _silent_log() -> logging.Logger:
    # What matters of nbgrader's log reaches the user as a ReleaseError.
    log = logging.getLogger("autograder.authoring.release.nbgrader")
    log.propagate = False
    log.addHandler(logging.NullHandler())
    return log
