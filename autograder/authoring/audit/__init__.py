"""Is the course itself right? Asked before it reaches students.

    material    what is graded: the release, the solution and every known hand-in
    grading     all of that through the same graders and sandbox as a class, under several seeds
    files       release/, solutions/ and tests/graders/ as they lie on disk
    judge       what the reports must say (pure)
    mutation    the same, asked of mutants: mutated is what is graded, surviving what must be said
    findings    what falls short, as data

Nothing is written to the course: no report, no gradebook. For which files it was shown that nothing
falls short, the command keeps by `runs.proved`.
"""

from autograder.authoring.audit.audit import audit
from autograder.authoring.audit.findings import Audit, Blind, Finding, MutantRow, Question, Row

__all__ = ["Audit", "Blind", "Finding", "MutantRow", "Question", "Row", "audit"]
