"""What an audit by mutants grades: right answers, and the mutants of each task's cell in them.

The right answers of a task are its solution and those accepted forms of it that are least like the
solution, and like each other.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from autograder.authoring.known import (
    KnownSubmission,
    all_known,
    sources,
    task_sources,
    with_sources,
)
from autograder.authoring.mutants import Mutant, mutants, normal
from autograder.authoring.patch import patch_between
from autograder.course import Assignment, Course
from autograder.errors import CourseError
from autograder.model import Submission
from autograder.notebooks import read_notebook

_FORMS = 2  # beside the solution


@dataclass(frozen=True)
class Base:
    """A right answer to a task: the source of its cell, the file that it is in, and a hand-in."""

    task: str
    file: Path
    source: str
    submission: Submission


@dataclass(frozen=True)
class Candidate:
    """One mutant of a right answer, as a hand-in."""

    base: Base
    mutant: Mutant
    submission: Submission

    @property
    def diff(self) -> str:
        """What was changed, as a patch of the task's cell."""
        return patch_between(self.base.source, self.mutant.source)

    @property
    def words(self) -> str:
        """What was changed, in a line: what came, or else what went."""
        lines = self.diff.split("\n")
        changed = [line[1:].strip() for mark in "+-" for line in lines if line.startswith(mark)]
        return f"{self.mutant.operator}: {next(filter(None, changed), '')}"


def bases(course: Course, assignment: Assignment, folder: Path) -> list[Base]:
    """Return the right answers of each task; their notebooks go to `folder`.

    Raises CourseError for a known hand-in that cannot be read, or that does not apply any more.
    """
    solved = read_notebook(course.solution_notebook(assignment))
    solution = task_sources(solved)
    accepted = [known for known in all_known(course, assignment) if known.kind == "accepted"]
    found = []
    for task in (task.id for task in assignment.tasks):
        file = course.solution_notebook(assignment)
        forms = {"solution": (file, solution[task])}
        forms |= _forms(task, accepted, solved)
        for name, (path, source) in forms.items():
            notebook = with_sources(solved, {task: source})
            written = _write(notebook, assignment, task, folder / f"{task}-{name}.ipynb")
            found.append(Base(task, path, source, written))
    return found


def candidates(
    course: Course, assignment: Assignment, found: Sequence[Base], folder: Path
) -> Iterator[Candidate]:
    """Yield the mutants of right answers, each change once; their notebooks go to `folder`.

    What is an accepted form of its task is none of them.
    """
    solved = read_notebook(course.solution_notebook(assignment))
    known: dict[str, set[str]] = {base.task: {normal(base.source)} for base in found}
    for one in all_known(course, assignment):
        for task, source in sources(one, solved).items() if one.kind == "accepted" else ():
            known[task].add(normal(source))
    for base in found:
        try:
            bred = mutants(base.source, known[base.task])
        except ValueError as error:
            raise CourseError(f"{base.task} is no plain Python: {error}", file=base.file) from None
        for number, mutant in enumerate(bred, 1):
            known[base.task].add(normal(mutant.source))
            notebook = with_sources(solved, {base.task: mutant.source})
            path = folder / f"{base.submission.student_id}-{number}.ipynb"
            yield Candidate(base, mutant, _write(notebook, assignment, base.task, path))


def _forms(
    task: str, accepted: Sequence[KnownSubmission], solved: NotebookNode
) -> dict[str, tuple[Path, str]]:
    """Return a few accepted forms of a task, by name, that differ in nothing but its cell."""
    alone = {known.name: known for known in accepted if list(known.cells) == [task]}
    written = {name: sources(known, solved)[task] for name, known in alone.items()}
    seen = _lines(task_sources(solved)[task])
    chosen: dict[str, tuple[Path, str]] = {}
    while written and len(chosen) < _FORMS:
        name = min(written, key=lambda name: (_alike(written[name], seen), name))
        chosen[name] = alone[name].path, written.pop(name)
        seen |= _lines(chosen[name][1])
    return chosen


def _lines(source: str) -> set[str]:
    return {line.strip() for line in source.split("\n")} - {""}


def _alike(source: str, seen: set[str]) -> float:
    """Return the share of a source's lines that are among `seen`."""
    lines = _lines(source)
    return len(lines & seen) / len(lines)


def _write(notebook: NotebookNode, assignment: Assignment, task: str, path: Path) -> Submission:
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return Submission(student_id=path.stem, assignment=assignment.id, path=path, focus=task)
