"""Scores on their way back into an LMS: pure functions of a class's results and a template's bytes.

model        the class with its scores, and what became of it in a file
sheet        a table whose cells are changed in place, every other byte left as it was
people       whose a row is: by ids, by name last, and the nearest names of who is not found
column       which column is the assignment's
fill         fills an opened template, and compares one that is filled
canvas, moodle, gradescope, brightspace, blackboard, plain      one LMS's rules each
lookup       what Gradescope runs: it gives a submission the score that it has
numbers, defuse, table     scores as an LMS writes them; formulas; tables of our own
formats      the files that an export can be
book         the class's results, from the gradebook, the reports and what was collected
record       what was exported last, and whether scores have changed since
"""

from autograder.lms.exports.formats import differences, ending, export
from autograder.lms.exports.model import Book, Filled, Kind, Person, Standing, Student
from autograder.model import Target

__all__ = [
    "Book",
    "Filled",
    "Kind",
    "Person",
    "Standing",
    "Student",
    "Target",
    "differences",
    "ending",
    "export",
]
