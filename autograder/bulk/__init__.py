"""A class, graded by several graders at once.

crew        what grades hand-ins: takes them, gives back reports; and the loop that feeds one
processes   a crew of grader processes on this machine
serve       what runs in a grader process
cluster     a crew of Dask workers; bundle: what they need of the course; remote: what runs in one
"""

import sys

# As the command line does: a grammar that nothing here needs would take 1.5 s to compile. Here and
# not in `serve`, since a process that runs a module imports its package before it.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

from autograder.bulk.crew import Crew, Job, work_off
from autograder.bulk.processes import ProcessCrew, grade_class

__all__ = ["Crew", "Job", "ProcessCrew", "grade_class", "work_off"]
