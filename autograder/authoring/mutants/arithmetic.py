"""Edits of numbers and of what is done with them."""

from collections.abc import Iterator
from typing import TypeAlias

import libcst as cst
import libcst.matchers as m

Edits: TypeAlias = Iterator[tuple[str, cst.CSTNode]]

_Operator: TypeAlias = type[cst.BaseBinaryOp]

_OTHER_OPERATORS: dict[_Operator, tuple[_Operator, ...]] = {
    cst.Add: (cst.Subtract,),
    cst.Subtract: (cst.Add,),
    cst.Divide: (cst.Multiply,),
    cst.MatrixMultiply: (cst.Multiply,),
    cst.Power: (cst.Multiply, cst.BitXor),
}
_OTHER_UPDATE: dict[type[cst.BaseAugOp], type[cst.BaseAugOp]] = {
    cst.AddAssign: cst.SubtractAssign,
    cst.SubtractAssign: cst.AddAssign,
    cst.MultiplyAssign: cst.DivideAssign,
    cst.DivideAssign: cst.MultiplyAssign,
}
# Another comparison, and what is done about the boundary.
_COMPARISONS: dict[type[cst.BaseCompOp], dict[str, type[cst.BaseCompOp]]] = {
    cst.LessThan: {"off by one": cst.LessThanEqual, "comparison": cst.GreaterThan},
    cst.LessThanEqual: {"off by one": cst.LessThan, "comparison": cst.GreaterThan},
    cst.GreaterThan: {"off by one": cst.GreaterThanEqual, "comparison": cst.LessThan},
    cst.GreaterThanEqual: {"off by one": cst.GreaterThan, "comparison": cst.LessThan},
    cst.Equal: {"comparison": cst.NotEqual},
    cst.NotEqual: {"comparison": cst.Equal},
    cst.Is: {"comparison": cst.IsNot},
    cst.IsNot: {"comparison": cst.Is},
}
_EXCHANGED = (cst.Subtract, cst.MatrixMultiply)
# Which operands may be left out.
_LEAVES = {cst.Add: "both", cst.Multiply: "both", cst.Subtract: "second", cst.Divide: "second"}
_COUNTS = m.Name("range") | m.Name("len")


def arithmetic(node: cst.CSTNode) -> Edits:
    """Yield the edits of a number, an operation, a comparison or a count."""
    if isinstance(node, cst.Integer | cst.Float):
        yield from _number(node)
    elif isinstance(node, cst.UnaryOperation):
        yield from _unary(node)
    elif isinstance(node, cst.BinaryOperation):
        yield from _operation(node)
    elif isinstance(node, cst.AugAssign):
        yield from _update(node)
    elif isinstance(node, cst.ComparisonTarget):
        for name, other in _COMPARISONS.get(type(node.operator), {}).items():
            yield name, node.with_changes(operator=other())
    elif isinstance(node, cst.IfExp):
        yield "branch", node.body
        yield "branch", node.orelse
    elif m.matches(node, m.Call(func=_COUNTS)):
        yield from _count(cst.ensure_type(node, cst.Call))


def _number(node: cst.Integer | cst.Float) -> Edits:
    value = node.evaluated_value
    if isinstance(node, cst.Integer):
        yield "off by one", node.with_changes(value=str(value + 1))
        if value > 0:
            yield "off by one", node.with_changes(value=str(value - 1))
    else:
        yield "factor", node.with_changes(value=repr(2 * value or 1.0))
        if value:
            yield "factor", node.with_changes(value=repr(value / 2))


def _unary(node: cst.UnaryOperation) -> Edits:
    if m.matches(node, m.UnaryOperation(m.Minus(), m.Integer())):
        yield "axis", cst.Integer("0")
    else:
        yield ("sign" if m.matches(node.operator, m.Minus()) else "negation"), node.expression


def _operation(node: cst.BinaryOperation) -> Edits:
    kind = type(node.operator)
    for other in _OTHER_OPERATORS.get(kind, ()):
        name = "sign" if kind in (cst.Add, cst.Subtract) else "operator"
        yield name, node.with_changes(operator=other())
    if kind in _EXCHANGED:
        exchanged = node.with_changes(left=bracketed(node.right), right=bracketed(node.left))
        yield "operands exchanged", exchanged
    leaves = _LEAVES.get(kind)
    if leaves:
        yield "operand left out", _in_the_brackets_of(node, node.left)
    if leaves == "both":
        yield "operand left out", _in_the_brackets_of(node, node.right)


def _in_the_brackets_of(
    node: cst.BinaryOperation, operand: cst.BaseExpression
) -> cst.BaseExpression:
    if operand.lpar or not node.lpar:
        return operand
    return operand.with_changes(lpar=node.lpar, rpar=node.rpar)


def _update(node: cst.AugAssign) -> Edits:
    kind = type(node.operator)
    if kind in _OTHER_UPDATE:
        yield "sign", node.with_changes(operator=_OTHER_UPDATE[kind]())
    if kind is cst.SubtractAssign:  # a parameter that moves, and is another tensor then
        moved = cst.BinaryOperation(node.target, cst.Subtract(), bracketed(node.value))
        yield "in place", cst.Assign([cst.AssignTarget(node.target)], moved)


def _count(node: cst.Call) -> Edits:
    """Yield a range, or a length, with one more or one less."""
    for operator in (cst.Subtract(), cst.Add()):
        if m.matches(node.func, m.Name("len")):
            yield "off by one", _with_one(node, operator)
        elif node.args:
            end = 1 if len(node.args) > 1 else 0
            changed = node.args[end].with_changes(value=_with_one(node.args[end].value, operator))
            yield (
                "off by one",
                node.with_changes(args=[*node.args[:end], changed, *node.args[end + 1 :]]),
            )


def _with_one(node: cst.BaseExpression, operator: cst.BaseBinaryOp) -> cst.BaseExpression:
    changed = cst.BinaryOperation(bracketed(node), operator, cst.Integer("1"))
    # A name stands alone in a range.
    return changed if isinstance(node, cst.Name | cst.Integer) else bracketed(changed)


def bracketed(node: cst.BaseExpression) -> cst.BaseExpression:
    """Return an expression as it may stand beside any operator."""
    loose = (cst.BinaryOperation, cst.UnaryOperation, cst.Comparison, cst.BooleanOperation)
    if isinstance(node, (*loose, cst.IfExp, cst.Lambda)) and not node.lpar:
        return node.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    return node
