"""A hand-in that is read, repaired and run in the sandbox, ready for the hidden checks."""

import copy
import importlib.util
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType

from autograder.course import Assignment, Course
from autograder.errors import GradersError, StudentFault
from autograder.grading.student import StudentNotebook
from autograder.kit.hidden.grader import definition_file
from autograder.model import CheckResult, Limits
from autograder.notebooks import clean, code_cells, notebook_of, repair
from autograder.notebooks.editions import made_from
from autograder.notebooks.foreign import foreign
from autograder.notebooks.node import NotebookNode, from_dict
from autograder.sandbox import Sandbox

_MOST_SAID = 5  # kinds of faults of a student's own cells


@dataclass
class Prepared:
    """One hand-in under test; `results` fills as the checks run, by the check's name."""

    assignment: Assignment
    graders_dir: Path
    student: StudentNotebook
    notebook: NotebookNode
    problems: tuple[str, ...]
    seed: int
    devices: tuple[str, ...]
    foreign: str = ""  # whose cells are in it, where none are the assignment's
    edition: int | None = None  # the published one that it was made from
    lacking: frozenset[str] = frozenset()  # tasks that this edition did not have
    results: dict[str, CheckResult] = field(default_factory=dict)

    def executed(self) -> NotebookNode:
        """Return the repaired notebook with the outputs that its cells had in the sandbox.

        It is for people's browsers: whatever in it could act there has been taken out.
        """
        executed = copy.deepcopy(self.notebook)
        faults = self.student.faults
        for count, cell in enumerate((c for c in executed.cells if c.cell_type == "code"), 1):
            cell.execution_count = count
            run = self.student.runs.get(cell.id)
            if cell.id in faults and isinstance(faults[cell.id].error, StudentFault):
                cell.outputs = [_stopped(faults[cell.id].words)]
            elif run is not None:
                cell.outputs = [from_dict(output) for output in run.outputs]
        return clean.notebook(executed)


def _stopped(words: str) -> NotebookNode:
    """Return the output of a cell whose process was lost, and its outputs with it."""
    return NotebookNode(
        output_type="error", ename="Stopped", evalue=words, traceback=[f"Stopped: {words}"]
    )


def set_up(
    course: Course,
    assignment: Assignment,
    sandbox: Sandbox,
    content: bytes,
    *,
    limits: Limits,
    seed: int,
    devices: Sequence[str],
    last: str = "",
) -> Prepared:
    """Read, repair and run the notebook in `content`; return it with every cell run.

    Cells below that of the task `last` do not run.

    Raises SubmissionError where it cannot be read, SandboxError where our worker fails, and
    UsageError where the release is missing or damaged.
    """
    notebook = notebook_of(content)
    released = made_from(course, assignment, notebook)
    elsewhere = foreign(course, assignment, notebook)
    repaired = repair(notebook, released.notebook)
    graders_dir = course.graders_dir(assignment)
    cells = code_cells(repaired.notebook, released.notebook)
    cells = cells[: 1 + next((n for n, c in enumerate(cells) if c.grade_id == last), len(cells))]
    student = StudentNotebook(sandbox, cells, limits, probes(graders_dir))
    lacking = released.lacks(assignment)
    problems = [*filter(None, (elsewhere, released.remark)), *repaired.problems]
    problems += [f"its edition had no task {task}: the points are given" for task in lacking]
    try:
        student.run()
    except StudentFault as fault:
        problems.append(f"the notebook did not run to its end: {fault.words}")
    student.note_reads({task.id for task in assignment.tasks})
    problems += _stopped_cells(student)
    problems += student.remarks
    return Prepared(
        assignment,
        graders_dir,
        student,
        repaired.notebook,
        tuple(problems),
        seed,
        tuple(devices),
        elsewhere,
        released.number,
        frozenset(lacking),
    )


def _stopped_cells(student: StudentNotebook) -> list[str]:
    """Say which of the student's own cells failed: few sentences, however many cells there are."""
    words = Counter(f.words for f in student.faults.values() if f.cell.grade_id is None)
    told = [(number, f": {why}") for why, number in words.most_common(_MOST_SAID)]
    if rest := words.total() - sum(number for number, _ in told):
        told.append((rest, ", for other reasons"))
    return [
        f"one of the student's own cells did not run to its end{why}"
        if number == 1
        else f"{number} of the student's own cells did not run to their end{why}"
        for number, why in told
    ]


def vet_probes(sandbox: Sandbox, graders_dir: Path, limits: Limits) -> None:
    """Load the probes where no student code runs; raise GradersError where that fails.

    From then on, probes that do not load were kept from it by the hand-in.
    """
    try:
        with sandbox.open() as session:
            session.load_probes(probes(graders_dir), seconds=limits.seconds)
    except (StudentFault, SyntaxError) as fault:
        raise GradersError(
            f"{definition_file(graders_dir)}: it cannot be loaded: {fault}",
            remedy="correct it; `pytest` on the graders' folder shows more",
        ) from None


def probes(graders_dir: Path) -> str:
    """Return the source of the public code that the worker is given: the week's definition."""
    path = definition_file(graders_dir)
    return path.read_text(encoding="utf-8") if path.exists() else ""


@cache
def sibling(graders_dir: Path, name: str) -> ModuleType:
    """Return the module `name`.py beside the graders of an assignment, loaded once.

    By path and under a name of its own: every assignment has a reference.py, and a folder such
    as `gradient-descent` is no package.
    """
    path = graders_dir / f"{name}.py"
    module_name = f"autograder_graders.{path.resolve()}"
    if module_name in sys.modules:
        return sys.modules[module_name]
    if not path.exists():
        raise GradersError(f"{path}: a grader asks for it, and it does not exist")
    spec = importlib.util.spec_from_file_location(module_name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[module_name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[module_name]
        raise
    return module
