"""What a download called a hand-in and its student, for the way back into the same LMS.

Canvas takes feedback under the very name of the file that was handed in, Moodle in a folder named
after the student and their number, Gradescope by the number of the submission. `collect` keeps
them beside the notebook, in .collected.json.
"""

import json
from pathlib import Path

from pydantic import ConfigDict, ValidationError

from autograder.errors import SubmissionError
from autograder.model import Frozen
from autograder.notebooks import read_bytes
from autograder.notebooks.submissions import COLLECTED

RECORD = COLLECTED


class Origin(Frozen):
    """Where a hand-in came from: the download's layout, and what stood at the top of it.

    `number` is the platform's own for the student (in Canvas the user's, in Moodle the
    participant's); `member` the file or folder, as the LMS named it.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    layout: str
    member: str
    number: str = ""
    name: str = ""
    email: str = ""
    sid: str = ""


def read_record(folder: Path) -> dict[str, object]:
    """Return what `collect` noted in a hand-in's folder, {} where that cannot be read."""
    try:
        data = json.loads(read_bytes(folder / RECORD))
    except (SubmissionError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def read_origin(folder: Path) -> Origin | None:
    """Return where the hand-in in `folder` came from, None where nobody noted it."""
    try:
        return Origin.model_validate(read_record(folder).get("origin"))
    except ValidationError:
        return None
