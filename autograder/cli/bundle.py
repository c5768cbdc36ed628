"""`autograder feedback --bundle`: the pages packed as an LMS takes them back."""

from collections.abc import Sequence
from pathlib import Path

from rich.markup import escape

from autograder.cli.app import err, out
from autograder.cli.console import counted
from autograder.course import Assignment, Course
from autograder.errors import StorageError
from autograder.model import Pack
from autograder.runs.overview import by_reason

_HOW = {
    Pack.MOODLE: "in Moodle, open the assignment, `Upload multiple feedback files in a zip`",
    Pack.CANVAS: "in Canvas, open the assignment, `Re-Upload Submissions`",
    Pack.FOLDER: "its table has id, name, address and file for mail merge",
}


def pack(
    course: Course,
    assignment: Assignment,
    students: Sequence[str],
    kind: Pack,
    roster: Path | None,
) -> bool:
    """Pack the pages of `students`, say who is not in it, and whether all are."""
    from autograder.feedback.bundle import plan, write_folder, write_zip
    from autograder.lms.collect import read_origin, read_roster
    from autograder.lms.exports.book import people_of
    from autograder.lms.exports.record import folder

    people = people_of(course, assignment, read_roster(roster) if roster else None)
    places = {s: course.submitted_dir / s / assignment.id for s in students}
    origins = {s: one for s, place in places.items() if (one := read_origin(place))}
    packed = plan(kind, assignment.notebook, students, people, origins)
    pages = {student: course.feedback_page(student, assignment) for student in packed.members}
    path = folder(course) / f"{assignment.id}-feedback-{kind}"
    for said in by_reason(packed.left):
        err.print(escape(f"not packed: {said}"), highlight=False, soft_wrap=True)
    try:
        if kind is Pack.FOLDER:
            write_folder(path, packed.members, pages, people)
        elif packed.members:
            path = path.with_name(f"{path.name}.zip")
            write_zip(path, packed.members, pages)
    except OSError as error:
        raise StorageError(path, error) from None
    if packed.members:
        said = f"{counted(len(packed.members), 'page')} packed: {path} ({_HOW[kind]})"
        out.print(escape(said), highlight=False, soft_wrap=True)
    return not packed.left
