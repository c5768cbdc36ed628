"""nbgrader's gradebook; this package is the only importer of nbgrader's database.

writer      puts reports and decisions in, by batch (by_hand: what a TA enters at the command line)
scores      what is recorded of an assignment; traces: and for which hand-in
tally       what a hand-in comes to: checks, a TA's scores, lateness
excuses     who is excused, which nbgrader's tables have no place for
desk        nbgrader's formgrader, for as long as a command runs
term        which term a gradebook is of, so that two are never mixed
database    the tables; layout, cells, people, comments: what is in them
package     nbgrader's package without its extensions for Jupyter
"""

import importlib
from typing import TYPE_CHECKING, Any

import autograder.gradebook.package  # noqa: F401  # before what imports nbgrader

if TYPE_CHECKING:
    from autograder.gradebook.comments import why
    from autograder.gradebook.database import shown
    from autograder.gradebook.scores import Named, Recorded, RecordedScore
    from autograder.gradebook.traces import Mark
    from autograder.gradebook.writer import GradebookWriter, check_kept, recorded, students

_HOMES = {
    "why": "comments", "shown": "database", "Named": "scores", "Recorded": "scores",
    "RecordedScore": "scores", "Mark": "traces", "GradebookWriter": "writer",
    "check_kept": "writer", "recorded": "writer", "students": "writer",
}  # fmt: skip

__all__ = [
    "GradebookWriter",
    "Mark",
    "Named",
    "Recorded",
    "RecordedScore",
    "check_kept",
    "recorded",
    "shown",
    "students",
    "why",
]


def __getattr__(name: str) -> Any:
    # On demand: a tally has no use for nbgrader's database.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
