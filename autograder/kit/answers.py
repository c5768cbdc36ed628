"""How a task is asked whose answer is a value, or several parts: the ground of `values`."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autograder.errors import CheckFailed
from autograder.kit.asking import Call, Problem, Record, asked, by_name
from autograder.kit.form import Form
from autograder.kit.helping import Helper, either
from autograder.kit.kind import Kind
from autograder.kit.trial import Check, Round, Task, Trial

COUNTS = (7, 7, 5)  # with 7 samples the ratios 7, 7/2, 1/2 and 7/6 have one cause each


class Answers(Kind):
    """Puts problems to a function, and reads what it answers."""

    def __init__(
        self,
        name: str,
        *,
        form: Form,
        problem: Callable[..., Problem],
        call: Call | None = None,
        arguments: Sequence[str] = (),
        counts: Sequence[Any] = COUNTS,
        words: Mapping[str, str] | None = None,
        helper: Helper | None = None,
        **common: Any,
    ) -> None:
        """Say how the function `name` is asked; `common` is what a Kind takes.

        `problem(draw, n)` makes a problem of n samples, or of whatever `counts` lists; `call` or
        the function's `arguments` put it to the student's code. `words` names the answer's parts
        for people. `helper` is the student's function of a task before that may be called.
        """
        super().__init__(name, untold=("returns", "tilted"), **common)
        self.form, self.arguments, self._words, self._helper = form, arguments, words or {}, helper
        self._problem, self._counts = problem, counts
        self.questions = {
            "values": lambda draw: [problem(draw, n) for n in counts],
            **self.questions,
        }
        call = call or by_name(name, *arguments)
        self.asks = {"": asked(helper.call(call) if helper else call), **self.asks}

    def task(self) -> Task:
        """Return the task with its checks in the order of `points`."""
        task = super().task()
        for check in task.checks if self._helper else ():
            check.look = either(check.look)
        return task

    def _check(self, name: str, title: str, look: Any, needs: Sequence[str]) -> Check:
        # What needs the values needs each part of them.
        parts = self.form.parts if "values" in needs else ()
        return super()._check(name, title, look, [*parts, *needs])

    def ask(self, trial: Trial, problems: Sequence[Problem], device: str = "cpu") -> list[Record]:
        """Return the records, each with the `answer` that was meant, however it came about.

        Of several parts one that means nothing is nan there; `expect_told` raises what is wrong.
        """
        found = trial.ask(problems, device=device)
        empty = [record["said"] is None for record in found]
        if any(empty) and not all(empty):
            raise CheckFailed(
                f"for some arguments `{self.name}` returns None", diagnosis="branch-missing"
            )
        for record, given in zip(found, problems, strict=True):
            record["answer"] = self.form.meant(record["said"], given)
        return found

    def asked(
        self,
        trial: Trial,
        name: str,
        part: int | None = None,  # noqa: ARG002
    ) -> tuple[Round, list[Any]]:
        """Put a question about a `part` or the whole; return the round, and whole answers."""
        problems = trial.problems(name)
        records = self.ask(trial, problems)
        return Round(trial, name, problems, records), [record["answer"] for record in records]

    def expect_told(self, asked: Round, part: int | None) -> None:
        """Raise CheckFailed where one part of an answer, or any of them, means nothing."""
        for record, given in zip(asked.records, asked.problems, strict=True):
            self.form.expect_told(record["said"], record["answer"], given, part)

    def called(self, part: int | None) -> str:
        """Return what a part of the answer, or all of it, is called for people."""
        if part is None:
            return self.form.what
        name = list(self.form.parts)[part]
        return self._words.get(name, f"`{name}`")
