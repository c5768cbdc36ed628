"""Which of the notebook's own data a task's code reads, beside what it is handed.

Advice for a message, never a verdict: such code may still be right.
"""

import ast
from collections.abc import Iterable
from functools import lru_cache

from autograder.notebooks.cells import grade_id, is_locked
from autograder.notebooks.node import NotebookNode


def outside_data(notebook: NotebookNode, read: Iterable[str]) -> list[str]:
    """Return the names that given cells assign, of those that the functions of a task `read`.

    `notebook` is repaired: its given cells are ours, and no code of a student is parsed here.
    """
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    given = (cell.source for cell in code if grade_id(cell) is not None and is_locked(cell))
    return sorted(_assigned(tuple(given)).intersection(read))


@lru_cache(maxsize=8)
def _assigned(sources: tuple[str, ...]) -> frozenset[str]:
    """Return what cells of ours assign at their top; their magics, if any, assign nothing.

    They are the same for a whole class.
    """
    names: set[str] = set()
    for source in sources:
        try:
            body = ast.parse(source).body
        except SyntaxError:
            continue
        for part in body:
            if isinstance(part, ast.Assign):
                stored = (node for target in part.targets for node in ast.walk(target))
                names.update(node.id for node in stored if isinstance(node, ast.Name))
    return frozenset(names)
