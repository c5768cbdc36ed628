"""Task cross_entropy_gradient: the loss and its gradients by hand."""

import torch
import torch.nn.functional as F

from autograder.kit.hidden import Grader
from autograder.kit.hidden.classes import of_an_error, of_probabilities, right
from autograder.kit.hidden.faults import FEATURES, GRADIENT, LOSS, changed, of_a_mean, wrong_sizes


def _logits(given):
    return given["x"] @ given["w"] + given["b"]


def answer(given, error=right, loss=F.cross_entropy):
    """Return this loss, and the gradients of w and b of this error at the logits."""
    z, y = _logits(given), given["y"]
    wrong = error(z, y)
    return loss(z, y), given["x"].T @ wrong / len(y), wrong.mean(0)


def over_classes(given, parts):
    """Return the answer, some of its parts averaged over the classes as well."""
    k = given["w"].shape[1]
    return tuple(part / k if place in parts else part for place, part in enumerate(answer(given)))


def _no_input(given):
    loss, grad_w, grad_b = answer(given)
    return loss, grad_b.expand(grad_w.shape), grad_b


GRADIENTS, BIAS = (1, 2), (2,)
IN_VALUES = [
    *of_an_error(answer),
    *of_a_mean(answer, [*GRADIENT, *FEATURES, *wrong_sizes((1000, 797, 50))], samples=("x", "y"),
               choices=[GRADIENTS, (1,), BIAS],
               named={("gradient-summed", BIAS): "gradient-bias-summed"}),
    *of_a_mean(answer, LOSS, samples=("x", "y"), choices=[(0,)]),
    ("logits-softmaxed-twice", lambda given: answer(given, loss=of_probabilities)),
    ("nll-of-logits", lambda given: answer(given, loss=F.nll_loss)),
    ("loss-over-classes", lambda given: over_classes(given, (0,))),
    ("loss-over-classes", lambda given: over_classes(given, (0, 1, 2))),
    ("gradient-no-input", _no_input),
    ("gradient-no-bias", changed(answer, b=lambda given: torch.zeros_like(given["b"]))),
]  # fmt: skip
WRONG = {"": IN_VALUES, "narrow": [], "sizes": []}
grader = Grader("cross_entropy_gradient", truth=answer, wrong=WRONG,
                helper=lambda given: (torch.softmax(_logits(given), dim=1),))  # fmt: skip
