"""What is said of each mistake: the engine's general catalogue, and over it what a course says.

The general one is catalogue.toml beside this file; a course's own is read by course.content.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.model import CheckResult  # pydantic, which no student needs

_GENERAL = Path(__file__).with_name("catalogue.toml")


@dataclass(frozen=True)
class Diagnosis:
    """What was misunderstood, in a sentence, and up to three hints from a question to a pointer."""

    sentence: str
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Catalogue:
    """All that is known of mistakes: `own` stands over the general catalogue, by id.

    No id at all, and one that is not in it, has no words: "" or ().
    """

    own: Mapping[str, Diagnosis] = field(default_factory=dict)

    def __contains__(self, diagnosis: object) -> bool:
        return diagnosis in self.own or diagnosis in _general()

    def __iter__(self) -> Iterator[str]:
        return iter({**_general(), **self.own})

    def sentence(self, diagnosis: str | None) -> str:
        """Return what was misunderstood: the first line of a student's page."""
        return self._of(diagnosis).sentence

    def hints(self, diagnosis: str | None) -> tuple[str, ...]:
        """Return all steps of hints; a student reads the first and asks for the others."""
        return self._of(diagnosis).hints

    def hint(self, diagnosis: str | None) -> str:
        """Return the first of the hints."""
        return next(iter(self.hints(diagnosis)), "")

    def worded(self, check: "CheckResult") -> "CheckResult":
        """Return a check's result with the hint of its diagnosis as it reads now.

        A hint of the check's own stays, and so does one whose diagnosis is in no catalogue.
        """
        if check.own_hint or check.diagnosis not in self:
            return check
        hint = self.hint(check.diagnosis)
        return check if hint == check.hint else check.model_copy(update={"hint": hint})

    def _of(self, diagnosis: str | None) -> Diagnosis:
        if diagnosis is None:
            return _NOTHING
        return self.own.get(diagnosis) or _general().get(diagnosis, _NOTHING)


_NOTHING = Diagnosis("")


@cache
def _general() -> Mapping[str, Diagnosis]:
    import tomllib  # most runs of a student's check ask for no words

    entries = tomllib.loads(_GENERAL.read_text(encoding="utf-8"))
    return {
        name: Diagnosis(entry["sentence"], tuple(entry.get("hints", ())))
        for name, entry in entries.items()
    }
