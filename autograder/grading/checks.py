"""Hidden checks: what a collected pytest item says of itself, what it is given, how it is run.

Most checks ask only for what this module provides. They are called as the functions that they
are: pytest's protocol for one item (hooks, fixture requests, teardown) takes longer than many a
check. One that asks for more, a fixture of its own or another mark, goes through pytest.

The module is loaded by every pytest of an environment that has the package (see plugin.py), so
it imports torch and the sandbox only once a check asks for something.
"""

import hashlib
import inspect
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from autograder.errors import GradersError
from autograder.model import CheckResult, Status

if TYPE_CHECKING:
    from autograder.grading.prepared import Prepared

PREPARED = pytest.StashKey["Prepared | None"]()
# What a grader ends a check with besides exceptions; pytest derives these from BaseException.
_OUTCOMES = (pytest.skip.Exception, pytest.fail.Exception)
_OUR_MARKS = frozenset({"task", "points", "requires", "parametrize"})
_OUT_OF_TIME = frozenset({Status.TIMEOUT, Status.MEMORY})


@dataclass(frozen=True)
class Check:
    """One hidden check; `title` is what students and TAs read, `requires` names earlier checks.

    `asks` are the arguments of its function, None where it needs pytest's own protocol.
    """

    item: pytest.Item
    task: str
    name: str
    title: str
    points: float
    requires: tuple[str, ...]
    asks: tuple[str, ...] | None

    @property
    def key(self) -> str:
        """The check's key among the prepared notebook's results; names repeat between tasks."""
        return result_key(self.task, self.name)


def is_check(item: pytest.Item) -> bool:
    """Whether a collected item is a hidden check (it belongs to a task)."""
    return item.get_closest_marker("task") is not None


def check_of(item: pytest.Item) -> Check:
    """Return what a check's marks and docstring say; raises GradersError where it has no points."""
    task = item.get_closest_marker("task")
    points = item.get_closest_marker("points")
    assert task is not None
    if points is None or not points.args:
        raise GradersError(
            f"{item.nodeid}: the check has no points",
            remedy="mark it with @pytest.mark.points(n)",
        )
    doc = getattr(getattr(item, "obj", None), "__doc__", None) or item.name.replace("_", " ")
    return Check(
        item=item,
        task=str(task.args[0]),
        name=item.name,
        title=str(doc).strip().splitlines()[0],
        points=float(points.args[0]),
        requires=tuple(str(name) for m in item.iter_markers("requires") for name in m.args),
        asks=_asked(item),
    )


def _asked(item: pytest.Item) -> tuple[str, ...] | None:
    if not isinstance(item, pytest.Function):
        return None
    asked = tuple(inspect.signature(item.obj).parameters)
    plain = (
        {*asked} <= {*PROVIDED, *_parameters(item)}
        # Our own fixtures ask for `request`; whatever else is there acts by being there.
        and {*item.fixturenames} <= {*asked, "request"}
        and {mark.name for mark in item.iter_markers()} <= _OUR_MARKS
    )
    return asked if plain else None


def _parameters(item: pytest.Function) -> Mapping[str, object]:
    return item.callspec.params if hasattr(item, "callspec") else {}


def result_key(task: str, name: str) -> str:
    """Return the key of the check `name` of a task among the prepared notebook's results."""
    return f"{task}::{name}"


def check_seed(seed: int, check: Check, *, student: bool = False) -> int:
    """Return the seed of one check, from the run's seed and the check's name, not its place.

    That of the `student`'s process is another: what can be read there must draw no problem.
    """
    whose = "student:" * student
    digest = hashlib.sha256(f"{whose}{seed}:{check.task}:{check.name}".encode()).digest()
    return int.from_bytes(digest[:4], "big")


class Names:
    """Attribute access that calls across the wire: `student.gradient(x)`, `probe.train(x, y)`."""

    def __init__(self, ask: Callable[..., Any], seed: int) -> None:
        self._ask = ask
        self._seed = seed

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)

        def call(*args: Any, **kwargs: Any) -> Any:
            return self._ask(name, args, kwargs, self._seed)

        return call


def _student(prepared: "Prepared", check: Check) -> Names:
    return Names(prepared.student.call, check_seed(prepared.seed, check, student=True))


def _probe(prepared: "Prepared", check: Check) -> Names:
    return Names(prepared.student.probe, check_seed(prepared.seed, check, student=True))


def _rng(prepared: "Prepared", check: Check) -> Any:
    import torch

    return torch.Generator().manual_seed(check_seed(prepared.seed, check))


def _devices(prepared: "Prepared", check: Check) -> tuple[str, ...]:  # noqa: ARG001
    return prepared.devices


def _trial(prepared: "Prepared", check: Check) -> Any:
    from autograder.kit.hidden.grader import Grader, definition
    from autograder.kit.hidden.trial import HiddenTrial

    module = getattr(check.item, "module", None)
    grader = next(
        (
            one
            for one in vars(module).values()
            if isinstance(one, Grader) and one.task == check.task
        ),
        None,
    )
    if grader is None:
        raise GradersError(
            f"{check.item.nodeid} asks for a trial, and its file names no Grader of {check.task}",
            remedy=f'write grader = Grader("{check.task}", truth=...) there',
        )
    task = definition(prepared.graders_dir)[check.task]
    probe, rng = _probe(prepared, check), _rng(prepared, check)
    return HiddenTrial(task, grader, probe, rng, prepared.devices)


def _targets(prepared: "Prepared", check: Check) -> Any:  # noqa: ARG001
    if prepared.assignment.targets is None:
        raise GradersError(f"course.yml states no targets for {prepared.assignment.id}")
    return prepared.assignment.targets


def _sibling(name: str) -> Callable[["Prepared", Check], Any]:
    def load(prepared: "Prepared", check: Check) -> Any:  # noqa: ARG001
        from autograder.grading.prepared import sibling

        return sibling(prepared.graders_dir, name)

    return load


def load_siblings(checks: Iterable[Check], graders_dir: Path) -> None:
    """Load the modules beside the graders that checks ask for, while there is time.

    One that does not load says so in each check that asks for it.
    """
    from autograder.grading.prepared import sibling

    asked = {name for check in checks for name in check.asks or ()}
    for name in asked & _SIBLINGS:
        with suppress(Exception):
            sibling(graders_dir, name)


_SIBLINGS = frozenset({"reference", "mistakes"})
# By the names that checks ask for; the fixtures of plugin.py say what each is.
PROVIDED: dict[str, Callable[["Prepared", Check], Any]] = {
    "student": _student,
    "probe": _probe,
    "rng": _rng,
    "devices": _devices,
    "targets": _targets,
    "trial": _trial,
    **{name: _sibling(name) for name in _SIBLINGS},
}


def why_skipped(check: Check, results: Mapping[str, CheckResult]) -> str | None:
    """Return why a check is not run: its task is out of time, or what it requires did not pass."""
    for result in results.values():
        if result.task == check.task and result.status in _OUT_OF_TIME:
            return f"not run, since “{result.title}” ended by {result.status}"
    for name in check.requires:
        needed = results.get(result_key(check.task, name))
        if needed is None or needed.status is Status.PASS:
            continue
        if needed.status is Status.SKIPPED:
            return needed.message  # what both wait for is the first cause
        return f"not run, since it needs “{needed.title}”"
    return None


def run_check(check: Check, prepared: "Prepared") -> None:
    """Run one check against `prepared`, and file its result there."""
    if check.asks is None:
        # The plug-in's hooks find it there, and file the result.
        check.item.config.stash[PREPARED] = prepared
        try:
            check.item.config.hook.pytest_runtest_protocol(item=check.item, nextitem=None)
        finally:
            check.item.config.stash[PREPARED] = None
        return
    begin = time.monotonic()
    error: BaseException | None = None
    try:
        if reason := why_skipped(check, prepared.results):
            pytest.skip(reason)
        _call(check, check.asks, prepared)
    except (Exception, *_OUTCOMES) as ended:
        error = ended
    file_result(check, prepared, error, time.monotonic() - begin)


def _call(check: Check, asks: tuple[str, ...], prepared: "Prepared") -> None:
    item = check.item
    assert isinstance(item, pytest.Function)
    given = _parameters(item)
    item.obj(
        **{name: given[name] if name in given else PROVIDED[name](prepared, check) for name in asks}
    )


def _outside_hint(prepared: "Prepared", task: str) -> str:
    from autograder.notebooks import outside_data

    names = outside_data(prepared.notebook, prepared.student.reads.get(task, ()))
    if not names:
        return ""
    read = " and ".join(f"`{name}`" for name in names[:2])
    return f"Your code reads {read} of the notebook: what if it is handed other data?"


def file_result(
    check: Check, prepared: "Prepared", error: BaseException | None, seconds: float
) -> None:
    """Turn what ended the check (None: it passed) into its CheckResult among the results."""
    from autograder.grading.verdict import Verdict, judge

    if isinstance(error, pytest.skip.Exception):
        verdict = Verdict(Status.SKIPPED, str(error.msg))
    else:
        student = prepared.student
        verdict = judge(error, student.fault_of(check.task), student.cell_of(check.task))
    hint = verdict.hint
    if verdict.status in (Status.FAIL, Status.ERROR) and not (hint or verdict.diagnosis):
        hint = _outside_hint(prepared, check.task)
    prepared.results[check.key] = CheckResult(
        task=check.task,
        name=check.name,
        title=check.title,
        status=verdict.status,
        points=check.points if verdict.status is Status.PASS else 0.0,
        max_points=check.points,
        message=verdict.message,
        diagnosis=verdict.diagnosis,
        hint=hint,
        own_hint=bool(hint),
        evidence=verdict.evidence,
        seconds=round(seconds, 4),
    )
