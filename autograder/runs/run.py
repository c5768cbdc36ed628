"""Goes through a class: takes what is finished, has the rest graded, and records all of it.

Killed at any point, it is run again and completes: a report on disk is final, what has none is
graded, and every report is recorded in each run, which changes nothing where it is recorded
already. So the gradebook ends as after an undisturbed run, also where it was lost meanwhile.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace

from autograder.errors import GradebookError, StorageError, UsageError
from autograder.files import concerns_all
from autograder.gradebook import GradebookWriter
from autograder.grading.reports import prepare_folder, write_again, write_report
from autograder.grading.scoring import withheld
from autograder.model import GradeReport, Kept, Submission
from autograder.notebooks.submissions import find
from autograder.runs.changes import Change
from autograder.runs.crews import Crew, Job, work_off
from autograder.runs.history import History
from autograder.runs.lock import only_run
from autograder.runs.recorder import Recorder


@dataclass(frozen=True)
class Outcome:
    """What came of one hand-in; `fresh` where this run graded it, not one before.

    Where it is not `recorded`, the gradebook would not take its report: this one, which withholds
    the score, is in the place of one that was yielded before. `change` is how the report differs
    from the one that it replaces.
    """

    submission: Submission
    report: GradeReport
    fresh: bool
    recorded: bool = True
    change: Change | None = None


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
    history: History,
    *,
    never_lower: bool = False,
) -> Generator[Outcome, None, None]:
    """Yield what came of each hand-in: first of those that are finished, then of the rest.

    `finished` says which are; see reports.Finished. What is replaced is kept in `history`; with
    `never_lower` a hand-in keeps the better score of an earlier run.

    Raises UsageError where another run grades the assignment, GradebookError where the gradebook
    takes nothing, and what `Crew.next` raises. After any of these, and after Ctrl-C, what was
    graded is kept and recorded as far as may be.
    """
    course, assignment = crew.job.course, crew.job.assignment
    with closing(crew), only_run(course, assignment), GradebookWriter(course) as gradebook:
        gradebook.prepare(assignment)
        recorder = Recorder(gradebook, course, assignment, watcher.refused)
        try:
            for outcome in _outcomes(crew, submissions, watcher, finished, history):
                if never_lower and outcome.change is not None and outcome.change.falls:
                    outcome = _better(crew.job, outcome, history)
                recorder.add(outcome.report, outcome.submission)
                yield outcome
                yield from _not_recorded(crew.job, gradebook, recorder)
        except BaseException:
            crew.close()  # before anything that may wait
            recorder.stop()
            raise
        recorder.finish()
        yield from _not_recorded(crew.job, gradebook, recorder)


def _outcomes(
    crew: Crew,
    submissions: Sequence[Submission],
    watcher: Watcher,
    finished: Callable[[Submission], GradeReport | None],
    history: History,
) -> Iterator[Outcome]:
    job = crew.job
    waiting = []
    for submission in submissions:
        try:
            prepare_folder(job.course, job.assignment, submission.student_id)
        except OSError as error:
            yield Outcome(submission, _not_writable(job, submission, error), fresh=False)
            continue
        report = finished(submission)
        if report is None:
            waiting.append(submission)
        else:
            yield Outcome(submission, report, fresh=False)
    watcher.begin(len(waiting))
    found = {submission.student_id: submission for submission in waiting}

    def started(submission: Submission) -> None:
        history.keep(submission.student_id)
        watcher.started(submission)

    for _, report in work_off(crew, waiting, started):
        submission = _as_graded(job, found[report.student_id], report)
        replaced = history.replaced(report)
        yield Outcome(submission, report, fresh=True, change=replaced and replaced[1])


def _better(job: Job, outcome: Outcome, history: History) -> Outcome:
    """Put the better report of the same hand-in back, as one of today's graders."""
    replaced, report = history.replaced(outcome.report), outcome.report
    assert replaced is not None
    before, change = replaced
    assert report.score is not None
    better = before.model_copy(
        update={
            "grader_sha256": report.grader_sha256,
            "decided_by": report.decided_by,
            "kept": Kept(instead_of=report.score),
        }
    )
    write_again(job.course, job.assignment, better)
    return replace(outcome, report=better, change=replace(change, kept=True))


def _not_writable(job: Job, submission: Submission, error: OSError) -> GradeReport:
    """Return the report of a hand-in whose own would find no place on the disk."""
    folder = job.course.autograded_dir(submission.student_id, job.assignment)
    if concerns_all(error):
        raise StorageError(folder, error) from None
    reason = f"{error.filename or folder} cannot be written: {error.strerror}"
    return withheld(job.course, job.assignment, job.settings, submission, reason)


def _as_graded(job: Job, submission: Submission, report: GradeReport) -> Submission:
    """Return the hand-in that was graded: another may have come since the first was found."""
    if report.submission_sha256 == submission.sha256:
        return submission
    with suppress(UsageError):  # its folder has gone by now
        (newer,) = find(job.course, job.assignment, [submission.student_id])
        if newer.sha256 == report.submission_sha256:
            return newer
    return submission


def _not_recorded(job: Job, gradebook: GradebookWriter, recorder: Recorder) -> Iterator[Outcome]:
    """Withhold the scores that the gradebook would not take; the next run grades them again."""
    for submission, reason in recorder.take_failed():
        report = withheld(job.course, job.assignment, job.settings, submission, reason)
        if job.write:
            write_report(job.course, job.assignment, report, None)
        with suppress(Exception):  # it may not take this one either
            gradebook.record(report, submission)
        yield Outcome(submission, report, fresh=False, recorded=False)
