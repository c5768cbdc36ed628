"""The public checks of week 2: fixed inputs, calls of your code, and what must hold.

Read it, if you like: it is what `check("...")` runs. What is right on these inputs, and what some
well-known mistakes would give, are the numbers in public_checks.json. Your hand-in is graded on
other inputs.
"""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from autograder.diagnoses import suspected
from autograder.errors import CheckFailed
from autograder.gradients import (
    agrees,
    constant,
    expect_something,
    expect_tensor,
    expect_tensors,
)
from autograder.public import PublicFailed
from autograder.public.tools import (
    Scaled,
    copies,
    expect_as_asked,
    expect_gradients,
    expect_known,
    expect_one_linear,
    expect_trainable,
    numbers,
    plain,
    unpacked,
    written,
)
from autograder.public.training import (
    expect_no_graph,
    moves,
    must_have_moved,
    noted_losses,
    right_losses,
    right_moves,
    watched,
)

LABELS = ("w1", "w2", "w3", "b")
SETTINGS = ("learning_rate", "n_iters")
# What a call leaves out, the signature decides.
BY_DEFAULT = {"learning_rate": 0.01, "n_iters": 100}
# What `backward` and its `.grad` say of a tensor that is no leaf any more.
NO_LEAF = ("graph-cut", "grad-before-backward")
# What a float64 answer may differ by where single precision was asked for.
SINGLE = 1e-4


def _line(seed, n, rate):
    """Return x and y, both (n,), to fit a slope to."""
    x, y = numbers(seed, n), numbers(seed + 1, n)
    return {"x": x, "y": y, "learning_rate": rate, "n_iters": 3}


def _table(seed, n, rate, *layers):
    """Return x (n, inputs), y (n, outputs), a model; a layer is (inputs, outputs, has a bias)."""
    drawn = [
        [numbers(seed + 10 * place, outs, ins), *([numbers(seed + 10 * place + 1, outs)] * bias)]
        for place, (ins, outs, bias) in enumerate(layers, start=1)
    ]
    x, y = numbers(seed, n, layers[0][0]), numbers(seed + 1, n, layers[-1][1])
    return {"x": x, "y": y, "layers": drawn, "learning_rate": rate, "n_iters": 3}


# Batches of two sizes, three learning rates, none of which is in the signature.
LINES = [_line(11, 7, 0.05), _line(21, 7, 0.04), _line(31, 5, 0.03)]
LINES_BY_DEFAULT = [{**_line(41, 7, 0.0), **BY_DEFAULT}]
TABLES = [_table(seed, n, rate, (3, 1, True)) for seed, n, rate in ((51, 7, 0.05), (61, 5, 0.03))]
TABLES_BY_DEFAULT = [{**_table(71, 7, 0.0, (3, 1, True)), **BY_DEFAULT}]
KINDS = ("two outputs", "two layers", "no bias")
MODELS = [
    _table(81, 7, 0.05, (3, 2, True)),
    _table(91, 7, 0.05, (3, 4, True), (4, 1, True)),
    _table(101, 7, 0.05, (3, 1, False)),
]
# Another loss, its gradient multiplied on the way back.
LOSSES = [
    {**problem, "loss": "log_cosh", "factor": factor}
    for problem, factor in zip(TABLES, (1.5, -2.5), strict=True)
]
OUTPUTS = [
    {"sizes": (ins, outs), "x": numbers(seed, 7, ins), "weight": numbers(seed + 1, outs, ins),
     "bias": numbers(seed + 2, outs)}
    for seed, ins, outs in ((111, 4, 1), (121, 3, 2), (131, 2, 5))
]  # fmt: skip
HALVES, WHOLE = [1.5, 2.5, -3.5, 0.25, 7.0], [1, -4, 2, 8, 5]


def _divided(path, problem):
    return moves(path, problem["learning_rate"])


def _keywords(problem, by_default):
    return {} if by_default else {name: problem[name] for name in SETTINGS}


# --- loss_and_optimizer


def _fit(notebook, problem, *, by_default=False, factor=1.0):
    """Call `train_with_optimizer`; return what became of it."""
    train, given = notebook.train_with_optimizer, copies(problem)
    with watched(factor) as told:
        answer = unpacked(train(given["x"], given["y"], **_keywords(problem, by_default)))
    expect_something(answer, "the answer of `train_with_optimizer`")
    if not isinstance(answer, tuple | list) or len(answer) != 2:
        words = "`train_with_optimizer` should return two things: w, losses"
        raise PublicFailed(words, received=type(answer).__name__)
    w, losses = answer
    told["held"] = told["holds"](w)
    told["live"] = isinstance(w, torch.Tensor) and w.is_leaf and w.requires_grad
    stepped = told["steps"] and told["derived"] and not told["fed"]
    told["replaced"] = bool(stepped) and not told["held"]
    form = {"dtype": problem["x"].dtype, "shapes": [()], "sizes": {7: "n", 5: "n"}}
    told["w"] = expect_tensor(plain(w), "w", **form)
    told["losses"] = noted_losses(
        losses, told, problem["n_iters"], "`losses`", by_default=by_default
    )
    return told


def _start(notebook, problem):
    """Return w before the first update."""
    try:
        return _fit(notebook, {**problem, "n_iters": 0})
    except (NameError, AttributeError, IndexError):
        # A loop that speaks of its last loss has none after no iteration.
        return _fit(notebook, {**problem, "n_iters": 1, "learning_rate": 0.0})


def _walk(notebook, problem, updates):
    """Return what was told after 0, 1, ... updates, and the path of w."""
    told = [_start(notebook, problem)]
    for count in range(1, updates + 1):
        told.append(_fit_further(notebook, {**problem, "n_iters": count}, told))
    return told, [(one["w"],) for one in told]


def _fit_further(notebook, problem, told):
    try:
        return _fit(notebook, problem)
    except CheckFailed:
        raise
    except Exception as error:
        # `backward` fills w for the second time only if w is still the leaf that it was.
        raised = suspected(type(error).__name__, str(error))
        if len(told) < 2 or told[1]["live"] or not set(raised) <= set(NO_LEAF):
            raise
        words = "in the second iteration no gradient arrives at w"
        raise PublicFailed(words, diagnosis="leaf-rebound") from error


def pair_of_w_and_losses(notebook, table):
    """It returns w, a tensor of shape (), and one loss for each iteration, from the data"""
    first, second = (_walk(notebook, problem, 3)[0][-1] for problem in LINES[:2])
    if first["losses"] == second["losses"] or first["w"] == second["w"] != 0:
        raise PublicFailed(
            "for two different data sets the answer is the same",
            diagnosis=constant(first["losses"]),
            received=f"both times w = {written(first['w'])}, losses {written(first['losses'])}",
        )
    # Where nothing is left to learn, a loop still runs as often as it was told to.
    _fit(notebook, {**LINES[0], "y": torch.zeros_like(LINES[0]["y"]), "n_iters": 6})


def starts_at_zero(notebook, table):
    """w is 0 before the first update"""
    told = _start(notebook, LINES[0])
    if told["w"]:
        raise PublicFailed(
            f"before the first update w is {written(told['w'])}",
            diagnosis="not-zero-initialised",
            expected="0",
        )


def one_update(notebook, table):
    """One update moves w by the learning rate times its gradient, which `backward` computes"""
    walks = [_walk(notebook, problem, 1) for problem in LINES]
    for told, path in walks:
        must_have_moved(told[1], *path)
    # PyTorch is made to compute another gradient: w must move otherwise.
    turned = _fit(notebook, {**LINES[0], "n_iters": 1}, factor=-2.0)
    if turned["seeds"] and agrees(turned["w"], walks[0][0][1]["w"]):
        words = "w does not follow the gradient that `backward` computes"
        raise PublicFailed(words, diagnosis="manual-in-autograd")
    message = "one update does not move w as plain SGD on the mean squared error does"
    answers = [_divided(path, problem) for (_, path), problem in zip(walks, LINES, strict=True)]
    losses = [told[1]["losses"] for told, _ in walks], table["losses"]
    right_moves(answers, table["update"], message, ("w",), losses=losses)


def three_updates(notebook, table):
    """Every further update follows the newest gradient alone"""
    walks = [_walk(notebook, problem, 3) for problem in LINES]
    answers = [_divided(path, problem) for (_, path), problem in zip(walks, LINES, strict=True)]
    message = "a single update is right, but of three in a row one is not"
    losses = [told[-1]["losses"] for told, _ in walks], table["losses"]
    right_moves(answers, table["updates"], message, ("w",), losses=losses)


def losses_of_w(notebook, table):
    """`losses[i]` is the mean squared error before update i"""
    noted = [_fit(notebook, problem)["losses"] for problem in LINES]
    message = "the losses are not the mean squared errors before the updates"
    right_losses(noted, table["losses"], message)


def plain_losses_of_w(notebook, table):
    """The losses are plain numbers that keep no graph alive"""
    expect_no_graph(_fit(notebook, LINES[0]))


def w_by_default(notebook, table):
    """It works with the default settings, and in single precision"""
    (problem,) = LINES_BY_DEFAULT
    noted = [_fit(notebook, problem, by_default=True)["losses"]]
    message = "with the default arguments the losses are not the expected ones"
    right_losses(noted, table["by_default"], message)
    single = _fit(notebook, {**problem, "x": problem["x"].float(), "y": problem["y"].float()})
    if not agrees(single["losses"], noted[0], rtol=SINGLE):
        raise PublicFailed("in single precision the losses are not right")


# --- columns


def _columns(notebook, x, y):
    answer = plain(notebook.as_columns(x, y))
    expect_something(answer, "the answer of `as_columns`")
    if isinstance(answer, torch.Tensor) and answer.dim() == 3:
        answer = [*answer]  # one tensor, which two names can share
    if not isinstance(answer, tuple | list) or len(answer) != 2:
        raise PublicFailed("`as_columns` should return two tensors: x, y",
                           received=written(answer))  # fmt: skip
    for name, part in zip("xy", answer, strict=True):
        if not isinstance(part, torch.Tensor):
            kind = type(part).__name__
            raise PublicFailed(f"{name} is not a tensor after `as_columns`", received=kind)
    return answer


def _expect_column(name, tensor, values, words="`as_columns`"):
    n = len(values)
    if tensor.shape != (n, 1):
        raise PublicFailed(
            f"of {n} numbers, {words} makes {name} of shape {tuple(tensor.shape)}",
            diagnosis={(n,): "broadcast-loss"}.get(tuple(tensor.shape)),
            hint="Which index counts the samples?" if tensor.shape == (1, n) else "",
            expected=f"shape {(n, 1)}",
            received=f"shape {tuple(tensor.shape)}",
        )
    if not agrees(tensor, list(values), rtol=1e-6):
        raise PublicFailed(
            f"{name} does not hold the given numbers in their order",
            expected=written(list(values)),
            received=written(tensor.view(-1).tolist()),
        )


def shape_of_columns(notebook, table):
    """From lists of n numbers it makes two tensors of shape (n, 1), in the same order"""
    for x, y in ((HALVES, HALVES[::-1]), (HALVES[:3], WHOLE[:3]), (WHOLE, HALVES), ([2.5], [7])):
        pair = _columns(notebook, list(x), list(y))
        for name, tensor, values in zip("xy", pair, (x, y), strict=True):
            _expect_column(name, tensor, values)


def single_precision(notebook, table):
    """They are float32, also for whole numbers and double precision"""
    for kind, x, y in (
        ("lists of whole numbers", WHOLE, WHOLE),
        ("lists", HALVES, HALVES),
        ("arrays", np.array(HALVES), np.array(WHOLE)),
    ):
        for name, tensor in zip("xy", _columns(notebook, x, y), strict=True):
            if tensor.dtype != torch.float32:
                raise PublicFailed(
                    f"{name}, made of {kind}, is {str(tensor.dtype)[6:]}, not float32",
                    hint="Which dtype does a tensor get that is made of whole numbers, or of an"
                    " array in double precision?",
                )


def other_sequences(notebook, table):
    """Tuples, ranges, arrays and 1-D tensors work as well"""
    for kind, x, y in (
        ("a tuple", tuple(WHOLE), tuple(HALVES)),
        ("a range", range(1, 4), range(2, 8, 2)),
        ("an array", np.array(HALVES), np.array(WHOLE)),
        ("a tensor", torch.tensor(HALVES).double(), torch.tensor(WHOLE)),
    ):
        pair = _columns(notebook, x, y)
        for name, tensor, values in zip("xy", pair, (x, y), strict=True):
            given = values.tolist() if hasattr(values, "tolist") else list(values)
            _expect_column(name, tensor, given, f"given as {kind}, `as_columns`")


# --- linear_module


def _models(notebook):
    for problem in OUTPUTS:
        yield problem, notebook.LinearRegression(*problem["sizes"], dtype=torch.float64)


def registers(notebook, table):
    """`LinearRegression` is an nn.Module whose `parameters()` lists what can be trained"""
    for _, model in _models(notebook):
        expect_trainable(model, "LinearRegression")


def one_layer(notebook, table):
    """It holds one nn.Linear, from input_dim to output_dim, with a weight and a bias"""
    for problem, model in _models(notebook):
        expect_one_linear(model, *problem["sizes"])


def as_asked(notebook, table):
    """`device` and `dtype` are passed on to the layer"""
    for _, model in _models(notebook):
        expect_as_asked(model, lambda meta: notebook.LinearRegression(3, 2, device=meta))


def _filled(model, problem):
    """Give a LinearRegression the problem's weight and bias."""
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(problem["weight" if parameter.dim() == 2 else "bias"])
    return model


def _output(model, x, outs):
    """Return the output for x if it has the shape (n, outs)."""
    answer, n = plain(model(x)), len(x)
    expect_something(answer, "the answer of `forward`")
    if isinstance(answer, torch.Tensor) and answer.dim() < 2 and outs == 1:
        received = f"shape {tuple(answer.shape)}"
        words = f"for {n} samples and one output it returns {received}"
        wanted = {"expected": f"shape {(n, 1)}", "received": received}
        raise PublicFailed(words, **wanted, diagnosis="broadcast-loss")
    form = {"dtype": x.dtype, "shapes": [(n, outs)], "sizes": {n: "n", outs: "output_dim"}}
    return expect_tensor(answer, "the output", **form)


def output_shapes(notebook, table):
    """For n samples the output has shape (n, output_dim), for one sample and one output too"""
    for problem, model in _models(notebook):
        for x in (problem["x"], problem["x"][:1]):
            _output(model, x, problem["sizes"][1])


def output_values(notebook, table):
    """The output is what the layer's weight and bias make of x"""
    answers = [
        _output(_filled(model, problem), problem["x"], problem["sizes"][1])
        for problem, model in _models(notebook)
    ]
    message = "with given weights the output is not what the layer computes"
    expect_known(answers, table["outputs"], message)


def gradients_arrive(notebook, table):
    """`backward` on a loss of the output reaches weight and bias"""
    for problem, model in _models(notebook):
        expect_gradients(model, _filled(model, problem)(problem["x"]))


# --- training_loop


class Layers(nn.Module):
    """Affine maps with tanh between them, of our own: the loop is judged apart from your model."""

    def __init__(self, layers):
        super().__init__()
        self.parts = nn.ModuleList(
            nn.ParameterDict(list(zip(("weight", "bias"), layer, strict=False))) for layer in layers
        )

    def forward(self, x):
        """Return the outputs (n, outputs) for the samples x (n, inputs)."""
        for place, part in enumerate(self.parts):
            x = F.linear(x.tanh() if place else x, *part.values())
        return x


def _train(notebook, problem, *, by_default=False):
    """Call `train_model` on a fresh model; return what became of it."""
    problem = copies(problem)
    model = Layers(problem["layers"])
    before = list(model.parameters())
    settings = _keywords(problem, by_default)
    if "loss" in problem:
        settings["loss_fn"] = lambda yhat, y: Scaled.apply(
            (yhat - y).cosh().log().mean(), problem["factor"]
        )
    start = [p.detach().clone() for p in before]
    reached = []
    for parameter in before:
        parameter.register_post_accumulate_grad_hook(reached.append)
    with watched() as told:
        losses = unpacked(notebook.train_model(model, problem["x"], problem["y"], **settings))
    after = list(model.parameters())
    same = len(after) == len(before) and all(a is b for a, b in zip(after, before, strict=True))
    told |= {"held": any(map(told["holds"], after)), "replaced": not same}
    told["reached"] = bool(reached)
    told["leaves"] = same and all(p.is_leaf and p.requires_grad for p in after)
    told["losses"] = noted_losses(
        losses, told, problem["n_iters"], "what `train_model` returns", by_default=by_default
    )
    shapes = {f"parameter {place}": [tuple(p.shape)] for place, p in enumerate(start, start=1)}
    kind = {"parts": shapes, "dtype": start[0].dtype, "sizes": {3: "F"}}
    told["path"] = start, expect_tensors(plain(after), "the trained model's list", **kind)
    return told


def _path(notebook, problem, updates):
    """Return the parameters of a fresh model before and after each of so many updates."""
    counts = range(1, updates + 1)
    found = [_train(notebook, {**problem, "n_iters": count})["path"] for count in counts]
    return [found[0][0], *(after for _, after in found)]


def losses_of_iterations(notebook, table):
    """`train_model` returns one loss for each iteration, and the data matters"""
    first, second = (_train(notebook, {**problem, "n_iters": 3})["losses"] for problem in TABLES)
    if first == second:
        raise PublicFailed(
            "on two different data sets the losses are the same",
            diagnosis=constant(second),
            received=f"both times {written(first)}",
        )
    # Where nothing is left to learn, a loop still runs as often as it was told to.
    settled = Layers(copies(TABLES[0])["layers"])(TABLES[0]["x"]).detach()
    _train(notebook, {**TABLES[0], "y": settled, "n_iters": 6})


def one_iteration(notebook, table):
    """One iteration moves every parameter by the learning rate times its gradient"""
    found = [_train(notebook, {**problem, "n_iters": 1}) for problem in TABLES]
    for told in found:
        must_have_moved(told, *told["path"])
        if not told["leaves"]:
            words = "afterwards the model holds new tensors in place of its parameters"
            raise PublicFailed(words, diagnosis="leaf-rebound")
    message = "one iteration does not move the parameters as plain SGD on the loss does"
    answers = [_divided(told["path"], given) for told, given in zip(found, TABLES, strict=True)]
    losses = [told["losses"] for told in found], table["losses"]
    right_moves(answers, table["update"], message, LABELS, losses=losses)


def three_iterations(notebook, table):
    """Every further iteration follows the newest gradient alone"""
    answers = [_divided(_path(notebook, problem, 3), problem) for problem in TABLES]
    message = "a single iteration is right, but of three in a row one is not"
    losses = [_train(notebook, problem)["losses"] for problem in TABLES], table["losses"]
    right_moves(answers, table["updates"], message, LABELS, losses=losses)


def any_model(notebook, table):
    """It trains every parameter of any model, whatever layers the model has"""
    try:
        answers = [_divided(_path(notebook, problem, 1), problem) for problem in MODELS]
    except ValueError as error:
        if "to unpack" not in str(error):
            raise
        words = "it fails for a model whose parameters are not one weight and one bias"
        raise PublicFailed(words, diagnosis="parameters-unpacked") from error
    wrong = table["models"].first_wrong(answers)
    if wrong is not None:
        words = f"a model with {KINDS[wrong]} is not trained as it should be"
        raise PublicFailed(words, hint="Which tensors does your loop move, and how many are there?")


def losses_before(notebook, table):
    """`losses[i]` is the loss before update i"""
    noted = [_train(notebook, problem)["losses"] for problem in TABLES]
    message = "the losses are not those before the updates"
    right_losses(noted, table["losses"], message)


def any_loss(notebook, table):
    """The `loss_fn` that it is given is the loss that is followed and noted"""
    found = [_train(notebook, {**problem, "n_iters": 1}) for problem in LOSSES]
    answers = [_divided(told["path"], given) for told, given in zip(found, LOSSES, strict=True)]
    message = "the steps are not those down the gradient of the given `loss_fn`"
    right_moves(answers, table["other_loss"], message, LABELS)
    message = "the noted losses are not those of the `loss_fn` that it was given"
    expect_known([told["losses"] for told in found], table["other_losses"], message)


def plain_losses(notebook, table):
    """The losses are plain numbers that keep no graph alive"""
    expect_no_graph(_train(notebook, TABLES[0]))


def trained_by_default(notebook, table):
    """It works with the default settings, and in single precision"""
    (problem,) = TABLES_BY_DEFAULT
    noted = [_train(notebook, problem, by_default=True)["losses"]]
    message = "with the default arguments the losses are not the expected ones"
    right_losses(noted, table["by_default"], message)
    single = {name: problem[name].float() for name in ("x", "y")}
    layers = [[tensor.float() for tensor in layer] for layer in problem["layers"]]
    found = _train(notebook, {**problem, **single, "layers": layers})["losses"]
    if not agrees(found, noted[0], rtol=SINGLE):
        raise PublicFailed("in single precision the losses are not right")


TASKS = {
    "loss_and_optimizer": (
        pair_of_w_and_losses, starts_at_zero, one_update, three_updates, losses_of_w,
        plain_losses_of_w, w_by_default,
    ),
    "columns": (shape_of_columns, single_precision, other_sequences),
    "linear_module": (
        registers, one_layer, as_asked, output_shapes, output_values, gradients_arrive,
    ),
    "training_loop": (
        losses_of_iterations, one_iteration, three_iterations, losses_before, any_model, any_loss,
        plain_losses, trained_by_default,
    ),
}  # fmt: skip
