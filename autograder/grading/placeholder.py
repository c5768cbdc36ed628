"""What stands in autograded/ where no notebook ran: the released one, and why.

nbgrader's formgrader lists only hand-ins with a notebook there, and those that could not be read
need a person most. Under the reason it finds the cells that it scores.
"""

import json
from typing import Any

from autograder.course import Assignment, Course
from autograder.model import GradeReport, Status

_MARK = "placeholder"
_MOST_OF_A_REASON = 500  # characters
_HEADING = (
    "# This is the notebook as it was released. The hand-in could not be run:\n"
    "# why is said below, and the file itself lies in submitted/."
)


def placeholder(course: Course, assignment: Assignment, report: GradeReport) -> bytes:
    """Return the notebook to show for a hand-in of which none ran."""
    from autograder.notebooks.clean import line  # slow to import, and most hand-ins run

    notebook = _released(course, assignment)
    reasons = "".join(f"{line(why, _MOST_OF_A_REASON)}\n" for why in _reasons(report))
    output = {"output_type": "stream", "name": "stdout", "text": reasons}
    cell: dict[str, object] = {
        **{"cell_type": "code", "id": "why-none-ran", "metadata": {}, "execution_count": None},
        **{"source": _HEADING, "outputs": [output]},
    }
    notebook["cells"].insert(0, cell)
    notebook["metadata"]["autograder"] = {_MARK: True}
    return json.dumps(notebook, ensure_ascii=False).encode()


def is_placeholder(notebook: Any) -> bool:
    """Say whether a notebook of autograded/ stands there for one that never ran."""
    mark = notebook.metadata.get("autograder")
    return isinstance(mark, dict) and mark.get(_MARK) is True


def _released(course: Course, assignment: Assignment) -> Any:
    try:
        notebook = json.loads(course.release_notebook(assignment).read_bytes())
        if isinstance(notebook["cells"], list) and isinstance(notebook["metadata"], dict):
            return notebook
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    return {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def _reasons(report: GradeReport) -> list[str]:
    first = report.checks[0] if report.checks else None
    reasons = [first.message] if first else []
    if first and first.status is Status.BROKEN:
        reasons.append(str(first.evidence.get("error") or ""))
    return [why for why in (*reasons, *report.problems) if why]
