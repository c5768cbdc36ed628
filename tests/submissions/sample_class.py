"""Builds a sample class for `make grade`: submitted/<student>/adaline/ as real students hand in.

    python tests/submissions/sample_class.py [--course DIR] [--students N]

Right hand-ins in several styles, one for each typical mistake (both from the known hand-ins in
adaline/), and everything odd that a class comes up with. Run again, it writes only what has
changed; a file that it did not write is left as it is.
"""

import argparse
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.authoring.known import KnownSubmission, load_known, sources
from autograder.course import Assignment, Course, find_course_root, load_course
from autograder.files import write_atomic

Files = Mapping[str, bytes]
Scores = Mapping[str, float | None]

ASSIGNMENT = "adaline"
MANIFEST = ".sample_class.json"
FULL: Scores = {
    "manual_gradient": 30,
    "grad_call": 20,
    "backward_loop": 30,
    "linear_model": 20,
}


class Material:
    """What hand-ins are made of: the release, the solved notebook and the known hand-ins."""

    def __init__(self, course: Course, assignment: Assignment) -> None:
        self.name = f"{assignment.notebook}.ipynb"
        self.due = assignment.due
        self._released = nbformat.read(course.release_notebook(assignment), as_version=4)
        self._solution = nbformat.read(course.solution_notebook(assignment), as_version=4)
        self._solved = {_id(cell): cell for cell in self._solution.cells if _id(cell)}
        self._known = course.known_submissions(assignment)

    def released(self) -> NotebookNode:
        """Return the release, as it is handed out."""
        return nbformat.from_dict(self._released)

    def stub(self, task: str) -> str:
        """Return a task's cell as it is handed out."""
        return str(_cell(self._released, task).source)

    def known(self, path: str) -> dict[str, str]:
        """Return the cells of the known hand-in in a file by task."""
        return self.cells(load_known(self._known / f"{path}.py"))

    def cells(self, known: KnownSubmission) -> dict[str, str]:
        """Return the cells of a known hand-in by task."""
        return sources(known, self._solution)

    def notebook(self, cells: Mapping[str, str]) -> NotebookNode:
        """Return the release, solved and run, in which these task's cells hold other code.

        Its outputs are the solved notebook's: stale, and too good where the code is wrong.
        """
        notebook = self.released()
        for cell in notebook.cells:
            if solved := self._solved.get(_id(cell)):
                cell.source = cells.get(_id(cell), solved.source if _open(cell) else cell.source)
                if cell.cell_type == "code":
                    cell.outputs = solved.outputs
                    cell.execution_count = solved.execution_count
        return notebook


def _id(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def _open(cell: NotebookNode) -> bool:
    return bool(cell.metadata.nbgrader.solution)


Maker = Callable[[Material], Files]


@dataclass(frozen=True)
class SampleStudent:
    """One student of the sample class, and what the graders have to say.

    `scores` holds each task's points, or None where it is only certain that some are lost.
    """

    id: str
    description: str
    make: Maker
    scores: Scores
    hours_late: float = -20.0


def solved(**cells: str) -> Maker:
    """Return a hand-in in which these task's cells hold other code."""
    return lambda material: {material.name: _bytes(material.notebook(cells))}


def known(*paths: str) -> Maker:
    """Return the solved notebook with the cells of these known hand-ins in it."""

    def make(material: Material) -> Files:
        cells = {task: code for path in paths for task, code in material.known(path).items()}
        return solved(**cells)(material)

    return make


def changed(change: Callable[[NotebookNode], object]) -> Maker:
    """Return the solved notebook after a change to the notebook itself."""

    def make(material: Material) -> Files:
        notebook = material.notebook({})
        change(notebook)
        return {material.name: _bytes(notebook)}

    return make


def own_cell(source: str) -> Maker:
    """Return the solved notebook with a cell of the student's own on top."""
    cell = new_code_cell(source, id="own-cell", execution_count=1)
    return changed(lambda notebook: notebook.cells.insert(0, cell))


def raw(content: bytes) -> Maker:
    """Return bytes that are called a notebook."""
    return lambda material: {material.name: content}


def other_name(material: Material) -> Files:
    """Return the solved notebook as a browser saves a second download."""
    return {f"{Path(material.name).stem} (1).ipynb": _bytes(material.notebook({}))}


def no_notebook(_: Material) -> Files:
    """Return what comes instead of a notebook."""
    return {"sorry.txt": b"My laptop broke.\n"}


def untouched(material: Material) -> Files:
    """Return the release itself."""
    return {material.name: _bytes(material.released())}


def stub_left(task: str) -> Maker:
    """Return the solved notebook with one task as it was handed out."""
    return lambda material: solved(**{task: material.stub(task)})(material)


def _bytes(notebook: NotebookNode) -> bytes:
    return (nbformat.writes(notebook) + "\n").encode()


def _cell(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    return next(cell for cell in notebook.cells if _id(cell) == grade_id)


def _delete(notebook: NotebookNode) -> None:
    notebook.cells.remove(_cell(notebook, "grad_call"))


def _duplicate(notebook: NotebookNode) -> None:
    cell = _cell(notebook, "linear_model")
    twin = nbformat.from_dict({**cell, "id": "linear-model-2"})
    notebook.cells.insert(notebook.cells.index(cell) + 1, twin)


def _reorder(notebook: NotebookNode) -> None:
    """Move a task's cell, with its check, above the imports."""
    moved = [_cell(notebook, name) for name in ("linear_model", "check_linear_model")]
    notebook.cells = moved + [cell for cell in notebook.cells if cell not in moved]


def _edit(notebook: NotebookNode) -> None:
    """Make the given accuracy say what is asked for, and a check agree with a wrong gradient."""
    _cell(notebook, "given_tools").source += "\ndef accuracy(model, x, y):\n    return 0.9286\n"
    _cell(notebook, "check_manual_gradient").source = 'print("the public checks pass.")'
    cell = _cell(notebook, "manual_gradient")
    cell.source = cell.source.replace(" / len(y)", "")


def _other_kernel(notebook: NotebookNode) -> None:
    notebook.metadata.kernelspec = {"name": "ir", "display_name": "R", "language": "R"}
    notebook.metadata.language_info = {"name": "R", "version": "4.4.1"}


def train_backward(body: str) -> str:
    """Return the source of a `train_backward` with that body."""
    arguments = "model, x, y, num_epochs, learning_rate=0.01, seed=123, minibatch_size=10"
    return f"def train_backward({arguments}, loss_fn=F.mse_loss):\n    {body}\n"


MODEL_FROM_LIGHTNING = """import pytorch_lightning as pl


class Adaline3(pl.LightningModule):
    def __init__(self, num_features, device=None, dtype=None):
        super().__init__()
        self.linear = torch.nn.Linear(num_features, 1, device=device, dtype=dtype)
"""
NO_COLON = train_backward("for epoch in range(num_epochs)\n        pass")
ENDLESS = train_backward("while True:\n        pass")
SEGFAULT = train_backward("import ctypes\n\n    return ctypes.string_at(0)")
ASKS = train_backward('return [float(input("cost? "))] * num_epochs')
HOARDS = train_backward("return [torch.ones(2**26) for _ in range(2**10)]")
FLOOD = 'for _ in range(1024):\n    print("x" * 2**20)'

ZERO: Scores = dict.fromkeys(FULL, 0)


def but(**scores: float | None) -> Scores:
    """Return full marks but for these tasks."""
    return {**FULL, **scores}


RIGHT = (
    SampleStudent("ada", "the solved notebook", solved(), FULL),
    *(
        SampleStudent(student, f"right: {', '.join(styles)}", known(*styles), FULL)
        for student, *styles in (
            ("grace", "accepted/all_in_one_other_way"),
            ("alan", "accepted/manual_loop", "accepted/loop_while"),
            ("emmy", "accepted/manual_matrix_formula", "accepted/grad_call_twice"),
            ("katherine", "accepted/manual_einsum", "accepted/linear_sequential"),
            ("donald", "accepted/manual_vmap", "accepted/loop_sub_update"),
            ("barbara", "accepted/manual_like_the_lecture", "accepted/loop_zero_first"),
        )
    ),
)

MISTAKES = tuple(
    SampleStudent(student, name, known(f"mistakes/{name}"), but(**{task: None}))
    for student, name, task in (
        ("dorothy", "gradient_summed", "manual_gradient"),
        ("mary", "gradient_half", "manual_gradient"),
        ("edsger", "gradient_sign", "manual_gradient"),
        ("john", "gradient_no_input", "manual_gradient"),
        ("margaret", "gradient_thresholded", "manual_gradient"),
        ("tim", "manual_by_autograd", "manual_gradient"),
        ("hedy", "grad_call_tuple_times_minus_one", "grad_call"),
        ("linus", "grad_call_graph_freed", "grad_call"),
        ("ken", "grad_call_by_hand", "grad_call"),
        ("dennis", "no_zero_grad", "backward_loop"),
        ("frances", "zero_before_step", "backward_loop"),
        ("adele", "no_shuffle", "backward_loop"),
        ("niklaus", "cost_of_minibatch", "backward_loop"),
        ("karen", "default_learning_rate", "backward_loop"),
        ("shafi", "seed_each_epoch", "backward_loop"),
        ("leslie", "not_zero_initialised", "linear_model"),
        ("robin", "output_per_feature", "linear_model"),
        ("judea", "unregistered_tensors", "linear_model"),
    )
)

ODD = (
    SampleStudent("radia", "a web page, not JSON", raw(b"<!DOCTYPE html>\n"), ZERO),
    SampleStudent("ivan", "JSON, but no notebook", raw(b'{"name": "ivan"}\n'), ZERO),
    SampleStudent("sofia", "an empty file", raw(b""), ZERO),
    SampleStudent("vint", "right, under another file name", other_name, FULL),
    SampleStudent("anita", "no notebook at all", no_notebook, ZERO),
    SampleStudent("joan", "a solution cell deleted", changed(_delete), but(grad_call=0)),
    SampleStudent("jean", "a solution cell twice", changed(_duplicate), FULL),
    SampleStudent("kurt", "cells in another order", changed(_reorder), FULL),
    SampleStudent("blaise", "locked cells edited", changed(_edit), but(manual_gradient=None)),
    SampleStudent("marie", "saved by another kernel", changed(_other_kernel), FULL),
    SampleStudent("carl", "one stub left", stub_left("grad_call"), but(grad_call=0)),
    SampleStudent("lise", "the release, untouched", untouched, ZERO),
    SampleStudent("isaac", "a syntax error", solved(backward_loop=NO_COLON), but(backward_loop=0)),
    SampleStudent("olga", "an exception on top", own_cell('raise ValueError("why?")'), FULL),
    SampleStudent("ida", "asks for input", solved(backward_loop=ASKS), but(backward_loop=None)),
    SampleStudent("leonhard", "a missing file", own_cell('open("iris.csv").read()'), FULL),
    SampleStudent(
        "evelyn",
        "a missing package",
        solved(linear_model=MODEL_FROM_LIGHTNING),
        but(linear_model=0),
    ),
    SampleStudent("hypatia", "right, and late", solved(), FULL, hours_late=30.0),
)

# Each of these costs a grader seconds, not milliseconds.
HOSTILE = (
    SampleStudent(
        "henri", "an endless loop", solved(backward_loop=ENDLESS), but(backward_loop=None)
    ),
    SampleStudent("maryam", "an endless cell", own_cell("while True:\n    pass"), FULL),
    SampleStudent("rosalind", "an aborted process", own_cell("import os\n\nos.abort()"), FULL),
    SampleStudent("george", "a crash", solved(backward_loop=SEGFAULT), but(backward_loop=None)),
    SampleStudent("lotfi", "a gigabyte of output", own_cell(FLOOD), FULL),
    SampleStudent(
        "claude", "all the memory", solved(backward_loop=HOARDS), but(backward_loop=None)
    ),
)

SAMPLE = (*RIGHT, *MISTAKES, *ODD, *HOSTILE)


def students(count: int) -> Iterator[SampleStudent]:
    """Yield so many students: the sample, then namesakes of those who cost no time."""
    yield from SAMPLE[:count]
    quick = [student for student in SAMPLE if student not in HOSTILE]
    for number in range(count - len(SAMPLE)):
        model = quick[number % len(quick)]
        yield replace(model, id=f"{model.id}-{number // len(quick) + 2}")


def build(course: Course, count: int) -> tuple[int, int]:
    """Write the hand-ins of `count` students; return the number of new files and of all.

    What was written before is known by its digest, so that a file which somebody else wrote or
    changed is never written over.
    """
    material = Material(course, course.assignment(ASSIGNMENT))
    manifest = course.submitted_dir / MANIFEST
    ours: dict[str, str] = json.loads(manifest.read_text()) if manifest.exists() else {}
    written = total = 0
    for student in students(count):
        for name, content in submission(student, material).items():
            path = course.submitted_dir / student.id / ASSIGNMENT / name
            key = path.relative_to(course.submitted_dir).as_posix()
            total += 1
            there = _digest(path.read_bytes()) if path.exists() else None
            if there not in (None, ours.get(key)) or there == _digest(content):
                continue
            write_atomic(path, content)
            ours[key] = _digest(content)
            written += 1
    if written:
        write_atomic(manifest, json.dumps(ours, indent=1).encode() + b"\n")
    return written, total


def submission(student: SampleStudent, material: Material) -> Files:
    """Return a student's files, the time of the hand-in as nbgrader's exchange notes it."""
    time = (material.due + timedelta(hours=student.hours_late)).astimezone(UTC)
    stamp = time.strftime("%Y-%m-%d %H:%M:%S.%f %Z").encode()
    return {**student.make(material), "timestamp.txt": stamp}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def main() -> None:
    """Build the class and say in one line what there is."""
    parser = argparse.ArgumentParser(description="Build a sample class of hand-ins.")
    parser.add_argument("--course", type=Path, default=Path(), help="the course folder")
    parser.add_argument("--students", type=int, default=len(SAMPLE), help="how many")
    options = parser.parse_args()
    course = load_course(find_course_root(options.course))
    written, total = build(course, options.students)
    print(f"{options.students} hand-ins in {course.submitted_dir}: {written} of {total} files new")


if __name__ == "__main__":
    main()
