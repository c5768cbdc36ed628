"""The checks that are about the steps of a loop: where its parameters go, and why; see `loops`."""

import math
from collections.abc import Sequence
from functools import partial
from typing import Any

import torch

from autograder.errors import CheckFailed
from autograder.kit.asking import Problem, Record
from autograder.kit.compare import HISTORY, TOLERANCES, agrees, dtype_name, flat, ratio_and_cosine
from autograder.kit.draw import Draw
from autograder.kit.forms import expect_number
from autograder.kit.kind import usual
from autograder.kit.nearly import scale_hint
from autograder.kit.trial import Round, Trial
from autograder.kit.walks import LOSSES, MOVES, Walk, Walks
from autograder.pictures import Bars

COUNTS = (7, 7, 5)  # with 7 samples the ratios 7, 1/2 and 1/7 have one cause each
FACTORS = 9  # on a loss's gradient, of both signs


class Moves(Walks):
    """Looks at each step of a loop from where the loop itself had brought the parameters."""

    def __init__(self, name: str, *, other_loss: str = "log_cosh", **asking: Any) -> None:
        """Name an `other_loss`, of kit.LOSSES, than the usual one; `asking` is what Walks take."""
        super().__init__(name, **asking)
        self._other_loss = other_loss
        self.questions = {"one_step": partial(self._steps, 1), **self.questions}
        if not self.minibatches:
            self.questions = {"further_steps": partial(self._steps, 3), **self.questions}
        self.add_questions(any_loss=self._with_other_loss)

    def in_one(self, draw: Draw, n: int, rounds: int) -> Problem:
        """Return a problem each of whose steps sees all rows."""
        whole = {"minibatch_size": n} if self.minibatches else {}
        return {**self.problem(draw, n), self.rounds: rounds, **whole}

    def single(self, draw: Draw, n: int, rounds: int) -> Problem:
        """Return such a problem in which the order of the rows, or of y alone, plays no part."""
        given = self.in_one(draw, n, rounds)
        if self.minibatches:
            given["y"] = given["y"][:1].expand_as(given["y"]).clone()
        return given

    def _steps(self, rounds: int, draw: Draw) -> list[Problem]:
        return [self.single(draw, n, rounds) for n in COUNTS]

    def _with_other_loss(self, draw: Draw) -> list[Problem]:
        rounds, other = 2 if self.minibatches else 1, {"loss": self._other_loss, "factor": 1.0}
        problems = [self.single(draw, n, rounds) | other for n in COUNTS[:2]]
        # The few steps are so short that their direction is one, up or down.
        return [{**given, "learning_rate": 0.05 * given["learning_rate"]} for given in problems]

    def plain_walk(self, trial: Trial) -> Walk:
        """Return a training in which nothing is special."""
        given = trial.problems("returns" if self.minibatches else "one_step")[0]
        (record,) = self.ask(trial, [given])
        return Walk(given, record, [self.still(trial, [given])[0]["end"], record["end"]])

    @usual("Training moves the parameters of the model it is given")
    def _moves(self, trial: Trial) -> None:
        self.expect_moved(trial, self.plain_walk(trial))

    def expect_moved(self, trial: Trial, walk: Walk) -> None:
        """Raise CheckFailed where the first step left the parameters as they were."""
        if not agrees(walk.path[1], walk.path[0], rtol=0.0):
            return
        record = walk.record
        fault = trial.failed(
            "training leaves the parameters as they are",
            diagnosis=_why_still(record, given_model=self.model is not None),
        )
        if self.model is not None and record["derived"] and not record["reached"]:
            fault.hint = "" if fault.diagnosis else "Which model does your loop train?"
        elif self.minibatches and walk.given[self.rounds] == 1:
            fault.hint = "How often does your loop go round when one round is asked for?"
        elif self.minibatches and not record["steps"]:
            self._expect_more(trial, fault)
        raise fault

    def _expect_more(self, trial: Trial, fault: CheckFailed) -> None:
        """Say of a loop that makes no step in one minibatch whether it does in several."""
        given = trial.problems("history")[-1]
        (record,) = self.ask(trial, [given])
        if not agrees(record["end"], self.start(given), rtol=0.0):
            fault.message += ", where all rows are one minibatch"
            fault.diagnosis = "last-batch-dropped"

    @usual("The parameter starts at 0", "moves")
    def _starts_at_zero(self, trial: Trial) -> None:
        problems = trial.problems("one_step")[:2]
        for walk in self.walks(trial, problems):
            self.expect_moved(trial, walk)
        for still in self.still(trial, problems):
            # With a step too many nobody sees the start.
            trial.expect(
                not bool(still["end"][0].any()), f"{self.parameter} does not start at 0",
                None if still["steps"] else "not-zero-initialised",
                answer=still["end"], truth=[0.0],
            )  # fmt: skip

    @usual("One {self.step} moves each parameter by the learning rate times its gradient", "moves")
    def _one_step(self, trial: Trial) -> None:
        walks = self.walked(trial, "one_step")
        for walk in walks:
            self.expect_moved(trial, walk)
            self.expect_derived(trial, walk)
        if "any_loss" not in self.points:
            self._expect_turning(trial, walks[0])
        if "keeps_parameters" not in self.points and self.model is not None:
            self._expect_kept(trial, walks)
        message = (
            f"a single {self.step} does not follow the gradient of the loss at the learning rate"
        )
        self._expect_steps(trial, "one_step", walks, message)

    def expect_derived(self, trial: Trial, walk: Walk) -> None:
        """Raise CheckFailed unless there was a graph to walk back through."""
        derived = walk.record["derived"]
        trial.expect(derived, "the gradient did not come from `backward`", "manual-in-autograd")

    def _expect_turning(self, trial: Trial, walk: Walk) -> None:
        """Turn the engine's gradient round: what the parameters do must turn round too."""
        (record,) = self.ask(trial, [{**walk.given, "tilt": -2.0}])
        trial.expect(
            not (record["backwards"] and agrees(record["end"], walk.path[-1], rtol=HISTORY)),
            "the parameters do not follow the gradient that `backward` computes",
            "manual-in-autograd",
        )

    @usual("Every further {self.step} follows the newest gradient alone", "one_step")
    def _further_steps(self, trial: Trial) -> None:
        message = f"the first {self.step} is right, but a later one is not"
        self._expect_steps(trial, "further_steps", self.walked(trial, "further_steps"), message)

    def _expect_steps(
        self, trial: Trial, question: str, walks: Sequence[Walk], message: str
    ) -> None:
        """Compare all moves with the gradients at the student's own parameters."""
        asked, answers = self.round(trial, question, walks)
        wrong = _first_wrong(asked, answers)
        if wrong is None or only_the_loss(asked, answers):
            return
        diagnosis = self.told_apart(asked.diagnose(answers, MOVES), walks[wrong])
        mine, right = answers[wrong][MOVES], asked.truths[wrong][MOVES]
        raise trial.failed(
            message,
            diagnosis=diagnosis,
            hint="" if diagnosis else scale_hint(mine, right),
            answer=mine,
            truth=right,
            picture=self._bars(mine, right) if trial.public else None,
        )

    def _bars(self, mine: Any, right: Any) -> Bars | None:
        """Return the picture of the first step that is wrong."""
        size, numbers = len(self.labels), [flat(one) for one in (right, mine)]
        steps = [
            [tuple(part) for part in one.view(-1, size).tolist()]
            for one in numbers
            if one is not None and size and len(one) % size == 0
        ]
        pairs = list(zip(*steps, strict=True))
        if len(steps) < len(numbers) or not pairs:
            return None
        wrong = next((p for p, pair in enumerate(pairs) if not agrees(*pair, rtol=1e-5)), 0)
        title = f"move in {self.step} {wrong + 1}, divided by the learning rate"
        return Bars(title, self.labels, *pairs[wrong])

    @usual(
        "It trains every parameter of any model, whatever layers the model has",
        "moves", "one_step", question="any_model",
    )  # fmt: skip
    def _any_model(self, trial: Trial) -> None:
        try:
            walks = self.walked(trial, "any_model")
        except trial.raised as error:
            # A weight and a bias were fine in the checks before this one.
            kind, text = trial.words(error)
            if kind != "ValueError" or "to unpack" not in text:
                raise
            raise trial.failed(
                "it fails for a model whose parameters are not one weight and one bias",
                diagnosis="parameters-unpacked",
            ) from error
        asked, answers = self.round(trial, "any_model", walks)
        trial.expect(
            _first_wrong(asked, answers) is None or only_the_loss(asked, answers),
            "with another model than a single layer with one output, training goes wrong",
            hint="Which tensors does your loop move, and how many are there?",
        )

    @usual("It follows and notes the loss that it is given", "moves")
    def _any_loss(self, trial: Trial) -> None:
        # The gradient is multiplied on its way through the engine: whatever is derived from this
        # loss turns round where the factor does, which nobody knows before.
        drawn = {**trial.problems("any_loss")[0], "factor": None}
        found = self.walks(trial, FACTORS * [drawn])
        self.expect_moved(trial, found[0])
        asked, answers = self.round(trial, "any_loss", self.walked(trial, "any_loss"))
        if not all(_follows(walk, found[0]) for walk in found):
            by_hand = not found[0].record["derived"]
            named = "manual-in-autograd" if by_hand else asked.diagnose(answers, MOVES)
            raise trial.failed(
                f"the {self.step}s do not follow the gradient of the `loss_fn` that it was given",
                diagnosis=named,
                hint="" if named else "Which loss does the loop call, and when?",
            )
        # Only this: what is noted wrongly in another way is another check's business.
        ignored = asked.diagnose(answers, LOSSES) == "loss-fn-ignored"
        trial.expect(
            not ignored, "what is noted is not the `loss_fn` that it was given", "loss-fn-ignored"
        )

    @usual("The model's parameters are the same leaves before and after training", "moves")
    def _keeps_parameters(self, trial: Trial) -> None:
        self._expect_kept(trial, [self.plain_walk(trial)])

    def _expect_kept(self, trial: Trial, walks: Sequence[Walk]) -> None:
        kept = all(walk.record["same"] and walk.record["leaves"] for walk in walks)
        trial.expect(kept, "after training the model holds other parameters", "leaf-rebound")


def _first_wrong(asked: Round, answers: Sequence[Any]) -> int | None:
    """Return the first problem whose moves are wrong, at the precision of its numbers."""
    for place, (answer, truth) in enumerate(zip(answers, asked.truths, strict=True)):
        digits = TOLERANCES[dtype_name(asked.problems[place]["x"])]
        rtol = asked.trial.rtol() if asked.trial.public else digits
        if not agrees(answer[MOVES], truth[MOVES], rtol=rtol):
            return place
    return None


def only_the_loss(asked: Round, answers: Sequence[Any]) -> bool:
    """Whether all is right but for one factor of the loss that other books have.

    What that breaks is what is noted, which is charged for it; the moves follow from it.
    """
    return asked.diagnose(answers) == "loss-scaled"


def _follows(walk: Walk, plain: Walk) -> bool:
    """Whether training went the other way where the loss's gradient was turned round."""
    factors = [one.record["factor"] for one in (walk, plain)]
    if None in factors:
        return False  # nobody walked back through this loss
    product = math.prod(expect_number(factor, "the factor") for factor in factors)
    move, plainly = (torch.cat([part.reshape(-1) for part in one.moves]) for one in (walk, plain))
    related = ratio_and_cosine(move.double(), plainly.double())
    return related is not None and math.copysign(1.0, product) * related[1] > 0.9


def _why_still(record: Record, *, given_model: bool) -> str | None:
    """Return the diagnosis of parameters that training left as they were."""
    if not record["same"]:
        return "optimizer-holds-old"
    if not record["derived"]:
        if record["backwards"]:
            return "graph-cut"
        return "backward-missing" if record["steps"] else None
    if given_model and not record["reached"]:
        # Either the optimizer kept the given model, or all is done with another one.
        return "optimizer-holds-old" if record["held"] else None
    if not record["steps"]:
        return "parameters-untouched"
    if record["fed"]:
        return None
    if record["held"]:
        return "grad-before-backward" if record["waiting"] else "zero-before-step"
    return None if given_model else "optimizer-holds-old"
