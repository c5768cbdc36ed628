"""Task two_apis: `functional_forward(x, weight, bias)`, a linear layer and relu as functions."""

from autograder.kit.hidden import Grader, beside

reference = beside(__file__, "reference")
grader = Grader("two_apis", truth=reference.forward, wrong=reference.FORWARDS)
