"""Carries out a plan: last term's files first, course.yml last.

As long as course.yml is the old one, the same command goes on where a run was stopped. Each file or
folder is renamed as a whole, and nothing is overwritten.
"""

from pathlib import Path

from autograder.authoring.term.plan import Plan
from autograder.course import Course
from autograder.errors import StorageError
from autograder.files import write_atomic
from autograder.runs.lock import only_run


def carry_out(course: Course, plan: Plan) -> None:
    """Archive the term and write the new course.yml.

    Raises UsageError where a run grades just now, and StorageError; what was moved by then is in
    the archive, and the same command goes on.
    """
    for assignment in course.assignments:
        with only_run(course, assignment):
            pass
    settings = course.root / "course.yml"
    path = plan.archive
    try:
        write_atomic(plan.archive / "course.yml", settings.read_bytes())
        for path in plan.parts:
            _move(path, plan.archive / path.relative_to(course.root))
        write_atomic(settings, plan.text.encode())
    except OSError as error:
        raise StorageError(path, error) from None


def _move(path: Path, target: Path) -> None:
    if not path.exists() and not path.is_symlink():
        return  # the lock was all that was in it
    target.parent.mkdir(parents=True, exist_ok=True)
    path.rename(target)
