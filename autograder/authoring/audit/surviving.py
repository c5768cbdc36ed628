"""What the reports of mutants say: pure functions from reports to numbers, survivors, findings."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from autograder.authoring.audit.findings import (
    Blind,
    Finding,
    MutantRow,
    Question,
    Survivor,
)
from autograder.authoring.audit.judge import blind, check_name, lost_tasks
from autograder.authoring.audit.mutated import Base, Candidate
from autograder.authoring.mutants import Survivor as Written
from autograder.authoring.mutants import normal
from autograder.diagnoses.blind import unnamed
from autograder.model import CheckResult, GradeReport


class Herd:
    """The mutants of one assignment with their reports, by hand-in; none of these is broken.

    `written` are the survivors that are known to be right.
    """

    def __init__(
        self,
        assignment: str,
        tasks: Sequence[str],
        candidates: Sequence[Candidate],
        reports: Mapping[str, Sequence[GradeReport]],
        written: Sequence[Written],
    ) -> None:
        self._assignment, self._tasks = assignment, list(tasks)
        self._candidates, self._reports, self._written = candidates, reports, written
        self._right = right_ones(candidates, written)

    def rows(self) -> list[MutantRow]:
        """Return what came of them, a row for each task that has mutants."""
        return [
            MutantRow(
                assignment=self._assignment,
                task=task,
                mutants=len(of_task),
                lost=sum(map(self._lost, of_task)),
                named=sum(self._lost(one) and self._blind(one) is None for one in of_task),
                right=sum(self._why_right(one) is not None for one in self._kept(of_task)),
                survived=sum(self._why_right(one) is None for one in self._kept(of_task)),
            )
            for task in self._tasks
            if (of_task := [one for one in self._candidates if one.base.task == task])
        ]

    def survivors(self, root: Path) -> list[Survivor]:
        """Return those that keep all points under any seed, and are not written down as right."""
        return [
            Survivor(
                assignment=self._assignment,
                task=one.base.task,
                file=one.base.file.relative_to(root).as_posix(),
                operator=one.mutant.operator,
                diff=one.diff,
            )
            for one in self._kept(self._candidates)
            if self._why_right(one) is None
        ]

    def blind(self) -> list[Blind]:
        """Return where mutants lost points, and no mistake is named."""
        found = [(one.words, check) for one in self._candidates if (check := self._blind(one))]
        return blind(self._assignment, self._tasks, found)

    def findings(self, file: str) -> Iterator[Finding]:
        """Yield what is written down in `file` and is not so."""
        used = []
        for one in self._candidates:
            if (written := self._why_right(one)) is None:
                continue
            used.append(written)
            if self._lost(one):
                says = check_name(self._first_failed(one))
                fault = f"line {written.line}: what is right in {written.task} fails {says}"
                remedy = f"remove it, or let the grader accept it: {one.words}"
                yield self._finding(file, fault, remedy)
        for written in self._written:
            if written not in used:
                fault = f"line {written.line}: no mutant of {written.task} changes this any more"
                yield self._finding(file, fault, f"remove it: {written.diff.strip()}")

    def _finding(self, file: str, fault: str, remedy: str) -> Finding:
        return Finding(
            assignment=self._assignment,
            question=Question.MUTANTS,
            file=file,
            fault=fault,
            remedy=remedy,
        )

    def _kept(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        return [one for one in candidates if not self._lost(one)]

    def _lost(self, one: Candidate) -> bool:
        return all(lost_tasks(report) for report in self._reports[one.submission.student_id])

    def _why_right(self, one: Candidate) -> Written | None:
        return self._right.get(one.submission.student_id)

    def _first_failed(self, one: Candidate) -> CheckResult:
        report = self._reports[one.submission.student_id][0]
        return next(check for check in report.checks if check.points != check.max_points)

    def _blind(self, one: Candidate) -> CheckResult | None:
        """Return the check that says nothing of why points were lost, by its own task if it can."""
        report = self._reports[one.submission.student_id][0]
        lost = lost_tasks(report)
        tasks = [one.base.task] if one.base.task in lost else lost
        checks = [unnamed(report, task) for task in tasks]
        return checks[0] if checks and all(checks) else None


def right_ones(candidates: Sequence[Candidate], written: Sequence[Written]) -> dict[str, Written]:
    """Return what says of a mutant that it is right, by the hand-in; others are left out."""
    results: dict[tuple[Base, str], Written] = {}
    for base in {candidate.base for candidate in candidates}:
        for one in written:
            if one.task == base.task and (result := one.result(base.source)):
                results[base, result] = one
    found = {
        one.submission.student_id: results.get((one.base, normal(one.mutant.source)))
        for one in candidates
    }
    return {name: one for name, one in found.items() if one is not None}


def no_base(base: Base, reports: Sequence[GradeReport], root: Path) -> Iterator[Finding]:
    """Yield that what is mutated loses points itself, so that its mutants prove nothing."""
    lost = {task: None for report in reports for task in lost_tasks(report)}
    if lost:
        yield Finding(
            assignment=base.submission.assignment,
            question=Question.MUTANTS,
            file=base.file.relative_to(root).as_posix(),
            fault=f"loses points itself in {', '.join(lost)}, so its mutants prove nothing",
            remedy=f"run `autograder audit {base.submission.assignment}` first",
        )
