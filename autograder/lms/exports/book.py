"""The class and its results: out of hand-ins, reports, the gradebook, and a roster."""

from dataclasses import replace

from autograder.course import Assignment, Course
from autograder.errors import ReportError, UsageError
from autograder.gradebook import Recorded, recorded, students
from autograder.gradebook.tally import tally
from autograder.grading.reports import graded_students, load_report
from autograder.lms.collect import Roster, kept_roster, read_origin
from autograder.lms.exports.model import Book, Kind, Person, Standing, Student
from autograder.lms.exports.people import joined, person_from, person_of
from autograder.model import GradeReport, Submission
from autograder.notebooks.submissions import find


def people_of(
    course: Course, assignment: Assignment, roster: Roster | None = None
) -> dict[str, Person]:
    """Return all students of the course, by id, with what is known of each.

    What the roster says comes first (by default the one that `collect` was given), then the
    gradebook, then the download of their hand-in.
    """
    kept = None if roster else kept_roster(course)
    people = {id: person_of(id, row) for id, row in roster.rows.items()} if roster else {}
    if kept:
        # Moodle numbers people anew in each assignment: these numbers may be another week's.
        people = {id: replace(person_of(id, row), moodle="") for id, row in kept.rows.items()}
    for id, named in students(course).items():
        first, last = named.first_name, named.last_name
        told = Person(id, f"{first} {last}".strip(), first, last, named.email)
        people[id] = joined(people.get(id, Person(id)), told)
    for folder in course.submitted_dir.glob(f"*/{assignment.id}"):
        id = folder.parent.name
        origin = read_origin(folder)
        if not id.startswith(".") and origin:
            told = person_from(id, origin)
            person = joined(people.get(id, Person(id)), told)
            people[id] = replace(person, moodle=told.moodle or person.moodle)
    return people


def book_of(course: Course, assignment: Assignment, roster: Roster | None = None) -> Book:
    """Return the results of an assignment; raise UsageError where nothing is graded yet."""
    book = recorded(course, assignment)
    submissions = {one.student_id: one for one in find(course, assignment)}
    graded = graded_students(course, assignment)
    if not graded and not book.scores:
        raise UsageError(
            f"nothing of {assignment.id} is graded yet",
            remedy=f"run `autograder grade {assignment.id}` first",
        )
    people = people_of(course, assignment, roster)
    ids = sorted({*people, *submissions, *graded, *book.scores, *book.excused})
    found = []
    for id in ids:
        if id in book.excused:
            standing = Standing(Kind.EXCUSED)
        else:
            standing = _standing(course, assignment, id, submissions.get(id), book)
        found.append(Student(people.get(id, Person(id)), standing))
    return Book(assignment.id, assignment.title, assignment.points, assignment.parts, tuple(found))


def _standing(
    course: Course, assignment: Assignment, id: str, submission: Submission | None, book: Recorded
) -> Standing:
    try:
        report = load_report(course, assignment, id)
    except ReportError as error:
        return Standing(Kind.WITHHELD, why=error.fault)
    if report is not None:
        return _graded(course, assignment, report, submission, book)
    if id in book.scores and book.scores[id].by_hand:
        score = book.scores[id]
        return Standing(Kind.SCORED, score.score, score.tasks, score.late_penalty, score.by_hand)
    if submission is not None:
        return Standing(Kind.WITHHELD, why="not graded yet")
    return Standing(Kind.MISSING)


def _graded(
    course: Course,
    assignment: Assignment,
    report: GradeReport,
    submission: Submission | None,
    book: Recorded,
) -> Standing:
    automatic = {task.id: task.score for task in report.tasks}
    time = submission.timestamp if submission else None
    found = tally(course, assignment, report.student_id, automatic, time, book)
    tasks = {id: task.score for id, task in found.tasks.items() if task.score is not None}
    by_hand = frozenset(found.by_hand)
    if found.final is None:
        broken = ", ".join(id for id in found.tasks if id not in tasks)
        why = (
            f"{broken}: no score" if tasks else "no task has a score; the next `grade` tries again"
        )
        return Standing(Kind.WITHHELD, None, tasks, by_hand=by_hand, why=why)
    return Standing(
        Kind.SCORED,
        found.final,
        tasks,
        found.penalty,
        by_hand,
        waiting=bool(found.waiting),
        outdated=bool(submission and submission.sha256 not in ("", report.submission_sha256)),
    )
