"""A class, graded by several graders at once.

crew        what grades hand-ins: takes them, gives back reports; and the loop that feeds one
processes   a crew of grader processes on this machine
serve       what runs in a grader process
cluster     a crew of Dask workers; bundle: what they need of the course; remote: what runs in one
"""

# Not in `serve`: a process that runs a module imports its package first.
import autograder.lean  # noqa: F401
from autograder.runs.crews.crew import Crew, Job, work_off
from autograder.runs.crews.processes import ProcessCrew, grade_class

__all__ = ["Crew", "Job", "ProcessCrew", "grade_class", "work_off"]
