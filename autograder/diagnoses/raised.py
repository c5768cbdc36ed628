"""Which mistake raises what: an exception's type and text, and what the code says to it.

PyTorch and Python say the same words of different mistakes. So the words alone are a suspicion,
and a diagnosis has a second witness: the statement that raised, or what its cell does elsewhere.
"""

import re
from collections.abc import Callable
from typing import TypeAlias

from autograder.diagnoses.code import Code

Witness: TypeAlias = Callable[[Code], bool]

_DERIVES = r"\b(backward|grad)\s*\("
_CALLS_BACKWARD = r"\w\)?\.backward\s*\("  # a docstring names it without a tensor
_CHANGES_IN_PLACE = r"(?<![=!<>])(\*\*|//|[-+*/@])=(?!=)|\w_\s*\(|\]\s*=(?!=)"
_LOSS = re.compile("loss|cost|mse", re.IGNORECASE)
_PARAMETER = re.compile(r"^[\[(]|\.(weight|bias)$|\bparameters\(")


def _says(pattern: str) -> Witness:
    return lambda code: code.says(pattern)


def _derives_a_loss(code: Code) -> bool:
    return code.says(_DERIVES) and not _exchanged(code)


def _exchanged(code: Code) -> bool:
    """Whether `grad` is handed first what it should differentiate by: the leaves, then the loss."""
    given = [part for part in code.arguments(r"\bgrad") if not re.match(r"\w+\s*=(?!=)", part)]
    return len(given) > 1 and _is_leaf(code, given[0]) and not _is_leaf(code, given[1])


def _is_leaf(code: Code, part: str) -> bool:
    return bool(_PARAMETER.search(part)) or (
        part.isidentifier() and code.assigned(part, "requires_grad")
    )


def _takes_the_number_of_a_loss(code: Code) -> bool:
    asked = re.search(r"(\w+)(\([^()]*\))?\.item\s*\(|\bfloat\s*\(\s*(\w+)", code.statement)
    return asked is not None and bool(_LOSS.search(asked[1] or asked[3] or ""))


def _uses_what_grad_returns(code: Code) -> bool:
    names = set(re.findall(r"[A-Za-z_]\w*", code.statement)[:40])
    returned = r"\bgrad\s*\("
    return code.says(returned) or any(code.assigned(name, returned) for name in names)


def _comes_before_backward(code: Code) -> bool:
    """Whether a `.grad` is used above the first `backward`, of a name that stays the same leaf."""
    owner = re.search(r"(\w+)\.grad\b", code.statement)
    if owner is None or code.assigned(owner[1], rf"\b{owner[1]}\b"):
        return False
    return code.after(_CALLS_BACKWARD) and not code.before(_CALLS_BACKWARD)


def _constructs_a_loss(code: Code) -> bool:
    given = code.arguments(r"\b\w*Loss")
    return bool(given) and not re.match(r"\w+\s*=(?!=)", given[0])


def _multiplies_by_a_weight(code: Code) -> bool:
    """Whether a weight is the second factor, turned round for a layer or not for a product."""
    turned = r"\bweight\s*\.(T\b|mT\b|t\s*\(|transpose)"
    in_a_layer = code.says(r"\blinear\s*\(") and code.says(turned)
    in_a_product = code.says(r"(@|\bm(at)?mul\s*\([^@]*,|\bmm\s*\([^@]*,)\s*(self\.)?weight\b")
    return in_a_layer or (in_a_product and not code.says(turned))


def _multiplies_untransposed(code: Code) -> bool:
    """Whether two names are multiplied as they are, or nothing in a product is turned round."""
    turned = r"\.(T\b|mT\b|t\s*\(|transpose|permute)|einsum|linear\s*\(|weight"
    names = r"(?<![\w.)\]])[A-Za-z_]\w*\s*@\s*[A-Za-z_]\w*\b(?!\s*[.(\[])"
    product = code.says(r"@|\bm(at)?mul\s*\(|\bmm\s*\(") and not code.says(turned)
    return product or code.says(names)


def _takes_the_largest_of_columns(code: Code) -> bool:
    """Whether the statement, or a name of it above, asks for the largest number along axis 0."""
    columns = r"\b(arg)?max\s*\(([^()]*,)?\s*((dim|axis)\s*=\s*)?0\s*\)"
    names = set(re.findall(r"[A-Za-z_]\w*", code.statement)[:40])
    return code.says(columns) or any(code.assigned(name, columns) for name in names)


def _has_labels_as_floats(code: Code) -> bool:
    """Whether something is made a float in the statement, or a name of it above."""
    floats = r"(\.(float|double|half)\s*\(|\.to\s*\(|\.type\s*\(|dtype\s*=\s*torch\.float)"
    names = set(re.findall(r"[A-Za-z_]\w*", code.statement)[:40])
    return code.says(floats) or any(code.assigned(name, floats) for name in names)


def _reads_a_name(code: Code) -> bool:
    return code.says(r"[A-Za-z_]")


def _raises(code: Code) -> bool:
    return not code.statement or code.says(r"\braise\b")


# (type of the exception, pattern in its text, diagnosis, witness): the first pattern that fits
# counts, and names nothing without its witness. What other mistakes raise too is not listed.
_RAISED: tuple[tuple[str, str, str, Witness], ...] = (
    # PyTorch raises this too, for what it cannot do or where a module has no `forward`.
    ("NotImplementedError", r"^\s*$|\bis open\b|\bTODO\b", "stub-left", _raises),
    ("RuntimeError", "backward through the graph a second time", "graph-freed", _says(_DERIVES)),
    ("RuntimeError", r"leaf Variable that requires grad .*in-place", "leaf-in-place",
     _says(_CHANGES_IN_PLACE)),
    ("RuntimeError", "created only for scalar outputs", "grad-arguments-exchanged", _exchanged),
    ("RuntimeError", "created only for scalar outputs", "loss-not-scalar", _derives_a_loss),
    ("RuntimeError", r"Tensor with \d+ elements cannot be converted to Scalar", "loss-not-scalar",
     _takes_the_number_of_a_loss),
    ("ValueError", "only one element tensors can be converted", "loss-not-scalar",
     _takes_the_number_of_a_loss),
    ("RuntimeError", "(One of|at index 0).* not have been used in the graph",
     "grad-arguments-exchanged", _exchanged),
    ("RuntimeError", "does not require grad", "graph-cut", _derives_a_loss),
    # At a later index the graph is whole, and this tensor plays no part in it.
    ("RuntimeError", "(One of|at index 0).* not have been used in the graph", "graph-cut",
     _derives_a_loss),
    ("RuntimeError", "floating point .*can require gradients", "integer-parameter",
     _says(r"requires_grad|\bParameter\s*\(")),
    ("RuntimeError", "Boolean value of Tensor with more than one value", "loss-constructor",
     _constructs_a_loss),
    ("AttributeError", r"'[A-Za-z0-9]*Loss' object has no attribute '(backward|item|detach)'",
     "loss-constructor", _says(r"\.(backward|item|detach)\b")),
    ("AttributeError", "'NoneType' object has no attribute '(zero|fill|detach)_'",
     "grad-before-backward", _comes_before_backward),
    ("TypeError", "bad operand type for unary -: 'tuple'", "grad-tuple", _uses_what_grad_returns),
    ("TypeError", "multiply sequence by non-int", "grad-tuple", _uses_what_grad_returns),
    ("TypeError", r"unsupported operand type\(s\) for \S+: .*'tuple'", "grad-tuple",
     _uses_what_grad_returns),
    ("AttributeError", "'tuple' object has no attribute", "grad-tuple", _uses_what_grad_returns),
    ("TypeError", "cannot assign .* as parameter", "leaf-rebound",
     _says(r"\.\w+\s*=(?!=)|\bsetattr\s*\(")),
    ("ValueError", "optimizer got an empty parameter list", "unregistered-parameter",
     _says(r"\bparameters\s*\(")),
    ("AttributeError", r"before Module.__init__\(\) call", "module-not-initialised",
     _says(r"\bself\.\w+")),
    # Turned round it would fit: the last size of both factors is the same.
    ("RuntimeError", r"multiplied \(\d+x(\d+) and \d+x\1\)|size mismatch", "weight-transposed",
     _multiplies_by_a_weight),
    # One of the two lies on its side, and they would not fit the other way round.
    ("RuntimeError", r"multiplied \((\d+)x(\d+) and (?!\d+x\1\))(\1x\d+|\d+x\2)\)",
     "transpose-missing", _multiplies_untransposed),
    ("RuntimeError", "expected (target dtype to be|scalar type) Long|one_hot is only applicable",
     "labels-as-floats", _has_labels_as_floats),
    ("RuntimeError", r"size of tensor a \(\d+\) must match", "argmax-axis",
     _takes_the_largest_of_columns),
    ("TypeError", r"for \^=?:|'bitwise_xor'", "xor-for-power", _says(r"\^")),
    ("NotImplementedError", "bitwise_xor", "xor-for-power", _says(r"\^")),
    ("RuntimeError", "bitwise_xor", "xor-for-power", _says(r"\^")),
    ("NameError", r"^name '\w+' is not defined", "name-undefined", _reads_a_name),
    ("UnboundLocalError", "local variable", "name-undefined", _reads_a_name),
)  # fmt: skip


def suspected(type_name: str, text: str) -> tuple[str, ...]:
    """Return the ids of the mistakes that raise this, for whoever has another witness.

    `type_name` and `text` come from the student's process: they are searched, never shown.
    """
    return tuple(dict.fromkeys(name for name, _ in _suspicions(type_name, text)))


def from_exception(type_name: str, text: str, code: Code | None) -> str | None:
    """Return the id of the mistake that raised this in `code`, or None where nothing confirms it.

    Without code only a stub is known by its own words.
    """
    witnessed = code or Code("", 0)
    for diagnosis, witness in _suspicions(type_name, text):
        if witness(witnessed):
            return diagnosis
    return None


def _suspicions(type_name: str, text: str) -> list[tuple[str, Witness]]:
    return [
        (diagnosis, witness)
        for raised, pattern, diagnosis, witness in _RAISED
        if type_name == raised and re.search(pattern, text[:2000], re.DOTALL)
    ]
