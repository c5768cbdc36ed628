"""What was misunderstood, in one sentence for each diagnosis: the first line of a student's page.

Where a hint asks, these say: they are read after grading, where the feedback policy shows causes.
None holds the answer or anything of a hidden check's data.
"""

SENTENCES: dict[str, str] = {
    "gradient-summed": "Your gradient is a sum over the samples, but the loss is their mean.",
    "gradient-half": "Your gradient is half as large as it should be: the factor from the"
    " square is missing.",
    "gradient-wrong-n": "Your gradient and the loss are averaged over different numbers"
    " of samples.",
    "gradient-over-elements": "Your gradient is divided by the number of entries of x, not"
    " of samples.",
    "gradient-ddof": "Your gradient is divided by one less than the number of samples.",
    "gradient-bias-summed": "The bias part of your gradient is summed, the weight part averaged.",
    "gradient-sign": "Your gradient points the wrong way: its sign is reversed.",
    "gradient-no-input": "Your gradient of the weights leaves out the inputs x.",
    "gradient-mean-of-product": "Your gradient is a product of two means, not the mean of"
    " the products.",
    "gradient-thresholded": "Your gradient is made from the predicted class, not from the model's"
    " output.",
    "gradient-no-bias": "Your gradient is made from a prediction without the bias.",
    "broadcast-loss": "Your loss compares every prediction with every label: the shapes broadcast.",
    "broadcast-accuracy": "Your accuracy compares every prediction with every label: the shapes"
    " broadcast.",
    "integer-parameter": "Your parameter is a whole number, and those have no gradient.",
    "truncated-prediction": "Your predictions are cut down to whole numbers, not rounded.",
    "threshold-zero": "Your classes are told apart at 0, not midway between the labels.",
    "grad-tuple": "Your code treats what `torch.autograd.grad` returns as a tensor, but"
    " it is a tuple.",
    "grad-arguments-exchanged": "Your call of `grad` has its arguments in the wrong order: what is"
    " differentiated comes first.",
    "xor-for-power": "Your code writes `^` for a power: in Python that compares bits.",
    "graph-freed": "Your second gradient call goes through a graph that the first one has freed.",
    "leaf-in-place": "Your update changes a parameter in place while autograd records it.",
    "leaf-rebound": "Your update makes a new tensor, so the parameter is no longer the one that"
    " autograd fills.",
    "graph-cut": "Your loss is cut off from the parameters: no gradient can reach them.",
    "loss-not-scalar": "Your loss is not a single number, so it has no single gradient.",
    "grad-before-backward": "Your code uses `.grad` before any `backward()` has filled it.",
    "cost-keeps-graph": "Your noted losses still carry their graph; they should be plain numbers.",
    "no-zero-grad": "Your gradients are never cleared, so every step adds to those before.",
    "zero-per-epoch": "Your gradients are cleared once in an epoch, not once for each step.",
    "zero-before-step": "Your gradients are cleared before the step could use them.",
    "backward-twice": "Your code calls `backward()` twice in a step, which doubles the gradient.",
    "unregistered-parameter": "Your module does not know its parameters: they are not registered.",
    "optimizer-holds-old": "Your optimizer updates parameters that the model no longer uses.",
    "default-learning-rate": "Your optimizer runs at its default learning rate, not at the"
    " given one.",
    "other-optimizer": "Your update rule is not plain gradient descent.",
    "loss-constructor": "Your code passes the data to the loss's constructor, not to the loss.",
    "no-shuffle": "Your minibatches come in the same order in every epoch.",
    "other-shuffle": "Your rows do not come in the order that `torch.randperm` draws.",
    "step-outside-loop": "Your optimizer steps once in an epoch, not after each minibatch.",
    "shuffle-mismatch": "Your inputs and labels are shuffled separately, so the rows"
    " no longer match.",
    "seed-misplaced": "Your seed is set in the wrong place, so other random numbers are drawn.",
    "cost-of-minibatch": "Your cost is computed from minibatch losses, not on the whole"
    " training set.",
    "bias-frozen": "Your bias never moves: the training leaves it out.",
    "hard-coded": "Your answer is the same for any data.",
    "manual-in-autograd": "Your gradient is derived by hand where autograd was asked for.",
    "not-zero-initialised": "Your parameters are not all zero where zeros were asked for.",
    "output-per-feature": "Your model gives one output for each feature, not one for each sample.",
    "loss-after-update": "Your losses are noted after the update, not before it.",
    "parameters-unpacked": "Your code expects a number of parameters that not every model has.",
    "module-not-initialised": "Your module sets attributes before `nn.Module` itself is set up.",
    "relu-misplaced": "Your relu stands in the wrong place of the computation.",
    "relu-slope": "Your derivative leaves out the slope of relu.",
    "relu-at-zero": "Your derivative in the corner of relu is not the one that the task asks for.",
    "wrong-variable": "Your derivative is taken with respect to the wrong variable.",
    "aliased-gradients": "Your list holds the same tensor again and again, not its values"
    " over time.",
    "gradients-cleared": "Your gradients are cleared in between, so nothing accumulates.",
    "summed-again": "Your code adds up gradients that `backward()` has already added up.",
    "bias-missing": "Your computation leaves out the bias.",
    "buffers-changed": "Your function changes buffers too, not the parameters alone.",
    "frozen-thawed": "Your function makes parameters require a gradient that did not before.",
    "loss-summed": "Your loss is a sum over the samples, where their mean is asked for.",
    "loss-of-mean-error": "Your loss squares the mean error; it should be the mean of the squares.",
    "learning-rate-ignored": "Your step does not use the learning rate that it is given.",
    "loss-ignored": "Your code uses a loss of its own, not the one that it is given.",
    "seed-ignored": "Your code uses a seed of its own, not the one that it is given.",
    "rows-reshuffled": "Each epoch shuffles again what the epoch before has shuffled.",
    "last-batch-dropped": "Your epochs leave out the rows that do not fill a whole minibatch.",
    "minibatch-size": "Your minibatches do not have the size that was asked for.",
    "cost-before-epoch": "Your cost is noted before each epoch, not after it.",
    "iterations-miscounted": "Your loop makes more or fewer rounds than asked for.",
    "precedence": "Your formula multiplies by the number of samples where it should divide:"
    " `1/2*n` is half of n.",
    "last-term-only": "Your sum keeps only the last sample's term: each round overwrites it.",
    "return-in-loop": "Your function returns in the first round of its loop.",
    "restarted-in-loop": "Your loop sets the weight back to its start in every round.",
    "divided-in-loop": "Your sum is divided in every round of the loop, not once at its end.",
    "averaged-twice": "Your sum is divided by the number of samples twice.",
    "loss-scaled": "Your loss is the mean squared error times a factor of your own, such as one"
    " half.",
    "update-per-sample": "Your loop makes an update for each sample, not one for each iteration.",
    "parameters-untouched": "Your code leaves the parameters as they are: no line writes into"
    " them.",
    "squeezed-away": "Your output loses an axis where there is a single sample or output.",
    "weight-transposed": "A weight or a layer of yours is the wrong way round: inputs and outputs"
    " are exchanged.",
    "no-return": "Your function returns nothing: what it worked out stays inside.",
    "branch-missing": "Your function returns nothing where its condition does not hold.",
    "always-zero": "Your answer is 0 whatever the data are.",
    "step-uphill": "Your steps go uphill: they follow the gradient instead of going against it.",
    "yhat-ignored": "Your gradient is made from a prediction of its own, not from the one that it"
    " is given.",
    "stub-left": "This task is still open: its code is not written yet.",
}  # fmt: skip


def sentence(diagnosis: str | None) -> str:
    """Return what was misunderstood; "" where there is no diagnosis."""
    return SENTENCES.get(diagnosis, "") if diagnosis is not None else ""
