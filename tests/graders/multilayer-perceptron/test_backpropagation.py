"""Task backpropagation: the four gradients of the mean cross entropy by hand."""

from functools import partial

from autograder.kit.hidden import Grader, beside
from autograder.kit.hidden.classes import of_an_error, right
from autograder.kit.hidden.faults import GRADIENT, of_a_mean, wrong_sizes

reference = beside(__file__, "reference")


def answer(given, error=right, signal=lambda b, h, _: b * (h > 0), cache=lambda hidden, _: hidden):
    """Return the four gradients, right or with another error, signal or input of layer two."""
    logits, hidden, net = reference.passed(given)
    at_logits = error(logits, given["y"]) / len(logits)
    back = signal(at_logits @ given["w2"].T, hidden, net)
    return given["x"].T @ back, back.sum(0), cache(hidden, net).T @ at_logits, at_logits.sum(0)


def _no_input(given):
    first, *others = answer(given)
    return (others[0].expand(first.shape), *others)


# Of what comes back (n, h), the hidden layer and the net input.
SIGNALS = [
    ("relu-mask-missing", lambda back, *_: back),
    ("relu-mask-wrong", lambda back, hidden, _: back * hidden),
    ("relu-mask-wrong", lambda back, *_: back.clamp_min(0)),
    ("relu-mask-wrong", lambda back, hidden, _: back.clamp_min(0) * (hidden > 0)),
    ("relu-at-zero", lambda back, _, net: back * (net >= 0)),
]
ALL, BIASES, SINGLE = (0, 1, 2, 3), (1, 3), [(1,), (3,)]
MASKS = [(name, partial(answer, signal=signal)) for name, signal in SIGNALS]
WRONG = [
    *of_an_error(answer),
    *MASKS,
    ("cache-before-activation", partial(answer, cache=lambda _, net: net)),
    *of_a_mean(answer, [*GRADIENT, *wrong_sizes((1000, 797, 50))], parts=4, samples=("x", "y"),
               choices=[ALL, BIASES], named={("gradient-summed", BIASES): "gradient-bias-summed"}),
    *of_a_mean(answer, GRADIENT[:1], parts=4, samples=("x", "y"), choices=SINGLE,
               named={("gradient-summed", one): "gradient-bias-summed" for one in SINGLE}),
    ("gradient-no-input", _no_input),
]  # fmt: skip


def _passed(given):
    return reference.passed(given)[:2]


ELSEWHERE = {"silent": MASKS, "narrow": [], "sizes": []}
grader = Grader("backpropagation", truth=answer, wrong={"": WRONG, **ELSEWHERE}, helper=_passed)
