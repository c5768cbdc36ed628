"""`autograder new`: where the entry goes, what is refused, and that a failure leaves nothing."""

import re
import shutil

import pytest
import torch
from kit_trials import hidden_faults, public_fault
from nbformat.v4 import new_code_cell, new_notebook

from autograder.authoring.known import load_known, sources
from autograder.authoring.new import make, make_assignment
from autograder.authoring.new.entry import entry, inserted, next_week
from autograder.cli.new import Kind
from autograder.course import load_course
from autograder.errors import ReleaseError, UsageError
from autograder.kit.definition import load_definition, load_module

HEAD = "id: c\ntitle: C\nterm: T\ntimezone: Europe/Berlin\n"
ONE = """\
assignments: # in order
  - id: first
    week: 3
    title: First # a comment
    release: 2026-03-23 09:00
    due: 2026-03-29 23:59
    draft: true
    points: 1
    tasks:
      - {id: one, points: 1, title: One} # the only one
# below
"""


def course_of(folder, text):
    (folder / "course.yml").write_text(text)
    return load_course(folder)


@pytest.mark.parametrize("text", [HEAD + ONE, ONE + HEAD, HEAD + ONE.rstrip(), ONE + "\n\n" + HEAD])
def test_the_entry_goes_to_the_end_and_nothing_else_changes(tmp_path, text):
    course = course_of(tmp_path, text)
    added = entry(course, "second", next_week(course), "Steps: a # test")
    changed = inserted(text, added.replace("  points", "  draft: true\n  points", 1))
    both = course_of(tmp_path, changed).assignments
    assert [one.id for one in both] == ["first", "second"]
    assert (both[1].week, both[1].title) == (4, "Steps: a # test")
    times = [one.strftime("%Y-%m-%d %H:%M") for one in (both[1].release, both[1].due)]
    assert times == ["2026-03-30 09:00", "2026-04-05 23:59"], "by the clock, over summer time"
    lines = iter(changed.splitlines())
    assert all(line in lines for line in text.splitlines()), "every line is there, in order"


@pytest.mark.parametrize("name", ["1e5", "true", "null", "2026"])
def test_an_id_that_yaml_would_misread_is_quoted(tmp_path, name):
    course = course_of(tmp_path, f"{HEAD}assignments: [] # none\n")
    added = entry(course, name, 1, "yes").replace("  points", "  draft: true\n  points", 1)
    text = inserted(f"{HEAD}assignments: [] # none\n", added)
    assert course_of(tmp_path, text).assignments[0].id == name


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("../escape", {}, "cannot be"),
        ("a/b", {}, "cannot be"),
        (".hidden", {}, "cannot be"),
        ("", {}, "cannot be"),
        ("First", {}, "has an assignment first"),
        ("second", {"week": 3}, "week 3"),
        ("second", {"title": "two\nlines"}, "one line"),
        ("taken", {}, "there already"),
    ],
)
def test_what_is_unsafe_or_there_is_refused(tmp_path, name, options, words):
    course = course_of(tmp_path, HEAD + ONE)
    (tmp_path / "tests" / "graders" / "taken").mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UsageError, match=words):
        make_assignment(course, name, **{"kind": "gradient", "week": None, "title": "", **options})
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "course.yml").read_text() == HEAD + ONE


def test_where_it_fails_midway_nothing_is_left(tmp_path, monkeypatch):
    course = course_of(tmp_path, HEAD + ONE)

    def fail(*_):
        assert (tmp_path / "release" / "second" / "second.ipynb").exists()
        raise ReleaseError("no kernel")

    monkeypatch.setattr(make, "build_solution", fail)
    with pytest.raises(ReleaseError):
        make_assignment(course, "second", kind="gradient", week=None, title="")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["course.yml"]
    assert (tmp_path / "course.yml").read_text() == HEAD + ONE


def test_what_pip_has_compiled_is_not_copied(tmp_path, monkeypatch):
    template = shutil.copytree(make._TEMPLATE, tmp_path / "template")
    for folder in ("gradient", "gradient/mistakes", "gradient/accepted"):
        (template / folder / "__pycache__").mkdir(exist_ok=True)
        (template / folder / "__pycache__" / "a.cpython-311.pyc").write_bytes(b"compiled")
    monkeypatch.setattr(make, "_TEMPLATE", template)
    (tmp_path / "course").mkdir()
    course = course_of(tmp_path / "course", HEAD + ONE)
    for folder in make_assignment(course, "second", kind="gradient", week=None, title=""):
        assert any(folder.iterdir())
        assert list(folder.rglob("__pycache__")) == []


def solved(template):
    """Return a notebook that holds the solution of a kind's task alone."""
    _, code = (template / "task.py.txt").read_text().split("# %% nbgrader", 1)
    lines = code.split("\n", 1)[1].splitlines(keepends=True)
    source = "".join(line for line in lines if " SOLUTION" not in line).strip()
    return new_notebook(
        cells=[new_code_cell(source, metadata={"nbgrader": {"grade_id": "first_task"}})]
    )


def names(source):
    """Return what a task's cell defines."""
    defined = {"torch": torch, "nn": torch.nn, "__name__": "__main__"}
    exec(source, defined)
    return defined


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_of_task_is_short_and_tells_right_from_wrong(kind):
    """What the whole audit asks of it, in this process."""
    template = make._TEMPLATE / kind
    code, hidden = template / make.CODE, template / "test_first_task.py"
    assert len((code.read_text() + hidden.read_text()).splitlines()) < 60
    task, grader = load_definition(code)["first_task"], load_module(hidden).grader
    notebook, failed = solved(template), set()
    right = [notebook.cells[0].source]
    right += [
        sources(load_known(path), notebook)["first_task"]
        for path in (template / "accepted").glob("*.py")
    ]
    assert len(right) > 1
    for source in right:
        assert hidden_faults(task, grader, names(source)) == {}
        assert public_fault(task, grader, names(source)) is None
    for path in (template / "mistakes").glob("*.py"):
        known = load_known(path)
        wrong = names(sources(known, notebook)["first_task"])
        found = {name: fault for name, fault in hidden_faults(task, grader, wrong).items() if fault}
        said, (_, shown) = (
            [fault.diagnosis for fault in found.values()],
            public_fault(task, grader, wrong),
        )
        assert (*dict.fromkeys(filter(None, said)),) == known.diagnoses, (path.name, found)
        assert ((shown.diagnosis,) if shown.diagnosis else ()) == known.diagnoses, path.name
        failed |= set(found)
    checks = [check.name for check in task.checks]
    assert sum(check.points for check in task.checks) == 10
    assert {*checks[1:]} <= failed <= {*checks}, "the first one fails where the task is open"


@pytest.mark.thorough
def test_each_kind_passes_the_audit_as_it_stands(tmp_path, autograder):
    (tmp_path / "course.yml").write_text(f"{HEAD}execution: {{device: cpu}}\nassignments: []\n")
    for kind in Kind:
        autograder("new", f"of-{kind}", "--kind", kind, cwd=tmp_path)
    done = autograder("audit", cwd=tmp_path)
    assert re.search(r"^nothing falls short$", done.stdout, re.MULTILINE), done.stdout
