"""The words of the automatic comment on a task: a pure function of the report."""

from autograder.model import CheckResult, GradeReport, Status

_WORDS = {
    Status.FAIL: "this does not hold yet",
    Status.ERROR: "your code raised an error",
    Status.TIMEOUT: "your code did not finish in time",
    Status.MEMORY: "your code needed too much memory",
    Status.SKIPPED: "not checked, because an earlier check did not pass",
    Status.BROKEN: "not graded yet, through no fault of yours",
}


def why(report: GradeReport, task_id: str) -> str | None:
    """Return what a student reads about a task that lost points.

    The first cause and its hint, then what could not be checked because of it. None where every
    check of the task passed.
    """
    checks = [check for check in report.checks if check.task == task_id]
    failed = [check for check in checks if check.status is not Status.PASS]
    if not failed:
        return None
    # A skipped check says nothing by itself: its prerequisite, which did fail, does.
    first = next((check for check in failed if check.status is not Status.SKIPPED), failed[0])
    # A title says what should hold and a message that it does not: one of them is enough.
    message = first.message or f"{first.title}: {_WORDS[first.status]}"
    lines = [message[:1].upper() + message[1:]]
    if all(check.message == first.message for check in report.checks):
        # One cause for all: the hand-in itself, and what was odd about it says more.
        lines += report.problems
    if first.hint:
        lines.append(f"Hint: {first.hint}")
    waiting = [check for check in failed if check.status is Status.SKIPPED and check is not first]
    if waiting:
        lines.append(f"Not checked because of that: {_listed(waiting)}")
    return "\n".join(lines)


def _listed(checks: list[CheckResult]) -> str:
    return "; ".join(check.title for check in checks)
