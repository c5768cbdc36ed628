"""The hidden graders of one assignment, collected once by pytest and run for every hand-in."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from autograder.course import Assignment, Course
from autograder.errors import GradersError
from autograder.grading.checks import Check, check_of, is_check

# pytest's own plug-ins that cost time or print, and that grading has no use for. The last two
# collect all garbage five times over as they end.
_UNUSED = (
    "terminal", "cacheprovider", "logging", "warnings", "junitxml", "faulthandler",
    "unraisableexception", "threadexception",
)  # fmt: skip


class HiddenGraders:
    """The pytest run whose collected items are the hidden checks of one assignment."""

    def __init__(self, course: Course, assignment: Assignment) -> None:
        self._course = course
        self._assignment = assignment
        self._body: Callable[[pytest.Session], None] | None = None
        self._failure: BaseException | None = None
        self._complaints: list[str] = []

    def run(self, body: Callable[[pytest.Session], None]) -> None:
        """Collect, then call `body` inside pytest's run loop; re-raise what it raises."""
        self._body = body
        folder = self._course.graders_dir(self._assignment)
        files = dict.fromkeys(str(folder / task.grader) for task in self._assignment.tasks)
        _forget(files, self._course.root)
        # The course folder's own pytest settings are for its tests, not for grading. A plain
        # `assert` stays plain: its rewritten text would hold the hidden inputs.
        options = ["-c", os.devnull, f"--rootdir={self._course.root}", "--import-mode=importlib"]
        options += ["--assert=plain", "--strict-markers", "--capture=no"]
        options += [f"-pno:{name}" for name in _UNUSED]
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):  # of the tests of whoever grades
            os.environ.pop(name, None)
        code = pytest.main(
            [*options, "-p", "autograder.grading.pytest_plugin", *files], plugins=[self]
        )
        if self._failure is not None:
            raise self._failure
        # Failed checks are what hand-ins are for; no other exit code is.
        if self._complaints or code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
            raise GradersError(
                "\n".join(self._complaints) or f"pytest ended with {code!r}",
                remedy=f"`pytest {folder}` shows more",
            )

    def checks(self, session: pytest.Session) -> list[Check]:
        """Return the collected checks in the order of course.yml.

        Raises GradersError where tasks, points or prerequisites do not fit.
        """
        checks = [check_of(item) for item in session.items if is_check(item)]
        order = {task.id: place for place, task in enumerate(self._assignment.tasks)}
        for check in checks:
            if check.task not in order:
                raise GradersError(
                    f"{check.item.nodeid}: {self._assignment.id} has no task {check.task!r}",
                    remedy=f"one of {', '.join(order)}",
                )
        for task in self._assignment.tasks:
            total = sum(check.points for check in checks if check.task == task.id)
            if abs(total - task.points) > 1e-9:
                raise GradersError(
                    f"the checks of task {task.id} are worth {total:g} points, "
                    f"course.yml says {task.points:g}",
                    remedy=f"change the marks in {task.grader} or the points in course.yml",
                )
        _check_prerequisites(checks)
        return sorted(checks, key=lambda check: order[check.task])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what went wrong while collecting."""
        if report.failed:
            self._complaints.append(f"{report.nodeid}: {report.longreprtext}")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run `body` where pytest would run each item once."""
        assert self._body is not None
        if not self._complaints:
            try:
                self._body(session)
            except BaseException as failure:
                self._failure = failure
        return True


def _forget(files: Iterable[str], root: Path) -> None:
    """Unload the graders of another course folder: pytest takes a module of that name for ours."""
    for file in files:
        name = ".".join(Path(file).relative_to(root).with_suffix("").parts)
        loaded = sys.modules.get(name)
        if loaded is not None and loaded.__file__ != file:
            del sys.modules[name]


def _check_prerequisites(checks: Sequence[Check]) -> None:
    """Raise GradersError where a check requires what has not run before it: it would not wait."""
    earlier: set[tuple[str, str]] = set()
    for check in checks:
        for name in check.requires:
            if (check.task, name) not in earlier:
                raise GradersError(
                    f"{check.item.nodeid} requires {name}, which is no earlier check of its task",
                    remedy="correct the name, or move the check below what it requires",
                )
        earlier.add((check.task, check.name))
