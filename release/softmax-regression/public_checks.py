"""The tasks of week 5: how your code is called, on which inputs, and what must hold.

Read it, if you like: it is what `check("...")` runs. What is right on the public inputs, and what
some well-known mistakes would give, are the numbers in public_checks.json. Your hand-in is graded
on other inputs.
"""

import torch

from autograder import kit

# How far a right answer may be off, by its precision.
OFF = {"float64": 1e-6, "float32": 1e-4, "float16": 2e-2, "bfloat16": 1e-1}

# --- softmax


def logits(draw, size=(7, 5)):
    """Return logits (n, k)."""
    return {"z": draw(*size)}


def far_logits(draw):
    """Return a table with rows around 1000, around -1000 and around 0, and a single 1000."""
    z = draw(4, 5)
    z[0] += 1000
    z[1] -= 1000
    z[2, 3] = 1000
    return {"z": z}


def each_row(trial):
    """Compare the probabilities; where it raises, see what the same code gives where n = k."""
    try:
        asked, answers = SOFTMAX.asked(trial, "values")
    except trial.raised as fault:
        trial.words(fault)
        asked, answers = SOFTMAX.asked(trial, "square")
        named = asked.diagnose(answers)
        if named is None:
            raise
        raise trial.failed("it fails where n is not k", diagnosis=named) from fault
    asked.expect(answers, "the rows do not hold the probabilities of the samples")


def each_dtype(trial):
    """Compare in all four precisions."""
    problems = trial.problems("dtypes")
    truths = trial.truths("dtypes", problems)
    for record, given, truth in zip(SOFTMAX.ask(trial, problems), problems, truths, strict=True):
        if not SOFTMAX.form.keeps_precision(record["said"], given):
            raise trial.failed("the precision is not that of `z`", diagnosis="dtype-ignored")
        if kit.error(record["answer"], truth) > OFF[str(given["z"].dtype).removeprefix("torch.")]:
            raise trial.failed("in one of the precisions it is wrong")


SOFTMAX = kit.Values(
    "softmax",
    form=kit.Form(
        "what `softmax` returns", {"the table of probabilities": [("n", "k")]}, like="z",
        sizes=lambda given: dict(zip("nk", given["z"].shape, strict=True)),
    ),
    problem=logits,
    counts=((7, 5), (7, 5), (5, 5)),
    arguments=("z",),
    points={
        "returns": 1, "each_row": 6, "form": 1, "any_size": 4, "each_dtype": 2,
        "changes_nothing": 1,
    },
    questions={
        "returns": lambda draw: [logits(draw, (5, 5)) for _ in range(2)],
        "square": lambda draw: [logits(draw, (5, 5)) for _ in range(2)],
        "any_size": lambda draw: [far_logits(draw) for _ in range(2)],
        "dtypes": lambda draw: [logits(draw.at(getattr(torch, name))) for name in OFF],
    },
    also=[
        kit.Check("each_row", "Each row holds the probabilities of its sample", each_row,
                  needs=["returns"]),
        kit.Right("any_size", "It is right for finite logits of any size",
                  "for logits far from 0 a row is not right", ["each_row"], "softmax-unstable"),
        kit.Check("each_dtype", "It keeps each precision", each_dtype, needs=["each_row"]),
    ],
)  # fmt: skip

# --- cross_entropy_gradient


def batch(draw, n=7, classes=5):
    """Return x (n, 3), labels below `classes`, the last of which occurs, and parameters."""
    y = [draw.whole(classes) for _ in range(n - 1)] + [classes - 1]
    return {"x": draw(n, 3), "y": torch.tensor(y), "w": draw(3, 5), "b": draw(5)}


def bars(answer, truth):
    """Return the picture of the gradient of the biases."""
    numbers = (tuple(float(number) for number in part[2]) for part in (truth, answer))
    return kit.Bars("gradient of b, on the first minibatch that differs", tuple("01234"), *numbers)


GRADIENT = kit.Values(
    "cross_entropy_gradient",
    form=kit.Form(
        "what `cross_entropy_gradient` returns",
        {"loss": [()], "grad_w": [("F", "k")], "grad_b": [("k",)]},
        sizes=lambda given: {"n": len(given["y"]), "F": len(given["w"]), "k": len(given["b"])},
        plain=("loss",),
        odd={"grad_w": {("k", "F"): "transpose-missing"}, "grad_b": {(1, "k"): "bias-shape"}},
    ),
    problem=batch,
    arguments=("x", "y", "w", "b"),
    helper=kit.Helper("softmax", lambda given: given["x"] @ given["w"] + given["b"]),
    how="by hand",
    derived=("grad_w", "grad_b"), far=("x",), shrunk=("w",), degree={"grad_w": 1}, nudged="x",
    points={
        "returns": 1, "form": 2, "by_arithmetic": 3, "loss": 6, "grad_w": 10, "grad_b": 6,
        "narrow": 3, "sizes": 2, "changes_nothing": 1, "precision": 1,
    },
    questions={"narrow": lambda draw: [batch(draw, 7, 4) for _ in range(2)]},
    also=[kit.Right("narrow", "It knows the number of classes, whichever occur",
                    "it is not right where the last class does not occur in y",
                    ["loss", "grad_w", "grad_b"], raises="one-hot-too-narrow")],
    words={"loss": "the loss", "grad_w": "the gradient of w", "grad_b": "the gradient of b"},
    picture=bars,
)  # fmt: skip

# --- train_softmax


def training(draw, n=23):
    """Return a training set whose last minibatch is a single row, a small network, and settings."""
    given = batch(draw, n)
    return {
        "x": given["x"], "y": given["y"], "epochs": 3, "learning_rate": 0.4,
        "layers": [[draw(4, 3), draw(4)], [draw(5, 4), draw(5)]], "minibatch_size": (n - 1) // 2,
        "seed": 1 + draw.whole(1000), "ambient_seed": 1001 + draw.whole(1000),
    }  # fmt: skip


def train(notebook, given):
    """Call `train_softmax`."""
    model, x, y, epochs = (given[name] for name in ("model", "x", "y", "epochs"))
    return notebook.train_softmax(model, x, y, num_epochs=epochs, **given["settings"])


def train_digits(notebook, problems, device):
    """Return the classes that a layer of ours reads after its training, and the losses."""
    found = []
    for given in (kit.on(device, problem) for problem in problems):
        model = kit.Layers(given["layers"]).to(device)
        losses = train(notebook, {**given, "model": model, "settings": {"learning_rate": 0.5}})
        found.append({"losses": kit.unpacked(losses), **kit.classes(model, given)})
    return found


LOOP = kit.Loop(
    "train_softmax",
    problem=training,
    call=train,
    model=lambda given: kit.Layers(given["layers"]),
    rounds="epochs",
    settings=("learning_rate", "seed", "minibatch_size"),
    other_loss="smoothed",
    minibatches=True,
    points={
        "returns": 2, "moves": 2, "one_step": 6, "any_loss": 4, "history": 11, "no_graph": 1,
        "keeps_data": 1, "defaults": 1, "precision": 1,
    },
    asks={"trained": kit.of_the_notebook("model"), "train_digits": train_digits},
)  # fmt: skip

# --- softmax_regression

MODEL = kit.Modules(
    "SoftmaxRegression",
    arguments=("F", "k"),
    sizes=[{"F": 3, "k": 5}, {"F": 4, "k": 2}],
    parameters={"weight": ("k", "F"), "bias": ("k",)},
    x=("n", "F"),
    output=("n", "k"),
    points={
        "registers": 3, "parameters": 3, "starts_at_zero": 3, "output_shape": 3, "output_values": 6,
        "gradients": 1, "precision": 1,
    },
)  # fmt: skip

TASKS = {
    "softmax": SOFTMAX.task(),
    "cross_entropy_gradient": GRADIENT.task(),
    "train_softmax": LOOP.task(),
    "softmax_regression": MODEL.task(),
}
