"""The public checks: fixed inputs, calls of the student's code, and what must hold.

Students get this file, so it holds no answer: what is right on these inputs, and what known
mistakes would give, is worked out by tests/graders/, when `autograder release` is run.
"""

import torch

from autograder.gradients import expect_tensor
from autograder.public.tools import expect_known, numbers, plain

PROBLEMS = [{"w": numbers(n), "x": numbers(n + 1, n), "y": numbers(n + 2, n)} for n in (5, 8, 6)]


def _answer(notebook, problem):
    found = plain(notebook.gradient(*(part.clone() for part in problem.values())))
    size = len(problem["x"])
    return expect_tensor(found, "the gradient", dtype=torch.float64, shapes=[()], sizes={size: "n"})


def one_number(notebook, table):
    """`gradient` returns a tensor with a single number"""
    _answer(notebook, PROBLEMS[0])


def right_gradient(notebook, table):
    """It is right for three weights and data sets"""
    answers = [_answer(notebook, problem) for problem in PROBLEMS]
    expect_known(answers, table["gradients"], "the gradient is not right")


# For each task its steps in order; the first that does not hold is shown.
TASKS = {"first_task": (one_number, right_gradient)}
