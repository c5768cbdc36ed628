"""Goes through a class: takes what is finished, has the rest graded, and records all of it.

Killed at any point, it is run again and completes: a report on disk is final, what has none is
graded, and every report is recorded in each run, which changes nothing where it is recorded
already. So the gradebook ends as after an undisturbed run, also where it was lost meanwhile.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from autograder.bulk import Crew, work_off
from autograder.errors import GradebookError, StorageError
from autograder.files import remove_parts
from autograder.gradebook import GradebookWriter
from autograder.model import GradeReport, Submission
from autograder.run.lock import only_run
from autograder.run.recorder import Recorder


@dataclass(frozen=True)
class Outcome:
    """What came of one hand-in; `fresh` where this run graded it, not one before."""

    submission: Submission
    report: GradeReport
    fresh: bool


@dataclass(frozen=True)
class Watcher:
    """Whom a run tells what it does."""

    begin: Callable[[int], None]  # so many are to be graded; the others are finished
    started: Callable[[Submission], None]
    refused: Callable[[GradebookError], None]  # grading goes on, recording waits for the end


def grade_assignment(
    crew: Crew,
    submissions: Sequence[Submission],
    watcher: Watcher,
    finished: Callable[[Submission], GradeReport | None],
) -> Generator[Outcome, None, None]:
    """Yield what came of each hand-in: first of those that are finished, then of the rest.

    `finished` says which are; see reports.Finished. Raises UsageError where another run grades the
    assignment, GradebookError where the gradebook takes nothing, and what `Crew.next` raises.
    After any of these, and after Ctrl-C, what was graded is kept and recorded as far as may be.
    """
    course, assignment = crew.job.course, crew.job.assignment
    with closing(crew), only_run(course, assignment), GradebookWriter(course) as gradebook:
        gradebook.prepare(assignment)
        recorder = Recorder(gradebook, course, assignment, watcher.refused)
        try:
            for outcome in _outcomes(crew, submissions, watcher, finished):
                recorder.add(outcome.report, outcome.submission)
                yield outcome
        except BaseException:
            crew.close()  # before anything that may wait
            recorder.stop()
            raise
        recorder.finish()


def _outcomes(
    crew: Crew,
    submissions: Sequence[Submission],
    watcher: Watcher,
    finished: Callable[[Submission], GradeReport | None],
) -> Iterator[Outcome]:
    job = crew.job
    waiting = []
    for submission in submissions:
        folder = job.course.autograded_dir(submission.student_id, job.assignment)
        try:
            remove_parts(folder)
        except OSError as error:
            raise StorageError(folder, error) from None
        report = finished(submission)
        if report is None:
            waiting.append(submission)
        else:
            yield Outcome(submission, report, fresh=False)
    watcher.begin(len(waiting))
    for submission, report in work_off(crew, waiting, watcher.started):
        yield Outcome(submission, report, fresh=True)
