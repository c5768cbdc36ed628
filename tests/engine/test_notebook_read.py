"""Hostile and odd files: each becomes a valid notebook, or a sentence to act on."""

import json
import os
import time

import nbformat
import pytest

from autograder.errors import SubmissionError
from autograder.notebooks import MAX_BYTES, code_cells, read_notebook


def code(source, **more):
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": []} | more


def notebook(*cells, **more):
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | more


@pytest.fixture
def read(tmp_path):
    """Read bytes, or JSON, as a notebook."""

    def read(content):
        path = tmp_path / "adaline.ipynb"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        found = read_notebook(path)
        nbformat.validate(found)
        assert read_notebook(path) == found
        return found

    return read


PARSED = 20 * 2**20
GOOD = json.dumps(notebook(code("x = 1"))).encode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"  \n", "is empty"),
        (GOOD[:-20], "not a complete notebook"),
        (b"PK\x03\x04 a zip", "not a complete notebook"),
        (b"\xff\xfe\x00", "not text"),
        (b"\x80abc", "not text"),
        (b"null", "not a notebook"),
        (b"[]", "not a notebook"),
        (b'"text"', "not a notebook"),
        (b'{"a": 1}', "does not say its format"),
        (GOOD.replace(b'"nbformat": 4', b'"nbformat": NaN'), "not a notebook"),
        (GOOD.replace(b'"nbformat": 4', b'"nbformat": true'), "does not say its format"),
        (GOOD.replace(b'"nbformat": 4', b'"nbformat": 99'), "format 99"),
        (GOOD.replace(b'"nbformat": 4', b'"nbformat": ' + b"9" * 5000), "a number"),
        (GOOD.replace(b'"nbformat": 4', b'"nbformat": 3'), "no cells"),
        (GOOD[:-1] + b', "cells": []}', "twice"),
        (b'{"cells":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deeply"),
        (notebook(cells=None), "no cells"),
        (notebook(1), "cell 1 of the notebook is not a cell"),
        (notebook(code("x"), None), "cell 2 of the notebook is not a cell"),
        (notebook({"cell_type": "heading", "source": ""}), "neither code nor text"),
        (notebook({"source": ""}), "neither code nor text"),
        (notebook(code(5)), "content of cell 1"),
        (notebook(code(["a", 5])), "content of cell 1"),
        (notebook(code(None)), "content of cell 1"),
        (notebook(code("x" * (3 * 2**20))), "longer than"),
        (notebook(*[code("")] * 5001), "more than 5000 cells"),
        (b" " * (MAX_BYTES + 1), "larger than 64 MB"),
        (b'{"nbformat": 4, "cells": [' + b" " * PARSED + b"]}", "larger than 20 MB"),
        (b'{"nbformat": 4, "outputs": [' + b"[" * PARSED, "larger than 20 MB"),
        (b'{"nbformat": 4, "outputs": ["' + b'\\"' * PARSED, "larger than 20 MB"),
    ],
    ids=range(31),
)
def test_what_is_no_notebook(read, content, said):
    with pytest.raises(SubmissionError, match=said) as caught:
        read(content)
    assert caught.value.remedy


def test_what_is_no_file(tmp_path):
    (tmp_path / "target.ipynb").write_bytes(GOOD)
    (tmp_path / "link.ipynb").symlink_to(tmp_path / "target.ipynb")
    (tmp_path / "folder.ipynb").mkdir()
    os.mkfifo(tmp_path / "fifo.ipynb")
    said = {
        tmp_path / "link.ipynb": "a link",
        tmp_path / "folder.ipynb": "a folder",
        tmp_path / "fifo.ipynb": "not a plain file",
        tmp_path / "none.ipynb": "no such file",
        "/dev/zero": "not a plain file",
        "/dev/tty\0": "not a file name",
    }
    for path, words in said.items():
        with pytest.raises(SubmissionError, match=words):
            read_notebook(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_encodings_that_editors_save_in(read, encoding):
    data = json.dumps(notebook(code("name = 'ŷ'")), ensure_ascii=False).encode(encoding)
    assert read(data).cells[0].source == "name = 'ŷ'"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (["a = 1\n", "b = 2"], "a = 1\nb = 2"),
        ("a\r\nb\rc", "a\nb\nc"),
        ([], ""),
        ("%%time\nx = 1", "%%time\nx = 1"),
        ("lone \ud800", "lone ?"),
    ],
)
def test_sources(read, source, expected):
    assert read(notebook(code(source))).cells[0].source == expected


def test_ids_are_made_valid_and_unique(read):
    ids = ["a", "a", None, 7, "i" * 10_000, "<b>", "cell-3"]
    found = read(notebook(*(code(f"x = {i}", id=name) for i, name in enumerate(ids))))
    names = [cell.id for cell in found.cells]
    assert len(set(names)) == len(ids)
    assert names[0] == "a"


def test_outputs_and_foreign_metadata_are_dropped(read):
    evil = "<script>alert(1)</script>"
    output = {"output_type": "stream", "name": "stdout", "text": evil}
    marks = {"grade_id": "a", "points": 3, "deep": {"a": [evil]}}
    cell = code("x", outputs=[output], metadata={"name": evil, "tags": [evil, "ok"],
                "nbgrader": marks}, execution_count=evil)  # fmt: skip
    kernel = {"name": evil, "display_name": evil}
    found = read(notebook(cell, metadata={"title": evil, "kernelspec": kernel}))
    assert "<" not in json.dumps(found)
    assert found.cells[0].metadata == {"tags": ["ok"], "nbgrader": {"grade_id": "a", "points": 3}}
    assert found.cells[0].outputs == []


@pytest.mark.parametrize("marks", ["yes", {}, {"grade_id": 5}, {"grade_id": ["a"]}, [1], None])
def test_malformed_nbgrader_metadata_are_none(read, marks):
    found = read(notebook(code("x", metadata={"nbgrader": marks})))
    assert found.cells[0].metadata == {}


def test_only_pictures_stay_attached(read):
    attachments = {
        "a.svg": {"image/svg+xml": "PHN2Zz4="},
        "b.png": {"image/png": "iVBORw0KGgo=", "text/html": "<b>"},
        "c.png": {"image/png": '" onerror="alert(1)'},
        "d": 5,
    }
    cell = {"cell_type": "markdown", "metadata": {}, "source": "", "attachments": attachments}
    found = read(notebook(cell))
    assert found.cells[0].attachments == {"b.png": {"image/png": "iVBORw0KGgo="}}


def test_format_3_is_rewritten(read):
    sheets = [
        {
            "cells": [
                {"cell_type": "heading", "level": 2, "source": ["Title"], "metadata": {}},
                {"cell_type": "code", "input": ["x = 1\n", "y = 2"], "language": "python",
                 "outputs": [], "prompt_number": 1, "metadata": {}},
                {"cell_type": "markdown", "source": "text", "metadata": {}},
            ]
        }
    ]  # fmt: skip
    found = read({"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": sheets})
    assert [cell.source for cell in found.cells] == ["## Title", "x = 1\ny = 2", "text"]


def test_the_code_cells_in_order(read):
    text = {"cell_type": "markdown", "metadata": {}, "source": "text"}
    marked = code("y", id="b", metadata={"nbgrader": {"grade_id": "task"}})
    found = code_cells(read(notebook(code("x", id="a"), text, marked)))
    assert [(c.cell_id, c.grade_id, c.source) for c in found] == [
        ("a", None, "x"),
        ("b", "task", "y"),
    ]


def test_reading_is_quick(tmp_path):
    path = tmp_path / "a.ipynb"
    text = json.dumps(notebook(*(code(f"x = {i}\n" * 30) for i in range(60))))
    path.write_text(text)
    took = [(_seconds(read_notebook, path), _seconds(json.loads, text)) for _ in range(30)]
    reading, parsing = map(min, zip(*took, strict=True))
    assert reading < 12 * parsing  # 6 times; 17 if nbformat validated what was built


def _seconds(function, argument):
    started = time.process_time()
    function(argument)
    return time.process_time() - started


def test_saved_outputs_however_large_cost_nothing_else(read):
    plot = {"output_type": "display_data", "data": {"image/png": "A" * (11 * 2**20)}}
    tricky = 'print("\\"outputs\\": [")  # ["\\\\"]'
    shown = {"output_type": "stream", "name": "stdout", "text": ['"], "source": "1 / 0"', "\\"]}
    cells = [code(tricky, outputs=[plot, shown]), code("y = 2", outputs=[plot, [["]"]]])]
    found = read(notebook(*cells))
    assert [cell.source for cell in found.cells] == [tricky, "y = 2"]
    assert all(cell.outputs == [] for cell in found.cells)


def test_numbers_that_json_has_not_are_read_as_nothing(read):
    content = notebook(code("x = 1", metadata={"score": float("nan")}))
    content["metadata"]["loss"] = [float("inf"), float("-inf")]
    assert read(json.dumps(content).encode()).cells[0].source == "x = 1"
