"""The catalogue of mistakes: the ids that a report may carry, and what is said of each.

    catalogue.toml  the general catalogue: each id with its sentence and its hints in steps
    catalogue.py    looks words up there, and in what a course says over it
    raised.py       the id behind an exception, where the code that raised it confirms it
    quoted.py       what of an exception's text may be shown
    code.py         the code that raised, as these two ask about it
    blind.py        where points were lost, and no mistake is named: with pydantic, not gathered

The ids are part of report.json and of the known hand-ins under tests/submissions, so they do not
change.
"""

from autograder.diagnoses.catalogue import Catalogue, Diagnosis
from autograder.diagnoses.code import Code
from autograder.diagnoses.quoted import quoted
from autograder.diagnoses.raised import from_exception, suspected

__all__ = [
    "Catalogue",
    "Code",
    "Diagnosis",
    "from_exception",
    "quoted",
    "suspected",
]
