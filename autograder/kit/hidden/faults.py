"""Hypotheses by composition: small faults that apply to any reference, and pairs of them.

    WRONG = [
        *of_a_mean(truth, GRADIENT, parts=2),
        *of_a_product(truth),
        ("gradient-no-bias", changed(truth, yhat=lambda given: given["x"] @ given["weight"])),
    ]

A mean over samples is taken apart by asking the reference for one sample at a time: so every way
in which people write a mean wrongly applies to it, whatever it is the mean of.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import combinations
from typing import Any, TypeAlias

import torch

from autograder.kit.asking import Problem
from autograder.kit.hidden.grader import Hypotheses, Implementation
from autograder.kit.hidden.remember import remembered

# One term for each sample, (n, ...), whose mean is right, and the number of elements of x.
Fault: TypeAlias = Callable[[torch.Tensor, int], torch.Tensor]
Faults: TypeAlias = Sequence[tuple[str, Fault]]
Choice: TypeAlias = tuple[int, ...]  # the parts of an answer that have the fault

SAMPLES = ("x", "y", "yhat", "y_pred")


def _divided_in_each_round(terms: torch.Tensor, _: int) -> torch.Tensor:
    total = torch.zeros_like(terms[0])
    for term in terms:
        total = (total + term) / len(terms)
    return total


def _times(factor: float) -> Fault:
    return lambda terms, _: factor * terms.mean(0)


def _times_sum(factor: float) -> Fault:
    return lambda terms, _: factor * terms.sum(0)


# A sum that is written as a loop, or whose fraction is written without brackets (`1/2*n`).
SUMS: Faults = [
    ("precedence", lambda terms, _: terms.sum(0) * len(terms)),
    ("precedence", lambda terms, _: terms.sum(0) * len(terms) / 2),
    ("precedence", lambda terms, _: terms.sum(0) * len(terms) / 4),
    ("last-term-only", lambda terms, _: terms[-1]),
    ("last-term-only", lambda terms, _: terms[-1] / len(terms)),
    ("return-in-loop", lambda terms, _: terms[0]),
    ("return-in-loop", lambda terms, _: terms[0] / len(terms)),
    ("divided-in-loop", _divided_in_each_round),
    ("averaged-twice", lambda terms, _: terms.mean(0) / len(terms)),
]
SIGN: Faults = [("gradient-sign", _times(-1.0))]
HALF: Faults = [("gradient-half", _times(0.5))]
# A gradient that is a mean over samples. Two faults at once come of a formula half remembered: the
# larger one is named.
GRADIENT: Faults = [
    ("gradient-summed", _times_sum(1.0)),
    ("gradient-summed", _times_sum(0.5)),
    *HALF,
    *SIGN,
    ("gradient-sign", _times_sum(-1.0)),
    ("gradient-sign", _times(-0.5)),
    ("gradient-over-elements", lambda terms, elements: terms.sum(0) / elements),
    ("gradient-ddof", lambda terms, _: terms.sum(0) / (len(terms) - 1)),
    *SUMS,
]
LOSS: Faults = [
    ("loss-summed", _times_sum(1.0)),
    ("loss-ddof", lambda terms, _: terms.sum(0) / (len(terms) - 1)),
    # The mean squared error as other books have it: its derivative looks nicer, or worse.
    ("loss-scaled", _times(0.5)),
    ("loss-scaled", _times(2.0)),
    *SUMS,
]
# Where each term is an error squared.
SQUARES: Faults = [
    ("loss-root", lambda terms, _: terms.mean(0).sqrt()),
    ("loss-root", lambda terms, _: terms.sum(0).sqrt()),
    ("absolute-error", lambda terms, _: terms.sqrt().mean(0)),
    ("absolute-error", lambda terms, _: terms.sqrt().sum(0)),
]


# Where x has more than one feature: the wrong one of its two sizes.
FEATURES: Faults = [
    ("gradient-wrong-n", lambda terms, elements: terms.sum(0) * len(terms) / elements),
]


def wrong_sizes(sizes: Iterable[int]) -> Faults:
    """Return the faults of dividing by a number that was written down: the course's rows."""
    return [("gradient-wrong-n", _times_sum(1 / size)) for size in sizes]


def of_a_mean(
    truth: Implementation,
    faults: Faults,
    *,
    parts: int = 1,
    choices: Iterable[Choice] | None = None,
    named: Mapping[tuple[str, Choice], str] | None = None,
    samples: Sequence[str] = SAMPLES,
    data: Implementation | None = None,
) -> Hypotheses:
    """Return the hypotheses that a truth which is a mean over the samples has one of the faults.

    `samples` are the names of a problem's arrays with one row for each sample. Of an answer of
    several `parts` any choice of them may have the fault (of more than two parts: all, or one),
    or those in `choices`; `named` holds other ids, by id and choice. `data` is the mean alone,
    where the truth adds to it what no sample has, such as weight decay: that is added rightly.
    """
    found = remembered(partial(_terms, data or truth, samples))
    chosen = _choices(parts) if choices is None else list(choices)
    wrong = [
        ((named or {}).get((name, choice), name), partial(_faulty, found, fault, choice))
        for name, fault in faults
        for choice in chosen
    ]
    return wrong if data is None else [(n, partial(_added, truth, data, one)) for n, one in wrong]


def _added(
    truth: Implementation, data: Implementation, wrong: Implementation, given: Problem
) -> Any:
    """Return a wrong answer about the data, and what the truth adds to the right one."""
    answers = [answer(given) for answer in (wrong, truth, data)]
    if not isinstance(answers[0], tuple):
        answers = [(answer,) for answer in answers]
    parts = tuple(a + (whole - mean) for a, whole, mean in zip(*answers, strict=True))
    return parts if len(parts) > 1 else parts[0]


def _choices(parts: int) -> list[Choice]:
    sizes = range(1, parts + 1) if parts <= 2 else (1, parts)
    return [choice for size in sizes for choice in combinations(range(parts), size)]


def _terms(truth: Implementation, samples: Sequence[str], given: Problem) -> Any:
    """Return the terms of a mean, (n, ...), or those of each of its parts; and x's elements."""
    names = [name for name in samples if name in given]
    rows = range(len(given[names[0]]))
    each = [truth({**given, **{name: given[name][k : k + 1] for name in names}}) for k in rows]
    if isinstance(each[0], tuple):
        return tuple(map(_stacked, zip(*each, strict=True))), _elements(given)
    return _stacked(each), _elements(given)


def _stacked(terms: Sequence[Any]) -> torch.Tensor:
    return torch.stack([torch.as_tensor(term) for term in terms])


def _elements(given: Problem) -> int:
    return int(torch.as_tensor(given["x"]).numel()) if "x" in given else 0


def _faulty(found: Callable[[Problem], Any], fault: Fault, choice: Choice, given: Problem) -> Any:
    terms, elements = found(given)
    if isinstance(terms, torch.Tensor):
        return fault(terms, elements)
    return tuple(
        fault(part, elements) if place in choice else part.mean(0)
        for place, part in enumerate(terms)
    )


def scaled(truth: Implementation, faults: Faults, *, parts: int = 1) -> Hypotheses:
    """Return the hypotheses that a truth, whatever it is, has one of the faults as a whole.

    These may be SIGN and HALF: of a gradient that the engine computed, nobody wrote a mean.
    """

    def whole(given: Problem) -> Any:
        answer = truth(given)
        alone = not isinstance(answer, tuple)
        return _stacked([answer]) if alone else tuple(_stacked([part]) for part in answer), 0

    return [
        (name, partial(_faulty, whole, fault, choice))
        for name, fault in faults
        for choice in _choices(parts)
    ]


# --- the truth of a changed problem


def changed(truth: Implementation, **parts: Callable[[Problem], Any]) -> Implementation:
    """Return what is right for a problem in which these parts are others, made of the whole."""

    def answer(given: Problem) -> Any:
        return truth({**given, **{name: make(given) for name, make in parts.items()}})

    return answer


def averaged(truth: Implementation, samples: Sequence[str] = SAMPLES) -> Implementation:
    """Return what is right for the one sample that is the mean of all: a mean too early."""

    def answer(given: Problem) -> Any:
        means = {name: given[name].mean(0, keepdim=True) for name in samples if name in given}
        return truth({**given, **means})

    return answer


def of_a_product(truth: Implementation) -> Hypotheses:
    """Return what else is wrong in a gradient whose terms are products of x and an error.

    The truth depends on x, on y and on the outputs that a problem holds, both (n,).
    """

    def table(given: Problem) -> torch.Tensor:
        # (n, 1) − (n,) is (n, n), whose mean over the columns is that of one label for all.
        labels: torch.Tensor = given["y"]
        return labels.mean().expand_as(labels)

    return [
        ("gradient-no-input", changed(truth, x=lambda given: torch.ones_like(given["x"]))),
        ("gradient-mean-of-product", averaged(truth)),
        ("broadcast-loss", changed(truth, y=table)),
    ]


def thresholded(truth: Implementation, outputs: str) -> Hypotheses:
    """Return the hypotheses that a gradient is taken at the classes instead of the outputs."""

    def classes(given: Problem, of: Callable[[torch.Tensor], torch.Tensor]) -> torch.Tensor:
        return of(given[outputs]).to(given[outputs].dtype)

    thresholds = (lambda z: z > 0.5, lambda z: z > 0, torch.round)
    return [
        ("gradient-thresholded", changed(truth, **{outputs: partial(classes, of=threshold)}))
        for threshold in thresholds
    ]
