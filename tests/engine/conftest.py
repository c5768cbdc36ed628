"""What engine tests share: a course folder to change, and the command line as users run it."""

import os
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from folders import ROOT, copy_course
from hypothesis import HealthCheck, settings
from stubbed import environment
from xdist.scheduler import LoadScopeScheduling

import autograder.lean  # before what imports nbformat

# Begun first, so that no process works on one of them alone at the end.
LONGEST = (
    "test_audit.py", "test_suite.py", "test_sandbox_redteam.py", "test_install.py",
    "test_newcomer.py", "test_graders_known.py", "test_redteam_class.py",
    "test_importing_course.py", "test_hostile_notebooks.py", "test_public_jupyterlab.py",
    "test_authoring.py", "test_publish.py", "test_right_anyway.py", "test_interrupted.py",
    "test_notebooks.py",
    "test_by_hand.py", "test_new.py", "test_init.py", "test_week_walked.py", "test_week.py",
    "test_feedback_pages.py", "test_bulk.py", "test_cluster.py", "test_cli.py", "test_show.py",
    "test_check_watch.py", "test_check.py", "test_release.py", "test_grade_faults.py",
    "test_docs_ta.py", "test_feedback_exchange.py", "test_cli_isolation.py", "test_feedback.py",
    "test_gradebook_postgres.py", "test_clean_pages.py", "test_formgrader.py",
    "test_worker_eager.py", "test_regrade.py", "test_public_deadline.py",
)  # fmt: skip


# By these a terminal or a CI has programs print in another width, or in colours.
PRINTING = (
    "COLUMNS", "LINES", "FORCE_COLOR", "NO_COLOR", "PY_COLORS", "GITHUB_ACTIONS",
    "TTY_COMPATIBLE", "TTY_INTERACTIVE",
)  # fmt: skip

# No example fails for the time that it took.
settings.register_profile("any", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any")


def pytest_configure():
    """Give what tests start the usual signals and surroundings, however this was started.

    By `&` or `nohup` some signals are ignored: by every child too, but for those that we catch.
    """
    for name in PRINTING:
        os.environ.pop(name, None)
    for ignored in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
        if signal.getsignal(ignored) is signal.SIG_IGN:
            signal.signal(ignored, lambda *_: None)


def pytest_collection_modifyitems(items):
    """Put the longest files first, in the order of `LONGEST`."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.name, len(places)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Spread single tests, but keep together those that share what takes long to make."""
    return Spread(config, log)


class Spread(LoadScopeScheduling):
    """Gives out files with a fixture of their own, folders of graders, and else single tests."""

    def _split_scope(self, nodeid):
        file = nodeid.split("::")[0]
        if file.startswith("tests/graders/"):
            return str(Path(file).parent)  # their plug-in starts one sandbox for each
        return file if _shares(file) else nodeid


@cache
def _shares(file):
    return 'scope="module"' in (ROOT / file).read_text()


@pytest.fixture
def course_folder(tmp_path):
    """A course folder of one's own, as released, with nothing handed in."""
    return copy_course(tmp_path / "course")


@pytest.fixture
def orders(tmp_path, monkeypatch):
    """Have graders be stubs; return the folder in which they look for what to do."""
    folder = tmp_path / "orders"
    folder.mkdir()
    for name, value in environment(folder).items():
        monkeypatch.setenv(name, value)
    return folder


@pytest.fixture
def autograder():
    """Run the command line in a folder; returns the finished process with its text."""

    def run(*arguments, cwd):
        return subprocess.run(
            [str(Path(sys.executable).parent / "autograder"), *map(str, arguments)],
            cwd=cwd,
            capture_output=True,
            text=True,
            timeout=3600,  # then it hangs, however slow the machine is
            check=False,
        )

    return run
