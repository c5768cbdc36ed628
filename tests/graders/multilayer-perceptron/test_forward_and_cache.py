"""Task forward_and_cache: the logits, and the hidden layer after the relu."""

import torch

from autograder.kit.hidden import Grader, beside
from autograder.kit.hidden.faults import changed

reference = beside(__file__, "reference")


def truth(given):
    """Return the logits and the hidden layer."""
    return reference.passed(given)[:2]


def _without_relu(given):
    *_, net = reference.passed(given)
    return net @ given["w2"] + given["b2"], net


def _net_kept(given):
    logits, _, net = reference.passed(given)
    return logits, net


def _activated(activation):
    return lambda given: (activation(truth(given)[0]), truth(given)[1])


def _zeros(name):
    return lambda given: torch.zeros_like(given[name])


BIASES = {name: _zeros(name) for name in ("b1", "b2")}
grader = Grader("forward_and_cache", truth=truth, wrong=[
    *(("bias-missing", changed(truth, **{name: zeros})) for name, zeros in BIASES.items()),
    ("bias-missing", changed(truth, **BIASES)),
    ("hidden-layer-linear", _without_relu),
    ("cache-before-activation", _net_kept),
    ("activation-on-logits", _activated(torch.relu)),
    ("activation-on-logits", _activated(lambda z: torch.softmax(z, dim=1))),
])  # fmt: skip
