"""The audit of a course, from its assignments to the findings."""

import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder import __version__
from autograder.authoring.audit import files
from autograder.authoring.audit.findings import (
    Audit,
    Blind,
    Finding,
    Question,
    Row,
    complaint,
    ended,
)
from autograder.authoring.audit.grading import Outcome, Unit, grade_units, reports_of
from autograder.authoring.audit.judge import Judge, blind
from autograder.authoring.audit.material import Sample, samples
from autograder.course import Assignment, Course
from autograder.diagnoses.blind import unnamed
from autograder.errors import AutograderError, CourseError, SubmissionError, UsageError
from autograder.model import GradeReport, Status
from autograder.notebooks import read_notebook
from autograder.runs.proved import digest
from autograder.sandbox.devices import devices_for


@dataclass
class _Ledger:
    """What is known of one assignment so far."""

    assignment: Assignment
    asked: dict[Question, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    blind: list[Blind] = field(default_factory=list)
    broken: bool = False
    digest: str = ""  # of what is audited, as it was at the beginning

    def note(self, question: Question, asked: int, findings: Iterable[Finding] = ()) -> None:
        self.asked[question] = self.asked.get(question, 0) + asked
        self.findings += findings

    def rows(self) -> list[Row]:
        short = [finding.question for finding in self.findings]
        return [
            Row(
                assignment=self.assignment.id,
                question=question,
                asked=self.asked.get(question, 0),
                short=short.count(question),
            )
            for question in Question
            if question is not Question.MUTANTS
            if question is not Question.EDITIONS or question in self.asked
        ]


def audit(
    course: Course,
    assignments: Sequence[Assignment],
    *,
    seeds: Sequence[int],
    jobs: int,
    begin: Callable[[int], None],
    finished: Callable[[GradeReport], None],
) -> Audit:
    """Audit the assignments; writes nothing to the course.

    `begin` is told how many gradings there will be, and `finished` is called, in some thread,
    after each. Raises SandboxError where nothing can be graded here.
    """
    start = time.monotonic()
    devices = devices_for(course.execution.device)
    ledgers = {assignment.id: _Ledger(assignment) for assignment in assignments}
    with tempfile.TemporaryDirectory(prefix="autograder-audit-") as folder:
        material = {}
        for name, ledger in ledgers.items():
            ledger.digest = digest(course, ledger.assignment)
            _look(course, ledger)
            own = Path(folder) / name
            own.mkdir()
            if found := _material(course, ledger, own):
                material[name] = found
        units = [
            Unit(course, name, seed, [sample.submission for sample in found])
            for name, found in material.items()
            for seed in seeds
        ]
        begin(sum(len(unit.submissions) for unit in units))
        outcomes = grade_units(units, devices=devices, jobs=jobs, finished=finished)
    for name, found in material.items():
        under = [out for unit, out in zip(units, outcomes, strict=True) if unit.assignment == name]
        _judge(course, ledgers[name], found, under)
    return Audit(
        engine_version=__version__,
        status=ended(
            broken=any(ledger.broken for ledger in ledgers.values()),
            short=any(ledger.findings for ledger in ledgers.values()),
        ),
        seeds=tuple(seeds),
        devices=devices,
        rows=tuple(row for ledger in ledgers.values() for row in ledger.rows()),
        findings=tuple(finding for ledger in ledgers.values() for finding in ledger.findings),
        blind=tuple(one for ledger in ledgers.values() for one in ledger.blind),
        proved={name: ledger.digest for name, ledger in ledgers.items() if _proved(course, ledger)},
        seconds=round(time.monotonic() - start, 1),
    )


def _look(course: Course, ledger: _Ledger) -> None:
    """Ask what needs no grading."""
    assignment = ledger.assignment
    ledger.note(Question.BUILT, 2, files.built_findings(course, assignment))
    ledger.note(Question.HIDDEN, 1, files.hidden_findings(course, assignment))
    ledger.note(Question.CHECKS, 0, files.check_findings(course, assignment))


def _material(course: Course, ledger: _Ledger, folder: Path) -> list[Sample]:
    """Return what to grade, nothing where a notebook or a known hand-in must be mended first."""
    try:
        for path in (course.release_notebook, course.solution_notebook):
            read_notebook(path(ledger.assignment))
    except SubmissionError:
        return []  # it is not what source gives, and that has been said
    try:
        found, stale = samples(course, ledger.assignment, folder)
    except CourseError as error:
        found, stale = [], [(Question.MISTAKES, error)]
    for question, fault in stale:
        _complain(course, ledger, question, fault.file, fault)
    return [] if stale else found


def _judge(
    course: Course, ledger: _Ledger, material: Sequence[Sample], outcomes: Sequence[Outcome]
) -> None:
    graders = course.graders_dir(ledger.assignment)
    try:
        runs = reports_of(outcomes)
    except UsageError as error:
        _complain(course, ledger, Question.CHECKS, graders, error)
        return
    judge = Judge(course.root, ledger.assignment.id)
    wrong, mistakes, unnamed_in = [], 0, []
    for sample in material:
        reports = [run[sample.id] for run in runs]
        ledger.note(sample.question, 1, judge.sample(sample, reports))
        if any(report.status is Status.BROKEN for report in reports):
            ledger.broken = True
            continue
        if len(reports) > 1:
            ledger.note(Question.SEEDS, 1, judge.seeds(sample, reports))
        if sample.question in (Question.RELEASE, Question.MISTAKES):
            wrong += reports
        if sample.known is not None and sample.question is Question.MISTAKES:
            mistakes += 1
            checks_of = (unnamed(reports[0], task) for task in sample.known.fails)
            unnamed_in += [(sample.known.name, check) for check in checks_of if check]
    tasks = [task.id for task in ledger.assignment.tasks]
    ledger.blind += blind(ledger.assignment.id, tasks, unnamed_in)
    checks = len(wrong[0].checks) if wrong else 0
    ledger.note(Question.CHECKS, checks)
    if mistakes:  # the release alone fails most checks, which tells nothing of them
        ledger.note(Question.COVERAGE, checks, judge.coverage(graders, wrong))


def _complain(
    course: Course, ledger: _Ledger, question: Question, path: Path, error: AutograderError
) -> None:
    found = complaint(course.root, ledger.assignment.id, question, path, error)
    ledger.note(question, 0, [found])


def _proved(course: Course, ledger: _Ledger) -> bool:
    """Say whether nothing falls short of what lies there now: nobody wrote to it meanwhile."""
    if ledger.broken or ledger.findings or not ledger.digest:
        return False
    return ledger.digest == digest(course, ledger.assignment)
