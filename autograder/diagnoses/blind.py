"""Where the diagnosis is blind: points were lost, and no mistake is named."""

from autograder.model import CheckResult, GradeReport, Status

_NO_FINDING = (Status.PASS, Status.SKIPPED, Status.BROKEN)


def unnamed(report: GradeReport, task: str) -> CheckResult | None:
    """Return the first failed check of a task that lost points for no mistake with a name."""
    result = next((one for one in report.tasks if one.id == task), None)
    if result is None or result.score is None or result.score == result.max_score:
        return None
    failed = [c for c in report.checks if c.task == task and c.status not in _NO_FINDING]
    return next(iter(failed), None) if not any(check.diagnosis for check in failed) else None
