"""The catalogue of mistakes: each id that a report may carry, and the hint that students read.

A hint asks a question; it neither holds the answer nor anything of a hidden check's data. The ids
are part of report.json and of the known hand-ins under tests/submissions, so they do not change.
"""

import re

HINTS: dict[str, str] = {
    "gradient-summed": "If every sample stood in the batch twice, should the gradient change?",
    "gradient-half": "Differentiate u² on its own.",
    "gradient-wrong-n": "Which samples does this loss average over?",
    "gradient-over-elements": "How many terms does the mean have?",
    "gradient-ddof": "Is this a variance?",
    "gradient-bias-summed": "The same loss: is it averaged the same way?",
    "gradient-sign": "Nudge one weight up: does the loss move as your sign says?",
    "gradient-no-input": "How does ŷ move with w_j?",
    "gradient-mean-of-product": "Is a mean of products the product of the means?",
    "gradient-thresholded": "Does the loss see ŷ, or the class?",
    "gradient-no-bias": "Does this prediction match forward?",
    "broadcast-loss": "Print both shapes.",
    "broadcast-accuracy": "How many comparisons for n samples?",
    "integer-parameter": "Can an integer move a little?",
    "truncated-prediction": "What is int(0.9)?",
    "threshold-zero": "What lies midway between your labels?",
    "grad-tuple": "What type does grad return?",
    "graph-freed": "What did the first call free?",
    "leaf-in-place": "Should the update itself be recorded?",
    "leaf-rebound": "Is this still the same leaf?",
    "graph-cut": "Where does grad_fn vanish?",
    "loss-not-scalar": "The gradient of which number?",
    "grad-before-backward": "When does grad come to exist?",
    "cost-keeps-graph": "What stays alive?",
    "no-zero-grad": "Print grad after two backwards.",
    "zero-per-epoch": "How many backwards for each clearing?",
    "zero-before-step": "What does step read?",
    "backward-twice": "Count the backward calls.",
    "unregistered-parameter": "What does parameters() list?",
    "optimizer-holds-old": "Does the optimizer hold this object?",
    "default-learning-rate": "Print param_groups.",
    "other-optimizer": "Which update rule was asked for?",
    "loss-constructor": "Constructor or call?",
    "no-shuffle": "Is the order new in each epoch?",
    "shuffle-mismatch": "Do the rows still match?",
    "seed-misplaced": "Who used the random numbers?",
    "cost-of-minibatch": "The loss of which weights?",
    "bias-frozen": "Which parameters moved?",
    "hard-coded": "What if the data changes?",
    "manual-in-autograd": "Would it survive another loss?",
    "not-zero-initialised": "What should the model say before training?",
    "output-per-feature": "How many outputs for each sample?",
    "loss-after-update": "The loss of which parameters: before this update, or after it?",
    "parameters-unpacked": "How many parameters has a layer that is made with bias=False?",
    "module-not-initialised": "What must nn.Module set up before it can register a layer?",
    "relu-misplaced": "Draw the graph: between which two nodes does relu stand?",
    "relu-slope": "How fast does relu itself rise, left and right of its corner?",
    "relu-at-zero": "Which slope was agreed on for the corner itself?",
    "wrong-variable": "Which letter moves, and which ones stand still?",
    "aliased-gradients": "Print the whole list after each backward, not only its last entry.",
    "gradients-cleared": "Who emptied `.grad` between two backwards?",
    "summed-again": "Who does the adding here: you, backward(), or both?",
    "bias-missing": "Which of the arguments can change without changing the output?",
    "buffers-changed": "Is everything in state_dict() a parameter?",
    "frozen-thawed": "Did all of them require a gradient before?",
    "loss-summed": "If every sample stood there twice, should the loss change?",
    "loss-of-mean-error": "Can an error of +1 and an error of -1 make up for each other?",
    "learning-rate-ignored": "Who decides how long a step is: the call, or your code?",
    "stub-left": "",
}

# (type of the exception, pattern in its text, diagnosis): what PyTorch and Python say when these
# mistakes raise. The first match counts; a pattern that other mistakes raise too is not listed.
_RAISED: tuple[tuple[str, str, str], ...] = (
    ("NotImplementedError", "", "stub-left"),
    ("RuntimeError", "backward through the graph a second time", "graph-freed"),
    ("RuntimeError", r"leaf Variable that requires grad .*in-place", "leaf-in-place"),
    ("RuntimeError", "created only for scalar outputs", "loss-not-scalar"),
    ("RuntimeError", r"Tensor with \d+ elements cannot be converted to Scalar", "loss-not-scalar"),
    ("RuntimeError", "does not require grad", "graph-cut"),
    ("RuntimeError", "not have been used in the graph", "graph-cut"),
    ("RuntimeError", "floating point .*can require gradients", "integer-parameter"),
    ("RuntimeError", "Boolean value of Tensor with more than one value", "loss-constructor"),
    ("AttributeError", "'[A-Za-z0-9]*Loss' object has no attribute", "loss-constructor"),
    ("ValueError", "only one element tensors can be converted", "loss-not-scalar"),
    ("AttributeError", "'NoneType' object has no attribute '(zero|fill|detach)_'",
     "grad-before-backward"),
    ("TypeError", "bad operand type for unary -: 'tuple'", "grad-tuple"),
    ("TypeError", "multiply sequence by non-int", "grad-tuple"),
    ("TypeError", r"unsupported operand type\(s\) for \S+: .*'tuple'", "grad-tuple"),
    ("AttributeError", "'tuple' object has no attribute", "grad-tuple"),
    ("TypeError", "cannot assign .* as parameter", "leaf-rebound"),
    ("ValueError", "optimizer got an empty parameter list", "unregistered-parameter"),
    ("AttributeError", r"before Module.__init__\(\) call", "module-not-initialised"),
)  # fmt: skip


def hint(diagnosis: str | None) -> str:
    """Return what a student reads under `diagnosis`; "" where there is none."""
    return HINTS.get(diagnosis, "") if diagnosis is not None else ""


def from_exception(type_name: str, text: str) -> str | None:
    """Return the id of the mistake that raises this, or None where several do.

    `type_name` and `text` come from the student's process: they are searched, never shown.
    """
    for raised, pattern, diagnosis in _RAISED:
        if type_name == raised and re.search(pattern, text[:2000], re.DOTALL):
            return diagnosis
    return None
