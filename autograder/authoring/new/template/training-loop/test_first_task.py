"""Task first_task: what is right, and what students write instead. Hidden from them."""

from autograder.kit.hidden import Trainer, loop_grader

TRAINER = Trainer(
    start=lambda given: list(given["layer"]),
    predict=lambda _, parameters, x: x @ parameters[0].T + parameters[1],
    rounds="n_iters",
    defaults={"learning_rate": 0.01, "n_iters": 100},
)
grader = loop_grader("first_task", TRAINER)
