"""What can be seen without grading: the release, the solution and the graders on disk."""

import ast
from collections.abc import Iterator
from pathlib import Path

from autograder.authoring.audit.findings import Finding, Question
from autograder.authoring.release import check_release, stale
from autograder.course import Assignment, Course
from autograder.errors import ReleaseError


def built_findings(course: Course, assignment: Assignment) -> Iterator[Finding]:
    """Yield what in release/ and solutions/ is not what source/ gives."""
    command = f"autograder release {assignment.id}"
    try:
        for path in stale(course, assignment):
            state = "is not what source/ gives now" if path.exists() else "does not exist"
            yield _finding(course, assignment, Question.BUILT, path, state, f"run `{command}`")
    except ReleaseError as error:
        yield _refused(course, assignment, Question.BUILT, error)


def hidden_findings(course: Course, assignment: Assignment) -> Iterator[Finding]:
    """Yield what a release of source/ would show that must stay hidden."""
    try:
        check_release(course, assignment)
    except ReleaseError as error:
        yield _refused(course, assignment, Question.HIDDEN, error)


def check_findings(course: Course, assignment: Assignment) -> Iterator[Finding]:
    """Yield the checks without a title, and the graders that no task runs."""
    folder = course.graders_dir(assignment)
    used = {folder / task.grader for task in assignment.tasks}
    for path in sorted(folder.glob("test_*.py")):
        if path not in used:
            yield _finding(
                course,
                assignment,
                Question.CHECKS,
                path,
                "no task of course.yml runs this grader",
                "name it as a task's `grader:`, or remove it",
            )
            continue
        for name, line in _untitled(path):
            fault = f"line {line}: the check {name} has no title"
            remedy = "begin it with a docstring that says, for students, what must hold"
            yield _finding(course, assignment, Question.CHECKS, path, fault, remedy)


def _untitled(path: Path) -> Iterator[tuple[str, int]]:
    """Yield name and line of each check without a docstring."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except SyntaxError:
        return  # the graders cannot be collected, which says so with the line
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef) or not node.name.startswith("test_"):
            continue
        if not (ast.get_docstring(node) or "").strip():
            yield node.name, node.lineno


def _finding(
    course: Course, assignment: Assignment, question: Question, path: Path, fault: str, remedy: str
) -> Finding:
    return Finding(
        assignment=assignment.id,
        question=question,
        file=path.relative_to(course.root).as_posix(),
        fault=fault,
        remedy=remedy,
    )


def _refused(
    course: Course, assignment: Assignment, question: Question, error: ReleaseError
) -> Finding:
    path = course.source_notebook(assignment)
    fault = error.fault.removeprefix(f"{path}: ")
    return _finding(course, assignment, question, path, fault, error.remedy)
