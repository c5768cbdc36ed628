"""How a student's training loop is asked: the path of its parameters, and what it noted.

Where a loop sees all rows in each step, 0, 1, 2, ... rounds show where its parameters were after
each: each step is judged from there.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import torch

from autograder.errors import CheckFailed
from autograder.kit.asking import Problem, Record
from autograder.kit.compare import flat
from autograder.kit.forms import (
    expect_number,
    expect_numbers,
    expect_something,
    expect_tensor,
    single,
)
from autograder.kit.kind import Kind
from autograder.kit.running import RUN, Build, Call, placed, returned, trained, turned
from autograder.kit.trial import Round, Trial

Path = list[list[torch.Tensor]]
MOVES, LOSSES = 0, 1  # the parts of an answer

# What is raised where a loop speaks of its last loss and has none, after no iteration.
_NO_LOSS = ("NameError", "UnboundLocalError", "AttributeError", "IndexError")
# What a loop raises whose parameter is no leaf any more.
_NO_LEAF = re.compile("NoneType|does not require grad|not have been used in the graph|non-leaf")


@dataclass(frozen=True)
class Walk:
    """One problem: the last record, and the parameters before and after each of its steps."""

    given: Problem
    record: Record
    path: Path

    @property
    def moves(self) -> tuple[torch.Tensor, ...]:
        """The change of each parameter in each step, over the learning rate."""
        return tuple(
            (b - a) / self.given["learning_rate"]
            for before, after in pairwise(self.path)
            for a, b in zip(before, after, strict=True)
        )


class Walks(Kind):
    """Puts problems to a loop, and reads where it went and what it noted."""

    def __init__(
        self,
        name: str,
        *,
        problem: Callable[..., Problem],
        call: Call,
        model: Build | None = None,
        rounds: str = "n_iters",
        settings: Sequence[str] = ("learning_rate",),
        minibatches: bool = False,
        labels: Sequence[str] = (),
        **common: Any,
    ) -> None:
        """Say how the loop is asked; `common` is what a Kind takes.

        `problem(draw, n)` makes a problem of n samples: x, y, how many `rounds`, and `settings`,
        which the signature may decide. `call` is as in running.trained. `labels` names the numbers
        that a step moves, for a picture.
        """
        super().__init__(name, untold=("returns", "modes"), **common)
        self.what, self.each = f"what `{name}` returns", "epoch" if minibatches else "iteration"
        # What a change of the parameters is called: there is one in each iteration, or many.
        self.step = "step" if minibatches else "update"
        self.problem, self.model, self.rounds = problem, model, rounds
        self.settings, self.minibatches, self.labels = settings, minibatches, tuple(labels)
        # What a loop without a model trains, and returns.
        self.parameter = f"`{labels[0]}`" if len(labels) == 1 else "the parameter"
        self.asks = {"": trained(call, settings, model), **self.asks}
        self.kinds[""] = RUN
        if model is None:
            self.asks["placed"], self.kinds["placed"] = placed(call, settings), {"there": bool}

    def ask(self, trial: Trial, problems: Sequence[Problem], device: str = "cpu") -> list[Record]:
        """Return the records, with their `losses` and the parameters at the `end`, as tensors."""
        found = trial.ask(problems, device=device)
        for record, given in zip(found, problems, strict=True):
            parameter, record["losses"] = self.split(record["said"])
            if self.model is None:
                number = expect_number(single(parameter), self.parameter)
                record["end"] = [torch.tensor(number, dtype=given["x"].dtype)]
            else:
                record["end"] = self._ends(record["parameters"], given)
        return found

    def split(self, said: Any) -> tuple[Any, Any]:
        """Return the parameter, None where a model is trained, and the losses that came back."""
        if self.model is not None:
            return None, said
        expect_something(said, self.what)
        return self._parts(said)

    def start(self, given: Problem) -> list[torch.Tensor]:
        """Return the parameters that the model of a problem has at first."""
        assert self.model is not None
        return [parameter.detach() for parameter in self.model(given).parameters()]

    def still(self, trial: Trial, problems: Sequence[Problem]) -> list[Record]:
        """Return records of no training at all, each with the parameters as they are at first."""
        if self.model is not None:
            return [{"end": self.start(given), "steps": 0} for given in problems]
        try:
            return self.ask(trial, [{**given, self.rounds: 0} for given in problems])
        except CheckFailed as fault:
            if fault.diagnosis != "no-return":  # a `return` inside the loop is never reached
                raise
        except trial.raised as error:
            if trial.words(error)[0] not in _NO_LOSS:
                raise
        standing = [{**given, self.rounds: 1, "learning_rate": 0.0} for given in problems]
        return [{**record, "steps": 0} for record in self.ask(trial, standing)]

    def walks(self, trial: Trial, problems: Sequence[Problem]) -> list[Walk]:
        """Return each problem with its path through all rounds; with minibatches, to the end."""
        paths = [[still["end"]] for still in self.still(trial, problems)]
        rounds = [
            (place, given | {self.rounds: count})
            for place, given in enumerate(problems)
            for count in range(
                given[self.rounds] if self.minibatches else 1, given[self.rounds] + 1
            )
        ]
        last: dict[int, Record] = {}
        for (place, _), record in zip(rounds, self._through(trial, rounds), strict=True):
            paths[place].append(record["end"])
            last[place] = record
        return [Walk(given, last[p], paths[p]) for p, given in enumerate(problems)]

    def _through(self, trial: Trial, rounds: Sequence[tuple[int, Problem]]) -> list[Record]:
        problems = [given for _, given in rounds]
        try:
            return self.ask(trial, problems)
        except trial.raised as error:
            first = [{**problems[0], self.rounds: 1}]
            if not _NO_LEAF.search(trial.words(error)[1][:2000]) or self.minibatches:
                raise
            # After one update the parameter must still be the leaf that `backward` fills.
            if len(problems) == len({p for p, _ in rounds}) or self.ask(trial, first)[0]["leaves"]:
                raise
            raise trial.failed(
                "after the first update `backward` does not reach the parameter any more",
                diagnosis="leaf-rebound",
            ) from error

    def walked(self, trial: Trial, name: str) -> list[Walk]:
        """Return the walks through the problems of a question."""
        return self.walks(trial, trial.problems(name))

    def round(self, trial: Trial, name: str, walks: Sequence[Walk]) -> tuple[Round, list[Any]]:
        """Return a question as it was put, with the path in each problem, and the answers."""
        known = [
            walk.given if self.minibatches else {**walk.given, "path": walk.path} for walk in walks
        ]
        answers = [(walk.moves, self.told(walk.record, walk.given)) for walk in walks]
        return Round(trial, name, known, [walk.record for walk in walks]), answers

    def noted(self, record: Record, given: Problem) -> list[Any]:
        """Return what was noted, one number for each round. Raises CheckFailed."""
        what = self.what if self.model is not None else "the list of losses"
        try:
            return expect_numbers(record["losses"], what, given[self.rounds], each=self.each)
        except CheckFailed as fault:
            if "length" in fault.evidence:
                fault.diagnosis = self.why_miscounted(record, given)
            raise

    def told(self, record: Record, given: Problem) -> list[Any]:
        """Return the same, or no numbers where what was noted is anything else."""
        try:
            return self.noted(record, given)
        except CheckFailed:
            return []

    def numbers(self, record: Record, given: Problem) -> Any:  # noqa: ARG002
        """Return what was noted as far as it can be compared, whatever it is."""
        found = flat(record["losses"])
        return [] if found is None else found

    def curve(self, noted: Sequence[Any]) -> list[float]:
        """Return the losses that are drawn, of all that was noted."""
        return list(noted)

    def expect_pair(self, said: Any, given: Problem) -> None:
        """Raise CheckFailed unless a loop returned the parameter, of shape (), and its losses."""
        self._parts(said if not isinstance(said, torch.Tensor) else (said,))
        if turned(said):
            raise CheckFailed(
                f"{self.what} is in the wrong order: the losses come first",
                diagnosis="results-swapped",
            )
        sizes, dtype = {len(given["y"]): "n"}, given["x"].dtype
        expect_tensor(said[0], self.parameter, dtype=dtype, shapes=[()], sizes=sizes)

    def why_miscounted(self, record: Record, given: Problem) -> str | None:
        """Return the diagnosis of another number of losses than was asked for.

        The loop makes as many rounds as it notes losses, or it makes those that were asked for.
        """
        if self.model is None and isinstance(record["said"], torch.Tensor):
            return "result-missing"
        noted, n = len(record["losses"]), len(given["y"])
        minibatches = -(-n // given.get("minibatch_size", n))
        made = record["steps"], record["backwards"]
        if noted and noted * minibatches in made:
            return "iterations-miscounted"
        return "losses-miscounted" if given[self.rounds] * minibatches in made else None

    def told_apart(self, named: str | None, walk: Walk) -> str | None:
        """Return a diagnosis of the numbers of a walk, and of what else was seen of it.

        A loop that starts anew in each round goes as far as one that ends after the first, or that
        steps once, below its last line.
        """
        if named != "restarted-in-loop":
            return named
        record, given = walk.record, walk.given
        if 0 < len(self.numbers(record, given)) < given[self.rounds]:
            return self.why_miscounted(record, given)
        once = self.model is not None or record["steps"] == 1
        return "step-outside-loop" if once else "restarted-in-loop"

    def _parts(self, said: Any) -> tuple[Any, Any]:
        is_pair = isinstance(said, tuple | list) and len(said) == 2
        if not isinstance(said, torch.Tensor) and not is_pair:
            raise CheckFailed(
                f"{self.what} is not a pair: {self.parameter} and the losses",
                diagnosis="result-missing" if _is_one_of_a_pair(said) else None,
            )
        return returned(said)

    def _ends(self, after: Sequence[Any], given: Problem) -> list[torch.Tensor]:
        before = self.start(given)
        if len(after) != len(before):
            raise CheckFailed("after training the model has other parameters")
        for tensor, old in zip(after, before, strict=True):
            expect_tensor(
                tensor, "a parameter after training", dtype=old.dtype, shapes=[tuple(old.shape)],
                sizes={given["x"].shape[-1]: "F"},
            )  # fmt: skip
        return list(after)


def _is_one_of_a_pair(said: Any) -> bool:
    """Whether a parameter came back alone, in a tuple too, or a list of losses did."""
    if not isinstance(said, tuple | list):
        return isinstance(said, float)
    return len(said) < 2 or all(isinstance(one, float) for one in said)
