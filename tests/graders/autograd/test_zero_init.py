"""Task zero_init: `zero_parameters_(module)` writes zeros into every parameter."""

from autograder.kit.hidden import Grader

grader = Grader("zero_init", truth={})
