"""The tasks of week 4: how your code is called, on which inputs, and what must hold.

Read it, if you like: it is what `check("...")` runs. What is right on the public inputs, and what
some well-known mistakes would give, are the numbers in public_checks.json. Your hand-in is graded
on other inputs.
"""

from functools import partial

import torch

from autograder.kit import (
    Bars,
    Check,
    Form,
    Modules,
    Right,
    Values,
    counted_forwards,
    filled,
    identical,
    ignored,
    on,
    scaled,
    training_loop,
)

LABELS = ("w1", "w2", "w3", "b")
PARTS = {"negative_grad_w": [("F", 1)], "negative_grad_b": [(1,), ()]}
# What the notebook calls the three models that its last cells train, one of each kind.
BY_HAND, BY_GRAD, BY_BACKWARD = "1 by hand", "2 autograd.grad", "3 backward"


def neuron(draw, n=7):
    """Return x (n, 3), y (n,), parameters that are not zero, and the outputs that they give."""
    x, y, weight, bias = draw(n, 3), draw(n), draw(3, 1), draw(1)
    return {"x": x, "y": y, "weight": weight, "bias": bias, "yhat": (x @ weight + bias).view(-1)}


def sizes(given):
    """Return the letters of a problem."""
    return {"n": len(given["y"]), "F": given["x"].shape[1]}


def build(kind, given):
    """Return a fresh model of this class, for the problem's x."""
    x = given["x"]
    return kind(x.shape[1], device=x.device, dtype=x.dtype)


def bars(answer, truth):
    """Return the picture of a pair of gradients."""
    numbers = [tuple(float(n) for part in pair for n in torch.as_tensor(part).view(-1))
               for pair in (truth, answer)]  # fmt: skip
    return Bars("negative gradient, on the first minibatch that differs", LABELS, *numbers)


def predictions(model, given):
    """Return what a model predicts for the samples of a problem, and for those to test it with."""
    with torch.no_grad():
        return {"train": model.forward(given["x"]), "test": model.forward(given["x_test"])}


def trained(title):
    """Return what asks for the model that the notebook's own cells trained: losses, predictions.

    A record says nothing where there is none, or none on this device.
    """

    def ask(notebook, problems, device):
        try:
            model, costs = notebook.models[title], notebook.histories[title]
            return [{"costs": costs, **predictions(model, on(device, one))} for one in problems]
        except Exception:
            return [{} for _ in problems]

    return ask


def given_loop(loop, kind):
    """Return what trains a fresh model by one of the notebook's given loops."""

    def ask(notebook, problems, device):
        found = []
        for given in (on(device, one) for one in problems):
            model = build(getattr(notebook, kind), given)
            getattr(notebook, loop)(model, given["x"], given["y"], num_epochs=given["epochs"])
            found.append(predictions(model, given))
        return found

    return ask


# --- manual_gradient


def call_backward(notebook, given, told):
    """Call `Adaline1.backward`; tell how often it asks its model."""
    told["ignored"] = ignored(partial(notebook.Adaline1, sizes(given)["F"]), given["x"])
    model = build(notebook.Adaline1, given)
    forwards = counted_forwards(filled(model, given))
    answer = model.backward(given["x"], given["yhat"], given["y"])
    told["evaluations"] = len(forwards)
    given |= {"weight": model.weight, "bias": model.bias}
    return answer


def start(notebook, problems, device):
    """Return the parameters of a new Adaline1."""
    models = [notebook.Adaline1(one["F"], device=torch.device(device)) for one in problems]
    return [{"weight": model.weight, "bias": model.bias} for model in models]


def starts_at_zero(trial):
    """Look at the parameters of a new Adaline1."""
    for device in trial.devices:
        (fresh,) = trial.ask([{"F": 3}], "start", device)
        for name in ("weight", "bias"):
            if not isinstance(fresh.get(name), torch.Tensor) or fresh[name].any():
                raise trial.failed(
                    f"the {name} of a new `Adaline1` is not zero", diagnosis="not-zero-initialised"
                )


BACKWARD = Values(
    "backward",
    form=Form("what `backward` returns", PARTS, sizes=sizes),
    problem=neuron,
    call=call_backward,
    how="by hand",
    points={
        "returns": 1, "form": 1, "starts_at_zero": None, "by_arithmetic": 3, "negative_grad_w": 11,
        "negative_grad_b": 6, "given_outputs": 3, "changes_nothing": 1, "precision": 2,
    },
    titles={
        "returns": "`backward` returns gradients for weights and bias, and they depend on the data",
        "form": "They are tensors of shapes (F, 1) and (1,), in the precision of the inputs",
    },
    words={
        "negative_grad_w": "the negative gradient of the weights",
        "negative_grad_b": "the negative gradient of the bias",
    },
    also=[
        Check("starts_at_zero", "A new `Adaline1` is all zeros", starts_at_zero),
        Right(
            "given_outputs",
            "The gradient belongs to the `yhat` that it is given, whatever it is",
            "the answer does not follow from the `yhat` that it was given",
            needs=["negative_grad_w", "negative_grad_b"],
            hint="`backward` is given all that it needs: x, yhat and y.",
        ),
    ],
    questions={"given_outputs": lambda draw: [{**neuron(draw), "yhat": draw(7)} for _ in range(3)]},
    asks={
        "start": start,
        "trained": trained(BY_HAND),
        "train": given_loop("train_manual", "Adaline1"),
    },
    reads=("x", "yhat", "y", "weight", "bias"),
    nudged="x",
    far=("weight", "bias", "yhat", "y"),
    picture=bars,
)  # fmt: skip

# --- grad_call


def call_negative_gradients(notebook, given, told):
    """Call `negative_gradients` on a fresh Adaline2 and its loss; tell what became of the model."""
    model = filled(build(notebook.Adaline2, given), given)
    before = (model.weight, model.bias)
    for parameter, grad in zip(before, given.get("held", ()), strict=False):
        parameter.grad = grad
    loss = scaled(given, told)(model.forward(given["x"]), given["y"])
    answer = notebook.negative_gradients(model, loss)
    same = model.weight is before[0] and model.bias is before[1]
    told["same"] = same and all(parameter.requires_grad for parameter in before)
    told["held"] = [parameter.grad for parameter in before]
    given |= {"weight": model.weight, "bias": model.bias}
    return answer


def leaves_model(trial):
    """Compare the parameters, and what their `.grad` holds, with what they were."""
    problems = trial.problems("held")
    for record, given in zip(GRADS.ask(trial, problems), problems, strict=True):
        after = record["after"] if isinstance(record["after"], dict) else {}
        kept = all(identical(after.get(name), given[name]) for name in ("weight", "bias"))
        if not (kept and record.get("same") is True):
            raise trial.failed("a parameter is not the same after `negative_gradients`")
        before, held = given.get("held", [None, None]), record.get("held")
        if not isinstance(held, list) or len(held) != 2 or not all(map(same_grad, held, before)):
            raise trial.failed(
                "`.grad` of a parameter is not the same after `negative_gradients`",
                hint="Which function of torch.autograd returns gradients and stores nothing?",
            )


def same_grad(grad, before):
    """Whether a `.grad` is what it was, or still nothing."""
    return grad is None if before is None else identical(grad, before)


GRADS = Values(
    "negative_gradients",
    form=Form("what `negative_gradients` returns", PARTS, sizes=sizes, from_grad=True),
    problem=lambda draw, n=7: {**neuron(draw, n), "loss": "mse", "factor": 1.0},
    call=call_negative_gradients,
    how="by autograd",
    points={
        "returns": 1, "form": 1, "values": 8, "any_loss": 4, "no_graph": 2, "changes_nothing": 1,
        "precision": 1,
    },
    titles={"values": "For the mean squared error both gradients are right"},
    also=[
        Check("changes_nothing", "It changes neither the parameters nor their `.grad`",
              leaves_model, needs=["values"]),
    ],
    questions={
        "held": lambda draw: [neuron(draw), {**neuron(draw), "held": [draw(3, 1), draw(1)]}],
    },
    asks={"trained": trained(BY_GRAD), "train": given_loop("train_grad", "Adaline2")},
    nudged="x",
    zeros=False,
    picture=bars,
)  # fmt: skip

# --- backward_loop


class Neuron(torch.nn.Module):
    """A linear neuron of our own, so that the loop is judged apart from your model."""

    def __init__(self, given):
        super().__init__()
        self.weight = torch.nn.Parameter(given["weight"].clone())
        self.bias = torch.nn.Parameter(given["bias"].clone())

    def forward(self, x):
        """Return the outputs (n,) for the samples x (n, F)."""
        return (x @ self.weight + self.bias).view(-1)


class Around(torch.nn.Module):
    """A model that holds its neuron one level down, as most models hold their layers."""

    def __init__(self, neuron):
        super().__init__()
        self.neuron = neuron

    def forward(self, x):
        """Return the neuron's outputs (n,)."""
        return self.neuron(x)


def training(draw, n=23, **settings):
    """Return a training: 23 rows are minibatches of 4 and a last one of 3."""
    rate = (20 + draw.whole(30)) / 1024  # as a float32 it is the same number
    usual = {"epochs": 3, "minibatch_size": 4, "learning_rate": rate}
    usual |= {"seed": draw.whole(10**6), "ambient_seed": draw.whole(10**6)}
    return {**neuron(draw, n), **usual, "loss": "mse", **settings}


def precise(draw):
    """Return trainings of another model, on another loss."""
    other = {"epochs": 2, "nested": True, "loss": "log_cosh"}
    return [training(draw, 7, factor=draw.between(0.5, 1.5), **other) for _ in range(2)]


LOOP = training_loop(
    "train_backward",
    problem=training,
    call=lambda notebook, given: notebook.train_backward(
        given["model"], given["x"], given["y"], given["epochs"], **given["settings"]
    ),
    model=lambda given: Around(Neuron(given)) if given.get("nested") else Neuron(given),
    rounds="epochs",
    settings=("learning_rate", "seed", "minibatch_size"),
    minibatches=True,
    points={
        "returns": 1, "moves": 1, "one_step": 8, "any_loss": 4, "history": 8, "keeps_parameters": 2,
        "no_graph": 2, "keeps_data": 1, "any_model": None, "defaults": None, "precision": 1,
    },
    questions={
        "any_model": lambda draw: [
            training(draw, 7, epochs=1, minibatch_size=7, nested=True) for _ in range(2)
        ],
        "precision": precise,
    },
    asks={"trained": trained(BY_BACKWARD)},
    labels=LABELS,
)  # fmt: skip

# --- linear_model

MODEL = Modules(
    "Adaline3",
    arguments=("F",),
    sizes=[{"F": 3}],
    layers=[("F", 1)],
    parameters={"weight": (1, "F"), "bias": (1,)},
    x=("n", "F"),
    output=("n",),
    points={
        "registers": 4, "layers": 3, "starts_at_zero": 4, "output_shape": 4, "many": None,
        "output_values": 2, "gradients": 1, "precision": 1,
    },
    titles={"output_shape": "For n samples the output has shape (n,), for a single one as well"},
    asks={"trained": trained(BY_BACKWARD)},
)  # fmt: skip

TASKS = {
    "manual_gradient": BACKWARD.task(),
    "grad_call": GRADS.task(),
    "backward_loop": LOOP,
    "linear_model": MODEL.task(),
}
