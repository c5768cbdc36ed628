"""Reads a notebook from bytes that somebody else wrote.

Whatever lies at the path, the answer is a valid notebook of format 4.5 or a SubmissionError whose
sentence a student understands. Links are not followed and nothing blocks.
"""

import errno
import json
import os
import stat
from pathlib import Path
from typing import Any

from autograder.errors import SubmissionError, UnreadableError
from autograder.notebooks.large import without_outputs
from autograder.notebooks.node import NotebookNode
from autograder.notebooks.normalise import normalised

MAX_BYTES = 64 * 2**20
_MAX_PARSED = 20 * 2**20  # without the saved outputs

# NONBLOCK, for opening a FIFO would wait for its writer. Windows, where students check their own
# notebooks, has none of these.
_FLAGS = os.O_RDONLY
for _name in ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC"):
    _FLAGS |= getattr(os, _name, 0)

# What keeps a file from being read that says nothing about the file.
_OURS = {
    *(errno.EACCES, errno.EPERM, errno.EIO, errno.ESTALE),
    *(errno.EMFILE, errno.ENFILE, errno.ENOMEM),
}
_MOST_BRACKETS = 1_000_000  # three bytes of JSON become an object of two hundred
_WHOLE = (
    "no program can open it any more: download it again from where you wrote it, or take the copy"
    " that Jupyter keeps in .ipynb_checkpoints, and hand that file in"
)
_SAVE_AGAIN = "open the notebook in Jupyter, save it, and hand that file in"


def read_notebook(path: Path) -> NotebookNode:
    """Return the notebook at `path` in format 4.5, cell ids unique, outputs cleared.

    Raises SubmissionError where there is none to be had.
    """
    return notebook_of(read_bytes(path))


def notebook_of(data: bytes) -> NotebookNode:
    """Return the notebook that `data` holds, as `read_notebook` does."""
    return normalised(parsed(data))


def read_bytes(path: Path) -> bytes:
    """Return the bytes of the plain file at `path`; raise SubmissionError where it is none.

    Where it is this machine that does not let us read it, the error is an UnreadableError.
    """
    try:
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        raise _not_opened(path, error) from None
    try:
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            raise SubmissionError("the hand-in is a folder, not a notebook", remedy=_SAVE_AGAIN)
        if not stat.S_ISREG(status.st_mode):
            raise SubmissionError("the hand-in is not a plain file", remedy=_SAVE_AGAIN)
        with open(descriptor, "rb", closefd=False) as stream:
            data = stream.read(MAX_BYTES + 1) if status.st_size <= MAX_BYTES else None
    except OSError as error:
        raise _not_opened(path, error) from None
    finally:
        os.close(descriptor)
    if data is None or len(data) > MAX_BYTES:
        raise _too_large(MAX_BYTES)
    return data


def _too_large(limit: int) -> SubmissionError:
    return SubmissionError(
        f"the notebook is larger than {limit // 2**20} MB",
        remedy="clear all outputs, save it, and hand it in again",
    )


def _not_opened(path: Path, error: OSError | ValueError) -> SubmissionError:
    if isinstance(error, OSError) and error.errno in _OURS:
        return UnreadableError(
            f"{path} cannot be read: {error.strerror}",
            remedy="correct that, and run the command again",
        )
    return SubmissionError(_why_not_opened(error), remedy=_SAVE_AGAIN)


def _why_not_opened(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return "the hand-in is a link to another file, not a notebook"
    reason = error.strerror if isinstance(error, OSError) else "its name is not a file name"
    return f"the notebook cannot be opened: {reason}"


def parsed(data: bytes) -> Any:
    """Return the JSON that `data` holds; raise SubmissionError where it is none, or is odd."""
    if not data.strip():
        raise SubmissionError("the notebook file is empty", remedy=_WHOLE)
    if len(data) > _MAX_PARSED:
        data = without_outputs(data)
    if len(data) > _MAX_PARSED:
        raise _too_large(_MAX_PARSED)
    if data.count(b"[") + data.count(b"{") > _MOST_BRACKETS:
        raise SubmissionError(
            "the notebook holds too many lists and objects to be read",
            remedy="clear all outputs, save it, and hand it in again",
        )
    try:
        text = data.decode(json.detect_encoding(data))
    except UnicodeDecodeError:
        raise SubmissionError(
            "the file is not a notebook: it is not text", remedy=_SAVE_AGAIN
        ) from None
    try:
        return json.loads(text, object_pairs_hook=_distinct, parse_constant=_nothing)
    except json.JSONDecodeError as error:
        raise SubmissionError(
            f"the file is not a complete notebook: it breaks off or is damaged at line"
            f" {error.lineno}",
            remedy=_WHOLE,
        ) from None
    except RecursionError:
        raise SubmissionError(
            "the file is not a notebook: it is nested too deeply", remedy=_SAVE_AGAIN
        ) from None
    except ValueError:  # what is left: an integer of thousands of digits
        raise SubmissionError(
            "the file is not a notebook: a number in it is too long", remedy=_SAVE_AGAIN
        ) from None


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise SubmissionError(
            "the file is not a notebook: an entry appears in it twice", remedy=_SAVE_AGAIN
        )
    return found


def _nothing(_: str) -> None:
    """Return what stands for a bare NaN or Infinity: Python writes them, and JSON has none."""
