"""Known hand-ins that test the graders: mistakes, and right answers written otherwise.

Each is a file tests/submissions/<assignment>/{mistakes,accepted}/NAME.py in percent format:

    '''The sum over the batch where the mean is asked for. diagnosis: gradient-summed'''
    # %% manual_gradient
    -         return 2 / len(y) * (yhat - y) @ x
    +         return 2 * (yhat - y) @ x

One `# %% <task id>` cell for each solution cell that differs from the solved notebook: the lines
that it changes there, as patch.py says, or the whole cell. The docstring says what it is. What a
mistake claims ends it, as fields that are parted by `;` or stand on lines of their own:

    diagnosis: one-id, another-id     `none` where the catalogue has no name for it
    fails: one_task, another_task     where these are not just the tasks whose cells it changes
    score: 88                         where what it costs, of all points, matters as well
"""

import ast
import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NoReturn

from autograder.authoring.patch import Patch, parse
from autograder.course import Assignment, Course, nearest
from autograder.errors import CourseError
from autograder.notebooks import code_cells
from autograder.notebooks.node import NotebookNode

Kind = Literal["mistake", "accepted"]

_KINDS: dict[str, Kind] = {"mistakes": "mistake", "accepted": "accepted"}
_CELL = re.compile(r"^# %%[ \t]*(.*)$", re.MULTILINE)
_FIELD = re.compile(r"[;\s]+(diagnosis|fails|score):")
_VALUE = re.compile(r"[\w.-]+(\s*,\s*[\w.-]+)*")


@dataclass(frozen=True)
class KnownSubmission:
    """One known hand-in; `cells` holds, by task, the source or the patch of a cell that differs.

    A mistake's report must carry all of `diagnoses`, fail the tasks in `fails`, and have `score`
    points where that is not None.
    """

    name: str
    kind: Kind
    description: str
    diagnoses: tuple[str, ...]
    fails: tuple[str, ...]
    score: float | None
    cells: dict[str, str | Patch]
    path: Path


def all_known(course: Course, assignment: Assignment) -> list[KnownSubmission]:
    """Return the known hand-ins of an assignment by kind and name; raise CourseError."""
    folder = course.known_submissions(assignment)
    paths = sorted(path for kind in _KINDS for path in (folder / kind).glob("*.py"))
    known = [load_known(path) for path in paths]
    tasks = [task.id for task in assignment.tasks]
    for one in known:
        for task in (*one.cells, *one.fails):
            if task not in tasks:
                _refuse(one.path, f"{assignment.id} has no task {task!r}", near=(task, tasks))
        for name in one.diagnoses:
            if name not in course.catalogue:
                near = (name, list(course.catalogue))
                _refuse(one.path, f"there is no diagnosis {name!r}", 1, near=near)
    return known


def load_known(path: Path) -> KnownSubmission:
    """Read one known hand-in; raise CourseError, with the line, where it has not the format."""
    if path.parent.name not in _KINDS:
        _refuse(path, "known hand-ins lie in a folder mistakes/ or accepted/")
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        _refuse(path, f"cannot be read as UTF-8 text: {error}")
    marks = list(_CELL.finditer(text))
    head = text[: marks[0].start()] if marks else text
    description, fields = _fields(_docstring(head, path), path)
    kind = _KINDS[path.parent.name]
    cells = _cells(text, marks, path)
    diagnoses, fails, score = _claims(fields, tuple(cells), kind, path)
    return KnownSubmission(
        name=path.stem,
        kind=kind,
        description=description.split("\n", 1)[0].strip(),
        diagnoses=diagnoses,
        fails=fails,
        score=score,
        cells=cells,
        path=path,
    )


def build(known: KnownSubmission, solved: NotebookNode) -> NotebookNode:
    """Return the solved notebook, of `read_notebook`, with the cells of the known hand-in in it.

    Raises CourseError as `sources` does.
    """
    return with_sources(solved, sources(known, solved))


def with_sources(solved: NotebookNode, by_task: Mapping[str, str]) -> NotebookNode:
    """Return the solved notebook without outputs, with other sources of its tasks' cells."""
    built = copy.deepcopy(solved)
    code = [cell for cell in built.cells if cell.cell_type == "code"]
    for cell, solution in zip(code, code_cells(solved), strict=True):
        cell.source = by_task.get(solution.grade_id or "", cell.source)
        cell.outputs, cell.execution_count = [], None
    return built


def sources(known: KnownSubmission, solved: NotebookNode) -> dict[str, str]:
    """Return the source of each cell of the known hand-in by task.

    Raises CourseError, with the line, where the solved notebook has no such cell, or its cell has
    not the lines that are to change.
    """
    solution = task_sources(solved)
    for task in known.cells:
        if task not in solution:
            fault = f"the solved notebook has no cell {task!r}"
            _refuse(known.path, fault, near=(task, list(solution)))
    return {
        task: cell.apply(solution[task]) if isinstance(cell, Patch) else cell
        for task, cell in known.cells.items()
    }


def task_sources(solved: NotebookNode) -> dict[str, str]:
    """Return the source of each named code cell of a notebook of `read_notebook`."""
    return {cell.grade_id: cell.source for cell in code_cells(solved) if cell.grade_id}


def _docstring(head: str, path: Path) -> str:
    try:
        tree = ast.parse(head)
    except SyntaxError as error:
        _refuse(path, f"what stands before the first cell is not Python: {error.msg}", error.lineno)
    docstring = ast.get_docstring(tree)
    if not docstring or not docstring.strip():
        _refuse(path, "begins with no docstring that says what it is", 1)
    if len(tree.body) > 1:
        _refuse(
            path,
            "code before the first cell",
            tree.body[1].lineno,
            remedy="write `# %% <task id>` above it",
        )
    return docstring.strip()


def _fields(docstring: str, path: Path) -> tuple[str, dict[str, str]]:
    """Return what stands before the first field, and each field's value by name."""
    description, *parts = _FIELD.split(docstring)
    fields: dict[str, str] = {}
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        value = text.strip("; \n")
        if name in fields:
            _refuse(path, f"`{name}:` stands here twice", 1, "leave one out")
        if not _VALUE.fullmatch(value):
            remedy = f"end the docstring with fields alone, as `{name}: ...; score: 88`"
            _refuse(path, f"{value!r} is not what `{name}:` may say", 1, remedy)
        fields[name] = value
    return description, fields


def _claims(
    fields: dict[str, str], changed: tuple[str, ...], kind: Kind, path: Path
) -> tuple[tuple[str, ...], tuple[str, ...], float | None]:
    """Return the diagnoses that a mistake must get, the tasks that it must fail, and its score."""
    if kind == "accepted":
        if fields:
            _refuse(path, f"a right answer has no `{min(fields)}:`", 1)
        return (), (), None
    if "diagnosis" not in fields:
        remedy = "end it with `diagnosis: <id>`, or `none` where the catalogue has no name for it"
        _refuse(path, "the docstring does not say what this mistake is", 1, remedy)
    diagnoses = _words(fields["diagnosis"])
    tasks = _words(fields["fails"]) if "fails" in fields else changed
    try:
        score = float(fields["score"]) if "score" in fields else None
    except ValueError:
        _refuse(path, f"{fields['score']!r} is not a number of points", 1)
    return () if diagnoses == ("none",) else diagnoses, tasks, score


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^,\s]+", text))


def _cells(text: str, marks: list[re.Match[str]], path: Path) -> dict[str, str | Patch]:
    if not marks:
        _refuse(path, "holds no cell", remedy="write `# %% <task id>` above the code of a task")
    cells: dict[str, str | Patch] = {}
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=True):
        task, line = mark[1].strip(), text.count("\n", 0, mark.start()) + 1
        if not re.fullmatch(r"\w+", task):
            _refuse(path, f"{task!r} is not a task id", line, remedy="write `# %% <task id>`")
        if task in cells:
            _refuse(path, f"the cell {task} appears here twice", line)
        code = text[mark.end() + 1 : end]
        cells[task] = parse(code, path, line + 1) or code.strip("\n")
    return cells


def _refuse(
    path: Path,
    fault: str,
    line: int | None = None,
    remedy: str = "",
    *,
    near: tuple[str, list[str]] | None = None,
) -> NoReturn:
    if near:
        close = nearest(*near)
        remedy = f"did you mean {close}?" if close else f"known are {', '.join(near[1])}"
    raise CourseError(fault, file=path, line=line, remedy=remedy)
