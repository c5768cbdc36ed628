"""What the reports of an audit must say: pure functions from reports to findings."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.authoring.audit.findings import Blind, Finding, Question
from autograder.authoring.audit.material import Sample
from autograder.authoring.known import KnownSubmission
from autograder.model import CheckResult, GradeReport, Status

_EXAMPLES = 5


class Judge:
    """Judges the hand-ins of one assignment; `reports` are those of one hand-in by seed."""

    def __init__(self, root: Path, assignment: str) -> None:
        self._root = root
        self._assignment = assignment

    def sample(self, sample: Sample, reports: Sequence[GradeReport]) -> list[Finding]:
        """Return what falls short in what a hand-in was given, under any seed."""
        found = [
            self._finding(sample.question, sample.file, fault, remedy)
            for report in reports
            for fault, remedy in _faults(sample, report)
        ]
        return list(dict.fromkeys(found))

    def seeds(self, sample: Sample, reports: Sequence[GradeReport]) -> list[Finding]:
        """Return the checks whose result is not the same under every seed."""
        findings = []
        for results in zip(*(report.checks for report in reports), strict=True):
            if len({(result.status, result.points) for result in results}) > 1:
                seen = ", ".join(
                    f"{result.status} under seed {report.seed}"
                    for result, report in zip(results, reports, strict=True)
                )
                fault = f"{check_name(results[0])} is not the same under every seed: {seen}"
                remedy = "let the check decide alike on any fresh input"
                findings.append(self._finding(Question.SEEDS, sample.file, fault, remedy))
        return findings

    def coverage(self, graders: Path, wrong: Sequence[GradeReport]) -> list[Finding]:
        """Return the checks that none of the reports of wrong hand-ins fails."""
        checks = {(check.task, check.name): check for report in wrong for check in report.checks}
        failed = {
            (check.task, check.name)
            for report in wrong
            for check in report.checks
            if check.status not in (Status.PASS, Status.SKIPPED)
        }
        return [
            self._finding(
                Question.COVERAGE,
                graders,
                f"no known mistake fails {check_name(check)}",
                "add one to tests/submissions/ that does, or remove the check",
            )
            for key, check in checks.items()
            if key not in failed
        ]

    def _finding(self, question: Question, path: Path, fault: str, remedy: str) -> Finding:
        return Finding(
            assignment=self._assignment,
            question=question,
            file=path.relative_to(self._root).as_posix(),
            fault=fault,
            remedy=remedy,
        )


def _faults(sample: Sample, report: GradeReport) -> Iterator[tuple[str, str]]:
    if report.status is Status.BROKEN:
        yield from broken_faults(report)
    elif sample.question is Question.RELEASE:
        yield from _solved_already(report)
    elif sample.known is not None and sample.known.kind == "mistake":
        yield from _wrong_tasks(sample.known, report)
        yield from _wrong_score(sample.known, report)
        if lost_tasks(report):
            yield from _wrong_diagnosis(sample.known, report)
    else:
        remedy = "let the grader accept it, or correct it"
        for task in lost_tasks(report):
            yield f"loses points in {task}: {_says(_first(report, task))}", remedy


def broken_faults(report: GradeReport) -> Iterator[tuple[str, str]]:
    """Yield why a hand-in could not be graded, and what to do."""
    check = next(check for check in report.checks if check.status is Status.BROKEN)
    reason = check.evidence.get("error", check.message)
    fault = f"could not be graded: {check_name(check)}: {reason}"
    yield fault, "correct the check, or report the engine"


def _solved_already(report: GradeReport) -> Iterator[tuple[str, str]]:
    for task in report.tasks:
        if task.score != 0:
            kept = next(c for c in report.checks if c.task == task.id and c.points)
            yield (
                f"scores {task.score:g} in {task.id}, unsolved as it is: {check_name(kept)} passes",
                "let that check require one that an open task fails",
            )


def _wrong_tasks(known: KnownSubmission, report: GradeReport) -> Iterator[tuple[str, str]]:
    lost = lost_tasks(report)
    for task in known.fails:
        if task not in lost:
            yield f"is not caught: {task} gives it full marks", "add a check that it fails"
    for task in lost:
        if task not in known.fails:
            says = _says(_first(report, task))
            remedy = f"let the grader judge {task} on its own, or write `fails: {', '.join(lost)}`"
            yield f"loses points in {task} as well: {says}", remedy


def _wrong_score(known: KnownSubmission, report: GradeReport) -> Iterator[tuple[str, str]]:
    if known.score is not None and known.score != report.score:
        yield (
            f"has {report.score:g} points, not {known.score:g}",
            "let each check judge one thing, or correct the field `score:`",
        )


def _wrong_diagnosis(known: KnownSubmission, report: GradeReport) -> Iterator[tuple[str, str]]:
    """Compare the diagnoses of the first causes, and of all checks, with those claimed.

    The first cause is what a student reads first, so a diagnosis must stand there; all that are
    claimed must stand somewhere; and better none anywhere than a wrong one.
    """
    first = {_first(report, task).diagnosis for task in lost_tasks(report)} - {None}
    anywhere = {check.diagnosis for check in report.checks} - {None}
    claimed = set(known.diagnoses)
    remedy = "correct the hypotheses of the grader, or the field `diagnosis:`"
    if missing := claimed - (anywhere if first & claimed else first):
        instead = f" but as {_listed(first)}" if first else " by the first check that fails"
        yield f"is not diagnosed as {_listed(missing)}{instead}", remedy
    elif wrong := anywhere - claimed:
        yield f"is also diagnosed as {_listed(wrong)}, which it is not", remedy


def blind(
    assignment: str, tasks: Sequence[str], found: Sequence[tuple[str, CheckResult]]
) -> list[Blind]:
    """Group checks that name no mistake, each with whose it is, by task; the most frequent first.

    What a check says alike is one spot.
    """
    spots: dict[tuple[str, str, str], list[str]] = {}
    for who, check in found:
        spots.setdefault((check.task, check.name, check.message or check.title), []).append(who)
    return [
        Blind(
            assignment=assignment,
            task=task,
            check=check,
            says=says,
            count=len(who),
            examples=tuple(who[:_EXAMPLES]),
        )
        for (task, check, says), who in sorted(
            spots.items(), key=lambda spot: (tasks.index(spot[0][0]), -len(spot[1]))
        )
    ]


def lost_tasks(report: GradeReport) -> list[str]:
    """Return the tasks in which a hand-in has not all points."""
    return [task.id for task in report.tasks if task.score != task.max_score]


def _first(report: GradeReport, task: str) -> CheckResult:
    return next(c for c in report.checks if c.task == task and c.status is not Status.PASS)


def _says(check: CheckResult) -> str:
    message = check.message or check.title
    return f"{check_name(check)} says “{message}”" + (
        f" [{check.diagnosis}]" if check.diagnosis else ""
    )


def check_name(check: CheckResult) -> str:
    """Return how a check is called in findings."""
    return f"{check.task}::{check.name}"


def _listed(diagnoses: set[str | None] | set[str]) -> str:
    return ", ".join(sorted(filter(None, diagnoses)))
