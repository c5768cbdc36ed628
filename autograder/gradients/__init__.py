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
    expect_something,
    expect_tensor,
    expect_tensors,
    identical,
    is_array,
    single,
)
from autograder.gradients.nearly import history_hint, scale_hint
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
    "expect_something",
    "expect_tensor",
    "expect_tensors",
    "first_difference",
    "flat",
    "history_hint",
    "identical",
    "is_array",
    "loss_curves",
    "loss_evidence",
    "remembered",
    "scale_hint",
    "single",
]
