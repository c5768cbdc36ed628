"""Which part of which lecture to look at again: by task, and by mistake."""

_DESCENT = "“Gradient descent with autograd”"
_PIPELINE = "“The training pipeline”"
_OVERVIEW = "“Automatic differentiation”"
_ADALINE = "“Training ADALINE”"

_BY_HAND = f"{_DESCENT}: where the mean squared error is differentiated, before the first loop"
_NUMPY_LOOP = f"{_DESCENT}: the loop in NumPy, in the middle"
_AUTOGRAD_LOOP = f"{_DESCENT}: from `requires_grad` on, where backward replaces the formula"
_LOSS_OPTIMIZER = f"{_PIPELINE}: where loss and optimizer come from PyTorch"
_COLUMNS = f"{_PIPELINE}: where x and y get a new shape"
_MODULE = f"{_PIPELINE}: the model class, at the end"
_GRAPHS = f"{_OVERVIEW}: the overview, where it says what a computation graph is"
_DERIVATION = (
    f"{_ADALINE}: the beginning, where the gradient is written by hand; and {_DESCENT}: where the"
    " mean squared error is differentiated"
)
_GRAD = f"{_ADALINE}: the second version, with `grad` and `retain_graph`"
_STEP = f"{_ADALINE}: the end, where the lines of a training step are read one by one"
_PRINTED = f"{_ADALINE}: where `.grad` is printed before and after each step"
_LEAF = f"{_ADALINE}: the layer set to zero, and the leaf that must not be changed in place"
_REGISTERED = f"{_ADALINE}: how the optimizer learns of the parameters"
_EPOCHS = f"{_ADALINE}: the training function of the first version, with its epochs and shuffles"
_NO_GRAD = f"{_ADALINE}: the loss that is noted without recording a graph"

_TASKS: dict[tuple[str, str], str] = {
    ("gradient-descent", "forward_and_loss"): f"{_DESCENT}: the model and the loss, at its start",
    ("gradient-descent", "manual_gradient"): _BY_HAND,
    ("gradient-descent", "training_loop"): _NUMPY_LOOP,
    ("gradient-descent", "autograd_loop"): _AUTOGRAD_LOOP,
    ("gradient-descent", "find_the_bug"): f"{_BY_HAND}; then the remark near the end",
    ("training-pipeline", "loss_and_optimizer"): _LOSS_OPTIMIZER,
    ("training-pipeline", "columns"): _COLUMNS,
    ("training-pipeline", "linear_module"): _MODULE,
    ("training-pipeline", "training_loop"): f"{_PIPELINE}: the three steps, at its beginning",
    ("autograd", "partials_by_hand"): _GRAPHS,
    ("autograd", "partials_by_grad"): _GRAD,
    ("autograd", "accumulation"): _PRINTED,
    ("autograd", "zero_init"): _LEAF,
    ("autograd", "two_apis"): f"{_OVERVIEW}: the overview, where it names PyTorch's two interfaces",
    ("adaline", "manual_gradient"): _DERIVATION,
    ("adaline", "grad_call"): _GRAD,
    ("adaline", "backward_loop"): _STEP,
    ("adaline", "linear_model"): _LEAF,
}

# No week leads to a lecture that is still to come, but the third shows parts of the fourth's; and
# it differentiates a neuron, where the first had a loss.
_NOT_IN = {
    "gradient-descent": (_PIPELINE, _OVERVIEW, _ADALINE),
    "training-pipeline": (_OVERVIEW, _ADALINE),
    "autograd": (_BY_HAND,),
}

_MISTAKES: dict[str, str] = {
    **dict.fromkeys(
        (
            "gradient-summed", "gradient-half", "gradient-wrong-n", "gradient-over-elements",
            "gradient-ddof", "gradient-bias-summed", "gradient-sign", "gradient-no-input",
            "gradient-mean-of-product", "loss-summed", "loss-of-mean-error", "loss-scaled",
        ),
        _BY_HAND,
    ),
    **dict.fromkeys(
        ("gradient-thresholded", "gradient-no-bias", "yhat-ignored", "threshold-zero"), _DERIVATION
    ),
    **dict.fromkeys(
        (
            "learning-rate-ignored", "loss-after-update", "iterations-miscounted", "step-uphill",
            "update-per-sample", "restarted-in-loop",
        ),
        _NUMPY_LOOP,
    ),
    **dict.fromkeys(("integer-parameter", "leaf-rebound"), _AUTOGRAD_LOOP),
    **dict.fromkeys(
        ("grad-tuple", "grad-arguments-exchanged", "graph-freed", "manual-in-autograd"), _GRAD
    ),
    **dict.fromkeys(("graph-cut", "cost-keeps-graph"), _NO_GRAD),
    **dict.fromkeys(
        ("relu-misplaced", "relu-slope", "relu-at-zero", "wrong-variable"), _GRAPHS
    ),
    **dict.fromkeys(
        (
            "no-zero-grad", "aliased-gradients", "gradients-cleared", "summed-again",
            "grad-before-backward",
        ),
        _PRINTED,
    ),
    **dict.fromkeys(
        (
            "zero-per-epoch", "zero-before-step", "backward-twice", "loss-ignored",
            "parameters-untouched",
        ),
        _STEP,
    ),
    **dict.fromkeys(("leaf-in-place", "not-zero-initialised", "frozen-thawed"), _LEAF),
    **dict.fromkeys(
        ("unregistered-parameter", "optimizer-holds-old", "bias-frozen", "buffers-changed"),
        _REGISTERED,
    ),
    **dict.fromkeys(
        (
            "no-shuffle", "shuffle-mismatch", "seed-misplaced", "cost-of-minibatch", "seed-ignored",
            "rows-reshuffled", "last-batch-dropped", "minibatch-size", "cost-before-epoch",
            "other-shuffle", "step-outside-loop",
        ),
        _EPOCHS,
    ),
    **dict.fromkeys(
        ("default-learning-rate", "other-optimizer", "loss-constructor", "loss-not-scalar"),
        _LOSS_OPTIMIZER,
    ),
    **dict.fromkeys(
        ("broadcast-loss", "broadcast-accuracy", "output-per-feature", "squeezed-away"), _COLUMNS
    ),
    **dict.fromkeys(
        ("module-not-initialised", "parameters-unpacked", "weight-transposed"), _MODULE
    ),
    "bias-missing": f"{_ADALINE}: the linear layer, its weight and its bias",
}  # fmt: skip


def lecture_part(assignment: str, name: str) -> str:
    """Return the lecture and the passage for a task's id, or else for a mistake's id; "" if none.

    A task is looked for first, in `assignment`. A mistake leads to one passage in every week that
    the passage fits; in another to "", and the task's passage is the better one.
    """
    if (assignment, name) in _TASKS:
        return _TASKS[assignment, name]
    passage = _MISTAKES.get(name, "")
    return "" if passage.startswith(_NOT_IN.get(assignment, ())) else passage
