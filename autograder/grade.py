"""One Submission becomes one GradeReport.

The hidden graders of an assignment are collected once; inside pytest's run loop the same checks are
then run for hand-in after hand-in (`AssignmentGrader.run`), each against a fresh child of one warm
sandbox. This module runs in the trusted process. What it finds is written by reports.py.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest
from nbformat import NotebookNode

from autograder import __version__
from autograder.bench import Bench, set_up, vet_probes
from autograder.checks import Check, run_check
from autograder.course import Assignment, Course
from autograder.errors import SandboxError, SubmissionError
from autograder.graders import HiddenGraders
from autograder.keys import grader_sha256
from autograder.model import (
    CheckResult,
    Frozen,
    GradeReport,
    Isolation,
    Status,
    Submission,
    TaskResult,
)
from autograder.sandbox import Sandbox

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


class Settings(Frozen):
    """How a run grades: what it isolates with, where its checks run, and its seed.

    Without `figures` plots are not drawn, for runs whose notebooks nobody looks at.
    """

    devices: tuple[str, ...] = ("cpu",)
    seed: int = 0
    isolation: Isolation = Isolation.BUBBLEWRAP
    figures: bool = True

    @property
    def device(self) -> str:
        """What a report names as its device: the most that it was graded on."""
        return "cuda" if "cuda" in self.devices else "cpu"


class AssignmentGrader:
    """Grades hand-ins of one assignment, one after the other."""

    def __init__(self, course: Course, assignment: Assignment, settings: Settings) -> None:
        self._course = course
        self._assignment = assignment
        self._settings = settings
        limits = course.execution.limits
        self._limits = limits if settings.figures else limits.model_copy(update={"image_kb": 0})
        self._grader_sha256 = grader_sha256(course, assignment)

    def run(
        self,
        submissions: Iterable[Submission],
        finish: Callable[[GradeReport, NotebookNode | None], None],
    ) -> None:
        """Grade each submission; hand its report, and its notebook as executed, to `finish`.

        Raises GradersError where the hidden graders cannot be collected or do not fit course.yml,
        and SandboxError where no sandbox can be started.
        """
        graders = HiddenGraders(self._course, self._assignment)
        cuda = "cuda" in self._settings.devices
        with Sandbox(self._limits, isolation=self._settings.isolation, cuda=cuda) as sandbox:
            vet_probes(sandbox, self._course.graders_dir(self._assignment), self._limits)

            def grade_all(session: pytest.Session) -> None:
                checks = graders.checks(session)
                for submission in submissions:
                    finish(*self._grade(submission, sandbox, checks))

            graders.run(grade_all)

    def broken(self, submission: Submission, reason: str) -> GradeReport:
        """Return a report whose score is withheld because of `reason`."""
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
            for task in self._assignment.tasks
        ]
        return self._report(submission, results, submission.problems, 0.0)

    def _grade(
        self,
        submission: Submission,
        sandbox: Sandbox,
        checks: Sequence[Check],
    ) -> tuple[GradeReport, NotebookNode | None]:
        begin = time.monotonic()
        problems = list(submission.problems)
        bench: Bench | None = None
        results: Sequence[CheckResult]
        if submission.path is None and not submission.unreadable:
            results = _all(checks, Status.ERROR, "no notebook was handed in")
        else:
            try:
                if submission.path is None:
                    raise SubmissionError(submission.unreadable)
                bench, results = self._attempts(submission.path, sandbox, checks)
                problems += bench.problems if bench else ()
            except SubmissionError as error:
                problems.append(error.fault)
                results = _all(checks, Status.ERROR, "the hand-in cannot be read as a notebook")
        report = self._report(submission, results, problems, time.monotonic() - begin)
        return report, bench.executed() if bench else None

    def _attempts(
        self,
        handed_in: Path,
        sandbox: Sandbox,
        checks: Sequence[Check],
    ) -> tuple[Bench | None, Sequence[CheckResult]]:
        """Grade a hand-in; where our own worker fails, once more with a new one."""
        bench: Bench | None = None
        error: SandboxError | None = None
        for _ in range(2):
            try:
                bench = self._bench(handed_in, sandbox)
                results = _run_checks(checks, bench)
                if not any(result.status is Status.BROKEN for result in results):
                    break
            except SandboxError as failure:
                error = failure
        if bench is None:
            return None, _all(checks, Status.BROKEN, "the grader's worker failed", str(error))
        return bench, results

    def _bench(self, handed_in: Path, sandbox: Sandbox) -> Bench:
        return set_up(
            self._course,
            self._assignment,
            sandbox,
            handed_in,
            limits=self._limits,
            seed=self._settings.seed,
            devices=self._settings.devices,
        )

    def _report(
        self,
        submission: Submission,
        results: Sequence[CheckResult],
        problems: Sequence[str],
        seconds: float,
    ) -> GradeReport:
        tasks = tuple(_task_result(task.id, results) for task in self._assignment.tasks)
        scores = [task.score for task in tasks]
        return GradeReport(
            student_id=submission.student_id,
            assignment=self._assignment.id,
            submission_sha256=submission.sha256,
            grader_sha256=self._grader_sha256,
            engine_version=__version__,
            seed=self._settings.seed,
            device=self._settings.device,
            isolation=self._settings.isolation,
            status=_worst([task.status for task in tasks]),
            score=None if None in scores else sum(score for score in scores if score is not None),
            max_score=sum(task.max_score for task in tasks),
            problems=tuple(problems),
            tasks=tasks,
            checks=tuple(results),
            seconds=round(seconds, 4),
        )


def _run_checks(checks: Sequence[Check], bench: Bench) -> Sequence[CheckResult]:
    """Run the graders' checks against `bench`; the student's process ends with them."""
    try:
        for check in checks:
            run_check(check, bench)
    finally:
        bench.student.close()
    return list(bench.results.values())


def _all(
    checks: Sequence[Check],
    status: Status,
    message: str,
    error: str | None = None,
) -> list[CheckResult]:
    return [
        CheckResult(
            task=check.task,
            name=check.name,
            title=check.title,
            status=status,
            points=0.0,
            max_points=check.points,
            message=message,
            evidence={} if error is None else {"error": error},
        )
        for check in checks
    ]


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
