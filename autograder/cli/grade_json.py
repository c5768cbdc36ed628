"""What `autograder grade --json` writes: JSON lines, one for each hand-in, then a summary."""

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from autograder.cli.tables import GradeRow
from autograder.course import Assignment, Course

if TYPE_CHECKING:
    from autograder.gradebook.tally import Tally


def say_json(line: Mapping[str, object]) -> None:
    """Write one line of JSON, at once, for who reads along."""
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def submission_line(event: str, row: GradeRow, at: "Tally") -> dict[str, object]:
    """Return the line of a hand-in; a score that is withheld is null."""
    return {
        "event": event,
        "student_id": row.student_id,
        "status": row.status,
        "score": at.automatic,  # as in report.json
        "automatic": at.automatic,
        "by_hand": at.by_hand,
        "penalty": at.penalty,
        "final": at.final,
        "max_score": row.max_score,
        "excused": at.excused,
        "late_seconds": at.late.total_seconds(),
        "waiting": at.waiting,
        "earlier": at.earlier,
        "tasks": row.automatic,
        "causes": [cause._asdict() for cause in row.causes],
        "notes": row.notes,
        "seconds": row.seconds,
    }


def summary_line(
    course: Course,
    assignment: Assignment,
    rows: "Sequence[tuple[GradeRow, Tally]]",
    *,
    graded: int,
    seconds: float,
) -> dict[str, object]:
    """Return the last line; `graded` counts the hand-ins that this run graded."""
    from autograder.gradebook import shown

    return {
        "event": "summary",
        "assignment": assignment.id,
        "hand_ins": len(rows),
        "graded": graded,
        "unchanged": len(rows) - graded,
        "statuses": dict(Counter(str(row.status) for row, _ in rows)),
        "late": [row.student_id for row, at in rows if at.late],
        "waiting": [row.student_id for row, at in rows if at.waiting],
        "broken": {row.student_id: row.fault for row, _ in rows if row.fault},
        "seconds": round(seconds, 3),
        "reports": str(course.root / "autograded"),
        "gradebook": shown(course.gradebook_url),
    }
