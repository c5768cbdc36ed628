"""What course.yml holds, as frozen data, and where the files of a course lie."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import ConfigDict, Field, model_validator

from autograder.course.late import LatePolicy
from autograder.course.values import (
    Count,
    DatabaseUrl,
    GradeId,
    GraderFile,
    Line,
    LocalTime,
    ModuleName,
    PerCent,
    Positive,
    SafeName,
    TaskId,
    Text,
    Timezone,
    Word,
    nearest,
)
from autograder.diagnoses import Catalogue, Diagnosis
from autograder.errors import UsageError
from autograder.model import Device, Frozen, Limits, Shown

DIAGNOSES, LECTURES = "diagnoses.toml", "lectures.toml"  # beside course.yml; see content.py


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


class ByHand(Strict):
    """One cell that a person grades in formgrader."""

    id: GradeId
    """The cell's `grade_id` in the notebook."""
    title: Text
    """What people read."""
    points: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    """What it is worth; 0 for an exercise that nobody grades: a solution cell without a task."""


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
    """The sum of the points of its tasks, and of what is graded by hand."""
    notebook: SafeName
    """The notebook's name without `.ipynb`; by default the assignment's id."""
    tasks: Annotated[tuple[Task, ...], Field(min_length=1)]
    """What is to be solved, in the notebook's order."""
    by_hand: tuple[ByHand, ...] = ()
    """What a person grades in formgrader; its points count into the assignment's."""
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

    @property
    def parts(self) -> tuple[Task | ByHand, ...]:
        """All that has points: the tasks, then what a person grades."""
        return (*self.tasks, *(part for part in self.by_hand if part.points))

    def part(self, part_id: str) -> Task | ByHand:
        """Return the task or the part graded by hand with this id; raise UsageError."""
        return _named(part_id, self.parts, f"{self.id} has no task")


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


class Publishing(Strict):
    """Where students' bundles go, and what a student types to install the engine."""

    to: Text = "published"
    """The folder; a relative one is below the course folder."""
    install: Line = ""
    """The command that installs the engine, as the bundle's page shows it, such as
    `pip install https://example.org/pytorch_autograder-1.0-py3-none-any.whl`. Without it the
    bundle's requirements.txt names the engine."""


class CourseFile(Strict):
    """The content of course.yml."""

    id: SafeName
    """A short name of the course, for file names and the gradebook."""
    title: Text
    """What people read."""
    term: Text
    """The term, as people write it."""
    timezone: Timezone
    """The timezone of all times in this file that name none, such as `Europe/Berlin`."""
    late: LatePolicy = LatePolicy()
    """What a late hand-in costs."""
    execution: Execution = Execution()
    """Where hand-ins run, and what each may use."""
    feedback: FeedbackPolicy = FeedbackPolicy()
    """How much a student's page shows."""
    publish: Publishing = Publishing()
    """Where students' bundles go, and how students install the engine."""
    credit: dict[str, PerCent] = Field(default_factory=dict)
    """By diagnosis: the share of a task's points that is left, at least, where nothing else is
    wrong with it, such as `gradient-sign: 50%`."""
    gradebook: DatabaseUrl = "sqlite:///gradebook.db"
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

    def editions_dir(self, assignment: Assignment) -> Path:
        """Return the folder of the copies of what was published: one folder for each edition."""
        return self.root / "editions" / assignment.id

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


Entry = TypeVar("Entry", Assignment, Task, Task | ByHand)


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
