"""One Submission becomes one GradeReport.

The hidden graders of an assignment are collected once; inside pytest's run loop the same checks are
then run for hand-in after hand-in (`AssignmentGrader.run`), each against a fresh child of one warm
sandbox. This module runs in the trusted process. What it finds is written by reports.py.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing

import pytest

from autograder.course import Assignment, Course
from autograder.errors import AutograderError, SandboxError, SubmissionError, UnreadableError
from autograder.grading.checks import Check, load_siblings, result_key, run_check
from autograder.grading.collection import HiddenGraders
from autograder.grading.fingerprint import deciding
from autograder.grading.prepared import Prepared, set_up, vet_probes
from autograder.grading.scoring import scored, withheld
from autograder.model import CheckResult, GradeReport, Settings, Status, Submission
from autograder.notebooks.node import NotebookNode
from autograder.notebooks.submissions import read
from autograder.sandbox import Sandbox
from autograder.sandbox.share import Turns
from autograder.worker.eager import leave_compiler_out

_MOST_OF_A_REASON = 500  # characters; it may hold text of the hand-in


class AssignmentGrader:
    """Grades hand-ins of one assignment, one after the other, each in the sandbox."""

    def __init__(
        self,
        course: Course,
        assignment: Assignment,
        settings: Settings,
        sandbox: Sandbox,
        *,
        turns: Turns | None = None,
    ) -> None:
        """Take a sandbox; `turns` are shared with the graders beside this one, if there are any."""
        self._turns = turns or Turns()
        self._course = course
        self._assignment = assignment
        self._settings = settings
        self._sandbox = sandbox
        self._decided_by = deciding(course, assignment)
        self._broken: set[tuple[str, str]] = set()  # what a second attempt did not mend, of checks

    def run(
        self,
        submissions: Iterable[Submission],
        finish: Callable[[GradeReport, NotebookNode | None], None],
        *,
        collected: Callable[[], None] = lambda: None,
    ) -> None:
        """Grade each submission; hand its report, and its notebook as executed, to `finish`.

        The sandbox, which may have been begun already, is closed with it. `collected` is called
        once the hidden graders are loaded and before anything is computed.

        Raises GradersError where the hidden graders cannot be collected or do not fit course.yml,
        and SandboxError where no sandbox can be started.
        """
        leave_compiler_out()  # mistakes are trained with one optimizer after the other
        graders = HiddenGraders(self._course, self._assignment)
        folder = self._course.graders_dir(self._assignment)
        with closing(self._sandbox):
            self._sandbox.begin()  # it warms up while the graders are collected

            def grade_all(session: pytest.Session) -> None:
                checks = graders.checks(session)
                collected()
                load_siblings(checks, folder)
                vet_probes(self._sandbox, folder, self._sandbox.limits)
                for submission in submissions:
                    report, executed = self._graded(submission, checks)
                    try:
                        finish(report, executed)
                    except (AutograderError, OSError):
                        raise
                    except Exception as error:  # what stood in the notebook cannot be written
                        finish(self._withheld(submission, error), None)

            graders.run(grade_all)

    def _graded(
        self, submission: Submission, checks: Sequence[Check]
    ) -> tuple[GradeReport, NotebookNode | None]:
        """Grade a hand-in; whatever goes wrong with it is its own, and not the class's.

        Raises what keeps everybody from being graded: the AutograderErrors.
        """
        failure: Exception | None = None
        for _ in range(2):
            try:
                return self._confirmed(submission, checks)
            except AutograderError:
                raise
            except Exception as error:
                failure = error
                self._sandbox.close()  # nothing of what it saw may reach the next attempt
        assert failure is not None
        return self._withheld(submission, failure), None

    def _confirmed(
        self, submission: Submission, checks: Sequence[Check]
    ) -> tuple[GradeReport, NotebookNode | None]:
        """Grade a hand-in; where it may have lacked what its neighbours had, once more, alone.

        A time-out of who had a core for half of the time, an endless loop say, needs no second try.
        """
        with self._turns.beside():
            report, executed, doubtful = self._grade(submission, checks)
        if not doubtful:
            return report, executed
        self._sandbox.close()  # nothing of what it saw may reach the next attempt
        with self._turns.alone():
            again, executed_again, _ = self._grade(submission, checks)
        if (again.score or 0.0) < (report.score or 0.0):
            return report, executed
        return again, executed_again

    def _withheld(self, submission: Submission, error: Exception) -> GradeReport:
        reason = f"{type(error).__name__}: {str(error)[:_MOST_OF_A_REASON]}"
        if isinstance(error, UnreadableError):
            reason = error.fault
        return withheld(self._course, self._assignment, self._settings, submission, reason)

    def _grade(
        self,
        submission: Submission,
        checks: Sequence[Check],
    ) -> tuple[GradeReport, NotebookNode | None, bool]:
        """Return the report, the notebook as executed, and whether something of it is doubtful."""
        begin = time.monotonic()
        problems = list(submission.problems)
        prepared: Prepared | None = None
        results: Sequence[CheckResult]
        try:
            content, submission = read(submission)
        except UnreadableError as error:
            return self._withheld(submission, error), None, False
        if content is None and not submission.unreadable:
            results = _all(checks, Status.ERROR, "no notebook was handed in")
        else:
            try:
                if content is None:
                    raise SubmissionError(submission.unreadable)
                prepared, results = self._looked_at(content, checks, submission.focus)
                if prepared and prepared.foreign and not _earned(results):
                    problems.append(prepared.foreign)
                    results = _all(checks, Status.ERROR, "this is not the notebook of this week")
                else:
                    problems += prepared.problems if prepared else ()
            except SubmissionError as error:
                problems.append(error.told)
                results = _all(checks, Status.ERROR, "the hand-in cannot be read as a notebook")
        report = scored(
            self._course,
            self._assignment,
            self._decided_by,
            self._settings,
            submission,
            results,
            problems=problems,
            seconds=time.monotonic() - begin,
            edition=prepared.edition if prepared else None,
        )
        if prepared is None:
            return report, None, False
        return report, prepared.executed(), prepared.student.doubtful

    def _looked_at(
        self, content: bytes, checks: Sequence[Check], focus: str
    ) -> tuple[Prepared | None, Sequence[CheckResult]]:
        """Grade a hand-in; where `focus` names a task that loses points, that task alone.

        Not where it may lose them because a check calls what a given cell further down defines.
        """
        own = [check for check in checks if check.task == focus]
        if own:
            prepared, results = self._attempts(content, own, focus)
            lost = any(result.points != result.max_points for result in results)
            if lost and not (prepared and prepared.student.lacked):
                others = [check for check in checks if check.task != focus]
                return prepared, [*results, *_all(others, Status.SKIPPED, "not of interest")]
        return self._attempts(content, checks)

    def _attempts(
        self, content: bytes, checks: Sequence[Check], last: str = ""
    ) -> tuple[Prepared | None, Sequence[CheckResult]]:
        """Grade a hand-in; where our own worker or a check fails, once more with a new worker.

        Not for a check that fails as it did for a hand-in before, in both attempts: it would take
        a new worker for everybody in the class.
        """
        prepared: Prepared | None = None
        error: SandboxError | None = None
        for attempt in range(2):
            try:
                if attempt:
                    self._sandbox.close()  # nothing of what the first one saw may reach the second
                prepared = self._prepared(content, last)
                results = _run_checks(checks, prepared)
                broken = {
                    (result_key(result.task, result.name), str(result.evidence.get("error")))
                    for result in results
                    if result.status is Status.BROKEN
                }
                if broken <= self._broken:
                    break
                if attempt:
                    self._broken |= broken
            except SandboxError as failure:
                error = failure
        if prepared is None:
            return None, _all(checks, Status.BROKEN, "the grader's worker failed", str(error))
        return prepared, results

    def _prepared(self, content: bytes, last: str) -> Prepared:
        return set_up(
            self._course,
            self._assignment,
            self._sandbox,
            content,
            limits=self._sandbox.limits,
            seed=self._settings.seed,
            devices=self._settings.devices,
            last=last,
        )


def _run_checks(checks: Sequence[Check], prepared: Prepared) -> Sequence[CheckResult]:
    """Run the graders' checks against `prepared`; the student's process ends with them."""
    try:
        for check in checks:
            if check.task in prepared.lacking:
                prepared.results[check.key] = _given(check)
            else:
                run_check(check, prepared)
    finally:
        prepared.student.close()
    return list(prepared.results.values())


def _given(check: Check) -> CheckResult:
    """Return what a check gives that asks for a task of a later edition than the hand-in's."""
    message = "Your edition of the notebook did not have this task: its points are given"
    return _result(check, Status.PASS, message, points=check.points)


def _earned(results: Sequence[CheckResult]) -> bool:
    """Say whether there are points, or may be some that our fault withholds."""
    return any(result.points or result.status is Status.BROKEN for result in results)


def _all(
    checks: Sequence[Check],
    status: Status,
    message: str,
    error: str | None = None,
) -> list[CheckResult]:
    return [_result(check, status, message, error=error) for check in checks]


def _result(
    check: Check,
    status: Status,
    message: str,
    *,
    points: float = 0.0,
    error: str | None = None,
) -> CheckResult:
    """Return the result of a check that was not run."""
    return CheckResult(
        task=check.task,
        name=check.name,
        title=check.title,
        status=status,
        points=points,
        max_points=check.points,
        message=message,
        evidence={} if error is None else {"error": error},
    )
