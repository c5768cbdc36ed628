"""nbgrader's gradebook; this package is the only importer of nbgrader's database."""

import autograder.gradebook.package  # noqa: F401  # before what imports nbgrader
from autograder.gradebook.comments import why
from autograder.gradebook.database import shown
from autograder.gradebook.scores import Named, Recorded, RecordedScore
from autograder.gradebook.traces import Mark
from autograder.gradebook.writer import GradebookWriter, recorded, students

__all__ = [
    "GradebookWriter",
    "Mark",
    "Named",
    "Recorded",
    "RecordedScore",
    "recorded",
    "shown",
    "students",
    "why",
]
