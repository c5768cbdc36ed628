"""Edits of whole statements: those of a function, of a loop, of any other block."""

from collections.abc import Iterator, Sequence

import libcst as cst
import libcst.matchers as m

from autograder.authoring.mutants.arithmetic import Edits

Body = Sequence[cst.BaseStatement]

_DEFINITIONS = (cst.FunctionDef, cst.ClassDef)
# What does nothing where it is done at once again.
_IDEMPOTENT = m.Expr(
    m.Call(
        m.Attribute(
            attr=m.Name("zero_grad")
            | m.Name("zero_")
            | m.Name("train")
            | m.Name("eval")
            | m.Name("manual_seed")
            | m.Name("__init__")
        )
    )
)
_LEAVES = m.Break() | m.Continue()
_JUMPS = m.Return() | m.Break() | m.Continue() | m.Raise()


def statements(node: cst.CSTNode) -> Edits:
    """Yield the edits of the statements of a block."""
    if not isinstance(node, cst.IndentedBlock):
        return
    for name, body in _bodies(node.body):
        yield name, node.with_changes(body=body)


def _bodies(body: Body) -> Iterator[tuple[str, Body]]:
    for place, statement in enumerate(body):
        before, after = body[:place], body[place + 1 :]
        if _stays(statement):
            continue
        # A block's only statement is left out with the block itself.
        if before or after:
            yield "statement left out", [*before, *after]
        if _counts_twice(statement):
            yield "statement doubled", [*before, statement, statement, *after]
        if after and _may_change_places(statement, after[0]):
            yield "statements exchanged", [*before, after[0], statement, *after[1:]]
        for name, instead in _unwrapped(statement):
            yield name, [*before, *instead, *after]
        if isinstance(statement, cst.For | cst.While):
            yield from _over_the_edge(before, statement, after)


def _unwrapped(statement: cst.BaseStatement) -> Iterator[tuple[str, Body]]:
    """Yield what is in a `with` or in an `if` alone, without its head."""
    if isinstance(statement, cst.With | cst.If) and isinstance(statement.body, cst.IndentedBlock):
        name = "with unwrapped" if isinstance(statement, cst.With) else "branch"
        yield name, statement.body.body
    if m.matches(statement, m.If(orelse=m.Else(body=m.IndentedBlock()))):
        otherwise = cst.ensure_type(cst.ensure_type(statement, cst.If).orelse, cst.Else)
        yield "branch", cst.ensure_type(otherwise.body, cst.IndentedBlock).body


def _over_the_edge(
    before: Body, loop: cst.For | cst.While, after: Body
) -> Iterator[tuple[str, Body]]:
    """Yield the body in which a statement has moved out of the loop, or into it."""
    if not isinstance(loop.body, cst.IndentedBlock):
        return
    inside = loop.body.body
    for place, statement in enumerate(inside):
        if len(inside) > 1 and not _stays(statement) and not m.findall(statement, _LEAVES):
            rest = _with_body(loop, [*inside[:place], *inside[place + 1 :]])
            yield "moved out of the loop", [*before, statement, rest, *after]
            yield "moved out of the loop", [*before, rest, statement, *after]
    if after and not _stays(after[0]):
        yield "moved into the loop", [*before, _with_body(loop, [*inside, after[0]]), *after[1:]]
    if before and not _stays(before[-1]):
        yield (
            "moved into the loop",
            [*before[:-1], _with_body(loop, [before[-1], *inside]), *after],
        )


def _with_body(loop: cst.For | cst.While, body: Body) -> cst.For | cst.While:
    changed = loop.with_deep_changes(loop.body, body=body)
    assert isinstance(changed, cst.For | cst.While)
    return changed


def says(node: cst.CSTNode) -> bool:
    """Say whether a statement prints, and does nothing else: no mistake in it costs anybody."""
    printed = m.SimpleStatementLine(body=[m.Expr(m.Call(m.Name("print")))])
    block = m.IndentedBlock(body=[m.AtLeastN(printed, n=1)])
    return m.matches(node, printed | m.If(body=block, orelse=None))


def _stays(statement: cst.BaseStatement) -> bool:
    return _is_docstring(statement) or isinstance(statement, _DEFINITIONS) or says(statement)


def _is_docstring(statement: cst.BaseStatement) -> bool:
    text = m.SimpleString() | m.ConcatenatedString()
    return m.matches(statement, m.SimpleStatementLine(body=[m.Expr(text)]))


def _counts_twice(statement: cst.BaseStatement) -> bool:
    """Say whether a statement does more where it is run twice, as far as one can see."""
    if not isinstance(statement, cst.SimpleStatementLine):
        return False
    if m.findall(statement, _IDEMPOTENT):
        return False
    updates = [
        one
        for one in statement.body
        if isinstance(one, cst.Assign) and isinstance(one.value, cst.BinaryOperation)
    ]
    return bool(m.findall(statement, m.Expr() | m.AugAssign())) or any(
        _names(one.value) & {name for target in one.targets for name in _names(target)}
        for one in updates
    )


def _may_change_places(first: cst.BaseStatement, second: cst.BaseStatement) -> bool:
    """Say whether two neighbours may do something else in the other order, as far as one can see.

    What stands behind a return is left out, which is another edit.
    """
    if _stays(second) or any(m.findall(one, _JUMPS) for one in (first, second)):
        return False
    if m.findall(first, m.Call()) and m.findall(second, m.Call()):
        return True
    return bool(_names(first) & _written(second) or _names(second) & _written(first))


def _names(node: cst.CSTNode) -> set[str]:
    return {cst.ensure_type(name, cst.Name).value for name in m.findall(node, m.Name())}


def _written(statement: cst.BaseStatement) -> set[str]:
    targets = m.findall(statement, m.AssignTarget())
    targets = [cst.ensure_type(target, cst.AssignTarget).target for target in targets]
    targets += [
        cst.ensure_type(one, cst.AugAssign).target for one in m.findall(statement, m.AugAssign())
    ]
    return {name for target in targets for name in _names(target)}
