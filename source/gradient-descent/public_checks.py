"""The tasks of week 1: how your code is called, on which inputs, and what must hold.

Read it, if you like: it is what `check("...")` runs. What is right on the public inputs, and what
some well-known mistakes would give, are the numbers in public_checks.json. Your hand-in is graded
on other inputs.

Your training loops are looked at with other functions in the place of `forward`, `mse_loss` and
`gradient`: so a loop can be right before they are. What you write out yourself stays yours.
"""

import math
from itertools import product

import torch

from autograder.kit import (
    Bars,
    Check,
    CheckFailed,
    Curves,
    Form,
    Task,
    Together,
    Values,
    Watch,
    agrees,
    carries_graph,
    constant,
    counted,
    expect_number,
    expect_something,
    expect_unchanged,
    gradient_by_hand,
    on,
    standing_in,
    unpacked,
)
from autograder.kit.compare import loss_curves

SINGLE = 1e-4  # what single precision may be off by
NUDGE = 1 + 1e-10  # which no single precision notices


def line(draw, n=7, scale=1.0):
    """Return x, y and predictions y_pred, all (n,), and a weight w.

    The errors go along with x, so that no slope vanishes by chance.
    """
    x = draw(n)
    y = draw.between(1, 3) * x + 0.2 * draw(n)
    y_pred = y + draw.between(1, 2) * x + 0.2 * draw(n)
    return {"x": x, "y": scale * y, "y_pred": scale * y_pred, "w": draw.between(0.5, 2)}


def array(value):
    """Return a tensor's numbers as an array, on a CPU in the same memory; else what it is given."""
    return value.numpy(force=True) if isinstance(value, torch.Tensor) else value


def in_numpy(name, *arguments):
    """Return the call of the function `name` with arrays."""
    return lambda notebook, given, _: getattr(notebook, name)(
        *(array(given[argument]) for argument in arguments)
    )


def sizes(given):
    """Return the letters of a problem."""
    return {"n": len(given["x"])}


# --- forward_and_loss


def other_weights(draw):
    """Return two problems that differ in w alone; so large that rounding leaves a difference."""
    given = line(draw)
    given["x"] = 10 * given["x"]
    return [given, {**given, "w": -given["w"]}]


USUAL = ("returns", "form", "values", "sizes", "changes_nothing", "precision")
FORWARD = Values(
    "forward",
    form=Form(
        "what `forward` returns", {"the array of predictions": [("n",)]}, sizes=sizes, kind="array"
    ),
    problem=line,
    call=in_numpy("forward", "w", "x"),
    points=dict.fromkeys(USUAL),
    questions={"returns": other_weights},
    reads=("x",), nudged="x",
)  # fmt: skip
LOSS = Values(
    "mse_loss",
    form=Form("what `mse_loss` returns", {"loss": [()]}, sizes=sizes, kind="number",
              odd={"loss": {("n",): "loss-not-scalar"}}),
    # So small, too, that what is rounded to a few places is seen.
    problem=lambda draw, n=7: line(draw, abs(n), 1.0 if n > 0 else 0.05),
    counts=(7, 7, 5, -7, -5),
    call=in_numpy("mse_loss", "y", "y_pred"),
    points=dict.fromkeys(USUAL),
    reads=("y", "y_pred"), nudged="y_pred",
)  # fmt: skip
BOTH = Together(forward=FORWARD.task(), loss=LOSS.task())
FORWARD_AND_LOSS = BOTH.task(
    BOTH.check("forward", "`forward` gives a prediction for each sample, by the weight", 4,
               forward=["returns", "values"]),
    BOTH.check("loss", "`mse_loss` gives the mean of the squared errors", 4,
               loss=["form", "returns", "values"]),
    BOTH.check("sizes", "Both work for one sample and for many, and change neither x nor y", 1,
               needs=["forward", "loss"], forward=["sizes", "changes_nothing"],
               loss=["sizes", "changes_nothing"]),
    BOTH.check("precision", "Both are as precise as their inputs", 1, needs=["forward", "loss"],
               forward=["precision"], loss=["precision"]),
)  # fmt: skip

# --- manual_gradient


def call_gradient(notebook, given, told):
    """Call `gradient`; tell how often it asks for the loss."""
    with counted(notebook, "mse_loss") as calls:
        answer = in_numpy("gradient", "x", "y", "y_pred")(notebook, given, told)
    told["evaluations"] = len(calls)
    return answer


def slopes(answer, truth):
    """Return the picture of a slope beside the right one."""
    return Bars(
        "slope, on the first samples where it differs", ("slope",), (float(truth),), (answer,)
    )


GRADIENT = gradient_by_hand(
    "gradient",
    form=Form("what `gradient` returns", {"slope": [()]}, kind="number"),
    problem=line,
    call=call_gradient,
    points={
        "returns": 2, "form": 1, "by_arithmetic": 3, "values": 17, "sizes": 4, "precision": 2,
        "changes_nothing": 1,
    },
    titles={
        "form": "It is a single number, not an array",
        "values": "It is the slope of the mean squared error with respect to w",
    },
    reads=("x", "y", "y_pred"), nudged="y_pred", far=("y", "y_pred"), picture=slopes,
)  # fmt: skip

# --- both training loops

# The parts of an update that a loop may take from our functions (0) or write out (1); the
# prediction for the loss and that for the gradient may come from different places.
PARTS = ("forward", "forward_of_loss", "mse_loss", "gradient")
MIXTURES = sorted(product((0, 1), repeat=4), key=lambda m: min(sum(m), len(m) - sum(m)))
MIXTURES_BY_AUTOGRAD = [(forward, forward, loss, 0) for forward, loss in product((0, 1), repeat=2)]
SETTINGS, FUNCTIONS = ("learning_rate", "n_iters"), ("forward", "mse_loss", "gradient")
COURSE_DATA = {"x": [1.0, 2.0, 3.0, 4.0], "y": [2.0, 4.0, 6.0, 8.0]}
OVERSHOT = 1e6  # times the learning rate: the loss rises
WEIGHT = Form("the returned w", {"w": [()]}, kind="number")
LEAF_WORDS = {
    "leaf-rebound": "after an update `w` is no longer a leaf whose `.grad` is filled",
    "graph-cut": "`backward` finds no way from the loss to `w`",
    "grad-before-backward": "`.grad` is used before the first `backward`",
}


def stand_ins(given):
    """Return functions for arrays and tensors; none of them solves the task that it stands for.

    In a training of `training` the loss falls, whichever of them a loop takes or writes out.
    """
    return {
        "forward": lambda w, x: w * x + given["shift"] * abs(x),
        "mse_loss": lambda y, y_pred: given["scale"] * ((y - y_pred) ** 4).sum(),
        "gradient": lambda x, y, y_pred: given["slope"] * (x[0] + y_pred[-1] - y[-1]),
    }


def training(draw, n_iters):
    """Return a problem of a few updates at a rate of its own, and what stand-ins need."""
    x = draw(7)
    x[0], x[-1] = -draw.between(1, 2), draw.between(1, 2)
    return {
        "x": x, "y": draw.between(2, 4) * x + 0.2 * draw(7),
        "learning_rate": draw.between(0.02, 0.05), "n_iters": n_iters,
        "shift": draw.between(0.5, 1), "scale": draw.between(0.001, 0.002),
        "slope": draw.between(0.5, 1),
    }  # fmt: skip


def updates(draw):
    """Return problems of several updates."""
    return [training(draw, n) for n in (4, 3)]


def telling(given, losses):
    """Return as many losses as tell something: two too many are as wrong as any more.

    By default there are many, and the first one tells whether it has a factor.
    """
    return losses[: given["n_iters"] + 2 if "n_iters" in given else 1]


def by_default(draw):
    """Return the course's samples, to be trained with one setting of the signature each.

    The rate that is given is small: after so many iterations others would make no difference.
    """
    data = {name: torch.tensor(given, dtype=draw.dtype) for name, given in COURSE_DATA.items()}
    given = {**training(draw, 3), **data}
    slowly = {**given, "learning_rate": 0.001}
    return [without(given, "learning_rate"), without(slowly, "n_iters")]


def without(given, setting):
    """Return a problem that leaves a setting to the signature."""
    return {name: value for name, value in given.items() if name != setting}


# What watches, or watched, the latest training, which may have raised.
_latest = [Watch()]


def latest(*_):
    """Tell what the latest training did to the engine."""
    (watch,) = _latest
    seen = {"derived": watch.derived, "backwards": watch.backwards, "in_place": watch.in_place[:4]}
    return [seen]


def trained(name, data):
    """Return the ask that calls the loop `name` on `data` of each problem, with stand-ins.

    With a `tilt`, what every second walk back starts from, or each (`every`), is multiplied by it.
    """

    def ask(notebook, problems, device):
        found = []
        for problem in problems:
            given = on(device, problem)
            settings = {setting: given[setting] for setting in SETTINGS if setting in given}
            _latest[:] = [Watch(given.get("tilt", 1.0), every=given.get("every", 1))]
            with standing_in(notebook, stand_ins(given)) as called, _latest[0]:
                said = unpacked(
                    getattr(notebook, name)(data(given["x"]), data(given["y"]), **settings)
                )
            losses = said[1] if isinstance(said, tuple | list) and len(said) == 2 else None
            after = {name: given[name] for name in ("x", "y")}
            found.append({"said": said, "called": dict.fromkeys(called, True), "after": after,
                          "carries_graph": carries_graph(losses), **latest()[0]})  # fmt: skip
        return found

    return ask


SEEN = {"derived": bool, "backwards": int, "in_place": list}
TOLD = {"said": object, "called": dict, "after": object, "carries_graph": bool, **SEEN}


class ScalarLoop:
    """The checks of a loop that returns the weight that it trains, and its losses.

    What is right depends on which parts of an update it writes out: a truth holds (w, losses) for
    each of the `mixtures`.
    """

    def __init__(self, name, data, mixtures, by_default_, *, by_autograd):
        self.name, self.what = name, f"what `{name}` returns"
        self.mixtures, self.by_default, self.by_autograd = mixtures, by_default_, by_autograd
        self.asks = {"": trained(name, data), "latest": latest}

    def task(self, points):
        """Return the task, with the checks that `points` names."""
        first = ["from_engine"] if self.by_autograd else ["returns"]
        both = ["one_step", "weight"]
        checks = {
            "returns": (f"`{self.name}` returns a number w, which depends on the data", []),
            "from_engine": ("The gradient comes from PyTorch's autograd", ["returns"]),
            "one_step": (
                "One update from w = 0 moves w by the learning rate times the gradient, downhill",
                first,
            ),
            "weight": ("After several updates w is that of gradient descent", first),
            "losses": (
                "Beside w it returns the losses: `losses[i]` is the loss before update i", first,
            ),
            "no_graph": ("The returned losses are plain numbers that keep no graph alive", first),
            "precision": (
                "It works in single and double precision, on each device, and changes neither x"
                " nor y", both,
            ),
            "defaults": (
                f"By default it runs {self.by_default} iterations with learning rate 0.01", both,
            ),
        }  # fmt: skip
        return Task(
            asks=self.asks,
            kinds={"": TOLD, "latest": SEEN},
            checks=[
                Check(name, title, getattr(self, f"_{name}"), points=points[name], needs=needs)
                for name, (title, needs) in checks.items()
                if name in points
            ],
            questions={
                "returns": lambda draw: [training(draw, 5) for _ in range(2)],
                "one_step": lambda draw: [training(draw, 1) for _ in range(2)],
                "weight": updates,
                "defaults": by_default,
            },
            untold=("returns",),
        )

    # --- asking

    def ask(self, trial, problems, device="cpu"):
        """Return the records, each with w and the losses, however many, as `answer`.

        Also where they come the other way round, or w alone, or a single loss: what is returned
        counts where it is asked about, and nowhere else.
        """
        try:
            found = trial.ask(problems, device=device)
        except trial.raised as error:
            self._expect_a_leaf(trial, error)
            raise
        for record, given in zip(found, problems, strict=True):
            w, losses = self._read(record["said"])
            record["answer"] = w, telling(given, losses)
            record["in_place"] = [name for name in record["in_place"] if isinstance(name, str)]
        return found

    def _read(self, said):
        """Return w, and the losses as numbers."""
        w, losses = self._pair(said)
        noted = [expect_number(loss, "an entry of the returned losses") for loss in losses]
        return WEIGHT.meant(w, {}), noted

    def _pair(self, said):
        """Return w and what may be losses, in a list, however they were returned."""
        expect_something(said, self.what)
        if isinstance(said, tuple | list) and len(said) != 2:
            raise CheckFailed(f"{self.what} is not a pair: w and the list of losses")
        w, noted = said if isinstance(said, tuple | list) else (said, [])
        if _turned(w, noted):
            w, noted = noted, w
        if getattr(noted, "ndim", 0) == 1:
            noted = noted.tolist()
        if not isinstance(noted, tuple | list):
            noted = [noted]
        return w, noted

    def _expect_a_leaf(self, trial, error):
        """Raise CheckFailed where an exception means that `w.grad` was None, and say why it was.

        A weight that was rebound, a graph that was cut and a gradient that is read too early raise
        the same exceptions: only what went before tells them apart.
        """
        type_name, text = trial.words(error)
        (seen,) = trial.ask([{}], "latest")
        no_gradient = type_name in ("TypeError", "AttributeError") and "NoneType" in text
        diagnosis = _why_none(type_name, seen) if no_gradient else None
        cut = type_name == "RuntimeError" and "does not require grad" in text
        if cut and seen["derived"] and not seen["in_place"]:
            diagnosis = "leaf-rebound"
        if self.by_autograd and (no_gradient or diagnosis):
            raise trial.failed(
                LEAF_WORDS.get(diagnosis, "`.grad` is None where it is used"), diagnosis=diagnosis,
                evidence={"exception": f"{type_name}: {text}"[:500]},
            ) from error  # fmt: skip

    # --- what is right

    def _fits(self, trial, question, problems, records, part, rtol):
        """Whether one part of all answers, w or the losses, is right in some mixture."""
        truths = trial.truths(question, problems)
        return any(
            all(agrees(record["answer"][part], truth[mixture][part], rtol=rtol)
                for record, truth in zip(records, truths, strict=True))
            for mixture in range(len(self.mixtures))
        )  # fmt: skip

    def _named(self, trial, question, problems, records):
        """Return the one mistake that explains w and the losses of all problems, in any mixture."""
        count = len(self.mixtures)
        answers = [[record["answer"]] * count for record in records]
        named = (trial.diagnose(question, problems, answers, place) for place in range(count))
        return next(filter(None, named), None)

    def _likely(self, trial, question, problems, record):
        """Return w and the losses for the first problem, in the mixture that the calls speak of."""
        forward, loss, gradient = (
            int(record["called"].get(name) is not True) for name in FUNCTIONS
        )
        mixture = (forward, forward, loss, 0 if self.by_autograd else gradient)
        return trial.truths(question, problems)[0][self.mixtures.index(mixture)]

    def _expect_weights(
        self, trial, question, problems, message, *, rtol, otherwise=None, device="cpu"
    ):
        records = self.ask(trial, problems, device)
        if self._fits(trial, question, problems, records, 0, rtol):
            return records
        rounded = self._fits(trial, question, problems, records, 0, SINGLE)
        named = "dtype-ignored" if rounded else self._named(trial, question, problems, records)
        # What a factor of the whole loss breaks is the losses: their check says so.
        if named != "loss-scaled":
            raise trial.failed(
                message, diagnosis=named or otherwise, answer=records[0]["answer"][0],
                truth=self._likely(trial, question, problems, records[0])[0],
            )  # fmt: skip
        return records

    # --- the checks

    def _returns(self, trial):
        one, other = trial.problems("returns")
        first, second = self.ask(trial, [one, {**one, "x": other["x"], "y": other["y"]}])
        w = first["answer"][0]
        if w != second["answer"][0]:
            return
        if w:
            raise trial.failed("w is the same for other data", diagnosis="hard-coded")
        raise trial.failed("training leaves w at 0", diagnosis=self._why_still(first))

    def _why_still(self, record):
        if not self.by_autograd:
            return "parameters-untouched"
        changes = record["in_place"]
        if changes[:1] == ["zero_"] and set(changes[1:]) - {"zero_"}:
            return "zero-before-step"
        return "parameters-untouched" if record["derived"] else None

    def _from_engine(self, trial):
        problem = {**trial.problems("returns")[0], "n_iters": 3}
        # In every second walk back, or in each: an optimizer may divide what is in all of them
        # out, and a loop may end, or start anew, before there is a second one. A gradient that is
        # cut to a length keeps its sign alone.
        tilts = ((1.0 + problem["shift"], 2), (1.0 + problem["shift"], 1), (-1.0, 2))
        tilted = [{**problem, "tilt": tilt, "every": every} for tilt, every in tilts]
        plain, *others = self.ask(trial, [problem, *tilted])
        # The losses, too: after many iterations w has converged, by whatever gradients.
        same = all(
            math.isclose(one, tilted, rel_tol=1e-3)
            for other in others
            for one, tilted in zip(_numbers(plain), _numbers(other), strict=False)
        )
        if same or not plain["derived"]:
            raise trial.failed(
                "the gradient did not come from `backward`", diagnosis="manual-in-autograd"
            )

    def _one_step(self, trial):
        message = "after one update w is not where gradient descent leads"
        problems = trial.problems("one_step")
        try:
            self._expect_weights(trial, "one_step", problems, message, rtol=trial.rtol())
        except CheckFailed as fault:
            fault.diagnosis = fault.diagnosis or self._why_elsewhere(trial, problems[0])
            raise

    def _why_elsewhere(self, trial, problem):
        """Return the diagnosis of a w that is not 0 before the first update."""
        try:
            (record,) = trial.ask([{**problem, "n_iters": 0, "learning_rate": 0.0}])
            w, _ = self._pair(record["said"])
            return "not-zero-initialised" if WEIGHT.meant(w, {}) else None
        except (CheckFailed, *trial.raised):
            return None

    def _weight(self, trial):
        message = "after several updates w is not that of gradient descent"
        problems = trial.problems("weight")
        self._expect_weights(trial, "weight", problems, message, rtol=trial.rtol())

    def _losses(self, trial):
        problems = trial.problems("weight")
        records = self.ask(trial, problems)
        for record in records:
            self._expect_pair(record["said"])
        # Every iteration is asked for, also where there is nothing left to learn.
        nothing = torch.zeros_like(problems[0]["x"])
        settled = {**problems[0], "x": nothing, "y": nothing}
        noted = [record["answer"][1] for record in (*records, *self.ask(trial, [settled]))]
        counts = [given["n_iters"] for given in (*problems, settled)]
        otherwise = None
        if list(map(len, noted)) != counts:
            message, otherwise = "there is not one loss for each iteration", "losses-miscounted"
        elif not self._fits(trial, "weight", problems, records, 1, trial.rtol()):
            message = "the losses are not those before each update"
        else:
            self._expect_to_the_end(trial, problems[0])
            return
        truth = self._likely(trial, "weight", problems, records[0])[1]
        raise trial.failed(
            message, diagnosis=self._named(trial, "weight", problems, records) or otherwise,
            answer=noted[0], truth=truth, evidence=loss_curves(noted[0], truth),
            picture=Curves("loss", "iteration", tuple(truth), tuple(noted[0])),
        )  # fmt: skip

    def _expect_to_the_end(self, trial, problem):
        """Raise CheckFailed where a loop ends early that overshoots: all else may overflow."""
        rate = OVERSHOT * problem["learning_rate"]
        try:
            (record,) = trial.ask([{**problem, "learning_rate": rate}])
        except trial.raised:
            return
        _, losses = self._pair(record["said"])
        if 0 < len(losses) < problem["n_iters"]:
            raise trial.failed(
                "it ends before the last iteration if the loss rises",
                diagnosis="iterations-miscounted",
            )

    def _expect_pair(self, said):
        if not isinstance(said, tuple | list):
            raise CheckFailed(
                f"{self.what} is not a pair: w and the list of losses", diagnosis="result-missing"
            )
        if _turned(*said):
            raise CheckFailed(
                f"{self.what} is the pair losses, w: the other way round",
                diagnosis="results-swapped",
            )
        WEIGHT.exact(said[0], {})

    def _no_graph(self, trial):
        (record,) = self.ask(trial, trial.problems("returns")[:1])
        if record["carries_graph"]:
            raise trial.failed(
                "the returned losses require a gradient", diagnosis="cost-keeps-graph"
            )

    def _precision(self, trial):
        for device in trial.devices:
            for dtype, rtol in ((torch.float32, SINGLE), (torch.float64, 1e-9)):
                problems = updates(trial.draw("weight").at(dtype))
                records = self._expect_weights(
                    trial, "weight", problems, f"w is not exact to {dtype} on {device}",
                    rtol=SINGLE if trial.public else rtol, device=device,
                )  # fmt: skip
                for record, given in zip(records, problems, strict=True):
                    expect_unchanged(trial, self.name, record["after"], given, ("x", "y"))
                    self._expect_dtype(trial, record["said"], dtype)
        if trial.public:
            self._expect_digits(trial, problems[0])

    def _expect_dtype(self, trial, said, dtype):
        w = said[0] if isinstance(said, tuple | list) and not _turned(*said) else said
        if isinstance(w, torch.Tensor) and w.dtype != dtype:
            raise trial.failed(
                f"for data of {dtype} the returned w has another precision",
                diagnosis="dtype-ignored",
            )

    def _expect_digits(self, trial, problem):
        one, other = self.ask(trial, [problem, {**problem, "y": NUDGE * problem["y"]}])
        if one["answer"][0] == other["answer"][0]:
            raise trial.failed(
                "only the first digits of float64 inputs are used", diagnosis="dtype-ignored"
            )

    def _defaults(self, trial):
        self._expect_weights(
            trial, "defaults", trial.problems("defaults"),
            f"with the default arguments w is not that of {self.by_default} iterations",
            rtol=SINGLE, otherwise="default-changed",
        )  # fmt: skip


def _numbers(record):
    """Return w and all losses."""
    w, losses = record["answer"]
    return [w, *losses]


def _turned(w, losses):
    return isinstance(w, tuple | list) and not isinstance(losses, tuple | list)


def _why_none(type_name, seen):
    """Return the diagnosis of a `.grad` that was None."""
    if not seen["backwards"]:
        return "grad-before-backward"
    if not seen["derived"]:
        return "graph-cut"
    # With `zero_` the first update already fails, without it the second one.
    rebound = type_name == "AttributeError" or seen["backwards"] > 1
    return "leaf-rebound" if rebound and not seen["in_place"] else None


NUMPY = ScalarLoop("train_numpy", array, MIXTURES, 20, by_autograd=False)
AUTOGRAD = ScalarLoop(
    "train_autograd", lambda tensor: tensor, MIXTURES_BY_AUTOGRAD, 100, by_autograd=True
)

# --- find_the_bug


def factors(notebook, problems, device):
    """Call `lecture_gradient_factor` for the size of each problem.

    Tell if it asked the student's `gradient`, and what that says of the problem.
    """
    found = []
    for given in problems:
        with counted(notebook, "gradient") as asked:
            said = notebook.lecture_gradient_factor(len(given["x"]))
        own = notebook.gradient(*(array(given[n]) for n in ("x", "y", "y_pred"))) if asked else 1.0
        found.append({"said": said, "asked": bool(asked), "own": own})
    return found


def of_sizes(draw, sizes=(1,)):
    """Return problems of these sizes, and of three others, all different."""
    others = {2 + draw.whole(38) for _ in range(12)}
    return [line(draw, n) for n in (*sizes, *sorted(others)[:3])]


def found_slopes(trial):
    """Return for each problem the lecture's gradient over the factor, and the slope.

    A factor over the student's own gradient is put right: what is wrong with that is charged once.
    """
    problems = trial.problems("factors")
    truths = [float(truth) for truth in trial.truths("factors", problems)]
    found = []
    for record, given, slope in zip(trial.ask(problems), problems, truths, strict=True):
        factor = expect_number(record["said"], "what `lecture_gradient_factor` returns")
        if record["asked"]:
            factor *= expect_number(record["own"], "what `gradient` returns") / slope
        # The line of the lecture, as the notebook shows it.
        lectures = float(
            torch.dot(2 * given["x"].double(), (given["y_pred"] - given["y"]).double())
        )
        found.append((factor, lectures / factor if factor else math.inf))
    return found, truths


def returns_factor(trial):
    """Look whether n matters."""
    found, _ = found_slopes(trial)
    if all(agrees(factor, found[0][0], rtol=SINGLE) for factor, _ in found):
        raise trial.failed(
            "the factor is the same for every n", diagnosis=constant(found[0][0]),
            hint="In the table of part 5, is it the same in every line?",
        )  # fmt: skip


def right_factor(trial):
    """Look whether the lecture's gradient over the factor is the slope."""
    for (_, mine), truth in zip(*found_slopes(trial), strict=True):
        if not agrees(mine, truth, rtol=SINGLE):
            raise trial.failed(
                "for some n the lecture's gradient over your factor is not the slope",
                hint="The cell above shows both slopes for 1, 2, 3 and 6 samples: divide them.",
                answer=mine, truth=truth,
            )  # fmt: skip


FACTOR = Task(
    asks={"": factors},
    kinds={"": {"said": object, "asked": bool, "own": object}},
    questions={"factors": of_sizes},
    checks=[
        Check("returns", "`lecture_gradient_factor` returns one number, and n matters",
              returns_factor, points=2),
        Check("factor", "The lecture's gradient over the factor is the slope, for any number of"
              " samples", right_factor, points=8, needs=["returns"]),
    ],
)  # fmt: skip

TASKS = {
    "forward_and_loss": FORWARD_AND_LOSS,
    "manual_gradient": GRADIENT,
    "training_loop": NUMPY.task(
        {"returns": 2, "one_step": 6, "weight": 6, "losses": 3, "precision": 1, "defaults": 2}
    ),
    "autograd_loop": AUTOGRAD.task({
        "returns": 3, "from_engine": 7, "one_step": 7, "weight": 6, "losses": 3, "no_graph": 1,
        "precision": 1, "defaults": 2,
    }),
    "find_the_bug": FACTOR,
}  # fmt: skip
