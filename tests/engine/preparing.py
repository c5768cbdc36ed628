"""The solution of a week as prepared hand-ins that differ from it in a cell or two."""

from contextlib import ExitStack, contextmanager

import nbformat
from folders import ROOT

from autograder.course import load_course
from autograder.grading.prepared import set_up

COURSE = load_course(ROOT)
ADALINE = COURSE.assignment("adaline")


def solution():
    """Return the solved notebook of `adaline`."""
    return nbformat.read(COURSE.solution_notebook(ADALINE), as_version=4)


def own_cell(source, name="own"):
    """Return a student's own cell."""
    return nbformat.v4.new_code_cell(source, id=name)


@contextmanager
def preparing(sandbox):
    """Give what prepares a notebook of `adaline`; what it prepared ends in the end."""
    with ExitStack() as opened:

        def put(notebook, limits=sandbox.limits):
            data = nbformat.writes(notebook).encode()
            prepared = set_up(
                COURSE, ADALINE, sandbox, data, limits=limits, seed=1, devices=("cpu",)
            )
            opened.callback(prepared.student.close)
            return prepared

        yield put
