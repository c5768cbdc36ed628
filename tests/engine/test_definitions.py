"""Which definition of a task's name counts: the one in its cell, or wherever else it is written."""

import pytest
from nbformat.v4 import new_code_cell
from test_notebook_repair import RELEASE, SOLVED, STUB, by_id, index, make_release, strip

from autograder.notebooks import code_cells, repair
from autograder.notebooks.remarks import remarks_on
from autograder.worker.definitions import Definitions


def solved():
    notebook = make_release()
    by_id(notebook, "first").source = SOLVED.format("first", 1)
    by_id(notebook, "second").source = SOLVED.format("second", 2)
    return notebook


def own(source, name="own"):
    return new_code_cell(source, id=name)


def graded(notebook, released=RELEASE):
    """Return the names as calls find them, and the remarks, after a run as in the worker."""
    cells = code_cells(repair(notebook, released).notebook, released)
    names = {}
    roles = {cell.cell_id: cell.role for cell in cells if cell.grade_id is not None}
    definitions = Definitions(names, roles)
    for cell in cells:
        definitions.begin(cell.cell_id)
        if not (cell.grade_id or "").startswith(("check", "given")):
            exec(cell.source, names)
        definitions.end(cell.cell_id)
    return names, remarks_on(cells, definitions.settle())


def test_an_honest_notebook_is_graded_as_it_is_and_nothing_is_said():
    names, said = graded(solved())
    assert (names["first"](0), names["second"](0), said) == (1, 2, ())


def test_an_experiment_further_down_does_not_take_the_answers_place():
    notebook = solved()
    notebook.cells.append(own(SOLVED.format("first", "'without clearing'")))
    names, said = graded(notebook)
    assert names["first"](0) == 1
    assert said == (
        "`first` (first) is defined again outside of its task's cell: what stands in that cell is"
        " graded",
    )


def test_what_a_given_cell_binds_again_counts():
    definitions = Definitions(
        names := {},
        {
            "task": {"given": False, "answers": ["first"], "helpers": [], "stubs": []},
            "given": {"given": True, "answers": [], "helpers": [], "stubs": []},
        },
    )
    for cell, value in (("task", 1), ("given", 2), ("own", 3)):
        definitions.begin(cell)
        names["first"] = value
        definitions.end(cell)
    assert definitions.settle()["again"] == ["first"]
    assert names["first"] == 2


HELPED = "def loss(x):\n    return x + STEP\nSTEP = 1\ndef first(x):\n    return loss(x)"


@pytest.mark.parametrize(
    ("below", "expected", "again", "taken"),
    [
        ([("given", "loss = 0.5")], 4, [], ["loss"]),
        ([("given", "del loss")], 4, [], []),
        ([("given", "for loss in range(3): pass"), ("given2", "loss = None")], 4, [], ["loss"]),
        ([("given", "def loss(x, y): return 0")], 4, [], ["loss"]),
        ([("given", "STEP = torch = 5")], 4, [], []),
        ([("own", "loss = 7")], 4, ["loss"], []),
        ([("given", "loss = 0.5"), ("own", "loss = 7")], 4, ["loss"], ["loss"]),
        ([("given", "first = 0.5")], 4, [], ["first"]),
        ([("given", "def first(x): return 0")], 0, [], []),
    ],
)
def test_an_answer_has_its_helper_whatever_a_given_cell_puts_there(below, expected, again, taken):
    helpers = ["loss", "STEP"]
    task = {"given": False, "answers": [*helpers, "first"], "helpers": helpers, "stubs": []}
    given = {"given": True, "answers": [], "helpers": [], "stubs": []}
    names = {}
    definitions = Definitions(names, {"task": task, "given": given, "given2": given})
    for cell, source in [("task", HELPED), *below]:
        definitions.begin(cell)
        exec(source, names)
        definitions.end(cell)
    assert definitions.settle() == {"again": again, "elsewhere": [], "taken": taken}
    assert names["first"](3) == expected


def test_a_helper_that_two_tasks_define_differently_is_told():
    notebook = solved()
    by_id(notebook, "first").source += "\ndef helper():\n    return 1\ndef alike(): return 0"
    by_id(notebook, "second").source += "\ndef alike(): return 0\n\ndef helper():\n    return 2"
    _, said = graded(notebook)
    assert said == (
        "`helper` (first and second) is defined in the cells of several tasks, and differs: all of"
        " them use the last one; another name helps",
    )


def test_a_helper_with_the_name_of_a_given_function_is_told():
    released = make_release()
    by_id(released, "check_second").source += "\ndef helper():\n    return 0"
    notebook = solved()
    by_id(notebook, "first").source += "\ndef helper():\n    return 1"
    by_id(notebook, "check_second").source = by_id(released, "check_second").source
    cells = code_cells(repair(notebook, released).notebook, released)
    (cell,) = (cell for cell in cells if cell.grade_id == "first")
    assert (cell.answers, cell.helpers) == (("first", "helper"), ("helper",))
    (said,) = remarks_on(cells, {"taken": ["helper", "print"]})
    assert said == (
        "`helper` (first) has the name of something in a given cell further down: the checks call"
        " yours, cells below have the given one; another name helps"
    )


@pytest.mark.parametrize("place", [0, 3, 99])
def test_where_the_cell_is_open_another_ones_definition_is_no_victim_of_the_stub(place):
    notebook = solved()
    by_id(notebook, "second").source = STUB.format("second") + "  # later"
    notebook.cells.insert(place, own(SOLVED.format("second", 22), "mine"))
    names, said = graded(notebook)
    assert (names["first"](0), names["second"](0)) == (1, 22)
    assert said == (
        "`second` (second) is open in its task's cell, and is graded as another cell defines it",
    )


def test_an_open_task_stays_open():
    names, said = graded(make_release())
    with pytest.raises(NotImplementedError):
        names["first"](0)
    assert said == ()


@pytest.mark.parametrize("target", ["first", "second"])
def test_two_solution_cells_joined_by_hand_lose_nothing(target):
    notebook = solved()
    by_id(notebook, target).source = "\n".join(
        [SOLVED.format("first", 1), SOLVED.format("second", 2)]
    )
    other = {"first": "second", "second": "first"}[target]
    notebook.cells.remove(by_id(notebook, other))
    names, _ = graded(notebook)
    assert (names["first"](0), names["second"](0)) == (1, 2)


@pytest.mark.parametrize("place", [0, 99])
def test_all_answers_in_one_own_cell_lose_nothing(place):
    notebook = solved()
    notebook.cells = [c for c in notebook.cells if c.id not in ("first", "second")]
    notebook.cells.insert(
        place, own(f"{SOLVED.format('first', 1)}\n{SOLVED.format('second', 2)}", "mine")
    )
    names, _ = graded(notebook)
    assert (names["first"](0), names["second"](0)) == (1, 2)


def test_a_solution_joined_with_a_locked_cell_is_not_lost():
    notebook = solved()
    by_id(notebook, "check_first").source += "\n" + by_id(notebook, "second").source
    notebook.cells.remove(by_id(notebook, "second"))
    names, _ = graded(notebook)
    assert names["second"](0) == 2
    said = repair(notebook, RELEASE).problems
    assert any("check_first holds code of a task as well" in sentence for sentence in said)
    again = repair(repair(notebook, RELEASE).notebook, RELEASE).notebook
    assert again == repair(notebook, RELEASE).notebook


def test_without_metadata_the_first_that_is_written_is_the_answer():
    notebook = solved()
    notebook.cells.insert(index(notebook, "second"), own(STUB.format("second"), "untouched"))
    notebook.cells.append(own(SOLVED.format("second", "'an experiment'"), "later"))
    strip(notebook)
    names, _ = graded(notebook)
    assert names["second"](0) == 2


def test_a_name_that_is_deleted_is_there_again_when_asked_for():
    notebook = solved()
    notebook.cells.append(own("del first"))
    names, said = graded(notebook)
    assert names["first"](0) == 1
    assert said == ()


def test_half_an_answer_is_two_names():
    released = make_release()
    by_id(released, "second").source = STUB.format("second") + "\n\n" + STUB.format("third")
    notebook = solved()
    by_id(notebook, "second").source = SOLVED.format("second", 2) + "\n\n" + STUB.format("third")
    notebook.cells.append(own(SOLVED.format("second", "'no'") + "\n" + SOLVED.format("third", 3)))
    names, said = graded(notebook, released)
    assert (names["second"](0), names["third"](0)) == (2, 3)
    assert len(said) == 2


def test_of_a_worker_only_names_that_we_know_are_repeated():
    cells = code_cells(solved(), RELEASE)
    told = {"again": ["<b>", "print"], "elsewhere": "first", "left": ["secret", {}], "more": 1}
    assert remarks_on(cells, told) == ()
    assert remarks_on(cells, {"left": ["dtype"]})[0].startswith("after the last cell the default")
