"""What became of one student's hand-in: a row of the table."""

from dataclasses import dataclass
from datetime import datetime

from autograder.lms.collect.place import Fate


@dataclass(frozen=True)
class Row:
    """One hand-in; `refused` names what of it was not taken and why, `notes` what was odd.

    `student` is "" for a file that is nobody's; `ours` says that the student is not at fault.
    """

    student: str
    file: str
    fate: Fate
    time: datetime | None = None
    refused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    ours: bool = False
