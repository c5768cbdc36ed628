"""Task first_task: what is right, and what students write instead. Hidden from them."""

from autograder.kit.hidden import Grader


def truth(given):
    """Return the probabilities of each row."""
    return given["z"].softmax(dim=1)


def of_columns(given):
    """Return them for the columns."""
    return given["z"].softmax(dim=0)


grader = Grader("first_task", truth=truth, wrong=[("softmax-axis", of_columns)])
