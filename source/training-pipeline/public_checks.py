"""The tasks of week 2: how your code is called, on which inputs, and what must hold.

Read it, if you like: it is what `check("...")` runs. What is right on the public inputs, and what
some well-known mistakes would give, are the numbers in public_checks.json. Your hand-in is graded
on other inputs.
"""

import numpy as np
import torch

from autograder.kit import (
    Check,
    Layers,
    Modules,
    Task,
    agrees,
    expect_something,
    shape_words,
    training_loop,
    unpacked,
)

SETTINGS = ("learning_rate", "n_iters")


def settings(draw):
    """Return settings of a training, none of which is in a signature."""
    rate, seed = draw.between(0.02, 0.05), draw.whole(10**6)
    return {"learning_rate": rate, "n_iters": 3, "ambient_seed": seed}


# --- loss_and_optimizer


def line(draw, n=7):
    """Return x and y, both (n,), to fit a slope to that is not near 0."""
    slope, x = (1 - 2 * draw.whole(2)) * draw.between(1, 2), draw(n)
    return {"x": x, "y": slope * x + 0.3 * draw(n), **settings(draw)}


LOSS_AND_OPTIMIZER = training_loop(
    "train_with_optimizer",
    problem=line,
    call=lambda notebook, given: notebook.train_with_optimizer(
        given["x"], given["y"], **given["settings"]
    ),
    settings=SETTINGS,
    points={
        "returns": 3, "starts_at_zero": 2, "one_step": 8, "further_steps": 6, "losses": 5,
        "no_graph": 2, "defaults": 4,
    },
    titles={
        "returns": "It returns w, a tensor of shape (), and one loss for each iteration",
        "starts_at_zero": "w is 0 before the first update",
        "one_step": "One update moves w by the learning rate times the gradient of `backward`",
        "losses": "`losses[i]` is the mean squared error before update i",
        "defaults": "It works with the default settings, in both precisions, on the device of x",
    },
    labels=("w",),
)  # fmt: skip

# --- columns

KINDS = {
    "list": list, "tuple": tuple, "array": np.array, "tensor": torch.tensor,
    "range": lambda ends: range(*ends),
}  # fmt: skip
ENDS = {"kind": "range", "x": [1, 4], "y": [2, 8, 2]}
PRECISIONS = {"float32": False, "float64": False, "int64": True}  # whether of whole numbers


def columns(draw, n=7, kind="list", *, whole=False, **dtype):
    """Return a problem: n numbers each for x and y, in a sequence of one kind."""
    x, y = (8 * draw(n).double() for _ in "xy")
    x, y = (part.round().long() if whole else part for part in (x, y))
    return {"x": x.tolist(), "y": y.tolist(), "kind": kind, **dtype}


def sequences(kind):
    """Return the question about one kind of sequence in each precision."""
    kinds = PRECISIONS.items()
    return lambda draw: [columns(draw, 7, kind, whole=whole, dtype=name) for name, whole in kinds]


def ask_columns(notebook, problems, device):
    """Call `as_columns` with x and y as the kind of sequence that each problem names."""
    found = []
    for given in problems:
        dtype = {"dtype": given["dtype"]} if "dtype" in given else {}
        if given["kind"] == "tensor":
            dtype = {"dtype": getattr(torch, given["dtype"])}
        x, y = (KINDS[given["kind"]](given[name], **dtype) for name in "xy")
        found.append({"said": unpacked(notebook.as_columns(x, y))})
    return found


def told(trial, question):
    """Yield each problem of a question, and for x and y: the name, the tensor, what was given."""
    problems = trial.problems(question)
    for given, record in zip(problems, trial.ask(problems), strict=True):
        said = record["said"]
        if isinstance(said, torch.Tensor) and said.ndim == 3:
            said = list(said[:3])  # stacked: it unpacks into two
        expect_something(said, "what `as_columns` returns")
        if not isinstance(said, tuple | list) or len(said) != 2:
            raise trial.failed("`as_columns` does not return two tensors, x and y")
        for name, tensor in zip("xy", said, strict=True):
            if not isinstance(tensor, torch.Tensor):
                raise trial.failed(f"{name} is not a tensor after `as_columns`")
            numbers = given[name]
            yield name, tensor, list(range(*numbers) if given["kind"] == "range" else numbers)


def shapes(trial, question="shape"):
    """Look at the shapes."""
    for name, tensor, numbers in told(trial, question):
        n, shape = len(numbers), tuple(tensor.shape)
        if shape != (n, 1):
            raise trial.failed(
                f"{name} has shape {shape_words(shape, {n: 'n'})}, not (n, 1)",
                diagnosis="column-missing" if shape == (n,) else None,
                hint="Which index counts the samples?" if shape == (1, n) else "",
            )


def precision(trial):
    """Look at the dtypes."""
    for name, tensor, _ in told(trial, "float32"):
        if tensor.dtype != torch.float32:
            raise trial.failed(
                f"{name} has dtype {str(tensor.dtype)[6:]}, not float32",
                hint="Which dtype does a tensor get that is made of whole numbers, or of an array"
                " in double precision?",
            )


def values(trial, question="values"):
    """Compare the numbers."""
    for name, tensor, numbers in told(trial, question):
        flat, truth = tensor.reshape(-1), torch.tensor(numbers, dtype=torch.float32)
        if not agrees(flat, truth):
            raise trial.failed(
                f"{name} does not hold the numbers that were given, in their order",
                hint="Print x and y beside what `as_columns` returns: which numbers come first?",
                answer=flat, truth=truth,
            )  # fmt: skip


def everything(question):
    """Return what looks at shapes and numbers."""
    return lambda trial: (shapes(trial, question), values(trial, question))


RIGHT = ["shape", "values"]
COLUMNS = Task(
    asks={"": ask_columns},
    kinds={"": {"said": object}},
    questions={
        "shape": lambda draw: [columns(draw, n) for n in (7, 5, 1)],
        "float32": lambda draw: [
            columns(draw, whole=True), columns(draw), *sequences("array")(draw)[1:]
        ],
        "values": lambda draw: [columns(draw), columns(draw, 5), columns(draw, whole=True)],
        "others": lambda draw: [
            columns(draw, kind="tuple", whole=True), ENDS, *sequences("array")(draw)
        ],
        "tensors": sequences("tensor"),
    },
    checks=[
        Check("shape", "From lists of n numbers it makes two tensors of shape (n, 1)", shapes,
              points=5),
        Check("float32", "Both are float32, also for whole numbers and double precision", precision,
              points=3),
        Check("values", "They hold the numbers that were given, in their order, x first", values,
              points=4),
        Check("other_sequences", "Tuples, ranges and arrays work as well", everything("others"),
              points=2, needs=RIGHT),
        Check("tensors", "1-D tensors work as well", everything("tensors"), points=1, needs=RIGHT),
    ],
)  # fmt: skip

# --- linear_module

LINEAR_MODULE = Modules(
    "LinearRegression",
    arguments=("input_dim", "output_dim"),
    sizes=[
        {"input_dim": ins, "output_dim": outs} for ins, outs in ((4, 1), (3, 2), (2, 5))
    ],
    layers=[("input_dim", "output_dim")],
    parameters={"weight": ("output_dim", "input_dim"), "bias": ("output_dim",)},
    x=("n", "input_dim"),
    output=("n", "output_dim"),
    points={
        "registers": 5, "layers": 5, "parameters": 3, "output_shape": 4, "output_values": 4,
        "gradients": 2, "precision": 2,
    },
)  # fmt: skip

# --- training_loop

ONE_LAYER = ((3, 1, True),)  # inputs, outputs, whether there is a bias
OTHERS = (((3, 2, True),), ((3, 5, True), (5, 4, False), (4, 1, True)), ((3, 1, False),))


def table(draw, n=7, sizes=ONE_LAYER):
    """Return x (n, inputs), y (n, outputs), and the parameters of a model's layers."""
    layers = [[draw(outs, ins), *([draw(outs)] if bias else [])] for ins, outs, bias in sizes]
    data = {"x": draw(n, sizes[0][0]), "y": draw(n, sizes[-1][1])}
    return {**data, "layers": layers, **settings(draw)}


TRAINING_LOOP = training_loop(
    "train_model",
    problem=table,
    model=lambda given: Layers(given["layers"]),
    call=lambda notebook, given: notebook.train_model(
        given["model"], given["x"], given["y"], **given["settings"]
    ),
    settings=SETTINGS,
    questions={
        "any_model": lambda draw: [{**table(draw, 7, sizes), "n_iters": 1} for sizes in OTHERS]
    },
    points={
        "returns": 2, "one_step": 7, "further_steps": 5, "any_model": 4, "any_loss": 5,
        "losses": 3, "no_graph": 1, "defaults": 3,
    },
    labels=("w1", "w2", "w3", "b"),
)  # fmt: skip

TASKS = {
    "loss_and_optimizer": LOSS_AND_OPTIMIZER,
    "columns": COLUMNS,
    "linear_module": LINEAR_MODULE.task(),
    "training_loop": TRAINING_LOOP,
}
