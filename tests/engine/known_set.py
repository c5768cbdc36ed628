"""The known hand-ins that `make test` looks at: all mistakes are many, each diagnosis is enough."""

from functools import cache

import pytest
from folders import ROOT

from autograder.authoring.known import all_known
from autograder.course import load_course

COURSE = load_course(ROOT)
WEEKS = {week.id: week for week in COURSE.assignments if not week.draft}
# Mistakes in `accuracy`, which is given, and which JupyterLab lets nobody change.
IN_GIVEN_CODE = {"truncated-prediction", "threshold-zero"}
# Those of which `make test` looks at each diagnosis; of the others it does at one of each kind.
SHOWN = ("gradient-descent", "training-pipeline", "autograd", "adaline")
# What only weeks lead to that follow no lecture.
NO_LECTURE = {
    "class-returned", "dropout-always-on", "dropout-ignored", "dropout-unscaled",
    "eval-mode-missing", "one-output", "symmetric-start", "train-mode-missing",
    "softmax-axis", "softmax-unstable", "softmax-keepdim", "softmax-total",
    "log-softmax-returned", "one-hot-missing", "one-hot-columns", "one-hot-too-narrow",
    "labels-as-floats", "softmax-derivative-twice", "softmax-missing", "gradient-of-mse",
    "loss-over-classes", "logits-softmaxed-twice", "transpose-missing", "bias-shape",
    "hidden-layer-linear", "cache-before-activation", "activation-on-logits", "relu-mask-missing",
    "relu-mask-wrong", "dropout-misplaced", "left-in-train-mode", "accuracy-truncated",
    "accuracy-rounded", "accuracy-percent", "accuracy-not-divided", "accuracy-wrong-n",
    "argmax-axis", "mean-of-means", "trained-on-test", "same-dict", "accuracy-inverted",
    "nll-of-logits", "sigmoid-before-loss", "softmax-exp-missing", "softmax-not-divided",
    "history-transposed",
}  # fmt: skip


@cache
def known_submissions(week):
    """Return all known hand-ins of a week."""
    return all_known(COURSE, WEEKS[week])


@cache
def representative(week):
    """Return the names of a few that together show every diagnosis and every task, and pass it."""
    wanted = set().union(*map(_shows, known_submissions(week)))
    chosen = set()
    # Those with one mistake first: what is told of them cannot come from another one.
    for known in sorted(known_submissions(week), key=lambda known: len(known.diagnoses)):
        if _shows(known) & wanted:
            wanted -= _shows(known)
            chosen.add((known.kind, known.name))
    return frozenset(chosen)


def quick(week, known, shown=SHOWN):
    """Whether `make test` looks at a known hand-in; at each diagnosis of the weeks `shown`."""
    few = representative(week)
    if week not in shown:
        few = {min(one for one in few if one[0] == kind) for kind in ("accepted", "mistake")}
    return (known.kind, known.name) in few


def marks(week, known):
    """Return pytest's marks for a known hand-in under public checks.

    In `make test` each diagnosis comes of the hidden checks, and of both in one week.
    """
    return [] if quick(week, known, shown=("adaline",)) else pytest.mark.thorough


def _shows(known):
    return {(known.kind, what) for what in (*known.diagnoses, *known.fails, known.kind)}


def a_week_and_the_others(first="adaline", of=WEEKS):
    """Return the weeks as pytest's parameters: all but the first for `make test-all` alone."""
    return [pytest.param(week, marks=[] if week == first else pytest.mark.thorough) for week in of]
