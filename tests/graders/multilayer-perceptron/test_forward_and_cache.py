"""Task forward_and_cache: the logits, and the hidden layer after the relu."""

import torch

from autograder.kit.hidden import Grader, beside

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


grader = Grader("forward_and_cache", truth=truth, wrong=[
    ("hidden-layer-linear", _without_relu),
    ("cache-before-activation", _net_kept),
    ("activation-on-logits", _activated(torch.relu)),
    ("activation-on-logits", _activated(lambda z: torch.softmax(z, dim=1))),
])  # fmt: skip
