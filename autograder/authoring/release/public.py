"""public_checks.json: what the hidden side tells of the public inputs, and nothing else.

It lies in source/ beside public_checks.py, like any public file: so nbgrader's own commands carry
it to students and to hand-ins as well. The Graders of tests/graders/<assignment>/ answer the
definition's public problems, rightly and by each hypothesis; this runs in the trusted process, when
a release is built.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from nbformat import NotebookNode

from autograder.authoring.release.convert import stubbed
from autograder.authoring.release.source import read_source
from autograder.course import Assignment, Course
from autograder.course.faults import unknown
from autograder.course.schema import DIAGNOSES
from autograder.errors import ReleaseError
from autograder.files import write_atomic
from autograder.kit.definition import load_module
from autograder.kit.draw import Fixed
from autograder.kit.hidden import Grader
from autograder.kit.trial import Task
from autograder.public.load import TABLE, steps_of
from autograder.public.table import Known, Table, TableFile, encode, inverted, known, same


def write_table(course: Course, assignment: Assignment) -> bool:
    """Bring source/<assignment>/public_checks.json up to date; return if it was stale.

    An assignment without a public_checks.py has none. Raises ReleaseError.
    """
    if table_is_current(course, assignment):
        return False
    write_atomic(_table(course, assignment), _work_out(course, assignment))
    return True


def table_is_current(course: Course, assignment: Assignment) -> bool:
    """Say whether public_checks.json is what the hidden side tells now. Raises ReleaseError.

    Another machine's arithmetic, which rounds its own way, makes no table stale.
    """
    if not course.public_definition(assignment).exists():
        return True
    try:
        return same(_table(course, assignment).read_bytes(), _work_out(course, assignment))
    except (FileNotFoundError, ValueError):
        return False


def check_table(
    course: Course, assignment: Assignment, path: Path, data: bytes, released: NotebookNode
) -> dict[str, Any]:
    """Return a table but for its cells, which are those of `released`, the notebook beside it.

    Raises ReleaseError if they are not, if its words are not the course's own, or if it holds any
    other text but names that are public anyway.
    """
    public = {assignment.id, *course.catalogue, "format", "assignment", "week", "tasks", "title"}
    public |= {"known", "truth", "mistakes", "helped"}
    public |= {word for task in assignment.tasks for word in (task.id, task.title)}
    content: dict[str, Any] = json.loads(data)
    packages, words = content.pop("packages", []), _words(course, assignment)
    if content.pop("cells", []) != _cells(released) or not all(map(str.isidentifier, packages)):
        raise ReleaseError(
            f"{path} would be released with other cells than the notebook",
            remedy=f"run `autograder release {assignment.id}`",
        )
    if {key: content.pop(key, None) for key in words} != words:
        raise ReleaseError(
            f"{path} would be released with other hints or lectures than the course's",
            remedy=f"run `autograder release {assignment.id}`",
        )
    questions = {name for task in content["tasks"].values() for name in task["known"]}
    for text in _texts(content):
        if text not in public and not (text in questions and text.isidentifier()):
            raise ReleaseError(
                f"{path} would be released with the text {text[:80]!r}",
                remedy="report it: a table tells numbers and ids of diagnoses alone",
            )
    return content | words


def _words(course: Course, assignment: Assignment) -> dict[str, Any]:
    """Return what students may read of the course's own words, as it stands in a table."""
    passages = inverted(course.passages.get(assignment.id, {}))
    return {"hints": _hints(course), "lectures": passages}


def _hints(course: Course) -> dict[str, list[str]]:
    return {name: list(diagnosis.hints) for name, diagnosis in course.diagnoses.items()}


def _table(course: Course, assignment: Assignment) -> Path:
    return course.source_notebook(assignment).parent / TABLE


def _work_out(course: Course, assignment: Assignment) -> bytes:
    code = course.public_definition(assignment)
    public = _loaded(code)
    return _encoded(course, assignment, code, public, _answers(course, assignment, public))


def _loaded(code: Path) -> ModuleType:
    try:
        return load_module(code)
    except Exception as error:  # an author's code may raise anything
        raise ReleaseError(
            f"{code}: it cannot be loaded: {type(error).__name__}: {error}", remedy="correct it"
        ) from error


def _answers(
    course: Course, assignment: Assignment, public: ModuleType
) -> dict[str, dict[str, Known]]:
    """Return what each task's Grader knows of the public problems of each question."""
    told = {}
    for task in assignment.tasks:
        path = course.graders_dir(assignment) / task.grader
        try:
            definition = public.TASKS.get(task.id)
            told[task.id] = _known(definition, _grader(path, task.id), task.id)
        except Exception as error:  # an author's code may raise anything
            raise ReleaseError(
                f"{path}: the public answers cannot be worked out: {type(error).__name__}: {error}",
                remedy=f"correct it, or {public.__file__}",
            ) from error
    return told


def _known(definition: Task | None, grader: Grader, task: str) -> dict[str, Known]:
    found: dict[str, Known] = {}
    if definition is None:
        return found
    for name, question in definition.questions.items():
        truth = grader.truth(name)
        if truth is not None and name not in definition.untold:
            problems = question(Fixed(f"{task}: {name}"))
            found[name] = known(problems, truth, grader.wrong(name), grader.helper)
    return found


def _grader(path: Path, task: str) -> Grader:
    for value in vars(load_module(path)).values():
        if isinstance(value, Grader) and value.task == task:
            return value
    raise LookupError(f'it names no grader: write grader = Grader("{task}", truth=...)')


def _encoded(
    course: Course, assignment: Assignment, code: Path, public: ModuleType, answers: Any
) -> bytes:
    _check_tasks(code, assignment, steps_of(public))
    for task in assignment.tasks:
        _check_ids(course, course.graders_dir(assignment) / task.grader, answers.get(task.id, {}))
    tables = {task.id: Table(task.title, answers.get(task.id, {})) for task in assignment.tasks}
    source = read_source(course.source_notebook(assignment))
    cells, packages = _cells(stubbed(source)), course.execution.packages
    hints, passages = _hints(course), course.passages.get(assignment.id, {})
    return encode(
        TableFile(assignment.id, assignment.week, tables, cells, packages, hints, passages)
    )


def _check_ids(course: Course, grader: Path, answers: Mapping[str, Known]) -> None:
    for name in (name for one in answers.values() for name, _ in one.mistakes):
        if name not in course.catalogue:
            fault = unknown((), "diagnosis", name, course.catalogue, f"add it to {DIAGNOSES}")
            raise ReleaseError(f"{grader}: {fault.text}", remedy=fault.remedy)


def _cells(released: NotebookNode) -> list[dict[str, Any]]:
    """Return what a preflight needs of the cells that grading may put back."""
    flags = ("grade_id", "grade", "locked", "solution", "points")
    return [
        {
            "id": cell.id,
            "cell_type": cell.cell_type,
            "metadata": {
                "nbgrader": {
                    key: value for key in flags if (value := cell.metadata.nbgrader.get(key))
                }
            },
            "source": cell.source,
        }
        for cell in released.cells
        if "nbgrader" in cell.metadata
    ]


def _check_tasks(code: Path, assignment: Assignment, steps: dict[str, Any]) -> None:
    for task in assignment.tasks:
        if not steps.get(task.id):
            raise ReleaseError(
                f"{code}: its TASKS name no step for task `{task.id}` of course.yml",
                remedy="add the functions that look whether the task is solved",
            )
        for step in steps[task.id]:
            if not step.title:
                raise ReleaseError(
                    f"{code}: the step {step.look.__name__} has no title",
                    remedy="say there, for students, what must hold",
                )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, str):
        yield value
