"""A check below a cell that failed, was edited or defines no more says so."""

import json
import os
import time
from types import SimpleNamespace

import nbformat
import pytest
from kernels import run_notebook
from students import cell_of, edit, student_folder

from autograder.public.versions import Stale, Versions, defined, saved_cell

IMPORT = "from autograder.public import check"
RIGHT = """
def forward(w, x):
    return w * x


def mse_loss(y, y_pred):
    return ((y_pred - y) ** 2).mean()
"""
CHECK = 'check("forward_and_loss")'
PASSES = "forward_and_loss: the public checks pass."
EARLIER = "this looked at an earlier version of `forward`, because "


def boxes(folder, *sources):
    """Run cells in a kernel that begins in `folder`; return the boxes as text, and the errors."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    run_notebook(nbformat.v4.new_notebook(cells=cells), folder, allow_errors=True)
    outputs = [output for cell in cells for output in cell.outputs]
    shown = [out.data["text/plain"] for out in outputs if out.output_type == "display_data"]
    return shown, [out.evalue for out in outputs if out.output_type == "error"]


def test_below_a_cell_that_failed_no_box_is_green(tmp_path):
    student_folder(tmp_path, "release", week="gradient-descent")
    misspelt, failing_later = RIGHT.replace("return", "retrun", 1), RIGHT + "\nforward(1)"
    shown, raised = boxes(
        tmp_path,
        *(IMPORT, misspelt, CHECK, RIGHT, CHECK, misspelt, CHECK),
        *(RIGHT, CHECK, failing_later, CHECK),
    )
    never, right, failed, again, after_its_end = shown
    assert "`forward` is not defined, because the cell that defines it ended in an error" in never
    assert right == again == after_its_end == PASSES, "what a failing line comes after is new"
    assert EARLIER + "the cell that defines it ended in an error." in failed
    assert "The earlier version passes the public checks." in failed
    assert [line for line in raised if "until it shows no error" in line] == [raised[1], raised[3]]


class Kernel:
    """Runs cells as IPython does, as far as Versions sees it."""

    def __init__(self):
        self.names = {}
        self.versions = Versions(self.names)

    def run(self, source, cell_id=None):
        info = SimpleNamespace(raw_cell=source, cell_id=cell_id)
        self.versions.begin(info)
        try:
            exec(source, self.names)
        except Exception:
            success = False
        else:
            success = True
        self.versions.end(SimpleNamespace(info=info, success=success))


def test_a_name_that_its_cell_defines_no_more_is_an_earlier_version():
    kernel = Kernel()
    kernel.run(RIGHT, "one")
    kernel.run(RIGHT.replace("def forward", "def forwards"), "one")
    assert kernel.versions.stale(["mse_loss"]) is None
    assert kernel.versions.stale(["mse_loss", "forward"]) == ("forward", Stale.GONE)
    kernel.run("def forward(w, x): return x * w", "another")
    assert kernel.versions.stale(["forward"]) is None


@pytest.mark.parametrize(
    "slip", ["dfe forward(w, x):", "def forward(w, x)", "forward = lambda w:::"]
)
def test_a_definition_that_cannot_be_read_is_known_by_its_cell(slip):
    kernel = Kernel()
    kernel.run(RIGHT, "one")
    kernel.run(RIGHT.replace("def forward(w, x):", slip), "one")
    assert kernel.versions.stale(["forward"]) == ("forward", Stale.FAILED)
    kernel.run(RIGHT, "one")
    assert kernel.versions.stale(["forward"]) is None


def test_cells_of_other_names_and_lines_that_come_after_change_nothing():
    kernel = Kernel()
    kernel.run(RIGHT, "one")
    kernel.run("1 / 0", "two")
    kernel.run("    def forward(w, x): inside of nothing", "three")
    kernel.run(RIGHT + "\n1 / 0", "one")
    assert kernel.versions.stale(["forward", "mse_loss"]) is None


GIVEN = "def scale(x): return 100 * x"
CELLS = [
    {"cell_type": kind, "source": source, "metadata": {"nbgrader": {"locked": locked}}}
    for kind, source, locked in (
        ("code", "def first(x):\n    raise NotImplementedError", False),
        ("code", f"\n{GIVEN}\n", True),
        ("markdown", "def no_code(): ...", True),
    )
]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["def scale(x): return 2 * x\ndef first(x): return scale(x)", GIVEN], 6),
        (["def first(x): return scale(x)", GIVEN], None),
        (["def scale(x): return 2 * x\ndef first(x): return scale(x)"], None),
        # A cell of their own further down is meant; what an edited answer left behind is not.
        (["def scale(x): return 2 * x\ndef first(x): return scale(x)", GIVEN, "scale = abs"], None),
        (
            [
                "def scale(x): return 2 * x\ndef first(x): return scale(x)",
                "def first(x): return scale(x)",
                GIVEN,
            ],
            None,
        ),
    ],
)
def test_an_answer_has_its_own_helper_where_a_given_cell_took_the_name(cells, expected):
    kernel = Kernel()
    for source in cells:
        kernel.run(source)
    own = kernel.versions.helpers(CELLS)
    assert {name: value(3) for name, value in own.items()} == (
        {} if expected is None else {"scale": expected}
    )


def test_the_box_of_such_an_answer_may_run_again_and_leaves_the_given_one(tmp_path):
    folder = student_folder(tmp_path, "release", week="gradient-descent")
    table = json.loads((tmp_path / "public_checks.json").read_text())
    given = next(
        c["source"]
        for c in table["cells"]
        if c["metadata"]["nbgrader"].get("locked") and c["source"].startswith("def ")
    )
    name = given.split("(")[0].removeprefix("def ")
    helper = f"def {name}(y):\n    return y.mean()\n"
    answer = RIGHT.replace("((y_pred - y) ** 2).mean()", f"{name}((y_pred - y) ** 2)")
    shown, _ = boxes(folder.parent, IMPORT, helper + answer, CHECK, given, CHECK)
    assert shown == [PASSES, PASSES]


@pytest.mark.parametrize(
    ("text", "seconds_later", "expected"),
    [
        (RIGHT.replace("w * x", "w + x"), 60, ("forward", Stale.EDITED)),
        (RIGHT.replace("def", "fed"), 60, ("forward", Stale.EDITED)),
        (RIGHT.replace("w * x", "w + x"), -60, None),  # an older save tells nothing
        (RIGHT + "\n", 60, None),
    ],
)
def test_a_cell_that_was_saved_with_another_text_after_it_ran_was_edited(
    tmp_path, text, seconds_later, expected
):
    path = student_folder(tmp_path, "release", week="gradient-descent")
    edit(path, lambda content: cell_of(content, "forward_and_loss").update(source=text))
    os.utime(path, (time.time() + seconds_later,) * 2)
    cell = saved_cell(path, "forward_and_loss")
    for cell_id in (cell.cell_id, None):  # VS Code has ids of its own
        kernel = Kernel()
        kernel.run(RIGHT, cell_id)
        if cell_id or "def" in text:
            assert kernel.versions.edited(cell, ["forward"]) == expected


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": [{}]}', '{"cells": 3}'])
def test_a_file_that_cannot_be_read_tells_nothing(tmp_path, content):
    path = tmp_path / "one.ipynb"
    path.write_text(content)
    assert saved_cell(path, "forward_and_loss") is None
    assert saved_cell(tmp_path / "none.ipynb", "forward_and_loss") is None


def test_names_are_those_at_the_margin():
    source = "class A:\n  b = 1\nasync def c(): ...\nd: int = 2\ne == 3\nf(g=4)\nif h: i = 5\n"
    assert defined(source) == {"A", "c", "d"}
