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
    any_loss         by autograd: also for a loss that no formula can know
    sizes            for one sample and for many
    no_graph         the answer carries no graph
    changes_nothing  arguments and model are afterwards what they were
    precision        single and double precision, on each device
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import torch

from autograder.errors import CheckFailed
from autograder.kit.asking import Ask, Call, Problem, Record, asked, by_name
from autograder.kit.building import PASSED_ON
from autograder.kit.compare import TOLERANCES, agrees, constant, error
from autograder.kit.draw import Draw
from autograder.kit.form import Form
from autograder.kit.forms import expect_number, identical
from autograder.kit.nearly import scale_hint
from autograder.kit.trial import Check, Look, Round, Task, Trial, checks_of, of

COUNTS = (7, 7, 5)  # with 7 samples the ratios 7, 7/2, 1/2 and 7/6 have one cause each
SIZES = (1, 2, 40)
# What is measured or rounded is off by less than NEARLY, a right answer by less than EXACT.
NEARLY, EXACT = 0.02, 1e-4
FAR = 2.0**50  # so much larger, a difference of two losses loses all its digits
NUDGE = 1 + 1e-10  # which no single precision notices
YOURS = "In this task you are the one who differentiates."
BY_HAND, BY_AUTOGRAD = "by hand", "by autograd"

Make = Callable[..., Problem]


class Values:
    """The checks of a task whose answer is a value. See the module for what they ask."""

    def __init__(
        self,
        name: str,
        *,
        form: Form,
        problem: Make,
        points: Mapping[str, float | None],
        call: Call | None = None,
        arguments: Sequence[str] = (),
        how: str = "",
        counts: Sequence[int] = COUNTS,
        questions: Mapping[str, Any] | None = None,
        asks: Mapping[str, Ask] | None = None,
        also: Sequence[Check] = (),
        titles: Mapping[str, str] | None = None,
        words: Mapping[str, str] | None = None,
        reads: Sequence[str] = (),
        nudged: str = "",
        far: Sequence[str] = (),
        degree: int = 1,
        far_parts: Sequence[int] = (),
        zeros: bool = True,
        picture: Callable[[Any, Any], Any] = lambda *_: None,
    ) -> None:
        """Say what is asked.

        `problem(draw, n)` makes a problem of n samples; `call` or the function's `arguments` put it
        to the student's code. `words` names the parts for people, `reads` what must stay as it is.
        In public precision is looked at by nudging the argument `nudged`. By hand, the arguments in
        `far` can be multiplied, and the answer's `far_parts` (all) then are, `degree` times.
        `zeros` is whether an answer of zeros is nobody's right one.
        """
        self.name, self.form, self.how = name, form, how
        self._points, self._titles = points, titles or {}
        self._words = words or {}
        self._reads, self._nudged = reads, nudged
        self._far, self._degree, self._far_parts = far, degree, far_parts
        self._zeros, self._picture = zeros, picture
        own: dict[str, Any] = {
            "values": lambda draw: [problem(draw, n) for n in counts],
            "sizes": lambda draw: [problem(draw, n) for n in SIZES],
            "any_loss": lambda draw: _with_losses(problem, draw),
        }
        self._questions = {**own, **(questions or {})}
        self._asks = {"": asked(call or by_name(name, *arguments)), **(asks or {})}
        self._also = also

    def task(self) -> Task:
        """Return the task with its checks in the order of `points`."""
        checks = checks_of(self._points, self._usual, titles=self._titles, also=self._also)
        names = {"values", *(n for n in ("sizes", "any_loss") if n in self._points)}
        names |= self._questions.keys() - {"sizes", "any_loss"}
        questions = {name: self._questions[name] for name in names}
        untold = ("returns", "tilted")
        return Task(asks=self._asks, checks=checks, questions=questions, untold=untold)

    def _usual(self, name: str) -> tuple[Look, str, Sequence[str]]:
        parts = [part for part in self.form.parts if part in self._points] or ["values"]
        how = "by_arithmetic" if self.how == BY_HAND else "from_engine"
        if name in self.form.parts:
            words = self._words.get(name, f"`{name}`")
            place = list(self.form.parts).index(name)
            title = f"{words} is right"
            return (lambda trial: self._part(trial, place, words)), title, ["returns", how]
        usual: dict[str, tuple[Look, str, Sequence[str]]] = {
            "returns": (self._returns, f"`{self.name}` returns what depends on the data", []),
            "form": (self._form, "Its shape and its precision are those asked for", ["returns"]),
            "by_arithmetic": (
                self._by_arithmetic,
                "It is worked out by arithmetic, without autograd and without nudging",
                ["returns"],
            ),
            "from_engine": (self._from_engine, "It comes from PyTorch's autograd", ["returns"]),
            "values": (self._values, "The answer is right", ["returns", how]),
            "any_loss": (self._any_loss, "It is right for whatever loss it is given", ["values"]),
            "sizes": (self._sizes, "It is right for one sample and for many", parts),
            "no_graph": (self._no_graph, "The answer carries no graph of its own", parts),
            "changes_nothing": (self._changes_nothing, "It changes nothing it is given", parts),
            "precision": (self._precision, "It keeps every precision, on each device", parts),
        }  # fmt: skip
        return usual[name]

    # --- asking

    def ask(self, trial: Trial, problems: Sequence[Problem], device: str = "cpu") -> list[Record]:
        """Return the records, each with the `answer` that was meant, whatever the engine did."""
        found = trial.ask(problems, device=device)
        empty = [record["said"] is None for record in found]
        if any(empty) and not all(empty):
            raise CheckFailed(
                f"for some arguments `{self.name}` returns None", diagnosis="branch-missing"
            )
        for record, given in zip(found, problems, strict=True):
            record["answer"] = self.form.meant(record["said"], given)
        return found

    def asked(self, trial: Trial, name: str, device: str = "cpu") -> tuple[Round, list[Any]]:
        """Put a question; return the round and the answers, which came about as the task says."""
        problems = trial.problems(name)
        records = self.ask(trial, problems, device)
        if self.how == BY_HAND:
            self._expect_by_hand(records)
        return Round(trial, name, problems, records), [record["answer"] for record in records]

    def _expect_by_hand(self, records: Sequence[Record]) -> None:
        if any(record["engine"] for record in records):
            raise CheckFailed(
                f"PyTorch's automatic differentiation ran inside `{self.name}`", hint=YOURS
            )
        # One evaluation can be a mistake of its own; differences take more.
        if any(record["evaluations"] > 1 for record in records):
            raise CheckFailed(
                f"`{self.name}` evaluates the model or its loss again and again, as finite"
                " differences do",
                hint=YOURS,
            )

    # --- the usual checks

    def _returns(self, trial: Trial) -> None:
        problems = trial.problems("returns" if "returns" in self._questions else "values")
        first, *others = (record["answer"] for record in self.ask(trial, problems))
        others = [
            one
            for one, given in zip(others, problems[1:], strict=True)
            if _alike(given, problems[0])
        ]
        for place, name in enumerate(self.form.parts):
            part = None if self.form.alone else place
            mine = of(first, part)
            if others and all(_same(of(other, part), mine) for other in others):
                named = constant(mine)
                raise trial.failed(
                    f"{self.form.what if self.form.alone else name} is the same for different data",
                    diagnosis=named if self._zeros or named == "hard-coded" else None,
                )

    def _form(self, trial: Trial) -> None:
        problems = trial.problems("values")[:1]
        (record,) = self.ask(trial, problems)
        self.form.exact(record["said"], problems[0])

    def _by_arithmetic(self, trial: Trial) -> None:
        near, answers = self.asked(trial, "values")
        far = [
            {**given, **{name: FAR * given[name] for name in self._far}} for given in near.problems
        ]
        records = self.ask(trial, far)
        self._expect_by_hand(records)
        parts = self._far_parts or (None,)
        off = far_off = 0.0
        for answer, record, truth in zip(answers, records, near.truths, strict=True):
            for part in parts:
                right = of(truth, part)
                off = max(off, error(of(answer, part), right))
                far_off = max(
                    far_off, error(_over(of(record["answer"], part), FAR**self._degree), right)
                )
        if off < NEARLY and max(off, far_off) > EXACT:
            raise trial.failed(
                "the gradient is nearly right, but measured by differences or rounded on the way",
                hint=YOURS,
                evidence={"error": off, "error far from the minimum": far_off},
            )

    def _values(self, trial: Trial) -> None:
        self._expect(trial, "values", None, f"{self.form.what} is not right")

    def _part(self, trial: Trial, part: int, words: str) -> None:
        self._expect(trial, "values", None if self.form.alone else part, f"{words} is wrong")

    def _sizes(self, trial: Trial) -> None:
        self._expect(trial, "sizes", None, "for one sample, for two or for many it is not right")

    def _expect(self, trial: Trial, question: str, part: int | None, message: str) -> None:
        asked_, answers = self.asked(trial, question)
        asked_.expect(
            answers, message, part=part, hint=scale_hint, picture=self._picture,
            otherwise=lambda: self._blind(trial) if self.how == BY_AUTOGRAD else None,
        )  # fmt: skip

    def _any_loss(self, trial: Trial) -> None:
        asked_, answers = self.asked(trial, "any_loss")
        found = [_over_factor(*pair) for pair in zip(answers, asked_.records, strict=True)]
        wrong = next((p for p, one in enumerate(found) if one is None), asked_.first_wrong(found))
        if wrong is not None:
            blind = self._blind(trial)
            # By hand it is off by whatever was drawn, which tells nothing.
            shown = {} if blind or found[wrong] is None else {
                "answer": found[wrong], "truth": asked_.truths[wrong],
            }  # fmt: skip
            raise trial.failed("for another loss it is not right", diagnosis=blind, **shown)

    def _blind(self, trial: Trial) -> str | None:
        """Return the diagnosis of answers that stay the same when the loss's gradient does not."""
        problems = trial.problems("values")[:2]
        if "factor" not in problems[0]:
            return None
        plain, drawn = (
            [record["answer"] for record in self.ask(trial, each)]
            for each in (problems, [{**given, "factor": None} for given in problems])
        )
        return "manual-in-autograd" if all(map(agrees, plain, drawn)) else None

    def _from_engine(self, trial: Trial) -> None:
        problems = trial.problems("tilted")
        plain = self.ask(trial, problems)
        tilted = self.ask(trial, [{**given, "tilt": 2.5} for given in problems])
        for one, other in zip(plain, tilted, strict=True):
            for part in self._far_parts or range(len(self.form.parts)):
                if agrees(of(one["answer"], part), of(other["answer"], part), rtol=EXACT):
                    name = list(self.form.parts)[part]
                    raise trial.failed(
                        f"`{name}` does not come from a backward pass of autograd",
                        diagnosis=None if other["engine"] else "manual-in-autograd",
                    )

    def _no_graph(self, trial: Trial) -> None:
        for record in self.ask(trial, trial.problems("values")[:1]):
            if record["carries_graph"]:
                raise trial.failed(
                    "what is returned requires a gradient itself",
                    hint="Nobody will differentiate it again. What keeps a record?",
                )

    def _changes_nothing(self, trial: Trial) -> None:
        problems = trial.problems("values")[:1]
        (record,) = self.ask(trial, problems)
        expect_unchanged(trial, self.name, record["after"], problems[0], self._reads)

    def _precision(self, trial: Trial) -> None:
        if trial.public:
            self._expect_digits(trial)
            return
        for device in trial.devices:
            for dtype in trial.dtypes:
                self._expect_at(trial, dtype, device)

    def _expect_at(self, trial: Trial, dtype: torch.dtype, device: str) -> None:
        problems = list(self._questions["values"](trial.draw("values").at(dtype)))[:2]
        records = self.ask(trial, problems, device)
        if self.how == BY_HAND:
            self._expect_by_hand(records)
        _expect_passed_on(trial, records)
        truths = trial.truths("values", problems)
        for record, given, truth in zip(records, problems, truths, strict=True):
            named = str(dtype).removeprefix("torch.")
            kept = record["on_device"] and self.form.keeps_precision(record["said"], given)
            right = agrees(record["answer"], truth, rtol=TOLERANCES[named])
            if not (kept and right):
                raise trial.failed(
                    f"the answer is wrong in {named} on {device}",
                    answer=record["answer"], truth=truth,
                )  # fmt: skip

    def _expect_digits(self, trial: Trial) -> None:
        problems = trial.problems("values")[:1]
        _expect_passed_on(trial, self.ask(trial, problems))
        if not self._nudged:
            return
        nudged = [{**given, self._nudged: NUDGE * given[self._nudged]} for given in problems]
        (one,), (other,) = (self.ask(trial, each) for each in (problems, nudged))
        if _same(one["answer"], other["answer"]):
            raise trial.failed(
                "only the first digits of float64 inputs are used",
                hint="Where in your code does a number change its dtype?",
            )


def function(name: str, **definition: Any) -> Task:
    """Return the task of a function whose values are asked for; see `Values`."""
    return Values(name, **definition).task()


def gradient_by_hand(name: str, **definition: Any) -> Task:
    """Return the task of a gradient that the student derives; see `Values`."""
    return Values(name, how=BY_HAND, **definition).task()


def gradient_by_autograd(name: str, **definition: Any) -> Task:
    """Return the task of a gradient that PyTorch computes; see `Values`."""
    return Values(name, how=BY_AUTOGRAD, **definition).task()


def expect_unchanged(
    trial: Trial, function_: str, after: Any, before: Problem, names: Sequence[str]
) -> None:
    """Raise CheckFailed if a tensor or an array is not the same after a call."""
    held = after if isinstance(after, dict) else {}
    for name in names:
        one, other = (_tensor(given.get(name)) for given in (held, before))
        if other is None or not identical(one, other):
            raise trial.failed(f"`{name}` is not the same after `{function_}`")


def _expect_passed_on(trial: Trial, records: Sequence[Record]) -> None:
    for name in ("dtype", "device"):
        if any(record["ignored"] == name for record in records):
            raise trial.failed(f"`{name}` is not passed on", hint=PASSED_ON)


def _tensor(value: Any) -> torch.Tensor | None:
    if isinstance(value, np.ndarray):
        return torch.from_numpy(value)
    return value if isinstance(value, torch.Tensor) else None


def _with_losses(problem: Make, draw: Draw) -> list[Problem]:
    return [
        {**problem(draw), "loss": loss, "factor": None} for loss in ("mse", "quartic", "log_cosh")
    ]


def _over_factor(answer: Any, record: Record) -> Any:
    """Return an answer over the factor that was drawn; None where nobody walked back."""
    if record["factor"] is None:
        return None
    return _over(answer, expect_number(record["factor"], "the factor"))


def _over(answer: Any, factor: float) -> Any:
    if isinstance(answer, tuple):
        return tuple(_over(part, factor) for part in answer)
    return answer / factor


def _same(one: Any, other: Any) -> bool:
    return agrees(one, other, rtol=0.0)


def _alike(one: Problem, other: Problem) -> bool:
    """Whether two problems have the same sizes, so that one answer could be right for none."""
    return all(
        getattr(one[name], "shape", None) == getattr(other[name], "shape", None) for name in one
    )
