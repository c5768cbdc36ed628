"""Task training_loop: `train_model`, on models of ours."""

from autograder.kit.hidden import layered, loop_grader

TRAINER = layered(rounds="n_iters", defaults={"learning_rate": 0.01, "n_iters": 100})
grader = loop_grader("training_loop", TRAINER)
