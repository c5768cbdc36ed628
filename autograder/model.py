"""The vocabulary: frozen data that the layers hand to each other, and the shape of report.json."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """Immutable, with no fields beyond those declared."""

    # A number that is none is written as such: null would keep the report from being read.
    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants")


class Status(StrEnum):
    """How a check, a task or a hand-in ended."""

    PASS = "pass"
    FAIL = "fail"
    ERROR = "error"  # the student's code raised
    TIMEOUT = "timeout"
    MEMORY = "memory"
    SKIPPED = "skipped"  # a prerequisite failed
    BROKEN = "broken"  # our fault: the score is withheld


class Device(StrEnum):
    """Where hidden checks run: `auto` is the CPU, and CUDA as well where there is one."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"


class Target(StrEnum):
    """What scores are exported for."""

    CSV = "csv"
    CANVAS = "canvas"
    MOODLE = "moodle"
    GRADESCOPE = "gradescope"
    BRIGHTSPACE = "brightspace"
    BLACKBOARD = "blackboard"


class Pack(StrEnum):
    """What feedback pages are packed for."""

    MOODLE = "moodle"
    CANVAS = "canvas"
    FOLDER = "folder"


class Shown(StrEnum):
    """How much of a report its student sees; each holds what stands before it."""

    NOTHING = "nothing"
    SCORES = "scores"  # by task
    HINTS = "hints"  # what was misunderstood, hints, which checks hold
    FULL = "full"  # received and expected numbers, loss curves, the notebook as it ran

    def includes(self, part: "Shown") -> bool:
        """Whether who sees this much sees `part`."""
        order = list(Shown)
        return order.index(self) >= order.index(part)


class Isolation(StrEnum):
    """What keeps a hand-in's process from the machine; `none` is for one's own code."""

    BUBBLEWRAP = "bubblewrap"
    CONTAINER = "container"
    NONE = "none"


class Limits(Frozen):
    """What one hand-in may use. `seconds` holds for each cell and each hidden check alone."""

    seconds: float = 10.0
    total_seconds: float = 120.0
    memory_mb: int = 1024
    processes: int = 32
    file_mb: int = 64
    output_kb: int = 256
    image_kb: int = 2048  # of base64 in one cell; with 0 no figure is drawn at all


class Settings(Frozen):
    """How a run grades: what it isolates with, where its checks run, and its seed.

    Without `figures` plots are not drawn, for runs whose notebooks nobody looks at.
    """

    devices: tuple[str, ...] = ("cpu",)
    seed: int = 0
    isolation: Isolation = Isolation.BUBBLEWRAP
    figures: bool = True

    @property
    def device(self) -> str:
        """What a report names as its device: the most that it was graded on."""
        return "cuda" if "cuda" in self.devices else "cpu"


class Submission(Frozen):
    """One hand-in as it lies on disk; `path` is None where no notebook was handed in.

    `problems` says what was odd about how it was handed in (a wrong file name, say); `unreadable`
    why its bytes could not be read, where that was tried on another machine than grades it. Where
    only the task `focus` is of interest, what comes below its cell, and the checks of the others,
    run if it loses no points.
    """

    student_id: str
    assignment: str
    path: Path | None
    timestamp: datetime | None = None
    sha256: str = ""
    problems: tuple[str, ...] = ()
    unreadable: str = ""
    focus: str = ""


# Few numbers of a tensor or a history, to four digits; what JSON has no number for, as a word.
Numbers: TypeAlias = tuple[float | Literal["nan", "inf", "-inf"], ...]
Evidence: TypeAlias = dict[str, str | float | int | bool | Numbers | None]


class CheckResult(Frozen):
    """One hidden check. `message` and `hint` may be shown to the student.

    The hint is the check's own where `own_hint` says so, else the catalogue's for the diagnosis.
    Of `evidence` that holds for `code`, the student's line that raised (verdict), and for the pairs
    `received` and `expected`, `received losses` and `expected losses` (gradients.compare), where
    the feedback policy says so.
    """

    task: str
    name: str
    title: str
    status: Status
    points: float
    max_points: float
    message: str = ""
    diagnosis: str | None = None
    hint: str = ""
    own_hint: bool = False
    evidence: Evidence = {}
    seconds: float = 0.0


class Credit(Frozen):
    """Why a task has more points than its checks give: what course.yml leaves for mistakes."""

    diagnoses: tuple[str, ...]
    percent: float
    instead_of: float  # the points of the task's checks

    @property
    def words(self) -> str:
        """What a TA reads."""
        return (
            f"{self.percent:g} % credit for {' and '.join(self.diagnoses)};"
            f" the checks alone give {self.instead_of:g}"
        )


class TaskResult(Frozen):
    """The checks of one task, summed, or the `credit` for the mistake in it where that is more.

    `score` is None where it is withheld (status broken).
    """

    id: str
    score: float | None
    max_score: float
    status: Status
    credit: Credit | None = None


class Kept(Frozen):
    """Why a report has the better score of an earlier run: a later one gives `instead_of`."""

    instead_of: float


class GradeReport(Frozen):
    """autograded/<student>/<assignment>/report.json, whole.

    `decided_by` holds the digests of the parts that `grader_sha256` sums up (grading.fingerprint).
    `edition` is the published one that the hand-in was made from, None where none was published.
    """

    format: Literal[1] = 1
    student_id: str
    assignment: str
    submission_sha256: str
    grader_sha256: str
    decided_by: dict[str, str] = {}
    engine_version: str
    seed: int
    device: str
    isolation: Isolation = Isolation.BUBBLEWRAP
    status: Status
    score: float | None
    max_score: float
    problems: tuple[str, ...] = ()
    tasks: tuple[TaskResult, ...]
    checks: tuple[CheckResult, ...]
    seconds: float
    edition: int | None = None
    kept: Kept | None = None
