"""The checks that are about how a gradient came about, and where one arrives; see `values`.

Of an answer with several parts, those in `derived` are gradients; the others may come about as they
like, such as the output beside its derivatives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autograder.errors import CheckFailed
from autograder.kit.asking import Problem, Record
from autograder.kit.compare import agrees, error
from autograder.kit.draw import Draw
from autograder.kit.forms import expect_number
from autograder.kit.trial import Trial, of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autograder.kit.values import Values

# What is measured or rounded is off by less than NEARLY, a right answer by less than EXACT.
NEARLY, EXACT = 0.02, 1e-4
FAR = 2.0**50  # so much larger, a difference of two losses loses all its digits
TILT = 2.5
YOURS = "In this task you are the one who differentiates."


def expect_by_hand(name: str, records: Sequence[Record]) -> None:
    """Raise CheckFailed where the engine ran, or the loss was evaluated again and again."""
    if any(record["engine"] for record in records):
        raise CheckFailed(
            f"PyTorch's automatic differentiation ran inside `{name}`",
            diagnosis="autograd-in-manual",
        )
    # One evaluation can be a mistake of its own; differences take more.
    if any(record["evaluations"] > 1 for record in records):
        raise CheckFailed(
            f"`{name}` evaluates the model or its loss again and again, as finite differences do",
            hint=YOURS,
        )


def by_arithmetic(values: Values, trial: Trial) -> None:
    """Look whether a gradient by hand is measured: by differences, or rounded on the way."""
    near, answers = values.asked(trial, "values")
    far = [
        {**given, **{name: FAR * given[name] for name in values.far},
         **{name: given[name] / FAR for name in values.shrunk}}
        for given in near.problems
    ]  # fmt: skip
    records = values.ask(trial, far)
    expect_by_hand(values.name, records)
    off = far_off = 0.0
    for answer, record, truth in zip(answers, records, near.truths, strict=True):
        for part in values.derived:
            right = of(truth, part)
            large = over(of(record["answer"], part), values.far_times(part))
            off = max(off, error(of(answer, part), right))
            far_off = max(far_off, error(large, right))
    if off < NEARLY and max(off, far_off) > EXACT:
        raise trial.failed(
            "the gradient is nearly right, but measured by differences or rounded on the way",
            hint=YOURS,
            evidence={"error": off, "error far from the minimum": far_off},
        )


def from_engine(values: Values, trial: Trial) -> None:
    """Look whether a gradient follows what the engine computes."""
    problems = trial.problems("tilted")
    plain = values.ask(trial, problems)
    tilted = values.ask(trial, [{**given, "tilt": TILT} for given in problems])
    for one, other in zip(plain, tilted, strict=True):
        for part in values.derived:
            if agrees(of(one["answer"], part), of(other["answer"], part), rtol=EXACT):
                raise trial.failed(
                    f"{values.called(part)} does not come from a backward pass of autograd",
                    diagnosis=None if other["engine"] else "manual-in-autograd",
                    hint="Which of your numbers did autograd hand back?" if other["engine"] else "",
                )


def any_loss(values: Values, trial: Trial) -> None:
    """Look whether a gradient is right for losses whose slope is drawn on the way back."""
    asked, answers = values.asked(trial, "any_loss")
    found = [_over_factor(*pair) for pair in zip(answers, asked.records, strict=True)]
    wrong = next((p for p, one in enumerate(found) if one is None), asked.first_wrong(found))
    if wrong is not None:
        named = blind(values, trial)
        # By hand it is off by whatever was drawn, which tells nothing.
        shown = {} if named or found[wrong] is None else {
            "answer": found[wrong], "truth": asked.truths[wrong],
        }  # fmt: skip
        raise trial.failed("for another loss it is not right", diagnosis=named, **shown)


def blind(values: Values, trial: Trial) -> str | None:
    """Return the diagnosis of answers that stay the same when the loss's gradient does not."""
    problems = trial.problems("values")[:2]
    if "factor" not in problems[0]:
        return None
    plain, drawn = (
        [record["answer"] for record in values.ask(trial, each)]
        for each in (problems, [{**given, "factor": None} for given in problems])
    )
    return "manual-in-autograd" if all(map(agrees, plain, drawn)) else None


def arrive(values: Values, trial: Trial) -> None:
    """Look whether a walk back from the answer reaches the function's arguments, rightly."""
    asked, _ = values.asked(trial, "gradients")
    for record, given, truths in zip(asked.records, asked.problems, asked.truths, strict=True):
        grads = record["grads"] if len(record["grads"]) == len(truths) else [None] * len(truths)
        for name, grad, truth in zip(given["leaves"], grads, truths, strict=True):
            if grad is None:
                raise trial.failed(
                    f"no gradient reaches `{name}` through the answer", diagnosis="graph-cut"
                )
            if not agrees(grad, truth, rtol=trial.rtol()):
                raise trial.failed(
                    f"the gradient that reaches `{name}` is wrong", answer=grad, truth=truth
                )


def with_losses(problem: Callable[..., Problem], draw: Draw) -> list[Problem]:
    """Return a problem for each loss that no formula knows, its slope drawn on the way back."""
    return [
        {**problem(draw), "loss": loss, "factor": None} for loss in ("mse", "quartic", "log_cosh")
    ]


def over(answer: Any, factor: float) -> Any:
    """Return an answer divided by a number."""
    if isinstance(answer, tuple):
        return tuple(over(part, factor) for part in answer)
    return answer / factor


def _over_factor(answer: Any, record: Record) -> Any:
    """Return an answer over the factor that was drawn; None where nobody walked back."""
    if record["factor"] is None:
        return None
    return over(answer, expect_number(record["factor"], "the factor"))
