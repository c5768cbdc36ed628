"""Results of checks become a GradeReport: the score of each task, and of the hand-in."""

from collections.abc import Sequence

from autograder import __version__
from autograder.course import Assignment, Course
from autograder.keys import grader_sha256
from autograder.model import CheckResult, GradeReport, Settings, Status, Submission, TaskResult

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
    assignment: Assignment,
    key: str,
    settings: Settings,
    submission: Submission,
    results: Sequence[CheckResult],
    *,
    problems: Sequence[str],
    seconds: float,
) -> GradeReport:
    """Return the report of a hand-in that took `seconds` to grade; `key` is grader_sha256."""
    tasks = tuple(_task_result(task.id, results) for task in assignment.tasks)
    scores = [task.score for task in tasks]
    return GradeReport(
        student_id=submission.student_id,
        assignment=assignment.id,
        submission_sha256=submission.sha256,
        grader_sha256=key,
        engine_version=__version__,
        seed=settings.seed,
        device=settings.device,
        isolation=settings.isolation,
        status=_worst([task.status for task in tasks]),
        score=None if None in scores else sum(score for score in scores if score is not None),
        max_score=sum(task.max_score for task in tasks),
        problems=tuple(problems),
        tasks=tasks,
        checks=tuple(results),
        seconds=round(seconds, 4),
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
    key, problems = grader_sha256(course, assignment), submission.problems
    return scored(assignment, key, settings, submission, results, problems=problems, seconds=0.0)


def _worst(statuses: Sequence[Status]) -> Status:
    return next(status for status in _WORST_FIRST if status in statuses)


def _task_result(task_id: str, results: Sequence[CheckResult]) -> TaskResult:
    mine = [result for result in results if result.task == task_id]
    status = _worst([result.status for result in mine])
    return TaskResult(
        id=task_id,
        score=None if status is Status.BROKEN else sum(result.points for result in mine),
        max_score=sum(result.max_points for result in mine),
        status=status,
    )
