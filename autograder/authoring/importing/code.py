"""What the code of a cell binds and reads, as far as its syntax tells; nothing is run."""

import ast
import builtins
import symtable
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from IPython.core.inputtransformer2 import TransformerManager

_ALWAYS = frozenset(dir(builtins)) | {"get_ipython", "display", "__name__", "_", "__"}
_DEFINING = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)


@dataclass(frozen=True)
class Code:
    """The code of a cell, or of a part of it."""

    source: str

    @cached_property
    def python(self) -> str:
        """The source, with magics and command lines as the calls that they mean; "" for none."""
        if _parsed(self.source) is not None:
            return self.source
        try:
            manager = TransformerManager()  # type: ignore[no-untyped-call]
            changed = str(manager.transform_cell(self.source))
        except Exception:  # IPython's own parser, on what is no Python at all
            return ""
        return changed if _parsed(changed) is not None else ""

    @cached_property
    def tree(self) -> ast.Module:
        """The tree of the source, empty where it is no Python."""
        return _parsed(self.python) or ast.Module([], [])

    @property
    def readable(self) -> bool:
        """Whether it is Python, after magics are rewritten."""
        return bool(self.python.strip()) or not self.source.strip()

    @cached_property
    def bound(self) -> frozenset[str]:
        """The names that it binds at its top level."""
        return frozenset(name for node in self.tree.body for name in _bound(node))

    @cached_property
    def read(self) -> frozenset[str]:
        """The names that it reads, in functions too, but for Python's own."""
        try:
            table = symtable.symtable(self.python, "<cell>", "exec")
        except SyntaxError:  # it awaits something, which only IPython lets a cell do
            names = (node for node in ast.walk(self.tree) if isinstance(node, ast.Name))
            return frozenset(name.id for name in names) - _ALWAYS
        return frozenset(_globals_read(table)) - _ALWAYS

    @cached_property
    def needed(self) -> frozenset[str]:
        """The names that it reads and does not bind itself."""
        return self.read - self.bound

    @cached_property
    def imports_all(self) -> bool:
        """Whether it has an `import *`, after which anything may be bound."""
        stars = (n for n in ast.walk(self.tree) if isinstance(n, ast.ImportFrom))
        return any(alias.name == "*" for node in stars for alias in node.names)

    def imports(self, name: str) -> bool:
        """Say whether it binds `name` by importing it."""
        imports = (n for n in self.tree.body if isinstance(n, ast.Import | ast.ImportFrom))
        return any(name in _bound(node) for node in imports)

    @property
    def statements(self) -> list[ast.stmt]:
        """Its top-level statements, without a docstring."""
        first = self.tree.body[:1]
        has_docstring = first and _is_text(first[0])
        return self.tree.body[1:] if has_docstring else self.tree.body

    def definitions(self) -> list["Code"]:
        """Return its imports, functions, classes and constants, each as code of its own."""
        found = []
        for node in self.tree.body:
            if isinstance(node, _DEFINING) or _is_constant(node):
                found.append(Code(_segment(self.python, node)))
        return found


def prelude(code: Code, earlier: Iterable[Code], given: frozenset[str]) -> list[Code]:
    """Return the definitions of `earlier` code that `code` needs, in their order.

    Not those of names that are `given` without them.
    """
    needed = set(code.needed) - given
    chosen: list[Code] = []
    for one in reversed([one for code_ in earlier for one in code_.definitions()]):
        if one.bound & needed:
            chosen.insert(0, one)
            needed = (needed - one.bound) | (one.needed - given)
    return chosen


def _parsed(source: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
            compile(tree, "<cell>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return tree


def _bound(node: ast.AST) -> Iterable[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [(alias.asname or alias.name).split(".")[0] for alias in node.names]
    if isinstance(node, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        return []
    own = [node.id] if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) else []
    return [*own, *(name for child in ast.iter_child_nodes(node) for name in _bound(child))]


def _globals_read(table: symtable.SymbolTable) -> Iterable[str]:
    top = table.get_type() == "module"
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (top or symbol.is_global()):
            yield symbol.get_name()
    for inner in table.get_children():
        yield from _globals_read(inner)


def _is_constant(node: ast.stmt) -> bool:
    names = (ast.Name, ast.Call, ast.Await)
    return isinstance(node, ast.Assign) and not any(
        isinstance(part, names) for part in ast.walk(node.value)
    )


def _is_text(node: ast.stmt) -> bool:
    value = node.value if isinstance(node, ast.Expr) else None
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def _segment(source: str, node: ast.stmt) -> str:
    """Return the lines of a top-level statement, decorators too."""
    decorators = [d.lineno for d in getattr(node, "decorator_list", [])]
    first = min([node.lineno, *decorators])
    return "\n".join(source.split("\n")[first - 1 : node.end_lineno])
