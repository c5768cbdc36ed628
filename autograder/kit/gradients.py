"""The checks that are about how a gradient came about, and where one arrives; see `values`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from autograder.errors import CheckFailed
from autograder.kit.answers import Answers
from autograder.kit.asking import Problem, Record
from autograder.kit.compare import agrees, error
from autograder.kit.draw import Draw
from autograder.kit.forms import expect_number
from autograder.kit.kind import usual
from autograder.kit.trial import Round, Trial, of

BY_HAND, BY_AUTOGRAD = "by hand", "by autograd"
# What is measured or rounded is off by less than NEARLY, a right answer by less than EXACT.
NEARLY, EXACT = 0.02, 1e-4
FAR = 2.0**50  # so much larger, a difference of two losses loses all its digits
TILT = 2.5
YOURS = "In this task you are the one who differentiates."


class Gradients(Answers):
    """Looks at how the parts of an answer came about that are gradients."""

    def __init__(
        self,
        name: str,
        *,
        how: str = "",
        derived: Sequence[str] = (),
        far: Sequence[str] = (),
        shrunk: Sequence[str] = (),
        degree: int | Mapping[str, int] = 1,
        **asking: Any,
    ) -> None:
        """Say `how` gradients come about: "by hand", "by autograd" or in any way.

        Of the answer's parts those in `derived` (all) are gradients; the others may come about as
        they like, such as the output beside its derivatives. By hand, the arguments in `far` can be
        multiplied, those in `shrunk` being divided, and the gradients then are multiplied, `degree`
        times, or as often as it says of a part. `asking` is what Answers take.
        """
        super().__init__(name, **asking)
        self.how, self._far, self._shrunk, self._degree = how, far, shrunk, degree
        self.derived: list[int | None] = [
            None if self.form.alone else place
            for place, part in enumerate(self.form.parts)
            if part in (derived or self.form.parts)
        ]
        self.add_questions(any_loss=self._with_losses, gradients=self._walked_back)

    def asked(self, trial: Trial, name: str, part: int | None = None) -> tuple[Round, list[Any]]:
        """Put a question; return the round and the answers, which came about as the task says.

        A `part` that is no gradient may have come about in any way.
        """
        asked, answers = super().asked(trial, name, part)
        if part is None or part in self.derived:
            self.expect_by_hand(asked.records)
        return asked, answers

    def expect_by_hand(self, records: Sequence[Record]) -> None:
        """Raise CheckFailed where it should be by hand and the engine ran, or a loss many times."""
        if self.how != BY_HAND:
            return
        if any(record["engine"] for record in records):
            raise CheckFailed(
                f"PyTorch's automatic differentiation ran inside `{self.name}`",
                diagnosis="autograd-in-manual",
            )
        # One evaluation can be a mistake of its own; differences take more.
        if any(record["evaluations"] > 1 for record in records):
            again = "evaluates the model or its loss again and again, as finite differences do"
            raise CheckFailed(f"`{self.name}` {again}", hint=YOURS)

    def _with_losses(self, draw: Draw) -> list[Problem]:
        """Return a problem for each loss that no formula knows, its slope drawn on the way back."""
        losses = ("mse", "quartic", "log_cosh")
        return [{**self._problem(draw), "loss": loss, "factor": None} for loss in losses]

    def _walked_back(self, draw: Draw) -> list[Problem]:
        """Return problems whose answer is walked back from, with a `pull`, to its `leaves`."""
        leaves = list(self.arguments)
        given = (self._problem(draw, n) for n in self._counts[:2])
        return [{**one, "pull": draw(*self.form.shape(one)), "leaves": leaves} for one in given]

    @usual("It is worked out by arithmetic, without autograd and without nudging", "returns")
    def _by_arithmetic(self, trial: Trial) -> None:
        """Look whether a gradient by hand is measured: by differences, or rounded on the way."""
        near, answers = self.asked(trial, "values")
        far = self._round_of(trial, map(self._far_away, near.problems))
        self.expect_by_hand(far.records)
        off = far_off = 0.0
        for part in self._told(near):
            self.expect_told(far, part)
            for answer, record, truth in zip(answers, far.records, near.truths, strict=True):
                right = of(truth, part)
                large = _over(of(record["answer"], part), self._far_times(part))
                off = max(off, error(of(answer, part), right))
                far_off = max(far_off, error(large, right))
        trial.expect(
            off >= NEARLY or max(off, far_off) <= EXACT,
            "the gradient is nearly right, but measured by differences or rounded on the way",
            hint=YOURS,
            evidence={"error": off, "error far from the minimum": far_off},
        )

    def _round_of(self, trial: Trial, problems: Iterable[Problem]) -> Round:
        """Put problems that are of no question."""
        problems = list(problems)
        return Round(trial, "", problems, self.ask(trial, problems))

    def _told(self, asked: Round) -> list[int | None]:
        """Return which gradients mean something in each answer: the others are charged elsewhere.

        Raises CheckFailed where none does.
        """
        answers = [record["answer"] for record in asked.records]
        told = [p for p in self.derived if all(self.form.told(one, p) for one in answers)]
        if not told:
            self.expect_told(asked, self.derived[0])
        return told

    def _far_away(self, given: Problem) -> Problem:
        far = {name: FAR * given[name] for name in self._far}
        return {**given, **far, **{name: given[name] / FAR for name in self._shrunk}}

    def _far_times(self, part: int | None) -> float:
        """Return by what a part of the answer is multiplied far away."""
        degree = self._degree
        if not self._far:
            return 1.0
        if not isinstance(degree, int):
            degree = degree.get(list(self.form.parts)[part or 0], 0)
        return FAR**degree

    @usual("It comes from PyTorch's autograd", "returns")
    def _from_engine(self, trial: Trial) -> None:
        """Look whether a gradient follows what the engine computes."""
        plain = self._round_of(trial, trial.problems("tilted"))
        tilted = self._round_of(trial, [{**given, "tilt": TILT} for given in plain.problems])
        for part in self._told(plain):
            self.expect_told(tilted, part)
            for one, other in zip(plain.records, tilted.records, strict=True):
                ran = other["engine"]
                trial.expect(
                    not agrees(of(one["answer"], part), of(other["answer"], part), rtol=EXACT),
                    f"{self.called(part)} does not come from a backward pass of autograd",
                    None if ran else "manual-in-autograd",
                    hint="Which of your numbers did autograd hand back?" if ran else "",
                )

    @usual("It is right for whatever loss it is given", "values")
    def _any_loss(self, trial: Trial) -> None:
        """Look whether a gradient is right for losses whose slope is drawn on the way back."""
        asked, answers = self.asked(trial, "any_loss")
        found = [_over_factor(*pair) for pair in zip(answers, asked.records, strict=True)]
        wrong = next((p for p, one in enumerate(found) if one is None), asked.first_wrong(found))
        if wrong is not None:
            named = self._blind(trial)
            # By hand it is off by whatever was drawn, which tells nothing.
            shown = {} if named or found[wrong] is None else {
                "answer": found[wrong], "truth": asked.truths[wrong],
            }  # fmt: skip
            raise trial.failed("for another loss it is not right", diagnosis=named, **shown)

    def _blind(self, trial: Trial) -> str | None:
        """Return the diagnosis of answers that stay the same when the loss's gradient does not."""
        if self.how != BY_AUTOGRAD:
            return None
        problems = trial.problems("values")[:2]
        if "factor" not in problems[0]:
            return None
        plain, drawn = (
            self.ask(trial, each)
            for each in (problems, [{**given, "factor": None} for given in problems])
        )
        if not all(agrees(a["answer"], b["answer"]) for a, b in zip(plain, drawn, strict=True)):
            return None
        followed = any(record["factor"] is not None for record in drawn)
        ran = any(record["engine"] for record in drawn)
        return "loss-fn-ignored" if ran and not followed else "manual-in-autograd"

    @usual("`backward` from its answer reaches the arguments", "values", "form")
    def _gradients(self, trial: Trial) -> None:
        """Look whether a walk back from the answer reaches the function's arguments, rightly."""
        asked, _ = self.asked(trial, "gradients")
        for record, given, truths in zip(asked.records, asked.problems, asked.truths, strict=True):
            grads = record["grads"]
            grads = grads if len(grads) == len(truths) else [None] * len(truths)
            for name, grad, truth in zip(given["leaves"], grads, truths, strict=True):
                nothing = f"no gradient reaches `{name}` through the answer"
                trial.expect(grad is not None, nothing, "graph-cut")
                trial.expect(
                    agrees(grad, truth, rtol=trial.rtol()),
                    f"the gradient that reaches `{name}` is wrong", answer=grad, truth=truth,
                )  # fmt: skip


def _over(answer: Any, factor: float) -> Any:
    """Return an answer divided by a number."""
    if isinstance(answer, tuple):
        return tuple(_over(part, factor) for part in answer)
    return answer / factor


def _over_factor(answer: Any, record: Record) -> Any:
    """Return an answer over the factor that was drawn; None where nobody walked back."""
    if record["factor"] is None:
        return None
    return _over(answer, expect_number(record["factor"], "the factor"))
