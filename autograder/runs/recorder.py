"""Puts reports into the gradebook in batches, and loses none where it will not take them.

A gradebook that stays locked stops no grading: reports lie in autograded/ before they come here.
From the first refusal on only the hand-ins are kept; at the end their reports are read back and
recorded, and where that is refused too, the next run does it.

A report that it does not take, though it takes the others, is that hand-in's alone: `take_failed`
names it.
"""

import time
from collections.abc import Callable
from contextlib import suppress

from autograder.course import Assignment, Course
from autograder.errors import AutograderError, GradebookError, RecordError
from autograder.gradebook import GradebookWriter
from autograder.grading.reports import read_report
from autograder.model import GradeReport, Submission

_MOST = 50
_SECONDS = 1.0
_MOST_OF_A_REASON = 500  # characters


class Recorder:
    """Records the reports of one assignment; a batch is what arrived in a second, or 50."""

    def __init__(
        self,
        gradebook: GradebookWriter,
        course: Course,
        assignment: Assignment,
        refused: Callable[[GradebookError], None],
    ) -> None:
        self._gradebook = gradebook
        self._course = course
        self._assignment = assignment
        self._batch: list[tuple[GradeReport, Submission]] = []
        self._say_refused = refused
        self._refused: list[Submission] = []
        self._failed: list[tuple[Submission, str]] = []
        self._last = time.monotonic()

    def add(self, report: GradeReport, submission: Submission) -> None:
        """Record a report with the next batch; `refused` is called, once, where that fails."""
        if self._refused:
            self._refused.append(submission)
            return
        self._batch.append((report, submission))
        if len(self._batch) >= _MOST or time.monotonic() - self._last > _SECONDS:
            try:
                self._flush()
            except GradebookError as refusal:
                self._refused = [submission for _, submission in self._batch]
                self._batch = []
                self._say_refused(refusal)

    def finish(self) -> None:
        """Record what is left; raise GradebookError where the gradebook takes it not even now."""
        self._flush()
        for submission in self._refused:
            report = read_report(self._course, self._assignment, submission.student_id)
            if report is not None:
                self._batch.append((report, submission))
            if len(self._batch) >= _MOST:
                self._flush()
        self._flush()

    def stop(self) -> None:
        """Record what is left, unless the gradebook has refused before: the next run does it."""
        with suppress(GradebookError):
            if not self._refused:
                self._flush()

    def take_failed(self) -> list[tuple[Submission, str]]:
        """Return, once, the hand-ins whose reports the gradebook does not take, and why."""
        failed, self._failed = self._failed, []
        return failed

    def _flush(self) -> None:
        if self._batch:
            try:
                self._gradebook.record_all(self._batch)
            except Exception as error:
                if _concerns_all(error):
                    raise
                self._flush_one_by_one()
        self._batch = []
        self._last = time.monotonic()

    def _flush_one_by_one(self) -> None:
        while self._batch:
            report, submission = self._batch[0]
            try:
                self._gradebook.record(report, submission)
            except Exception as error:
                if _concerns_all(error):
                    raise
                said = error.fault if isinstance(error, RecordError) else str(error)
                reason = f"it cannot be recorded: {type(error).__name__}: {said}"
                self._failed.append((submission, reason[:_MOST_OF_A_REASON]))
            del self._batch[0]


def _concerns_all(error: Exception) -> bool:
    """Say whether it keeps every report from being recorded, and not this one alone."""
    return isinstance(error, AutograderError) and not isinstance(error, RecordError)
