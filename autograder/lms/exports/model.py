"""What an export is made of: the class with its scores, and what became of it in a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from autograder.course import ByHand, Task


class Kind(StrEnum):
    """How a student stands with one assignment."""

    SCORED = "graded"
    WITHHELD = "withheld"  # through our fault, or until a person has looked
    EXCUSED = "excused"
    MISSING = "not handed in"


@dataclass(frozen=True)
class Standing:
    """A student's result; `score` is the final one, None unless `kind` is SCORED.

    It is what the gradebook has: points by hand and extra credit in it, the late penalty taken off.
    `why` says for the TA what a score is withheld for; `waiting` that a person is to look at it,
    `outdated` that another hand-in lies there than the one that was graded.
    """

    kind: Kind
    score: float | None = None
    tasks: Mapping[str, float] = field(default_factory=dict)
    penalty: float = 0.0
    by_hand: frozenset[str] = frozenset()
    why: str = ""
    waiting: bool = False
    outdated: bool = False

    @property
    def said(self) -> str:
        """What was given, in a word: a score, an excuse, or nothing."""
        return f"{self.score:.2f}" if self.score is not None else str(self.kind)


@dataclass(frozen=True)
class Person:
    """A student as the course and the platforms know them; "" for what is not known.

    `id` is the name of their folders. `canvas` and `moodle` are those platforms' own numbers (in
    Moodle another one in each assignment), `submission` is Gradescope's for the hand-in.
    """

    id: str
    name: str = ""
    first: str = ""
    last: str = ""
    email: str = ""
    sis: str = ""
    login: str = ""
    canvas: str = ""
    moodle: str = ""
    submission: str = ""

    @property
    def full_name(self) -> str:
        """The name to write where a platform wants one in a single cell."""
        return self.name or f"{self.first} {self.last}".strip()


@dataclass(frozen=True)
class Student:
    """A person and how they stand."""

    person: Person
    standing: Standing

    @property
    def id(self) -> str:
        """The student's id."""
        return self.person.id


@dataclass(frozen=True)
class Book:
    """One assignment's results: all that an export may say."""

    assignment: str
    title: str
    points: float
    tasks: tuple[Task | ByHand, ...]
    students: tuple[Student, ...]


@dataclass(frozen=True)
class Stranger:
    """A row of a template that is none of our students; `line` counts from 1.

    `nearest` names students without a row whose names are like this one's.
    """

    line: int
    name: str
    nearest: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Filled:
    """An export, and what became of the class in it.

    `cells` has by student's id what was written for them; `lacking` who has a score and no row,
    each with the nearest names of rows that are nobody's.
    """

    data: bytes
    cells: Mapping[str, str]
    strangers: tuple[Stranger, ...] = ()
    lacking: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    left: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
