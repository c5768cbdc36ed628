"""Mutants of a right answer: the same code with one small change, as somebody could write it.

    mutate      every mutant of a cell's source, each once, in a fixed order
    arithmetic  a factor, a sign, an operator, an operand, off by one
    calls       an argument, an axis, a device, another function, a call that is left out
    statements  a statement left out, doubled, exchanged, moved into a loop or out of it
    survivors   the mutants that are right, as the course has them written down

What is edited is LibCST's concrete syntax tree, so that a mutant differs from its source in nothing
but the change: it can be shown, and written down, as a diff.
"""

from autograder.authoring.mutants.mutate import Mutant, mutants, normal
from autograder.authoring.mutants.survivors import Survivor, survivors_file, written_down

__all__ = ["Mutant", "Survivor", "mutants", "normal", "survivors_file", "written_down"]
