"""What course.yml holds, as frozen data, and where the files of a course lie."""

import difflib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    model_validator,
)

from autograder.course.late import LatePolicy
from autograder.diagnoses import Catalogue, Diagnosis
from autograder.errors import UsageError
from autograder.model import Device, Frozen, Limits, Shown

DIAGNOSES, LECTURES = "diagnoses.toml", "lectures.toml"  # beside course.yml; see content.py

# Names of folders and files: no separator, no leading dot, nothing that a shell or Windows minds.
SafeName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}\z")]
TaskId = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,63}\z")]
GraderFile = Annotated[str, Field(pattern=r"^test_[A-Za-z0-9_]{1,80}\.py\z")]
ModuleName = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,63}\z")]
Text = Annotated[str, Field(min_length=1, max_length=200)]
Word = Annotated[str, Field(pattern=r"^[a-z]{1,20}\z")]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Count = Annotated[int, Field(gt=0)]


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that `name` was most likely meant to be, or ""."""
    lower = {candidate.casefold(): candidate for candidate in known}
    close = difflib.get_close_matches(name.casefold(), lower, n=1, cutoff=0.5)
    return lower[close[0]] if close else ""


def _local_time(value: object, info: ValidationInfo) -> object:
    """Read a date and time of course.yml in the course's timezone."""
    if not isinstance(value, str):
        return value
    return local_time(value, info.context["timezone"] if info.context else ZoneInfo("UTC"))


def local_time(value: str, timezone: ZoneInfo) -> datetime:
    """Return the date and time that `value` says, in `timezone` where it names none.

    Raises ValueError, in words for people, where it says none or one that does not exist.
    """
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        moment = None
    if moment is None or len(value) < len("2026-11-02 09:00"):
        raise ValueError(f"{value!r} is not a date and time such as 2026-11-02 09:00")
    if moment.tzinfo is not None:
        return moment
    moment = moment.replace(tzinfo=timezone)
    through_utc = moment.astimezone(ZoneInfo("UTC")).astimezone(moment.tzinfo)
    if through_utc.replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise ValueError(f"{value} does not exist: the clocks are put forward over it")
    return moment


def _timezone(name: str) -> str:
    if name not in available_timezones():
        close = nearest(name, available_timezones())
        hint = f"; did you mean {close}?" if close else " such as Europe/Berlin"
        raise ValueError(f"{name!r} is not a timezone{hint}")
    return name


def _database_url(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    if not scheme or not separator or (scheme == "sqlite" and not rest.strip("/")):
        raise ValueError(f"{url!r} is not a database URL such as sqlite:///gradebook.db")
    return url


def _per_cent(value: object) -> object:
    """Read a share such as `60%`, or 60."""
    if not isinstance(value, str):
        return value
    number = value.strip().removesuffix("%").rstrip()
    try:
        return float(number)
    except ValueError:
        raise ValueError(f"{value!r} is not a share such as 60%") from None


LocalTime = Annotated[datetime, BeforeValidator(_local_time)]


PerCent = Annotated[float, BeforeValidator(_per_cent), Field(ge=0, le=100)]


class Strict(Frozen):
    """Frozen, and a text is never taken for a number."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Task(Strict):
    """One solution cell and the hidden checks that judge it."""

    id: TaskId
    """The id of its solution cell: what `check` and `--task` name."""
    title: Text
    """What people read: in the table, on the page, in the check box."""
    points: Positive
    """The sum of the points of its checks."""
    grader: GraderFile
    """Its file in `tests/graders/<assignment>/`; by default `test_<id>.py`."""
    losses_per: Word = "iteration"
    """Of a loop that notes losses: one per what; the feedback page's curve counts in it."""

    @model_validator(mode="before")
    @classmethod
    def _fill_grader(cls, data: Any) -> Any:
        if isinstance(data, dict) and "grader" not in data and isinstance(data.get("id"), str):
            return {**data, "grader": f"test_{data['id']}.py"}
        return data


class Targets(Strict):
    """The accuracies that a solved notebook reaches, in per cent."""

    train: Annotated[float, Field(ge=0, le=100)]
    """On the training set."""
    test: Annotated[float, Field(ge=0, le=100)]
    """On the test set."""


class Assignment(Strict):
    """One week's notebook; of a draft only this entry exists so far."""

    id: SafeName
    """The name of its folders in `source/`, `release/`, `submitted/<student>/` and so on."""
    week: Count
    """The week of the term, from 1."""
    title: Text
    """What people read."""
    release: LocalTime
    """When students get it."""
    due: LocalTime
    """Until when it is handed in without loss, but for the grace period and extensions."""
    points: Positive
    """The sum of its tasks' points."""
    notebook: SafeName
    """The notebook's name without `.ipynb`; by default the assignment's id."""
    tasks: Annotated[tuple[Task, ...], Field(min_length=1)]
    """What is to be solved, in the notebook's order."""
    targets: Targets | None = None
    """The accuracies that a solved notebook reaches, for graders that ask for them."""
    draft: bool = False
    """Whether it is not ready: commands leave it out, and the audit says what is missing."""

    @model_validator(mode="before")
    @classmethod
    def _fill_notebook(cls, data: Any) -> Any:
        if isinstance(data, dict) and "notebook" not in data and "id" in data:
            return {**data, "notebook": data["id"]}
        return data

    def task(self, task_id: str) -> Task:
        """Return the task with this id; raise UsageError where there is none."""
        return _named(task_id, self.tasks, f"{self.id} has no task")


class Execution(Strict):
    """Where hand-ins run and what each may use; see model.Limits."""

    device: Annotated[Device, Field(strict=False)] = Device.AUTO
    """`cpu`, `cuda`, or `auto`: the CPU, and CUDA as well where there is one."""
    seconds: Positive = Limits().seconds
    """For each cell and for each hidden check alone."""
    total_seconds: Positive = Limits().total_seconds
    """For the whole hand-in."""
    memory_mb: Count = Limits().memory_mb
    """What all its processes may use together."""
    processes: Count = Limits().processes
    """How many processes and threads it may have."""
    packages: tuple[ModuleName, ...] = ("scipy", "pandas", "seaborn", "tqdm")
    """What can be imported beside Python's own modules, NumPy, PyTorch, matplotlib and
    scikit-learn: names as in `import`."""

    @property
    def limits(self) -> Limits:
        """What one hand-in may use."""
        return Limits(**self.model_dump(exclude={"device", "packages"}))


class FeedbackPolicy(Strict):
    """How much of its report a student's feedback page shows, before and after the due time."""

    before_due: Annotated[Shown, Field(strict=False)] = Shown.NOTHING
    """`nothing`, `scores` (by task), `hints` (also what was misunderstood), or `full` (also
    numbers, curves and the notebook as it ran)."""
    after_due: Annotated[Shown, Field(strict=False)] = Shown.FULL
    """Likewise."""

    def shown(self, due: datetime, now: datetime) -> Shown:
        """Return what is shown at `now`; both times have a timezone."""
        return self.after_due if now >= due else self.before_due


class CourseFile(Strict):
    """The content of course.yml."""

    id: SafeName
    """A short name of the course, for file names and the gradebook."""
    title: Text
    """What people read."""
    term: Text
    """The term, as people write it."""
    timezone: Annotated[str, AfterValidator(_timezone)]
    """The timezone of all times in this file that name none, such as `Europe/Berlin`."""
    late: LatePolicy = LatePolicy()
    """What a late hand-in costs."""
    execution: Execution = Execution()
    """Where hand-ins run, and what each may use."""
    feedback: FeedbackPolicy = FeedbackPolicy()
    """How much a student's page shows."""
    credit: dict[str, PerCent] = Field(default_factory=dict)
    """By diagnosis: the share of a task's points that is left, at least, where nothing else is
    wrong with it, such as `gradient-sign: 50%`."""
    gradebook: Annotated[str, AfterValidator(_database_url)] = "sqlite:///gradebook.db"
    """The gradebook's SQLAlchemy URL; a relative SQLite path counts from the course folder."""
    assignments: tuple[Assignment, ...]
    """The weeks."""


class Course(CourseFile):
    """A course folder: what it says, and the paths of its files.

    `diagnoses` are its own, over the general catalogue; `passages` name the part of a lecture to
    look at again, by assignment, and there by task or by diagnosis.
    """

    root: Path
    diagnoses: dict[str, Diagnosis] = Field(default_factory=dict)
    passages: dict[str, dict[str, str]] = Field(default_factory=dict)

    @property
    def catalogue(self) -> Catalogue:
        """All diagnoses, as this course words them."""
        return Catalogue(self.diagnoses)

    def passage(self, assignment_id: str, name: str | None) -> str:
        """Return the part of a lecture for a task or a diagnosis; "" where there is none."""
        return self.passages.get(assignment_id, {}).get(name or "", "")

    def assignment(self, assignment_id: str) -> Assignment:
        """Return the assignment with this id; raise UsageError where there is none."""
        return _named(assignment_id, self.assignments, "course.yml has no assignment")

    @property
    def gradebook_url(self) -> str:
        """The gradebook's SQLAlchemy URL; a relative SQLite path counts from the course folder."""
        scheme, _, rest = self.gradebook.partition(":///")
        if scheme.partition("+")[0] != "sqlite" or not rest or rest.startswith((":", "file:")):
            return self.gradebook
        path, query, options = rest.partition("?")
        return f"{scheme}:///{self.root / path}{query}{options}"

    @property
    def submitted_dir(self) -> Path:
        """Where hand-ins lie: <student>/<assignment>/<notebook>.ipynb below it."""
        return self.root / "submitted"

    def source_notebook(self, assignment: Assignment) -> Path:
        """Return the path of the instructor's notebook."""
        return self._notebook("source", assignment)

    def public_definition(self, assignment: Assignment) -> Path:
        """Return the path of what says the tasks' checks, to students as to the hidden graders."""
        return self.source_notebook(assignment).parent / "public_checks.py"

    def release_notebook(self, assignment: Assignment) -> Path:
        """Return the path of the notebook that students get."""
        return self._notebook("release", assignment)

    def solution_notebook(self, assignment: Assignment) -> Path:
        """Return the path of the solved notebook."""
        return self._notebook("solutions", assignment)

    def graders_dir(self, assignment: Assignment) -> Path:
        """Return the folder of the assignment's hidden graders."""
        return self.root / "tests" / "graders" / assignment.id

    def known_submissions(self, assignment: Assignment) -> Path:
        """Return the folder of the known hand-ins that test the graders."""
        return self.root / "tests" / "submissions" / assignment.id

    def autograded_dir(self, student_id: str, assignment: Assignment) -> Path:
        """Return the folder of one hand-in's report and executed notebook."""
        return self.root / "autograded" / student_id / assignment.id

    def feedback_page(self, student_id: str, assignment: Assignment) -> Path:
        """Return the path of a student's feedback page, where nbgrader looks for it."""
        name = f"{assignment.notebook}.html"
        return self.root / "feedback" / student_id / assignment.id / name

    def _notebook(self, folder: str, assignment: Assignment) -> Path:
        return self.root / folder / assignment.id / f"{assignment.notebook}.ipynb"


Entry = TypeVar("Entry", Assignment, Task)


def _named(name: str, entries: tuple[Entry, ...], fault: str) -> Entry:
    for entry in entries:
        if entry.id == name:
            return entry
    known = [entry.id for entry in entries]
    close = nearest(name, known)
    raise UsageError(
        f"{fault} {name!r}; it has {', '.join(known)}",
        remedy=f"did you mean {close}?" if close else "give one of these ids",
    )
