"""Task mlp_module: two layers with relu and dropout between them."""

import torch

from autograder.kit.hidden import Grader


def _hidden(given):
    return given["x"] @ given["w1"].T + given["b1"]


def _output(given, cache):
    return cache @ given["w2"].T + given["b2"]


def logits(given):
    """Return the logits (n, k)."""
    return _output(given, _hidden(given).clamp_min(0))


grader = Grader("mlp_module", truth=logits, wrong=[
    ("hidden-layer-linear", lambda given: _output(given, _hidden(given))),
    ("activation-on-logits", lambda given: torch.relu(logits(given))),
    ("logits-softmaxed-twice", lambda given: torch.softmax(logits(given), dim=1)),
    ("log-softmax-returned", lambda given: torch.log_softmax(logits(given), dim=1)),
])  # fmt: skip
