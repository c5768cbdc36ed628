"""Tasks whose answer is a training: a loop that moves parameters and notes losses.

    training_loop("train_model", problem=..., call=..., model=..., points={...}) -> Task

A loop trains a model of ours; without a `model` it returns the one parameter that it trains, which
starts at zero, before its losses. Each step is judged from where the student's own loop had brought
the parameters before it, and each loss at these parameters: so a wrong step, a missing clearing and
a wrong note cost once each. `points` names the checks in their order:

    returns           one number for each round, from the data, however little there is to learn
    moves             the model that is given is the one that moves
    starts_at_zero    without a model: the parameter does
    one_step          one step follows the gradient, which comes from the engine
    further_steps     so does every later one, at the newest gradient alone
    losses            what is noted before each update
    history           with minibatches: what is noted after each epoch
    any_model         other models: the question "any_model", of single steps
    any_loss          the given loss is followed and noted
    keeps_parameters, no_graph, keeps_data
    defaults          the settings of the signature
    precision         single and double precision, on each device; else `defaults` looks at it

An answer is a pair (moves, losses): the change of each parameter in each step, over the learning
rate, and what was noted. So whoever knows of mistakes tells a loss that is summed from a gradient
that is. A problem may hold the `path` of the student's parameters: what is right is right there.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import product
from typing import Any

import numpy as np
import torch

from autograder.errors import CheckFailed, StudentFault
from autograder.kit.asking import Problem
from autograder.kit.compare import (
    HISTORY,
    TOLERANCES,
    agrees,
    constant,
    dtype_name,
    first_difference,
    loss_curves,
    loss_evidence,
)
from autograder.kit.draw import Draw
from autograder.kit.kind import expect_unchanged, usual
from autograder.kit.moves import COUNTS, Moves, only_the_loss
from autograder.kit.nearly import history_hint
from autograder.kit.running import returned
from autograder.kit.trial import Check, Round, Task, Trial
from autograder.kit.walks import LOSSES, MOVES, Walk
from autograder.pictures import Curves

MANY = 120
UNUSUAL = 6  # rounds of a loop that has nothing to learn, or whose loss rises: none may end early
OVERSHOT = 10_000  # times the learning rate: the loss rises


class Loop(Moves):
    """The checks of a task whose answer is a training. See the module for what they ask."""

    def __init__(self, name: str, **asking: Any) -> None:
        """Say what is asked: `asking` is what Walks and Moves take."""
        super().__init__(name, **asking)
        of_training: dict[str, Any] = {
            "returns": lambda draw: [self.in_one(draw, n, 3) for n in COUNTS[:2]],
            "defaults": lambda draw: [self._by_default(draw) for _ in range(2)],
            "all_settings": lambda draw: [self._in_several(draw) for _ in range(2)],
            "precision": lambda draw: [self.problem(draw) for _ in range(2)],
        }
        if self.minibatches:
            of_training["history"] = partial(self.trainings, False)
            of_training["history_drawn_once"] = partial(self.trainings, True)
        else:
            of_training["losses"] = lambda draw: [self.single(draw, n, 4) for n in COUNTS[:2]]
        self.questions = {**of_training, **self.questions}

    def trainings(self, once: bool, draw: Draw) -> list[Problem]:
        """Return what tells one training from another; the first, smaller one is watched."""
        small, other = (
            {**self.problem(draw, n), self.rounds: rounds, "drawn_once": once}
            for n, rounds in ((11, 2), (23, 3))
        )
        return [{**small, "watched": True}, other]

    def _by_default(self, draw: Draw) -> Problem:
        given = self._in_several(draw)
        return {name: value for name, value in given.items() if name not in self.settings}

    def _in_several(self, draw: Draw) -> Problem:
        """Return a problem whose rows are more than a minibatch has by default."""
        return self.problem(draw, MANY) if self.minibatches else self.problem(draw)

    def _check(self, name: str, title: str, look: Any, needs: Sequence[str]) -> Check:
        # Of a pair that is in the wrong order the losses are looked at all the same.
        needs = [need for need in needs if self.model is not None or need != "returns"]
        return super()._check(name, title, look, needs)

    @property
    def _when(self) -> str:
        return "after each epoch" if self.minibatches else "before each update"

    @usual("`{self.name}` returns one number for each {self.each}, and they depend on the data")
    def _returns(self, trial: Trial) -> None:
        problems, noted = trial.problems("returns"), []
        walks = self.walks(trial, problems)
        for walk in walks:
            if self.model is None:
                self.expect_pair(walk.record["said"], walk.given)
            noted.append(self.noted(walk.record, walk.given))
        ends = [walk.record["end"] for walk in walks]
        # Where nothing moves, the parameter is 0 for all data: that is another check's business.
        same = self.model is None and agrees(*ends, rtol=0.0) and bool(ends[0][0].any())
        trial.expect(
            not same and noted[0] != noted[1],
            f"{self.what} is the same for different data", constant(noted[0]),
        )  # fmt: skip
        settled = self._settled(problems[0])
        self.noted(self.ask(trial, [settled])[0], settled)
        self._expect_to_the_end(trial, problems[0])

    def _settled(self, given: Problem) -> Problem:
        """Return a problem with nothing to learn: every round is asked for there, too."""
        y = torch.zeros_like(given["y"])
        if self.model is not None:
            y = self.model(given)(given["x"]).detach()
        if not given["y"].is_floating_point():
            y = y.argmax(dim=1)
        return {**given, "y": y, self.rounds: UNUSUAL}

    def _expect_to_the_end(self, trial: Trial, given: Problem) -> None:
        """Raise CheckFailed where a loop ends early that overshoots: all else may overflow."""
        longer = OVERSHOT * given["learning_rate"]
        given = {**given, "learning_rate": longer, self.rounds: UNUSUAL}
        try:
            (record,) = trial.ask([given])
        except trial.raised:
            return
        _, told = self.split(record["said"])
        noted = told.tolist() if isinstance(told, torch.Tensor | np.ndarray) else told
        if isinstance(noted, tuple | list) and len(noted) < UNUSUAL:
            why = self.why_miscounted({**record, "losses": noted}, given)
            raise trial.failed(
                f"it ends before the last {self.each} if the loss rises", diagnosis=why
            )

    @usual("`losses[i]` is the loss before update i", "returns", "moves")
    def _losses(self, trial: Trial) -> None:
        walks = self.walked(trial, "losses")
        for walk in walks:
            self.expect_moved(trial, walk)
        self._expect_noted(trial, "losses", walks)

    @usual(
        "What is noted after each epoch is the loss of minibatch SGD with the given seed",
        "returns", "moves",
    )  # fmt: skip
    def _history(self, trial: Trial) -> None:
        walks = self.walked(trial, "history")
        self.expect_derived(trial, walks[0])
        self._expect_noted(trial, "history", walks)

    def _expect_noted(self, trial: Trial, question: str, walks: Sequence[Walk]) -> None:
        for walk in walks:
            self.noted(walk.record, walk.given)
        asked, answers = self.round(trial, question, walks)
        for walk, answer, right in zip(walks, answers, asked.truths, strict=True):
            noted, truth = answer[LOSSES], right[LOSSES]
            parted = first_difference(noted, truth, HISTORY)
            if parted is None:
                continue
            diagnosis = self.told_apart(self._why_noted(trial, asked, answers), walk)
            mine, theirs = self.curve(noted), self.curve(truth)
            raise trial.failed(
                "what is noted is not the loss"
                f" {self._when} of the training that the task describes",
                diagnosis=diagnosis,
                hint="" if diagnosis else history_hint(mine, theirs),
                answer=noted,
                truth=truth,
                evidence={"first differs at": parted, **self._curves(trial, mine, theirs)},
                picture=Curves("loss", self.each, tuple(theirs), tuple(mine)),
            )

    def _curves(self, trial: Trial, mine: Any, theirs: Any) -> Mapping[str, Any]:
        """Return both histories; those drawn are on data that students know, where there are."""
        known = loss_evidence(mine, theirs)
        if trial.shown is None:
            return known
        try:
            (record,) = self.ask(trial, [trial.shown])
            noted = self.curve(self.noted(record, trial.shown))
        except (CheckFailed, StudentFault):
            return known
        (truth,) = trial.truths("history", [trial.shown])
        return {**known, **loss_curves(noted, self.curve(truth[LOSSES]))}

    def _why_noted(self, trial: Trial, asked: Round, answers: Sequence[Any]) -> str | None:
        first, given = asked.records[0], asked.problems[0]
        if first["draws"] == 1:
            # One order for all epochs comes of a single draw, or of a seed in each of them.
            walks = self.walked(trial, "history_drawn_once")
            asked, answers = self.round(trial, "history_drawn_once", walks)
        named = asked.diagnose(answers, LOSSES)
        if named is not None or not self.minibatches:
            return named
        # With all rows in one step their order plays no part.
        if first["backwards"] == given[self.rounds]:
            return "minibatch-size"
        return None if first["draws"] else "other-shuffle"

    @usual("What is noted are plain numbers that keep no graph alive", "moves")
    def _no_graph(self, trial: Trial) -> None:
        walk = self.plain_walk(trial)
        self.expect_moved(trial, walk)
        plain = not walk.record["carries_graph"]
        trial.expect(plain, "the noted losses still require a gradient", "cost-keeps-graph")

    @usual("Training changes neither x nor y", "moves")
    def _keeps_data(self, trial: Trial) -> None:
        walk = self.plain_walk(trial)
        expect_unchanged(trial, self.name, walk.record["after"], walk.given, ("x", "y"))

    @usual("By default it runs as its signature says",
           "one_step", "further_steps", "any_loss", "history")  # fmt: skip
    def _defaults(self, trial: Trial) -> None:
        for device in trial.devices:
            message = f"with the default settings, training goes wrong on {device}"
            try:
                self._expect_ends(trial, "defaults", trial.dtypes[0], device, message)
            except CheckFailed as fault:
                fault.diagnosis = fault.diagnosis or self._why_by_default(trial, device)
                raise
        if "precision" not in self.points:
            self._precision(trial)

    def _why_by_default(self, trial: Trial, device: str) -> str | None:
        """Return the diagnosis of a training that is right where all settings are given."""
        try:
            self._expect_ends(trial, "all_settings", trial.dtypes[0], device, "")
        except CheckFailed:
            return None
        return "default-changed"

    @usual("It works in single and double precision, on each device",
           "one_step", "further_steps", "any_loss", "history")  # fmt: skip
    def _precision(self, trial: Trial) -> None:
        if self.model is None:
            still = {**trial.problems("one_step")[0], self.rounds: 0}
            there = trial.ask([still], "placed")[0]["there"]
            trial.expect(there, f"{self.parameter} is not on the device of x", "device-ignored")
        for device, dtype in product(trial.devices, trial.dtypes):
            message = f"training goes wrong in {dtype_name(dtype)} on {device}"
            self._expect_ends(trial, "precision", dtype, device, message)

    def _expect_ends(
        self, trial: Trial, question: str, dtype: torch.dtype, device: str, message: str
    ) -> None:
        """Compare the parameters and the losses at the end of training."""
        problems = list(self.questions[question](trial.draw(question).at(dtype)))
        asked, (answer, *_) = self._at_the_end(trial, question, problems[:1], device)
        self._expect_like_x(trial, asked.records[0], dtype)
        truth = asked.truths[0]
        rtol = trial.rtol() if trial.public else TOLERANCES[dtype_name(dtype)]
        ends = agrees(answer[MOVES], truth[MOVES], rtol=rtol)
        if ends and agrees(answer[LOSSES], truth[LOSSES], rtol=HISTORY):
            return
        # One alone, which takes long by default, tells nothing of a mistake.
        trial.expect(
            only_the_loss(*self._at_the_end(trial, question, problems, device)), message,
            answer=answer[MOVES], truth=truth[MOVES],
        )  # fmt: skip

    def _expect_like_x(self, trial: Trial, record: Mapping[str, Any], dtype: torch.dtype) -> None:
        """Raise CheckFailed unless what was trained has the dtype and the device of x."""
        parameter = None if self.model else returned(record["said"])[0]
        trial.expect(
            getattr(parameter, "dtype", dtype) == dtype,
            f"{self.parameter} does not have the dtype of x", "dtype-ignored",
        )  # fmt: skip
        who = f"{self.parameter} is" if self.model is None else "after training the parameters are"
        trial.expect(record["on_device"], f"{who} not on the device of x", "device-ignored")

    def _at_the_end(
        self, trial: Trial, question: str, problems: Sequence[Problem], device: str
    ) -> tuple[Round, list[Any]]:
        records = self.ask(trial, problems, device)
        answers = [
            (record["end"], self.numbers(record, given))
            for record, given in zip(records, problems, strict=True)
        ]
        return Round(trial, question, problems, records), answers


def training_loop(name: str, **definition: Any) -> Task:
    """Return the task of a training loop; see `Loop`."""
    return Loop(name, **definition).task()
