"""Known hand-ins: the format of their files, and the notebooks made from them."""

import copy
from datetime import UTC, datetime

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autograder.authoring.known import all_known, build, load_known, sources
from autograder.course import Assignment, Course, Task
from autograder.diagnoses import Diagnosis
from autograder.errors import CourseError

MISTAKE = '''"""The sum where the mean is asked for. diagnosis: gradient-summed"""

# %% first
def first(x):
    return 2 * x  # %% not a cell

# %%  second
second = 3
'''
PATCH = '''"""Two where one is asked for.
diagnosis: none; fails: second"""
# %% first
- first = 1
+ first = 2
# %% second

second = 2
'''
ACCEPTED = '"""Another right way."""\n\n# %% first\nfirst = abs\n'


@pytest.fixture
def save(tmp_path):
    def save(text, *, kind="mistakes", name="summed"):
        path = tmp_path / "tests" / "submissions" / "week" / kind / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    return save


def solved():
    cells = [
        new_markdown_cell("text", id="m"),
        *(
            new_code_cell(
                f"{name} = 1",
                id=f"id-{name}",
                metadata={"nbgrader": {"grade_id": name, "solution": True}},
                execution_count=1,
                outputs=[new_output("stream", text="x")],
            )
            for name in ("first", "second")
        ),
    ]
    return new_notebook(cells=cells)


def test_a_mistake(save):
    known = load_known(save(MISTAKE))
    assert (known.name, known.kind) == ("summed", "mistake")
    assert known.description == "The sum where the mean is asked for."
    assert known.score is None
    assert known.diagnoses == ("gradient-summed",)
    assert known.fails == ("first", "second")  # the tasks whose cells it changes
    assert known.cells == {
        "first": "def first(x):\n    return 2 * x  # %% not a cell",
        "second": "second = 3",
    }


def test_an_accepted_answer(save):
    known = load_known(save(ACCEPTED, kind="accepted"))
    assert (known.kind, known.diagnoses, known.fails) == ("accepted", (), ())


@pytest.mark.parametrize(
    ("fields", "diagnoses", "fails", "score"),
    [
        ("diagnosis: none", (), ("first", "second"), None),
        ("diagnosis: a-b, c-d", ("a-b", "c-d"), ("first", "second"), None),
        ("diagnosis: a-b; fails: second", ("a-b",), ("second",), None),
        ("fails: first, third\ndiagnosis: a-b\n", ("a-b",), ("first", "third"), None),
        ("\n\ndiagnosis: a-b;\nscore: 87.5", ("a-b",), ("first", "second"), 87.5),
    ],
)
def test_what_a_mistake_claims(save, fields, diagnoses, fails, score):
    known = load_known(save(MISTAKE.replace("diagnosis: gradient-summed", fields)))
    assert known.description == "The sum where the mean is asked for."
    assert (known.diagnoses, known.fails, known.score) == (diagnoses, fails, score)


def test_building_replaces_the_cells_and_clears_outputs(save):
    before = solved()
    original = copy.deepcopy(before)
    built = build(load_known(save(ACCEPTED, kind="accepted")), before)
    assert [cell.source for cell in built.cells] == ["text", "first = abs", "second = 1"]
    assert built.cells[1].metadata == original.cells[1].metadata
    assert all(not cell.outputs for cell in built.cells[1:])
    assert before == original


def test_the_lines_that_change(save):
    known = load_known(save(PATCH))
    assert (known.description, known.fails) == ("Two where one is asked for.", ("second",))
    assert sources(known, solved()) == {"first": "first = 2", "second": "second = 2"}
    built = build(known, solved())
    assert [cell.source for cell in built.cells] == ["text", "first = 2", "second = 2"]


def test_the_solution_has_changed_since(save):
    path = save(PATCH)
    changed = solved()
    changed.cells[1].source = "first = one()"
    with pytest.raises(CourseError, match=f"(?s){path}:4: `first = 1` is no line.*did you mean"):
        build(load_known(path), changed)


def test_building_for_a_cell_that_is_not_there(save):
    known = load_known(save(ACCEPTED.replace("%% first", "%% frist"), kind="accepted"))
    with pytest.raises(CourseError, match=r"(?s)no cell 'frist'.*did you mean first"):
        build(known, solved())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1: begins with no docstring"),
        ("# %% first\nx = 1\n", "1: begins with no docstring"),
        (MISTAKE[: MISTAKE.index("# %%")], "holds no cell"),
        (MISTAKE.replace("diagnosis:", "diagnose:"), "1: .*end it with `diagnosis: <id>`"),
        (MISTAKE.replace("summed", "summed; fail: first"), "1: .*is not what `diagnosis:` may say"),
        (MISTAKE.replace("summed", "summed; fails:"), "1: '' is not what `fails:` may say"),
        (MISTAKE.replace("summed", "summed; diagnosis: none"), "1: `diagnosis:` stands here twice"),
        (MISTAKE.replace("summed", "summed; score: most"), "1: 'most' is not a number"),
        (MISTAKE.replace("# %%  second", "# %% first"), "7: the cell first appears here twice"),
        (MISTAKE.replace("# %%  second", "# %%"), "7: '' is not a task id"),
        (MISTAKE.replace("# %% first", "# %% [markdown]"), "3: '\\[markdown\\]' is not a task id"),
        (MISTAKE.replace("\n# %% first", "import os\n# %% first"), "2: code before the first"),
        (PATCH.replace("- first = 1\n", ""), "4: `first = 2` is added, and it is not said where"),
        (MISTAKE.replace('"""', "", 1), "1: what stands before the first cell is not Python"),
    ],
)
def test_what_has_not_the_format(save, text, said):
    with pytest.raises(CourseError, match=f"(?s){said}"):
        load_known(save(text))


def test_a_right_answer_claims_no_diagnosis(save):
    with pytest.raises(CourseError, match="a right answer has no `diagnosis:`"):
        load_known(save(MISTAKE, kind="accepted"))


def test_a_file_elsewhere_or_missing(save):
    with pytest.raises(CourseError, match="mistakes/ or accepted/"):
        load_known(save(MISTAKE, kind="other"))
    path = save(MISTAKE)
    path.unlink()
    with pytest.raises(CourseError, match="cannot be read"):
        load_known(path)


def test_all_of_an_assignment(save, tmp_path):
    save(MISTAKE, name="b")
    save(MISTAKE, name="a")
    save(ACCEPTED, kind="accepted", name="c")
    tasks = tuple(Task(id=name, title=name, points=1.0) for name in ("first", "second"))
    times = {name: datetime(2026, 11, 16, tzinfo=UTC) for name in ("release", "due")}
    week = Assignment(id="week", week=1, title="W", points=2.0, tasks=tasks, **times)
    course = Course(root=tmp_path, id="c", title="C", term="T", timezone="UTC", assignments=(week,))
    assert [known.name for known in all_known(course, week)] == ["c", "a", "b"]
    save(MISTAKE.replace("summed", "summed; fails: frist"), name="d")
    with pytest.raises(CourseError, match=r"(?s)no task 'frist'.*did you mean first"):
        all_known(course, week)
    path = save(MISTAKE.replace("gradient-summed", "of-this-course"), name="d")
    with pytest.raises(CourseError, match=f"{path}:1: there is no diagnosis 'of-this-course'"):
        all_known(course, week)
    own = course.model_copy(update={"diagnoses": {"of-this-course": Diagnosis("A sentence.")}})
    assert all_known(own, week)[-1].diagnoses == ("of-this-course",)
    save(MISTAKE.replace("gradient-summed", "of-this-coarse"), name="d")
    with pytest.raises(CourseError) as caught:
        all_known(own, week)
    assert "did you mean of-this-course?" in caught.value.remedy
