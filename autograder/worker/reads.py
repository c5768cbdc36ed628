"""Which names the functions in a cell read from outside of themselves.

Found in its syntax, and here, for Python's parser takes minutes for some short cells: a question to
the worker has a deadline.
"""

import symtable
from collections.abc import Iterator


def names_read(source: str) -> list[str]:
    """Return the global names that functions in `source` read; none where it is no Python."""
    try:
        return sorted(set(_read(symtable.symtable(source, "cell", "exec"))))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _read(table: symtable.SymbolTable) -> Iterator[str]:
    for scope in table.get_children():
        if scope.get_type() == "function":
            for name in scope.get_symbols():
                if name.is_global() and name.is_referenced():
                    yield name.get_name()
        yield from _read(scope)
