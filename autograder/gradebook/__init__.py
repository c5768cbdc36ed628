"""nbgrader's gradebook; this package is the only importer of nbgrader's database."""

from autograder.gradebook.comments import why
from autograder.gradebook.database import shown
from autograder.gradebook.scores import RecordedScore
from autograder.gradebook.writer import GradebookWriter, recorded_scores

__all__ = ["GradebookWriter", "RecordedScore", "recorded_scores", "shown", "why"]
