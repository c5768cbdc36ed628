"""Tasks whose answer is a value: a function, a gradient by hand, a gradient by autograd.

    function(...)               values alone: a forward pass, a loss, softmax, a data transformation
    gradient_by_hand(...)       and worked out by arithmetic, without autograd and without nudging
    gradient_by_autograd(...)   and computed by the autograd engine, for whatever loss it is given

Each returns a Task. `points` names the checks, in their order, and says what each is worth: the
usual ones below, one for each part of the answer, and those in `also`. A usual check's title can be
said otherwise in `titles`.

    returns          an answer that depends on the data
    form             the asked shapes, order and precision
    by_arithmetic    by hand: no engine, no difference quotient, nothing rounded on the way
    from_engine      by autograd: what the engine computes is what comes back
    values, <part>   the whole answer, or one part of it, is right
    gradients        a walk back from the answer reaches the arguments
    any_loss         by autograd: also for a loss that no formula can know
    sizes            for one sample and for many
    no_graph         the answer carries no graph
    changes_nothing  arguments and model are afterwards what they were
    precision        single and double precision, on each device
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any

import torch

from autograder.errors import CheckFailed
from autograder.kit.asking import Problem, Record
from autograder.kit.compare import TOLERANCES, agrees, constant, dtype_name, exchanged
from autograder.kit.gradients import BY_AUTOGRAD, BY_HAND, EXACT, Gradients
from autograder.kit.kind import expect_unchanged, usual
from autograder.kit.nearly import FEW_DIGITS, in_single, scale_hint
from autograder.kit.trial import Check, Task, Trial, of

SIZES = (1, 2, 40)
NUDGE = 1 + 1e-10  # which no single precision notices


@dataclass(frozen=True)
class Right:
    """A check that the answers to a question of its name are right: in the parts that it needs.

    Where it needs no part of them, in all. Where no known mistake explains a wrong one, or one that
    is no answer at all, `diagnosis` does, or `hint` asks about it.
    """

    name: str
    title: str
    message: str
    needs: Sequence[str] = ()
    diagnosis: str | None = None
    hint: str = ""
    raises: str | None = None  # the diagnosis of code that raises for these problems alone


class Values(Gradients):
    """The checks of a task whose answer is a value. See the module for what they ask."""

    def __init__(
        self,
        name: str,
        *,
        also: Sequence[Check | Right] = (),
        reads: Sequence[str] = (),
        depends: Sequence[str] = (),
        nudged: str = "",
        zeros: bool = True,
        picture: Callable[[Any, Any], Any] = lambda *_: None,
        **asking: Any,
    ) -> None:
        """Say what is asked; `asking` is what Answers and Gradients take.

        `reads` (the arguments, or without any the whole problem) must stay as it is; the answer is
        another one for another value of each name in `depends`. In public precision is looked at by
        nudging `nudged`. `zeros` is whether an answer of zeros is nobody's right one.
        """
        own = [self._right(one) if isinstance(one, Right) else one for one in also]
        super().__init__(name, also=own, **asking)
        self._reads, self._depends = reads or self.arguments, depends
        self._nudged, self._zeros, self._picture = nudged, zeros, picture
        for one in also:
            if isinstance(one, Right):
                self.expect_question(one.name)
        self.add_questions(sizes=lambda draw: [self._problem(draw, n) for n in SIZES])

    def _usual(self, name: str) -> Check:
        if name not in self.form.parts:
            return super()._usual(name)
        place = list(self.form.parts).index(name)
        part = None if self.form.alone else place
        needs = ["returns", *(["by_arithmetic", "from_engine"] if part in self.derived else [])]
        look = partial(self._expect, "values", f"{self.called(place)} is wrong", part)
        return self._check(name, f"{self.called(place)} is right", look, needs)

    # --- the usual checks

    @usual("`{self.name}` returns what depends on the data")
    def _returns(self, trial: Trial) -> None:
        problems = trial.problems("returns" if "returns" in self.questions else "values")
        first, *others = self.ask(trial, problems)
        alike = [
            one["answer"]
            for one, given in zip(others, problems[1:], strict=True)
            if _alike(given, problems[0])
        ]
        # A single number may rightly be the same for different data.
        whole = self.form.alone or self.form.numbers
        for place, name in enumerate(["the answer"] if whole else self.form.parts):
            part = None if whole else place
            mine = of(first["answer"], part)
            trial.expect(
                not alike or not all(_same(of(other, part), mine) for other in alike),
                f"{self.form.what if whole else name} is the same for different data",
                self._constant(mine, first),
            )
        self._expect_dependence(trial, problems, first["answer"])

    def _constant(self, answer: Any, record: Record) -> str | None:
        named = constant(answer)
        if named == "hard-coded":
            return named
        if self.how == BY_AUTOGRAD and record["engine"]:
            named = "gradients-cleared"  # it was there, and nothing is left of it
        return named if self._zeros else None

    def _expect_dependence(self, trial: Trial, problems: Sequence[Problem], answer: Any) -> None:
        """Raise CheckFailed where the answer is the same for another value of an argument."""
        changed = [{**problems[0], name: problems[1][name]} for name in self._depends]
        records = self.ask(trial, changed) if changed else []
        for name, record in zip(self._depends, records, strict=True):
            trial.expect(
                not _same(record["answer"], answer),
                f"{self.form.what} is the same for another `{name}`",
                hint=f"Where does your code use the `{name}` that it is given?",
            )

    @usual("Its shape and its precision are those asked for", "returns")
    def _form(self, trial: Trial) -> None:
        problems = trial.problems("values")[:1]
        (record,) = self.ask(trial, problems)
        self.form.exact(record["said"], problems[0])

    @usual("The answer is right", "returns", "by_arithmetic", "from_engine")
    def _values(self, trial: Trial) -> None:
        self._expect("values", f"{self.form.what} is not right", None, trial)

    @usual("It is right for one sample and for many", "values")
    def _sizes(self, trial: Trial) -> None:
        self._expect("sizes", "for one sample, for two or for many it is not right", None, trial)

    def _expect(self, question: str, message: str, part: int | None, trial: Trial) -> None:
        asked_, answers = self.asked(trial, question, part)
        self.expect_told(asked_, part)
        pairs = zip(asked_.records, asked_.problems, strict=True)
        squeezed = [self.form.squeezed(record["said"], given) for record, given in pairs]
        # Of several parts, one of another form for any size is charged by the check of the form.
        trial.expect(
            not any(squeezed) or not (self.form.alone or not all(squeezed)),
            "where a size is 1, an axis of the answer is missing", "squeezed-away",
        )  # fmt: skip
        trial.expect(
            part is None or not exchanged(answers, asked_.truths, part, rtol=EXACT),
            message, "results-swapped",
            answer=answers[0], truth=asked_.truths[0], given=asked_.problems[0],
        )  # fmt: skip
        asked_.expect(
            answers, message, part=part, hint=scale_hint, picture=self._drawn,
            otherwise=lambda: self._blind(trial),
        )  # fmt: skip

    def _drawn(self, answer: Any, truth: Any) -> Any:
        """Return the picture of an answer, each part of which can be drawn; or None."""
        return self._picture(answer, truth) if self.form.told(answer, None) else None

    def _right(self, right: Right) -> Check:
        def look(trial: Trial) -> None:
            # A part that it does not need was charged where it is wrong.
            needed = [p for p, name in enumerate(self.form.parts) if name in right.needs]
            parts = [p for p in self.derived if p in needed] or self.derived
            try:
                asked_, answers = self.asked(trial, right.name)
                for part in parts:
                    self.expect_told(asked_, part)
            except CheckFailed as fault:
                if not fault.hint:
                    fault.diagnosis = fault.diagnosis or right.diagnosis
                raise
            except trial.raised as error:
                if right.raises is None:
                    raise
                trial.words(error)
                raise trial.failed(right.message, diagnosis=right.raises) from error
            for part in parts:
                asked_.expect(
                    answers, right.message, part=part, otherwise=lambda: right.diagnosis,
                    hint=lambda *_: right.hint, picture=self._drawn,
                )  # fmt: skip

        return Check(right.name, right.title, look, needs=right.needs)

    @usual("The answer carries no graph of its own", "values")
    def _no_graph(self, trial: Trial) -> None:
        for record in self.ask(trial, trial.problems("values")[:1]):
            trial.expect(
                not record["carries_graph"],
                "what is returned requires a gradient itself",
                hint="Nobody will differentiate it again. What keeps a record?",
            )

    @usual("It changes nothing it is given", "values")
    def _changes_nothing(self, trial: Trial) -> None:
        problems = trial.problems("values")[:1]
        (record,) = self.ask(trial, problems)
        reads = self._reads or list(problems[0])
        expect_unchanged(trial, self.name, record["after"], problems[0], reads)

    changes_nothing = _changes_nothing  # for a check of another place or other needs

    @usual("It keeps every precision, on each device", "values")
    def _precision(self, trial: Trial) -> None:
        if trial.public:
            self._expect_digits(trial)
            return
        for device, dtype in product(trial.devices, trial.dtypes):
            self._expect_at(trial, dtype, device)

    def _expect_at(self, trial: Trial, dtype: torch.dtype, device: str) -> None:
        problems = list(self.questions["values"](trial.draw("values").at(dtype)))[:2]
        records = self.ask(trial, problems, device)
        _expect_passed_on(trial, records)
        self.expect_by_hand(records)
        named, truths = dtype_name(dtype), trial.truths("values", problems)
        for record, given, truth in zip(records, problems, truths, strict=True):
            answer = record["answer"]
            kept = self.form.keeps_precision(record["said"], given)
            as_asked = kept and agrees(answer, truth, rtol=TOLERANCES[named])
            few = not as_asked and agrees(answer, truth, rtol=TOLERANCES["float32"])
            rounded = few and not (kept and not in_single(answer, truth))
            trial.expect(
                as_asked and record["on_device"], f"the answer is wrong in {named} on {device}",
                "dtype-ignored" if rounded else None, answer=answer, truth=truth,
                hint=FEW_DIGITS if few and not rounded else "",
            )  # fmt: skip

    def _expect_digits(self, trial: Trial) -> None:
        problems = trial.problems("values")[:1]
        _expect_passed_on(trial, self.ask(trial, problems))
        if not self._nudged:
            return
        nudged = [{**given, self._nudged: NUDGE * given[self._nudged]} for given in problems]
        (one,), (other,) = (self.ask(trial, each) for each in (problems, nudged))
        trial.expect(
            not _same(one["answer"], other["answer"]),
            "only the first digits of float64 inputs are used", "dtype-ignored",
        )  # fmt: skip


def function(name: str, **definition: Any) -> Task:
    """Return the task of a function whose values are asked for; see `Values`."""
    return Values(name, **definition).task()


def gradient_by_hand(name: str, **definition: Any) -> Task:
    """Return the task of a gradient that the student derives; see `Values`."""
    return Values(name, how=BY_HAND, **definition).task()


def gradient_by_autograd(name: str, **definition: Any) -> Task:
    """Return the task of a gradient that PyTorch computes; see `Values`."""
    return Values(name, how=BY_AUTOGRAD, **definition).task()


def _expect_passed_on(trial: Trial, records: Sequence[Record]) -> None:
    for name in ("dtype", "device"):
        passed_on = not any(record["ignored"] == name for record in records)
        trial.expect(passed_on, f"`{name}` is not passed on", f"{name}-ignored")


def _same(one: Any, other: Any) -> bool:
    return agrees(one, other, rtol=0.0)


def _alike(one: Problem, other: Problem) -> bool:
    """Whether two problems have the same sizes, so that one answer could be right for none."""
    return all(
        getattr(one[name], "shape", None) == getattr(other[name], "shape", None) for name in one
    )
