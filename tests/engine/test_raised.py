"""What an exception is called, and what of its text a student reads."""

import traceback

import numpy as np
import pytest

from autograder.diagnoses import Code, from_exception, quoted, suspected

GIVEN = """
import numpy as np, torch, torch.nn.functional as F
from torch import nn
x, y = torch.ones(3), torch.zeros(3)
w, b = (torch.tensor(value, requires_grad=True) for value in (2.0, 1.0))
a = torch.relu(w * 3.0 + b)
leaves = torch.ones(3, requires_grad=True)
model = nn.Linear(3, 1)
"""


def raised(source):
    """Run a cell; return what it raised as the worker tells it, and the code that raised it."""
    names = {}
    exec(GIVEN, names)
    with pytest.raises(Exception) as caught:  # noqa: PT011  (which one is the question)
        exec(compile(source, "<cell>", "exec"), names)
    lines = [f.lineno for f in traceback.extract_tb(caught.tb) if f.filename == "<cell>"]
    return type(caught.value).__name__, str(caught.value), Code(source, lines[-1])


@pytest.mark.parametrize(
    ("diagnosis", "source"),
    [
        ("graph-freed", "loss = leaves.square().sum()\nloss.backward()\nloss.backward()"),
        ("leaf-in-place", "leaves -= 0.1"),
        ("leaf-in-place", "leaves[:2].zero_()"),
        ("leaf-in-place", "leaves[0] = 1.0"),
        ("loss-not-scalar", "loss = leaves.square()\nloss.backward()"),
        ("loss-not-scalar", "loss = x - y\nprint(loss.item())"),
        ("loss-not-scalar", "loss = x - y\nlosses = [float(loss)]"),
        ("graph-cut", "loss = torch.ones(())\nloss.backward()"),
        ("graph-cut", "g = torch.autograd.grad(a.detach(), w)"),
        ("graph-cut", "g = torch.autograd.grad(a * 2, torch.ones((), requires_grad=True))"),
        ("integer-parameter", "v = torch.tensor(0, requires_grad=True)"),
        ("integer-parameter", "v = nn.Parameter(torch.tensor([0]))"),
        ("loss-constructor", "loss = nn.MSELoss(x, y)"),
        ("loss-constructor", "loss = torch.nn.MSELoss(\n    x * 2,\n    y)"),
        ("loss-constructor", "loss = nn.MSELoss()\nloss.backward()"),
        (
            "grad-before-backward",
            "for _ in range(2):\n    w.grad.zero_()\n    loss = w * 2\n    loss.backward()",
        ),
        ("grad-tuple", "g = -torch.autograd.grad(a, w)"),
        ("grad-tuple", "g = torch.autograd.grad(a, w)\nw = -0.1 * g"),
        ("grad-tuple", "g = torch.autograd.grad(a, w)\ng.detach()"),
        ("leaf-rebound", "model.weight = model.weight - 0.1"),
        ("transpose-missing", "e = torch.ones(7, 5)\ng = torch.ones(7, 3) @ e"),
        ("transpose-missing", "e = torch.ones(7, 5)\ng = e @ torch.ones(4, 5)"),
        (
            "labels-as-floats",
            "y = torch.tensor([0, 1])\nF.cross_entropy(torch.ones(2, 3), y.float())",
        ),
        ("transpose-missing", "e, s = torch.ones(7, 5), torch.ones(7, 4)\ng = e.T @ e, e @ s"),
        ("argmax-axis", "right = torch.ones(7, 5).argmax(dim=0) == torch.ones(7)"),
        (
            "argmax-axis",
            "z = torch.ones(7, 5)\nsaid = torch.argmax(z, 0)\nright = said == torch.ones(7)",
        ),
        ("labels-as-floats", "y = y.to(torch.float64)\nF.one_hot(y)"),
        (
            "unregistered-parameter",
            "empty = nn.Module()\noptimizer = torch.optim.SGD(empty.parameters(), lr=0.1)",
        ),
        (
            "module-not-initialised",
            "class M(nn.Module):\n    def __init__(self):\n        self.one = nn.Linear(2, 1)\nM()",
        ),
        ("stub-left", "raise NotImplementedError('task `gradient` is open')"),
        ("grad-arguments-exchanged", "torch.autograd.grad([w, b], a)"),
        ("grad-arguments-exchanged", "torch.autograd.grad([model.weight, model.bias], a)"),
        (
            "grad-arguments-exchanged",
            "v = torch.tensor(1.0, requires_grad=True)\ns = v * 2\ntorch.autograd.grad(v, s)",
        ),
        ("weight-transposed", "h = F.linear(torch.ones(7, 3), model.weight.T)"),
        ("weight-transposed", "weight = torch.ones(2, 3)\nh = torch.ones(7, 3) @ weight"),
        ("name-undefined", "total = totl + 1"),
        ("name-undefined", "def f():\n    for _ in range(0):\n        a = 1\n    return a\nf()"),
        ("xor-for-power", "loss = 2.5 ^ 2"),
        ("xor-for-power", "loss = np.mean((np.ones(3) - 0.5) ^ 2)"),
        ("xor-for-power", "loss = ((x - y) ^ 2).mean()"),
    ],
)
def test_a_mistake_is_named_where_the_code_confirms_it(diagnosis, source):
    type_name, text, code = raised(source)
    assert from_exception(type_name, text, code) == diagnosis
    assert diagnosis in suspected(type_name, text)
    # Without the code nothing but a stub's own words is enough.
    assert from_exception(type_name, text, None) in (None, "stub-left")


@pytest.mark.parametrize(
    "source",
    [
        # The text of a loss's constructor, from any condition on a tensor.
        "if x > 0:\n    pass",
        "relu = x if x > 0 else 0",
        "while y < x:\n    pass",
        # That of autograd.grad's tuple: a comma at the end of a line.
        "pred = x * 2,\npred.mean()",
        "pred = x * 2,\nerror = -pred",
        "pred = x * 2,\nerror = pred - y",
        # That of a loss that is no scalar: some other tensor's number.
        "print(model.weight.item())",
        "w3 = leaves * 1\nprint(w3.item())",
        "(leaves * 2).sum().backward()\nprint(leaves.grad.item())",
        # That of a `.grad` that is read too early: a leaf that was rebound.
        "loss = w * 2\nloss.backward()\nw = w - 0.1 * w.grad\nw.grad.zero_()",
        "for p in [w]:\n    p = p - 0.1\n    p.grad.zero_()\n    (w * 2).backward()",
        # A parameter list that is empty because it was used up.
        "params = iter([])\noptimizer = torch.optim.SGD(params, lr=0.1)",
        # Two matrices that do not fit, the weight being right.
        "weight = torch.ones(2, 3)\nh = torch.ones(7, 4) @ weight.T",
        "h = torch.ones(7, 4) @ torch.ones(3, 2)",
        # Nor would this weight fit turned round: the data are others.
        "weight = torch.ones(3, 1)\nh = torch.ones(7, 2) @ weight",
        # Another module's attribute, a loss of their own.
        "class OwnLoss:\n    pass\nOwnLoss().value",
        "0.1 * None",
        "torch.ones(2) + torch.ones(3)",
        "F.mse_loss(1, 2)",
    ],
)
def test_the_words_alone_name_nothing(source):
    assert from_exception(*raised(source)) is None


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("total = totl + 1", "name 'totl' is not defined"),
        ("x.squeze()", "'Tensor' object has no attribute 'squeze'"),
        ("0.1 * None", "unsupported operand type(s) for *: 'float' and 'NoneType'"),
        ("torch.ones(7) + torch.ones(3)", "The size of tensor a (…) must match the size of tensor"
         " b (…) at non-singleton dimension …"),
        ("torch.ones(7, 3) @ torch.ones(2, 3)", "mat1 and mat2 shapes cannot be multiplied (…)"),
        ("np.ones(3) + np.ones(4)", "operands could not be broadcast together with shapes …"),
        ("u, v = (1, 2, 3)", "too many values to unpack (expected …)"),
        ("u, v = None", "cannot unpack non-iterable NoneType object"),
        ("model.forward(x, y)", "forward() takes … positional arguments but … were given"),
        ("torch.mean(0.5)", "mean(): argument 'input' (position …) must be Tensor, not float"),
        ("leaves -= 1", "a leaf Variable that requires grad is being used in an in-place"
         " operation."),
        ("leaves.numpy()", "Can't call numpy() on Tensor that requires grad. Use"
         " tensor.detach().numpy() instead."),
        ("x[5]", "index … is out of bounds for dimension … with size …"),
        ("{'w': 1}['bias']", "'bias'"),
        ("1 / 0", "division by zero"),
        ("torch.ones(3).double() @ x", "dot : expected both vectors to have same dtype, but found"
         " Double and Float"),
    ],
)  # fmt: skip
def test_what_this_python_and_this_pytorch_say_is_quoted_without_its_values(source, said):
    assert quoted(*raised(source)) == said


INPUTS = "0.7312 -1.044 1.9920"


@pytest.mark.parametrize(
    ("type_name", "text"),
    [
        ("ValueError", INPUTS),
        ("RuntimeError", f"The size of tensor a ({INPUTS}) must match the size of tensor b (1) at"),
        ("RuntimeError", f"mat1 and mat2 shapes cannot be multiplied ({INPUTS})"),
        ("NameError", "name 'w_0_7312' is not defined"),
        ("NameError", "name '0.7312' is not defined"),
        ("AttributeError", "'x0.7312' object has no attribute 'y_1044'"),
        ("AttributeError", "module '0.7312' has no attribute '1.044'"),
        ("KeyError", "'0.7312'"),
        ("TypeError", "unsupported operand type(s) for 0.73: '0.7312' and '1.044'"),
        ("TypeError", "0.7312() missing 7312 required positional arguments: '1.044'"),
        ("TypeError", "expected Tensor as element 7312 in argument 1044, but got 0.7312"),
        ("TypeError", f"cannot assign '{INPUTS}' as parameter 'w' (torch.nn.Parameter or None"),
        ("RuntimeError", "expected scalar type n7312 but found n1044"),
        ("RuntimeError", f"division by zero {INPUTS}"),
        ("ZeroDivisionError", f"division by zero {INPUTS}"),
        ("Answer7312", "division by zero"),
        ("IndexError", "index 7312 is out of bounds for axis 1044 with size 1992"),
    ],
)
def test_a_text_that_was_made_to_carry_inputs_carries_none(type_name, text):
    said = quoted(type_name, text, Code("w = x.mean(0.5)  # inputs", 1))
    assert not any(digits in said for digits in ("7312", "1044", "1.044", "0.73", "1992", "1.99"))


def test_a_name_is_quoted_only_where_the_statement_holds_it():
    elsewhere = Code("secret = 1\ntotal = totl + 1", 2)
    assert quoted("NameError", "name 'totl' is not defined", elsewhere) == (
        "name 'totl' is not defined"
    )
    assert quoted("NameError", "name 'secret' is not defined", elsewhere) == (
        "name '…' is not defined"
    )
    assert quoted("NameError", "name 'totl' is not defined", None) == "name '…' is not defined"


def test_hostile_texts_and_cells_take_no_time_to_speak_of():
    long = Code("w = " + "grad " * 4000 + "\n" + "(" * 20_000, 1)
    for text in ("size mismatch, got input (" + "), mat (" * 5000, "x" * 10**6, "'" * 5000):
        quoted("RuntimeError", text, long)
        from_exception("TypeError", f"bad operand type for unary -: 'tuple' {text}", long)
    assert len(long.statement) <= 600
    assert len(long.shown()) <= 120


def test_the_line_that_raised_is_shown_and_a_caret_where_python_could_not_go_on():
    code = Code("def f(w, x):\n    retrun w * x\n", 2)
    assert code.shown() == "retrun w * x"
    assert code.shown(12) == "retrun w * x\n       ^"
    assert code.shown(500) == "retrun w * x"
    assert Code("", 0).shown(3) == Code("x", 7).shown(1) == ""


def test_numpy_says_no_more_than_its_types():
    with pytest.raises(TypeError) as caught:
        np.ones(2) ^ 2
    said = quoted("TypeError", str(caught.value), Code("loss = np.ones(2) ^ 2", 1))
    assert said == "ufunc '…' not supported for the input types"
