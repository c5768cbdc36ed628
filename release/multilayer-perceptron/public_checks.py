"""The tasks of week 6: how your code is called, on which inputs, and what must hold.

Read it, if you like: it is what `check("...")` runs. What is right on the public inputs, and what
some well-known mistakes would give, are the numbers in public_checks.json. Your hand-in is graded
on other inputs.
"""

import torch

from autograder import kit

WEIGHTS = ("w1", "b1", "w2", "b2")
SETTINGS = ("learning_rate", "seed", "minibatch_size")


def sizes(given):
    """Return the letters of a problem."""
    (n, features), (hidden, classes) = given["x"].shape, given["w2"].shape
    return {"n": n, "F": features, "h": hidden, "k": classes}


def batch(draw, n=7, classes=5):
    """Return x (n, 3), labels below `classes`, the last of which occurs, and parameters."""
    y = [draw.whole(classes) for _ in range(n - 1)] + [classes - 1]
    weights = {"w1": draw(3, 4), "b1": draw(4), "w2": draw(4, 5), "b2": draw(5)}
    return {"x": draw(n, 3), "y": torch.tensor(y), **weights}


def silent(draw):
    """Return a problem with a unit whose net input is exactly 0 for each sample."""
    given = batch(draw)
    given["w1"][:, 1] = given["b1"][1] = 0
    return given


# --- forward_and_cache

FORWARD = kit.Values(
    "forward",
    form=kit.Form(
        "what `forward` returns", {"logits": [("n", "k")], "hidden": [("n", "h")]}, sizes=sizes
    ),
    problem=batch,
    arguments=("x", *WEIGHTS),
    nudged="x",
    points={
        "returns": 1, "form": 2, "hidden": 5, "logits": 4, "sizes": 1, "changes_nothing": 1,
        "precision": 1,
    },
    words={"hidden": "the hidden layer", "logits": "the table of logits"},
)  # fmt: skip

# --- backpropagation


def bars(answer, truth):
    """Return the picture of the gradient of the hidden layer's biases."""
    numbers = (tuple(float(number) for number in part[1]) for part in (truth, answer))
    return kit.Bars("gradient of b1, on the first minibatch that differs", tuple("0123"), *numbers)


BACK = kit.Values(
    "backpropagation",
    form=kit.Form(
        "what `backpropagation` returns",
        {"w1": [("F", "h")], "b1": [("h",)], "w2": [("h", "k")], "b2": [("k",)]},
        sizes=sizes,
        odd={"b1": {(1, "h"): "bias-shape"}, "b2": {(1, "k"): "bias-shape"},
             "w1": {("h", "F"): "transpose-missing"}, "w2": {("k", "h"): "transpose-missing"}},
    ),
    problem=batch,
    arguments=("x", "y", *WEIGHTS),
    helper=kit.Helper("forward", lambda given: given["x"]),
    how="by hand",
    far=("x",), shrunk=("w1",), degree={"w1": 1}, nudged="x",
    points={
        "returns": 1, "form": 2, "by_arithmetic": 3, "w2": 6, "b2": 4, "w1": 8, "b1": 4,
        "silent": 1, "narrow": 3, "sizes": 1, "changes_nothing": 1, "precision": 1,
    },
    questions={
        "narrow": lambda draw: [batch(draw, 7, 4) for _ in range(2)],
        "silent": lambda draw: [silent(draw) for _ in range(2)],
    },
    also=[
        kit.Right("silent", "A unit at exactly 0 passes nothing back",
                  "with a unit whose net input is exactly 0 it is not right", ["w1", "b1"]),
        kit.Right("narrow", "It knows the number of classes, whichever occur",
                  "it is not right where the last class does not occur in y", ["w2", "b2"],
                  raises="one-hot-too-narrow"),
    ],
    words={name: f"the gradient of {name}" for name in WEIGHTS},
    picture=bars,
)  # fmt: skip

# --- mlp_module


def dropped(draw):
    """Return a network whose outputs are five of its six hidden units, all of them positive."""
    draw, offset = draw.at(torch.float32), torch.full((5,), 0.5)
    return [
        {"arguments": [3, 6, 5], "options": {"dropout": share}, "dropped": share,
         "dtype": "float32", "sizes": {"n": 1000, "k": 5}, "x": draw(1000, 3).abs(),
         "w1": draw(6, 3).abs(), "b1": torch.ones(6), "w2": torch.eye(5, 6), "b2": offset,
         "offset": offset}
        for share in (0.3, 0.6, 0.0)
    ]  # fmt: skip


MODEL = kit.Modules(
    "MLP",
    arguments=("F", "h", "k"),
    sizes=[{"F": 3, "h": 4, "k": 5}, {"F": 5, "h": 3, "k": 2}],
    parameters={"w1": ("h", "F"), "b1": ("h",), "w2": ("k", "h"), "b2": ("k",)},
    units=("w1", "b1"),
    x=("n", "F"),
    output=("n", "k"),
    points={
        "registers": 2, "parameters": 3, "breaks_symmetry": 3, "output_shape": 2,
        "output_values": 4, "dropout": 4, "gradients": 1, "precision": 1,
    },
    questions={"dropout": dropped},
)  # fmt: skip

# --- train_and_evaluate


def training(draw, n=23):
    """Return a training set and a test set with five classes, a small network, and settings."""
    train_set, test_set = batch(draw, n), batch(draw, n + 6)
    return {
        "x": train_set["x"], "y": train_set["y"], "x_test": test_set["x"], "y_test": test_set["y"],
        "layers": [[draw(4, 3), draw(4)], [draw(5, 4), draw(5)]],
        "epochs": 3, "learning_rate": 0.4, "minibatch_size": 4,
        "seed": 1 + draw.whole(1000), "ambient_seed": 1001 + draw.whole(1000),
    }  # fmt: skip


def train(notebook, given):
    """Call `train_and_evaluate`."""
    sets = (given["x"], given["y"]), (given["x_test"], given["y_test"])
    return notebook.train_and_evaluate(
        given["model"], *sets, num_epochs=given["epochs"], **given["settings"]
    )


def train_digits(notebook, problems, device):
    """Return the classes that a network of ours reads after its training."""
    found = []
    for given in (kit.on(device, problem) for problem in problems):
        model = kit.Layers(given["layers"], torch.relu).to(device)
        train(notebook, {**given, "model": model, "settings": {"learning_rate": 0.3}})
        found.append(kit.classes(model, given))
    return found


LOOP = kit.Evaluation(
    "train_and_evaluate",
    problem=training,
    call=train,
    model=lambda given: kit.Modal(given["layers"]).train(given.get("training", True)),
    rounds="epochs",
    settings=SETTINGS,
    minibatches=True,
    points={
        "returns": 3, "moves": 2, "one_step": 4, "history": 8, "accuracies": 5, "modes": 4,
        "no_graph": 1, "defaults": 1, "precision": 1,
    },
    asks={"trained": kit.of_the_notebook("network"), "train_digits": train_digits},
)  # fmt: skip

TASKS = {
    "forward_and_cache": FORWARD.task(),
    "backpropagation": BACK.task(),
    "mlp_module": MODEL.task(),
    "train_and_evaluate": LOOP.task(),
}
