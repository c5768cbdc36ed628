"""Task loss_and_optimizer: `train_with_optimizer`, one slope trained by a loss and an optimizer."""

import torch

from autograder.kit.hidden import Trainer, loop_grader

TRAINER = Trainer(
    start=lambda given: [torch.zeros((), dtype=given["x"].dtype)],
    predict=lambda _, parameters, x: parameters[0] * x,
    rounds="n_iters",
    defaults={"learning_rate": 0.01, "n_iters": 100},
)
grader = loop_grader("loss_and_optimizer", TRAINER)
