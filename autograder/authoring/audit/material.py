"""What an audit grades: the release, the solutions, and every known hand-in as a notebook."""

from dataclasses import dataclass
from pathlib import Path

import nbformat

from autograder.authoring.audit.findings import Question
from autograder.authoring.known import KnownSubmission, all_known, build
from autograder.course import Assignment, Course
from autograder.course.published import other_editions
from autograder.errors import CourseError
from autograder.model import Submission
from autograder.notebooks import read_notebook

_KINDS = {"mistake": Question.MISTAKES, "accepted": Question.ACCEPTED}


@dataclass(frozen=True)
class Sample:
    """One notebook to grade, the question that it answers, and the file that it comes from."""

    question: Question
    file: Path
    submission: Submission
    known: KnownSubmission | None = None

    @property
    def id(self) -> str:
        """Its name among the samples of its assignment."""
        return self.submission.student_id


def samples(
    course: Course, assignment: Assignment, folder: Path
) -> tuple[list[Sample], list[tuple[Question, CourseError]]]:
    """Return what to grade of an assignment, and why known hand-ins do not apply any more.

    The notebooks of known hand-ins go to `folder`. Raises CourseError for a known hand-in that
    cannot be read.
    """
    found = [
        _sample(assignment, Question.RELEASE, course.release_notebook(assignment)),
        _sample(assignment, Question.SOLUTION, course.solution_notebook(assignment)),
    ]
    found += [
        _sample(assignment, Question.EDITIONS, one.solution, f"edition-{one.number}")
        for one in other_editions(course, assignment)
    ]
    stale = []
    solved = read_notebook(course.solution_notebook(assignment))
    for known in all_known(course, assignment):
        path = folder / f"{known.kind}-{known.name}.ipynb"
        try:
            nbformat.write(build(known, solved), path)
        except CourseError as error:
            stale.append((_KINDS[known.kind], error))
            continue
        found.append(
            Sample(
                _KINDS[known.kind],
                known.path,
                Submission(student_id=path.stem, assignment=assignment.id, path=path),
                known,
            )
        )
    return found, stale


def _sample(assignment: Assignment, question: Question, path: Path, name: str = "") -> Sample:
    """Return a notebook of the course's own to grade, called `name` or after its question."""
    submission = Submission(student_id=name or str(question), assignment=assignment.id, path=path)
    return Sample(question, path, submission)
