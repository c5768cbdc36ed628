"""Task softmax: `softmax(z)`, whose rows are the probabilities of the samples."""

from functools import partial

import torch

from autograder.kit.hidden import Grader


def truth(given):
    """Return the probabilities, worked out in double precision."""
    return torch.softmax(given["z"].double(), dim=1).to(given["z"].dtype)


def powers(given, axis):
    """Return the exponentials of the logits, less their maximum along an axis, if any."""
    z = given["z"]
    return torch.exp(z if axis is None else z - z.max(dim=axis, keepdim=True).values)


def _over(given, axis, total):
    return powers(given, axis) / total(powers(given, axis))


def without_axis(given, axis, turned):
    """Return powers over sums that lost their axis, where n = k: elsewhere that raises."""
    found = powers(given, axis)
    square = found.shape[0] == found.shape[1]
    sums = found.sum(1) if turned else found.sum(1, keepdim=True)
    return found / sums if square else torch.full_like(found, torch.nan)


KEEPDIM = ((None, True), (1, True), (0, True), (0, False))
WRONG = [
    *(("softmax-axis", partial(_over, axis=axis, total=lambda e: e.sum(0))) for axis in (None, 1)),
    *(("softmax-total", partial(_over, axis=axis, total=torch.sum)) for axis in (None, 1)),
    *(("softmax-keepdim", partial(without_axis, axis=a, turned=t)) for a, t in KEEPDIM),
    ("log-softmax-returned", lambda given: torch.log_softmax(given["z"], dim=1)),
]

# Near 1000 the logits themselves come in steps of 6e-5.
grader = Grader("softmax", truth=truth, wrong=WRONG, rtol=1e-3)
