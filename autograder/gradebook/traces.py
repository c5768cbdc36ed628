"""Which hand-in a TA's score, extra credit and comment were given for.

They stand in a student's rows whichever hand-in lies below, and nbgrader does not keep for which
one they were given. So each recording leaves a trace beside them: which hand-in it was about, and,
where another hand-in came and a TA's entry still waits for a person, for which one it was given.
The trace lies in the gradebook itself: it is as old as the entries, whatever copy of the database
is put back, and it goes with the submission. Its place is the automatic comment on a check cell:
nbgrader shows the comments on solution and task cells only, so nobody reads it. Gradebooks hold the
fields by their names, `hand_in` too, which therefore stay.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import NamedTuple

from pydantic import ValidationError

from autograder.model import Frozen

UNKNOWN = "unknown"  # the hand-in before, where a gradebook of an older engine holds no trace


class Waiting(Frozen):
    """What a TA entered for a task, as a digest, and the hand-in that it was entered for."""

    hand_in: str
    entry: str


class Mark(Frozen):
    """Who entered something for a task at the command line, and when; `entry` as a digest."""

    by: str
    when: str
    entry: str


class Trace(Frozen):
    """The hand-in that was recorded last; what waits for a person, and who marked, by grade cell.

    A mark tells of the entry that it names: what formgrader has changed since, somebody else did.
    """

    hand_in: str
    waiting: Mapping[str, Waiting] = {}
    marked: Mapping[str, Mark] = {}


class Entry(NamedTuple):
    """What a TA has entered for a task, and whether the gradebook asks a person to look at it."""

    manual_score: float | None
    extra_credit: float | None
    comment: str | None
    needs_manual_grade: bool

    @property
    def digest(self) -> str:
        """A digest of the entry, "" where there is none."""
        said = [self.manual_score, self.extra_credit or None, self.comment or None]
        if said == [None, None, None]:
            return ""
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def read_trace(text: str | None) -> Trace | None:
    """Return the trace that `text` holds, None where it holds none."""
    try:
        return Trace.model_validate_json(text) if text else None
    except ValidationError:
        return None


def next_trace(before: Trace, entries: Mapping[str, Entry], sha256: str) -> Trace:
    """Return the trace after the hand-in `sha256` was recorded over what `before` tells.

    An entry was given for the hand-in that was recorded last, unless it has waited since before.
    """
    waiting = {}
    for cell, entry in entries.items():
        given_for = before.waiting[cell].hand_in if waits(before, cell, entry) else before.hand_in
        if entry.digest and given_for != sha256:
            waiting[cell] = Waiting(hand_in=given_for, entry=entry.digest)
    return Trace(hand_in=sha256, waiting=waiting, marked=before.marked)


def waits(trace: Trace, cell: str, entry: Entry) -> bool:
    """Say whether an entry for an earlier hand-in was neither changed nor confirmed since.

    formgrader takes the mark `needs_manual_grade` away whenever a person saves a score or confirms
    it ("Resolve").
    """
    then = trace.waiting.get(cell)
    return then is not None and entry.needs_manual_grade and then.entry == entry.digest


def is_marked(trace: Trace, cell: str, entry: Entry) -> bool:
    """Say whether what stands there was entered at the command line, and not changed since."""
    mark = trace.marked.get(cell)
    return mark is not None and entry.digest != "" and mark.entry == entry.digest
