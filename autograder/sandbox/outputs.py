"""Checks what the worker says a cell showed: only well-formed nbformat outputs come through.

Every field is untrusted. What is not of the right type or too long is dropped, and one line in
the outputs says so. The content itself (HTML, SVG) stays hostile: who renders it must escape it.
"""

import re
from dataclasses import dataclass
from typing import Any

_ERROR_LIMIT = 40_000
_COUNT_LIMIT = 1000
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


@dataclass(frozen=True)
class CellRun:
    """One cell's nbformat outputs, checked and capped, and its error or None."""

    outputs: list[dict[str, Any]]
    error: CellError | None

    column: int | None = None
    @property
    def size(self) -> int:
        """How many characters its outputs hold."""
        return sum(len(text) for output in self.outputs for text in _texts(output))

    def cut(self) -> "CellRun":
        """Return it without its outputs, which a note takes the place of."""
        note = "[the notebook shows too much in all: this output is not kept]\n"
        return CellRun([{"output_type": "stream", "name": "stderr", "text": note}], self.error)


def _texts(output: dict[str, Any]) -> list[str]:
    texts = [output.get("text", ""), output.get("evalue", "")]
    return [*texts, *output.get("traceback", ()), *output.get("data", {}).values()]


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
        line if type(line) is int and 0 < line < 10**6 else None,
    )


def _checked_outputs(
    outputs: list[Any], text_limit: int, image_limit: int
) -> tuple[list[dict[str, Any]], bool]:
    kept: list[dict[str, Any]] = []
    left = {"text": text_limit, "image": image_limit, "error": _ERROR_LIMIT}
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
    for mime, value in output["data"].items():
        text = _spend(value, left, "image" if mime in _BINARY else "text")
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
    kept = [
        line for line in (_spend(line, left, "error") for line in lines[:500]) if line is not None
    ]
    return {
        "output_type": "error",
        "ename": text_field(output.get("ename"), 200),
        "evalue": text_field(output.get("evalue"), 2000),
        "traceback": kept,
    }


def _spend(value: Any, left: dict[str, int], purse: str) -> str | None:
    if type(value) is not str or len(value) > left[purse]:
        return None
    left[purse] -= len(value)
    return value
