"""Task training_loop: `train_model`, on models of ours."""

from autograder.kit.hidden import Trainer, loop_grader


def predict(given, parameters, x):
    """Return the outputs (n, outputs) of affine maps with tanh between them."""
    rest = list(parameters)
    for place, layer in enumerate(given["layers"]):
        x = (x.tanh() if place else x) @ rest.pop(0).T
        x = x + rest.pop(0) if len(layer) == 2 else x
    return x


TRAINER = Trainer(
    start=lambda given: [tensor for layer in given["layers"] for tensor in layer],
    predict=predict,
    rounds="n_iters",
    defaults={"learning_rate": 0.01, "n_iters": 100},
)
grader = loop_grader("training_loop", TRAINER)
