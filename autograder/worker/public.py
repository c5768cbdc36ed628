"""What stands in for `autograder.public` in the sandbox, where its checks would only cost time.

A notebook's check cells call `check`; a hand-in is judged by the hidden checks instead.
"""

import sys
from types import ModuleType
from typing import Any

NAMES = (
    "Bars", "Curves", "PublicCheckFailed", "PublicFailed", "PublicResult", "PublicStatus",
    "check", "final_check", "html", "run_task", "text",
)  # fmt: skip


def stand_in() -> None:
    """Let `from autograder.public import ...` find a module that checks nothing."""
    module = ModuleType("autograder.public")
    for name in NAMES:
        setattr(module, name, _check if name == "check" else _nothing)
    sys.modules["autograder.public"] = module


def _check(task: str, hints: int = 1, *, seconds: float = 0.0) -> None:  # noqa: ARG001
    print(f"{task}: judged by the hidden checks when graded.")


def _nothing(*_: Any, **__: Any) -> None:
    return None
