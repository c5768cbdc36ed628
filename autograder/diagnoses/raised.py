"""Which mistake raises what: from an exception's type and text to an id of the catalogue."""

import re

# (type of the exception, pattern in its text, diagnosis): what PyTorch and Python say when these
# mistakes raise. The first match counts; a pattern that other mistakes raise too is not listed.
_RAISED: tuple[tuple[str, str, str], ...] = (
    # PyTorch raises this too, for what it cannot do or where a module has no `forward`.
    ("NotImplementedError", r"^\s*$|\bis open\b|\bTODO\b", "stub-left"),
    ("RuntimeError", "backward through the graph a second time", "graph-freed"),
    ("RuntimeError", r"leaf Variable that requires grad .*in-place", "leaf-in-place"),
    ("RuntimeError", "created only for scalar outputs", "loss-not-scalar"),
    ("RuntimeError", r"Tensor with \d+ elements cannot be converted to Scalar", "loss-not-scalar"),
    ("RuntimeError", "does not require grad", "graph-cut"),
    # At a later index the graph is whole, and this tensor plays no part in it.
    ("RuntimeError", "(One of|at index 0).* not have been used in the graph", "graph-cut"),
    ("RuntimeError", "floating point .*can require gradients", "integer-parameter"),
    ("RuntimeError", "Boolean value of Tensor with more than one value", "loss-constructor"),
    ("AttributeError", "'[A-Za-z0-9]*Loss' object has no attribute", "loss-constructor"),
    ("ValueError", "only one element tensors can be converted", "loss-not-scalar"),
    ("AttributeError", "'NoneType' object has no attribute '(zero|fill|detach)_'",
     "grad-before-backward"),
    ("TypeError", "bad operand type for unary -: 'tuple'", "grad-tuple"),
    ("TypeError", "multiply sequence by non-int", "grad-tuple"),
    ("TypeError", r"unsupported operand type\(s\) for \S+: .*'tuple'", "grad-tuple"),
    ("AttributeError", "'tuple' object has no attribute", "grad-tuple"),
    ("TypeError", "cannot assign .* as parameter", "leaf-rebound"),
    ("ValueError", "optimizer got an empty parameter list", "unregistered-parameter"),
    ("AttributeError", r"before Module.__init__\(\) call", "module-not-initialised"),
)  # fmt: skip


def from_exception(type_name: str, text: str) -> str | None:
    """Return the id of the mistake that raises this, or None where several do.

    `type_name` and `text` come from the student's process: they are searched, never shown.
    """
    for raised, pattern, diagnosis in _RAISED:
        if type_name == raised and re.search(pattern, text[:2000], re.DOTALL):
            return diagnosis
    return None
