"""Task accumulation: `accumulated_gradients(loss_fn, w, k)`, what `.grad` holds uncleared."""

from autograder.kit.hidden import Grader, beside

reference = beside(__file__, "reference")
grader = Grader("accumulation", truth=reference.accumulated, wrong=reference.ACCUMULATED)
