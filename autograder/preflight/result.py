"""What came of a preflight: frozen data, and results of public checks as plain data and back."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from autograder.public.message import one_line
from autograder.public.result import Bars, Curves, PublicResult, PublicStatus

_OPEN = re.compile(r"task `\w+` is open")
_PLACE = re.compile(r" \(<cell [^>]*>, line \d+\)$")  # where Python says that a cell is no Python


class FaultKind(StrEnum):
    """How a cell failed."""

    RAISED = "raised"
    TIMEOUT = "timeout"
    ENDED = "ended"  # it ended the process, as an exit or a crash does
    NOT_RUN = "not run"  # the time for the whole notebook was over


@dataclass(frozen=True)
class CellFault:
    """A cell that failed from the top; `text` is the exception's, or words of ours."""

    cell_id: str
    kind: FaultKind
    text: str
    type_name: str = ""
    line: int | None = None

    @property
    def is_news(self) -> bool:
        """Whether it is more than a task that is open."""
        return self.kind is not FaultKind.NOT_RUN and not _OPEN.search(self.text)

    @property
    def words(self) -> str:
        """What happened, in one line."""
        said = _PLACE.sub("", one_line(self.text))
        if self.kind is not FaultKind.RAISED:
            return said
        told = f"{self.type_name}: {said}" if said else self.type_name
        return f"{told} (line {self.line})" if self.line else told


@dataclass(frozen=True)
class Preflight:
    """A notebook that ran from the top: the cells that failed by id, and each asked task.

    `remarks` are sentences as grading makes them, on which definition counts and the like.
    """

    faults: Mapping[str, CellFault]
    results: tuple[PublicResult, ...]
    remarks: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the public checks of every asked task pass."""
        return all(result.status is PublicStatus.PASS for result in self.results)


def to_plain(result: PublicResult) -> dict[str, Any]:
    """Return a result as plain data."""
    picture = result.picture
    kind = type(picture).__name__ if picture is not None else ""
    return {**asdict(result), "status": str(result.status), "kind": kind}


def from_plain(data: Mapping[str, Any]) -> PublicResult:
    """Return the result that `to_plain` was given; raise KeyError, TypeError or ValueError."""
    fields = dict(data)
    kind, picture = fields.pop("kind"), fields.pop("picture")
    lists = {key: tuple(value) for key, value in fields.items() if isinstance(value, list)}
    shown = None
    if kind:
        parts = {k: tuple(v) if isinstance(v, list) else v for k, v in picture.items()}
        shown = {"Bars": Bars, "Curves": Curves}[kind](**parts)
    return PublicResult(
        **{**fields, **lists, "status": PublicStatus(fields["status"]), "picture": shown}
    )
