"""Which of the notebook's own data a task's code reads, beside what it is handed.

Advice for a message, never a verdict: such code may still be right.
"""

import ast
import symtable
from collections.abc import Iterator
from functools import lru_cache

from nbformat import NotebookNode

from autograder.notebook.cells import grade_id, is_locked


def outside_data(notebook: NotebookNode, task: str) -> list[str]:
    """Return the names that given cells assign and the functions of a task's cell read.

    `notebook` is repaired. A cell that is no Python reads nothing.
    """
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    mine = "\n".join(cell.source for cell in code if grade_id(cell) == task)
    given = (cell.source for cell in code if grade_id(cell) is not None and is_locked(cell))
    try:
        read = set(_read(symtable.symtable(mine, "cell", "exec")))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return sorted(read & _assigned(tuple(given)))


def _read(table: symtable.SymbolTable) -> Iterator[str]:
    for scope in table.get_children():
        if scope.get_type() == "function":
            for name in scope.get_symbols():
                if name.is_global() and name.is_referenced():
                    yield name.get_name()
        yield from _read(scope)


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
