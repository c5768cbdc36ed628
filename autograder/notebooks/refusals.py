"""What `autograder collect` refused, kept for whoever asks for that hand-in later.

submitted/.refused.json holds, by assignment and student, the first reason. An entry goes when a
hand-in of that student is taken.
"""

import json
from collections.abc import Mapping

from autograder.course import Assignment, Course
from autograder.files import write_atomic

_NAME = ".refused.json"


def refused(course: Course, assignment: Assignment) -> dict[str, str]:
    """Return why hand-ins were refused, by student; nothing where that cannot be read."""
    return _read(course).get(assignment.id, {})


def note_refused(course: Course, assignment: Assignment, reasons: Mapping[str, str | None]) -> None:
    """Note why a student's hand-in was refused, and forget it where the reason is None.

    Raises OSError.
    """
    everything = _read(course)
    before = everything.get(assignment.id, {})
    now = {student: why for student, why in {**before, **reasons}.items() if why is not None}
    if now != before:
        everything[assignment.id] = now
        data = json.dumps(everything, indent=1, ensure_ascii=False, sort_keys=True)
        write_atomic(course.submitted_dir / _NAME, data.encode() + b"\n")


def _read(course: Course) -> dict[str, dict[str, str]]:
    try:
        found = json.loads((course.submitted_dir / _NAME).read_bytes())
        return {
            str(assignment): {str(student): str(why) for student, why in reasons.items()}
            for assignment, reasons in found.items()
        }
    except (OSError, ValueError, AttributeError, RecursionError):
        return {}
