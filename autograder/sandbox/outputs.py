"""Checks what the worker says a cell showed: only well-formed nbformat outputs come through.

Every field is untrusted. What is not of the right type, too long or too much is dropped, and one
line in the outputs says so. What is empty costs memory and time too, so outputs are counted as well
as their characters: those of a cell here, those of a notebook in `Room`. The content itself (HTML,
SVG) stays hostile: who renders it must escape it.
"""

import re
from dataclasses import dataclass
from itertools import islice
from typing import Any

from autograder.model import Limits

_ERROR_LIMIT = 40_000  # characters of a cell's tracebacks
_COUNT_LIMIT = 500  # outputs of a cell
_LINES_LIMIT = 500  # of a cell's tracebacks
_FORMS_LIMIT = 20  # representations of one output
_CELLS = 8  # what so many cells may show, a notebook may show
_NOTEBOOK_COUNT_LIMIT = 2 * _COUNT_LIMIT
_MIME = re.compile(r"[a-z]+/[A-Za-z0-9.+-]{1,80}\Z")
_BINARY = ("image/png", "image/jpeg", "image/gif", "application/pdf")


@dataclass(frozen=True)
class CellError:
    """What a cell raised; `line` counts from 1 within the cell. All of it is untrusted text.

    `column`, from 1, is where in the line Python could not go on: of a SyntaxError alone.
    """

    type_name: str
    text: str
    line: int | None
    column: int | None = None


@dataclass(frozen=True)
class CellRun:
    """One cell's nbformat outputs, checked and capped, and its error or None."""

    outputs: list[dict[str, Any]]
    error: CellError | None

    def size(self) -> dict[str, int]:
        """Return how many characters of text and of pictures it holds, and how many outputs."""
        size = {"text": 0, "image": 0, "count": len(self.outputs)}
        for output in self.outputs:
            texts = [output.get("text", ""), output.get("ename", ""), output.get("evalue", "")]
            size["text"] += sum(map(len, (*texts, *output.get("traceback", ()))))
            for mime, value in output.get("data", {}).items():
                size[_purse(mime)] += len(value)
        return size

    def cut(self) -> "CellRun":
        """Return it without its outputs, which a note takes the place of."""
        note = "[the notebook shows too much in all: this output is not kept]\n"
        return CellRun([{"output_type": "stream", "name": "stderr", "text": note}], self.error)


class Room:
    """What is left of what one notebook may show."""

    def __init__(self, limits: Limits) -> None:
        self._left = {
            "text": _CELLS * limits.output_kb * 1024,
            "image": _CELLS * limits.image_kb * 1024,
            "count": _NOTEBOOK_COUNT_LIMIT,
        }

    def kept(self, run: CellRun, before: CellRun | None) -> CellRun:
        """Return as much of a cell's run as there is room for, in place of an earlier run of it."""
        if before is not None:
            self._take(before, -1)
        size = run.size()
        if run.outputs and any(size[what] > left for what, left in self._left.items()):
            run = run.cut()
        self._take(run, 1)
        return run

    def _take(self, run: CellRun, sign: int) -> None:
        for what, amount in run.size().items():
            self._left[what] -= sign * amount


def checked_run(reply: dict[str, Any], *, text_limit: int, image_limit: int) -> CellRun:
    """Return the worker's reply to a cell as a CellRun; ValueError where it is malformed."""
    outputs, error = reply.get("outputs"), reply.get("error")
    if type(outputs) is not list or not (error is None or type(error) is dict):
        raise ValueError("malformed outputs")
    kept, dropped = _checked_outputs(outputs, text_limit, image_limit)
    if dropped or reply.get("dropped") is True:
        note = f"\n[more than {text_limit // 1024} KB of output, or too much at once: "
        kept.append(
            {"output_type": "stream", "name": "stderr", "text": note + "the rest is not shown]\n"}
        )
    return CellRun(kept, None if error is None else _checked_error(error))


def text_field(value: Any, limit: int) -> str:
    """Return untrusted text, cut; "" for what is no text."""
    return value[:limit] if type(value) is str else ""


def is_out_of_memory(type_name: str, text: str) -> bool:
    """Tell whether an error says that memory ran out: Python's own, or torch's allocator."""
    return type_name == "MemoryError" or (
        type_name == "RuntimeError" and "DefaultCPUAllocator: can't allocate memory" in text
    )


def _checked_error(error: dict[str, Any]) -> CellError:
    places = error.get("line"), error.get("column")
    type_name, text = text_field(error.get("type"), 200), text_field(error.get("text"), 2000)
    return CellError(
        "MemoryError" if is_out_of_memory(type_name, text) else type_name or "exception",
        text,
        *(place if type(place) is int and 0 < place < 10**6 else None for place in places),
    )


def _checked_outputs(
    outputs: list[Any], text_limit: int, image_limit: int
) -> tuple[list[dict[str, Any]], bool]:
    kept: list[dict[str, Any]] = []
    left = {
        "text": text_limit, "image": image_limit, "error": _ERROR_LIMIT, "lines": _LINES_LIMIT
    }  # fmt: skip
    for output in outputs[:_COUNT_LIMIT]:
        clean = _checked_output(output, left) if type(output) is dict else None
        if clean is not None:
            kept.append(clean)
    return kept, len(kept) < len(outputs)


def _checked_output(output: dict[str, Any], left: dict[str, int]) -> dict[str, Any] | None:
    kind = output.get("output_type")
    if kind == "stream" and output.get("name") in ("stdout", "stderr"):
        text = _spend(output.get("text"), left, "text")
        return {"output_type": kind, "name": output["name"], "text": text} if text else None
    if kind == "error":
        return _checked_traceback(output, left)
    if kind not in ("display_data", "execute_result") or type(output.get("data")) is not dict:
        return None
    data = {}
    for mime, value in islice(output["data"].items(), _FORMS_LIMIT):
        text = _spend(value, left, _purse(mime))
        if text is not None and _MIME.match(mime):
            data[mime] = text
    clean = {"output_type": kind, "data": data, "metadata": {}}
    if kind == "execute_result":
        count = output.get("execution_count")
        clean["execution_count"] = count if type(count) is int and 0 <= count < 10**6 else None
    return clean if data else None


def _checked_traceback(output: dict[str, Any], left: dict[str, int]) -> dict[str, Any] | None:
    lines = output.get("traceback")
    if type(lines) is not list:
        return None
    name = _spend(text_field(output.get("ename"), 200), left, "error")
    value = _spend(text_field(output.get("evalue"), 2000), left, "error")
    spent = (_spend(line, left, "error") for line in lines[: left["lines"]])
    kept = [line for line in spent if line is not None]
    left["lines"] -= len(kept)
    return {
        "output_type": "error",
        "ename": name or "",
        "evalue": value or "",
        "traceback": kept,
    }


def _purse(mime: str) -> str:
    return "image" if mime in _BINARY else "text"


def _spend(value: Any, left: dict[str, int], purse: str) -> str | None:
    if type(value) is not str or len(value) > left[purse]:
        return None
    left[purse] -= len(value)
    return value
