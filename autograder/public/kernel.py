"""The kernel that a notebook runs in: its shell, and the folder that it began in."""

from pathlib import Path
from typing import Any

# Where the notebook began, should a cell have changed the working directory since.
_BEGAN_IN = Path.cwd()


def folder_of(name: str) -> Path:
    """Return the notebook's folder: where `name` is, of the present folder and the first one."""
    here = Path.cwd()
    return here if (here / name).exists() or not (_BEGAN_IN / name).exists() else _BEGAN_IN


def ipython() -> Any:
    """Return IPython's shell, None outside of it."""
    try:
        from IPython import get_ipython
    except ImportError:
        return None
    return get_ipython()
