"""Which definition of a task's name counts, where a notebook holds several.

What stands in a task's own cell is the answer. A definition further down, in an experiment, say,
does not take its place, unless a given cell makes it. What was written elsewhere, because the own
cell was deleted or joined with another, is not lost to a stub that runs after it.

An answer may use names of its own that stand in the same cell, and a student cannot know which
names the given cells below use (`cost = []`, `def losses_at(weights)`): in calls from outside the
answer still has its own. Only a name that a task asks for may be bound again by a given cell, and
not by a value in the place of a function.
"""

from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any, TypedDict

_MISSING = object()


class Role(TypedDict):
    """What a cell is to the tasks: given by us, or holding answers and stubs, by their names.

    `helpers` are those of the answers that no task asks for.
    """

    given: bool
    answers: list[str]
    helpers: list[str]
    stubs: list[str]


_OWN: Role = {"given": False, "answers": [], "helpers": [], "stubs": []}


class Definitions:
    """Follows the names of tasks through a run of a notebook's cells.

    `namespace` is the notebook's; `roles` holds a role for each cell that is not the student's own.
    """

    def __init__(self, namespace: MutableMapping[str, Any], roles: Mapping[str, Role]) -> None:
        self._namespace = namespace
        self._roles = roles
        self._before: dict[str, Any] = {}
        self._answers: dict[str, Any] = {}
        self._stubs: dict[str, Any] = {}
        self._helpers = {name for role in roles.values() for name in role["helpers"]}
        self._given: dict[str, Any] = {}  # what given cells put in the place of helpers

    def begin(self, cell_id: str) -> None:
        """Note how names stand before this cell runs."""
        role = self._roles.get(cell_id, _OWN)
        self._before = self._now([*self._answers, *role["answers"], *role["stubs"]])

    def end(self, cell_id: str) -> None:
        """Take in what the cell has bound, and undo what a stub has overwritten."""
        role = self._roles.get(cell_id, _OWN)
        watched = self._answers if role["given"] else role["answers"]
        for name, value in self._now(watched).items():
            if value is _MISSING or value is self._before[name]:
                continue
            if role["given"] and self._stays(name, value):
                self._given[name] = value
            else:
                self._answers[name] = value
        for name, value in self._now(role["stubs"]).items():
            self._stubs[name] = value
            if self._before[name] is not _MISSING:
                self._namespace[name] = self._before[name]

    def settle(self) -> dict[str, list[str]]:
        """Put each task's own answer in place, after the last cell.

        Returns the names that were bound again, those of stubs that are defined elsewhere, and
        those of functions of an answer that given cells below have replaced for themselves.
        """
        again, elsewhere = self._changed(self._answers), self._changed(self._stubs)
        taken = [name for name in self._given if callable(self._answers[name])]
        self._namespace.update(self._answers)
        return {"again": again, "elsewhere": elsewhere, "taken": taken}

    def _stays(self, name: str, value: Any) -> bool:
        """Say whether the answer keeps its `name` where a given cell binds it to `value`."""
        return name in self._helpers or (callable(self._answers[name]) and not callable(value))

    def _changed(self, bound: Mapping[str, Any]) -> list[str]:
        return [
            name
            for name, value in self._now(bound).items()
            if value is not _MISSING
            and value is not bound[name]
            and value is not self._given.get(name, _MISSING)
        ]

    def _now(self, names: Iterable[str]) -> dict[str, Any]:
        return {name: self._namespace.get(name, _MISSING) for name in names}
