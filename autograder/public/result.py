"""What a public check found: frozen data that every renderer can show."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from autograder.errors import CheckFailed
from autograder.pictures import Bars, Curves, Picture

__all__ = ["Bars", "Curves", "Picture", "PublicFailed", "PublicResult", "PublicStatus"]


class PublicStatus(StrEnum):
    """How the public checks of a task ended."""

    PASS = "pass"
    FAIL = "fail"  # something is not as it must be
    OPEN = "open"  # the stub is left, or its cell has not been run
    ERROR = "error"  # the student's code raised
    TIMEOUT = "timeout"


@dataclass(frozen=True)
class PublicResult:
    """The public checks of one task, as they ended.

    `holds`, `wrong` and `unseen` are the titles of the steps that hold, of the one that does not,
    and of those that were not looked at because of it. `hints` are steps, the first for everybody.
    `expected` and `received` are numbers and shapes as text; `where` is the line that raised.
    `looked_at` are the names that the checks asked for; `earlier` says why one of them is not what
    its cell says now, empty where all are.
    """

    task: str
    title: str
    status: PublicStatus
    holds: tuple[str, ...] = ()
    wrong: str = ""
    unseen: tuple[str, ...] = ()
    fault: str = ""
    where: str = ""
    diagnosis: str | None = None
    hints: tuple[str, ...] = ()
    lecture: str = ""
    expected: str = ""
    received: str = ""
    picture: Picture | None = None
    looked_at: tuple[str, ...] = ()
    earlier: str = ""


class PublicFailed(CheckFailed):
    """A public check found a mistake, and can show it: the inputs are public."""

    def __init__(
        self,
        message: str,
        *,
        diagnosis: str | None = None,
        hint: str = "",
        evidence: Mapping[str, Any] | None = None,
        expected: str = "",
        received: str = "",
        picture: Picture | None = None,
    ) -> None:
        super().__init__(message, diagnosis=diagnosis, hint=hint, evidence=evidence)
        self.expected = expected
        self.received = received
        self.picture = picture
