"""The vocabulary of the class report: frozen data, in the order in which the page says it."""

from dataclasses import dataclass

from autograder.model import Status

_A_CLASS = 10  # hand-ins


def is_frequent(count: int, of: int) -> bool:
    """Say whether one talks about what `count` of so many have: not that of one in a class."""
    return count > 1 or of < _A_CLASS


@dataclass(frozen=True, slots=True)
class Person:
    """A student, and where to read more: `link` leads there from the folder of the page."""

    student_id: str
    name: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """One hand-in with a mistake: what the check said, numbers, and the line that raised."""

    person: Person
    said: str
    numbers: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A diagnosis in one task: `count` of `of` hand-ins, which lost `points` there in all."""

    task: str
    diagnosis: str
    sentence: str
    question: str
    lecture: str
    count: int
    of: int
    points: float
    examples: tuple[Example, ...] = ()

    @property
    def is_frequent(self) -> bool:
        """Whether it is one to talk about."""
        return is_frequent(self.count, self.of)


@dataclass(frozen=True, slots=True)
class TaskMistakes:
    """The mistakes of one task by frequency; `left_open` have not begun it."""

    task: str
    title: str
    mistakes: tuple[Mistake, ...]
    left_open: int


@dataclass(frozen=True, slots=True)
class Unexplained:
    """Points lost in a task in which no mistake is named, by the first check that failed."""

    task: str
    title: str
    status: Status
    count: int
    of: int
    points: float
    examples: tuple[Example, ...] = ()

    @property
    def is_frequent(self) -> bool:
        """Whether it is one to talk about."""
        return is_frequent(self.count, self.of)


@dataclass(frozen=True, slots=True)
class Figures:
    """What the scores of `n` hand-ins come to, in points; quartiles by linear interpolation."""

    n: int
    mean: float
    median: float
    lower_quartile: float
    upper_quartile: float
    lowest: float
    highest: float
    full_marks: int


@dataclass(frozen=True, slots=True)
class Item:
    """One task or check among `n` hand-ins.

    `share` is the mean of its points over its maximum; `full`, `part` and `none` count hand-ins.
    `discrimination` is the correlation of its points with those of all other checks (the corrected
    item-total correlation, -1 to 1), None where one of the two does not vary or hand-ins are few.
    """

    id: str
    title: str
    max_points: float
    n: int
    share: float
    full: int
    part: int
    none: int
    discrimination: float | None


@dataclass(frozen=True, slots=True)
class TaskItem:
    """A task with its checks."""

    task: Item
    checks: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """People of whom the same is true; `command` is what to type about it."""

    what: str
    count: int
    people: tuple[Person, ...] = ()
    command: str = ""


@dataclass(frozen=True, slots=True)
class Times:
    """When hand-ins came: hours after each student's own due time, negative before it.

    `late` and `penalty` are the hand-ins and points that lateness cost.
    """

    hours: tuple[float, ...]
    unknown: int
    last_hour: int
    last_day: int
    late: Group
    penalty: float


@dataclass(frozen=True, slots=True)
class Changed:
    """How one score changed in the last run, None for a withheld one."""

    person: Person
    before: float | None
    after: float | None
    because: str
    where: str


@dataclass(frozen=True, slots=True)
class LastRun:
    """What the last run that changed anything changed; `changed` holds the largest differences."""

    run: str
    count: int
    up: int
    down: int
    changed: tuple[Changed, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A line of code, and whether it is in the other hand-in too."""

    text: str
    same: bool


@dataclass(frozen=True, slots=True)
class SimilarTask:
    """One task of two hand-ins side by side; `share` is that of the one that has more in common."""

    task: str
    share: float
    first: tuple[CodeLine, ...] = ()
    second: tuple[CodeLine, ...] = ()
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two hand-ins whose code is similar; `share` is over all tasks, 0 to 1."""

    first: Person
    second: Person
    share: float
    same_mistakes: bool
    tasks: tuple[SimilarTask, ...]


@dataclass(frozen=True, slots=True)
class Similarity:
    """How similar the code of `compared` hand-ins is; `left_out` says what was not looked at."""

    compared: int
    found: int
    common_from: int  # code that so many have is what the task asks for
    pairs: tuple[Pair, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedAnswer:
    """A wrong answer that few have, and all of them alike."""

    task: str
    what: str


@dataclass(frozen=True, slots=True)
class Sharing:
    """The rare wrong answers that the same few people have."""

    count: int
    people: tuple[Person, ...]
    answers: tuple[SharedAnswer, ...]


@dataclass(frozen=True, slots=True)
class ClassReport:
    """All that the page says. Texts are inert and bounded; scores are what counts, in points."""

    assignment: str
    title: str
    course: str
    made: str
    anonymous: bool
    max_points: float
    handed_in: int
    graded: int
    excused: int
    compared: int  # hand-ins that mistakes, tasks and checks are counted in
    mistakes: tuple[TaskMistakes, ...]
    unexplained: tuple[Unexplained, ...]
    unusable: tuple[Group, ...]
    figures: Figures | None
    scores: tuple[float, ...]
    items: tuple[TaskItem, ...]
    idle: tuple[Item, ...]
    times: Times
    attention: tuple[Group, ...]
    last_run: LastRun | None
    similarity: Similarity
    shared: tuple[Sharing, ...]

    @property
    def first_topics(self) -> tuple[Mistake, ...]:
        """The mistakes to talk about first: the most frequent of all tasks."""
        every = [one for task in self.mistakes for one in task.mistakes if one.is_frequent]
        return tuple(sorted(every, key=lambda one: (-one.count, -one.points))[:3])

    @property
    def hardest(self) -> Item | None:
        """The task in which most points were lost, None where none was."""
        lossy = [one.task for one in self.items if one.task.full < one.task.n]
        return max(lossy, key=lambda one: one.max_points * (1 - one.share), default=None)
