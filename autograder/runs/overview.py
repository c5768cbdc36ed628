"""Where a week stands: who has handed in, what is graded, and what of that is out of date."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from autograder.course import Assignment, Course
from autograder.errors import AutograderError, ReportError, UsageError
from autograder.grading.fingerprint import deciding, grader_sha256
from autograder.grading.reports import graded_students, load_report
from autograder.model import GradeReport, Status, Submission
from autograder.notebooks.refusals import refused
from autograder.notebooks.submissions import find, misnamed

_MOST_OF_A_FAULT = 300  # characters


class Freshness:
    """Says whether a report still is that of the hand-in, by the graders as they are now."""

    def __init__(self, course: Course, assignment: Assignment) -> None:
        self.fault = ""  # what keeps anybody from being graded again
        self._now: dict[str, str] = {}
        try:
            self._now = deciding(course, assignment)
        except OSError as error:
            self.fault = f"{error.filename}: {error.strerror}"

    def replaced(self, report: GradeReport, submission: Submission) -> bool:
        """Say whether another hand-in lies there than the one that was graded."""
        return bool(submission.sha256) and submission.sha256 != report.submission_sha256

    def changed(self, report: GradeReport) -> list[str]:
        """Return what decides a grade and has changed since: graders, release, settings, engine."""
        if not self._now or report.grader_sha256 == grader_sha256(self._now):
            return []
        return [name for name, now in self._now.items() if report.decided_by.get(name) != now]


@dataclass
class Overview:
    """One week by students: `submitted` and `graded` hold everybody, the others what to do about.

    `replaced` have handed in again since they were graded; for `regrade` what decides a grade has
    changed since, which `changed` names. Of those `refused`, `collect` took nothing. `faults` say
    what cannot be told, with its remedy. `times` says when each handed in, None where that is not
    known, and `editions` from which published edition a graded hand-in was made.
    """

    submitted: list[str] = field(default_factory=list)
    graded: list[str] = field(default_factory=list)
    not_graded: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    regrade: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    times: dict[str, datetime | None] = field(default_factory=dict)
    editions: dict[str, int] = field(default_factory=dict)

    @property
    def out_of_date(self) -> list[str]:
        """Whose reports are no longer those of the hand-in and the graders."""
        return sorted({*self.replaced, *self.regrade})


def overview(course: Course, assignment: Assignment) -> Overview:
    """Return where a week stands, from what lies on the disk; no one student's files stop it."""
    found = Overview()
    fresh = Freshness(course, assignment)
    try:
        submissions = {one.student_id: one for one in find(course, assignment)}
        found.faults += misnamed(course, assignment)
    except UsageError as error:
        found.faults.append(str(error))
        return found
    found.submitted += submissions
    found.times |= {student: one.timestamp for student, one in submissions.items()}
    found.refused += sorted(refused(course, assignment).keys() - submissions.keys())
    if fresh.fault and submissions:
        found.faults.append(fresh.fault)
    for student in sorted({*submissions, *graded_students(course, assignment)}):
        try:
            _add(found, course, assignment, submissions.get(student), student, fresh)
        except ReportError as error:
            found.faults.append(f"{error.fault}: {error.remedy}")
        except Exception as error:
            said = error.fault if isinstance(error, AutograderError) else str(error)
            fault = f"{student}: {type(error).__name__}: {said}"
            found.faults.append(fault[:_MOST_OF_A_FAULT])
    return found


def _add(
    found: Overview,
    course: Course,
    assignment: Assignment,
    submission: Submission | None,
    student: str,
    fresh: Freshness,
) -> None:
    report = load_report(course, assignment, student)
    if report is None:
        found.not_graded.append(student)
        return
    found.graded.append(student)
    if report.edition is not None:
        found.editions[student] = report.edition
    if report.status is Status.BROKEN:
        found.withheld.append(student)
    elif submission is not None and fresh.replaced(report, submission):
        found.replaced.append(student)
    elif submission is not None and (changed := fresh.changed(report)):
        found.regrade.append(student)
        found.changed += [name for name in changed if name not in found.changed]


def sentences(assignment: Assignment, found: Overview, *, most: int = 5) -> Iterator[str]:
    """Yield what is to be done about a week, with who is concerned, and the command."""
    again = f"autograder grade {assignment.id}"
    for students, what in (
        (found.not_graded, "not graded yet"),
        (found.withheld, "withheld, through no fault of theirs"),
        (found.replaced, "out of date: handed in again since they were graded"),
        (
            found.regrade,
            f"out of date: what decides a grade has changed ({', '.join(found.changed)})",
        ),
    ):
        if students:
            yield f"{len(students)} {what} ({listed(students, most)}): {again}"
    if found.refused:
        who = listed(found.refused, most)
        yield f"{len(found.refused)} refused by `autograder collect` ({who})"
    yield from found.faults[:most]
    if len(found.faults) > most:
        yield f"and {len(found.faults) - most} more like these"


def by_reason(reasons: Mapping[str, str], most: int = 10) -> Iterator[str]:
    """Yield each reason once, with the students whose it is."""
    students: dict[str, list[str]] = {}
    for student, why in reasons.items():
        students.setdefault(why, []).append(student)
    for why, whose in students.items():
        yield f"{listed(whose, most)}: {why}"


def listed(students: list[str], most: int) -> str:
    """Return the first of some names, and how many more there are."""
    more = len(students) - most
    return ", ".join(students[:most]) + (f" and {more} more" if more > 0 else "")
