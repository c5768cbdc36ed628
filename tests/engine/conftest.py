"""What engine tests share: a course folder to change, and the command line as users run it."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from folders import copy_course
from hypothesis import HealthCheck, settings

import autograder.lean  # before what imports nbformat

# Begun first, so that no process works on one of them alone at the end.
LONGEST = (
    "test_graders_known.py", "test_sandbox_redteam.py", "test_audit.py", "test_interrupted.py",
    "test_bulk.py", "test_cluster.py", "test_authoring.py", "test_cli.py",
    "test_newcomer.py", "test_public_jupyterlab.py", "test_feedback_pages.py",
    "test_check_watch.py", "test_check.py",
    "test_notebooks.py", "test_release.py", "test_public_known.py", "test_cli_isolation.py",
    "test_redteam_class.py",  # not beside test_sandbox_redteam.py, whose canary is the same
)  # fmt: skip


# No example fails for the time that it took.
settings.register_profile("any", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any")


def pytest_configure():
    """Give what tests start the usual signals, also where this was started by `&` or `nohup`.

    A signal that is ignored is ignored by every child; one that is caught is not.
    """
    for ignored in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
        if signal.getsignal(ignored) is signal.SIG_IGN:
            signal.signal(ignored, lambda *_: None)


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in the same hook
def pytest_collection_modifyitems(items):
    """Put the longest files first, and keep together what shares a fixture that takes long."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.name, len(places)))
    for item in items:
        if item.get_closest_marker("xdist_group") is None and _shares(item):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


def _shares(item):
    """Whether a test uses a fixture of its file or of all tests that is made once."""
    fixtures = item._fixtureinfo.name2fixturedefs.values()
    return any(one.baseid and one.scope != "function" for ones in fixtures for one in ones)


@pytest.fixture
def course_folder(tmp_path):
    """A course folder of one's own, as released, with nothing handed in."""
    return copy_course(tmp_path / "course")


@pytest.fixture
def autograder():
    """Run the command line in a folder; returns the finished process with its text."""

    def run(*arguments, cwd, timeout=300):
        return subprocess.run(
            [str(Path(sys.executable).parent / "autograder"), *map(str, arguments)],
            cwd=cwd,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    return run
