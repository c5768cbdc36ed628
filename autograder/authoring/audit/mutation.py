"""The audit by mutants: does every wrong answer that is nearly right lose points?"""

import tempfile
import time
from collections import ChainMap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder import __version__
from autograder.authoring.audit.findings import (
    Audit,
    Blind,
    Finding,
    MutantRow,
    Question,
    Row,
    Survivor,
    complaint,
    ended,
)
from autograder.authoring.audit.grading import Outcome, Unit, grade_units, reports_of
from autograder.authoring.audit.judge import broken_faults
from autograder.authoring.audit.mutated import Base, Candidate, bases, candidates
from autograder.authoring.audit.surviving import Herd, no_base, right_ones
from autograder.authoring.mutants import Survivor as Written
from autograder.authoring.mutants import survivors_file, written_down
from autograder.course import Assignment, Course
from autograder.errors import AutograderError, UsageError
from autograder.model import GradeReport, Status, Submission
from autograder.sandbox.devices import devices_for

# Mutants that never end would cost minutes each; an honest hand-in needs a tenth of this. What
# should keep all points has the course's own limits.
_SECONDS, _TOTAL_SECONDS = 4.0, 8.0


@dataclass
class _Week:
    """What is known of the mutants of one assignment so far."""

    assignment: Assignment
    bases: list[Base] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    rows: list[MutantRow] = field(default_factory=list)
    survivors: list[Survivor] = field(default_factory=list)
    blind: list[Blind] = field(default_factory=list)
    broken: bool = False

    def row(self) -> Row:
        """Return how many mutants there are, and what falls short."""
        short = len(self.findings) + len(self.survivors)
        return Row(
            assignment=self.assignment.id,
            question=Question.MUTANTS,
            asked=sum(row.mutants for row in self.rows),
            short=short,
        )


def audit_mutants(
    course: Course,
    assignments: Sequence[Assignment],
    *,
    seeds: Sequence[int],
    jobs: int,
    begin: Callable[[int], None],
    finished: Callable[[GradeReport], None],
) -> Audit:
    """Audit the assignments by mutants alone, as `audit` does by what is known of hand-ins."""
    start = time.monotonic()
    devices = devices_for(course.execution.device)
    weeks = {assignment.id: _Week(assignment) for assignment in assignments}
    with tempfile.TemporaryDirectory(prefix="autograder-audit-") as folder:
        for name, week in weeks.items():
            own = Path(folder) / name
            own.mkdir()
            _breed(course, week, own)
        bred = [week for week in weeks.values() if week.candidates]
        hurried = _hurried(course)
        units = [
            Unit(limited, week.assignment.id, seed, half)
            for week in bred
            for limited, half in zip((course, hurried), _halves(week), strict=True)
            for seed in seeds
        ]
        begin(sum(len(unit.submissions) for unit in units))
        outcomes = grade_units(units, devices=devices, jobs=jobs, finished=finished)
    graded = list(zip(units, outcomes, strict=True))
    for week in bred:
        mine = [(unit.seed, out) for unit, out in graded if unit.assignment == week.assignment.id]
        _judge(course, week, [[out for seed, out in mine if seed == one] for one in seeds])
    short = any(week.findings or week.survivors for week in weeks.values())
    broken = any(week.broken for week in weeks.values())
    return Audit(
        engine_version=__version__,
        status=ended(broken=broken, short=short),
        seeds=tuple(seeds),
        devices=devices,
        rows=tuple(week.row() for week in weeks.values()),
        findings=tuple(finding for week in weeks.values() for finding in week.findings),
        mutants=tuple(row for week in weeks.values() for row in week.rows),
        survivors=tuple(one for week in weeks.values() for one in week.survivors),
        blind=tuple(one for week in weeks.values() for one in week.blind),
        seconds=round(time.monotonic() - start, 1),
    )


def _breed(course: Course, week: _Week, folder: Path) -> None:
    try:
        week.written = written_down(course, week.assignment)
        week.bases = bases(course, week.assignment, folder)
        week.candidates = list(candidates(course, week.assignment, week.bases, folder))
    except AutograderError as error:
        file = getattr(error, "file", None) or course.solution_notebook(week.assignment)
        week.candidates = []
        _complain(course, week, file, error)


def _halves(week: _Week) -> tuple[list[Submission], list[Submission]]:
    """Return what should keep all points, on a busy machine too, and the other mutants."""
    known = right_ones(week.candidates, week.written)
    right = [base.submission for base in week.bases]
    others: list[Submission] = []
    for one in week.candidates:
        half = right if one.submission.student_id in known else others
        half.append(one.submission)
    return right, others


def _hurried(course: Course) -> Course:
    """Return the course with limits for hand-ins of which many never end."""
    own = course.execution
    limits = {
        "seconds": min(own.seconds, _SECONDS),
        "total_seconds": min(own.total_seconds, _TOTAL_SECONDS),
    }
    return course.model_copy(update={"execution": own.model_copy(update=limits)})


def _judge(course: Course, week: _Week, outcomes: Sequence[Sequence[Outcome]]) -> None:
    """Note what the outcomes under each seed say; one seed has several."""
    try:
        runs = [dict(ChainMap(*reports_of(of_a_seed))) for of_a_seed in outcomes]
    except UsageError as error:
        _complain(course, week, course.graders_dir(week.assignment), error)
        return
    reports = {name: [run[name] for run in runs] for name in runs[0]}
    for base in week.bases:
        week.findings += no_base(base, reports[base.submission.student_id], course.root)
    sound = [one for one in week.candidates if not _broken(course, week, one, reports)]
    tasks = [task.id for task in week.assignment.tasks]
    herd = Herd(week.assignment.id, tasks, sound, reports, week.written)
    week.rows, week.blind = herd.rows(), herd.blind()
    week.survivors = herd.survivors(course.root)
    file = survivors_file(course, week.assignment).relative_to(course.root).as_posix()
    week.findings += herd.findings(file)


def _broken(
    course: Course, week: _Week, one: Candidate, reports: dict[str, list[GradeReport]]
) -> bool:
    """Note why a mutant could not be graded, if that is so."""
    broken = [r for r in reports[one.submission.student_id] if r.status is Status.BROKEN]
    for report in broken[:1]:
        week.broken = True
        for fault, remedy in broken_faults(report):
            week.findings.append(
                Finding(
                    assignment=week.assignment.id,
                    question=Question.MUTANTS,
                    file=one.base.file.relative_to(course.root).as_posix(),
                    fault=f"the mutant {one.words} {fault}",
                    remedy=remedy,
                )
            )
    return bool(broken)


def _complain(course: Course, week: _Week, path: Path, error: AutograderError) -> None:
    week.findings.append(complaint(course.root, week.assignment.id, Question.MUTANTS, path, error))
