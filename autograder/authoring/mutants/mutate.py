"""Every mutant of a cell: all edits that the operators know, tried one at a time."""

import ast
import warnings
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import libcst as cst
import libcst.matchers as m

from autograder.authoring.mutants.arithmetic import arithmetic
from autograder.authoring.mutants.calls import calls
from autograder.authoring.mutants.statements import says, statements

_OPERATORS = (arithmetic, calls, statements)
# What is a sign, or one more, to Python, and an accident to whoever writes it.
_ATOM = m.UnaryOperation(m.Minus(), m.Integer())
_SHAPE = m.Call(m.Attribute(attr=m.Name("view") | m.Name("reshape")))


@dataclass(frozen=True)
class Mutant:
    """A source with one change, and what was done to it."""

    operator: str
    source: str


def mutants(source: str, known: Collection[str] = ()) -> list[Mutant]:
    """Return the mutants of a cell's source, in a fixed order.

    Left out is what does not compile, what is the same code as `source` or as another mutant, and
    what is among `known`, as `normal` gives it. Raises ValueError where the source is not Python.
    """
    try:
        module = cst.parse_module(source)
    except cst.ParserSyntaxError as error:
        raise ValueError(f"line {error.raw_line}: {error.message}") from None
    seen = {normal(source), *known}
    found = []
    for operator, mutated in _edited(module):
        form = normal(mutated)
        if form and form not in seen:
            seen.add(form)
            found.append(Mutant(operator, mutated))
    return found


def normal(source: str) -> str:
    """Return what two sources of the same code have in common; "" for one that does not compile.

    Comments, layout, brackets and docstrings play no part.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is odd about a mutant is not ours to warn of
            tree = ast.parse(source)
            compile(source, "<mutant>", "exec")
    except (SyntaxError, ValueError):
        return ""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:]
    return ast.dump(tree)


def _edited(module: cst.Module) -> Iterator[tuple[str, str]]:
    nodes = _Nodes()
    module.visit(nodes)
    for node in nodes.found:
        for operators in _OPERATORS:
            for name, edited in operators(node):
                changed = module.deep_replace(node, edited)
                assert isinstance(changed, cst.Module)
                yield name, changed.code


class _Nodes(cst.CSTVisitor):
    """Collects what may be edited, from the top and from left to right."""

    def __init__(self) -> None:
        self.found: list[cst.CSTNode] = []
        self._left_alone: set[int] = set()

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.Annotation) or id(node) in self._left_alone or says(node):
            return False
        if m.matches(node, _SHAPE):
            values = [arg.value for arg in cst.ensure_type(node, cst.Call).args]
            sizes = (value for value in values if m.matches(value, _ATOM | m.Integer()))
            self._left_alone |= set(map(id, sizes))
        self.found.append(node)
        return not m.matches(node, _ATOM)
