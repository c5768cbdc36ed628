"""The public checks of week 3: fixed inputs, calls of your code, and what must hold.

Read it, if you like: it is what `check("...")` runs. What is right on these inputs, and what some
well-known mistakes would give, are the numbers in public_checks.json. Your hand-in is graded on
other inputs.
"""

import torch
from torch import nn

from autograder.gradients import (
    agrees,
    constant,
    expect_number,
    expect_something,
    expect_tensor,
    identical,
)
from autograder.public import Bars, Curves, PublicFailed
from autograder.public.tools import (
    Autograd,
    Scaled,
    copies,
    expect_known,
    expect_read_only,
    numbers,
    plain,
    written,
)

NUMBERS = ("a", "da_dw", "da_db")
ARGUMENTS = ("x", "weight", "bias")


def _at(x, w, b):
    return {"x": x, "w": w, "b": b}


# Points where relu lets its input pass, and others where not; each for both signs of x and w*x.
ON = [_at(2.5, 1.0, -0.5), _at(-1.5, -2.0, -0.5), _at(0.5, -3.0, 4.5), _at(-2.0, 1.5, 3.5)]
OFF = [_at(1.5, 2.0, -5.0), _at(-2.5, -1.0, -4.0), _at(3.0, -1.5, 2.0), _at(-0.5, 2.5, 0.75)]
POINTS = [*ON, *OFF]
CORNERS = [_at(0.5, -0.75, 0.375), _at(-0.25, 2.0, 0.5), _at(2.0, 0.25, -0.5)]
TINY = 2.0**-24  # so far from the corner, on either side
FAR = 2.0**40  # and so far away
SINGLE = 1e-4  # what single precision may be off by
BESIDE = [{**corner, "b": corner["b"] + step} for corner in CORNERS for step in (TINY, -TINY)]


def _leaf(seed, k, loss="cubic", factor=1.0):
    """Return a leaf w (3,), a loss, and the factor that PyTorch puts on its gradient."""
    return {"w": numbers(seed, 3), "k": k, "loss": loss, "factor": factor}


ADDED = [_leaf(201, 4), _leaf(202, 3), _leaf(203, 1)]
OTHER_LOSSES = [_leaf(211, 3, "log_cosh", 2.5), _leaf(212, 3, "product", 3.5)]
SHORT = [{**_leaf(seed, k), "w": numbers(seed, 3).float()} for seed, k in ((221, 3), (222, 3))]


def _layer(seed, n=5, h=2):
    """Return x (n, 3), weight (h, 3), bias (h,), and the pull (n, h) of `backward`."""
    shapes = {"x": (n, 3), "weight": (h, 3), "bias": (h,), "pull": (n, h)}
    return {name: numbers(seed + i, *shape) for i, (name, shape) in enumerate(shapes.items())}


LAYERS = [_layer(301), _layer(311), _layer(321)]
LAYERS[2]["x"] *= 10  # far out no other activation looks like relu
SMALL = [_layer(331, n=1), _layer(341, h=1), _layer(351, n=1, h=1)]


# --- partials_by_hand, partials_by_grad


def _ask(notebook, name, points, factor=1.0):
    """Return the three numbers for each point, and whether PyTorch differentiated."""
    answers, engine = [], False
    for point in points:
        with Autograd(factor) as watch:
            answer = getattr(notebook, name)(point["x"], point["w"], point["b"])
        answers.append(plain(answer))
        engine = engine or watch.engine
    if any(one is None for one in answers) and not all(one is None for one in answers):
        where = _where(points[answers.index(None)])
        raise PublicFailed(f"{where}, `{name}` returns None", diagnosis="branch-missing")
    return [_triple(answer, name) for answer in answers], engine


def _triple(answer, name):
    what = f"what `{name}` returns"
    expect_something(answer, what)
    if isinstance(answer, torch.Tensor) and answer.shape == (3,):
        answer = answer.tolist()
    if not isinstance(answer, tuple | list) or len(answer) != 3:
        raise PublicFailed(f"{what} is not three numbers: {', '.join(NUMBERS)}")
    from_grad = name == "relu_partials_autograd"
    return [_number(*pair, from_grad) for pair in zip(answer, NUMBERS, strict=True)]


def _number(value, name, from_grad):
    if isinstance(value, tuple | list):
        kind = type(value).__name__
        raise PublicFailed(
            f"{name} is a {kind} with the number in it, not a number",
            diagnosis="grad-tuple" if from_grad and kind == "tuple" else None,
        )
    single = getattr(value, "shape", None) in ((1,), (1, 1))
    return expect_number(value.reshape(()) if single else value, name)


def _where(point):
    return "at " + ", ".join(f"{name} = {value:g}" for name, value in point.items())


def _expect_part(notebook, table, name, part):
    """Compare one of the three numbers at every point."""
    answers, _ = _ask(notebook, name, POINTS)
    each = list(zip(*answers, strict=True))
    known = table[NUMBERS[part]]
    wrong = known.first_wrong(each[part])
    if wrong is None:
        return
    where = _where(POINTS[wrong])
    message = f"{where}, {NUMBERS[part]} is not right"
    truth = table["neuron"].truth[wrong]
    picture = Bars(where, NUMBERS, truth, tuple(answers[wrong]))
    crossed = zip(("da_db", "da_dw"), each[1:], strict=True)
    if all(table[other].first_wrong(found) is None for other, found in crossed):
        hint = "In which order does the task ask for the three numbers?"
        raise PublicFailed(message, hint=hint, picture=picture)
    # What explains all three numbers is asked first.
    if table["neuron"].diagnose(answers):
        expect_known(answers, table["neuron"], message, picture=picture)
    expect_known(each[part], known, message, picture=picture)


def _steps(name):
    """Return the steps that the two functions for the neuron share."""

    def three(notebook, table):
        """It returns three numbers that depend on its arguments"""
        (first, *others), _ = _ask(notebook, name, ON)
        if all(first == other for other in others):
            raise PublicFailed(
                "for each of four neurons the three numbers are the same",
                diagnosis=constant(others[0]),
                received=f"each time {written(first)}",
            )

    def output(notebook, table):
        """`a` is the output of the neuron"""
        _expect_part(notebook, table, name, 0)

    def by_weight(notebook, table):
        """`da_dw` is right, where relu lets its input pass and where not"""
        _expect_part(notebook, table, name, 1)

    def by_bias(notebook, table):
        """`da_db` is right, where relu lets its input pass and where not"""
        _expect_part(notebook, table, name, 2)

    def corner(notebook, table):
        """In relu's corner both derivatives follow the convention"""
        slopes = [answer[1:] for answer in _ask(notebook, name, CORNERS)[0]]
        wrong = table["corners"].first_wrong(slopes)
        if wrong is not None:
            raise PublicFailed(
                f"{_where(CORNERS[wrong])}, right in relu's corner, a derivative is not right",
                diagnosis="relu-at-zero",
                expected=f"da_dw, da_db = {written(table['corners'].truth[wrong])}",
                received=written(slopes[wrong]),
            )

    return three, output, by_weight, by_bias, corner


def arithmetic(notebook, table):
    """They are worked out by arithmetic, without autograd and without nudging"""
    hint = "Here you are the one who differentiates: walk along the graph with a pencil."
    near, engine = _ask(notebook, "relu_partials", POINTS)
    if engine:
        raise PublicFailed("`relu_partials` lets PyTorch differentiate", hint=hint)
    if table["neuron"].first_wrong(near) is not None:
        return  # what is wrong is said by the next steps
    # Neither x nor the side of the corner changes, and a small step is lost in so many digits.
    points = [{**point, "w": FAR * point["w"], "b": FAR * point["b"]} for point in POINTS]
    far, _ = _ask(notebook, "relu_partials", points)
    if not agrees(*([answer[1:] for answer in found] for found in (near, far)), rtol=SINGLE):
        words = "for large w and b the derivatives are others: are they measured?"
        raise PublicFailed(words, hint=hint)


def beside(notebook, table):
    """Close to the corner they are still those of that side"""
    answers, _ = _ask(notebook, "relu_partials", BESIDE)
    if table["beside"].first_wrong([answer[1:] for answer in answers]) is not None:
        hint = "Does your slope look at one point, or at two?"
        raise PublicFailed("very close to the corner a derivative is not right", hint=hint)


def from_autograd(notebook, table):
    """Both derivatives come from PyTorch's autograd"""
    (before, _), (after, used) = (
        _ask(notebook, "relu_partials_autograd", ON[:2], factor) for factor in (1.0, 2.5)
    )
    hint = "Which of your three numbers did `torch.autograd.grad` return?"
    for part in (1, 2):
        if any(agrees(one[part], two[part]) for one, two in zip(before, after, strict=True)):
            raise PublicFailed(
                f"{NUMBERS[part]} does not come from a backward pass",
                **({"hint": hint} if used else {"diagnosis": "manual-in-autograd"}),
            )


# --- accumulation


def _loss(problem, w):
    if problem["loss"] == "cubic":
        value = (w * w * w + w).sum()
    else:
        value = w.cosh().log().mean() if problem["loss"] == "log_cosh" else w.exp() @ w.flip(0)
    return Scaled.apply(value, problem["factor"])


def _add(notebook, problem):
    """Call `accumulated_gradients`; return its k entries, and what became of the leaf."""
    leaf = problem["w"].clone().requires_grad_()
    asked = []

    def loss_fn(w):
        asked.append(w is leaf)
        return _loss(problem, w)

    Scaled.backwards = 0
    answer = plain(notebook.accumulated_gradients(loss_fn, leaf, problem["k"]))
    told = {"backwards": Scaled.backwards, "same": all(asked), "grad": leaf.grad, "w": leaf}
    return _entries(answer, problem), told


def _entries(answer, problem):
    k = problem["k"]
    if isinstance(answer, torch.Tensor) and answer.dim() == 2:
        answer = [*answer]  # one tensor of k rows
    expect_something(answer, "the answer of `accumulated_gradients`")
    if not isinstance(answer, tuple | list) or len(answer) != k:
        length = f" of {len(answer)}" if isinstance(answer, tuple | list) else ""
        raise PublicFailed(
            "what `accumulated_gradients` returns is not a list of k tensors",
            expected=f"list of {k}",
            received=f"{type(answer).__name__}{length}",
        )
    if any(entry is None for entry in answer):
        raise PublicFailed("an entry of the list is None", diagnosis="grad-before-backward")
    form = {"dtype": problem["w"].dtype, "shapes": [(3,)], "sizes": {3: "len(w)"}}
    return [expect_tensor(entry, "an entry of the list", **form).tolist() for entry in answer]


def k_tensors(notebook, table):
    """`accumulated_gradients` returns k tensors like w, and the loss matters"""
    (first, told), (second, _) = (_add(notebook, problem) for problem in SHORT)
    if agrees(first, second):
        emptied = told["backwards"] and not any(map(any, first))
        raise PublicFailed(
            "for two different w the entries are the same",
            diagnosis=constant(first) if not emptied else "gradients-cleared",
            received=f"both times {written(first)}",
        )


def held_after_each(notebook, table):
    """The entries are what `w.grad` holds after each of the k calls"""
    answers = [_add(notebook, problem)[0] for problem in ADDED]
    known = table["held"]
    wrong = known.first_wrong(answers) or 0
    expected, received = (
        tuple(entry[0] for entry in entries) for entries in (known.truth[wrong], answers[wrong])
    )
    picture = Curves("first number of w.grad", "call of backward()", expected, received)
    message = "the entries are not what `w.grad` holds after each call"
    expect_known(answers, known, message, picture=picture)


def any_loss(notebook, table):
    """They are right for any other loss"""
    answers = [_add(notebook, problem)[0] for problem in OTHER_LOSSES]
    unmoved = all(
        agrees(answer, _add(notebook, {**problem, "factor": 1.0})[0])
        for answer, problem in zip(answers, OTHER_LOSSES, strict=True)
    )
    expect_known(
        answers,
        table["other_losses"],
        "the entries are not right for a loss that no formula of yours can know",
        diagnosis="manual-in-autograd" if unmoved else None,
    )


def ends_in_grad(notebook, table):
    """There are k calls of `backward()`, and `w.grad` ends as the last entry"""
    _, told = _add(notebook, ADDED[0])
    if told["grad"] is None and not told["same"]:
        raise PublicFailed(
            "the w that was passed in has no `.grad` afterwards", diagnosis="leaf-rebound"
        )
    k, truth = ADDED[0]["k"], table["held"].truth[0][-1]
    if told["grad"] is None or not agrees(told["grad"], truth, rtol=1e-5):
        raise PublicFailed(
            "`w.grad` is not the sum of all k gradients in the end",
            hint="After the call, print `w.grad`: what should it hold?",
            expected=written(truth),
            received="None" if told["grad"] is None else written(told["grad"]),
        )
    if told["backwards"] != k:
        raise PublicFailed(f"for k = {k} there are {told['backwards']} calls of `backward()`")


def keeps_w(notebook, table):
    """w itself is left as it is"""
    _, told = _add(notebook, ADDED[0])
    if not identical(plain(told["w"]), ADDED[0]["w"]):
        raise PublicFailed("w has other numbers afterwards", hint="Does the task ask for a step?")


# --- zero_init


class Mixed(nn.Module):
    """A module with parameters and a buffer of its own, and modules inside."""

    def __init__(self, *inside):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(2, 2))
        self.register_buffer("seen", torch.ones(2))
        self.parts = nn.Sequential(*inside)


def _nested():
    return Mixed(nn.Linear(3, 4, bias=False), Mixed(nn.LayerNorm(4), nn.Conv1d(1, 2, 2)))


def _single():
    return nn.Linear(3, 2)


def _zero(notebook, build, dtype=torch.float32):
    """Call `zero_parameters_` on a module without a zero; return what became of it."""
    module = build().to(dtype)
    for place, (name, parameter) in enumerate(module.named_parameters()):
        parameter.data.copy_(3 + numbers(401 + place, *parameter.shape))
        parameter.requires_grad_("0" not in name)  # the first module inside is frozen
        parameter.grad = torch.ones_like(parameter)
    held = dict(module.named_parameters())
    told = {
        "module": module,
        "held": held,
        "before": {name: plain(parameter) for name, parameter in held.items()},
        "places": {name: parameter.data_ptr() for name, parameter in held.items()},
        "trained": {name: parameter.requires_grad for name, parameter in held.items()},
        "buffers": {name: plain(buffer) for name, buffer in module.named_buffers()},
    }
    zero_parameters_ = notebook.zero_parameters_
    try:
        zero_parameters_(module)
    except AttributeError as error:
        if build is not _nested:
            raise
        raise PublicFailed(
            f"your code expects something that not every module has: {error}",
            hint="Not every module has a weight and a bias. What lists all parameters?",
        ) from error
    return {**told, "recording": torch.is_grad_enabled(), "after": dict(module.named_parameters())}


def _expect_zeros(told):
    after, before = told["after"], told["before"]
    forms = [{n: (p.shape, p.dtype) for n, p in one.items()} for one in (after, before)]
    if forms[0] != forms[1]:
        raise PublicFailed("the module does not have the same parameters as before")
    if all(identical(plain(after[name]), before[name]) for name in before):
        emptied = all(parameter.grad is None for parameter in told["held"].values())
        why = {"hint": "What does `zero_grad` set to zero?"} if emptied else {}
        single = all(parameter.dtype == torch.float32 for parameter in after.values())
        why = why or {"diagnosis": "parameters-untouched" if single else None}
        raise PublicFailed("the parameters hold the numbers that they held before", **why)
    for name, parameter in after.items():
        if parameter.any():
            frozen = "" if told["trained"][name] else ", which is frozen,"
            hint = "Print what `named_parameters()` lists. What does your code not reach?"
            told = {"expected": "zeros", "received": written(plain(parameter)), "hint": hint}
            message = f"`{name}`{frozen} is not zero"
            raise PublicFailed(message, **told, diagnosis="not-zero-initialised")


def zeros_in_layer(notebook, table):
    """Weight and bias of a single nn.Linear are zero"""
    _expect_zeros(_zero(notebook, _single))


def zeros_inside(notebook, table):
    """So is every parameter of modules inside modules, whatever its name, and if frozen too"""
    _expect_zeros(_zero(notebook, _nested))


def zeros_in_double(notebook, table):
    """So is a layer in double precision"""
    _expect_zeros(_zero(notebook, _single, torch.float64))


def in_place(notebook, table):
    """Each parameter is the same leaf as before, with the zeros in the same memory"""
    for told in (_zero(notebook, build) for build in (_single, _nested)):
        for name, parameter in told["after"].items():
            if parameter is not told["held"][name]:
                raise PublicFailed(
                    f"`{name}` is a new parameter, not the old one with other numbers",
                    diagnosis="optimizer-holds-old",
                )
            if not parameter.is_leaf:
                raise PublicFailed(f"`{name}` is no longer a leaf", diagnosis="leaf-rebound")
            if parameter.data_ptr() != told["places"][name]:
                hint = "Which operations write into a tensor that is there already?"
                raise PublicFailed(f"the zeros of `{name}` lie in new memory", hint=hint)


def same_training(notebook, table):
    """What was trained still is, what was frozen still is, and recording stays on"""
    for told in (_zero(notebook, build) for build in (_single, _nested)):
        for name, parameter in told["after"].items():
            if told["trained"][name] != parameter.requires_grad:
                hint = "Print `requires_grad` before and after: which line switches it off?"
                raise PublicFailed(
                    f"`{name}` had requires_grad={told['trained'][name]}, and now it does not",
                    diagnosis="graph-cut" if told["trained"][name] else "frozen-thawed",
                    hint=hint if told["trained"][name] else "",
                )
        if not told["recording"]:
            hint = "Which form of switching it off ends by itself?"
            raise PublicFailed("afterwards gradients are no longer recorded", hint=hint)


def keeps_buffers(notebook, table):
    """Buffers are left alone"""
    told = _zero(notebook, _nested)
    for name, buffer in told["module"].named_buffers():
        if not identical(plain(buffer), told["buffers"][name]):
            raise PublicFailed(
                f"`{name}`, a buffer, has other numbers afterwards",
                diagnosis="buffers-changed",
                received=written(plain(buffer)),
            )


# --- two_apis


def _forward(notebook, problem):
    """Call `functional_forward`; return its output (n, h), and its inputs with their gradients."""
    x, weight, bias = (problem[name].clone().requires_grad_() for name in ARGUMENTS)
    torch.manual_seed(0)  # a layer that is made anew is the same one each time
    answer = notebook.functional_forward(x, weight, bias)
    n, h = problem["pull"].shape
    sizes = {5: "n", 3: "F", 2: "H"}
    form = {"dtype": weight.dtype, "shapes": [(n, h)], "sizes": sizes}
    output = _with_axes(plain(answer), (n, h))
    output = expect_tensor(output, "the output", **form)
    if answer.requires_grad:
        answer.backward(problem["pull"])
    return output, (x, weight, bias)


def _with_axes(output, shape):
    """Return an output; raise PublicFailed if it lacks nothing but axes of length 1."""
    expect_something(output, "the answer of `functional_forward`")
    if isinstance(output, torch.Tensor) and output.dim() < 2 and 1 in shape:
        left = [size for size in shape if size != 1]
        if list(output.shape) in (left, [*left, 1]) and output.numel() == shape[0] * shape[1]:
            message = "where a size is 1, an axis of the output is missing"
            shown = {"expected": f"shape {shape}", "received": f"shape {tuple(output.shape)}"}
            raise PublicFailed(message, **shown, diagnosis="squeezed-away")
    return output


def output_shape(notebook, table):
    """The output has shape (n, H), and the input and the weight matter"""
    first, other = ({k: v.float() for k, v in layer.items()} for layer in LAYERS[:2])
    output, _ = _forward(notebook, first)
    hint = "Whose weight does your function use?"
    for name in ("x", "weight"):
        if identical(_forward(notebook, {**first, name: other[name]})[0], output):
            told = {"diagnosis": constant(output)} if name == "x" else {"hint": hint}
            raise PublicFailed(f"for another `{name}` the output is the same", **told)


def output_values(notebook, table):
    """It is what `nn.Linear` and relu give with this weight and bias"""
    answers = [_forward(notebook, copies(problem))[0] for problem in LAYERS]
    known = table["outputs"]
    wrong = known.first_wrong(answers) or 0
    labels = tuple(f"{place}" for place in range(1, 6))
    expected, received = (
        tuple(float(row[0]) for row in rows) for rows in (known.truth[wrong], answers[wrong])
    )
    picture = Bars("first output, for each of five samples", labels, expected, received)
    message = "the output is not that of the network with this weight and bias"
    expect_known(answers, known, message, picture=picture)


def gradients_arrive(notebook, table):
    """`backward` from the output reaches x, weight and bias"""
    for problem, truths in zip(LAYERS, table["pulled"].truth, strict=True):
        _, inputs = _forward(notebook, copies(problem))
        for name, leaf, truth in zip(ARGUMENTS, inputs, truths, strict=True):
            if leaf.grad is None:
                message = f"after `backward` no gradient has reached `{name}`"
                raise PublicFailed(message, diagnosis="graph-cut")
            if not agrees(leaf.grad, truth, rtol=1e-5):
                raise PublicFailed(
                    f"the gradient that reaches `{name}` is not right",
                    expected=written(truth),
                    received=written(leaf.grad),
                )


def small_shapes(notebook, table):
    """It works for a single sample and for a single output"""
    answers = [_forward(notebook, copies(problem))[0] for problem in SMALL]
    message = "for a single sample or a single output the numbers are not right"
    expect_known(answers, table["small"], message)


def keeps_arguments(notebook, table):
    """It changes none of its arguments"""
    _, inputs = _forward(notebook, copies(LAYERS[0]))
    after = dict(zip(ARGUMENTS, inputs, strict=True))
    expect_read_only("functional_forward", after, LAYERS[0], ARGUMENTS)


_BY_HAND, _BY_GRAD = _steps("relu_partials"), _steps("relu_partials_autograd")
TASKS = {
    "partials_by_hand": (_BY_HAND[0], arithmetic, *_BY_HAND[1:], beside),
    "partials_by_grad": (_BY_GRAD[0], from_autograd, *_BY_GRAD[1:]),
    "accumulation": (k_tensors, held_after_each, any_loss, ends_in_grad, keeps_w),
    "zero_init": (
        zeros_in_layer, zeros_inside, in_place, same_training, keeps_buffers, zeros_in_double,
    ),
    "two_apis": (output_shape, output_values, gradients_arrive, small_shapes, keeps_arguments),
}  # fmt: skip
