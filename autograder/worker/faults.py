"""Says what was raised without trusting the exception.

A student's exception may lie in `__str__`, raise from it, or be of a type whose metaclass does.
"""

import traceback
from types import TracebackType
from typing import Any

TEXT_LIMIT = 2000
_NAME_LIMIT = 200
_ENDS = 10  # frames kept at each end of a long traceback
CELL_PREFIX = "<cell "

type_of = type  # bound here: a hand-in may replace the builtin


def cell_file(cell_id: str) -> str:
    """Return the file name under which a cell is compiled."""
    return f"{CELL_PREFIX}{cell_id}>"


def clean(text: str, limit: int) -> str:
    """Return text that crosses the wire: at most `limit` characters, no lone surrogates."""
    return text[:limit].encode("utf-8", "replace").decode()


def describe(error: BaseException) -> dict[str, Any]:
    """Return type, text and place of `error`, whatever its methods do."""
    cell, line = last_cell_line(error.__traceback__)
    return {"type": _type_name(error), "text": _text(error), "cell": cell, "line": line}


def last_cell_line(trace: TracebackType | None, file: str = "") -> tuple[str, int]:
    """Return cell id and line of the innermost frame in a cell, or in `file`; ("", 0) if none."""
    found = ("", 0)
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name == file or (not file and name.startswith(CELL_PREFIX)):
            found = (clean(name[len(CELL_PREFIX) : -1], _NAME_LIMIT), trace.tb_lineno or 0)
        trace = trace.tb_next
    return found


def shortened(trace: TracebackType | None) -> TracebackType | None:
    """Cut the middle out of a long traceback: IPython takes 5 ms to format each frame."""
    frames = []
    step = trace
    while step is not None:
        frames.append(step)
        step = step.tb_next
    if len(frames) > 2 * _ENDS:
        frames[_ENDS - 1].tb_next = frames[-_ENDS]
    return trace


def plain_traceback(error: BaseException) -> list[str]:
    """Return a short traceback for what IPython could not format."""
    try:
        lines = traceback.format_exception(error, limit=-20)
    except BaseException:
        lines = [f"{_type_name(error)}: {_text(error)}"]
    return [clean(line, TEXT_LIMIT) for line in lines[-40:]]


def _type_name(error: BaseException) -> str:
    try:
        return clean(str.__str__(type_of(error).__name__), _NAME_LIMIT)
    except BaseException:
        return "exception"


def _text(error: BaseException) -> str:
    try:
        text = str(error)
        return clean(str.__str__(text), TEXT_LIMIT)
    except BaseException:
        return "(the exception has no readable text)"
