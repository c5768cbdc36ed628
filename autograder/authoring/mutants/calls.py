"""Edits of calls and of the names in them: what is peculiar to code that uses PyTorch and NumPy."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

import libcst as cst

from autograder.authoring.mutants.arithmetic import Edits

# What stands in the place of a name, and what that is called.
_PAIRS: dict[str, tuple[str, str]] = {
    "mean and sum": ("mean", "sum"),
    "train and eval": ("train", "eval"),
    "optimizer": ("SGD", "Adam"),
    "loss": ("MSELoss", "L1Loss"),
    "start": ("zeros", "ones"),
    "dtype": ("float32", "float64"),
    "axes": ("vstack", "hstack"),
}
_OTHER: dict[str, tuple[str, str]] = {
    **{name: (what, other) for what, (name, other) in _PAIRS.items()},
    **{name: (what, other) for what, (other, name) in _PAIRS.items()},
    "mse_loss": ("loss", "l1_loss"),
    "cross_entropy": ("loss", "nll_loss"),
    "CrossEntropyLoss": ("loss", "NLLLoss"),
    "log_softmax": ("activation", "softmax"),
    "LogSoftmax": ("activation", "Softmax"),
    "zeros_": ("start", "ones_"),
    "zeros_like": ("start", "ones_like"),
    "randperm": ("order", "arange"),
}
# What people forget behind a value, or round one; an attribute (`T`) or a call.
_FORGOTTEN = frozenset({
    "T", "mT", "abs", "argmax", "clone", "contiguous", "cpu", "detach", "double", "exp", "flatten",
    "float", "item", "log", "log_softmax", "mean", "numpy", "permute", "ravel", "relu",
    "requires_grad_", "reshape", "round", "sigmoid", "softmax", "sqrt", "square", "squeeze", "sum",
    "t", "tanh", "to", "tolist", "transpose", "type", "unsqueeze", "view",
})  # fmt: skip
_MODULES = frozenset({"F", "torch", "np", "nn", "functional"})
_Part = TypeVar("_Part", cst.Arg, cst.BaseElement)
_DEVICES = ("device", "dtype")


def calls(node: cst.CSTNode) -> Edits:
    """Yield the edits of a call, of an attribute, of what is returned."""
    if isinstance(node, cst.Call):
        yield from _arguments(node)
        yield from _left_out(node)
    elif isinstance(node, cst.Attribute):
        if node.attr.value in _OTHER:
            what, other = _OTHER[node.attr.value]
            yield what, node.with_changes(attr=cst.Name(other))
        if node.attr.value in ("T", "mT"):
            yield "transpose", node.value
    elif isinstance(node, cst.Subscript):
        yield "index left out", node.value
    elif isinstance(node, cst.FunctionDef):
        yield from _decorators(node)
    elif isinstance(node, cst.Return | cst.AssignTarget | cst.For):
        yield from _exchanged_values(node)


def _arguments(node: cst.Call) -> Edits:
    args = node.args
    for place, arg in enumerate(args):
        if arg.keyword is not None:
            name = arg.keyword.value
            what = f"{name} not passed on" if name in _DEVICES else "keyword left out"
            yield what, node.with_changes(args=_without(args, place))
    plain = [arg for arg in args if arg.keyword is None and not arg.star]
    for exchanged in _exchanged(plain):
        yield "arguments exchanged", node.with_changes(args=[*exchanged, *args[len(plain) :]])


def _without(args: Sequence[cst.Arg], place: int) -> list[cst.Arg]:
    kept = [*args[:place], *args[place + 1 :]]
    if kept and place == len(args) - 1:
        kept[-1] = kept[-1].with_changes(comma=args[-1].comma)
    return kept


def _left_out(node: cst.Call) -> Edits:
    """Yield what a call is made of, where people forget it: `loss` of `loss.item()`."""
    name = _name(node.func)
    if name not in _FORGOTTEN:
        return
    if isinstance(node.func, cst.Attribute) and _name(node.func.value) not in _MODULES:
        yield f"{name} left out", node.func.value
    elif node.args and node.args[0].keyword is None and not node.args[0].star:
        yield f"{name} left out", node.args[0].value


def _name(node: cst.BaseExpression) -> str:
    """Return the last part of a name with dots."""
    last = node.attr if isinstance(node, cst.Attribute) else node
    return last.value if isinstance(last, cst.Name) else ""


def _decorators(node: cst.FunctionDef) -> Edits:
    for place in range(len(node.decorators)):
        kept = [*node.decorators[:place], *node.decorators[place + 1 :]]
        yield "decorator left out", node.with_changes(decorators=kept)


def _exchanged_values(node: cst.Return | cst.AssignTarget | cst.For) -> Edits:
    """Yield the values of a pair in the other order, and of a returned one the first alone."""
    field = "value" if isinstance(node, cst.Return) else "target"
    pair = getattr(node, field)
    if not isinstance(pair, cst.Tuple) or len(pair.elements) < 2:
        return
    for elements in _exchanged(pair.elements):
        yield "values exchanged", node.with_changes(**{field: pair.with_changes(elements=elements)})
    if isinstance(node, cst.Return):
        yield "value left out", node.with_changes(value=pair.elements[0].value)


def _exchanged(parts: Sequence[_Part]) -> Iterator[list[_Part]]:
    """Yield the parts with the values of two neighbours exchanged, of any two; commas stay."""
    for place in range(1, len(parts)):
        changed = list(parts)
        changed[place - 1] = parts[place - 1].with_changes(value=parts[place].value)
        changed[place] = parts[place].with_changes(value=parts[place - 1].value)
        yield changed
