"""The pytest plug-in: fixtures for hidden graders, and a CheckResult for each check.

`pytest tests/graders/adaline` grades the solution, and `--autograder-submission PATH` a notebook.
Under `autograder grade` the same items run for hand-in after hand-in (see checks.py), and only
those that need more than is provided come through here.

This module is loaded by every pytest of an environment that has the package, so it imports torch
and the sandbox only once a grader asks for a fixture.
"""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

import pytest

from autograder.grading.checks import (
    PREPARED,
    PROVIDED,
    Names,
    check_of,
    file_result,
    is_check,
    why_skipped,
)
from autograder.model import Device
from autograder.sandbox.devices import devices_for

if TYPE_CHECKING:
    import torch

    from autograder.course import Targets
    from autograder.grading.prepared import Prepared

_OPENED = pytest.StashKey["dict[Path, Prepared]"]()
_SANDBOX = pytest.StashKey[Any]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of a run by hand."""
    group = parser.getgroup("autograder")
    group.addoption(
        "--autograder-submission",
        metavar="NOTEBOOK",
        help="notebook to grade (default: the solution)",
    )
    group.addoption(
        "--autograder-device",
        choices=[str(device) for device in Device],
        default="auto",
        help="where hidden checks run: the CPU always, CUDA too where there is one (auto)",
    )
    group.addoption(
        "--autograder-seed", type=int, default=0, help="seed of the hidden checks' inputs"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Declare the markers that graders use."""
    config.addinivalue_line("markers", "task(id): the task of course.yml that a grader belongs to")
    config.addinivalue_line("markers", "points(n): what a check is worth")
    config.addinivalue_line("markers", "requires(*names): skip where these checks did not pass")
    config.stash[PREPARED] = None
    config.stash[_OPENED] = {}


def pytest_unconfigure(config: pytest.Config) -> None:
    """Close what a run by hand opened."""
    for prepared in config.stash.get(_OPENED, {}).values():
        prepared.student.close()
    sandbox = config.stash.get(_SANDBOX, None)
    if sandbox is not None:
        sandbox.close()


def _prepared(item: pytest.Item) -> "Prepared":
    prepared = item.config.stash[PREPARED]
    return prepared if prepared is not None else _prepared_by_hand(item)


def _prepared_by_hand(item: pytest.Item) -> "Prepared":
    """Prepare `--autograder-submission`, or the solution, once for each folder of graders."""
    from autograder.course import find_course_root, load_course
    from autograder.grading.prepared import set_up, vet_probes
    from autograder.notebooks import read_bytes
    from autograder.sandbox import Sandbox

    folder = item.path.parent
    opened = item.config.stash[_OPENED]
    for other, prepared in opened.items():
        if other != folder:
            prepared.student.close()  # a sandbox runs one hand-in at a time
    if folder in opened:
        return opened[folder]
    course = load_course(find_course_root(folder))
    assignment = course.assignment(folder.name)
    devices = devices_for(Device(item.config.getoption("--autograder-device")))
    if _SANDBOX not in item.config.stash:
        sandbox = Sandbox(course.execution.limits, cuda="cuda" in devices)
        sandbox.start()
        item.config.stash[_SANDBOX] = sandbox
    limits = course.execution.limits
    vet_probes(item.config.stash[_SANDBOX], folder, limits)
    given = item.config.getoption("--autograder-submission")
    opened[folder] = set_up(
        course,
        assignment,
        item.config.stash[_SANDBOX],
        read_bytes(Path(given) if given else course.solution_notebook(assignment)),
        limits=limits,
        seed=item.config.getoption("--autograder-seed"),
        devices=devices,
    )
    return opened[folder]


def _provided(request: pytest.FixtureRequest) -> Any:
    item = request.node
    return PROVIDED[request.fixturename or ""](_prepared(item), check_of(item))


@pytest.fixture
def student(request: pytest.FixtureRequest) -> Names:
    """The notebook's functions: `student.NAME(*args)` calls NAME in the worker."""
    return cast(Names, _provided(request))


@pytest.fixture
def probe(request: pytest.FixtureRequest) -> Names:
    """The assignment's public probes, which run beside the student's code in the worker."""
    return cast(Names, _provided(request))


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> "torch.Generator":
    """A CPU generator, seeded by the run's seed and the check's name."""
    return cast("torch.Generator", _provided(request))


@pytest.fixture
def devices(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """Where this run grades: ("cpu",) or ("cpu", "cuda")."""
    return cast(tuple[str, ...], _provided(request))


@pytest.fixture
def targets(request: pytest.FixtureRequest) -> "Targets":
    """The accuracies that course.yml states, `.train` and `.test`, in per cent."""
    return cast("Targets", _provided(request))


@pytest.fixture
def trial(request: pytest.FixtureRequest) -> Any:
    """The hand-in under the task that the file's Grader names: problems, answers, what is right."""
    return _provided(request)


@pytest.fixture
def reference(request: pytest.FixtureRequest) -> ModuleType:
    """The module reference.py beside the grader: right implementations, never in the worker."""
    return cast(ModuleType, _provided(request))


@pytest.fixture
def mistakes(request: pytest.FixtureRequest) -> ModuleType:
    """The module mistakes.py beside the grader: implementations with one mistake each."""
    return cast(ModuleType, _provided(request))


def pytest_pycollect_makeitem(
    collector: pytest.Module | pytest.Class, obj: object
) -> list[pytest.Item] | None:
    """List the checks of a task's definition where a file names the task's Grader."""
    # By its shape: a run without graders need not import the kit, and torch with it.
    if not (isinstance(collector, pytest.Module) and type(obj).__name__ == "Grader"):
        return None
    tests = obj.tests(collector.path.parent)  # type: ignore[attr-defined]
    return [pytest.Function.from_parent(collector, name=n, callobj=f) for n, f in tests]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a check whose prerequisite did not pass, or whose task has run out of time."""
    if is_check(item) and (reason := why_skipped(check_of(item), _prepared(item).results)):
        pytest.skip(reason)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[Any]:
    """Turn what ended the check into its CheckResult."""
    report = yield
    if is_check(item) and (call.when == "call" or call.excinfo is not None):
        error = call.excinfo.value if call.excinfo is not None else None
        file_result(check_of(item), _prepared(item), error, call.duration)
    return report
