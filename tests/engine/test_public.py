"""The public checks as a student meets them: what they say, survive, and leave as it was."""

import ast
import contextlib
import io
import json
import linecache
import random
import subprocess
import sys
import textwrap
import warnings
from pathlib import Path

import matplotlib as mpl
import nbformat
import numpy as np
import pytest
import torch

import autograder.public
from autograder.authoring.release.public import check_table
from autograder.course import load_course
from autograder.diagnoses import Catalogue
from autograder.errors import ReleaseError, UsageError
from autograder.public import (
    Bars,
    Curves,
    PublicCheckFailed,
    PublicResult,
    PublicStatus,
    check,
    html,
    run_task,
    text,
)
from autograder.public.deadline import Deadline
from autograder.public.load import CODE, TABLE
from autograder.public.picture import svg
from autograder.public.table import Table, TableFile, decode, encode, known, same
from autograder.worker.public import NAMES

ROOT = Path(__file__).resolve().parents[2]

CHECKS = '''
"""Public checks of a tiny week."""

from autograder.kit import Check, Curves, Task, asked, by_name, expect_number

INPUTS = [2.0, 3.0, 5.0]


def right(trial):
    doubles = trial.round("doubles")
    answers = [expect_number(record["said"], "the answer") for record in doubles.records]
    picture = Curves("answer", "input", tuple(doubles.truths), tuple(answers))
    doubles.expect(answers, "it does not double", picture=lambda *_: picture)


TASKS = {
    "double": Task(
        asks={"": asked(by_name("double", "x"))},
        questions={"doubles": lambda draw: [{"x": x} for x in INPUTS]},
        checks=[
            Check("right", "`double` doubles", right),
            Check("again", "It does so twice", right),
        ],
    )
}
'''


@pytest.fixture
def folder(tmp_path):
    """A released folder with one tiny task."""
    doubles = known(
        [2.0, 3.0, 5.0],
        lambda x: 2 * x,
        [("gradient-summed", lambda x: 7 * x), ("gradient-half", lambda x: x)],
    )
    (tmp_path / CODE).write_text(CHECKS)
    tables = {"double": Table("Doubling", {"doubles": doubles})}
    (tmp_path / TABLE).write_bytes(encode(TableFile("tiny", 7, tables)))
    return tmp_path


def names(source, **more):
    """Return the names that a cell defines."""
    space = {"__name__": "__main__", "torch": torch, "np": np, **more}
    exec(textwrap.dedent(source), space)
    return space


def run(folder, source, **options):
    return run_task(folder, names(source), "double", **{"seconds": 60, **options})


def test_what_holds_passes_and_promises_no_more(folder):
    result = run(folder, "def double(x): return 2 * x")
    assert (result.status, result.title) == (PublicStatus.PASS, "Doubling")
    assert result.holds == ("`double` doubles", "It does so twice")
    assert text(result) == "double: the public checks pass."
    assert "the public checks pass" in html(result)
    assert "<script" not in html(result)


def change(folder, **more):
    """Change what the released table says beside its numbers."""
    path = folder / TABLE
    path.write_text(json.dumps({**json.loads(path.read_bytes()), **more}))


def lectures(folder, parts):
    change(folder, lectures=parts)


def test_a_known_mistake_is_named_with_numbers_a_picture_and_hints_in_steps(folder):
    result = run(folder, "def double(x): return x")
    assert (result.status, result.diagnosis) == (PublicStatus.FAIL, "gradient-half")
    assert (result.expected, result.received) == ("4", "2")
    assert (result.wrong, result.unseen) == ("`double` doubles", ("It does so twice",))
    assert result.picture == Curves("answer", "input", (4.0, 6.0, 10.0), (2.0, 3.0, 5.0))
    first, second, third = Catalogue().hints("gradient-half")
    assert result.hints == (first, second, third)
    shown = text(result)
    assert first in shown
    assert second not in shown
    assert 'check("double", hints=2)' in shown
    assert second in text(result, hints=2)
    assert third not in text(result, hints=2)
    page = html(result)
    assert page.index(first) < page.index("<details") < page.index(second) < page.index(third)


def test_a_mistake_nobody_foresaw_is_caught_and_not_named(folder):
    result = run(folder, "def double(x): return 2 * x + 1")
    assert (result.status, result.diagnosis, result.hints) == (PublicStatus.FAIL, None, ())


def test_two_mistakes_that_fit_alike_are_no_diagnosis():
    alike = [("gradient-half", lambda x: x), ("gradient-summed", lambda x: x + 0.0)]
    assert known([2.0, 3.0], lambda x: 2 * x, alike).diagnose([2.0, 3.0]) is None


@pytest.mark.parametrize(
    ("source", "status", "words"),
    [
        ("", "open", "`double` is not defined yet: run the cell above first"),
        (
            "def double(x): raise NotImplementedError('task `double` is open: put your code')",
            "open",
            "task `double` is open",
        ),
        ("def double(x): raise NotImplementedError", "open", "task `double` is open"),
        (
            "def double(x): return other(x)\n"
            "def other(x): raise NotImplementedError('task `other` is open: put')",
            "open",
            "task `other` is open",
        ),
        ("def double(x): return 1 / 0", "error", "your code raised ZeroDivisionError"),
        ("def double(x): raise SystemExit(3)", "error", "asks Python to exit"),
        ("def double(x): raise KeyboardInterrupt", "error", "interrupted"),
        ("def double(x): raise GeneratorExit", "error", "your code raised GeneratorExit"),
        ("def double(x): return double(x)", "error", "calls itself without end"),
        (
            "class E(Exception):\n"
            "    def __str__(self): raise SystemExit\n"
            "def double(x): raise E",
            "error",
            "your code raised E",
        ),
        ("def double(x): return torch.ones(3, 3)", "fail", "the answer is not a number"),
        ("def double(x): return 'much'", "fail", "the answer is not a number"),
        ("def double(x): return float('nan')", "fail", "the answer is nan or inf"),
        ("def double(x): return torch.ones(1).expand(10**12)", "fail", "cannot be read"),
        (
            "class L(list):\n    def __eq__(self, o): raise SystemExit\n    __hash__ = None\n"
            "def double(x): return L()",
            "fail",
            "the answer is not a number",
        ),
        ("loop = []\nloop.append(loop)\ndef double(x): return loop", "fail", "cannot be read"),
        ("double = 7", "error", "your code raised TypeError"),
    ],
)  # fmt: skip
def test_whatever_the_code_does_ends_in_words(folder, source, status, words):
    result = run(folder, source)
    assert result.status == status
    assert words in result.fault
    assert words.split("`")[0] in text(result)
    assert html(result)


def test_an_exception_is_shown_with_its_line(folder):
    result = run(folder, "\n\ndef double(x):\n    return x + None")
    assert result.where.startswith("line 4, in double")


# Code that PyTorch refuses, and what its message says last or in a later line.
REFUSED = {
    "torch.ones(2, 3) @ torch.ones(2, 3)": "shapes cannot be multiplied (2x3 and 2x3)",
    "w = torch.ones(3, requires_grad=True); y = w.exp(); y += 1; y.sum().backward()": (
        "is at version 1; expected version 0 instead. Hint: enable anomaly detection to find the"
        " operation that failed to compute its gradient, with torch.autograd.set_detect_anomaly("
    ),
    "s = torch.ones(3, requires_grad=True).exp().sum(); s.backward(); s.backward()": (
        "or if you need to access saved tensors after calling backward."
    ),
    "torch.nn.Linear(2, 1)(torch.ones(3, 2).double())": "same dtype, but got Double and Float",
    "torch.nn.Linear(2, 1).load_state_dict({str(k): torch.ones(9) for k in range(40)}"
    " | {'weight': torch.ones(3)})": (
        "size mismatch for weight: copying a param with shape torch.Size([3]) from checkpoint, the"
        " shape in current model is torch.Size([1, 2])."
    ),
    "torch.testing.assert_close(torch.ones(3), torch.zeros(3))": "Mismatched elements: 3 / 3",
    "torch.normal(1, 'x')": "got (int, str), but expected one of:",
}  # fmt: skip


@pytest.mark.parametrize(
    ("source", "seconds", "leads"),
    [
        ("def double(x): return x + 1", 60, True),
        ("def double(x): return xs", 60, False),
        ("def double(x):\n    while True: pass", 0.5, False),
    ],
)
def test_a_wrong_answer_leads_to_a_lecture_and_a_slip_does_not(folder, source, seconds, leads):
    lectures(folder, {"the part on doubling": ["double"]})
    assert run(folder, source, seconds=seconds).lecture == ("the part on doubling" if leads else "")


def test_a_mistake_leads_to_its_own_part_of_a_lecture(folder):
    lectures(folder, {"the part on doubling": ["double"], "the chain rule": ["gradient-half"]})
    assert run(folder, "def double(x): return x").lecture == "the chain rule"
    assert run(folder, "def double(x): return x + 1").lecture == "the part on doubling"


def test_the_course_words_its_hints_itself(folder):
    change(folder, hints={"gradient-half": ["Which half?", "Look there."]})
    assert run(folder, "def double(x): return x").hints == ("Which half?", "Look there.")


def test_what_does_not_hold_is_marked_in_words_too(folder):
    result = run(folder, "def double(x): return x + 1")
    said = "  - not yet: `double` doubles\n  . 1 more check runs once this one passes"
    assert said in text(result)
    assert "✗ not yet: " in html(result)


@pytest.mark.parametrize("source", REFUSED)
def test_what_a_message_says_late_is_shown(folder, source):
    result = run(folder, f"def double(x): {source}")
    assert result.status is PublicStatus.ERROR
    assert REFUSED[source] in result.fault
    assert "\n" not in result.fault
    assert len(result.fault) < 450


@pytest.mark.parametrize(
    ("message", "start", "end"),
    [
        ("'x' * 1000", "xx", "x ... xx"),
        ("'first ' + 'word ' * 200 + 'last'", "first word", "word last"),
        ("'\\n'.join(f'line {n}' for n in range(100))", "line 0 line 1 line 2 ...", " line 99"),
        ("'first ' + 'word ' * 9999", "first word", " word ..."),
    ],
)
def test_the_middle_of_a_long_message_is_left_out(folder, message, start, end):
    fault = run(folder, f"def double(x): raise ValueError({message})").fault
    assert fault.startswith(f"your code raised ValueError: {start}")
    assert end in fault
    assert fault.endswith(end.split(" ... ")[-1])
    assert len(fault) < 450


@pytest.mark.parametrize("written", ["duoble", "doubles", "Double"])
def test_a_name_that_was_misspelt_is_named(folder, written):
    result = run(folder, f"def {written}(x): return 2 * x")
    assert result.status is PublicStatus.ERROR
    assert f"`double` is not defined, but `{written}` is" in result.fault


def as_in_jupyter(source):
    """Return the names of a cell whose source a traceback finds, as IPython sees to it."""
    lines = source.splitlines(keepends=True)
    linecache.cache["<cell of double>"] = (len(source), None, lines, "<cell of double>")
    found = names("")
    exec(compile(source, "<cell of double>", "exec"), found)
    return found


def test_a_diagnosis_from_an_exception(folder):
    source = "def double(x):\n    torch.ones(2, requires_grad=True).backward()"
    result = run_task(folder, as_in_jupyter(source), "double")
    assert result.diagnosis == "loss-not-scalar"
    assert result.hints == Catalogue().hints("loss-not-scalar")
    assert run(folder, source).diagnosis is None, "where nobody knows the line"


def test_a_task_is_open_where_its_own_line_says_so_not_where_pytorch_cannot_do_it(folder):
    for line, status in (("raise NotImplementedError", "open"), ("x = torch.ones(2) ^ 2", "error")):
        result = run_task(folder, as_in_jupyter(f"def double(x):\n    {line}"), "double")
        assert result.status == status


@pytest.mark.parametrize(
    "body",
    [
        "while True: pass",
        "while True: x = x + 1",
        "import time; time.sleep(10**6)",
        "while True:\n        try: double.n = 1\n        except BaseException: pass",
        "while True:\n        try: sum(range(1000))\n        except: continue",
        "while True: print('x' * 10**5)",
        "while x:\n        try:\n            while x: x += 1\n        except BaseException: pass",
    ],
)
def test_what_does_not_end_is_ended(folder, body):
    result = run(folder, f"def double(x):\n    {body}", seconds=0.2)
    assert result.status is PublicStatus.TIMEOUT
    assert "did not finish in time" in result.fault


def test_nothing_is_raised_in_what_comes_after():
    def until_told() -> None:
        while not clock.passed:
            pass

    for _ in range(20):
        clock = Deadline(0.001)
        clock.call(until_told)
        assert sum(range(2000)) == 1999000


def test_nothing_is_changed(folder):
    space = names(
        """
        count = 0
        def double(x):
            global count, double, made
            import random, warnings, sys
            count, made = 1, 2
            random.random(), np.random.rand(), torch.rand(3)
            torch.set_grad_enabled(False)
            torch.set_default_dtype(torch.float64)
            torch.set_default_device("meta")
            torch.set_num_threads(1 if torch.get_num_threads() > 1 else 2)
            torch.use_deterministic_algorithms(True, warn_only=True)
            torch.autograd.set_detect_anomaly(True)
            np.seterr(all="raise")
            warnings.simplefilter("error")
            warnings.warn("loud")
            sys.setrecursionlimit(5000)
            import os; os.chdir("/")
            import matplotlib.pyplot as plt; plt.figure()
            print("hidden"); print("hidden", file=sys.stderr)
            double = None
            return 2 * x
        """
    )
    before = dict(space)
    seen = state()
    out, err = io.StringIO(), io.StringIO()
    with (
        mpl.rc_context({"backend": "agg"}),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        run_task(folder, space, "double")
    assert (out.getvalue(), err.getvalue()) == ("", "")
    assert space == before
    assert list(space) == list(before)
    assert str(state()) == str(seen)


def test_a_call_has_one_thread_as_in_the_grader(folder):
    space = names(
        """
        seen = []
        def double(x):
            seen.append(torch.get_num_threads())
            return 2 * x
        """
    )
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        run_task(folder, space, "double")
        assert set(space["seen"]) == {1}
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)


def state():
    import matplotlib.pyplot as plt

    return (
        random.getstate(),
        np.random.get_state()[1].tolist(),
        torch.get_rng_state().tolist(),
        torch.is_grad_enabled(),
        torch.get_default_dtype(),
        torch.get_default_device(),
        torch.get_num_threads(),
        torch.are_deterministic_algorithms_enabled(),
        torch.is_anomaly_enabled(),
        np.geterr(),
        list(warnings.filters),
        sys.getrecursionlimit(),
        Path.cwd(),
        plt.get_fignums(),
    )


@pytest.mark.parametrize("left", [torch.no_grad, torch.inference_mode])
def test_settings_are_at_their_defaults_also_where_a_cell_has_left_others(folder, left):
    source = "def double(x): return 2 * x if torch.is_grad_enabled() and CPU() else x"
    source += "\nCPU = lambda: str(torch.get_default_device()) == 'cpu'"
    torch.set_default_device("meta")
    try:
        with left():
            assert run(folder, source).status is PublicStatus.PASS
            assert not torch.is_grad_enabled()
        assert str(torch.get_default_device()) == "meta"
    finally:
        torch.set_default_device(None)


def test_replaced_functions_of_torch_do_no_harm(folder, monkeypatch):
    broken = ("manual_seed", "get_rng_state", "set_rng_state", "get_num_threads", "rand")
    for name in broken:
        monkeypatch.setattr(torch, name, lambda *_, **__: 1 / 0)
    for name in ("allclose", "equal", "isclose"):
        monkeypatch.setattr(torch, name, lambda *_, **__: True)
    monkeypatch.setattr(random, "seed", None)
    assert run(folder, "def double(x): return 2 * x").status is PublicStatus.PASS
    assert run(folder, "def double(x): return x").diagnosis == "gradient-half"
    # What the comparison itself needs is missed in words.
    monkeypatch.setattr(torch, "tensor", None)
    assert run(folder, "def double(x): return 2 * x").status is PublicStatus.ERROR


def test_check_prints_text_where_there_is_no_notebook_and_raises_one_line(
    folder, monkeypatch, capsys
):
    monkeypatch.chdir(folder)
    space = names("def double(x): return x", check=check)
    with pytest.raises(PublicCheckFailed) as refusal:
        exec('check("double")', space)
    line = str(refusal.value)
    assert line == (
        "double: at x = 2, it does not double. "
        "Change the cell above, run it, then run this one again."
    )
    assert refusal.value._render_traceback_() == [line]
    assert refusal.value.__cause__ is None
    assert "hint: Differentiate u² on its own." in capsys.readouterr().out
    space["double"] = lambda x: 2 * x
    exec('check("double")', space)
    assert capsys.readouterr().out == "double: the public checks pass.\n"


@pytest.mark.parametrize("missing", [CODE, TABLE])
def test_missing_files_say_what_to_do(folder, missing, monkeypatch):
    (folder / missing).unlink()
    with pytest.raises(UsageError, match=missing) as told:
        run(folder, "")
    assert "beside" in told.value.remedy
    monkeypatch.chdir(folder)
    with pytest.raises(PublicCheckFailed, match=rf"^double: {missing} not found"):
        exec('check("double")', {"check": check})


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"format": 1}', b"\xff"])
def test_a_damaged_table_says_what_to_do(folder, content):
    (folder / TABLE).write_bytes(content)
    with pytest.raises(UsageError, match="cannot be read") as told:
        run(folder, "")
    assert "download public_checks.py and public_checks.json again" in told.value.remedy


def test_an_unknown_task_is_told_the_known_ones(folder):
    with pytest.raises(UsageError, match="no task `triple`") as told:
        run_task(folder, {}, "triple")
    assert "double" in told.value.remedy


def test_after_a_change_of_folder_the_files_are_found_where_the_notebook_began():
    program = (
        "import os\nfrom autograder.public import check\nos.chdir('/')\n"
        "Adaline1 = None\ncheck('manual_gradient')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT / "release/adaline",
        capture_output=True,
        text=True,
        check=False,
    )
    assert "your code raised TypeError" in done.stdout


def test_a_table_reads_back_as_it_was_written(folder):
    file = decode((folder / TABLE).read_bytes())
    assert (file.assignment, file.week, file.cells) == ("tiny", 7, [])
    assert encode(file) == (folder / TABLE).read_bytes()


def test_what_is_right_in_a_mistake_stands_in_a_table_once():
    """One mistake is in the last loss alone, the other one has another form than the truth."""
    problems = [1.0, 2.0]
    one = known(
        problems,
        lambda x: (x, [3 * x, 5 * x]),
        [("loss-scaled", lambda x: (x, [3 * x, 0.5])), ("no-return", lambda x: (x, [7.0]))],
    )
    data = encode(TableFile("tiny", 7, {"double": Table("Double", {"values": one})}))
    assert b'[["loss-scaled",[[null,[null,0.5]],[null,[null,0.5]]]],' in data
    assert b'["no-return",[[null,[7.0]],[null,[7.0]]]]]' in data
    told = decode(data).tasks["double"]["values"]
    assert [name for name, _ in told.mistakes] == ["loss-scaled", "no-return"]
    assert told.diagnose([(1.0, [3.0, 0.5]), (2.0, [6.0, 0.5])]) == "loss-scaled"
    assert told.diagnose([(1.0, [7.0]), (2.0, [7.0])]) == "no-return"
    assert told.diagnose([(1.0, [3.0, 5.0]), (2.0, [6.0, 10.0])]) is None


def test_another_machines_rounding_makes_no_other_table():
    def table(rounding):
        wrong = [("loss-scaled", lambda x: (x * rounding, 2 * x))]
        one = known([1.0, 2.0], lambda x: (x, x), wrong)
        return encode(TableFile("tiny", 7, {"double": Table("Double", {"values": one})}))

    assert b"null" in table(1)
    assert b"null" not in table(1 + 1e-6)
    assert same(table(1), table(1 + 1e-6))
    assert not same(table(1), table(1 + 1e-3))


def test_what_is_left_where_numbers_cancel_is_rounding_of_what_they_were():
    """0.24 - 0.23 in float32, as two processors have it, beside numbers around one."""

    def table(left):
        one = known([1.0], lambda x: [x, left], [("loss-scaled", lambda x: [2 * x, left])])
        return encode(TableFile("tiny", 7, {"double": Table("Double", {"values": one})}))

    assert same(table(0.009999871), table(0.00999999))
    assert not same(table(0.009999871), table(0.00995))


def test_which_mistakes_a_table_tells_does_not_go_by_rounding():
    def told(rounding):
        wrong = [
            ("not-shown", lambda x: [x, 2 * x + rounding]),
            ("loss-scaled", lambda x: [2 * x, x]),
            ("loss-scaled", lambda x: [2 * x, x - rounding]),
            ("loss-scaled", lambda x: [3 * x, x]),
            ("gradient-half", lambda x: [2 * x, x + rounding]),
        ]
        return [name for name, _ in known([1.0, 2.0], lambda x: [x, 2 * x], wrong).mistakes]

    assert told(0) == told(1e-6) == ["loss-scaled", "loss-scaled", "gradient-half"]


def test_a_table_holds_no_rounding_where_numbers_cancel():
    answer = torch.tensor([0.1, 0.2, -0.3], dtype=torch.float64)
    one = known([answer], lambda numbers: [numbers.sum(), -0.0, 1e-9])
    assert str(one.truth) == "((0.0, 0.0, 1e-09),)"


def test_what_students_write_is_shown_as_text():
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    result = PublicResult(
        task="t", title="", status=PublicStatus.FAIL, fault=hostile, where=hostile,
        wrong=hostile, received=hostile, expected=hostile, hints=(hostile,) * 3, lecture=hostile,
        picture=Bars(hostile, (hostile,), (1.0,), (2.0,)),
    )  # fmt: skip
    page = html(result)
    assert "<script" not in page
    assert "<img" not in page


@pytest.mark.parametrize("values", [(), (float("nan"),), (float("inf"), 1.0)])
def test_what_cannot_be_drawn_is_not(values):
    assert svg(Curves("t", "epoch", (1.0, 2.0), values)).count("<svg") == (values == ())
    assert svg(Curves("t", "epoch", (1.0,), values)) == ""


def test_in_grading_a_stand_in_has_every_name():
    assert sorted(NAMES) == sorted(autograder.public.__all__)


def test_importing_it_is_quick_beside_torch():
    program = (
        "import torch, sys; before = set(sys.modules); import autograder.public;"
        "print(*sorted({m.split('.')[0] for m in set(sys.modules) - before}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    slow = {"nbgrader", "pydantic", "sklearn", "matplotlib", "nbformat", "IPython", "pytest"}
    assert not slow & set(done.stdout.split())


def functions(path):
    """Return the bodies of a file's functions, without docstrings, as text that can be compared."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            body = node.body if isinstance(node.body, list) else [node.body]
            code = [part for part in body if not isinstance(part, ast.Expr)] or body
            yield "\n".join(map(ast.dump, code))


def notebook_of(week):
    return nbformat.read(ROOT / "release" / week.id / f"{week.notebook}.ipynb", as_version=4)


def test_the_released_files_hold_no_code_of_the_hidden_ones():
    course = load_course(ROOT)
    weeks = [week for week in course.assignments if (ROOT / "release" / week.id / CODE).exists()]
    assert weeks
    for week in weeks:
        released = course.release_notebook(week).parent
        hidden = [*course.graders_dir(week).glob("*.py")]
        assert hidden
        shared = set(functions(released / CODE)) & {f for path in hidden for f in functions(path)}
        # A single attribute or index is anybody's.
        assert not {code for code in shared if len(code) > 200}
        path = released / TABLE
        check_table(course, week, path, path.read_bytes(), notebook_of(week))


@pytest.mark.parametrize("text", ["2 * x", "def f", "lambda given: given", "a hidden word"])
def test_a_table_with_other_text_is_not_released(text):
    course = load_course(ROOT)
    week = course.assignment("adaline")
    path = ROOT / "release/adaline" / TABLE
    content = json.loads(path.read_bytes())
    content["tasks"]["grad_call"]["known"]["values"]["mistakes"][0][0] = text
    with pytest.raises(ReleaseError, match="would be released with the text"):
        check_table(course, week, path, json.dumps(content).encode(), notebook_of(week))


@pytest.mark.parametrize("key", ["hints", "lectures"])
def test_a_table_with_other_words_than_the_course_s_is_not_released(key):
    course = load_course(ROOT)
    week = course.assignment("adaline")
    path = ROOT / "release/adaline" / TABLE
    content = json.loads(path.read_bytes())
    content[key]["a hidden word"] = ["2 * x"]
    with pytest.raises(ReleaseError, match="other hints or lectures than the course's"):
        check_table(course, week, path, json.dumps(content).encode(), notebook_of(week))
