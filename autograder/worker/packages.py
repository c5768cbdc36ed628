"""Installing packages, which a notebook cannot do while it is graded: it is said at once.

There is no network, and pip would look for one for nine seconds before it says so.
"""

import os
import re
from typing import Any

_NOTHING = (
    "Nothing is installed while the notebook is graded: it runs with the packages that the course"
    " promises."
)
_MAGICS = ("pip", "conda", "mamba", "micromamba", "uv")
_COMMAND = re.compile(
    r"\s*(?:sudo\s+)?(?:\S*python[\d.]*\s+-m\s+)?(?:pip[\d.]*|conda|mamba|micromamba|uv)\s"
)
# For a pip that is started in another way.
_PIP = {"PIP_NO_INDEX": "1", "PIP_RETRIES": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def install_nothing(shell: Any) -> None:
    """Have `%pip` and the like answer at once in IPython's shell, and pip look at no index."""
    for name in _MAGICS:
        shell.register_magic_function(_say, "line", name)
    os.environ.update(_PIP)


def installs(command: str) -> bool:
    """Whether a command line (`!pip install x`) is about packages; says that it does nothing."""
    if not _COMMAND.match(f"{command} "):
        return False
    _say()
    return True


def _say(_line: str = "") -> None:
    print(_NOTHING)
