"""Task softmax: `softmax(z)`, whose rows are the probabilities of the samples."""

from functools import partial

import torch

from autograder.kit.hidden import Grader


def truth(given):
    """Return the probabilities, worked out in double precision."""
    return torch.softmax(given["z"].double(), dim=1).to(given["z"].dtype)


def powers(given, axis, kept=True, of=torch.exp):
    """Return the exponentials of the logits, less their maximum along an axis, if any."""
    z = given["z"]
    return of(z if axis is None else z - z.max(dim=axis, keepdim=kept).values)


def _over(given, axis, total, of=torch.exp):
    return powers(given, axis, of=of) / total(powers(given, axis, of=of))


def without_axis(given, axis, maxima, sums):
    """Return powers over sums, where each may lack its axis, if n = k: elsewhere that raises."""
    if given["z"].shape[0] != given["z"].shape[1]:
        return torch.full_like(given["z"], torch.nan)
    found = powers(given, axis, maxima)
    return found / found.sum(1, keepdim=sums)


ROWS = partial(torch.sum, dim=1, keepdim=True)
# The axis of the maxima, and what keeps its axis: the maxima, the sums.
KEPT = [*((axis, True, False) for axis in (None, 0, 1)), (1, False, False), (1, False, True)]
WRONG = [
    *(("softmax-axis", partial(_over, axis=axis, total=lambda e: e.sum(0))) for axis in (None, 1)),
    *(("softmax-total", partial(_over, axis=axis, total=torch.sum)) for axis in (None, 1)),
    ("softmax-axis", partial(_over, axis=0, total=ROWS)),
    *(("softmax-keepdim", partial(without_axis, axis=a, maxima=m, sums=s)) for a, m, s in KEPT),
    *(("softmax-not-divided", partial(powers, axis=axis)) for axis in (None, 0, 1)),
    ("softmax-exp-missing", partial(_over, axis=None, total=ROWS, of=torch.clone)),
    ("softmax-exp-missing", partial(_over, axis=1, total=ROWS, of=torch.clone)),
    ("log-softmax-returned", lambda given: torch.log_softmax(given["z"], dim=1)),
]

# Near 1000 the logits themselves come in steps of 6e-5.
grader = Grader("softmax", truth=truth, wrong=WRONG, rtol=1e-3)
