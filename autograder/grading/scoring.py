"""Results of checks become a GradeReport: the score of each task, and of the hand-in."""

import math
from collections.abc import Mapping, Sequence

from autograder import __version__
from autograder.course import Assignment, Course
from autograder.grading.fingerprint import deciding, grader_sha256
from autograder.model import (
    CheckResult,
    Credit,
    GradeReport,
    Settings,
    Status,
    Submission,
    TaskResult,
)

# The first status of this order among a task's checks is the task's.
_WORST_FIRST = (
    Status.BROKEN,
    Status.TIMEOUT,
    Status.MEMORY,
    Status.ERROR,
    Status.FAIL,
    Status.SKIPPED,
    Status.PASS,
)


def scored(
    course: Course,
    assignment: Assignment,
    decided_by: Mapping[str, str],
    settings: Settings,
    submission: Submission,
    results: Sequence[CheckResult],
    *,
    problems: Sequence[str],
    seconds: float,
    edition: int | None = None,
) -> GradeReport:
    """Return the report of a hand-in that took `seconds`, with the digests of `deciding`."""
    tasks = tuple(_task_result(task.id, results, course.credit) for task in assignment.tasks)
    scores = [task.score for task in tasks]
    return GradeReport(
        student_id=submission.student_id,
        assignment=assignment.id,
        submission_sha256=submission.sha256,
        grader_sha256=grader_sha256(decided_by),
        decided_by=dict(decided_by),
        engine_version=__version__,
        seed=settings.seed,
        device=settings.device,
        isolation=settings.isolation,
        status=_worst([task.status for task in tasks]),
        score=None if None in scores else sum(score for score in scores if score is not None),
        max_score=sum(task.max_score for task in tasks),
        problems=tuple(problems),
        tasks=tasks,
        checks=tuple(map(course.catalogue.worded, results)),
        seconds=round(seconds, 4),
        edition=edition,
    )


def withheld(
    course: Course, assignment: Assignment, settings: Settings, submission: Submission, reason: str
) -> GradeReport:
    """Return a report whose score is withheld because of `reason`, which is ours."""
    results = [
        CheckResult(
            task=task.id,
            name="grading",
            title="The hand-in can be graded",
            status=Status.BROKEN,
            points=0.0,
            max_points=task.points,
            message="grading failed through no fault of yours; a teacher has been told",
            evidence={"error": reason},
        )
        for task in assignment.tasks
    ]
    parts, problems = deciding(course, assignment), submission.problems
    return scored(
        course, assignment, parts, settings, submission, results, problems=problems, seconds=0.0
    )


def _worst(statuses: Sequence[Status]) -> Status:
    return next(status for status in _WORST_FIRST if status in statuses)


def _task_result(
    task_id: str, results: Sequence[CheckResult], credit: Mapping[str, float]
) -> TaskResult:
    mine = [result for result in results if result.task == task_id]
    status = _worst([result.status for result in mine])
    points, whole = sum(r.points for r in mine), sum(r.max_points for r in mine)
    if status is Status.BROKEN:
        return TaskResult(id=task_id, score=None, max_score=whole, status=status)
    mistakes = _mistakes(mine, credit)
    share = math.prod(credit[mistake] / 100 for mistake in mistakes) if mistakes else 0.0
    left = round(whole * share, 2)
    if left <= points:
        return TaskResult(id=task_id, score=points, max_score=whole, status=status)
    why = Credit(diagnoses=mistakes, percent=round(100 * share, 2), instead_of=points)
    return TaskResult(id=task_id, score=left, max_score=whole, status=status, credit=why)


def _mistakes(results: Sequence[CheckResult], credit: Mapping[str, float]) -> tuple[str, ...]:
    """Return the mistakes of a task where each that it has leaves credit; else none.

    Whatever went wrong must have a name that has a credit: a mistake that nobody knows, code that
    takes too long, and one that the course gives nothing for earn none. A check that was skipped
    waits for one that failed.
    """
    wrong = [r for r in results if r.status not in (Status.PASS, Status.SKIPPED)]
    if any(result.status not in (Status.FAIL, Status.ERROR) for result in wrong):
        return ()
    names = {result.diagnosis or "" for result in wrong}
    return tuple(sorted(names)) if names <= credit.keys() else ()
