"""Task autograd_loop: `train_autograd`, whose gradients come from `backward`."""

from autograder.kit.hidden import beside

reference = beside(__file__, "reference")

grader = reference.loop_grader(
    "autograd_loop", reference.PUBLIC.MIXTURES_BY_AUTOGRAD, by_autograd=True
)
