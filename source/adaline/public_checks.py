"""The public checks of week 4: fixed inputs, calls of your code, and what must hold.

Read it, if you like: it is what `check("...")` runs. What is right on these inputs, and what some
well-known mistakes would give, are the numbers in public_checks.json. Your hand-in is graded on
other inputs.
"""

import torch
import torch.nn.functional as F

from autograder.errors import CheckFailed
from autograder.gradients import (
    agrees,
    constant,
    expect_numbers,
    expect_something,
    expect_tensor,
    expect_tensors,
    identical,
)
from autograder.public import Bars, Curves, PublicFailed
from autograder.public.tools import (
    Scaled,
    Watch,
    carries_graph,
    copies,
    expect_as_asked,
    expect_gradients,
    expect_known,
    expect_one_linear,
    expect_read_only,
    expect_trainable,
    floats,
    numbers,
    plain,
    unpacked,
    written,
)
from autograder.public.training import expect_no_graph

PAIR = {"negative_grad_w": [(3, 1)], "negative_grad_b": [(1,), ()]}
LABELS = ("w1", "w2", "w3", "b")
ARITHMETIC = 1e-10  # what sums in double precision may be off by
FAR = 2.0**40


def _problem(seed, n):
    """Return x (n, 3), y (n,), parameters that are not zero, and the outputs that they give."""
    x, y = numbers(seed, n, 3), numbers(seed + 1, n)
    weight, bias = numbers(seed + 2, 3, 1), numbers(seed + 3, 1)
    outputs = (x @ weight + bias).view(-1)
    return {"x": x, "y": y, "weight": weight, "bias": bias, "yhat": outputs}


# Three minibatches, of two sizes.
GRADIENTS = [_problem(11, 7), _problem(21, 7), _problem(31, 5)]
# Outputs that the model's parameters do not give.
OTHER_OUTPUTS = [{**problem, "yhat": numbers(41, len(problem["y"]))} for problem in GRADIENTS]
# The same models under other losses, whose gradients PyTorch is made to multiply.
LOSSES = [
    {**problem, "loss": loss, "factor": factor}
    for problem, loss, factor in zip(
        GRADIENTS, ("mse", "quartic", "log_cosh"), (2.5, 3.0, 4.5), strict=True
    )
]
_SETTINGS = {"learning_rate": 0.03, "seed": 7, "ambient_seed": 8, "loss": "mse", "factor": 1.0}
# One step with all samples at once, whose labels are equal: the order of rows plays no part.
STEPS = [
    {**problem, **_SETTINGS, "y": problem["y"][:1].repeat(7), "epochs": 1, "minibatch_size": 7}
    for problem in (_problem(51, 7), _problem(61, 7), _problem(71, 7))
]
# Minibatches of 4, and a last one of 3.
TRAININGS = [
    {**_problem(seed, 23), **_SETTINGS, "epochs": 3, "minibatch_size": 4} for seed in (81, 91)
]
# What a call leaves out, the signature decides.
DEFAULTS = [{**_problem(101, 23), **_SETTINGS, "learning_rate": 0.01, "seed": 123, "epochs": 2,
             "minibatch_size": 10}]  # fmt: skip
OUTPUTS = [_problem(111, 7), _problem(121, 7), _problem(131, 1)]
MANY = _problem(141, 150)  # samples, more than the data set has


def _scaled_loss(problem, first, second):
    error = first - second
    if problem["loss"] == "mse":
        value = error.square().mean()
    else:
        value = error.pow(4).mean() if problem["loss"] == "quartic" else error.cosh().log().mean()
    return Scaled.apply(value, problem["factor"])


def _filled(model, problem):
    """Give a model the problem's parameters."""
    with torch.no_grad():
        model.weight.copy_(problem["weight"].view_as(model.weight))
        model.bias.copy_(problem["bias"].view_as(model.bias))
    return model


def _pair(answer, what, *, from_grad=False):
    form = {"parts": PAIR, "dtype": torch.float64, "sizes": {3: "F"}}
    return expect_tensors(plain(answer), what, **form, from_grad=from_grad)


def _bars(title, answer, truth):
    expected, received = floats(truth), floats(answer)
    return Bars(title, LABELS, tuple(expected or ()), tuple(received or ()))


def _expect_pair(answers, known, message, part=None, diagnosis=None):
    wrong = known.first_wrong(answers, part) or 0
    title = "negative gradient, on the first minibatch that differs"
    picture = _bars(title, answers[wrong], known.truth[wrong])
    expect_known(answers, known, message, part=part, picture=picture, diagnosis=diagnosis)


# --- manual_gradient


def _call_backward(notebook, problem):
    model = _filled(notebook.Adaline1(3, dtype=torch.float64), problem)
    return _pair(
        model.backward(problem["x"], problem["yhat"], problem["y"]), "what `backward` returns"
    )


def pair_by_hand(notebook, table):
    """`backward` returns two tensors, (F, 1) and (1,), that follow from the data"""
    first, second = (_call_backward(notebook, copies(problem)) for problem in GRADIENTS[:2])
    for name, one, other in zip(PAIR, first, second, strict=True):
        if identical(one, other):
            raise PublicFailed(
                f"{name} is the same for two different minibatches",
                diagnosis=constant(other),
                received=f"both times {written(one)}",
            )


def starts_at_zero(notebook, table):
    """A fresh `Adaline1` is all zeros"""
    model = notebook.Adaline1(3, dtype=torch.float64)
    for name in ("weight", "bias"):
        if getattr(model, name).any():
            raise PublicFailed(
                f"the {name} is not zero at the start",
                diagnosis="not-zero-initialised",
                expected="zeros",
            )


def exact_by_hand(notebook, table):
    """It is as precise as its inputs, far from the minimum as well"""
    problem = copies(GRADIENTS[0])
    whole = _call_backward(notebook, problem)[0]
    part = _call_backward(notebook, {**problem, "x": problem["x"] / 3})[0]
    _expect_digits(3 * part, whole)
    # With all errors so much larger, a difference of two losses loses digits, whatever its step.
    far = {name: FAR * problem[name] for name in ("weight", "bias", "yhat", "y")}
    if not agrees(_call_backward(notebook, {**problem, **far})[0], FAR * whole, rtol=ARITHMETIC):
        raise PublicFailed(
            "far from the minimum the gradient loses digits: is it measured, or rounded on the way?"
        )


def _expect_digits(one, other):
    # float64 keeps 15 digits of a number, float32 seven.
    if not agrees(one, other, rtol=1e-12):
        raise PublicFailed(
            "only the first digits of float64 inputs are used",
            hint="Where in your code does a tensor change its dtype?",
        )


def arithmetic(notebook, table):
    """It is worked out by arithmetic, without autograd and without nudging parameters"""
    problem = copies(GRADIENTS[0])
    model = _filled(notebook.Adaline1(3, dtype=torch.float64), problem)
    forward, calls = model.forward, []

    def counted(x):
        calls.append(None)
        return forward(x)

    model.forward = counted
    with Watch() as watch:
        model.backward(problem["x"], problem["yhat"], problem["y"])
    hint = "Here you are the one who differentiates: all you need is the chain rule."
    if watch.engine:
        raise PublicFailed("`backward` lets PyTorch differentiate", hint=hint)
    if len(calls) > 1:
        raise PublicFailed(f"`backward` calls `forward` {len(calls)} times", hint=hint)


def weights_by_hand(notebook, table):
    """The negative gradient of the weights is right, on three minibatches of two sizes"""
    answers = [_call_backward(notebook, copies(problem)) for problem in GRADIENTS]
    _expect_pair(answers, table["gradients"], "the weights' negative gradient is not right", 0)


def bias_by_hand(notebook, table):
    """The negative gradient of the bias is right"""
    answers = [_call_backward(notebook, copies(problem)) for problem in GRADIENTS]
    _expect_pair(answers, table["gradients"], "the bias's negative gradient is not right", 1)


def given_outputs(notebook, table):
    """It uses the `yhat` that it is given"""
    answers = [_call_backward(notebook, copies(problem)) for problem in OTHER_OUTPUTS]
    known, before = table["other_outputs"], table["gradients"]
    if known.first_wrong(answers) is not None:
        unmoved = before.first_wrong(answers) is None
        raise PublicFailed(
            "with another `yhat` the answer should change, too",
            diagnosis="yhat-ignored" if unmoved else None,
            hint="" if unmoved else "Which of x, yhat and y does your code use, and how?",
        )


def leaves_all(notebook, table):
    """It changes neither its arguments nor the model"""
    problem = copies(GRADIENTS[0])
    model = _filled(notebook.Adaline1(3, dtype=torch.float64), problem)
    model.backward(problem["x"], problem["yhat"], problem["y"])
    after = {**problem, "weight": model.weight, "bias": model.bias}
    expect_read_only("backward", after, GRADIENTS[0], ("x", "yhat", "y", "weight", "bias"))


# --- grad_call


def _ask(notebook, problem, grads=(None, None)):
    """Return the answer of `negative_gradients`, its model, and if the answer carries a graph."""
    model = _filled(notebook.Adaline2(3, dtype=torch.float64), problem)
    model.weight.grad, model.bias.grad = grads
    loss = _scaled_loss(problem, model.forward(problem["x"]), problem["y"])
    answer = unpacked(notebook.negative_gradients(model, loss))
    pair = _pair(answer, "what `negative_gradients` returns", from_grad=True)
    return pair, model, carries_graph(answer)


def _squared(problem, factor=1.0):
    return {**copies(problem), "loss": "mse", "factor": factor}


def pair_by_grad(notebook, table):
    """`negative_gradients` returns two tensors, (F, 1) and (1,), that follow from the loss"""
    (first, *_), (second, *_) = (_ask(notebook, _squared(problem)) for problem in GRADIENTS[:2])
    for name, one, other in zip(PAIR, first, second, strict=True):
        if identical(one, other):
            zeros = not bool(one.any())
            raise PublicFailed(
                f"{name} is the same for two different losses",
                diagnosis=None if zeros else "hard-coded",
                received=f"both times {written(one)}",
            )


def squared_error(notebook, table):
    """They are right for the mean squared error"""
    answers = [_ask(notebook, _squared(problem))[0] for problem in GRADIENTS]
    message = "for the mean squared error they are not right"
    _expect_pair(answers, table["gradients"], message, diagnosis=_blind(notebook, answers))


def other_losses(notebook, table):
    """They are right for any other loss"""
    answers = [_ask(notebook, copies(problem))[0] for problem in LOSSES]
    plain_answers = [_ask(notebook, _squared(problem))[0] for problem in GRADIENTS]
    message = "they are not right for a loss that no formula of yours can know"
    _expect_pair(answers, table["losses"], message, diagnosis=_blind(notebook, plain_answers))


def _blind(notebook, answers):
    """Return the diagnosis of answers that do not notice when the loss's gradient is tripled."""
    tripled = [_ask(notebook, _squared(problem, 3.0))[0] for problem in GRADIENTS]
    unmoved = all(agrees(one, other) for one, other in zip(answers, tripled, strict=True))
    return "manual-in-autograd" if unmoved else None


def exact_by_grad(notebook, table):
    """They are as precise as the parameters"""
    whole, part = (_ask(notebook, _squared(GRADIENTS[0], f))[0] for f in (1.0, 1 / 3))
    _expect_digits(tuple(3 * each for each in part), whole)


def no_graph(notebook, table):
    """They carry no graph of their own"""
    if _ask(notebook, _squared(GRADIENTS[0]))[2]:
        hint = "Nobody will differentiate these again. What tells PyTorch to keep a record?"
        raise PublicFailed("the two tensors themselves require a gradient", hint=hint)


def leaves_model(notebook, table):
    """The parameters and their `.grad` are left alone"""
    problem = _squared(GRADIENTS[0])
    _, model, _ = _ask(notebook, problem)
    if not all(identical(plain(getattr(model, n)), problem[n]) for n in ("weight", "bias")):
        raise PublicFailed("`negative_gradients` changes a parameter; it should only ask")
    if model.weight.grad is not None or model.bias.grad is not None:
        hint = "One function of PyTorch stores gradients in `.grad`, another returns them."
        raise PublicFailed("a parameter has a `.grad` afterwards, but had none before", hint=hint)
    grads = [torch.ones_like(problem[name]) for name in ("weight", "bias")]
    _, model, _ = _ask(notebook, _squared(GRADIENTS[0]), [grad.clone() for grad in grads])
    after = [plain(parameter.grad) for parameter in (model.weight, model.bias)]
    if not all(map(identical, after, grads)):
        hint = "Somebody else may still need what a `.grad` holds."
        raise PublicFailed("the `.grad` of a parameter is not what it was before", hint=hint)


# --- backward_loop


class Neuron(torch.nn.Module):
    """A linear neuron of our own, so that the loop is judged apart from your model."""

    def __init__(self):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(3, 1, dtype=torch.float64))
        self.bias = torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))

    def forward(self, x):
        """Return the outputs (n,) for the samples x (n, 3)."""
        return (x @ self.weight + self.bias).view(-1)


class Around(torch.nn.Module):
    """A model that holds its neuron one level down, as most models hold their layers."""

    def __init__(self, neuron):
        super().__init__()
        self.neuron = neuron

    def forward(self, x):
        """Return the neuron's outputs (n,)."""
        return self.neuron(x)


def _train(notebook, problem, names=("learning_rate", "seed", "minibatch_size"), nested=False):
    """Call `train_backward` on a fresh neuron; return what became of it."""
    problem = copies(problem)
    neuron = _filled(Neuron(), problem)
    model = Around(neuron) if nested else neuron
    before = list(model.parameters())
    settings = {name: problem[name] for name in names}
    if names:
        settings["loss_fn"] = lambda yhat, y: _scaled_loss(problem, yhat, y)
    Scaled.backwards, reached = 0, []
    for parameter in before:
        parameter.register_post_accumulate_grad_hook(reached.append)
    torch.manual_seed(problem["ambient_seed"])
    with Watch() as watch:
        costs = unpacked(
            notebook.train_backward(
                model, problem["x"], problem["y"], problem["epochs"], **settings
            )
        )
    after = list(model.parameters())
    told = {
        "graph": carries_graph(costs),
        "costs": _costs(costs, problem),
        "by_hand": not watch.engine,
        "draws": watch.draws,
        "backwards": Scaled.backwards,
        "reached": bool(reached),
        "same": len(after) == 2 and all(a is b for a, b in zip(after, before, strict=True)),
        "leaves": all(p.is_leaf and p.requires_grad for p in after),
        "grads": [p.grad for p in before],
        "data": problem,
    }
    rate = problem["learning_rate"]
    ends = {name: _end(neuron, name, problem) for name in ("weight", "bias")}
    told["moved"] = tuple((end - problem[name]) / rate for name, end in ends.items())
    return told


def _costs(costs, problem):
    """Return one number for each epoch; raise CheckFailed."""
    costs, epochs = plain(costs), problem["epochs"]
    try:
        return expect_numbers(costs, "what `train_backward` returns", epochs, each="epoch")
    except CheckFailed as fault:
        batches = -(-len(problem["y"]) // problem["minibatch_size"])
        noted = len(costs) if isinstance(costs, list | tuple) else epochs
        if noted != epochs and noted * batches == Scaled.backwards:
            fault.diagnosis = fault.diagnosis or "iterations-miscounted"
        raise


def _end(model, name, problem):
    return expect_tensor(
        plain(getattr(model, name)),
        f"the trained model's {name}",
        dtype=torch.float64,
        shapes=[tuple(problem[name].shape)],
        sizes={3: "F"},
    )


def _moves(told):
    return any(part.any() for part in told["moved"])


def _must_move(told):
    if _moves(told):
        return
    diagnosis = None
    if not told["same"] or (told["backwards"] and not told["reached"]):
        diagnosis = "optimizer-holds-old"
    elif not told["backwards"] and not told["by_hand"]:
        diagnosis = "graph-cut"
    elif told["backwards"] and all(g is None or not g.any() for g in told["grads"]):
        diagnosis = "zero-before-step"
    elif told["reached"]:
        diagnosis = "parameters-untouched"
    raise PublicFailed("after training the parameters are where they were", diagnosis=diagnosis)


def costs_of_epochs(notebook, table):
    """`train_backward` returns one number for each epoch, and the data matters"""
    first, second = (_train(notebook, {**problem, "epochs": 3}) for problem in STEPS[:2])
    if first["costs"] == second["costs"]:
        raise PublicFailed(
            "on two different data sets the losses are the same",
            diagnosis=constant(first["costs"]),
            received=f"both times {written(first['costs'])}",
        )
    # Where nothing is left to learn, a loop still runs as often as it was told to.
    _train(notebook, {**STEPS[0], "y": STEPS[0]["yhat"], "epochs": 6})


def single_steps(notebook, table):
    """One step on all samples moves each parameter by the learning rate times its gradient"""
    found = [_train(notebook, problem) for problem in STEPS]
    if not any(map(_moves, found)) and _moves(_train(notebook, TRAININGS[0])):
        words = "no step is made where all samples are one minibatch"
        raise PublicFailed(words, diagnosis="last-batch-dropped")
    for told in found:
        _must_move(told)
        if told["by_hand"]:
            raise PublicFailed(
                "the parameters move, but no `backward` was called", diagnosis="manual-in-autograd"
            )
    moves = [told["moved"] for told in found]
    known = table["steps"]
    wrong = known.first_wrong(moves) or 0
    title = "step of each parameter, divided by the learning rate"
    message = "after one step the parameters are not where plain SGD leads"
    expect_known(moves, known, message, picture=_bars(title, moves[wrong], known.truth[wrong]))


def follows_loss(notebook, table):
    """Each step follows the loss that it is given"""
    problem = {**STEPS[0], "loss": "log_cosh"}
    one, turned = (_train(notebook, {**problem, "factor": f}) for f in (1.0, -2.0))
    _must_move(one)
    reversed_ = tuple(-2.0 * part for part in one["moved"])
    if not agrees(turned["moved"], reversed_):
        raise PublicFailed(
            "for a loss with the opposite gradient the steps should be opposite as well",
            diagnosis=_why_blind(notebook, one, problem),
            hint="" if one["by_hand"] else "Which loss does your loop call: the one it was given?",
        )
    weight, bias = (
        problem[name] + problem["learning_rate"] * part
        for name, part in zip(("weight", "bias"), one["moved"], strict=True)
    )
    squared = F.mse_loss((problem["x"] @ weight + bias).view(-1), problem["y"]).item()
    if agrees(one["costs"][-1], squared):
        words = "the noted losses are not those of the loss that it was given"
        raise PublicFailed(words, diagnosis="loss-ignored")


def _why_blind(notebook, told, problem):
    """Return the diagnosis of steps that do not follow the loss that is handed in."""
    named = "manual-in-autograd" if told["by_hand"] else None
    of_another = _train(notebook, {**problem, "loss": "quartic"})
    return named or ("loss-ignored" if agrees(told["moved"], of_another["moved"]) else None)


def histories(notebook, table):
    """The loss after each epoch is that of minibatch SGD from the given seed"""
    found = [_train(notebook, problem) for problem in TRAININGS]
    _must_move(found[0])
    if found[0]["by_hand"]:
        raise PublicFailed(
            "the model is trained without a `backward`", diagnosis="manual-in-autograd"
        )
    # One order for all epochs comes of a single draw, or of a seed in each epoch.
    known = table["drawn_once" if found[0]["draws"] == 1 else "drawn_anew"]
    costs = [told["costs"] for told in found]
    wrong = known.first_wrong(costs) or 0
    curves = Curves("loss", "epoch", tuple(known.truth[wrong]), tuple(costs[wrong]))
    message = "the losses after the epochs are not the expected ones"
    other = None if found[0]["draws"] else "other-shuffle"
    # Nobody sees the order of rows that are all in one minibatch.
    if all(
        told["backwards"] == given["epochs"] for told, given in zip(found, TRAININGS, strict=True)
    ):
        other = "minibatch-size"
    expect_known(costs, known, message, picture=curves, diagnosis=other)


def keeps_leaves(notebook, table):
    """The model has the same parameters as before, still leaves"""
    told = _train(notebook, {**STEPS[0], "epochs": 2})
    _must_move(told)
    if not (told["same"] and told["leaves"]):
        raise PublicFailed(
            "afterwards the model holds new tensors in place of its parameters",
            diagnosis="leaf-rebound",
        )


def plain_costs(notebook, table):
    """The losses are plain numbers that keep no graph alive"""
    expect_no_graph(_train(notebook, {**STEPS[0], "epochs": 2}))


def keeps_data(notebook, table):
    """x and y are left as they are"""
    data = _train(notebook, {**STEPS[0], "epochs": 2})["data"]
    expect_read_only("train_backward", data, STEPS[0], ("x", "y"))


def any_model(notebook, table):
    """It trains any model, wherever that holds its parameters"""
    one, inside = (_train(notebook, STEPS[0], nested=nested) for nested in (False, True))
    if not agrees(one["moved"], inside["moved"]):
        raise PublicFailed(
            "a model that holds its neuron in an attribute is trained otherwise",
            hint="Which method of an nn.Module lists all its parameters?",
        )


def default_settings(notebook, table):
    """By default it runs as its signature says"""
    found = [_train(notebook, problem, names=()) for problem in DEFAULTS]
    known = table["defaults"]
    costs = [told["costs"] for told in found]
    if known.first_wrong(costs) is not None:
        raise PublicFailed(
            "with the default arguments the losses are not the expected ones",
            hint="Compare the first lines of your function with those of the task.",
            expected=written(known.truth[0]),
            received=written(costs[0]),
        )


# --- linear_model


def _fresh(notebook, start):
    torch.manual_seed(start)
    return notebook.Adaline3(3, dtype=torch.float64)


def _output(model, problem):
    """Return the output for x if it has the shape (n,)."""
    answer, n = plain(model(problem["x"])), len(problem["y"])
    expect_something(answer, "the answer of `forward`")
    shape = getattr(answer, "shape", None)
    if n == 1 and shape == ():
        raise PublicFailed(
            "for a single sample the output has no axis", diagnosis="squeezed-away",
            expected="shape (1,)", received="shape ()",
        )  # fmt: skip
    if n > 1 and shape in ((n, 1), (n, 3)):
        raise PublicFailed(
            f"for {n} samples the output has shape {tuple(shape)}",
            diagnosis="broadcast-loss" if shape == (n, 1) else "output-per-feature",
            expected=f"shape {(n,)}",
            received=f"shape {tuple(shape)}",
        )
    kind = {"dtype": torch.float64, "shapes": [(n,)], "sizes": {7: "n", 3: "F"}}
    return expect_tensor(answer, "the output", **kind)


def registers(notebook, table):
    """`Adaline3` is an nn.Module that lists its parameters, and they can be trained"""
    expect_trainable(_fresh(notebook, 1), "Adaline3")


def one_layer(notebook, table):
    """It holds one nn.Linear, from F features to one output, with a bias"""
    model = _fresh(notebook, 1)
    expect_one_linear(model, 3, 1)
    expect_as_asked(model, lambda meta: notebook.Adaline3(3, device=meta))


def zeros_first(notebook, table):
    """All parameters start at zero"""
    for start in (1, 2):
        for name, parameter in _fresh(notebook, start).named_parameters():
            if parameter.any():
                raise PublicFailed(
                    f"`{name}` is not zero at the start",
                    diagnosis="not-zero-initialised",
                    expected="zeros",
                    received=written(plain(parameter)),
                )


def output_shapes(notebook, table):
    """The output has shape (n,), for a single sample as well"""
    for problem in (*OUTPUTS, MANY):
        _output(_set(_fresh(notebook, 1), problem), problem)


def _set(model, problem):
    """Give the layer of an Adaline3 the problem's parameters."""
    with torch.no_grad():
        for parameter in model.parameters():
            name = "weight" if parameter.dim() == 2 else "bias"
            if parameter.numel() == problem[name].numel():
                parameter.copy_(problem[name].view_as(parameter))
    return model


def output_values(notebook, table):
    """The output is the net input of the layer's weight and bias"""
    models = (_set(_fresh(notebook, 1), problem) for problem in OUTPUTS)
    answers = [_output(model, problem) for model, problem in zip(models, OUTPUTS, strict=True)]
    if identical(answers[0], answers[1]):
        raise PublicFailed(
            "two data sets, and the output is the same", diagnosis=constant(answers[0])
        )
    message = "with given weights the output is not what the layer computes"
    expect_known(answers, table["outputs"], message)


def gradients_arrive(notebook, table):
    """`backward` on a loss of the output reaches weight and bias"""
    model = _set(_fresh(notebook, 1), OUTPUTS[0])
    expect_gradients(model, model(OUTPUTS[0]["x"]))


TASKS = {
    "manual_gradient": (
        pair_by_hand, starts_at_zero, arithmetic, weights_by_hand, bias_by_hand, given_outputs,
        exact_by_hand, leaves_all,
    ),
    "grad_call": (
        pair_by_grad, squared_error, other_losses, exact_by_grad, no_graph, leaves_model,
    ),
    "backward_loop": (
        costs_of_epochs, single_steps, follows_loss, histories, keeps_leaves, plain_costs,
        keeps_data, any_model, default_settings,
    ),
    "linear_model": (
        registers, one_layer, zeros_first, output_shapes, output_values, gradients_arrive,
    ),
}  # fmt: skip
