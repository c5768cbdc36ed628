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

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from autograder.errors import CheckFailed
from autograder.kit.asking import Ask, Call, Problem, Record, asked, by_name
from autograder.kit.building import PASSED_ON
from autograder.kit.compare import TOLERANCES, agrees, constant
from autograder.kit.draw import Draw
from autograder.kit.form import Form
from autograder.kit.forms import identical
from autograder.kit.gradients import (
    EXACT,
    FAR,
    any_loss,
    arrive,
    blind,
    by_arithmetic,
    expect_by_hand,
    from_engine,
    with_losses,
)
from autograder.kit.helping import Helper, either
from autograder.kit.nearly import scale_hint
from autograder.kit.trial import Check, Look, Round, Task, Trial, checks_of, of

COUNTS = (7, 7, 5)  # with 7 samples the ratios 7, 7/2, 1/2 and 7/6 have one cause each
SIZES = (1, 2, 40)
NUDGE = 1 + 1e-10  # which no single precision notices
BY_HAND, BY_AUTOGRAD = "by hand", "by autograd"

Make = Callable[..., Problem]


@dataclass(frozen=True)
class Right:
    """A check that the answers to a question of its name are right.

    Where no known mistake explains a wrong one, or one that is no answer at all, `diagnosis` does,
    or `hint` asks about it.
    """

    name: str
    title: str
    message: str
    needs: Sequence[str] = ()
    diagnosis: str | None = None
    hint: str = ""
    raises: str | None = None  # the diagnosis of code that raises for these problems alone


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
        counts: Sequence[Any] = COUNTS,
        questions: Mapping[str, Any] | None = None,
        asks: Mapping[str, Ask] | None = None,
        also: Sequence[Check | Right] = (),
        titles: Mapping[str, str] | None = None,
        words: Mapping[str, str] | None = None,
        reads: Sequence[str] = (),
        depends: Sequence[str] = (),
        nudged: str = "",
        far: Sequence[str] = (),
        shrunk: Sequence[str] = (),
        degree: int | Mapping[str, int] = 1,
        derived: Sequence[str] = (),
        zeros: bool = True,
        helper: Helper | None = None,
        picture: Callable[[Any, Any], Any] = lambda *_: None,
    ) -> None:
        """Say what is asked.

        `problem(draw, n)` makes a problem of n samples, or of whatever `counts` lists; `call` or
        the function's `arguments` put it to the student's code. `words` names the parts for people.
        `reads` (the arguments) must stay as they are; the answer is another one for another value
        of each name in `depends`. In public precision is looked at by nudging `nudged`.
        Of the answer's parts those in `derived` (all) are gradients. By hand, the arguments in
        `far` can be multiplied, those in `shrunk` being divided, and the gradients then are
        multiplied, `degree` times, or as often as it says of a part. `zeros` is whether an answer
        of zeros is nobody's right one. `helper` is the student's function of a task before that may
        be called.
        """
        self.name, self.form, self.how = name, form, how
        self.far, self.shrunk, self.degree, self._helper = far, shrunk, degree, helper
        self.derived: list[int | None] = [
            None if form.alone else place
            for place, part in enumerate(form.parts)
            if part in (derived or form.parts)
        ]
        self._points, self._titles = points, titles or {}
        self._words = words or {}
        self._arguments, self._reads, self._depends = arguments, reads or arguments, depends
        self._nudged, self._zeros, self._picture = nudged, zeros, picture
        own: dict[str, Any] = {
            "sizes": lambda draw: [problem(draw, n) for n in SIZES],
            "any_loss": lambda draw: with_losses(problem, draw),
            "gradients": lambda draw: [self._pulled(draw, problem(draw, n)) for n in counts[:2]],
        }
        self._questions = {
            "values": lambda draw: [problem(draw, n) for n in counts],
            **{name: question for name, question in own.items() if name in points},
            **(questions or {}),
        }
        call = call or by_name(name, *arguments)
        self._asks = {"": asked(helper.call(call) if helper else call), **(asks or {})}
        self._also = [self._own(one) if isinstance(one, Right) else one for one in also]

    def task(self) -> Task:
        """Return the task with its checks in the order of `points`."""
        checks = checks_of(self._points, self._usual, titles=self._titles, also=self._also)
        for check in checks if self._helper else ():
            check.look = either(check.look)
        untold = ("returns", "tilted")
        return Task(asks=self._asks, checks=checks, questions=self._questions, untold=untold)

    def far_times(self, part: int | None) -> float:
        """Return by what a part of the answer is multiplied where `far` arguments are."""
        degree = self.degree
        if not isinstance(degree, int):
            degree = degree.get(list(self.form.parts)[part or 0], 0)
        return FAR**degree

    def _usual(self, name: str) -> tuple[Look, str, Sequence[str]]:
        parts = [part for part in self.form.parts if part in self._points] or ["values"]
        how = "by_arithmetic" if self.how == BY_HAND else "from_engine"
        if name in self.form.parts:
            place = list(self.form.parts).index(name)
            title = f"{self.called(place)} is right"
            part = None if self.form.alone else place
            needs = ["returns", how] if part in self.derived else ["returns"]
            return (lambda trial: self._part(trial, place)), title, needs
        usual: dict[str, tuple[Look, str, Sequence[str]]] = {
            "returns": (self._returns, f"`{self.name}` returns what depends on the data", []),
            "form": (self._form, "Its shape and its precision are those asked for", ["returns"]),
            "by_arithmetic": (
                lambda trial: by_arithmetic(self, trial),
                "It is worked out by arithmetic, without autograd and without nudging",
                ["returns"],
            ),
            "from_engine": (
                lambda trial: from_engine(self, trial),
                "It comes from PyTorch's autograd",
                ["returns"],
            ),
            "values": (self._values, "The answer is right", ["returns", how]),
            "any_loss": (
                lambda trial: any_loss(self, trial),
                "It is right for whatever loss it is given",
                ["values"],
            ),
            "gradients": (
                lambda trial: arrive(self, trial),
                "`backward` from its answer reaches the arguments",
                [*parts, "form"],
            ),
            "sizes": (self._sizes, "It is right for one sample and for many", parts),
            "no_graph": (self._no_graph, "The answer carries no graph of its own", parts),
            "changes_nothing": (self.changes_nothing, "It changes nothing it is given", parts),
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

    def asked(self, trial: Trial, name: str, part: int | None = None) -> tuple[Round, list[Any]]:
        """Put a question; return the round and the answers, which came about as the task says.

        A `part` that is no gradient may have come about in any way.
        """
        problems = trial.problems(name)
        records = self.ask(trial, problems)
        if self.how == BY_HAND and (part is None or part in self.derived):
            expect_by_hand(self.name, records)
        return Round(trial, name, problems, records), [record["answer"] for record in records]

    def called(self, part: int | None) -> str:
        """Return what a part of the answer, or all of it, is called for people."""
        if part is None:
            return self.form.what
        name = list(self.form.parts)[part]
        return self._words.get(name, f"`{name}`")

    def _pulled(self, draw: Draw, given: Problem) -> Problem:
        """Return a problem whose answer is walked back from, with a `pull`, to its `leaves`."""
        return {**given, "pull": draw(*self.form.shape(given)), "leaves": list(self._arguments)}

    # --- the usual checks

    def _returns(self, trial: Trial) -> None:
        problems = trial.problems("returns" if "returns" in self._questions else "values")
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
            if alike and all(_same(of(other, part), mine) for other in alike):
                raise trial.failed(
                    f"{self.form.what if whole else name} is the same for different data",
                    diagnosis=self._constant(mine, first),
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
            if _same(record["answer"], answer):
                raise trial.failed(
                    f"{self.form.what} is the same for another `{name}`",
                    hint=f"Where does your code use the `{name}` that it is given?",
                )

    def _form(self, trial: Trial) -> None:
        problems = trial.problems("values")[:1]
        (record,) = self.ask(trial, problems)
        self.form.exact(record["said"], problems[0])

    def _values(self, trial: Trial) -> None:
        self._expect(trial, "values", None, f"{self.form.what} is not right")

    def _part(self, trial: Trial, part: int) -> None:
        self._expect(
            trial, "values", None if self.form.alone else part, f"{self.called(part)} is wrong"
        )

    def _sizes(self, trial: Trial) -> None:
        self._expect(trial, "sizes", None, "for one sample, for two or for many it is not right")

    def _expect(self, trial: Trial, question: str, part: int | None, message: str) -> None:
        asked_, answers = self.asked(trial, question, part)
        pairs = zip(asked_.records, asked_.problems, strict=True)
        squeezed = [self.form.squeezed(record["said"], given) for record, given in pairs]
        # Of several parts, one of another form for any size is charged by the check of the form.
        if any(squeezed) and (self.form.alone or not all(squeezed)):
            raise trial.failed(
                "where a size is 1, an axis of the answer is missing", diagnosis="squeezed-away"
            )
        if part is not None and _exchanged(answers, asked_.truths, part):
            raise trial.failed(
                message, diagnosis="results-swapped",
                answer=answers[0], truth=asked_.truths[0], given=asked_.problems[0],
            )  # fmt: skip
        asked_.expect(
            answers, message, part=part, hint=scale_hint, picture=self._picture,
            otherwise=lambda: blind(self, trial) if self.how == BY_AUTOGRAD else None,
        )  # fmt: skip

    def _own(self, right: Right) -> Check:
        def look(trial: Trial) -> None:
            try:
                asked_, answers = self.asked(trial, right.name)
            except CheckFailed as fault:
                if not fault.hint:
                    fault.diagnosis = fault.diagnosis or right.diagnosis
                raise
            except trial.raised as error:
                if right.raises is None:
                    raise
                trial.words(error)
                raise trial.failed(right.message, diagnosis=right.raises) from error
            for part in self.derived:
                asked_.expect(
                    answers, right.message, part=part, otherwise=lambda: right.diagnosis,
                    hint=lambda *_: right.hint, picture=self._picture,
                )  # fmt: skip

        return Check(right.name, right.title, look, needs=right.needs)

    def _no_graph(self, trial: Trial) -> None:
        for record in self.ask(trial, trial.problems("values")[:1]):
            if record["carries_graph"]:
                raise trial.failed(
                    "what is returned requires a gradient itself",
                    hint="Nobody will differentiate it again. What keeps a record?",
                )

    def changes_nothing(self, trial: Trial) -> None:
        """Look whether the arguments are afterwards what they were."""
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
        _expect_passed_on(trial, records)
        if self.how == BY_HAND:
            expect_by_hand(self.name, records)
        truths = trial.truths("values", problems)
        for record, given, truth in zip(records, problems, truths, strict=True):
            named = str(dtype).removeprefix("torch.")
            kept = self.form.keeps_precision(record["said"], given)
            right = agrees(record["answer"], truth, rtol=TOLERANCES[named])
            if not (kept and right and record["on_device"]):
                # What is right to single precision alone was rounded to it on the way.
                rounded = agrees(record["answer"], truth, rtol=TOLERANCES["float32"])
                raise trial.failed(
                    f"the answer is wrong in {named} on {device}",
                    diagnosis="dtype-ignored" if rounded and not (kept and right) else None,
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
                "only the first digits of float64 inputs are used", diagnosis="dtype-ignored"
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
        if other is not None and not identical(one, other):
            raise trial.failed(
                f"`{name}` is not the same after `{function_}`", diagnosis="argument-changed"
            )


def _expect_passed_on(trial: Trial, records: Sequence[Record]) -> None:
    for name in ("dtype", "device"):
        if any(record["ignored"] == name for record in records):
            raise trial.failed(f"`{name}` is not passed on", hint=PASSED_ON)


def _tensor(value: Any) -> torch.Tensor | None:
    if isinstance(value, np.ndarray):
        return torch.from_numpy(value)
    return value if isinstance(value, torch.Tensor) else None


def _exchanged(answers: Sequence[Any], truths: Sequence[Any], part: int) -> bool:
    """Whether a part of every answer is what another part should be, and the other way round."""
    pairs = list(zip(answers, truths, strict=True))
    return any(
        all(
            agrees(answer[part], truth[other], rtol=EXACT)
            and agrees(answer[other], truth[part], rtol=EXACT)
            for answer, truth in pairs
        )
        for other in range(len(truths[0]))
        if other != part
        and not all(agrees(truth[part], truth[other], rtol=EXACT) for truth in truths)
    )


def _same(one: Any, other: Any) -> bool:
    return agrees(one, other, rtol=0.0)


def _alike(one: Problem, other: Problem) -> bool:
    """Whether two problems have the same sizes, so that one answer could be right for none."""
    return all(
        getattr(one[name], "shape", None) == getattr(other[name], "shape", None) for name in one
    )
