"""Is the course itself right? Asked before it reaches students.

    material    what is graded: the release, the solution and every known hand-in
    grading     all of that through the same graders and sandbox as a class, under several seeds
    files       release/, solutions/ and tests/graders/ as they lie on disk
    judge       what the reports must say (pure)
    findings    what falls short, as data

Nothing is written to the course: no report, no gradebook.
"""

from autograder.authoring.audit.audit import audit
from autograder.authoring.audit.findings import Audit, Finding, Question, Row

__all__ = ["Audit", "Finding", "Question", "Row", "audit"]
