"""For hidden graders of any assignment: the form of an answer, its values, and the diagnosis."""

from autograder.kit.compare import (
    HISTORY,
    agrees,
    constant,
    diagnose,
    error,
    evidence,
    first_difference,
    flat,
    loss_curves,
    loss_evidence,
    of_the_loss,
)
from autograder.kit.forms import (
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
from autograder.kit.hidden.remember import remembered
from autograder.kit.nearly import history_hint, scale_hint, size_hint

__all__ = [
    "HISTORY",
    "agrees",
    "constant",
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
    "of_the_loss",
    "remembered",
    "scale_hint",
    "single",
    "size_hint",
]
