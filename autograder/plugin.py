"""The pytest plug-in: fixtures for hidden graders, and a CheckResult for each check.

`pytest tests/graders/adaline` grades the solution; `--submission PATH` grades a notebook. Under
`autograder grade` the bench of the hand-in is put into the configuration's stash before the items
run, and the same items run again for the next hand-in.

This module is loaded by every pytest of an environment that has the package, so it imports torch
and the sandbox only once a grader asks for a fixture.
"""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from autograder.errors import GradersError
from autograder.model import CheckResult, Device, Status

if TYPE_CHECKING:
    import torch

    from autograder.bench import Bench
    from autograder.course import Targets

BENCH = pytest.StashKey["Bench | None"]()
_OPENED = pytest.StashKey["dict[Path, Bench]"]()
_SANDBOX = pytest.StashKey[Any]()

OUT_OF_TIME = frozenset({Status.TIMEOUT, Status.MEMORY})


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of a run by hand."""
    group = parser.getgroup("autograder")
    group.addoption(
        "--submission", metavar="NOTEBOOK", help="notebook to grade (default: the solution)"
    )
    group.addoption(
        "--device",
        choices=[str(device) for device in Device],
        default="auto",
        help="where hidden checks run: the CPU always, CUDA too where there is one (auto)",
    )
    group.addoption("--seed", type=int, default=0, help="seed of the hidden checks' inputs")


def pytest_configure(config: pytest.Config) -> None:
    """Declare the markers that graders use."""
    config.addinivalue_line("markers", "task(id): the task of course.yml that a grader belongs to")
    config.addinivalue_line("markers", "points(n): what a check is worth")
    config.addinivalue_line("markers", "requires(*names): skip where these checks did not pass")
    config.stash[BENCH] = None
    config.stash[_OPENED] = {}


def pytest_unconfigure(config: pytest.Config) -> None:
    """Close what a run by hand opened."""
    for bench in config.stash.get(_OPENED, {}).values():
        bench.student.close()
    sandbox = config.stash.get(_SANDBOX, None)
    if sandbox is not None:
        sandbox.close()


def is_check(item: pytest.Item) -> bool:
    """Whether a collected item is a hidden check (it belongs to a task)."""
    return item.get_closest_marker("task") is not None


def task_of(item: pytest.Item) -> str:
    """Return the task id of a check."""
    marker = item.get_closest_marker("task")
    assert marker is not None
    return str(marker.args[0])


def points_of(item: pytest.Item) -> float:
    """Return the points of a check; raises GradersError where it declares none."""
    marker = item.get_closest_marker("points")
    if marker is None or not marker.args:
        raise GradersError(
            f"{item.nodeid}: the check has no points",
            remedy="mark it with @pytest.mark.points(n)",
        )
    return float(marker.args[0])


def required_by(item: pytest.Item) -> list[str]:
    """Return the names of the checks that must pass before this one runs."""
    return [str(name) for marker in item.iter_markers("requires") for name in marker.args]


def title_of(item: pytest.Item) -> str:
    """Return what students and TAs read as the check's name: the first line of its docstring."""
    doc = getattr(getattr(item, "obj", None), "__doc__", None) or item.name.replace("_", " ")
    return str(doc).strip().splitlines()[0]


def _bench(item: pytest.Item) -> "Bench":
    bench = item.config.stash[BENCH]
    return bench if bench is not None else _bench_by_hand(item)


def _bench_by_hand(item: pytest.Item) -> "Bench":
    """Open the bench of `--submission`, or of the solution, once for each folder of graders."""
    from autograder.bench import set_up, vet_probes
    from autograder.course import find_course_root, load_course
    from autograder.sandbox import Sandbox

    folder = item.path.parent
    opened = item.config.stash[_OPENED]
    for other, bench in opened.items():
        if other != folder:
            bench.student.close()  # a sandbox runs one hand-in at a time
    if folder in opened:
        return opened[folder]
    course = load_course(find_course_root(folder))
    assignment = course.assignment(folder.name)
    devices = devices_for(Device(item.config.getoption("--device")))
    if _SANDBOX not in item.config.stash:
        sandbox = Sandbox(course.execution.limits, cuda="cuda" in devices)
        sandbox.start()
        item.config.stash[_SANDBOX] = sandbox
    limits = course.execution.limits
    vet_probes(item.config.stash[_SANDBOX], folder, limits)
    given = item.config.getoption("--submission")
    opened[folder] = set_up(
        course,
        assignment,
        item.config.stash[_SANDBOX],
        Path(given) if given else course.solution_notebook(assignment),
        limits=limits,
        seed=item.config.getoption("--seed"),
        devices=devices,
    )
    return opened[folder]


def devices_for(device: Device) -> tuple[str, ...]:
    """Return where checks run: the CPU always, and CUDA where it is asked for or found.

    Raises GradersError where CUDA is asked for and there is none.
    """
    if device is Device.CPU:
        return ("cpu",)
    import torch

    if torch.cuda.is_available():
        return ("cpu", "cuda")
    if device is Device.CUDA:
        raise GradersError(
            "--device cuda: this machine has no CUDA device that torch can use",
            remedy="use --device cpu, or install a CUDA build of torch and its driver",
        )
    return ("cpu",)


def check_seed(seed: int, item: pytest.Item) -> int:
    """Return the seed of one check, from the run's seed and the check's name, not its place."""
    digest = hashlib.sha256(f"{seed}:{task_of(item)}:{item.name}".encode()).digest()
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


@pytest.fixture
def student(request: pytest.FixtureRequest) -> Names:
    """The notebook's functions: `student.NAME(*args)` calls NAME in the worker."""
    return Names(_bench(request.node).student.call, _seed_of(request))


@pytest.fixture
def probe(request: pytest.FixtureRequest) -> Names:
    """The assignment's public probes, which run beside the student's code in the worker."""
    return Names(_bench(request.node).student.probe, _seed_of(request))


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> "torch.Generator":
    """A CPU generator, seeded by the run's seed and the check's name."""
    import torch

    return torch.Generator().manual_seed(_seed_of(request))


@pytest.fixture
def devices(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """Where this run grades: ("cpu",) or ("cpu", "cuda")."""
    return _bench(request.node).devices


@pytest.fixture
def targets(request: pytest.FixtureRequest) -> "Targets":
    """The accuracies that course.yml states, `.train` and `.test`, in per cent."""
    assignment = _bench(request.node).assignment
    if assignment.targets is None:
        raise GradersError(f"course.yml states no targets for {assignment.id}")
    return assignment.targets


@pytest.fixture
def reference(request: pytest.FixtureRequest) -> ModuleType:
    """The module reference.py beside the grader: right implementations, never in the worker."""
    return _sibling(request, "reference")


@pytest.fixture
def mistakes(request: pytest.FixtureRequest) -> ModuleType:
    """The module mistakes.py beside the grader: implementations with one mistake each."""
    return _sibling(request, "mistakes")


def _sibling(request: pytest.FixtureRequest, name: str) -> ModuleType:
    from autograder.bench import sibling

    return sibling(_bench(request.node).graders_dir, name)


def _seed_of(request: pytest.FixtureRequest) -> int:
    return check_seed(_bench(request.node).seed, request.node)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a check whose prerequisite did not pass, or whose task has run out of time."""
    if not is_check(item):
        return
    results = _bench(item).results
    for result in results.values():
        if result.task == task_of(item) and result.status in OUT_OF_TIME:
            pytest.skip(f"not run, since “{result.title}” ended by {result.status}")
    for name in required_by(item):
        needed = results.get(result_key(task_of(item), name))
        if needed is None or needed.status is Status.PASS:
            continue
        if needed.status is Status.SKIPPED:
            pytest.skip(needed.message)  # what both wait for is the first cause
        pytest.skip(f"not run, since it needs “{needed.title}”")


def result_key(task: str, name: str) -> str:
    """Return the key of a check among a bench's results; names repeat between tasks."""
    return f"{task}::{name}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[Any]:
    """Turn what ended the check into its CheckResult."""
    report = yield
    if is_check(item) and (call.when == "call" or call.excinfo is not None):
        _record(item, call)
    return report


def _record(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    from autograder.verdict import Verdict, judge

    error = call.excinfo.value if call.excinfo is not None else None
    bench = _bench(item)
    if isinstance(error, pytest.skip.Exception):
        verdict = Verdict(Status.SKIPPED, str(error.msg))
    else:
        verdict = judge(error, bench.student.fault_of(task_of(item)))
    points = points_of(item)
    bench.results[result_key(task_of(item), item.name)] = CheckResult(
        task=task_of(item),
        name=item.name,
        title=title_of(item),
        status=verdict.status,
        points=points if verdict.status is Status.PASS else 0.0,
        max_points=points,
        message=verdict.message,
        diagnosis=verdict.diagnosis,
        hint=verdict.hint,
        evidence=verdict.evidence,
        seconds=round(call.duration, 4),
    )
