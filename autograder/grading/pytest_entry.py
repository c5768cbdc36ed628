"""What every pytest of an environment loads that has the engine: the plug-in, where it can be.

A student's install has no use for it, and lacks what it needs.
"""

from importlib.util import find_spec

import pytest


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:  # noqa: ARG001
    """Load the plug-in, whose options are added then."""
    if find_spec("nbgrader") is not None:
        pluginmanager.import_plugin("autograder.grading.pytest_plugin")
