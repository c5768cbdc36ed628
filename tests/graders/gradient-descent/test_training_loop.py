"""Task training_loop: `train_numpy`, with stand-ins for the functions of the tasks before."""

from autograder.kit.hidden import beside

reference = beside(__file__, "reference")

grader = reference.loop_grader("training_loop", reference.PUBLIC.MIXTURES, by_autograd=False)
