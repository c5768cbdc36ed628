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

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import torch

from autograder.errors import CheckFailed, StudentFault
from autograder.kit.asking import Ask, Problem, Record
from autograder.kit.compare import (
    HISTORY,
    TOLERANCES,
    agrees,
    constant,
    first_difference,
    loss_curves,
    loss_evidence,
)
from autograder.kit.draw import Draw
from autograder.kit.forms import identical
from autograder.kit.moves import bars, first_wrong, follows, only_the_loss, why_still
from autograder.kit.nearly import history_hint, scale_hint
from autograder.kit.running import RUN, Build, Call, placed, returned, trained
from autograder.kit.trial import Check, Look, Round, Task, Trial, checks_of
from autograder.kit.walks import LOSSES, MOVES, Runs, Walk
from autograder.pictures import Curves

COUNTS = (7, 7, 5)  # with 7 samples the ratios 7, 1/2 and 1/7 have one cause each
FACTORS = 9  # on a loss's gradient, of both signs
SETTLED = 6  # rounds of a loop that has nothing to learn: it may not end early


class Loop:
    """The checks of a task whose answer is a training. See the module for what they ask."""

    def __init__(
        self,
        name: str,
        *,
        problem: Callable[..., Problem],
        call: Call,
        points: Mapping[str, float | None],
        model: Build | None = None,
        rounds: str = "n_iters",
        settings: Sequence[str] = ("learning_rate",),
        minibatches: bool = False,
        questions: Mapping[str, Any] | None = None,
        asks: Mapping[str, Ask] | None = None,
        kinds: Mapping[str, Mapping[str, type]] | None = None,
        also: Sequence[Check] = (),
        titles: Mapping[str, str] | None = None,
        labels: Sequence[str] = (),
        other_loss: str = "log_cosh",
    ) -> None:
        """Say what is asked.

        `problem(draw, n)` makes a problem of n samples: x, y, how many `rounds`, and `settings`,
        which the signature may decide. `call` is as in running.trained. `labels` names the numbers
        that a step moves, for a picture. `other_loss`, of kit.LOSSES, is not the usual one.
        """
        self.runs = self._runs(name, rounds, model, minibatches=minibatches)
        self._name, self._problem, self._model, self._points = name, problem, model, points
        self._rounds, self._settings, self._minibatches = rounds, settings, minibatches
        self._titles, self._also, self._labels = titles, also, tuple(labels)
        self._other_loss = other_loss
        self._questions = {**self._usual_questions(), **(questions or {})}
        self._asks = {"": trained(call, settings, model), **(asks or {})}
        self._kinds = {"": RUN, **(kinds or {})}
        if model is None:
            self._asks["placed"], self._kinds["placed"] = placed(call, settings), {"there": bool}

    def _runs(self, name: str, rounds: str, model: Build | None, *, minibatches: bool) -> Runs:
        return Runs(name, rounds, model, minibatches=minibatches)

    def task(self) -> Task:
        """Return the task with its checks in the order of `points`."""
        return Task(
            asks=self._asks,
            checks=checks_of(self._points, self._usual, titles=self._titles, also=self._also),
            questions=self._questions,
            kinds=self._kinds,
            untold=("returns", "modes"),
        )

    def _usual(self, name: str) -> tuple[Look, str, Sequence[str]]:
        each, moved = self.runs.each, ["moves"]
        noted = moved if self._model is None else ["returns", "moves"]
        stepped = ["one_step", "further_steps", "any_loss", "history"]
        usual: dict[str, tuple[Look, str, Sequence[str]]] = {
            "returns": (
                self._returns,
                f"`{self._name}` returns one number for each {each}, and they depend on the data",
                [],
            ),
            "moves": (self._moves, "Training moves the parameters of the model it is given", []),
            "starts_at_zero": (self._starts_at_zero, "The parameter starts at 0", []),
            "one_step": (
                self._one_step,
                "One step moves each parameter by the learning rate times its gradient", moved,
            ),
            "further_steps": (
                self._further_steps, "Every further step follows the newest gradient alone",
                ["one_step"],
            ),
            "losses": (self._losses, "`losses[i]` is the loss before update i", noted),
            "history": (
                self._history,
                "What is noted after each epoch is the loss of minibatch SGD with the given seed",
                noted,
            ),
            "any_model": (
                self._any_model,
                "It trains every parameter of any model, whatever layers the model has",
                ["moves", "one_step"],
            ),
            "any_loss": (self._any_loss, "It follows and notes the loss that it is given", moved),
            "keeps_parameters": (
                self._keeps_parameters,
                "The model's parameters are the same leaves before and after training", moved,
            ),
            "no_graph": (
                self._no_graph, "What is noted are plain numbers that keep no graph alive", moved,
            ),
            "keeps_data": (self._keeps_data, "Training changes neither x nor y", moved),
            "defaults": (self._defaults, "By default it runs as its signature says", stepped),
            "precision": (
                self._precision, "It works in single and double precision, on each device", stepped,
            ),
        }  # fmt: skip
        return usual[name]

    # --- what is asked

    def _usual_questions(self) -> dict[str, Any]:
        def single(rounds: int, counts: Sequence[int] = COUNTS[:2], **more: Any) -> Any:
            return lambda draw: [self._single(draw, n, rounds) | more for n in counts]

        questions = {
            "returns": lambda draw: [self._in_one(draw, n, 3) for n in COUNTS[:2]],
            "one_step": single(1, COUNTS),
            "defaults": lambda draw: [self._by_default(self._problem(draw)) for _ in range(2)],
            "precision": lambda draw: [self._problem(draw) for _ in range(2)],
        }
        if self._minibatches:
            of_history = {"history": False, "history_drawn_once": True}
            questions |= {n: partial(self._trainings, once) for n, once in of_history.items()}
        else:
            questions |= {"further_steps": single(3, COUNTS), "losses": single(4)}
        if "any_loss" in self._points:
            rounds = 2 if self._minibatches else 1
            questions["any_loss"] = single(rounds, loss=self._other_loss, factor=1.0)
        return questions

    def _in_one(self, draw: Draw, n: int, rounds: int) -> Problem:
        """Return a problem each of whose steps sees all rows."""
        whole = {"minibatch_size": n} if self._minibatches else {}
        return {**self._problem(draw, n), self._rounds: rounds, **whole}

    def _single(self, draw: Draw, n: int, rounds: int) -> Problem:
        """Return such a problem in which the order of the rows, or of y alone, plays no part."""
        given = self._in_one(draw, n, rounds)
        if self._minibatches:
            given["y"] = given["y"][:1].expand_as(given["y"]).clone()
        return given

    def _trainings(self, once: bool, draw: Draw) -> list[Problem]:
        """Return what tells one training from another; the first, smaller one is watched."""
        small, other = (
            {**self._problem(draw, n), self._rounds: rounds, "drawn_once": once}
            for n, rounds in ((11, 2), (23, 3))
        )
        return [{**small, "watched": True}, other]

    def _by_default(self, given: Problem) -> Problem:
        return {name: value for name, value in given.items() if name not in self._settings}

    # --- the usual checks

    def _returns(self, trial: Trial) -> None:
        problems, noted = trial.problems("returns"), []
        walks = self.runs.walks(trial, problems)
        for walk in walks:
            if self._model is None:
                self.runs.pair(walk.record["said"], walk.given)
            noted.append(self.runs.noted(walk.record, walk.given))
        ends = [walk.record["end"] for walk in walks]
        # Where nothing moves, the parameter is 0 for all data: that is another check's business.
        same = self._model is None and agrees(*ends, rtol=0.0) and bool(ends[0][0].any())
        if same or noted[0] == noted[1]:
            raise trial.failed(
                f"{self.runs.what} is the same for different data", diagnosis=constant(noted[0])
            )
        settled = self._settled(problems[0])
        self.runs.noted(self.runs.ask(trial, [settled])[0], settled)

    def _settled(self, given: Problem) -> Problem:
        """Return a problem with nothing to learn: every round is asked for there, too."""
        y = torch.zeros_like(given["y"])
        if self._model is not None:
            y = self._model(given)(given["x"]).detach()
        if not given["y"].is_floating_point():
            y = y.argmax(dim=1)
        return {**given, "y": y, self._rounds: SETTLED}

    def _moves(self, trial: Trial) -> None:
        self._expect_moved(trial, self._plain_walk(trial))

    def _plain_walk(self, trial: Trial) -> Walk:
        """Return a training in which nothing is special."""
        given = trial.problems("returns" if self._minibatches else "one_step")[0]
        (record,) = self.runs.ask(trial, [given])
        return Walk(given, record, [self.runs.still(trial, [given])[0]["end"], record["end"]])

    def _expect_moved(self, trial: Trial, walk: Walk) -> None:
        """Raise CheckFailed where the first step left the parameters as they were."""
        if not agrees(walk.path[1], walk.path[0], rtol=0.0):
            return
        record = walk.record
        fault = trial.failed(
            "training leaves the parameters as they are",
            diagnosis=why_still(record, given_model=self._model is not None),
        )
        if self._model is not None and record["derived"] and not record["reached"]:
            fault.hint = "" if fault.diagnosis else "Which model does your loop train?"
        elif self._minibatches and walk.given[self._rounds] == 1:
            fault.hint = f"How often does your loop go round for `{self._rounds}=1`?"
        elif self._minibatches and not record["steps"]:
            self._expect_more(trial, fault)
        raise fault

    def _expect_more(self, trial: Trial, fault: CheckFailed) -> None:
        """Say of a loop that makes no step in one minibatch whether it does in several."""
        given = trial.problems("history")[-1]
        (record,) = self.runs.ask(trial, [given])
        if not agrees(record["end"], self.runs.start(given), rtol=0.0):
            fault.message += ", where all rows are one minibatch"
            fault.diagnosis = "last-batch-dropped"

    def _starts_at_zero(self, trial: Trial) -> None:
        problems = trial.problems("one_step")[:2]
        for walk in self.runs.walks(trial, problems):
            self._expect_moved(trial, walk)
        for still in self.runs.still(trial, problems):
            if bool(still["end"][0].any()):
                # With a step too many nobody sees the start.
                raise trial.failed(
                    "the parameter does not start at 0",
                    diagnosis=None if still["steps"] else "not-zero-initialised",
                    answer=still["end"], truth=[0.0],
                )  # fmt: skip

    def _one_step(self, trial: Trial) -> None:
        walks = self.runs.walks(trial, trial.problems("one_step"))
        for walk in walks:
            self._expect_moved(trial, walk)
            self._expect_derived(trial, walk.record)
        if "any_loss" not in self._points:
            self._expect_turning(trial, walks[0])
        if "keeps_parameters" not in self._points and self._model is not None:
            self._expect_kept(trial, [walk.record for walk in walks])
        message = "a single step does not move the parameters as plain SGD on the loss does"
        self._expect_steps(trial, "one_step", walks, message)

    def _expect_derived(self, trial: Trial, record: Record) -> None:
        if not record["derived"]:
            raise trial.failed(
                "the gradient did not come from `backward`", diagnosis="manual-in-autograd"
            )

    def _expect_turning(self, trial: Trial, walk: Walk) -> None:
        """Turn the engine's gradient round: what the parameters do must turn round too."""
        (record,) = self.runs.ask(trial, [{**walk.given, "tilt": -2.0}])
        if record["seeds"] and agrees(record["end"], walk.path[-1], rtol=HISTORY):
            raise trial.failed(
                "the parameters do not follow the gradient that `backward` computes",
                diagnosis="manual-in-autograd",
            )

    def _further_steps(self, trial: Trial) -> None:
        walks = self.runs.walks(trial, trial.problems("further_steps"))
        message = "the first step is right, but a later one is not"
        self._expect_steps(trial, "further_steps", walks, message)

    def _expect_steps(
        self, trial: Trial, question: str, walks: Sequence[Walk], message: str
    ) -> None:
        """Compare all moves with the gradients at the student's own parameters."""
        asked, answers = self.runs.round(trial, question, walks)
        wrong = first_wrong(asked, answers)
        if wrong is None or only_the_loss(asked, answers):
            return
        diagnosis = asked.diagnose(answers, MOVES)
        mine, right = answers[wrong][MOVES], asked.truths[wrong][MOVES]
        raise trial.failed(
            message,
            diagnosis=diagnosis,
            hint="" if diagnosis else scale_hint(mine, right),
            answer=mine,
            truth=right,
            picture=bars(mine, right, self._labels) if trial.public else None,
        )

    def _losses(self, trial: Trial) -> None:
        walks = self.runs.walks(trial, trial.problems("losses"))
        for walk in walks:
            self._expect_moved(trial, walk)
        self._expect_noted(trial, "losses", walks)

    def _history(self, trial: Trial) -> None:
        walks = self.runs.walks(trial, trial.problems("history"))
        self._expect_derived(trial, walks[0].record)
        self._expect_noted(trial, "history", walks)

    def _expect_noted(self, trial: Trial, question: str, walks: Sequence[Walk]) -> None:
        for walk in walks:
            self.runs.noted(walk.record, walk.given)
        asked, answers = self.runs.round(trial, question, walks)
        for answer, right in zip(answers, asked.truths, strict=True):
            noted, truth = answer[LOSSES], right[LOSSES]
            parted = first_difference(noted, truth, HISTORY)
            if parted is None:
                continue
            diagnosis = self._why_noted(trial, asked, answers)
            where = "after each epoch" if self._minibatches else "before each update"
            mine, theirs = self.runs.curve(noted), self.runs.curve(truth)
            raise trial.failed(
                f"what is noted is not the loss {where} of the training that the task describes",
                diagnosis=diagnosis,
                hint="" if diagnosis else history_hint(mine, theirs),
                answer=noted,
                truth=truth,
                evidence={"first differs at": parted, **self._curves(trial, mine, theirs)},
                picture=Curves("loss", self.runs.each, tuple(theirs), tuple(mine)),
            )

    def _curves(self, trial: Trial, mine: Any, theirs: Any) -> Mapping[str, Any]:
        """Return both histories; those drawn are on data that students know, where there are."""
        known = loss_evidence(mine, theirs)
        if trial.shown is None:
            return known
        try:
            (record,) = self.runs.ask(trial, [trial.shown])
            noted = self.runs.curve(self.runs.noted(record, trial.shown))
        except (CheckFailed, StudentFault):
            return known
        (truth,) = trial.truths("history", [trial.shown])
        return {**known, **loss_curves(noted, self.runs.curve(truth[LOSSES]))}

    def _why_noted(self, trial: Trial, asked: Round, answers: Sequence[Any]) -> str | None:
        first, given = asked.records[0], asked.problems[0]
        if first["draws"] == 1:
            # One order for all epochs comes of a single draw, or of a seed in each of them.
            walks = self.runs.walks(trial, trial.problems("history_drawn_once"))
            asked, answers = self.runs.round(trial, "history_drawn_once", walks)
        named = asked.diagnose(answers, LOSSES)
        if named is not None or not self._minibatches:
            return named
        # With all rows in one step their order plays no part.
        if first["seeds"] == given[self._rounds]:
            return "minibatch-size"
        return None if first["draws"] else "other-shuffle"

    def _any_model(self, trial: Trial) -> None:
        try:
            walks = self.runs.walks(trial, trial.problems("any_model"))
        except trial.raised as error:
            # A weight and a bias were fine in the checks before this one.
            kind, text = trial.words(error)
            if kind != "ValueError" or "to unpack" not in text:
                raise
            raise trial.failed(
                "it fails for a model whose parameters are not one weight and one bias",
                diagnosis="parameters-unpacked",
            ) from error
        asked, answers = self.runs.round(trial, "any_model", walks)
        if first_wrong(asked, answers) is not None and not only_the_loss(asked, answers):
            raise trial.failed(
                "with another model than a single layer with one output, training goes wrong",
                hint="Which tensors does your loop move, and how many are there?",
            )

    def _any_loss(self, trial: Trial) -> None:
        # The gradient is multiplied on its way through the engine: whatever is derived from this
        # loss turns round where the factor does, which nobody knows before.
        drawn = {**trial.problems("any_loss")[0], "factor": None}
        found = self.runs.walks(trial, FACTORS * [drawn])
        self._expect_moved(trial, found[0])
        asked, answers = self.runs.round(
            trial, "any_loss", self.runs.walks(trial, trial.problems("any_loss"))
        )
        if not all(follows(walk, found[0]) for walk in found):
            by_hand = not found[0].record["derived"]
            named = "manual-in-autograd" if by_hand else asked.diagnose(answers, MOVES)
            raise trial.failed(
                "the steps do not follow the gradient of the `loss_fn` that it was given",
                diagnosis=named,
                hint="" if named else "Which loss does the loop call, and when?",
            )
        # Only this: what is noted wrongly in another way is another check's business.
        if asked.diagnose(answers, LOSSES) == "loss-fn-ignored":
            raise trial.failed(
                "what is noted is not the `loss_fn` that it was given", diagnosis="loss-fn-ignored"
            )

    def _keeps_parameters(self, trial: Trial) -> None:
        self._expect_kept(trial, [self._plain_walk(trial).record])

    def _expect_kept(self, trial: Trial, records: Sequence[Record]) -> None:
        if not all(record["same"] and record["leaves"] for record in records):
            raise trial.failed(
                "after training the model holds other parameters", diagnosis="leaf-rebound"
            )

    def _no_graph(self, trial: Trial) -> None:
        walk = self._plain_walk(trial)
        self._expect_moved(trial, walk)
        if walk.record["carries_graph"]:
            raise trial.failed("what is noted requires a gradient", diagnosis="cost-keeps-graph")

    def _keeps_data(self, trial: Trial) -> None:
        walk = self._plain_walk(trial)
        after = walk.record["after"] if isinstance(walk.record["after"], dict) else {}
        for name in ("x", "y"):
            if not identical(after.get(name), walk.given[name]):
                raise trial.failed(
                    f"`{name}` is not the same after training", diagnosis="argument-changed"
                )

    def _defaults(self, trial: Trial) -> None:
        for device in trial.devices:
            message = f"with the default settings, training goes wrong on {device}"
            self._expect_ends(trial, "defaults", trial.dtypes[0], device, message)
        if "precision" not in self._points:
            self._precision(trial)

    def _precision(self, trial: Trial) -> None:
        if self._model is None:
            still = {**trial.problems("one_step")[0], self._rounds: 0}
            if not trial.ask([still], "placed")[0]["there"]:
                raise trial.failed("the returned parameter is not on the device of x")
        for device in trial.devices:
            for dtype in trial.dtypes:
                message = f"training goes wrong in {_name(dtype)} on {device}"
                self._expect_ends(trial, "precision", dtype, device, message)

    def _expect_ends(
        self, trial: Trial, question: str, dtype: torch.dtype, device: str, message: str
    ) -> None:
        """Compare the parameters and the losses at the end of training."""
        problems = list(self._questions[question](trial.draw(question).at(dtype)))
        asked, (answer, *_) = self._at_the_end(trial, question, problems[:1], device)
        (record,), truth = asked.records, asked.truths[0]
        parameter = record["end"] if self._model else returned(record["said"])[0]
        if getattr(parameter, "dtype", dtype) != dtype or not record["on_device"]:
            raise trial.failed(
                "the returned parameter has not the dtype and device of x",
                diagnosis="dtype-ignored" if record["on_device"] else None,
            )
        rtol = trial.rtol() if trial.public else TOLERANCES[_name(dtype)]
        ends = agrees(answer[MOVES], truth[MOVES], rtol=rtol)
        if ends and agrees(answer[LOSSES], truth[LOSSES], rtol=HISTORY):
            return
        # One alone, which takes long by default, tells nothing of a mistake.
        if not only_the_loss(*self._at_the_end(trial, question, problems, device)):
            raise trial.failed(message, answer=answer[MOVES], truth=truth[MOVES])

    def _at_the_end(
        self, trial: Trial, question: str, problems: Sequence[Problem], device: str
    ) -> tuple[Round, list[Any]]:
        records = self.runs.ask(trial, problems, device)
        answers = [
            (record["end"], self.runs.numbers(record, given))
            for record, given in zip(records, problems, strict=True)
        ]
        return Round(trial, question, problems, records), answers


def training_loop(name: str, **definition: Any) -> Task:
    """Return the task of a training loop; see `Loop`."""
    return Loop(name, **definition).task()


def _name(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")
