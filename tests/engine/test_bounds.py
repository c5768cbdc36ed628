"""What the trusted side does with a hand-in's bytes has a bound, whatever a worker says."""

import json
from types import SimpleNamespace

import nbformat
import pytest
from preparing import own_cell, preparing, solution

from autograder.errors import StudentTimeout, SubmissionError
from autograder.grading.prepared import _stopped_cells
from autograder.grading.student import CellFault, StudentNotebook
from autograder.model import Limits
from autograder.notebooks import CodeCell, notebook_of
from autograder.sandbox import CellError, Room, Sandbox
from autograder.sandbox.outputs import checked_run

LIMITS = Limits(output_kb=4, image_kb=8)


def ran(*outputs, error=None):
    """Return what comes of a worker's word that a cell showed this."""
    return checked_run({"outputs": [*outputs], "error": error}, text_limit=4096, image_limit=8192)


def display(**data):
    return {"output_type": "display_data", "data": data}


EMPTY = display(**{"text/plain": ""})


def test_what_is_empty_is_counted():
    shown = ran(*[EMPTY] * 5000).outputs
    assert len(shown) == 501
    assert "the rest is not shown" in shown[-1]["text"]


def test_one_output_has_few_forms():
    (shown,) = ran(display(**{f"text/x{n}": "" for n in range(50_000)})).outputs
    assert len(shown["data"]) == 20


def test_many_errors_of_a_cell_share_one_limit():
    error = {"output_type": "error", "ename": "n" * 200, "evalue": "v" * 2000}
    long = ran(*[{**error, "traceback": ["", "t" * 900]}] * 400).size()["text"]
    assert long < 41_000
    lines = ran(*[{**error, "traceback": [""] * 500}] * 100).outputs
    assert sum(len(output.get("traceback", [])) for output in lines) == 500


def test_a_notebooks_cells_share_its_room_for_outputs():
    room = Room(LIMITS)
    shown = ran(*[EMPTY] * 400)
    runs = [room.kept(shown, None) for _ in range(5000)]
    assert sum(len(run.outputs) for run in runs) < 1000 + 5000
    assert "not kept" in runs[-1].outputs[0]["text"]
    silent = ran(error={"type": "ValueError", "text": ""})
    assert room.kept(silent, None) == silent


def test_text_has_no_room_where_pictures_have():
    room = Room(LIMITS)
    text = ran(display(**{"text/plain": "x" * 4000}))
    kept = [room.kept(text, None) is text for _ in range(12)]
    assert kept == [True] * 8 + [False] * 4
    picture = ran(display(**{"image/png": "x" * 8000}))
    assert room.kept(picture, None) is picture


def test_a_cell_that_runs_again_takes_its_room_once():
    room, text = Room(LIMITS), ran(display(**{"text/plain": "x" * 4000}))
    run = None
    for _ in range(100):
        run = room.kept(text, run)
        assert run is text


def stopped(*errors):
    """Return what a report says of own cells that stopped with these errors."""
    faults = {
        f"c{n}": CellFault(CodeCell(f"c{n}", None, ""), error) for n, error in enumerate(errors)
    }
    return _stopped_cells(SimpleNamespace(faults=faults))


def test_thousands_of_failing_cells_are_few_sentences():
    assert stopped(CellError("ValueError", "", 3)) == [
        "one of the student's own cells did not run to its end: ValueError in line 3"
    ]
    many = [CellError("KeyError", "", n // 2) for n in range(4900)]
    said = stopped(*[StudentTimeout(1.0)] * 9, *many)
    assert len(said) == 6
    assert said[0].startswith("9 of the student's own cells did not run to their end: it did not ")
    assert said[-1] == (
        "4892 of the student's own cells did not run to their end, for other reasons"
    )


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(Limits(memory_mb=512)) as warm:
        yield warm


def test_syntax_is_read_in_the_worker_under_a_deadline(sandbox, monkeypatch):
    cells = [
        CodeCell("c0", "task", "def f(x):\n    return x @ data\n"),
        CodeCell("c1", "other", "import symtable\nsymtable.symtable = lambda *_: input_()\n"),
        CodeCell("c2", "large", "def f():\n    return data\n" + "#" * 30_000),
    ]
    student = StudentNotebook(sandbox, cells, sandbox.limits)
    student.run()
    student.note_reads({"task", "large"})
    assert student.reads == {}, "the hand-in broke what looks; it costs no more than advice"
    student.close()

    student = StudentNotebook(sandbox, [cells[0], cells[2]], sandbox.limits)
    student.run()
    student.note_reads({"task", "large"})
    assert student.reads == {"task": ["data"]}

    monkeypatch.setattr("autograder.grading.student.MIN_SECONDS", 0.0)
    student.reads.clear()
    student.note_reads({"task"})
    assert student.reads == {}
    assert student.defined("f"), "the notebook is run once more, and graded as any"
    student.close()


def test_a_notebook_of_failing_cells_and_empty_outputs_is_graded_as_any(sandbox):
    notebook = solution()
    notebook.cells += [
        own_cell("from IPython.display import display\nfor _ in range(600): display({}, raw=True)"),
        *(nbformat.v4.new_code_cell("1 / 0", id=f"own{n}") for n in range(300)),
    ]
    with preparing(sandbox) as put:
        prepared = put(notebook)
        assert len(prepared.problems) < 5
        executed = prepared.executed()
    assert sum(len(cell.get("outputs", [])) for cell in executed.cells) < 1400


def file_of(*made, metadata=()):
    """Return the bytes of a notebook with these cells, each a kind and a source."""
    made = [{"cell_type": kind, "metadata": dict(metadata), "source": s} for kind, s in made]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def test_what_is_read_of_a_file_is_bounded():
    text, code = notebook_of(file_of(("markdown", "x" * 3_000_000), ("code", "x = 1"))).cells
    assert 200_000 < len(text.source) < 200_100
    assert code.source == "x = 1"
    (tagged,) = notebook_of(
        file_of(("code", ""), metadata={"tags": [f"t{n}" for n in range(90_000)]})
    ).cells
    assert len(tagged.metadata.tags) == 50
    with pytest.raises(SubmissionError, match="more than 4194304 characters of code"):
        notebook_of(file_of(*[("code", "x" * 2_000_000)] * 3))
    with pytest.raises(SubmissionError, match="too many lists and objects"):
        notebook_of(b'{"cells": [' + b"{}," * 1_200_000 + b"{}]}")
