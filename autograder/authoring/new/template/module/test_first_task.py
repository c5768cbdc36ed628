"""Task first_task: what is right, and what students write instead. Hidden from them."""

from autograder.kit.hidden import Grader


def without_bias(given):
    """Return x w."""
    return given["x"] @ given["weight"].view(-1)


def truth(given):
    """Return x w + b, for the problem's parameters."""
    return without_bias(given) + given["bias"]


grader = Grader("first_task", truth=truth, wrong=[("bias-missing", without_bias)])
