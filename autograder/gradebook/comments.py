"""The words of the automatic comment on a task: a pure function of the report."""

from autograder.model import GradeReport, Status

_WORDS = {
    Status.FAIL: "this does not hold yet",
    Status.ERROR: "your code raised an error",
    Status.TIMEOUT: "your code did not finish in time",
    Status.MEMORY: "your code needed too much memory",
    Status.SKIPPED: "not checked, since an earlier check did not pass",
    Status.BROKEN: "not graded yet, through no fault of yours",
}


def why(report: GradeReport, task_id: str) -> str | None:
    """Return what a student reads about a task that lost points: the first cause and its hint.

    None where every check of the task passed.
    """
    checks = [check for check in report.checks if check.task == task_id]
    failed = [check for check in checks if check.status is not Status.PASS]
    if not failed:
        return None
    # A skipped check says nothing by itself: its prerequisite, which did fail, does.
    first = next((check for check in failed if check.status is not Status.SKIPPED), failed[0])
    message = first.message or _WORDS[first.status]
    if len(report.checks) > 1 and all(check.message == message for check in report.checks):
        # The hand-in as a whole could not be graded: no check's title has to do with that.
        lines = [message[:1].upper() + message[1:], *report.problems]
    else:
        lines = [f"{first.title}: {message}"]
    return "\n".join([*lines, f"Hint: {first.hint}"] if first.hint else lines)
