"""Undoes a run: the reports that it replaced are put back, in autograded/ and in the gradebook."""

from dataclasses import dataclass

from autograder.course import Assignment, Course
from autograder.gradebook import GradebookWriter
from autograder.grading.reports import write_again
from autograder.notebooks.submissions import find
from autograder.runs.changes import Change
from autograder.runs.history import History, kept_by
from autograder.runs.lock import only_run


@dataclass(frozen=True)
class Restored:
    """What was put back, and whose report was not, since it is of another hand-in than lies there.

    `run` is the name under which this can be undone in turn.
    """

    run: str | None
    changes: tuple[Change, ...]
    submitted_again: tuple[str, ...]


def restore(course: Course, assignment: Assignment, run: str) -> Restored:
    """Put back what `run` replaced; raise UsageError where it is not kept, and StorageError."""
    reports = kept_by(course, assignment, run)
    here = {submission.student_id: submission for submission in find(course, assignment)}
    changes, other, back = [], [], []
    with (
        only_run(course, assignment),
        GradebookWriter(course) as gradebook,
        History(course, assignment) as history,
    ):
        gradebook.prepare(assignment)
        for report in reports:
            submission = here.get(report.student_id)
            if submission is None or submission.sha256 != report.submission_sha256:
                other.append(report.student_id)
                continue
            history.keep(report.student_id)
            write_again(course, assignment, report)
            if replaced := history.replaced(report):
                changes.append(replaced[1])
            back.append((report, submission))
        gradebook.record_all(back)
        return Restored(history.run, tuple(changes), tuple(other))
