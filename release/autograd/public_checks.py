"""The tasks of week 3: how your code is called, on which inputs, and what must hold.

Read it, if you like: it is what `check("...")` runs. What is right on the public inputs, and what
some well-known mistakes would give, are the numbers in public_checks.json. Your hand-in is graded
on other inputs.
"""

from itertools import product

import torch
from torch import nn

from autograder.kit import (
    Bars,
    Check,
    CheckFailed,
    Curves,
    Form,
    Right,
    Task,
    Values,
    agrees,
    expect_something,
    expect_tensor,
    identical,
    on,
    on_device,
    scaled,
    unpacked,
)

# --- partials_by_hand, partials_by_grad

NUMBERS = ("a", "da_dw", "da_db")
TINY = 2.0**-24  # so far from relu's corner, on either side
# On both sides of the corner, for each sign of x and of w*x: none of these can stand in for
# the sign of w*x + b.
SIDES = tuple(product((1, -1), repeat=3))


def neuron(draw, signs=(1, 1, 1)):
    """Return floats x, w, b; the signs are those of w*x + b, of w*x and of x."""
    side, slope, sign = signs
    x, w = sign * draw.between(0.5, 3.0), sign * slope * draw.between(0.5, 3.0)
    return {"x": x, "w": w, "b": side * draw.between(0.5, 3.0) - w * x}


def cornered(draw, beside=0.0):
    """Return floats with w*x + b = `beside`; short in binary, so that nothing is rounded."""
    x, w = ((1 - 2 * draw.whole(2)) * (1 + draw.whole(7)) / 8 for _ in range(2))
    return {"x": x, "w": w, "b": beside - w * x}


def partials(name, **definition):
    """Return the task of a function x, w, b -> (a, da_dw, da_db) for a = relu(w*x + b)."""
    slopes = ["da_dw", "da_db"]

    form = Form(
        f"what `{name}` returns",
        {number: [()] for number in NUMBERS},
        kind="number",
        from_grad=definition["how"] == "by autograd",
    )
    return Values(
        name,
        form=form,
        problem=neuron,
        counts=SIDES,
        arguments=("x", "w", "b"),
        derived=slopes,
        questions={
            "returns": lambda draw: [neuron(draw, signs) for signs in SIDES[:4]],
            "tilted": lambda draw: [neuron(draw) for _ in range(2)],
            "corner": lambda draw: [cornered(draw) for _ in range(3)],
            "beside": lambda draw: [cornered(draw, side * TINY) for side in (1, -1, 1, -1)],
        },
        titles={
            "returns": f"`{name}` returns three numbers that depend on its arguments",
            "a": "`a` is the output of the neuron",
            "da_dw": "`da_dw` is right, where relu lets its input pass and where not",
            "da_db": "`da_db` is right, where relu lets its input pass and where not",
        },
        also=[
            Right("corner", "In relu's corner both derivatives are 0",
                  "in relu's corner a derivative is wrong", slopes, diagnosis="relu-at-zero"),
            Right("beside", "Close to the corner they are those of that side",
                  "close to the corner a derivative is wrong", slopes,
                  hint="Does your slope look at one point, or at two?"),
        ],
        picture=lambda one, truth: Bars("output and slopes", NUMBERS, tuple(truth), one),
        **definition,
    ).task()  # fmt: skip


# --- accumulation


class Entries(Form):
    """A list of k tensors like w; also one tensor that holds them as its rows."""

    def meant(self, said, given):
        """Return the k tensors."""
        if isinstance(said, torch.Tensor) and said.ndim == 2 and len(said) == given["k"]:
            said = [*said]  # no more: rows of length 0 cost nothing to send
        expect_something(said, self.what)
        if not isinstance(said, tuple | list) or len(said) != given["k"]:
            raise CheckFailed(f"{self.what} is not a list of k tensors")
        if any(entry is None for entry in said):
            raise CheckFailed("an entry of the list is None", diagnosis="grad-before-backward")
        for entry in said:  # in any precision: that is charged once
            expect_tensor(entry, "an entry of the list", dtype=getattr(entry, "dtype", None),
                          shapes=[(3,)], sizes={3: "len(w)"})  # fmt: skip
        return tuple(entry.to(given["w"].dtype) for entry in said)


def leaf(draw, k=4):
    """Return a leaf w (3,), a loss of it and a target, and how often `backward` is to be called."""
    return {"w": draw(3), "target": draw(3), "k": k, "loss": "mse", "factor": 1.0}


def call_accumulated(notebook, given, told):
    """Call `accumulated_gradients`; tell what became of the leaf."""
    w, loss, same = given["w"].requires_grad_(), scaled(given, told), []

    def loss_fn(weights):
        same.append(weights is w)
        return loss(weights, given["target"])

    # Unpacked at once: a generator does its work only now.
    answer = unpacked(notebook.accumulated_gradients(loss_fn, w, given["k"]))
    told |= {"grad": w.grad, "same": all(same) and w.is_leaf and w.requires_grad}
    return answer


def ends_in_grad(trial):
    """Compare `w.grad` as it is afterwards, and count the walks back."""
    asked, _ = HELD.asked(trial, "values")
    for record, given, truth in zip(asked.records, asked.problems, asked.truths, strict=True):
        grad = record.get("grad")
        if grad is None and record.get("same") is not True:
            raise trial.failed(
                "the w that was passed in has no `.grad` afterwards", diagnosis="leaf-rebound"
            )
        if not agrees(grad, truth[-1], rtol=trial.rtol()):
            raise trial.failed(
                "`w.grad` is not the sum of all k gradients in the end",
                hint="After the call, print `w.grad`: what should it hold?",
                answer=grad, truth=truth[-1],
            )  # fmt: skip
        if record["backwards"] != given["k"]:
            raise trial.failed("there are not k calls of `backward()`")


def first_numbers(answer, truth):
    """Return the picture of the first number of each entry."""
    firsts = (tuple(float(entry[0]) for entry in entries) for entries in (truth, answer))
    return Curves("first number of w.grad", "call of backward()", *firsts)


HELD = Values(
    "accumulated_gradients",
    form=Entries("what `accumulated_gradients` returns", {"entries": [()]}, like="w"),
    problem=leaf,
    counts=(4, 3, 1),
    call=call_accumulated,
    how="by autograd",
    reads=("w",),
    questions={"returns": lambda draw: [leaf(draw, 3), leaf(draw, 3)]},
    points={
        "returns": 3, "changes_nothing": 1, "values": 9, "any_loss": 3, "ends_in_grad": 3,
        "precision": 1,
    },
    titles={
        "returns": "`accumulated_gradients` returns k tensors like w that depend on the loss",
        "values": "The entries are what `w.grad` holds after each of the k calls",
        "any_loss": "They are right for whatever loss it is given",
    },
    also=[Check("changes_nothing", "w itself is left as it is",
                lambda trial: HELD.changes_nothing(trial), needs=["returns"]),
          Check("ends_in_grad", "After k calls of `backward()` `w.grad` is the last entry",
                ends_in_grad, needs=["returns"])],
    nudged="w",
    picture=first_numbers,
)  # fmt: skip

# --- zero_init


class Branch(nn.Module):
    """A module with parameters of its own, a buffer, and further modules inside."""

    def __init__(self, *inside):
        super().__init__()
        self.gain = nn.Parameter(torch.ones(3))
        self.shift = nn.Parameter(torch.ones(1, 3))
        self.register_buffer("running_mean", torch.ones(3))
        self.inside = nn.ModuleList(inside)


def build(given):
    """Return the problem's module, without a zero; some parameters of a nested one are frozen."""
    module = nn.Linear(3, 2)
    if given["nested"]:
        head = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2, bias=False))
        module = Branch(Branch(head, nn.Conv1d(2, 3, 2)), nn.LayerNorm(3))
    module, numbers = module.to(given["numbers"]), given["numbers"]
    for tensor in [*held(module, "_parameters"), *held(module, "_buffers")]:
        tensor.data.copy_(numbers[: tensor.numel()].view_as(tensor))
        numbers = numbers[tensor.numel() :]
    for place, parameter in enumerate(held(module, "_parameters")):
        parameter.requires_grad_(not given["nested"] or place not in (1, 4, 8))
        parameter.grad = torch.ones_like(parameter)
    return module


def held(module, kind):
    """Return what a module and those inside hold in `_parameters` or `_buffers`.

    Its methods list the same, unless a cell has given nn.Module other ones.
    """
    own = [tensor for tensor in vars(module)[kind].values() if tensor is not None]
    return own + [one for child in vars(module)["_modules"].values() for one in held(child, kind)]


def zeroed(notebook, problems, device):
    """Call `zero_parameters_` on the module of each problem; tell what became of it."""
    found = []
    for problem in problems:
        module = build(on(device, problem))
        before = held(module, "_parameters")
        places = [parameter.data_ptr() for parameter in before]
        with torch.enable_grad():
            notebook.zero_parameters_(module)
            recording = torch.is_grad_enabled()
        after = held(module, "_parameters")
        found.append({
            "parameters": after,
            "buffers": held(module, "_buffers"),
            "on_device": on_device(after, device),
            "same_objects": [*map(id, after)] == [*map(id, before)],
            "same_memory": [parameter.data_ptr() for parameter in after] == places,
            "leaves": all(parameter.is_leaf for parameter in after),
            "trained": [bool(parameter.requires_grad) for parameter in after],
            "grads_left": any(parameter.grad is not None for parameter in before),
            "recording": recording,
        })  # fmt: skip
    return found


ZEROED = {
    "parameters": list, "buffers": list, "on_device": bool, "same_objects": bool,
    "same_memory": bool, "leaves": bool, "trained": list, "grads_left": bool, "recording": bool,
}  # fmt: skip


def ask_zeroed(trial, nested, device="cpu", dtype=torch.float32):
    """Return what is told of one module, and the module as it was before."""
    given = {"nested": nested, "numbers": 3 + trial.draw("module").at(dtype)(80)}
    try:
        (record,) = trial.ask([given], device=device)
    except trial.raised as error:
        name, text = trial.words(error)
        if not (nested and name == "AttributeError"):
            raise
        raise trial.failed(
            "your code expects something that not every module has",
            hint="Does every module have a weight and a bias? What lists all parameters?",
            evidence={"exception": f"{name}: {text}"[:500]},
        ) from None
    before = build(given)
    sizes = [len(held(before, kind)) for kind in ("_parameters", "_parameters", "_buffers")]
    if [len(record[name]) for name in ("parameters", "trained", "buffers")] != sizes:
        raise trial.failed("the module does not have the same parameters as before")
    return record, before


NOT_REACHED = "Print what `named_parameters()` lists. What does your code not reach?"


def zeros_some_inside(trial):
    """Return whether a parameter of a module inside another one is zero."""
    record, _ = ask_zeroed(trial, nested=True)
    return any(isinstance(p, torch.Tensor) and not p.any() for p in record["parameters"])


def expect_zeros(trial, record, before):
    """Raise CheckFailed unless every parameter is zero and has kept its form."""
    after = [value for value in record["parameters"] if isinstance(value, torch.Tensor)]
    old = dict(before.named_parameters())
    if [(p.shape, p.dtype) for p in after] != [(p.shape, p.dtype) for p in old.values()]:
        raise trial.failed("a parameter has another form than before")
    if all(map(identical, after, old.values())):
        # Where it is single precision alone that is zeroed, the code does write into parameters.
        named, hint = None, "" if record["grads_left"] else "What does `zero_grad` set to zero?"
        if after[0].dtype == torch.float32 and record["grads_left"]:
            named = "parameters-untouched"
            if zeros_some_inside(trial):
                named, hint = "not-zero-initialised", NOT_REACHED
        raise trial.failed(
            "the parameters hold the numbers that they held before", diagnosis=named, hint=hint
        )
    for value, (name, parameter) in zip(after, old.items(), strict=True):
        if value.any():
            frozen = "" if parameter.requires_grad else ", which is frozen,"
            raise trial.failed(
                f"`{name}`{frozen} is not zero",
                diagnosis="not-zero-initialised",
                hint=NOT_REACHED,
            )


def zeros_in_layer(trial):
    """Look at a single nn.Linear."""
    expect_zeros(trial, *ask_zeroed(trial, nested=False))


def zeros_inside(trial):
    """Look at modules inside modules."""
    expect_zeros(trial, *ask_zeroed(trial, nested=True))


def in_place(trial):
    """Look whether the parameters are the same objects, leaves, in the same memory."""
    for record, _ in (ask_zeroed(trial, nested) for nested in (False, True)):
        if not record["same_objects"]:
            raise trial.failed("a parameter was replaced", diagnosis="optimizer-holds-old")
        if not record["leaves"]:
            raise trial.failed("a parameter is no longer a leaf", diagnosis="leaf-rebound")
        if not record["same_memory"]:
            raise trial.failed(
                "the zeros lie in new memory, not where the parameter's numbers lay",
                hint="Which operations write into a tensor that is there already?",
            )


def same_training(trial):
    """Look at `requires_grad` of each parameter, and at the recording."""
    for record, before in (ask_zeroed(trial, nested) for nested in (False, True)):
        for (name, old), new in zip(before.named_parameters(), record["trained"], strict=True):
            if old.requires_grad and new is not True:
                raise trial.failed(f"`{name}` no longer requires a gradient", diagnosis="graph-cut")
            if not old.requires_grad and new is not False and record["same_objects"]:
                raise trial.failed(f"`{name}`, which was frozen, is not", diagnosis="frozen-thawed")
        if not record["recording"]:
            raise trial.failed(
                "afterwards gradients are no longer recorded",
                hint="Which form of switching it off ends by itself?",
            )


def keeps_buffers(trial):
    """Compare the buffers with what they were."""
    record, before = ask_zeroed(trial, nested=True)
    for after, (name, buffer) in zip(record["buffers"], before.named_buffers(), strict=True):
        if not identical(after, buffer):
            raise trial.failed(f"`{name}`, a buffer, was changed", diagnosis="buffers-changed")


def every_precision(trial):
    """Look at a layer in every precision, on each device."""
    for device, dtype in product(trial.devices, trial.dtypes):
        record, before = ask_zeroed(trial, False, device, dtype)
        expect_zeros(trial, record, before)
        if not record["on_device"]:
            raise trial.failed(f"a parameter is no longer on {device}")


LAYER = ["layer"]
ZEROS = Task(
    asks={"": zeroed},
    kinds={"": ZEROED},
    questions={},
    checks=[
        Check("layer", "Weight and bias of a single nn.Linear are zero", zeros_in_layer, points=5),
        Check("every_parameter", "Every parameter of any module is zero, also in modules inside"
              " modules and where it is frozen", zeros_inside, points=5, needs=LAYER),
        Check("in_place", "Each parameter is the same leaf as before, with the zeros in the same"
              " memory", in_place, points=4, needs=LAYER),
        Check("same_training", "`requires_grad` of each parameter is as it was, and recording stays"
              " on", same_training, points=3, needs=LAYER),
        Check("buffers", "Buffers are left alone", keeps_buffers, points=2, needs=LAYER),
        Check("precision", "It works in every precision, on each device", every_precision, points=1,
              needs=LAYER),
    ],
)  # fmt: skip

# --- two_apis


def linear(draw, size=(5, 2), far=1):
    """Return x (n, 3), weight (h, 3) and bias (h,) for a size (n, h)."""
    n, h = size
    return {"x": far * draw(n, 3), "weight": draw(h, 3), "bias": draw(h)}


def first_outputs(answer, truth):
    """Return the picture of the first output of each sample."""
    firsts = (tuple(float(row[0]) for row in rows) for rows in (truth, answer))
    return Bars("first output, for each of five samples", tuple("12345"), *firsts)


FORWARD = Values(
    "functional_forward",
    form=Form("the output", {"the output": [("n", "H")]}, sizes=lambda given: {
        "n": len(given["x"]), "H": len(given["bias"]), "F": 3,
    }),
    problem=linear,
    counts=((5, 2), (5, 2)),
    arguments=("x", "weight", "bias"),
    depends=("x", "weight"),
    questions={
        # Far out no other activation looks like relu.
        "values": lambda draw: [linear(draw), linear(draw), linear(draw, far=10)],
        "sizes": lambda draw: [linear(draw, size) for size in ((1, 2), (7, 1), (1, 1))],
    },
    points={
        "returns": 1, "form": 2, "values": 8, "gradients": 5, "sizes": 2, "changes_nothing": 1,
        "precision": 1,
    },
    titles={
        "returns": "`functional_forward` returns an output, for which input and weight matter",
        "form": "The output has shape (n, H), and the precision of its inputs",
        "values": "It is what `nn.Linear` and relu give with this weight and bias",
        "sizes": "It works for a single sample and for a single output",
    },
    nudged="x",
    picture=first_outputs,
)  # fmt: skip

TASKS = {
    "partials_by_hand": partials("relu_partials", how="by hand", far=("w", "b"), degree=0, points={
        "returns": 2, "by_arithmetic": 2, "a": 4, "da_dw": 5, "da_db": 3, "corner": 2, "beside": 2,
    }),
    "partials_by_grad": partials("relu_partials_autograd", how="by autograd", points={
        "returns": 2, "from_engine": 5, "a": 3, "da_dw": 4, "da_db": 3, "corner": 3,
    }),
    "accumulation": HELD.task(),
    "zero_init": ZEROS,
    "two_apis": FORWARD.task(),
}  # fmt: skip
