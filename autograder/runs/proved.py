"""For which files an audit has shown that nothing falls short: reports/audited.json.

By assignment, the digest of all that the audit looked at and students or graders depend on. After
any change of it the digest is another, and the week must be audited again.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.course.published import other_editions
from autograder.files import write_atomic
from autograder.grading.fingerprint import deciding


def digest(course: Course, assignment: Assignment) -> str:
    """Return the digest of definition, graders, engine, release and solutions as they lie there.

    It is "" where one of them cannot be read.
    """
    folder = course.release_notebook(assignment).parent
    try:
        solutions = [course.solution_notebook(assignment)]
        solutions += [one.solution for one in other_editions(course, assignment)]
        files = [path for path in sorted(folder.rglob("*")) if path.is_file()] + solutions
        sums = {str(path.relative_to(course.root)): _sha256(path) for path in files}
        parts = {**deciding(course, assignment), **sums}
    except OSError:
        return ""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def is_proved(course: Course, assignment: Assignment) -> bool:
    """Say whether an audit has shown that nothing falls short of what lies there now."""
    now = digest(course, assignment)
    return bool(now) and _read(course).get(assignment.id) == now


def note(course: Course, proved: Mapping[str, str]) -> None:
    """Keep what an audit has shown, by assignment; raise OSError."""
    text = json.dumps({**_read(course), **proved}, indent=1, sort_keys=True)
    write_atomic(_path(course), f"{text}\n".encode())


def _read(course: Course) -> dict[str, str]:
    try:
        found = json.loads(_path(course).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _path(course: Course) -> Path:
    return course.root / "reports" / "audited.json"


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
