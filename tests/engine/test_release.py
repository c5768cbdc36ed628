"""Building a release: what it holds, what is refused, and that it changes whole or not at all."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import nbformat
import psutil
import pytest
from stubbed import PATIENCE, gone, heeding, wait_for

from autograder.authoring.release import build_release, build_solution, replace
from autograder.course import load_course
from autograder.errors import ReleaseError
from autograder.public.load import TABLE
from autograder.public.table import same

SOURCE = "source/adaline/adaline.ipynb"
ALWAYS = ["adaline.ipynb", "public_checks.json", "public_checks.py"]
SOLUTION_LINE = "grad_w, grad_b = torch.autograd.grad(loss, (model.weight, model.bias))"


@pytest.fixture
def course(course_folder):
    return load_course(course_folder)


def build(course):
    return build_release(course, course.assignment("adaline"))


def edit(course, change):
    """Apply `change` to the source notebook: it gets the cells by their ids, and the notebook."""
    path = course.root / SOURCE
    notebook = nbformat.read(path, as_version=4)
    change({cell.id: cell for cell in notebook.cells}, notebook)
    nbformat.write(notebook, path)


def content(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def append(cell_id, text):
    """Return a change that puts a line below the cell's own."""

    def change(cells, _):
        cells[cell_id].source += f"\n{text}"

    return change


def given(cell_id, **metadata):
    """Return a change of a cell's nbgrader metadata; None takes a key away."""

    def change(cells, _):
        for key, value in metadata.items():
            if value is None:
                del cells[cell_id].metadata.nbgrader[key]
            else:
                cells[cell_id].metadata.nbgrader[key] = value

    return change


def in_cell_metadata(cells, _):
    cells["part_1"].metadata["notes"] = {"for TAs": [SOLUTION_LINE]}


def in_notebook_metadata(_, notebook):
    notebook.metadata["draft"] = f"    {SOLUTION_LINE}"


def whole_solution_in_a_shared_cell(cells, _):
    cells["given_train_grad"].source += f"\n# {SOLUTION_LINE}\n# return -grad_w, -grad_b"


def drop(cell_id):
    def change(_, notebook):
        notebook.cells = [cell for cell in notebook.cells if cell.id != cell_id]

    return change


def check_above_its_task(_, notebook):
    place = [cell.id for cell in notebook.cells].index("check_grad_call")
    notebook.cells.insert(place - 1, notebook.cells.pop(place))


def no_tag(cells, _):
    del cells["check_grad_call"].metadata["tags"]


def unclosed_region(cells, _):
    cells["grad_call"].source = cells["grad_call"].source.replace("### END SOLUTION", "")


def nested_region(cells, _):
    cells["grad_call"].source = cells["grad_call"].source.replace(
        "    return", "    ### BEGIN SOLUTION\n    return"
    )


LEAKS = {
    "marker in lower case": (append("given_data", "### begin solution"), "given_data"),
    "marker with other spacing": (append("data", "# END  Hidden_Tests"), "data"),
    "marker of a mark scheme": (append("compare", "begin mark-scheme"), "compare"),
    "solution line in the text": (append("part_2", f"`{SOLUTION_LINE}`"), "part_2"),
    "solution line within a sentence": (append("part_2", f"Use {SOLUTION_LINE}."), "part_2"),
    "solution line in a comment": (append("given_data", f"# {SOLUTION_LINE}"), "given_data"),
    "solution line in a check": (append("check_grad_call", SOLUTION_LINE), "check_grad_call"),
    "solution line under another task": (
        append("linear_model", f"#{SOLUTION_LINE}"),
        "`grad_call`",
    ),
    "solution line in a cell's metadata": (in_cell_metadata, "part_1"),
    "solution line in the notebook's metadata": (in_notebook_metadata, "metadata"),
    "whole solution in a shared cell": (whole_solution_in_a_shared_cell, "given_train_grad"),
    "name of a hidden check": (append("given_data", "# see test_manual_gradient.py"), "given_data"),
    "name in the reference": (append("part_1", "Compare with `expect_accuracies`."), "part_1"),
    "line of the reference": (
        append("given_data", 'return -given["x"].T @ grad.view(-1, 1), -grad.sum().view(1)'),
        "given_data",
    ),
}
MISFITS = {
    "no cell for a task": (drop("grad_call"), "grad_call"),
    "no check cell": (drop("check_grad_call"), "grad_call"),
    "check not right below": (check_above_its_task, "grad_call"),
    "other points": (given("check_grad_call", points=25), "check_grad_call"),
    "unlocked check": (given("check_grad_call", locked=False), "check_grad_call"),
    "check that stops Run All": (no_tag, "check_grad_call"),
    "task cell with points": (given("grad_call", grade=True, points=1), "grad_call"),
    "task cell that is locked text": (given("grad_call", solution=False), "grad_call"),
    "unlocked given cell": (given("given_data", locked=False), "given_data"),
    "solution cell of no task": (given("given_data", solution=True), "given_data"),
    "one grade_id twice": (given("given_data", grade_id="given_imports"), "given_imports"),
    "no grade_id": (given("given_data", grade_id=None), "given_data"),
    "metadata of an old schema": (given("given_data", schema_version=1), "given_data"),
    "region that never ends": (unclosed_region, "grad_call"),
    "region in a region": (nested_region, "grad_call"),
    "region in a given cell": (
        append("given_data", "### BEGIN SOLUTION\n### END SOLUTION"),
        "given_data",
    ),
}


# Each of these is refused as another one above is.
ALIKE = {
    "marker with other spacing", "marker of a mark scheme", "solution line within a sentence",
    "solution line in a comment", "solution line in a check", "solution line under another task",
    "solution line in the notebook's metadata", "name in the reference", "no check cell",
    "unlocked check", "check that stops Run All", "task cell that is locked text",
    "metadata of an old schema", "region in a region",
}  # fmt: skip
FAULTY = [
    pytest.param(*faulty, id=name, marks=pytest.mark.thorough if name in ALIKE else [])
    for name, faulty in {**LEAKS, **MISFITS}.items()
]


@pytest.mark.parametrize(("change", "where"), FAULTY)
def test_a_faulty_source_is_refused_and_the_earlier_release_stays(course, change, where):
    before = content(course.root / "release")
    edit(course, change)
    with pytest.raises(ReleaseError) as refusal:
        build(course)
    assert SOURCE in refusal.value.fault
    assert where in refusal.value.fault
    assert refusal.value.remedy
    assert content(course.root / "release") == before


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("hints.txt", f"first: {SOLUTION_LINE}\n"),
        ("hints.md", "### END SOLUTION\n"),
        ("reference.py", "# harmless\n"),
        (".adaline.ipynb.swp", "whatever"),
        ("helper.py~", "whatever"),
        ("adaline.receipt.json", "{}"),
    ],
)
def test_a_file_that_is_not_public_is_refused(course, name, text):
    before = content(course.root / "release")
    (course.root / "source/adaline" / name).write_text(text)
    with pytest.raises(ReleaseError, match=name.strip("~")):
        build(course)
    assert content(course.root / "release") == before


def test_a_hidden_file_under_another_name_is_refused(course):
    graders = course.root / "tests/graders/adaline"
    shutil.copy(graders / "reference.py", course.root / "source/adaline/utils.py")
    with pytest.raises(ReleaseError, match=r"utils\.py"):
        build(course)


def test_a_link_is_refused(course):
    (course.root / "source/adaline/data.csv").symlink_to(course.root / "course.yml")
    with pytest.raises(ReleaseError, match="is a link"):
        build(course)


def test_a_damaged_notebook_is_refused(course):
    (course.root / SOURCE).write_text('{"cells": [')
    with pytest.raises(ReleaseError, match="not a valid notebook"):
        build(course)


def test_the_committed_release_is_what_the_source_gives(course):
    assert not build(course).changed


def test_the_same_source_gives_the_same_release_anywhere(course):
    """Byte for byte, but for the last digits of what another processor worked out."""
    folder = course.root / "release/adaline"
    before = content(folder)
    shutil.rmtree(course.root / "release")
    (course.root / "source/adaline/public_checks.json").unlink()
    assert build(course).changed
    after = content(folder)
    assert same(after.pop(TABLE), before.pop(TABLE))
    assert after == before


def test_public_files_come_and_go_with_the_source(course):
    extra = course.root / "source/adaline/img/neuron.svg"
    extra.parent.mkdir()
    extra.write_text("<svg/>")
    (course.root / "source/adaline/.ipynb_checkpoints").mkdir()
    assert build(course).changed
    released = course.root / "release/adaline"
    assert sorted(content(released)) == sorted(["img/neuron.svg", *ALWAYS])
    shutil.rmtree(extra.parent)
    assert build(course).changed
    assert sorted(content(released)) == sorted(ALWAYS)


def test_outputs_of_the_source_are_not_released(course):
    def run_once(cells, _):
        cells["given_data"].outputs = [nbformat.v4.new_output("stream", text="as I ran it")]
        cells["given_data"].execution_count = 7

    before = content(course.root / "release")
    edit(course, run_once)
    build(course)
    assert content(course.root / "release") == before


def test_a_full_disk_leaves_the_earlier_release(course, monkeypatch):
    before = content(course.root / "release")
    edit(course, append("data", "A new sentence."))

    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(replace.os, "fsync", full)
    with pytest.raises(ReleaseError, match="No space left"):
        build(course)
    assert content(course.root / "release") == before  # nothing half-written lies beside it


KILLED = """
import os, signal, sys
from pathlib import Path
from autograder.course import load_course
from autograder.authoring.release import build_release, replace
replace.os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
course = load_course(Path(sys.argv[1]))
build_release(course, course.assignment("adaline"))
"""


def test_a_kill_leaves_the_earlier_release_and_the_next_build_tidies_up(course):
    folder = course.root / "release/adaline"
    before = content(folder)
    others = sorted(path.name for path in folder.parent.iterdir())
    edit(course, append("data", "A new sentence."))
    killed = subprocess.run([sys.executable, "-c", KILLED, str(course.root)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert content(folder) == before
    assert len(list(folder.parent.iterdir())) == len(others) + 1
    assert build(course).changed
    assert sorted(path.name for path in folder.parent.iterdir()) == others


def test_a_reader_never_finds_the_release_missing(tmp_path):
    folder, stop, missed = tmp_path / "adaline", threading.Event(), []
    replace.replace_folder(folder, {"a.txt": b"0"})

    def read():
        while not stop.is_set():
            try:
                (folder / "a.txt").read_bytes()
            except OSError as error:
                missed.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(60):
        replace.replace_folder(folder, {"a.txt": str(number).encode() * 2})
    stop.set()
    reader.join()
    assert not missed
    assert (folder / "a.txt").read_bytes() == b"5959"


def test_without_the_exchange_call_two_renames_do(tmp_path, monkeypatch):
    monkeypatch.setattr(replace.sys, "platform", "darwin")
    folder = tmp_path / "adaline"
    for text in (b"old", b"new"):
        assert replace.replace_folder(folder, {"a.txt": text})
    assert content(tmp_path) == {"adaline/a.txt": b"new"}


TINY_COURSE = """
id: tiny
title: Tiny
term: now
timezone: UTC
assignments:
  - id: one
    week: 1
    title: One
    release: 2026-01-01 09:00
    due: 2026-01-02 09:00
    points: 5
    tasks: [{id: answer, points: 5, title: Answer}]
"""


def tiny_course(folder, solution="42", check="assert answer == 42, 'not yet'"):
    """Make a course of one task that needs no torch, so that its kernel starts fast."""
    (folder / "source/one").mkdir(parents=True)
    (folder / "tests/graders/one").mkdir(parents=True)
    (folder / "tests/graders/one/test_answer.py").write_text("")
    (folder / "course.yml").write_text(TINY_COURSE)
    kinds = {"schema_version": 3, "task": False}
    task = {**kinds, "grade_id": "answer", "grade": False, "solution": True, "locked": False}
    checked = {
        **kinds,
        "grade_id": "check_answer",
        "grade": True,
        "solution": False,
        "locked": True,
    }
    cells = [
        nbformat.v4.new_code_cell(
            f"answer = None\n### BEGIN SOLUTION\nanswer = {solution}\n### END SOLUTION",
            id="answer",
            metadata={"nbgrader": task},
        ),
        nbformat.v4.new_code_cell(
            check,
            id="check_answer",
            metadata={"nbgrader": {**checked, "points": 5}, "tags": ["raises-exception"]},
        ),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "source/one/one.ipynb")
    return load_course(folder)


def test_the_solution_is_run_once_and_then_left_alone(tmp_path):
    course = tiny_course(tmp_path, check="print(answer, flush=True)\nprint('checks pass')")
    first = build_solution(course, course.assignment("one"))
    assert first.changed
    data = first.path.read_bytes()
    # One output, however the kernel cut what was printed.
    (printed,) = nbformat.reads(data.decode(), as_version=4).cells[-1].outputs
    assert printed.text == "42\nchecks pass\n"
    assert b"SOLUTION" not in data
    assert not build_solution(course, course.assignment("one")).changed
    first.path.unlink()
    build_solution(course, course.assignment("one"))
    assert first.path.read_bytes() == data


@pytest.mark.parametrize(
    ("solution", "check", "fault"),
    [
        ("41", "assert answer == 42, 'not yet'", "check cell `check_answer` .* not yet"),
        pytest.param(
            "1 / 0", "pass", "cell `answer` .* ZeroDivisionError", marks=pytest.mark.thorough
        ),
        pytest.param(
            "42",
            "import sys; print('odd', file=sys.stderr)",
            "check cell `check_answer` .* stderr",
            marks=pytest.mark.thorough,
        ),
        ("__import__('os')._exit(1)", "pass", "did not finish"),
    ],
)
def test_a_solution_that_fails_is_not_written(tmp_path, solution, check, fault):
    course = tiny_course(tmp_path, solution, check)
    with pytest.raises(ReleaseError, match=fault):
        build_solution(course, course.assignment("one"))
    assert not (tmp_path / "solutions").exists()


def test_no_process_is_left_behind(tmp_path):
    course = tiny_course(tmp_path)
    before = psutil.Process().children()
    build_solution(course, course.assignment("one"))
    assert psutil.Process().children() == before


@pytest.mark.thorough
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_command_that_is_stopped_takes_the_kernel_with_it(tmp_path, sent, code):
    """While a cell runs, where nbclient would take the signal for itself."""
    cell = "import os, pathlib, time\n"
    cell += f"pathlib.Path({str(tmp_path / 'kernel')!r}).write_text(str(os.getpid()))\n"
    course = tiny_course(tmp_path / "course", check=f"{cell}time.sleep(600)")
    program = Path(sys.executable).parent / "autograder"
    command = heeding([program, "release", "one"])
    pipes = {"stderr": subprocess.PIPE, "text": True}
    process = subprocess.Popen(command, cwd=course.root, start_new_session=True, **pipes)
    wait_for(lambda: (tmp_path / "kernel").exists(), "the last cell runs")
    wait_for(lambda: (tmp_path / "kernel").read_text(), "the last cell runs")
    kernel = psutil.Process(int((tmp_path / "kernel").read_text()))
    os.killpg(process.pid, sent)  # as a terminal does
    _, said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, len(said.splitlines())) == (code, 1), said
    assert "does what is left" in said
    gone([kernel])
    assert not (course.root / "solutions").exists()
