"""Task linear_module: `LinearRegression`, an nn.Module around one nn.Linear, with any start."""

from autograder.kit.hidden import Grader


def without_bias(given):
    """Return x Wᵀ."""
    return given["x"] @ given["weight"].T


grader = Grader(
    "linear_module",
    truth=lambda given: without_bias(given) + given["bias"],
    wrong=[("bias-missing", without_bias)],
)
