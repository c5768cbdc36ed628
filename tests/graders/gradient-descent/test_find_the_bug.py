"""Task find_the_bug: `lecture_gradient_factor(n)`, by the slope that it leads to."""

from autograder.kit.hidden import Grader, beside

reference = beside(__file__, "reference")

grader = Grader("find_the_bug", truth=reference.slope)
