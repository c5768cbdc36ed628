"""The catalogue of mistakes: the ids that a report may carry, hints for each, and where to look.

    hints.py     each id with its hints, from a question to a pointer
    sentences.py what was misunderstood, the first line of a student's page
    lectures.py  the part of a lecture for a task or a mistake
    raised.py    the id behind an exception, where the code that raised it confirms it
    quoted.py    what of an exception's text may be shown
    code.py      the code that raised, as these two ask about it

The ids are part of report.json and of the known hand-ins under tests/submissions, so they do not
change.
"""

from autograder.diagnoses.code import Code
from autograder.diagnoses.hints import STEPS
from autograder.diagnoses.lectures import lecture_part
from autograder.diagnoses.quoted import quoted
from autograder.diagnoses.raised import from_exception, suspected
from autograder.diagnoses.sentences import SENTENCES, sentence

__all__ = [
    "HINTS",
    "SENTENCES",
    "Code",
    "from_exception",
    "hint",
    "hints",
    "lecture_part",
    "quoted",
    "sentence",
    "suspected",
]

# The first step of each id: what a student reads without asking for more.
HINTS: dict[str, str] = {diagnosis: steps[0] if steps else "" for diagnosis, steps in STEPS.items()}


def hint(diagnosis: str | None) -> str:
    """Return what a student reads first under `diagnosis`; "" where there is none."""
    return HINTS.get(diagnosis, "") if diagnosis is not None else ""


def hints(diagnosis: str | None) -> tuple[str, ...]:
    """Return all steps of hints for `diagnosis`, from a question to a pointer; () if none."""
    return STEPS.get(diagnosis, ()) if diagnosis is not None else ()
