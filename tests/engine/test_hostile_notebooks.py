"""What is read, repaired, cleaned, written and shown of a hostile notebook costs little.

Compared with an honest one in this process: processor time and memory of the trusted side alone.
The grader's sandbox has its own limits, and what its worker answers is made up here.
"""

import time
from pathlib import Path

import nbformat
import pytest
from hostile_notebooks import KINDS, Hostile, hostile
from preparing import ADALINE, COURSE

from autograder.errors import SubmissionError
from autograder.feedback.cells import cells
from autograder.grading.reports import notebook_bytes
from autograder.model import Limits
from autograder.notebooks import clean, code_cells, notebook_of, read_notebook, repair
from autograder.sandbox import Room
from autograder.sandbox.outputs import checked_run

LIMITS = Limits()
TASKS = frozenset(task.id for task in ADALINE.tasks)
# An honest notebook takes 0.01 s of this where it was measured, and the dearest of these 3 s there.
# Twice that is still some seconds; what costs the square of its size takes minutes.
MOST = 600


def handled(found):
    """Do all that the trusted side does with a hand-in; return the size of its page."""
    released = read_notebook(COURSE.release_notebook(ADALINE))
    try:
        repaired = repair(notebook_of(found.data), released).notebook
    except SubmissionError:
        return 0
    code_cells(repaired, released)
    room, executed, told = Room(LIMITS), nbformat.from_dict(repaired), iter(found.outputs)
    for cell in executed.cells:
        if cell.cell_type == "code":
            reply = {"outputs": next(told, []), "error": None}
            limits = {"text_limit": LIMITS.output_kb * 1024, "image_limit": LIMITS.image_kb * 1024}
            run = room.kept(checked_run(reply, **limits), None)
            cell.outputs = [nbformat.from_dict(output) for output in run.outputs]
    written = notebook_bytes(clean.notebook(executed)).decode()
    page = cells(nbformat.reads(written, as_version=4), TASKS)
    return sum(len(c.html) + sum(len(output.html) for output in c.outputs) for c in page)


def cost(found):
    """Return the processor time that a hand-in takes, and the most memory meanwhile."""
    Path("/proc/self/clear_refs").write_text("5")  # the peak is the present size
    begin = time.process_time()
    size = handled(found)
    seconds = time.process_time() - begin
    assert size < 13 * 2**20, "a page of four million characters and six of pictures"
    return seconds, _memory("VmHWM")


def _memory(name):
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(name))


@pytest.fixture(scope="module")
def honest():
    """What a solved notebook takes: processor time, and memory in all."""
    solved = Hostile("honest", "solution", COURSE.solution_notebook(ADALINE).read_bytes())
    handled(solved)  # what is imported on the way is not counted
    return min(cost(solved) for _ in range(3))


def too_much(found, honest):
    """Say what a hand-in cost beside an honest one, "" where it is not too much."""
    seconds, memory = cost(found)
    if seconds >= MOST * honest[0]:  # or was it something else that took the time?
        seconds = min(seconds, cost(found)[0])
    fair = seconds < MOST * honest[0] and memory < 3 * honest[1]
    told = f"{seconds:.2f} s, {memory // 1024} MB, honest {honest[0]:.3f} s, {honest[1] // 1024} MB"
    return "" if fair else f"{found.kind} {found.name}: {told}"


@pytest.mark.parametrize("kind", KINDS)
def test_one_of_each_kind_costs_little(kind, honest):
    assert not too_much(next(hostile(kind)), honest)


@pytest.mark.thorough
def test_each_of_two_hundred_costs_little(honest):
    told = [too_much(found, honest) for kind in KINDS for found in hostile(kind)]
    assert len(told) >= 200
    assert not list(filter(None, told))
