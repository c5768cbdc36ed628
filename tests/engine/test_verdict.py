"""What a student reads when a check ends, and what must never reach them."""

import pytest

from autograder.errors import (
    CheckFailed,
    SandboxError,
    StudentCrashed,
    StudentMemory,
    StudentNameMissing,
    StudentProtocol,
    StudentRaised,
    StudentTimeout,
)
from autograder.grading.student import CellFault
from autograder.grading.verdict import judge
from autograder.model import Status
from autograder.notebooks import CodeCell
from autograder.sandbox import CellError

CELL = CodeCell(cell_id="c7", grade_id="manual_gradient", source="")
SECRET = "tensor([0.123456])"


def shown(verdict):
    return " ".join([verdict.message, verdict.hint, verdict.diagnosis or ""])


def test_a_found_mistake_keeps_its_words_and_evidence():
    error = CheckFailed("too large", diagnosis="gradient-summed", evidence={"ratio": 7.0})
    verdict = judge(error, None)
    assert verdict.status is Status.FAIL
    assert verdict.message == "too large"
    assert verdict.diagnosis == "gradient-summed"
    assert verdict.hint == "", "the catalogue words it"
    assert verdict.evidence == {"ratio": 7.0}


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (None, Status.PASS),
        (StudentTimeout(5), Status.TIMEOUT),
        (StudentMemory(512), Status.MEMORY),
        (StudentCrashed("signal SIGSEGV"), Status.ERROR),
        (StudentProtocol("an unknown tag"), Status.ERROR),
        (StudentNameMissing("Adaline1"), Status.ERROR),
        (StudentRaised("ValueError", "x"), Status.ERROR),
        (AssertionError("plain assert"), Status.FAIL),
        (SandboxError("the worker is gone"), Status.BROKEN),
        (ZeroDivisionError("a bug in the grader"), Status.BROKEN),
    ],
)
def test_whose_fault_it_is_decides_the_status(error, status):
    assert judge(error, None).status is status


@pytest.mark.parametrize(
    "error",
    [
        StudentRaised("ValueError", SECRET, "cell c7, line 3"),
        StudentRaised(SECRET, SECRET, SECRET),
        StudentRaised("ValueError", SECRET, f"cell {SECRET}, line 3"),
        StudentProtocol(SECRET),
        StudentCrashed(SECRET),
        AssertionError(SECRET),
        RuntimeError(SECRET),
    ],
)
def test_no_text_from_the_worker_reaches_the_student(error):
    verdict = judge(error, None)
    assert SECRET not in shown(verdict)
    assert any(SECRET in str(value) for value in verdict.evidence.values()), "the TA sees it"


def test_a_known_exception_is_named_with_its_place():
    verdict = judge(StudentRaised("IndexError", "boom", "cell c7, line 3"), None)
    assert verdict.message == "your code raised IndexError (cell c7, line 3)"
    assert "code" not in verdict.evidence


def test_what_python_is_known_to_say_is_quoted_with_the_line_that_raised():
    source = "def f(w, x):\n    p = w * xx\n    return p"
    error = StudentRaised("NameError", "name 'xx' is not defined", "cell c7, line 2", source)
    verdict = judge(error, None)
    words = "your code raised NameError (cell c7, line 2): name 'xx' is not defined"
    assert verdict.message == words
    assert verdict.evidence["code"] == "p = w * xx"


@pytest.mark.parametrize(
    ("type_name", "text"),
    [
        ("ValueError", SECRET),
        ("NameError", f"name '{SECRET}' is not defined"),
        ("RuntimeError", f"mat1 and mat2 shapes cannot be multiplied ({SECRET})"),
        ("ZeroDivisionError", f"division by zero {SECRET}"),
    ],
)
def test_an_input_in_the_text_of_an_exception_reaches_no_student(type_name, text):
    verdict = judge(StudentRaised(type_name, text, "cell c7, line 1", "y = f(x)"), None)
    assert "0.123456" not in shown(verdict) + verdict.evidence["code"]


def test_a_mistake_needs_more_than_the_words_of_an_exception():
    text = "Boolean value of Tensor with more than one value is ambiguous"
    for line, diagnosis in (("if z > 0:", None), ("loss = nn.MSELoss(p, y)", "loss-constructor")):
        verdict = judge(StudentRaised("RuntimeError", text, "cell c7, line 1", line), None)
        assert verdict.diagnosis == diagnosis
        assert verdict.message.endswith(f": {text}")


def test_an_unknown_type_name_is_not_repeated():
    verdict = judge(StudentRaised("Answer42", "boom"), None)
    assert verdict.message == "your code raised an exception"


NOTHING = CheckFailed("what `f` returns is None", diagnosis="no-return")


@pytest.mark.parametrize(
    "body",
    ["pass", "...", "return None  # later", '"""Say what."""', '"""Say\n\n    it."""\n    pass'],
)
def test_a_function_without_a_body_is_an_open_task_and_no_answer_that_was_not_returned(body):
    source = f"import torch\n\n\n@torch.no_grad()\ndef f(x):\n    {body}\n"
    verdict = judge(NOTHING, None, CodeCell("c7", "manual_gradient", source))
    assert (verdict.diagnosis, verdict.message) == ("stub-left", "the task is still open")


@pytest.mark.parametrize("body", ["x.mean()", "y = x", "print(x)", "if x: pass", "'a' + x + 'b'.b"])
def test_one_that_does_anything_returns_nothing(body):
    source = f"def f(x):\n    {body}\n    pass\n"
    assert judge(NOTHING, None, CodeCell("c7", "t", source)).diagnosis == "no-return"
    assert judge(NOTHING, None, None).diagnosis == "no-return"


def test_a_stub_that_was_left_is_an_open_task():
    verdict = judge(StudentRaised("NotImplementedError", "task `grad_call` is open"), None)
    assert (verdict.diagnosis, verdict.message) == ("stub-left", "the task is still open")


def test_a_missing_name_is_explained_by_its_cell():
    text = "invalid syntax (<cell linear_model>, line 4)"  # as Python has it
    fault = CellFault(CELL, CellError(type_name="SyntaxError", text=text, line=4))
    verdict = judge(StudentNameMissing("Adaline1"), fault)
    assert verdict.message == (
        "`Adaline1` is not defined: its cell stopped with SyntaxError in line 4: invalid syntax"
    )


def test_a_syntax_error_shows_its_line_with_a_caret():
    cell = CodeCell("c7", "forward_and_loss", "def forward(w, x):\n    retrun w * x")
    error = CellError("SyntaxError", "invalid syntax", 2, 12)
    verdict = judge(StudentNameMissing("forward"), CellFault(cell, error))
    assert verdict.evidence["code"] == "retrun w * x\n       ^"


def test_a_cell_that_never_ended_gives_its_status_to_the_task():
    verdict = judge(StudentNameMissing("Adaline1"), CellFault(CELL, StudentTimeout(5)))
    assert verdict.status is Status.TIMEOUT


def answering(*names, source=""):
    return CodeCell("c7", "manual_gradient", source, answers=names)


@pytest.mark.parametrize(
    ("written", "named"),
    [
        (["gradiant"], "gradiant"),
        (["Gradient"], "Gradient"),
        (["helper", "gradients"], "gradients"),
        (["slope"], None),
        ([], None),
    ],
)
def test_a_name_that_was_misspelt_is_named(written, named):
    message = judge(StudentNameMissing("gradient"), None, answering(*written)).message
    assert message.startswith("`gradient` is not defined")
    assert (f"but `{named}` is" in message) == (named is not None)


def test_names_that_differ_in_a_number_are_two_names():
    message = judge(StudentNameMissing("Adaline3"), None, answering("Adaline1")).message
    assert message == "`Adaline3` is not defined"


@pytest.mark.parametrize(
    ("type_name", "text"),
    [
        ("AttributeError", "'Adaline1' object has no attribute 'backward'"),
        ("NotImplementedError", 'Module [A] is missing the required "backward" function'),
    ],
)
def test_a_method_that_was_misspelt_is_named(type_name, text):
    cell = answering(
        "Adaline1", source="class Adaline1:\n    def backwards(self, x):\n        pass"
    )
    assert "`backwards`" in judge(StudentRaised(type_name, text), None, cell).message
    assert "`backwards`" not in judge(StudentRaised("ValueError", "x"), None, cell).message


def test_a_package_that_is_not_there_is_named():
    error = CellError("ModuleNotFoundError", "No module named 'tensorboard'", 1)
    verdict = judge(StudentNameMissing("gradient"), CellFault(CELL, error))
    assert "No module named 'tensorboard'" in verdict.message
    assert "packages" in verdict.hint
