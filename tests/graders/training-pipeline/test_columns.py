"""Task columns: `as_columns(x, y)`. What is right is what was given."""

from autograder.kit.hidden import Grader

grader = Grader("columns", truth={})
