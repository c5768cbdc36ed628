"""Made-up hand-ins for tests of the class report: reports, times and code without any grading."""

from datetime import UTC, datetime, timedelta

from folders import ROOT
from test_feedback import checks_of, report_of

from autograder.classreport import Gathered, class_report
from autograder.classreport.gather import Graded
from autograder.course import load_course
from autograder.gradebook import Recorded
from autograder.gradebook.tally import tally
from autograder.model import CheckResult, Status
from autograder.runs.overview import Overview

COURSE = load_course(ROOT)
ADALINE = COURSE.assignment("adaline")
NOBODY = Recorded({}, {})


def submission(student, wrong=(), *, name="", hours=-5.0, sources=None, book=NOBODY, **changes):
    """Return a hand-in whose tasks hold but for those of `wrong`: a task's checks, or its id."""
    wrong = dict.fromkeys(wrong) if not isinstance(wrong, dict) else wrong
    checks = [
        check
        for task in ADALINE.tasks
        for check in (wrong.get(task.id) or checks_of(task, wrong=task.id in wrong))
    ]
    report = report_of(COURSE, student, checks, **changes)
    time = None if hours is None else ADALINE.due.astimezone(UTC) + timedelta(hours=hours)
    automatic = {task.id: task.score for task in report.tasks}
    counts = tally(COURSE, ADALINE, student, automatic, time, book)
    due = ADALINE.due + book.extension_of(student)
    link = f"../feedback/{student}/adaline/adaline.html"
    return Graded(student, name, report, counts, time, due, link, sources or {})


def failed(task, diagnosis=None, *, status=Status.FAIL, **more):
    """Return the only check of a task, which lost all its points."""
    most = ADALINE.task(task).points
    return [
        CheckResult(
            **{"task": task, "name": "test_it", "title": f"What `{task}` gives is right"},
            **{"status": status, "points": 0, "max_points": most, "diagnosis": diagnosis, **more},
        )
    ]


def said_of(*submissions, overview=None, given=None, **more):
    """Return the class report of hand-ins."""
    students = [one.student_id for one in submissions]
    there = overview or Overview(submitted=students, graded=students)
    names = {one.student_id: one.name for one in submissions}
    links = {one.student_id: one.link for one in submissions}
    found = Gathered(submissions, there, names, links, given or {}, **more)
    return class_report(COURSE, ADALINE, found, datetime(2026, 12, 1, 12, tzinfo=UTC))
