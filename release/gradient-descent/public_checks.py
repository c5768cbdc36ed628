"""The public checks of week 1: fixed inputs, calls of your code, and what must hold.

Read it, if you like: it is what `check("...")` runs. What is right on these inputs, and what some
well-known mistakes would give, are the numbers in public_checks.json. Your hand-in is graded on
other inputs.

Your training loops are looked at with other functions in the place of `forward`, `mse_loss` and
`gradient`: so a loop can be right before they are. What you write out yourself stays yours.
"""

import math

import numpy as np
import torch

from autograder import diagnoses
from autograder.gradients import agrees, constant, expect_array, expect_number, expect_something
from autograder.public import Bars, Curves, PublicFailed
from autograder.public.tools import (
    Watch,
    carries_graph,
    copies,
    counted,
    expect_known,
    expect_read_only,
    numbers,
    plain,
    standing_in,
    unpacked,
    written,
)
from autograder.public.training import expect_no_graph

SINGLE = 1e-4  # what single precision may be off by
ARITHMETIC = 1e-10  # what sums in double precision may be off by
FAR = 2.0**40
_SETTINGS = ("learning_rate", "n_iters")
_NAMES = ("forward", "mse_loss", "gradient")


def _problem(seed, n=7, **settings):
    """Return x, y and predictions y_pred, all (n,), and a weight w."""
    x, y, y_pred = numbers(seed, 3, n).numpy()
    return {"x": x, "y": y, "y_pred": y_pred, "w": 0.5 + seed / 100, **settings}


def _training(seed, **settings):
    """Return a problem with settings of a loop, and what the functions of our own need."""
    return {
        **_problem(seed), "learning_rate": 0.03 + seed / 1000, "n_iters": 1,
        "shift": 0.7, "scale": 0.002, "slope": 0.6, **settings,
    }  # fmt: skip


# The samples and the settings that the signatures give by themselves.
_DEFAULTS = {
    **_training(61), "x": np.array([1.0, 2.0, 3.0, 4.0]), "y": np.array([2.0, 4.0, 6.0, 8.0]),
    "learning_rate": 0.01,
}  # fmt: skip

PROBLEMS = [_problem(11), _problem(14), _problem(13, n=5)]
SIZES = [_problem(21, n=1), _problem(22, n=2), _problem(23, n=40)]
TRAININGS = [_training(31), _training(32, n_iters=4)]
DEFAULTS = {name: [{**_DEFAULTS, "n_iters": n}] for name, n in (("numpy", 20), ("autograd", 100))}
FACTORS = [_problem(41, n=2), _problem(42, n=5), _problem(43, n=9), _problem(44, n=1)]


def _number(answer, what, diagnosis=None):
    answer = plain(answer)
    if isinstance(answer, np.ndarray | torch.Tensor) and answer.ndim:
        raise PublicFailed(
            f"{what} is an array, not a single number",
            diagnosis=diagnosis,
            received=f"shape {tuple(answer.shape)}",
        )
    return expect_number(answer, what)


def _expect_digits(answer_of, problem, name):
    """Raise PublicFailed unless the answer notices a change in the tenth digit."""
    nudged = {**problem, name: problem[name] * (1 + 1e-10)}
    if np.array_equal(answer_of(problem), answer_of(nudged)):
        raise PublicFailed(
            "only the first digits of float64 inputs are used",
            hint="Where in your code does a number change its dtype?",
        )


# --- forward_and_loss


def _predict(notebook, problem):
    answer = plain(notebook.forward(problem["w"], problem["x"]))
    expect_something(answer, "the answer of `forward`")
    dtype = getattr(answer, "dtype", np.dtype("float64")).name
    form = {"dtype": dtype, "shapes": [problem["x"].shape], "sizes": {len(problem["x"]): "n"}}
    return expect_array(answer, "the answer of `forward`", **form)


def _loss(notebook, problem):
    what = "what `mse_loss` returns"
    answer = notebook.mse_loss(problem["y"], problem["y_pred"])
    expect_something(answer, what)
    return _number(answer, what, "loss-not-scalar")


def predictions(notebook, table):
    """`forward` gives a prediction for each sample, by the weight"""
    first = PROBLEMS[0]
    one, other = (_predict(notebook, {**copies(first), "w": w}) for w in (first["w"], -3.0))
    if np.array_equal(one, other):
        raise PublicFailed(
            "for two different weights the predictions are the same",
            diagnosis=constant(other),
            hint="Where does your `forward` use w?",
        )
    answers = [_predict(notebook, copies(problem)) for problem in PROBLEMS]
    expect_known(answers, table["predictions"], "the predictions are not those of the model")


def losses(notebook, table):
    """`mse_loss` gives the mean squared error"""
    answers = [_loss(notebook, copies(problem)) for problem in PROBLEMS]
    if answers[0] == answers[1]:
        raise PublicFailed("the loss is the same for other data", diagnosis=constant(answers[0]))
    expect_known(answers, table["losses"], "the loss is not the mean squared error")


def any_number(notebook, table):
    """Both work for one sample and for many"""
    answers = [_predict(notebook, copies(problem)) for problem in SIZES]
    expect_known(answers, table["predictions_of_sizes"], "`forward` is wrong for some sizes")
    answers = [_loss(notebook, copies(problem)) for problem in SIZES]
    expect_known(answers, table["losses_of_sizes"], "`mse_loss` is wrong for some sizes")


def all_digits(notebook, table):
    """Both are as precise as their inputs"""
    _expect_digits(lambda problem: _predict(notebook, problem), PROBLEMS[0], "x")
    _expect_digits(lambda problem: _loss(notebook, problem), PROBLEMS[0], "y_pred")


def reads_only(notebook, table):
    """They change none of their arguments"""
    problem = copies(PROBLEMS[0])
    notebook.forward(problem["w"], problem["x"])
    expect_read_only("forward", problem, PROBLEMS[0], ("x",))
    notebook.mse_loss(problem["y"], problem["y_pred"])
    expect_read_only("mse_loss", problem, PROBLEMS[0], ("y", "y_pred"))


# --- manual_gradient


def _slope(notebook, problem):
    answer = notebook.gradient(problem["x"], problem["y"], problem["y_pred"])
    expect_something(answer, "the answer of `gradient`")
    return _number(answer, "what `gradient` returns")


def one_slope(notebook, table):
    """`gradient` returns one number, and the data matters"""
    one, other = (_slope(notebook, copies(problem)) for problem in PROBLEMS[:2])
    if one == other:
        raise PublicFailed(
            "the gradient is the same for other data",
            diagnosis=constant(other),
            received=f"both times {written(one)}",
        )


def arithmetic(notebook, table):
    """It is worked out by arithmetic, without autograd and without nudging"""
    hint = "Here you are the one who differentiates: all you need is two short derivatives."
    with Watch() as watch, counted(notebook, "mse_loss") as calls:
        _slope(notebook, copies(PROBLEMS[0]))
    if watch.engine:
        raise PublicFailed("`gradient` lets PyTorch differentiate", hint=hint)
    if len(calls) > 1:
        raise PublicFailed(f"`gradient` calls `mse_loss` {len(calls)} times", hint=hint)


def slopes(notebook, table):
    """It is the slope of the loss, on three sets of two sizes"""
    answers = [_slope(notebook, copies(problem)) for problem in PROBLEMS]
    known = table["slopes"]
    labels = tuple(f"{len(problem['x'])} samples" for problem in PROBLEMS)
    bars = Bars("slope, on each set of samples", labels, known.truth, tuple(answers))
    expect_known(answers, known, "the slope is not right", picture=bars)


def slopes_of_sizes(notebook, table):
    """It is right for any number of samples"""
    answers = [_slope(notebook, copies(problem)) for problem in SIZES]
    expect_known(answers, table["slopes_of_sizes"], "for 1, 2 or 40 samples the slope is not right")


def exact(notebook, table):
    """It is as precise as its inputs, far from the minimum as well"""
    _expect_digits(lambda problem: _slope(notebook, problem), PROBLEMS[0], "y_pred")
    # With all errors so much larger, a difference of two losses loses digits, whatever its step.
    far = {**PROBLEMS[0], **{name: FAR * PROBLEMS[0][name] for name in ("y", "y_pred")}}
    near = _slope(notebook, copies(PROBLEMS[0]))
    if not agrees(_slope(notebook, far), FAR * near, rtol=ARITHMETIC):
        raise PublicFailed(
            "far from the minimum the slope loses digits: is it measured, or rounded on the way?"
        )


def leaves_arguments(notebook, table):
    """It changes none of its arguments"""
    problem = copies(PROBLEMS[0])
    _slope(notebook, problem)
    expect_read_only("gradient", problem, PROBLEMS[0], ("x", "y", "y_pred"))


# --- both training loops


def _of_our_own(problem):
    """Return functions for arrays and tensors that solve none of your tasks."""
    return {
        "forward": lambda w, x: w * abs(x) + problem["shift"] * abs(x),
        "mse_loss": lambda y, y_pred: ((y_pred - y) ** 4).sum() * problem["scale"],
        "gradient": lambda x, y, y_pred: (y_pred[-1] + x[0] - y[-1]) * problem["slope"],
    }


def _train(notebook, name, problem, settings=_SETTINGS, dtype=torch.float64, watch=None):
    """Call a loop with functions of our own beside it; return w, the losses, and what was seen."""
    problem = copies(problem)
    x, y = problem["x"], problem["y"]
    if name == "train_autograd":
        x, y = (torch.tensor(part, dtype=dtype) for part in (x, y))
    train = getattr(notebook, name)
    with standing_in(notebook, _of_our_own(problem)) as called, watch or Watch():
        answer = unpacked(train(x, y, **{setting: problem[setting] for setting in settings}))
    expect_something(answer, f"what `{name}` returns")
    if not (isinstance(answer, tuple | list) and len(answer) == 2):
        raise PublicFailed(
            f"`{name}` should return two things: the weight and the list of losses",
            received=written(plain(answer)),
        )
    history = plain(answer[1])
    if isinstance(history, np.ndarray | torch.Tensor) and history.ndim == 1:
        history = history.tolist()
    if not isinstance(history, tuple | list):
        raise PublicFailed("the losses are not in a list", received=written(history))
    return {
        "w": _number(answer[0], "the returned weight"),
        "dtype": answer[0].dtype if isinstance(answer[0], torch.Tensor) else None,
        "losses": [_number(loss, "an entry of the losses") for loss in history],
        "graph": carries_graph(answer[1]),
        "called": called,
        "data": problem,
    }


def _trained(notebook, table, name):
    """Return what the loop answers to each of TRAININGS, what is right, and the diagnosis.

    Right is what comes of our own functions where the loop calls them, and of the true ones where
    it writes them out; the table knows each mixture.
    """
    found = [_train(notebook, name, problem) for problem in TRAININGS]
    answers = [(told["w"], told["losses"]) for told in found]
    mixtures = [one for key, one in table.known.items() if key.startswith("mixture")]
    diagnosis = table["mistakes"].diagnose(answers)
    return found, mixtures, table.known[_mixture(name, found[0]["called"])], diagnosis


def _mixture(name, called):
    """Return the table's name for the functions that a loop calls (0) or writes out (1)."""
    forward, loss, gradient = (str(int(function not in called)) for function in _NAMES)
    parts = forward + loss if name == "train_autograd" else 2 * forward + loss + gradient
    return f"mixture_{parts}"


def _expect_weight(notebook, table, name, place, message):
    found, mixtures, likely, diagnosis = _trained(notebook, table, name)
    w, truth = found[place]["w"], likely.truth[place][0]
    # What a factor of the whole loss breaks is the losses: the next step but one says so.
    right = diagnosis == "loss-scaled"
    if not right and not any(agrees(w, one.truth[place][0], rtol=1e-5) for one in mixtures):
        shown = {"expected": written(truth), "received": written(w)}
        raise PublicFailed(message, diagnosis=diagnosis, **shown)


def _expect_losses(notebook, table, name):
    found, mixtures, likely, diagnosis = _trained(notebook, table, name)
    # The longest first: its losses make a curve.
    for place, told in reversed(list(enumerate(found))):
        truths = [one.truth[place][1] for one in mixtures]
        if not any(agrees(told["losses"], truth, rtol=1e-5) for truth in truths):
            truth, count = likely.truth[place][1], len(told["losses"])
            raise PublicFailed(
                "the losses are not those before each update"
                if count == len(truth)
                else f"{len(truth)} iterations should give {len(truth)} losses, not {count}",
                diagnosis=diagnosis,
                expected=written(truth),
                received=written(told["losses"]),
                picture=Curves("loss", "iteration", tuple(truth), tuple(told["losses"])),
            )
    # Where nothing is left to learn, a loop still runs as often as it was told to.
    nothing = np.zeros_like(TRAININGS[1]["x"])
    count = len(_train(notebook, name, {**TRAININGS[1], "x": nothing, "y": nothing})["losses"])
    if count != TRAININGS[1]["n_iters"]:
        words = f"with a loss of 0, {TRAININGS[1]['n_iters']} iterations give {count} losses"
        raise PublicFailed(words, hint="Does your loop end before the last iteration?")


def _expect_defaults(notebook, table, name):
    (problem,) = DEFAULTS[name.removeprefix("train_")]
    w = _train(notebook, name, problem, settings=())["w"]
    if not any(agrees(w, one, rtol=SINGLE) for one in table["defaults"].truth[0]):
        raise PublicFailed(
            f"with the default arguments w is not that of {problem['n_iters']} iterations",
            hint="Compare the first line of your function with that of the task.",
        )


def _other_data(problem):
    return {**problem, "x": TRAININGS[0]["x"], "y": TRAININGS[0]["y"]}


# --- training_loop


def pair_of_numpy(notebook, table):
    """`train_numpy` returns a number w and the list of losses, and the data matters"""
    problems = (TRAININGS[1], _other_data(TRAININGS[1]))
    one, other = (_train(notebook, "train_numpy", problem) for problem in problems)
    if one["w"] == other["w"] == 0:
        raise PublicFailed("training leaves w at 0", diagnosis="parameters-untouched")
    if one["w"] == other["w"]:
        raise PublicFailed("w is the same for other data", diagnosis="hard-coded")


def step_of_numpy(notebook, table):
    """One iteration moves w from 0 by the learning rate against what `gradient` says"""
    message = "after one iteration w is not where a step against the gradient leads"
    _expect_weight(notebook, table, "train_numpy", 0, message)


def weight_of_numpy(notebook, table):
    """After four iterations w is where four such steps lead"""
    message = "after four iterations w is not that of gradient descent"
    _expect_weight(notebook, table, "train_numpy", 1, message)


def losses_of_numpy(notebook, table):
    """`losses[i]` is what `mse_loss` says before update i"""
    _expect_losses(notebook, table, "train_numpy")


def digits_of_numpy(notebook, table):
    """It keeps double precision, and leaves x and y as they are"""
    _expect_digits(lambda given: _train(notebook, "train_numpy", given)["w"], TRAININGS[0], "y")
    data = _train(notebook, "train_numpy", TRAININGS[0])["data"]
    expect_read_only("train_numpy", data, TRAININGS[0], ("x", "y"))


def defaults_of_numpy(notebook, table):
    """By default it runs 20 iterations at learning rate 0.01"""
    _expect_defaults(notebook, table, "train_numpy")


# --- autograd_loop


def _trace(notebook, problem, tilt=1.0, every=2):
    """Train by autograd; return what came of it and its trace. Says why `.grad` is None.

    The gradient that every second `backward` starts from, or every one, can be tilted.
    """
    trace = Watch(tilt, every=every)
    try:
        return _train(notebook, "train_autograd", problem, watch=trace), trace
    except (TypeError, AttributeError, RuntimeError) as error:
        _expect_gradient(error, trace)
        raise


def _expect_gradient(error, trace):
    """Raise PublicFailed where an exception means that `.grad` was None, or a w without a graph."""
    if isinstance(error, RuntimeError):
        cut = "graph-cut" in diagnoses.suspected("RuntimeError", str(error))
        if cut and trace.derived and not trace.in_place:
            raise PublicFailed("after an update `w` is a new tensor", diagnosis="leaf-rebound")
    elif "NoneType" in str(error):
        raise PublicFailed("`.grad` is None where it is used", diagnosis=_why_none(error, trace))


def _why_none(error, trace):
    if not trace.derived:
        return "graph-cut" if trace.seeds else "grad-before-backward"
    later = isinstance(error, AttributeError) or trace.seeds > 1
    return "leaf-rebound" if later and not trace.in_place else None


def pair_of_autograd(notebook, table):
    """`train_autograd` returns a number w and the list of losses, and the data matters"""
    problems = (TRAININGS[1], _other_data(TRAININGS[1]))
    (one, _), (other, trace) = (_trace(notebook, problem) for problem in problems)
    if one["w"] == other["w"] == 0:
        cleared = trace.in_place[:1] == ["zero_"] and set(trace.in_place) != {"zero_"}
        untouched = "parameters-untouched" if trace.derived else None
        diagnosis = "zero-before-step" if cleared else untouched
        raise PublicFailed("training leaves w at 0", diagnosis=diagnosis)
    if one["w"] == other["w"]:
        raise PublicFailed("w is the same for other data", diagnosis="hard-coded")


def by_autograd(notebook, table):
    """The slope comes from autograd"""
    told, trace = _trace(notebook, TRAININGS[1])
    tilted = [_trace(notebook, TRAININGS[1], 1.7, every)[0] for every in (2, 1)]
    same = all(math.isclose(told["w"], one["w"], rel_tol=1e-3) for one in tilted)
    if same or not trace.derived:
        raise PublicFailed("the slope did not come from `backward`", diagnosis="manual-in-autograd")


def step_of_autograd(notebook, table):
    """One iteration moves w from 0 by the learning rate against the gradient"""
    message = "after one iteration w is not where a step against the gradient leads"
    _expect_weight(notebook, table, "train_autograd", 0, message)


def weight_of_autograd(notebook, table):
    """After four iterations w is where four such steps lead"""
    message = "after four iterations w is not that of gradient descent"
    _expect_weight(notebook, table, "train_autograd", 1, message)


def losses_of_autograd(notebook, table):
    """`losses[i]` is what the loss was before update i"""
    _expect_losses(notebook, table, "train_autograd")


def plain_losses(notebook, table):
    """The losses are plain numbers that keep no graph alive"""
    expect_no_graph(_train(notebook, "train_autograd", TRAININGS[1]))


def precisions(notebook, table):
    """It works in single and in double precision"""
    name, problem = "train_autograd", TRAININGS[1]
    hint = "Which dtype does w start with?"
    double, single = (
        _train(notebook, name, problem, dtype=dtype) for dtype in (torch.float64, torch.float32)
    )
    for told, dtype in ((double, torch.float64), (single, torch.float32)):
        if told["dtype"] not in (None, dtype):
            message = f"for data of {dtype} the returned w has another precision"
            raise PublicFailed(message, hint=hint, received=str(told["dtype"]))
    if not agrees(single["w"], double["w"], rtol=SINGLE):
        raise PublicFailed("in single precision w is not right", hint=hint)
    _expect_digits(lambda given: _train(notebook, name, given)["w"], problem, "y")


def defaults_of_autograd(notebook, table):
    """By default it runs 100 iterations at learning rate 0.01"""
    _expect_defaults(notebook, table, "train_autograd")


# --- find_the_bug


def _factor(notebook, problem, slope):
    """Return the factor; one that is taken over your own `gradient` is put right first."""
    with counted(notebook, "gradient") as calls:
        answer = notebook.lecture_gradient_factor(len(problem["x"]))
    answer = _number(answer, "what `lecture_gradient_factor` returns")
    return answer * _slope(notebook, problem) / slope if calls else answer


def factors(notebook, table):
    """`lecture_gradient_factor` returns one number, and n matters"""
    truth = table["slopes"].truth
    found = [_factor(notebook, *pair) for pair in zip(FACTORS[:3], truth, strict=False)]
    if all(agrees(one, found[0], rtol=SINGLE) for one in found):
        raise PublicFailed(
            "for three numbers of samples the factor is the same",
            diagnosis=constant(found[0]),
            hint="In the table of part 5, is it the same in every line?",
            received=f"each time {written(found[0])}",
        )


def slopes_by_factor(notebook, table):
    """The lecture's gradient over the factor is the slope, for any number of samples"""
    for problem, slope in zip(FACTORS, table["slopes"].truth, strict=True):
        factor, n = _factor(notebook, problem, slope), len(problem["x"])
        lectures = notebook.lecture_gradient(*(problem[name] for name in ("x", "y", "y_pred")))
        if factor == 0 or not agrees(float(lectures) / factor, slope, rtol=SINGLE):
            raise PublicFailed(
                f"for n = {n} the lecture's gradient over your factor is not the slope",
                hint="The cell above shows both slopes for 1, 2, 3 and 6 samples: divide them.",
                expected=written(slope),
                received=written(float(lectures) / factor) if factor else "a factor of 0",
            )


TASKS = {
    "forward_and_loss": (predictions, losses, any_number, all_digits, reads_only),
    "manual_gradient": (
        one_slope, arithmetic, slopes, slopes_of_sizes, exact, leaves_arguments,
    ),
    "training_loop": (
        pair_of_numpy, step_of_numpy, weight_of_numpy, losses_of_numpy, digits_of_numpy,
        defaults_of_numpy,
    ),
    "autograd_loop": (
        pair_of_autograd, by_autograd, step_of_autograd, weight_of_autograd, losses_of_autograd,
        plain_losses, precisions, defaults_of_autograd,
    ),
    "find_the_bug": (factors, slopes_by_factor),
}  # fmt: skip
