"""For hidden graders of any assignment: the form of an answer, its values, and the diagnosis."""

from autograder.gradients.compare import (
    HISTORY,
    agrees,
    diagnose,
    error,
    evidence,
    first_difference,
    flat,
    loss_curves,
    loss_evidence,
)
from autograder.gradients.forms import (
    expect_array,
    expect_number,
    expect_numbers,
    expect_records,
    expect_tensor,
    expect_tensors,
    identical,
)
from autograder.gradients.remember import remembered

__all__ = [
    "HISTORY",
    "agrees",
    "diagnose",
    "error",
    "evidence",
    "expect_array",
    "expect_number",
    "expect_numbers",
    "expect_records",
    "expect_tensor",
    "expect_tensors",
    "first_difference",
    "flat",
    "identical",
    "loss_curves",
    "loss_evidence",
    "remembered",
]
