"""What may be quoted of an exception that was raised in a hidden call: the words of a template.

The text of an exception comes from the student's process, which has seen hidden inputs by then and
can raise whatever it likes. So nothing of it is shown: it is compared with what Python and PyTorch
are known to say, and what is shown is the template, written by us. Its slots are filled from short
lists of ours and from words of the very statement that raised; a value stays a "…".
"""

import re
from functools import cache

from autograder.diagnoses.code import Code


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GONE = "…"
_MOST_NAME = 40
_TYPES = _words(
    "NoneType Tensor Parameter bool builtin_function_or_method dict float function generator int"
    " list map method module ndarray numpy.float32 numpy.float64 numpy.int64 numpy.ndarray range"
    " set str torch.Tensor tuple type zip"
)
_DTYPES = _words("BFloat16 Bool Byte Double Float Half Int Long Short float int")
_ARGUMENTS = _words("input mat2 other self target tensor tensors weight")
_OPERATORS = _words("+ - * / // % ** @ ^ & | < <= > >= += -= *= /= //= **= @= ^=") | {"** or pow()"}
# What a slot stands for in a text, and which of it is shown in any case: of types, of dtypes, of
# operators, of PyTorch's own arguments; {#} is a value.
_SLOTS = {
    "{T}": (r"([\w.]{1,40})", _TYPES),
    "{D}": (r"(\w{1,20})", _DTYPES),
    "{O}": (r"([-+*/%@^&|<>= ()a-z]{1,12})", _OPERATORS),
    "{N}": (r"([\w.]{1,80})", _ARGUMENTS),
    "{#}": (r"[^\n]{0,80}?", frozenset[str]()),
}

# What Python, NumPy and PyTorch say, by the type that they raise.
_TEMPLATES = {
    "NameError": ("name '{N}' is not defined",),
    "UnboundLocalError": (
        "cannot access local variable '{N}' where it is not associated with a value",
        "local variable '{N}' referenced before assignment",
    ),
    "ZeroDivisionError": ("division by zero", "float division by zero"),
    "RecursionError": ("maximum recursion depth exceeded",),
    "KeyError": ("'{N}'",),
    "AttributeError": (
        "'{T}' object has no attribute '{N}'",
        "module '{N}' has no attribute '{N}'",
        "cannot assign module before Module.__init__() call",
        "cannot assign parameters before Module.__init__() call",
    ),
    "TypeError": (
        "unsupported operand type(s) for {O}: '{T}' and '{T}'",
        "bad operand type for unary -: '{T}'",
        "'{O}' not supported between instances of '{T}' and '{T}'",
        "can't multiply sequence by non-int of type '{T}'",
        "cannot unpack non-iterable {T} object",
        "'{T}' object is not callable",
        "'{T}' object is not iterable",
        "'{T}' object is not subscriptable",
        "'{T}' object does not support item assignment",
        "'{T}' object cannot be interpreted as an integer",
        "object of type '{T}' has no len()",
        "iteration over a 0-d tensor",
        "iteration over a 0-d array",
        "len() of a 0-d tensor",
        "len() of unsized object",
        "list indices must be integers or slices, not {T}",
        "tuple indices must be integers or slices, not {T}",
        "only integer tensors of a single element can be converted to an index",
        "only length-1 arrays can be converted to Python scalars",
        "only size-1 arrays can be converted to Python scalars",
        "only 0-dimensional arrays can be converted to Python scalars",
        "ufunc '{N}' not supported for the input types",
        "{N}() missing {#} required positional argument: '{N}'",
        "{N}() missing {#} required positional arguments: {#}",
        "{N}() takes {#} positional arguments but {#} were given",
        "{N}() takes {#} positional argument but {#} were given",
        "{N}() got an unexpected keyword argument '{N}'",
        "{N}() got multiple values for argument '{N}'",
        "{N}(): argument '{N}' (position {#}) must be Tensor, not {T}",
        "{N}(): argument '{N}' must be Tensor, not {T}",
        "{N}() received an invalid combination of arguments",
        "expected Tensor as element {#} in argument {#}, but got {T}",
        "cannot assign '{#}' as parameter '{N}' (torch.nn.Parameter or None expected)",
        "optimizer can only optimize Tensors, but one of the params is {#}",
        "params argument given to the optimizer should be an iterable of Tensors or dicts",
        "can't convert {#} tensor to numpy",
    ),
    "ValueError": (
        "not enough values to unpack (expected {#}, got {#})",
        "too many values to unpack (expected {#})",
        "operands could not be broadcast together with shapes {#}",
        "shapes {#} and {#} not aligned",
        "matmul: Input operand {#} has a mismatch in its core dimension {#}",
        "The truth value of an array with more than one element is ambiguous. Use a.any() or"
        " a.all()",
        "setting an array element with a sequence.",
        "only one element tensors can be converted to Python scalars",
        "optimizer got an empty parameter list",
        "can't optimize a non-leaf Tensor",
        "some parameters appear in more than one parameter group",
    ),
    "IndexError": (
        "list index out of range",
        "tuple index out of range",
        "index {#} is out of bounds for dimension {#} with size {#}",
        "index {#} is out of bounds for axis {#} with size {#}",
        "too many indices for tensor of dimension {#}",
        "too many indices for array: array is {#}-dimensional, but {#} were indexed",
        "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or"
        " `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number",
        "Dimension out of range (expected to be in range of {#}, but got {#})",
        "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or"
        " boolean arrays are valid indices",
    ),
    "NotImplementedError": (
        'Module [{N}] is missing the required "forward" function',
        "\"{N}\" not implemented for '{D}'",
    ),
    "RuntimeError": (
        "a leaf Variable that requires grad is being used in an in-place operation.",
        "a view of a leaf Variable that requires grad is being used in an in-place operation.",
        "element {#} of tensors does not require grad and does not have a grad_fn",
        "One of the differentiated Tensors does not require grad",
        "One of the differentiated Tensors appears to not have been used in the graph.",
        "Trying to backward through the graph a second time",
        "grad can be implicitly created only for scalar outputs",
        "a Tensor with {#} elements cannot be converted to Scalar",
        "Boolean value of Tensor with more than one value is ambiguous",
        "Boolean value of Tensor with no values is ambiguous",
        "Only Tensors of floating point and complex dtype can require gradients",
        "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.",
        "one of the variables needed for gradient computation has been modified by an inplace"
        " operation",
        "you can only change requires_grad flags of leaf variables.",
        "Inference tensors cannot be saved for backward.",
        "Inplace update to inference tensor outside InferenceMode is not allowed.",
        "The size of tensor a ({#}) must match the size of tensor b ({#}) at non-singleton"
        " dimension {#}",
        "mat1 and mat2 shapes cannot be multiplied ({#})",
        "mat1 and mat2 must have the same dtype, but got {D} and {D}",
        "size mismatch, got input ({#}), mat ({#}), vec ({#})",
        "{D} did not match {D}",
        "expected scalar type {D} but found {D}",
        "Found dtype {D} but expected {D}",
        "expected m1 and m2 to have the same dtype, but got: {D} != {D}",
        "dot : expected both vectors to have same dtype, but found {D} and {D}",
        "result type {D} can't be cast to the desired output type {D}",
        "1D tensors expected, but got {#}",
        "inconsistent tensor size, expected tensor {#} and src {#} to have the same number of"
        " elements",
        "t() expects a tensor with <= 2 dimensions, but self is {#}",
        "shape '{#}' is invalid for input of size {#}",
        "output with shape {#} doesn't match the broadcast shape {#}",
        "The expanded size of the tensor ({#}) must match the existing size ({#}) at"
        " non-singleton dimension {#}",
        "view size is not compatible with input tensor's size and stride",
        "stack expects each tensor to be equal size",
        "Sizes of tensors must match except in dimension {#}",
        "zero-dimensional tensor (at position {#}) cannot be concatenated",
        "Expected all tensors to be on the same device",
        "mean(): could not infer output dtype. Input dtype must be either a floating point or"
        " complex dtype.",
        "Numpy is not available",
        "\"{N}\" not implemented for '{D}'",
    ),
}  # fmt: skip


def quoted(type_name: str, text: str, code: Code | None) -> str:
    """Return what an exception said, in the words of a template; "" where there is none for it."""
    for template in _TEMPLATES.get(type_name, ()):
        if found := _pattern(template).match(text[:1000]):
            return _filled(template, found.groups(), code)
    return ""


@cache
def _pattern(template: str) -> re.Pattern[str]:
    words = re.split(r"(\{[TDON#]\})", template)
    parts = (_SLOTS[word][0] if word in _SLOTS else re.escape(word) for word in words)
    return re.compile("".join(parts))


def _filled(template: str, values: tuple[str, ...], code: Code | None) -> str:
    """Return the template, each slot filled with its value if that may be shown."""
    rest = iter(values)
    words = re.split(r"(\{[TDON#]\})", template)
    return "".join(
        _GONE if word == "{#}" else _allowed(word, next(rest), code) if word in _SLOTS else word
        for word in words
    )


def _allowed(slot: str, value: str, code: Code | None) -> str:
    """Return the value if it is in the slot's list, or a name that the statement itself holds."""
    if value in _SLOTS[slot][1]:
        return value
    statement = code.statement if code is not None and slot in ("{T}", "{N}") else ""
    # Of `Adaline1.backward` a statement holds the last part.
    for name in (value, value.rpartition(".")[2]):
        is_name = len(name) <= _MOST_NAME and name.replace(".", "_").isidentifier()
        if is_name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", statement):
            return name
    return _GONE
