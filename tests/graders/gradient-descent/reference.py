"""What is right in `gradient-descent`, and what students write instead. Never enters the worker.

Written apart from the solution notebook, so that one mistake cannot hide in both: gradients come
from autograd, in double precision.

A student's loop may call `forward`, `mse_loss` and `gradient`, for which the public definition puts
stand-ins, or may write any of them out: each such *mixture* is as right.
"""

from functools import partial
from pathlib import Path

import torch

from autograder.kit.hidden import Grader, Lazy, Trainer, beside
from autograder.kit.hidden.faults import (
    GRADIENT,
    LOSS,
    SQUARES,
    averaged,
    of_a_mean,
    of_a_product,
    wrong_sizes,
)
from autograder.kit.hidden.grader import definition_file
from autograder.kit.hidden.loops import OF_THE_LOSS, counts

PUBLIC = beside(definition_file(Path(__file__).resolve().parent), "public_checks")
COURSE_SIZE = 4  # samples in the course's data, which students write down
RTOL = 1e-4  # in single precision


def squared_error(y, y_pred):
    """Return the loss of the course: the mean over the samples."""
    return torch.nn.functional.mse_loss(y_pred, y)


def loss(given):
    """Return the loss at a problem's predictions."""
    return squared_error(given["y"].double(), given["y_pred"].double()).to(given["y"].dtype)


@torch.enable_grad()
def slope(given):
    """Return dJ/dw at a problem's predictions, which move by x when w does."""
    x, y, y_pred = (given[name].double() for name in ("x", "y", "y_pred"))
    nudge = torch.zeros((), dtype=torch.float64, requires_grad=True)
    (grad,) = torch.autograd.grad(squared_error(y, y_pred + nudge * x), nudge)
    return grad.to(given["x"].dtype)


def mean_error(given):
    """Return a mean of the errors that nobody has squared."""
    return (given["y"] - given["y_pred"]).mean()


LOSSES = [
    *of_a_mean(loss, [*LOSS, *SQUARES]),
    ("loss-of-mean-error", averaged(loss)),
    ("loss-of-mean-error", mean_error),
    ("loss-of-mean-error", lambda given: -mean_error(given)),
]
GRADIENTS = [*of_a_mean(slope, [*GRADIENT, *wrong_sizes([COURSE_SIZE])]), *of_a_product(slope)]

# --- both training loops

WRITTEN_OUT = {
    "forward": lambda w, x: w * x,
    "mse_loss": squared_error,
    "gradient": lambda x, y, y_pred: slope({"x": x, "y": y, "y_pred": y_pred}),
}
# A loop that writes the slope out: its sign is that of the step, and sums make no sense there.
OF_A_STEP = ("gradient-summed", "gradient-half", "gradient-ddof")
INLINE_GRADIENTS = [
    *of_a_mean(
        slope,
        [*(one for one in GRADIENT if one[0] in OF_A_STEP), *wrong_sizes([COURSE_SIZE])],
    ),
    *of_a_product(slope),
]


def trainer(mixture, *, by_autograd):
    """Return the trainer of a mixture, and what can go wrong in it."""
    forward, forward_of_loss, mse_loss, gradient = (
        _source(name.removesuffix("_of_loss"), written_out)
        for name, written_out in zip(PUBLIC.PARTS, mixture, strict=True)
    )

    def by_formula(given, parameters, x, y):
        return [gradient(given, x, y, forward(given, parameters[0], x))]

    def inline(wrong):
        def formula(given, parameters, x, y):
            return [wrong({"x": x, "y": y, "y_pred": forward(given, parameters[0], x)})]

        return formula

    trained = Trainer(
        start=lambda _: [torch.zeros((), dtype=torch.float64)],
        data=lambda given: (given["x"].double(), given["y"].double()),
        predict=lambda given, parameters, x: forward_of_loss(given, parameters[0], x),
        loss=lambda given, outputs, y: mse_loss(given, y, outputs),
        gradient=None if by_autograd else by_formula,
        rounds="n_iters",
        defaults={"learning_rate": 0.01, "n_iters": 100 if by_autograd else 20},
    )
    return trained, trained.loops(
        *OF_THE_LOSS,
        *counts(trained.defaults["n_iters"]),
        ("loss-of-mean-error", {"loss": lambda _, outputs, y: (y - outputs).mean().square()}),
        *([] if by_autograd else [(name, {"gradient": inline(w)}) for name, w in INLINE_GRADIENTS]),
    )


def _source(name, written_out):
    if written_out:
        return lambda _, *parts: WRITTEN_OUT[name](*parts)
    return lambda given, *parts: PUBLIC.stand_ins(given)[name](*parts)


def loop_grader(task, mixtures, *, by_autograd):
    """Return the grader of a loop: an answer holds (w, losses) for each mixture.

    Of many losses it holds the first ones.
    """
    trainers = [trainer(mixture, by_autograd=by_autograd) for mixture in mixtures]
    # A mistake has the same place in the list of every mixture.
    loops = [(name, place) for place, (name, _) in enumerate(trainers[0][1])]

    def ends(given, place=None):
        def of_mixture(one):
            trained, wrong = trainers[one]
            w, losses = trained.ends(given, **({} if place is None else wrong[place][1]))
            return w, PUBLIC.telling(given, losses)

        return Lazy(len(trainers), of_mixture)

    wrong = [(name, partial(ends, place=place)) for name, place in loops]
    # So many iterations take long, and tell no more than a few.
    of_defaults = [one for one in wrong if one[0] == "loss-scaled"]
    return Grader(task, truth=ends, wrong={"": wrong, "defaults": of_defaults}, rtol=RTOL)
