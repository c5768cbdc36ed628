"""The import of nbgrader's courses: what each cell becomes, what the list says, what is refused."""

import errno
import json
import os

import nbformat
import pytest
from nbgrader_courses import GUIDE, answer, assignment, cell, checked, course_folder, quickstart

from autograder.authoring.importing import check_weeks, find_assignments, markdown, planned
from autograder.authoring.importing import write as writing
from autograder.authoring.importing.code import Code, prelude
from autograder.authoring.importing.listing import summary
from autograder.authoring.importing.render import definition, entry, grader
from autograder.authoring.importing.tests import split
from autograder.authoring.names import plain_letters
from autograder.course import load_course
from autograder.errors import StorageError, UsageError

SQUARE = "def square(x):\n    ### BEGIN SOLUTION\n    return x * x\n    ### END SOLUTION"
CLOSE = "def close(a, b):\n    return math.isclose(a, b)"
CUBE = SQUARE.replace("square", "cube").replace("x * x", "x * x * x")


def week_of(folder, *cells, **more):
    (found,) = find_assignments(assignment(folder, *cells, **more))
    return planned(found)


def hands(week):
    return [hand for one in week.pieces for hand in one.hand]


def ids(week):
    return [c.metadata.get("nbgrader", {}).get("grade_id", c.id) for c in week.notebook.cells]


def test_nbgraders_own_course_cell_by_cell():
    (found,) = [one for one in find_assignments(GUIDE) if one.name == "ps1"]
    week = planned(found)
    assert [(t.id, t.points, [x.points for x in t.tests]) for t in week.tasks] == [
        ("squares", 2, [1, 1]),
        ("sum_of_squares", 1, [0.5, 0.5]),
    ]
    assert [(part.id, part.points) for part in week.by_hand] == [
        ("sum_of_squares_equation", 1),
        ("sum_of_squares_application", 2),
        ("cell-938593c4a215c6cc", 4),
        ("part-a", 1),
        ("part-b", 2),
    ]
    assert week.points == 13
    assert week.tasks[0].title == "Part A (2 points)"
    squares = ids(week).index("squares")
    assert ids(week)[squares : squares + 2] == ["squares", "check_squares"]
    marks = [c.metadata.get("nbgrader", {}) for c in week.notebook.cells]
    code = [m for m, c in zip(marks, week.notebook.cells, strict=True) if c.cell_type == "code"]
    assert all(m["locked"] or m["solution"] for m in code)
    assert all(m.get("schema_version", 3) == 3 for m in marks)
    assert list(week.files) == ["jupyter.png"]
    assert len(week.pieces) == 23
    assert all(one.became for one in week.pieces)
    nbformat.validate(week.notebook)


def test_a_test_is_about_the_last_answer_that_it_reads(tmp_path):
    week = week_of(
        tmp_path,
        answer(SQUARE, "square"),
        answer(CUBE, "cube"),
        checked("assert square(2) == 4", "first", 1.5),
        checked("assert cube(square(1)) == 1", "second", 2),
        checked("assert True", "third", 0.5),
    )
    assert {t.id: [x.name for x in t.tests] for t in week.tasks} == {
        "square": ["first"],
        "cube": ["second", "third"],
    }


@pytest.mark.parametrize("schema", [0, 1, 2, 3, 99, "x", None])
def test_every_schema_of_the_metadata_is_brought_to_the_third(tmp_path, schema):
    week = week_of(
        tmp_path,
        answer(SQUARE, "square", schema=schema),
        checked("square(2)", "t", "2", schema=schema),
    )
    assert [(task.id, task.points) for task in week.tasks] == [("square", 2)]


def test_an_old_notebook_and_one_with_outputs(tmp_path):
    old = {
        "cell_type": "code", "language": "python", "input": SQUARE, "collapsed": False,
        "outputs": [{"output_type": "stream", "stream": "stdout", "text": "seen"}],
        "metadata": {"nbgrader": {"solution": True, "grade_id": "square"}},
    }  # fmt: skip
    test = {**old, "input": "assert square(2) == 4", "outputs": []}
    test["metadata"] = {"nbgrader": {"grade": True, "grade_id": "t", "points": 3}}
    heading = {"cell_type": "heading", "level": 2, "source": "Squares", "metadata": {}}
    content = {"worksheets": [{"cells": [heading, old, test], "metadata": {}}]}
    content |= {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}}
    (tmp_path / "hw").mkdir()
    (tmp_path / "hw" / "hw.ipynb").write_text(json.dumps(content))
    (found,) = find_assignments(tmp_path / "hw")
    week = planned(found)
    assert [(t.id, t.title, t.points) for t in week.tasks] == [("square", "Squares", 3)]
    assert "seen" not in nbformat.writes(week.notebook)


def test_hidden_tests_go_to_the_graders_alone(tmp_path):
    source = (
        '"""Squares are right"""\nassert square(2) == 4\n### BEGIN HIDDEN TESTS\n'
        "assert square(-3) == 9, 'hidden words'\nassert square(2) == 4 and square(12) == 144\n"
        "### END HIDDEN TESTS"
    )
    week = week_of(
        tmp_path,
        answer(SQUARE, "square"),
        cell("shown = square(2) == 4 and square(12) == 144\n"),
        checked(source, "test_square", 2),
        checked("### BEGIN HIDDEN TESTS\nassert square(1) == 1\n### END HIDDEN TESTS", "all", 1),
    )
    public, hidden = definition(week), grader(week, week.tasks[0])
    compile(public, "public", "exec")
    compile(hidden, "hidden", "exec")
    assert "hidden words" not in public + nbformat.writes(week.notebook)
    assert "hidden words" in hidden
    assert '"""Squares are right (hidden tests)"""' in hidden
    assert "points(2)" in hidden
    assert "points(1)" in hidden
    assert "points=" not in public, "the hidden check has the points of the cell"
    assert sum("read and forge" in hand for hand in hands(week)) == 2


def test_a_task_whose_tests_are_all_hidden_asks_in_public_for_its_names(tmp_path):
    hidden = "### BEGIN HIDDEN TESTS\nassert square(cube(1)) == 1\n### END HIDDEN TESTS"
    week = week_of(tmp_path, answer(SQUARE, "square"), checked(hidden, "t"))
    assert "r'''\nsquare\n'''" in definition(week)


@pytest.mark.parametrize("lines", ["### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"])
def test_markers_that_do_not_pair_up_lose_the_points_and_show_nothing(tmp_path, lines):
    with pytest.raises(ValueError, match="hidden tests"):
        split(f"assert 1\n{lines}\nassert 2")
    week = week_of(tmp_path, answer(SQUARE, "square"), checked(f"{lines}\nassert 2", "t", 2))
    assert not week.tasks
    assert any("2 points are lost" in hand for hand in hands(week))
    assert "assert 2" not in nbformat.writes(week.notebook)


def test_what_a_test_defines_for_a_later_one_goes_before_it(tmp_path):
    week = week_of(
        tmp_path,
        answer(SQUARE, "square"),
        checked(f"import math\nLIMIT = 3\n{CLOSE}\nx = square(1)", "a"),
        checked("assert close(square(2), 4)\nassert x == 1", "b"),
    )
    _, two = week.tasks[0].tests
    assert two.visible.startswith("import math\ndef close(a, b):")
    assert "LIMIT" not in two.visible
    assert any("reads `x`, which the tests `a` make" in hand for hand in hands(week))


def test_names_become_ids(tmp_path):
    week = week_of(
        tmp_path,
        answer(SQUARE, "1-square"),
        checked("square(1)", ""),
        answer(CUBE, "1-square"),
        checked("cube(1)", "x" * 90),
        cell("1 + 1", "check_task_1_square", locked=True),
    )
    assert [task.id for task in week.tasks] == ["task_1_square", "task_1_square_2"]
    assert len(set(ids(week))) == len(ids(week))
    assert sum("its name is" in hand for hand in hands(week)) >= 3
    assert any("it had no name" in hand for hand in hands(week))


def test_what_means_something_else_here_is_in_the_list(tmp_path):
    week = week_of(
        tmp_path,
        answer("a = 1", "first"),
        checked("assert a == 1", "early"),
        answer("a = 2", "second"),
        checked("assert a == 2\n%time a\n0.5", "late"),
        checked("assert a = 2", "broken", 3),
        checked("await a", "waits"),
        answer("b = 1", "alone"),
    )
    said = "\n".join(hands(week))
    assert "it is run after the whole notebook, where `a`" in said
    assert "its magics are calls of IPython" in said
    assert "its last line is a value" in said
    assert "it is no Python: 3 points are lost" in said
    assert "it awaits something" in said
    assert "no test with points is about it" in said
    assert "run_line_magic('time', 'a')" in definition(week)
    assert ("alone", 0.0) in [(part.id, part.points) for part in week.by_hand]


def test_points_that_cannot_be_are_said(tmp_path):
    week = week_of(
        tmp_path,
        answer(SQUARE, "square"),
        checked("square(1)", "t", worth=-2),
        checked("square(2)", "more"),
    )
    assert week.points == 1
    assert "its points were -2, which cannot be: it has none now" in hands(week)
    assert summary(week) == "1 cell with points: 1 is a check, 0 are graded by hand"


def test_letters_that_no_id_holds_become_their_like(tmp_path):
    week = week_of(tmp_path, answer(SQUARE, "Fläche_größer"), checked("square(1)", "t"))
    assert [task.id for task in week.tasks] == ["Flache_grosser"]


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Jürgen Ærø Łódź ẞß", "Jurgen AEro Lodz ssss"), ("ıñ", "in"), ("Курс 1–2", "Курс 1–2")],
)
def test_letters_of_the_latin_script_are_plain(text, plain):
    assert plain_letters(text) == plain


def test_tests_without_points_stay_public_or_given(tmp_path):
    week = week_of(
        tmp_path,
        answer(SQUARE, "square"),
        checked("assert square(1) == 1", "free", 0),
        checked("assert square(2) == 4", "paid", 1),
        answer(CUBE, "cube"),
        checked("assert cube(1) == 1", "of_cube", 0),
    )
    assert [(t.id, t.points) for t in week.tasks] == [("square", 1)]
    assert definition(week).count("points=") == 1
    kept = next(c for c in week.notebook.cells if c.id == "of_cube")
    assert kept.metadata.tags == ["raises-exception"]


def test_a_solution_never_becomes_text(tmp_path):
    week = week_of(
        tmp_path,
        cell("the answer is 42", "essay", kind="markdown", solution=True),
        cell("the answer is 43", "free", kind="markdown", solution=True, grade=True, points=0),
        cell("x = 1\n### BEGIN SOLUTION\ny = 44\n### END SOLUTION"),
        answer(SQUARE, "square"),
        checked("square(1)", "t"),
    )
    text = nbformat.writes(week.notebook)
    assert "42" not in text
    assert "43" not in text
    (found,) = (c for c in week.notebook.cells if "y = 44" in c.source)
    assert found.metadata.nbgrader.solution


def test_several_notebooks_are_one_and_names_that_clash_are_said(tmp_path):
    assignment(tmp_path, answer(SQUARE, "a"), checked("square(1)", "t"), notebook="p1")
    week = week_of(tmp_path, answer(SQUARE, "a"), checked("square(1)", "t"), notebook="p2")
    assert [task.id for task in week.tasks] == ["a", "a_2"]
    assert any("it binds `square`, as p1.ipynb does" in hand for hand in hands(week))
    assert any("one notebook now" in note for note in week.notes)


def test_header_is_read_as_text_and_its_code_is_left_out(tmp_path):
    found = find_assignments(quickstart(tmp_path))
    week = planned(found[0])
    assert week.notebook.cells[0].source.startswith("Before you turn this problem in")
    assert "COLLABORATORS" not in nbformat.writes(week.notebook)
    assert any("header is left out" in hand for hand in hands(week))


def test_a_header_outside_of_the_course_stays_there(tmp_path):
    assignment(tmp_path, cell("# Mine", kind="markdown"), name="header", notebook="header")
    tests = checked("assert square(2) == 4", "tests")
    course = assignment(tmp_path / "old", answer(SQUARE, "square"), tests)
    config = course / "nbgrader_config.py"
    config.write_text('c.IncludeHeaderFooter.header = "../source/header/header.ipynb"\n')
    week = planned(*find_assignments(course))
    assert "`header.ipynb` is left behind: the header lies outside of the course" in week.notes
    assert not any("Mine" in one.cell.source for one in week.pieces)
    config.unlink()
    os.mkfifo(config)
    assert find_assignments(course)[0].header is None


def test_what_no_file_and_no_terminal_takes_is_left_out_of_names_and_texts(tmp_path):
    text = cell("# Half of \ud800 a character \x1b[2J", kind="markdown")
    odd = checked("assert square(1) == 1", "t\n\x1b[2J")
    week = week_of(tmp_path, text, answer(SQUARE, "square"), odd, cell("\x1b[2J = 1"))
    assert "\ud800" not in markdown(week)
    assert "\x1b" not in markdown(week)
    markdown(week).encode()
    json.dumps(week.notebook, ensure_ascii=False).encode()


def test_files_beside_go_along_and_others_are_named(tmp_path):
    folder = assignment(tmp_path, answer(SQUARE, "square"), checked("square(1)", "t")) / "source/hw"
    (folder / "data").mkdir()
    (folder / "data" / "x.csv").write_text("1,2\n")
    (folder / "old.bak").write_text("x")
    (folder / "public_checks.py").write_text("x")
    (folder / "away").symlink_to("/etc/passwd")
    with (folder / "huge.bin").open("wb") as file:
        file.truncate(21 * 2**20)
    (found,) = find_assignments(tmp_path)
    week = planned(found)
    assert week.files == {"data/x.csv": b"1,2\n"}
    assert {note.split("`")[1] for note in week.notes} == {
        "old.bak", "public_checks.py", "away", "huge.bin",
    }  # fmt: skip


def test_without_a_test_there_is_no_task_and_it_is_said(tmp_path):
    essay = cell("answer", "essay", kind="markdown", solution=True, grade=True, points=3)
    week = week_of(tmp_path, essay)
    assert not week.tasks
    assert any("needs a task that is checked" in note for note in week.notes)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("{", "breaks off"),
        ("[]", "cannot be read"),
        ('{"nbformat": 4, "nbformat_minor": 0, "metadata": {}, "cells": [{"cell_type": 1}]}', "hw"),
        (
            '{"nbformat": 4, "nbformat_minor": 0, "cells": [], "metadata":'
            ' {"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}}}',
            "only Python",
        ),
    ],
)
def test_what_is_no_notebook_is_refused(tmp_path, text, words):
    assignment(tmp_path)
    (tmp_path / "source" / "hw" / "hw.ipynb").write_text(text)
    (found,) = find_assignments(tmp_path)
    with pytest.raises(UsageError, match=words) as caught:
        planned(found)
    assert "hw.ipynb" in caught.value.fault
    assert "hand-in" not in caught.value.fault


def test_a_folder_that_is_no_course_is_refused(tmp_path):
    with pytest.raises(UsageError, match="no such folder"):
        find_assignments(tmp_path / "gone")
    (tmp_path / "source").mkdir()
    with pytest.raises(UsageError, match="no nbgrader course"):
        find_assignments(tmp_path)


def test_a_week_that_is_there_is_refused_before_anything_is_written(tmp_path):
    target = course_folder(tmp_path / "new")
    week = week_of(tmp_path / "old", answer(SQUARE, "square"), checked("square(1)", "t"))
    (target / "source" / "HW").mkdir(parents=True)
    (target / "source" / "hw").mkdir()
    before = sorted(target.rglob("*"))
    with pytest.raises(UsageError, match="there already"):
        check_weeks(load_course(target), [week])
    (target / "source" / "hw").rmdir()
    check_weeks(load_course(target), [week])
    with pytest.raises(UsageError, match="two assignments"):
        check_weeks(load_course(target), [week, week])
    assert sorted(target.rglob("*")) == [path for path in before if path.name != "hw"]


def test_a_failure_leaves_nothing_behind(tmp_path, monkeypatch):
    target = course_folder(tmp_path / "new")
    week = week_of(tmp_path / "old", answer(SQUARE, "square"), checked("square(1)", "t"))
    before = (target / "course.yml").read_text()

    def fails(*_):
        raise OSError(errno.ENOSPC, "No space left", "/full/disk")

    monkeypatch.setattr(writing, "build_release", fails)
    with pytest.raises(StorageError, match="/full/disk: it cannot be written: No space left"):
        writing.write_week(load_course(target), week)
    assert (target / "course.yml").read_text() == before
    assert [path for path in target.rglob("*.*") if path.name != "course.yml"] == []


def test_one_week_after_the_other_and_titles_as_they_were_written(tmp_path, monkeypatch):
    for name in ("PS 1: GANs", "PS_2"):
        old = assignment(
            tmp_path / "old", answer(SQUARE, "square"), checked("square(1)", "t"), name=name
        )
    weeks = [planned(found) for found in find_assignments(old)]
    target = load_course(course_folder(tmp_path / "new"))
    for build in ("build_release", "build_solution"):
        monkeypatch.setattr(writing, build, lambda *_: None)
    for week in weeks:
        writing.write_week(target, week)
    first, second = load_course(target.root).assignments
    assert (first.title, second.title) == ("PS 1: GANs", "PS 2")
    assert (first.week, second.week) == (1, 2)
    assert (second.release - first.release).days == 7


def test_the_entry_says_points_as_they_are(tmp_path):
    week = week_of(tmp_path, answer(SQUARE, "square"), checked("square(1)", "t", 1 / 3))
    course = load_course(course_folder(tmp_path / "new"))
    text = entry(week, 1, *writing.times(course, 1), draft=True)
    (course.root / "course.yml").write_text(
        writing.inserted((course.root / "course.yml").read_text(), text)
    )
    assert load_course(course.root).assignment("hw").task("square").points == 1 / 3


def test_the_list_names_every_cell(tmp_path):
    week = week_of(tmp_path, answer(SQUARE, "square"), checked("square(1) | 2", "t"), cell("a | b"))
    text = markdown(week)
    table = text.split("## Cell by cell")[1]
    assert table.count("\n| hw.ipynb |") == 3
    assert "“a \\| b”" in table
    assert "- [ ] known hand-ins of square" in text


@pytest.mark.parametrize(
    ("source", "bound", "needed"),
    [
        ("a = b", {"a"}, {"b"}),
        ("def f(x, y=z):\n    return x + w", {"f"}, {"z", "w"}),
        ("[i for i in xs]", set(), {"xs"}),
        ("import a.b as c, d.e", {"c", "d"}, set()),
        ("for i, (j, k) in xs:\n    l = i", {"i", "j", "k", "l"}, {"xs"}),
        ("class A(B):\n    x = y", {"A"}, {"B", "y"}),
        ("with open(f) as g, h as (i, j):\n    pass", {"g", "i", "j"}, {"f", "h"}),
        ("%matplotlib inline\nx = y", {"x"}, {"y"}),
        ("this is no python", set(), set()),
        ("print(len('a'))", set(), set()),
    ],
)
def test_what_code_binds_and_needs(source, bound, needed):
    assert (set(Code(source).bound), set(Code(source).needed)) == (bound, needed)


def test_definitions_come_with_what_they_need():
    function = "def g():\n    return math.pi + A"
    earlier = [Code("import math\nA = 1\nb = f()"), Code(function)]
    chosen = prelude(Code("assert g() > b"), earlier, frozenset())
    assert [one.source for one in chosen] == ["import math", "A = 1", function]
    assert prelude(Code("assert g()"), earlier, frozenset({"g"})) == []


def test_a_given_cell_that_shows_a_line_of_a_solution_is_tagged(tmp_path):
    lines = [
        "### BEGIN SOLUTION",
        "size = w * h + 0 * w",
        "return size + 1 - 1",
        "### END SOLUTION",
    ]
    solution = "\n    ".join(["def area(w, h):", *lines])
    week = week_of(
        tmp_path, answer(solution, "area"), cell("size = w * h + 0 * w"), checked("area(1, 2)", "t")
    )
    shown = next(c for c in week.notebook.cells if c.source == "size = w * h + 0 * w")
    assert shown.metadata.tags == ["shared-lines"]
    assert any("it shows a line of a solution" in hand for hand in hands(week))
