# ruff: noqa: E501 - code of students stands in one-line strings
"""Cells, calls and probes in the real sandbox."""

import random
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from autograder import wire
from autograder.errors import (
    SandboxError,
    StudentCrashed,
    StudentMemory,
    StudentNameMissing,
    StudentProtocol,
    StudentRaised,
    StudentTimeout,
)
from autograder.model import Limits
from autograder.sandbox import CellError, Sandbox
from autograder.worker import warm
from autograder.worker.libraries import LIBRARIES, Library

LIMITS = Limits(memory_mb=512, processes=16, file_mb=16, output_kb=16)


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(LIMITS) as warm:
        yield warm


@pytest.fixture
def session(sandbox):
    with sandbox.open() as opened:
        yield opened


def run(session, source, cell_id="c", seconds=60.0):
    return session.run_cell(source, cell_id, seconds=seconds)


def text_of(ran):
    return "".join(
        o.get("text", "") or o.get("data", {}).get("text/plain", "") for o in ran.outputs
    )


def call(session, name, *args, seed=0, seconds=60.0, **kwargs):
    return session.call(name, args, kwargs, seed=seed, seconds=seconds)


def probe(session, name, *args, seed=0, seconds=60.0, **kwargs):
    return session.probe(name, args, kwargs, seed=seed, seconds=seconds)


# --- what of the engine is there ----------------------------------------------------------------


def test_the_hidden_half_of_the_kit_is_not_there(session):
    found = run(
        session, "import os, autograder.kit as k; print(os.listdir(k.__path__[0] + '/hidden'))"
    )
    assert text_of(found) == "[]\n"
    for module in ("kit.hidden.training", "kit.hidden.grader", "grading", "authoring", "course"):
        refused = run(session, f"import autograder.{module}")
        assert refused.error.type_name == "ModuleNotFoundError"


# --- cells -------------------------------------------------------------------------------------


def test_streams_are_merged_and_the_last_expression_is_shown(session):
    ran = run(session, "import sys\nprint(1)\nprint(2)\nprint('e', file=sys.stderr)\n1 + 1")
    assert ran.error is None
    assert ran.outputs == [
        {"output_type": "stream", "name": "stdout", "text": "1\n2\n"},
        {"output_type": "stream", "name": "stderr", "text": "e\n"},
        {
            "output_type": "execute_result",
            "data": {"text/plain": "2"},
            "metadata": {},
            "execution_count": 1,
        },
    ]


def test_cells_share_names_and_run_as_main(session):
    run(session, "x = 41")
    assert text_of(run(session, "print(x + 1, __name__, type(get_ipython()).__name__ != '')")) == (
        "42 __main__ True\n"
    )


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("%%capture kept\nprint('hidden')", ""),
        ("!echo from the shell", "from the shell"),
        ("display('a')", "'a'"),
        ("import asyncio\nawait asyncio.sleep(0)\n'awaited'", "'awaited'"),
        ("%time sum([1, 2])", "Wall time"),
        ("%%time\nprint('timed')", "timed"),
        ("import os; os.getcwd()", "'/notebook'"),
        ("_ = 3;", ""),
        ("f = open('x', 'w'); f = None", ""),
        ("from IPython.display import clear_output\nprint('old'); clear_output()\nprint('n')", "n\n"),
    ],
)  # fmt: skip
def test_magics_shell_display_and_await(session, source, shown):
    ran = run(session, source)
    assert ran.error is None
    assert shown in text_of(ran)
    assert shown or not ran.outputs
    assert "old" not in text_of(ran)


def test_cells_are_read_as_ipython_reads_them(session):
    sources = ["x = 1", "x = 1\n", "\n\n  \nx = 1", "In [1]: x = 1", ">>> x = 1", "  x = 1", "", " ",
        "%time 1", "a = %time 1", "a = !ls", "x?", "?x", "!ls", "%%time\nx", "\"\"\"\n%%time\n!ls\n\"\"\"", "x = (1\n%2)",
        "if 1:\n    %time 2", "x = 1 \\\n+ 2", "await x", "x = '\\d'", "def f(:", "x = 1  # %time", "x \\\n%y", "\tx", "\ufeffx = 1",
        "x = 1;\n", "\r\nx = 1", "x = 1\r\ny = 2", "%matplotlib inline\nx = 1", "x['In [']"]  # fmt: skip
    told = call_after(
        session,
        """
from IPython.core.interactiveshell import InteractiveShell
shell = get_ipython()
def transformed(sources):
    return [[shell.transform_cell(s), InteractiveShell.transform_cell(shell, s)] for s in sources]
""",
        "transformed",
        sources,
    )
    for source, (ours, theirs) in zip(sources, told, strict=True):
        assert ours == theirs, repr(source)


def call_after(session, source, name, *args):
    assert run(session, source).error is None
    return call(session, name, *args)


WARMING = [*warm.CELLS, *(c for lib in LIBRARIES.values() for c in (*lib.set_up, *lib.cells))]


@pytest.mark.parametrize("cell", WARMING)
def test_what_warms_the_server_runs(session, cell):
    error = run(session, cell).error
    assert (error.type_name if error else "") == ("ZeroDivisionError" if "/ 0" in cell else "")


@pytest.mark.parametrize(
    "line", ["%matplotlib inline", "%matplotlib", "%matplotlib widget", "%pylab"]
)
def test_plots_may_be_asked_for_by_a_magic(session, line):
    ran = run(session, f"{line}\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nseen = 1")
    assert ran.error is None
    assert session.defined("seen")
    assert any("image/png" in output.get("data", {}) for output in ran.outputs)


@pytest.mark.parametrize("ending", ["", "\nplt.show()", "\n%matplotlib inline\nplt.show()"])
def test_a_figure_becomes_one_png(session, ending):
    ran = run(session, "import matplotlib.pyplot as plt\nplt.plot([1, 2]);" + ending)
    assert ran.error is None
    pictures = [o for o in ran.outputs if "image/png" in o.get("data", {})]
    assert [o["output_type"] for o in pictures] == ["display_data"]
    assert pictures[0]["data"]["image/png"].startswith("iVBOR")


def test_rich_results_keep_their_representations(session):
    source = "class R:\n    def _repr_html_(self): return '<b>r</b>'\n    def __repr__(self): return 'r'\nR()"
    assert run(session, source).outputs[0]["data"] == {"text/html": "<b>r</b>", "text/plain": "r"}


def test_an_error_names_cell_and_line(session):
    ran = run(session, "a = 1\ndef f():\n    return {}['k']\n\nf()", "grad-1")
    assert ran.error == CellError("KeyError", "'k'", 3)
    (shown,) = ran.outputs
    assert (shown["output_type"], shown["ename"], shown["evalue"]) == ("error", "KeyError", "'k'")
    assert any("Cell grad-1, line 3" in line for line in shown["traceback"])


@pytest.mark.parametrize(
    ("source", "shown", "hidden"),
    [
        ("def f(x):\n    y = x\n    return y / 0\n\nf(1)", ["----> 5 f(1)", "----> 3     return y / 0", "in f(x)"], []),
        ("try:\n    1 / 0\nexcept Exception as e:\n    raise KeyError('k') from e", ["----> 2     1 / 0", "----> 4     raise", "direct cause"], []),
        ("import matplotlib.pyplot as plt, torch\nplt.plot(torch.ones(2, requires_grad=True))", ["----> 2 plt.plot", "matplotlib/cbook.py", "Tensor.__array__"], []),
        ("%time 1 / 0", ["ZeroDivisionError", "timed eval"], ["interactiveshell.py"]),
        ("def f(n):\n    return f(n + 1)\n\nf(0)", ["----> 4 f(0)", "----> 2     return f(n + 1)", "RecursionError"], []),
    ],
)  # fmt: skip
def test_a_traceback_shows_the_lines_as_they_stand(session, source, shown, hidden):
    (output,) = [o for o in run(session, source).outputs if o["output_type"] == "error"]
    text = "\n".join(output["traceback"])
    assert [part for part in shown if part not in text] == []
    assert [part for part in hidden if part in text] == []


def test_a_syntax_error_has_its_line(session):
    error = run(session, "ok = 1\n\ndef f(:\n  pass").error
    assert (error.type_name, error.line) == ("SyntaxError", 3)
    assert run(session, "\nexec('1 +')").error.line == 2


@pytest.mark.parametrize(
    ("source", "type_name"),
    [
        ("import sys; sys.exit(3)", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("raise GeneratorExit", "GeneratorExit"),
        ("class Own(BaseException): pass\nraise Own", "Own"),
        ("class E(BaseException):\n    def __str__(self): raise SystemExit\nraise E", "E"),
        ("raise ExceptionGroup('g', [ValueError(1)])", "ExceptionGroup"),
        ("input('? ')", "EOFError"),
        ("import getpass; getpass.getpass()", "EOFError"),
        ("breakpoint()", "RuntimeError"),
        ("exit()", "RuntimeError"),
        ("quit(keep_kernel=True)", "RuntimeError"),
        ("import pdb; pdb.set_trace()", "BdbQuit"),
        ("def f(): f()\nf()", "RecursionError"),
    ],
)
def test_what_a_cell_raises_is_contained(session, source, type_name):
    ran = run(session, source)
    assert ran.error.type_name == type_name
    assert [o["output_type"] for o in ran.outputs].count("error") == 1
    assert text_of(run(session, "print('still here')")) == "still here\n"


def test_input_says_why_not(session):
    assert "cannot be answered while" in run(session, "input()").error.text


def test_exit_says_why_not_in_a_cell_and_in_a_function(session):
    said = "exit() cannot be used while the notebook is graded"
    assert run(session, "exit()").error.text == said
    assert run(session, "def f():\n    quit()\nf()").error.text == said


def test_output_is_cut_and_says_so_once(session):
    ran = run(session, "for i in range(100000):\n    print('x' * 50)\ndone = True")
    shown = text_of(ran)
    assert ran.error is None
    assert LIMITS.output_kb * 1024 <= len(shown) < LIMITS.output_kb * 1024 + 200
    assert shown.count("the rest is not shown") == 1
    assert session.defined("done")


def test_a_huge_picture_is_not_shown(session):
    ran = run(
        session,
        "from IPython.display import Image, display\ndisplay(Image(b'x' * 3_000_000, format='png'))",
    )
    assert "the rest is not shown" in text_of(ran)
    assert all("image/png" not in o.get("data", {}) for o in ran.outputs)


def test_threads_cannot_print_between_cells(session):
    run(
        session,
        "import threading, time\nt = threading.Thread(target=lambda: (time.sleep(.1), print('late')))\nt.start()",
    )
    assert text_of(run(session, "t.join()")) in ("", "late\n")
    assert run(session, "1;").outputs == []


# --- calls -------------------------------------------------------------------------------------


def test_a_call_brings_values_back(session):
    run(session, "def f(x, *, k=1):\n    return {'t': x * k, 'p': (1, 'a', None)}")
    value = call(session, "f", torch.ones(2), k=3)
    assert torch.equal(value["t"], torch.full((2,), 3.0))
    assert value["p"] == (1, "a", None)


def test_a_missing_name_is_told(session):
    with pytest.raises(StudentNameMissing) as caught:
        call(session, "nothing_here")
    assert caught.value.name == "nothing_here"
    assert session.alive
    assert not session.defined("nothing_here")


def test_what_a_call_raises_names_cell_and_line(session):
    run(session, "def g():\n    raise ValueError('deep')\n", "first")
    run(session, "import json\ndef f():\n    g()", "second")
    with pytest.raises(StudentRaised) as caught:
        call(session, "f")
    fault = caught.value
    assert (fault.type_name, fault.text, fault.where) == (
        "ValueError",
        "deep",
        "cell first, line 2",
    )
    assert session.alive


@pytest.mark.parametrize("kind", ["SystemExit", "KeyboardInterrupt", "GeneratorExit", "Evil"])
def test_no_exception_escapes_a_call(session, kind):
    evil = "class Evil(BaseException):\n    def __str__(self): raise SystemExit\n    __repr__ = __str__\n"
    run(session, evil + f"def f():\n    raise {kind}")
    with pytest.raises(StudentRaised) as caught:
        call(session, "f")
    assert caught.value.type_name == kind
    assert session.alive


def test_the_text_of_an_exception_is_capped(session):
    run(session, "def f():\n    raise ValueError('x' * 10**7)")
    with pytest.raises(StudentRaised) as caught:
        call(session, "f")
    assert len(caught.value.text) <= 2000


def test_every_call_starts_from_its_seed(session):
    run(
        session,
        "import random, numpy, torch\ndef f():\n    return random.random(), numpy.random.rand(), torch.rand(1).item()",
    )
    random.seed(7)
    np.random.seed(7)
    expected = (
        random.random(),
        np.random.rand(),
        torch.rand(1, generator=torch.Generator().manual_seed(7)).item(),
    )
    assert call(session, "f", seed=7) == call(session, "f", seed=7) == expected
    assert call(session, "f", seed=8) != expected


def test_what_a_call_prints_reaches_nobody(session):
    run(
        session,
        "import sys\ndef f(x):\n    print('secret', x)\n    display(x)\n    sys.stderr.write('secret')",
    )
    assert call(session, "f", 42) is None
    assert run(session, "1;").outputs == []


def test_a_live_object_arrives_as_its_type_name_only(session):
    run(session, "class Model: pass\ndef f(): return [Model()]")
    assert call(session, "f") == [wire.Opaque("Model")]


@pytest.mark.parametrize(
    "value",
    ["torch.zeros(1).expand(1 << 40)", "nested()", "[0] * 2_000_000", "'x' * 20_000_000"],
)
def test_a_value_that_is_too_large_is_the_calls_error(session, value):
    run(
        session,
        "import torch\ndef nested():\n    n = None\n    for _ in range(10000): n = [n]\n    return n\n"
        f"def f():\n    return {value}",
    )
    with pytest.raises(StudentRaised, match="cannot be handed over"):
        call(session, "f")
    assert session.alive


def test_arguments_that_do_not_cross_are_our_fault(session):
    with pytest.raises(SandboxError, match="cannot be handed over"):
        call(session, "f", torch.zeros(1).expand(1 << 40))


# --- probes ------------------------------------------------------------------------------------


PROBES = """
def names(student, *args, **kwargs):
    return student.x, args, kwargs

def missing(student):
    return student.not_there

def has(student):
    return hasattr(student, "x"), hasattr(student, "not_there")

def own_mistake(student):
    return 1 / 0

def through(student):
    return student.f()
"""


def test_probes_see_the_notebook(session):
    run(session, "x = 5")
    session.load_probes(PROBES, seconds=60)
    assert probe(session, "names", 1, k=2) == (5, (1,), {"k": 2})
    assert probe(session, "has") == (True, False)
    assert not session.defined("names")
    with pytest.raises(StudentNameMissing) as caught:
        probe(session, "missing")
    assert caught.value.name == "not_there"


def test_a_fault_of_the_probe_itself_has_no_place_in_the_notebook(session):
    run(session, "def f():\n    return 1 / 0", "mine")
    session.load_probes(PROBES, seconds=60)
    with pytest.raises(StudentRaised) as caught:
        probe(session, "own_mistake")
    assert (caught.value.type_name, caught.value.where) == ("ZeroDivisionError", "")
    with pytest.raises(StudentRaised) as caught:
        probe(session, "through")
    assert caught.value.where == "cell mine, line 2"


def test_a_missing_probe_is_our_fault(session):
    session.load_probes(PROBES, seconds=60)
    with pytest.raises(SandboxError, match="no probe named nope"):
        probe(session, "nope")


def test_a_submission_that_keeps_probes_from_loading_has_itself_to_blame(session):
    run(session, "import builtins\nbuiltins.exec = None")
    with pytest.raises(StudentProtocol, match="could not be loaded"):
        session.load_probes(PROBES, seconds=60)


def test_a_submission_that_removes_a_probe_has_itself_to_blame(session):
    session.load_probes("def mine(student):\n    return 1", seconds=60)
    run(
        session,
        "import gc, types\n"
        "for thing in gc.get_objects():\n"
        "    if isinstance(thing, types.ModuleType) and thing.__name__ == 'probes':\n"
        "        del thing.mine",
    )
    with pytest.raises(StudentRaised):
        probe(session, "mine")


# --- how a hand-in ends ------------------------------------------------------------------------


def test_one_deadline_holds_for_a_whole_call(session):
    run(session, "import time\ndef f(): time.sleep(600)")
    with pytest.raises(StudentTimeout) as caught:
        call(session, "f", seconds=0.3)
    assert caught.value.seconds == 0.3
    assert not session.alive
    with pytest.raises(StudentTimeout):
        call(session, "f")


def test_a_slow_drip_does_not_stretch_the_deadline(session):
    with pytest.raises(StudentTimeout):
        run(
            session,
            "import os, time\nos.write(3, b'\\0\\0\\x10\\0')\nwhile True:\n    os.write(3, b'x'); time.sleep(.05)",
            seconds=1.0,
        )


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("import ctypes; ctypes.string_at(0)", "SIGSEGV"),
        ("import os; os.abort()", "SIGABRT"),
        ("import os; os._exit(7)", "exit status 7"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "SIGKILL"),
        ("import os\n    if os.fork() == 0:\n        import time; time.sleep(600)\n    os._exit(8)", "status 8"),
    ],
)  # fmt: skip
def test_a_crash_names_its_cause(session, body, reason):
    run(session, f"def f():\n    {body}")
    with pytest.raises(StudentCrashed, match=reason):
        call(session, "f")
    assert not session.alive


@pytest.mark.parametrize(
    "sent",
    [
        "b'\\xff\\xff\\xff\\xff'",
        "b'\\0\\0\\0\\1\\xc0'",
        "wire.encode_frame({'id': 1, 'status': 'ok', 'value': 1})",
        "b'\\0\\0\\0\\4junk'",
    ],
)
def test_what_is_no_answer_is_a_protocol_fault(session, sent):
    frame = (
        "import os, struct\nfrom autograder import wire\n"
        "def frame(v):\n    d = wire.encode(v)\n    return struct.pack('>I', len(d)) + d\n"
        "wire.encode_frame = frame\n"
    )
    with pytest.raises(StudentProtocol):
        run(session, frame + f"os.write(3, {sent})")
    assert not session.alive


@pytest.mark.parametrize(
    "body",
    [
        "return bytearray(10**10)",
        "import torch; return torch.zeros(10**10)",
        "raise MemoryError",
        "import os, time\n    keep = bytearray(300_000_000)\n    if os.fork() == 0: os.fork()\n"
        "    keep[:] = os.urandom(1) * len(keep)\n    time.sleep(600)",
    ],
)
def test_memory_is_told_apart(session, body):
    run(session, f"def f():\n    {body}")
    with pytest.raises(StudentMemory) as caught:
        call(session, "f")
    assert caught.value.megabytes == LIMITS.memory_mb
    assert not session.alive


def test_limits_hold_as_before_when_many_submissions_have_been_served():
    with Sandbox(LIMITS) as sandbox:
        for number in range(70):  # on the way the server moves itself into huge pages
            with sandbox.open() as session:
                assert text_of(run(session, f"{number} + 1")) == str(number + 1)
        with sandbox.open() as session:
            assert run(session, f"kept = bytearray({LIMITS.memory_mb // 2} * 2**20)").error is None
            grow = f"more = bytearray({LIMITS.memory_mb} * 2**20)"
            assert run(session, grow).error is not None


def test_memory_in_a_cell_is_the_cells_error(session):
    assert run(session, "bytearray(10**10)").error.type_name == "MemoryError"
    assert run(session, "import torch; torch.zeros(10**10)").error.type_name == "MemoryError"


def test_a_cell_that_forks_answers_once(session):
    ran = run(session, "import os\npid = os.fork()\nprint('parent' if pid else 'child')")
    assert text_of(ran) == "parent\n"
    assert text_of(run(session, "print('next')")) == "next\n"


def test_data_loader_workers_work(session):
    ran = run(
        session,
        "import torch\nfrom torch.utils.data import DataLoader, TensorDataset\n"
        "d = TensorDataset(torch.arange(8.))\n"
        "print(sum(x.sum().item() for (x,) in DataLoader(d, batch_size=2, num_workers=2)))",
    )
    assert ran.error is None, ran.outputs
    assert "28.0" in text_of(ran)


def test_training_works(session):
    ran = run(
        session,
        "import torch\nm = torch.nn.Linear(2, 1)\no = torch.optim.Adam(m.parameters())\n"
        "x = torch.randn(64, 2)\nfor _ in range(20):\n"
        "    loss = m(x).pow(2).mean(); o.zero_grad(); loss.backward(); o.step()\nloss.item()",
    )
    assert ran.error is None, ran.outputs


def test_one_submission_at_a_time(sandbox, session):
    with pytest.raises(SandboxError, match="one hand-in at a time"):
        sandbox.open()
    session.close()
    session.close()
    assert not session.alive
    with pytest.raises(SandboxError, match="closed"):
        run(session, "1")


def test_a_sandbox_whose_server_died_starts_another(sandbox):
    sandbox._link.process.kill()
    sandbox._link.process.wait()
    with sandbox.open() as session:
        assert run(session, "x = 1").error is None


# --- libraries that take long to import --------------------------------------------------------

FRESH = (
    "import sys, os, numpy, torch\n"
    "print([n for n in ('matplotlib', 'sklearn') if n in sys.modules], os.listdir('/tmp'),\n"
    "      len(globals()), numpy.random.rand(), torch.rand(1))"
)


def fresh(sandbox):
    """Return what a hand-in sees first: libraries that are imported, and all the rest."""
    with sandbox.open() as session:
        seen = text_of(run(session, FRESH))
    imported, _, rest = seen.partition("]")
    return imported.strip("["), rest


def test_a_library_is_imported_once_a_submission_mentions_it():
    with Sandbox(LIMITS) as sandbox:
        none, as_new = fresh(sandbox)
        process = sandbox._link.process
        sandbox.expect("%pylab inline\nfrom os import path")
        plots = fresh(sandbox)
        sandbox.expect("import numpy")
        assert (none, plots, fresh(sandbox)) == ("", ("'matplotlib'", as_new), plots)
        assert sandbox._link.process is process, "the same server"
        with sandbox.open() as session:
            grow = f"more = bytearray({LIMITS.memory_mb} * 2**20)"
            assert run(session, f"kept = bytearray({LIMITS.memory_mb // 2} * 2**20)").error is None
            assert run(session, grow).error is not None
        process.kill()  # the next server starts with what this one had
        process.wait()
        sandbox.expect("import sklearn.datasets")
        assert fresh(sandbox) == ("'matplotlib', 'sklearn'", as_new)


def test_what_is_expected_before_the_start_is_there_from_the_start():
    sandbox = Sandbox(LIMITS)
    sandbox.expect("import matplotlib.pyplot as plt")
    with sandbox:
        assert fresh(sandbox)[0] == "'matplotlib'"


def test_a_library_that_is_not_installed_keeps_nobody_from_starting(monkeypatch):
    monkeypatch.setattr(warm, "LIBRARIES", {"none": Library(("no_such_module",), ("1 / 0",))})
    ran = []
    notebook = SimpleNamespace(
        reset=lambda: ran.append("reset"), run=lambda *_, **__: ran.append(1)
    )
    warm.warm_libraries(notebook, ["none"])
    assert ran == ["reset"]


def test_names_that_are_no_library_import_nothing(sandbox):
    sandbox.start()
    assert sandbox._link.ask(b"import os.system antigravity", 60) == {"imported": []}


def test_nothing_is_imported_while_a_submission_runs(sandbox, session):
    assert sandbox._link.ask(b"import matplotlib", 60) == {"error": "not a request"}
    assert run(session, "1").error is None
