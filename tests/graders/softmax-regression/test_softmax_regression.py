"""Task softmax_regression: a module that returns logits, starting at zero."""

import torch

from autograder.kit.hidden import Grader


def logits(given):
    """Return the logits (n, k)."""
    return given["x"] @ given["weight"].T + given["bias"]


grader = Grader("softmax_regression", truth=logits, wrong=[
    ("logits-softmaxed-twice", lambda given: torch.softmax(logits(given), dim=1)),
    ("log-softmax-returned", lambda given: torch.log_softmax(logits(given), dim=1)),
    ("softmax-axis", lambda given: torch.softmax(logits(given), dim=0)),
    ("bias-missing", lambda given: given["x"] @ given["weight"].T),
    ("activation-on-logits", lambda given: torch.relu(logits(given))),
])  # fmt: skip
