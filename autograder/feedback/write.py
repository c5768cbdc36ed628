"""Feedback pages on disk: feedback/<student>/<assignment>/<notebook>.html, one after the other."""

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.course.late import in_time_until
from autograder.errors import ReportError, StorageError, SubmissionError
from autograder.feedback.cells import Cell, cells
from autograder.feedback.page import page, small_print
from autograder.feedback.view import view
from autograder.files import concerns_all, write_atomic
from autograder.gradebook import Recorded, recorded
from autograder.gradebook.tally import tally
from autograder.grading.reports import graded_students, load_executed, load_report
from autograder.model import GradeReport, Shown, Submission
from autograder.notebooks import read_bytes
from autograder.notebooks.submissions import find
from autograder.runs.overview import Freshness

_SECRET = "submission_secret.txt"
_TIMESTAMP = "timestamp.txt"
_MOST_OF_A_NOTE = 500  # characters; it may hold text of the hand-in


class Fate(StrEnum):
    """What became of a student's page."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    NOT_DUE = "not due yet"  # by an extension, and nothing is shown before
    UNGRADED = "not graded yet"
    UNREADABLE = "unreadable"
    FAILED = "failed"  # through no fault of the student's


@dataclass(frozen=True)
class PageResult:
    """A student's page, and what a TA should know about it, with the remedy.

    `out_of_date` says that the page is about another hand-in than the one that lies there, or that
    what decides a grade has `changed` since.
    """

    student_id: str
    fate: Fate
    note: str = ""
    remedy: str = ""
    out_of_date: bool = False
    changed: tuple[str, ...] = ()


def students_of(course: Course, assignment: Assignment, asked: Sequence[str]) -> list[Submission]:
    """Return the hand-ins of those `asked`, or of all who handed in or were graded.

    Raises UsageError for a student who is nowhere.
    """
    graded = graded_students(course, assignment)
    gone = {s for s in asked if s in graded and not (course.submitted_dir / s).is_dir()}
    here = [student for student in asked if student not in gone]
    found = find(course, assignment, here) if here or not asked else []
    if not asked:
        gone = graded - {submission.student_id for submission in found}
    found += [Submission(student_id=s, assignment=assignment.id, path=None) for s in gone]
    return sorted(found, key=lambda submission: submission.student_id)


def write_pages(
    course: Course, assignment: Assignment, submissions: Sequence[Submission], now: datetime
) -> Iterator[PageResult]:
    """Write the page of each hand-in from its report, and yield what became of it.

    Before the due time of who has an extension in the gradebook, the page shows what the policy
    shows before. A page that would be the same is not written again. Whatever goes wrong with one
    page is named, and the others follow. Raises StorageError where none can be written (a full
    disk), and ValueError where nobody may be shown anything at `now`.
    """
    if shown_at(course, assignment, now) is Shown.NOTHING:
        raise ValueError("the course shows nothing at this time")
    book, fresh = recorded(course, assignment), Freshness(course, assignment)
    for submission in submissions:
        student = submission.student_id
        try:
            result = _page(course, assignment, submission, book, fresh, now)
        except ReportError as error:
            result = PageResult(student, Fate.UNREADABLE, error.fault, error.remedy)
        except OSError as error:
            path = error.filename or course.feedback_page(student, assignment)
            if concerns_all(error):
                raise StorageError(Path(path), error) from None
            note = f"{path} cannot be written: {error.strerror}"
            result = PageResult(student, Fate.FAILED, note, "correct that and run it again")
        except Exception as error:
            note = f"the page cannot be made: {type(error).__name__}: {error}"
            remedy = (
                f"`autograder grade {assignment.id} {student} --force` may help; else report it"
            )
            result = PageResult(student, Fate.FAILED, note[:_MOST_OF_A_NOTE], remedy)
        yield result


def _page(
    course: Course,
    assignment: Assignment,
    submission: Submission,
    book: Recorded,
    fresh: Freshness,
    now: datetime,
) -> PageResult:
    student = submission.student_id
    shown = shown_at(course, assignment, now, book.extension_of(student))
    if shown is Shown.NOTHING:
        # One may lie there that was written before an extension was granted.
        course.feedback_page(student, assignment).unlink(missing_ok=True)
        return PageResult(student, Fate.NOT_DUE)
    report = load_report(course, assignment, student)
    if report is None:
        return _ungraded(assignment, student)
    content = _content(course, assignment, submission, report, book, shown)
    fate = _write(course, assignment, submission, content)
    if fresh.replaced(report, submission):
        remedy = f"run `autograder grade {assignment.id} {student}`, and this again"
        note = "the hand-in has changed since it was graded: the page is about the one before"
        return PageResult(student, fate, note, remedy, out_of_date=True)
    changed = tuple(fresh.changed(report)) if submission.sha256 else ()
    return PageResult(student, fate, out_of_date=bool(changed), changed=changed)


def shown_at(
    course: Course, assignment: Assignment, now: datetime, extension: timedelta = timedelta()
) -> Shown:
    """Return what is shown at `now` to who has the `extension`.

    The due time is past when a hand-in is late: after the grace period.
    """
    return course.feedback.shown(in_time_until(course.late, assignment.due, extension), now)


def _content(
    course: Course,
    assignment: Assignment,
    submission: Submission,
    report: GradeReport,
    book: Recorded,
    shown: Shown,
) -> bytes:
    student, automatic = submission.student_id, {task.id: task.score for task in report.tasks}
    counts = tally(course, assignment, student, automatic, submission.timestamp, book)
    said = view(course, report, assignment, counts, shown)
    notebook = _notebook(course, assignment, student) if shown is Shown.FULL else ()
    how = small_print(course, report, submission)
    return page(course, assignment, student, said, notebook, how)


def _notebook(course: Course, assignment: Assignment, student: str) -> tuple[Cell, ...]:
    executed = load_executed(course, assignment, student)
    if executed is None:
        return ()
    try:
        return cells(executed, frozenset(task.id for task in assignment.tasks))
    except (AttributeError, KeyError, TypeError, ValueError):
        path = course.autograded_dir(student, assignment) / f"{assignment.notebook}.ipynb"
        again = f"autograder grade {assignment.id} {student} --force"
        raise ReportError(path, "it is not a notebook as we wrote it", again=again) from None


def _ungraded(assignment: Assignment, student: str) -> PageResult:
    remedy = f"run `autograder grade {assignment.id} {student}`"
    return PageResult(student, Fate.UNGRADED, "there is no report", remedy)


def _write(course: Course, assignment: Assignment, submission: Submission, content: bytes) -> Fate:
    path = course.feedback_page(submission.student_id, assignment)
    _for_the_exchange(course, assignment, submission)
    if path.is_file() and path.read_bytes() == content:
        return Fate.UNCHANGED
    write_atomic(path, content)
    return Fate.WRITTEN


def _for_the_exchange(course: Course, assignment: Assignment, submission: Submission) -> None:
    """Put beside the page what nbgrader's `release_feedback` reads, taken from the hand-in.

    Its exchange finds a page by a secret that `nbgrader submit` made. Who did not hand in through
    the exchange gets one that nobody knows: without one, nobody's page would be released.
    """
    folder = course.feedback_page(submission.student_id, assignment).parent
    submitted = course.submitted_dir / submission.student_id / assignment.id
    secret = _small_text(submitted / _SECRET)
    if re.fullmatch(r"[0-9a-f]{16,256}", secret):
        _put(folder / _SECRET, secret)
    elif not (folder / _SECRET).is_file():
        _put(folder / _SECRET, secrets.token_hex(64))
    time = submission.timestamp
    _put(folder / _TIMESTAMP, f"{time:%Y-%m-%d %H:%M:%S.%f %Z}" if time else "")


def _put(path: Path, text: str) -> None:
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        write_atomic(path, text.encode())


def _small_text(path: Path) -> str:
    try:
        return read_bytes(path)[:1000].decode("ascii", "replace").strip()
    except SubmissionError:
        return ""
