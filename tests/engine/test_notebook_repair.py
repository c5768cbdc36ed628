"""Repair against the release: what tampering undoes, and that honest work is never lost."""

import copy
from pathlib import Path

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.notebooks import code_cells, repair

PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
STUB = "def {0}(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
SOLVED = "def {0}(x):\n    return {1}"


def cell(grade_id, source, *, solution=False, points=None):
    marks = {
        "grade_id": grade_id,
        "schema_version": 3,
        "grade": points is not None,
        "solution": solution,
        "locked": not solution,
        "task": False,
    }
    if points is not None:
        marks["points"] = points
    return new_code_cell(source, id=grade_id, metadata={"nbgrader": marks})


def make_release():
    return new_notebook(
        metadata=copy.deepcopy(PYTHON),
        cells=[
            new_markdown_cell("# Title", id="title"),
            cell("given", "import torch"),
            cell("first", STUB.format("first"), solution=True),
            cell("check_first", "assert first(1)", points=5),
            new_markdown_cell("Now the second", id="text"),
            cell("second", STUB.format("second"), solution=True),
            cell("check_second", "assert second(1)", points=7),
        ],
    )


RELEASE = make_release()


@pytest.fixture
def nb():
    """An honest hand-in: both solutions written, and a cell of the student's own."""
    found = make_release()
    by_id(found, "first").source = SOLVED.format("first", 1)
    by_id(found, "second").source = SOLVED.format("second", 2)
    found.cells.insert(3, new_code_cell("print(first(1))", id="own"))
    return found


def by_id(notebook, cell_id):
    return next(c for c in notebook.cells if c.id == cell_id)


def index(notebook, cell_id):
    return next(i for i, c in enumerate(notebook.cells) if c.id == cell_id)


def ids(notebook):
    return [c.id for c in notebook.cells]


def run(notebook):
    """Run the definitions of a repaired notebook as Jupyter would, and return its names."""
    names = {}
    for found in code_cells(notebook):
        if not (found.grade_id or "").startswith(("check", "given")):
            exec(found.source, names)
    return names


def strip(notebook):
    for c in notebook.cells:
        c.metadata.pop("nbgrader", None)


def test_the_untouched_release_stays_as_it_is():
    repaired = repair(make_release(), RELEASE)
    assert repaired.notebook == RELEASE
    assert repaired.problems == ()


def test_an_honest_submission_stays_as_it_is(nb):
    before = copy.deepcopy(nb)
    repaired = repair(nb, RELEASE)
    assert repaired.notebook == before == nb
    assert repaired.problems == ()


def test_an_edited_locked_cell_is_restored_and_named(nb):
    by_id(nb, "check_first").source = "assert True"
    repaired = repair(nb, RELEASE)
    assert by_id(repaired.notebook, "check_first") == by_id(RELEASE, "check_first")
    assert repaired.problems == (
        "the locked cell check_first was edited; the released text was put back",
    )


def test_white_space_at_the_ends_of_lines_is_no_edit(nb):
    by_id(nb, "check_first").source += "  \n"
    repaired = repair(nb, RELEASE)
    assert repaired.problems == ()
    assert by_id(repaired.notebook, "check_first") == by_id(RELEASE, "check_first")


def test_missing_locked_cells_are_put_back_and_named(nb):
    nb.cells = [c for c in nb.cells if c.id not in ("given", "check_first")]
    repaired = repair(nb, RELEASE)
    order = ids(repaired.notebook)
    assert order.index("given") < order.index("first") < order.index("check_first")
    assert repaired.problems == (
        "the locked cells given and check_first were missing; they were put back",
    )


def test_a_missing_solution_becomes_the_stub(nb):
    nb.cells.remove(by_id(nb, "second"))
    repaired = repair(nb, RELEASE)
    assert by_id(repaired.notebook, "second") == by_id(RELEASE, "second")
    assert "the solution cell second was missing" in repaired.problems[0]


def test_code_in_an_own_cell_counts_where_the_solution_cell_was_deleted(nb):
    own = new_code_cell("# mine\n" + SOLVED.format("second", 22), id="mine")
    nb.cells[index(nb, "second")] = own
    names = run(repair(nb, RELEASE).notebook)
    assert names["second"](0) == 22


def test_code_spread_over_own_cells_counts_where_the_solution_cell_was_deleted(nb):
    release = make_release()
    both = STUB.format("second") + "\n\n" + STUB.format("third")
    by_id(release, "second").source = both
    place = index(nb, "second")
    nb.cells[place : place + 1] = [
        new_code_cell(SOLVED.format("second", 22), id="mine"),
        new_code_cell(SOLVED.format("third", 33), id="mine-too"),
    ]
    repaired = repair(nb, release)
    names = run(repaired.notebook)
    assert (names["second"](0), names["third"](0)) == (22, 33)
    assert any("solution cell second was missing" in problem for problem in repaired.problems)


def test_moved_cells_go_back_with_what_followed_them(nb):
    moved = [by_id(nb, "first"), by_id(nb, "own")]
    nb.cells = [c for c in nb.cells if c not in moved] + moved
    repaired = repair(nb, RELEASE)
    expected = ["title", "given", "first", "own", "check_first", "text", "second", "check_second"]
    assert ids(repaired.notebook) == expected
    assert repaired.problems == ("the cell first had been moved; it was put back in its place",)


def test_a_copy_that_is_still_the_stub_is_dropped(nb):
    for place in (index(nb, "first"), index(nb, "first") + 1):
        nb.cells.insert(place, copy.deepcopy(by_id(RELEASE, "first")))
    repaired = repair(nb, RELEASE)
    assert run(repaired.notebook)["first"](0) == 1
    assert sum("NotImplementedError" in c.source for c in repaired.notebook.cells) == 0
    assert "the solution cell first appeared more than once" in repaired.problems[0]


def test_of_two_written_copies_the_last_definition_wins(nb):
    second = copy.deepcopy(by_id(nb, "first"))
    second.source = SOLVED.format("first", 11)
    nb.cells.append(second)
    repaired = repair(nb, RELEASE)
    assert run(repaired.notebook)["first"](0) == 11
    assert sum("return 1" in c.source for c in repaired.notebook.cells) == 2
    marked = [c.grade_id for c in code_cells(repaired.notebook) if c.grade_id]
    assert marked == ["given", "first", "check_first", "second", "check_second"]


def test_doubled_locked_cells_are_dropped(nb):
    nb.cells.append(copy.deepcopy(by_id(nb, "check_first")))
    tampered = copy.deepcopy(by_id(nb, "check_first"))
    tampered.source = "assert True"
    nb.cells.insert(0, tampered)
    repaired = repair(nb, RELEASE)
    assert sum("assert first" in c.source for c in repaired.notebook.cells) == 1
    assert all(c.source != "assert True" for c in repaired.notebook.cells)
    assert repaired.problems == (
        "the locked cell check_first appeared more than once; one was kept",
    )


@pytest.mark.parametrize(
    "marks",
    [
        {"points": 1000},
        {"points": -1e308},
        {"grade": False},
        {"locked": False},
        {"solution": True},
        {"locked": "no"},
    ],
)
def test_tampered_metadata_are_restored_and_named(nb, marks):
    by_id(nb, "check_first").metadata.nbgrader.update(marks)
    repaired = repair(nb, RELEASE)
    assert by_id(repaired.notebook, "check_first") == by_id(RELEASE, "check_first")
    assert "nbgrader metadata of the cell check_first were changed" in repaired.problems[0]


def test_another_schema_version_is_restored(nb):
    by_id(nb, "first").metadata.nbgrader.schema_version = 99
    repaired = repair(nb, RELEASE)
    assert by_id(repaired.notebook, "first").metadata == by_id(RELEASE, "first").metadata


def test_a_cell_of_another_assignment_is_the_students_own(nb):
    other = cell("other", "z = 1", points=50)
    other.metadata.nbgrader.grade_id = "../../q\n"
    nb.cells.append(other)
    repaired = repair(nb, RELEASE)
    assert repaired.notebook.cells[-1].source == "z = 1"
    assert "nbgrader" not in repaired.notebook.cells[-1].metadata
    assert repaired.problems == (
        "the cell ../../q? does not belong to the assignment; it was treated as the student's own",
    )


def test_without_any_nbgrader_metadata_nothing_is_lost(nb):
    strip(nb)
    for number, c in enumerate(nb.cells):
        c.id = f"colab{number}"
    repaired = repair(nb, RELEASE)
    names = run(repaired.notebook)
    assert (names["first"](0), names["second"](0)) == (1, 2)
    marked = [c.grade_id for c in code_cells(repaired.notebook)]
    assert marked == ["given", "first", None, "check_first", "second", "check_second"]
    assert len(repaired.problems) == 1
    assert "recognised by their content" in repaired.problems[0]


def test_a_solution_that_does_not_parse_is_recognised_too(nb):
    strip(nb)
    by_id(nb, "first").source = "%%time\ndef first(x):\n    return ((("
    repaired = repair(nb, RELEASE)
    assert by_id(repaired.notebook, "first").source.endswith("(((")
    assert by_id(repaired.notebook, "first").metadata == by_id(RELEASE, "first").metadata


def test_the_type_of_a_locked_cell_is_changed_back(nb):
    place = index(nb, "check_first")
    old = nb.cells[place]
    nb.cells[place] = new_markdown_cell(old.source, id=old.id, metadata=old.metadata)
    repaired = repair(nb, RELEASE)
    assert by_id(repaired.notebook, "check_first") == by_id(RELEASE, "check_first")
    assert "type of the locked cell check_first (now markdown)" in repaired.problems[0]


def test_a_solution_turned_into_text_is_named(nb):
    place = index(nb, "first")
    old = nb.cells[place]
    nb.cells[place] = new_markdown_cell(old.source, id=old.id, metadata=old.metadata)
    repaired = repair(nb, RELEASE)
    assert "first (now markdown) was changed, so it does not run" in repaired.problems[0]
    nbformat.validate(repaired.notebook)


@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        ({"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}}, "kernel ir"),
        ({"kernelspec": {"name": "julia-1.9", "display_name": "J"}}, "kernel julia-1.9"),
        ({}, "did not name a kernel"),
    ],
)
def test_another_kernel_is_replaced_and_named(nb, metadata, said):
    nb.metadata = nbformat.from_dict(metadata)
    repaired = repair(nb, RELEASE)
    assert repaired.notebook.metadata == RELEASE.metadata
    assert said in repaired.problems[0]


def test_an_environment_of_the_students_is_python_too(nb):
    kernel = {"name": "my-env", "display_name": "My env", "language": "python"}
    nb.metadata = nbformat.from_dict({"kernelspec": kernel})
    assert repair(nb, RELEASE).problems == ()


def test_own_cells_with_an_id_of_the_release_get_another(nb):
    by_id(nb, "own").id = "second"
    repaired = repair(nb, RELEASE)
    nbformat.validate(repaired.notebook)
    assert len(set(ids(repaired.notebook))) == len(repaired.notebook.cells)


def test_the_real_release_repairs_to_itself():
    from autograder.notebooks import read_notebook

    root = Path(__file__).resolve().parents[2]
    released = read_notebook(root / "release" / "adaline" / "adaline.ipynb")
    solved = read_notebook(root / "solutions" / "adaline" / "adaline.ipynb")
    assert repair(released, released).notebook == released
    assert repair(released, released).problems == ()
    assert repair(solved, released).problems == ()


# Any sequence of cells that a hand-in may be made of.
NAMES = ["given", "first", "check_first", "second", "check_second"]
SOURCES = [
    *(c.source for c in RELEASE.cells),
    SOLVED.format("first", 1),
    SOLVED.format("second", 2),
    "x = 1",
    "",
]


@st.composite
def cells(draw):
    marks = {}
    if draw(st.booleans()):
        name = draw(st.sampled_from([*NAMES, "unknown"]))
        flags = st.sampled_from([True, False])
        marks = {"nbgrader": {"grade_id": name, "grade": draw(flags), "solution": draw(flags)}}
    kind = draw(st.sampled_from([new_code_cell, new_code_cell, new_markdown_cell]))
    return kind(draw(st.sampled_from(SOURCES)), metadata=marks)


@settings(max_examples=150, deadline=None)
@given(st.lists(cells() | st.sampled_from(RELEASE.cells), max_size=14))
def test_whatever_was_handed_in(found):
    found = [nbformat.from_dict(c | {"id": f"c{number}"}) for number, c in enumerate(found)]
    submitted = new_notebook(metadata=copy.deepcopy(PYTHON), cells=found)
    before = copy.deepcopy(submitted)
    repaired = repair(submitted, RELEASE)
    nbformat.validate(repaired.notebook)
    assert submitted == before
    assert repair(repaired.notebook, RELEASE).notebook == repaired.notebook
    marked = [c for c in repaired.notebook.cells if "nbgrader" in c.metadata]
    assert [c.metadata.nbgrader.grade_id for c in marked] == NAMES
    for c in marked:
        place = by_id(RELEASE, c.metadata.nbgrader.grade_id)
        assert c.metadata == place.metadata
        assert place.metadata.nbgrader.solution or c == place
    kept = {c.source for c in repaired.notebook.cells}
    lost = {c.source for c in before.cells if "return" in c.source} - kept
    # The students' definitions are lost only from cells that the release locks.
    locked = ("given", "check_first", "check_second")
    assert lost <= {
        c.source for c in before.cells if c.metadata.get("nbgrader", {}).get("grade_id") in locked
    }
