"""nbgrader's gradebook; this package is the only importer of nbgrader's database."""

from autograder.gradebook.comments import why
from autograder.gradebook.database import shown
from autograder.gradebook.writer import GradebookWriter, RecordedScore

__all__ = ["GradebookWriter", "RecordedScore", "shown", "why"]
