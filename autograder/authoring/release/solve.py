"""The solved notebook: what a perfect hand-in looks like, run in a real kernel."""

import asyncio
import hashlib
import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from traitlets.config import Config

from autograder.authoring.release.source import (
    Source,
    cell_name,
    is_kind,
    without_markers,
    write_files,
)
from autograder.errors import ReleaseError

FORMAT = 2  # counts up when this module would make another notebook of the same source
SECONDS_PER_CELL = 300
STAMP = "autograder"


def is_current(path: Path, source: Source, files: dict[str, bytes]) -> bool:
    """Say whether `path` holds this very solution already, so that no kernel need start."""
    try:
        old = nbformat.reads(path.read_text(), as_version=4)
    except (OSError, ValueError, nbformat.ValidationError):
        return False
    wanted = _solved(source, files)
    return old.metadata.get(STAMP) == wanted.metadata[STAMP] and [
        (cell.id, cell.source, cell.metadata) for cell in old.cells
    ] == [(cell.id, cell.source, cell.metadata) for cell in wanted.cells]


def solve(source: Source, files: dict[str, bytes]) -> bytes:
    """Return the solved notebook with its outputs.

    It is the release with the solutions in place, so its metadata is that of a hand-in. It runs
    on the CPU, that the result does not depend on who builds it. Raises ReleaseError.
    """
    notebook = _solved(source, files)
    metadata = dict(notebook.metadata)
    _execute(source, notebook)
    notebook.metadata = nbformat.from_dict(metadata)  # the kernel added its own version
    for cell in notebook.cells:
        _check_cell(source, cell)
        cell.metadata.pop("execution", None)
    return f"{nbformat.writes(notebook)}\n".encode()


def _solved(source: Source, files: dict[str, bytes]) -> Any:
    notebook = nbformat.reads(files[source.notebook_name].decode(), as_version=4)
    solutions = {cell.id: without_markers(cell) for cell in source.notebook.cells}
    for cell in notebook.cells:
        if is_kind(cell, "solution"):
            cell.source = solutions[cell.id]
    digest = hashlib.sha256(json.dumps(FORMAT).encode())
    for name in sorted(source.files):
        digest.update(name.encode() + b"\0" + hashlib.sha256(source.files[name]).digest())
    for cell in notebook.cells:
        digest.update(json.dumps([cell.id, cell.cell_type, cell.source]).encode())
    notebook.metadata[STAMP] = {"source_sha256": digest.hexdigest()}
    return notebook


def _execute(source: Source, notebook: Any) -> None:
    with tempfile.TemporaryDirectory(prefix="autograder-") as private:
        work = Path(private) / "work"
        write_files(work, source.files)
        client = NotebookClient(
            notebook,
            config=_private_sockets(Path(private)),
            kernel_name="python3",
            timeout=SECONDS_PER_CELL,
            iopub_timeout=SECONDS_PER_CELL,  # else what is shown late is left out without a word
            allow_errors=True,  # so that _check_cell can name the cell that failed
            coalesce_streams=True,  # how a kernel cuts what is printed is chance
            record_timing=False,
            resources={"metadata": {"path": str(work)}},
        )
        environment = {
            **os.environ,
            "CUDA_VISIBLE_DEVICES": "",
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        }
        try:
            with asyncio.Runner(loop_factory=_Loop) as runner:
                runner.run(client.async_execute(env=environment, stderr=subprocess.DEVNULL))
        except (CellTimeoutError, DeadKernelError, RuntimeError) as error:
            raise ReleaseError(
                f"{source.path}: the solved notebook did not finish: {str(error).splitlines()[0]}",
                remedy="run it in Jupyter and see which cell hangs or ends the kernel",
            ) from error


class _Loop(asyncio.SelectorEventLoop):
    """Leaves signals to the command: nbclient would go on without a kernel, and forget ours."""

    def add_signal_handler(self, *_: object) -> None:
        raise RuntimeError

    def call_exception_handler(self, context: object) -> None:
        """Say nothing of what ends while a command is stopped; else it is raised anyway."""


def _private_sockets(folder: Path) -> Config:
    # Over TCP, which is the default, anybody on the machine could listen in.
    config = Config()
    config.KernelManager.transport = "ipc"
    config.KernelManager.ip = str(folder / "kernel")
    return config


def _check_cell(source: Source, cell: Any) -> None:
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            fault = f"{output.ename}: {output.evalue.splitlines()[0] if output.evalue else ''}"
        elif output.output_type == "stream" and output.name == "stderr" and is_kind(cell, "grade"):
            fault = f"it writes to stderr, which nbgrader takes for a failure: {output.text[:80]}"
        else:
            continue
        kind = "check " if is_kind(cell, "grade") else ""
        raise ReleaseError(
            f"{source.path}: {kind}cell `{cell_name(cell)}` fails in the solved notebook: {fault}",
            remedy="correct the solution, or the cell that checks it",
        )
