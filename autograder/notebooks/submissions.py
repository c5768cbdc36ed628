"""Finds the hand-ins of an assignment: submitted/<student>/<assignment>/<notebook>.ipynb.

Which of a folder's files is meant, names.py decides.
"""

import hashlib
import json
import math
import os
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from autograder.course import Assignment, Course, nearest
from autograder.errors import SubmissionError, UnreadableError, UsageError
from autograder.model import Submission
from autograder.notebooks import read_bytes
from autograder.notebooks.names import listed, pick
from autograder.notebooks.refusals import refused
from autograder.timestamps import may_be, parse_timestamp

MAX_ID = 100
REPLACED = ".replaced"  # in submitted/: what `collect` has put another hand-in in the place of
COLLECTED = ".collected.json"  # what `collect` noted, beside the notebook


def find(course: Course, assignment: Assignment, students: Sequence[str] = ()) -> list[Submission]:
    """Return the hand-ins of `assignment`, of all students in the order of their ids.

    Where `students` are named, theirs alone, in that order, with `path` None for nothing handed
    in. Raises UsageError for a student who is not there and for a name that cannot be a folder's;
    among all students, such folders are left out (see `misnamed`).
    """
    present = _students(course.submitted_dir)
    if students:
        known = dict.fromkeys(present)
        for student in students:
            _check_asked(student, known, course.submitted_dir, refused(course, assignment))
        return [_submission(course, assignment, student) for student in dict.fromkeys(students)]
    students = _submitters(course, assignment, present)
    return [_submission(course, assignment, s) for s in students if not _fault_of_id(s)]


def earlier_submissions(
    course: Course, assignment: Assignment, student_id: str
) -> list[tuple[Path, datetime | None]]:
    """Return where a student's replaced hand-ins lie, and when they came; the oldest first."""
    folder = course.submitted_dir / REPLACED / student_id / assignment.id
    if not folder.is_dir():
        return []
    kept = sorted((path for path in folder.iterdir() if path.name.isdecimal()), key=_number)
    home = ZoneInfo(course.timezone)
    return [(path, _timestamp(path, None, home, [])) for path in kept]


def _number(path: Path) -> int:
    return int(path.name)


def misnamed(course: Course, assignment: Assignment) -> list[str]:
    """Name each folder with a hand-in that is left out, since no student can be called so."""
    return [
        f"the folder {student[:MAX_ID]!r} in {course.submitted_dir} {fault}, and was left out:"
        " rename it to the student's id"
        for student in _submitters(course, assignment, _students(course.submitted_dir))
        if (fault := _fault_of_id(student))
    ]


def _submitters(course: Course, assignment: Assignment, students: Collection[str]) -> list[str]:
    return [s for s in students if _lies_there(course.submitted_dir / s / assignment.id)]


def read(submission: Submission) -> tuple[bytes | None, Submission]:
    """Return the bytes of a hand-in, and the hand-in with their digest.

    What is graded is what was read here: since the hand-in was found another may have come. None
    where no notebook was handed in, and, with the reason in `unreadable`, where it cannot be read.
    Raises UnreadableError where that is no fault of the student's.
    """
    if submission.path is None:
        return None, submission
    try:
        data = read_bytes(submission.path)
    except UnreadableError:
        raise
    except SubmissionError as error:
        update = {"sha256": _digest(error.fault.encode()), "unreadable": error.told}
        return None, submission.model_copy(update=update)
    return data, submission.model_copy(update={"sha256": _digest(data)})


def untimed(submissions: Sequence[Submission]) -> str:
    """Return a sentence on those of whom it is not known when they handed in, "" for none."""
    names = [one.student_id for one in submissions if one.path and one.timestamp is None]
    if not names:
        return ""
    return f"lateness is not counted, since no time is known, for {len(names)}: {listed(names)}"


def _students(folder: Path) -> list[str]:
    """Return the names of the students' folders; hidden ones are some tool's own."""
    try:
        with os.scandir(folder) as entries:
            return sorted(e.name for e in entries if _is_folder(e) and not e.name.startswith("."))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise UsageError(f"{folder} cannot be read: {error.strerror}") from None


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:  # links in a circle, say: of one student, who is named
        return True


def _lies_there(path: Path) -> bool:
    """Say whether anything is at `path`, or it cannot be told."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _check_asked(
    student: str, present: Collection[str], folder: Path, refusals: Mapping[str, str]
) -> None:
    if fault := _fault_of_id(student):
        raise UsageError(
            f"the student id {student[:MAX_ID]!r} {fault}",
            remedy="give the name of a folder in submitted/",
        )
    if student not in present and student in refusals:
        raise UsageError(
            f"the hand-in of {student!r} was refused by `autograder collect`: {refusals[student]}",
            remedy="have it handed in so that it can be taken, and collect again",
        )
    if student not in present:
        close = nearest(student, present)
        raise UsageError(
            f"there is no student {student!r} in {folder}",
            remedy=f"did you mean {close}?" if close else "hand-ins lie in submitted/<student>/",
        )


def _fault_of_id(student: str) -> str:
    """Return why this cannot be a student's id, "" where it can."""
    if not student or student.startswith("."):
        return "is empty or begins with a dot"
    if "/" in student or "\\" in student:
        return "holds a path separator"
    if not student.isprintable():
        return "holds control characters or bytes that are not UTF-8"
    if set(student) & set('<>&"`'):
        return 'holds one of <>&"`, which formgrader would put into its pages as they are'
    return f"is longer than {MAX_ID} characters" if len(student) > MAX_ID else ""


def _submission(course: Course, assignment: Assignment, student: str) -> Submission:
    folder = course.submitted_dir / student / assignment.id
    problems: list[str] = []
    path = timestamp = None
    if not _lies_there(folder) and (why := refused(course, assignment).get(student)):
        problems.append(f"the hand-in was refused by `autograder collect`: {why}")
    if os.path.islink(folder.parent) or os.path.islink(folder):  # noqa: PTH114  # no OSError
        problems.append("the folder of this hand-in is a link, which is not followed")
    else:
        path = pick(folder, f"{assignment.notebook}.ipynb", problems)
        home = ZoneInfo(course.timezone)
        timestamp = _timestamp(folder, path, home, problems)
    return Submission(
        student_id=student,
        assignment=assignment.id,
        path=path,
        timestamp=timestamp,
        sha256=_sha256(path) if path else "",
        problems=tuple(problems),
    )


def _timestamp(
    folder: Path, notebook: Path | None, home: ZoneInfo, problems: list[str]
) -> datetime | None:
    """Return when the hand-in was made, by nbgrader's timestamp.txt, None where that is open.

    Where that holds no time that can be used, what `collect` noted counts, or else the file's own
    time, and `problems` says so.
    """
    path = folder / "timestamp.txt"
    if not os.path.lexists(path):
        return None
    text = _text(path).strip()
    moment = parse_timestamp(text, home)
    if moment is not None:
        return moment
    moment, whose = _other_time(folder, notebook)
    taken = "lateness was not counted"
    if moment is not None and not may_be(text, moment):
        moment = None  # of a copy, say, that was made days later
    if moment is not None:
        taken = f"{whose}, {moment.astimezone(home):%a %d %b %Y %H:%M}, was taken"
    problems.append(f"timestamp.txt holds no time that can be used ({listed([text])!r}): {taken}")
    return moment


def _other_time(folder: Path, notebook: Path | None) -> tuple[datetime | None, str]:
    """Return a time of the hand-in from elsewhere, and whose it is.

    A notebook that `collect` put there is as old as that; others have their own times, where a copy
    has kept them.
    """
    if os.path.lexists(folder / COLLECTED):
        try:
            noted = json.loads(_text(folder / COLLECTED)).get("time")
        except (ValueError, AttributeError, RecursionError):
            noted = None
        return parse_timestamp(noted) if isinstance(
            noted, str
        ) else None, "the time of the download"
    try:
        seconds = notebook.lstat().st_mtime if notebook else math.nan
        return datetime.fromtimestamp(seconds, UTC), "the time of the file"
    except (OSError, ValueError, OverflowError):
        return None, ""


def _text(path: Path) -> str:
    try:
        return read_bytes(path).decode("utf-8-sig", "replace")
    except SubmissionError:
        return ""


def _sha256(path: Path) -> str:
    try:
        data = read_bytes(path)
    except SubmissionError as error:
        # Of the reason, so that a report of it is stale as soon as the file is another.
        data = error.fault.encode()
    return _digest(data)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
