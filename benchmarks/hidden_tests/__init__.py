"""The hidden tests that nbgrader and otter-grader run: the content of our hidden graders.

One module for each task of `adaline`; a test is a function of the notebook's namespace that
asserts. They are written into check cells (nbgrader) and test files (otter-grader) as text.
"""

import ast
from dataclasses import dataclass
from pathlib import Path

TASKS = ("manual_gradient", "grad_call", "backward_loop", "linear_model")
_HERE = Path(__file__).parent


@dataclass(frozen=True)
class TaskTests:
    """The tests of one task: `source` defines them and all they need, `names` are its tests."""

    task: str
    source: str
    names: tuple[str, ...]


def hidden_tests(task: str) -> TaskTests:
    """Return the hidden tests of a task, as text that stands by itself."""
    text = (_HERE / f"{task}.py").read_text(encoding="utf-8")
    tree = ast.parse(text)
    names = tuple(
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )
    last_import = max(
        node.end_lineno or 0 for node in tree.body if isinstance(node, ast.ImportFrom)
    )
    own = "\n".join(text.splitlines()[last_import:])
    shared = (_HERE / "problems.py").read_text(encoding="utf-8")
    return TaskTests(task, f"{shared}\n{own}\n", names)
