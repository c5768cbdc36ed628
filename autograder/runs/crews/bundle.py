"""What graders elsewhere need of a course, as bytes named by their digest.

A tar of the course's settings with one assignment, its release with all editions, its definition
and its hidden graders; nothing else of the course folder, no other week, no hand-in, no gradebook's
address.
"""

import hashlib
import io
import tarfile
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.course.published import editions
from autograder.files import write_atomic
from autograder.grading.fingerprint import grader_files

_COURSE = "course.json"


def pack(course: Course, assignment: Assignment) -> bytes:
    """Return the bundle of an assignment; the same content gives the same bytes."""
    alone = course.model_copy(
        update={
            "root": Path("/"),
            "assignments": (assignment,),
            "gradebook": "sqlite:///gradebook.db",  # the real one may hold a password
        }
    )
    released = [
        one.release / f"{assignment.notebook}.ipynb" for one in editions(course, assignment)
    ]
    files = [
        course.release_notebook(assignment),
        *(path for path in released if path.is_file()),
        *grader_files(course, assignment),
    ]
    members = {_COURSE: alone.model_dump_json().encode()}
    members |= {path.relative_to(course.root).as_posix(): path.read_bytes() for path in files}
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in sorted(members.items()):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return stream.getvalue()


def unpack(bundle: bytes, folder: Path) -> Course:
    """Write a bundle to `folder`, and return the course that it makes there."""
    with tarfile.open(fileobj=io.BytesIO(bundle)) as archive:
        for entry in archive:
            member = archive.extractfile(entry)
            assert member is not None
            path = folder / entry.name
            if not path.resolve().is_relative_to(folder.resolve()):
                raise ValueError(f"the bundle leads out of its folder: {entry.name}")
            write_atomic(path, member.read())
    # Not strict: JSON has lists where the course has tuples.
    course = Course.model_validate_json((folder / _COURSE).read_bytes(), strict=False)
    return course.model_copy(update={"root": folder})


def name_of(data: bytes) -> str:
    """Return the name of some bytes: their digest."""
    return hashlib.sha256(data).hexdigest()
