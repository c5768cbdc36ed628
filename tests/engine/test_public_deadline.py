"""The time limit of the public checks beside profilers, tracers and debuggers: none hangs.

In processes of their own, so that a hang is a failure here.
"""

import itertools
import json
import subprocess
import sys
import textwrap

import pytest
from jupyter_client.manager import start_new_kernel
from stubbed import PATIENCE

from autograder.public.load import CODE, TABLE
from autograder.public.table import Table, TableFile, encode, known

CHECKS = '''
"""Public checks of a tiny week."""

from autograder.kit import Check, Task, asked, by_name


def right(trial):
    doubles = trial.round("doubles")
    doubles.expect([record["said"] for record in doubles.records], "it does not double")


TASKS = {
    "double": Task(
        asks={"": asked(by_name("double", "x"))},
        questions={"doubles": lambda draw: [{"x": 2.0}, {"x": 3.0}]},
        checks=[Check("right", "`double` doubles", right)],
    )
}
'''

# How a call is made with each of them.
TOOLS = {
    "cProfile": "import cProfile; cProfile.Profile().runcall(look)",
    "cProfile, switched on and off": (
        "import cProfile; profile = cProfile.Profile(); profile.enable(); look();profile.disable()"
    ),
    "profile": "import profile; profile.Profile().runcall(look)",
    "settrace": "sys.settrace(tracer); look()",
    "settrace in every thread": "threading.settrace(tracer); sys.settrace(tracer); look()",
    "trace": "import trace; trace.Trace(count=1, trace=0).runfunc(look)",
    "pdb": (
        "import io, pdb;pdb.Pdb(stdin=io.StringIO('continue'), stdout=io.StringIO()).runcall(look)"
    ),
}
WORK = {
    "ends": ("sum(range(100))", False),
    "does not end": ("while True: pass", True),
    "catches everything": (
        "while not clock.passed:\n    try: str(1)\n    except BaseException: pass",
        True,
    ),
    "waits": ("import time; time.sleep(10**6)", True),
}


def in_a_process(program):
    """Return what the program prints."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# What wakes code that waits is Ctrl-C, which pdb takes for a person's.
CASES = [(work, tool) for work in WORK for tool in TOOLS if (work, tool) != ("waits", "pdb")]


@pytest.mark.parametrize(("work", "tool"), CASES)
def test_it_gets_on_with_profilers_and_tracers(work, tool):
    (body, passed), tool = WORK[work], TOOLS[tool]
    program = f"""
import sys, threading
from autograder.public.deadline import Deadline

def tracer(*_):
    return tracer

def work():
{textwrap.indent(body, "    ")}

def look():
    clock.call(work)
    assert [double(x) for x in range(100)] == list(range(0, 200, 2))

def double(x):
    return 2 * x

clock = Deadline({0.2 if passed else 60})
{tool}
assert sys.gettrace() is (tracer if "settrace" in {tool!r} else None)
sys.settrace(None)
for thread in threading.enumerate():
    if thread is not threading.main_thread():
        thread.join(60)
print(clock.passed, threading.active_count())
"""
    assert in_a_process(program) == f"{passed} 1\n"


def test_a_tracer_that_was_interrupted_itself_goes_on():
    program = """
import sys
from autograder.public.deadline import Deadline

def tracer(frame, *_):
    while frame.f_code is work.__code__ and not clock.passed:
        pass
    return tracer

def work():
    while True:
        str(1)

clock = Deadline(0.2)
sys.settrace(tracer)
clock.call(work)
print(sys.gettrace() is tracer)
"""
    assert in_a_process(program) == "True\n"


class Notebook:
    """A real kernel in a released folder, and a person who answers what it asks."""

    def __init__(self, folder):
        self._manager, self._client = start_new_kernel(startup_timeout=PATIENCE, cwd=str(folder))
        self.answers, self.asked = iter(()), 0

    def close(self):
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)

    def run(self, source):
        """Return what the cell prints and shows as text, and the name of its error or ""."""
        shown = []
        reply = self._client.execute_interactive(
            source,
            stop_on_error=False,  # else some kernels drop what comes right after an error
            allow_stdin=True,
            stdin_hook=self._type,
            output_hook=lambda message: shown.append(message["content"]),
            timeout=PATIENCE,
        )
        texts = [one.get("text") or one.get("data", {}).get("text/plain", "") for one in shown]
        return "".join(texts), reply["content"].get("ename", "")

    def _type(self, _):
        self.asked += 1
        self._client.input(next(self.answers))


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    folder = tmp_path_factory.mktemp("released")
    doubles = known([2.0, 3.0], lambda x: 2 * x, [("gradient-half", lambda x: x)])
    (folder / CODE).write_text(CHECKS)
    (folder / TABLE).write_bytes(
        encode(TableFile("tiny", 7, {"double": Table("Doubling", {"doubles": doubles})}))
    )
    notebook = Notebook(folder)
    assert notebook.run("from autograder.public import check")[1] == ""
    yield notebook
    notebook.close()


RIGHT = "def double(x): return 2 * x"
ENDLESS = "def double(x):\n    while True: pass"
PASS = "double: the public checks pass."


@pytest.mark.parametrize(
    "cell",
    [
        "%prun -q check('double', seconds=60)",
        "%time check('double', seconds=60)",
        "%%time\ncheck('double', seconds=60)",
        "%timeit -n 2 -r 2 check('double', seconds=60)",
        "%%prun -q\nfor _ in range(3): check('double', seconds=60)",
    ],
)
def test_magics_that_measure_show_the_box(notebook, cell):
    assert notebook.run(RIGHT)[1] == ""
    shown, error = notebook.run(cell)
    assert (error, PASS in shown) == ("", True)
    assert time_limits(notebook) == "[]"


@pytest.mark.parametrize("magic", ["%prun -q", "%time", "%timeit -n 1 -r 1"])
def test_magics_that_measure_end_what_does_not_end(notebook, magic):
    notebook.run(ENDLESS)
    shown, _ = notebook.run(f"{magic} check('double', seconds=0.3)")
    assert "did not finish in time" in shown
    assert time_limits(notebook) == "[]"


def test_the_debugger_afterwards_ends(notebook):
    notebook.answers, notebook.asked = iter("q"), 0
    notebook.run(ENDLESS)
    assert notebook.run("check('double', seconds=0.3)")[1] == "PublicCheckFailed"
    assert notebook.run("%debug")[1] == ""
    assert notebook.asked == 1
    assert time_limits(notebook) == "[]"


# No time passes by itself: how long a person stands there does not depend on the machine.
CLOCK = '''
import threading, types
from autograder.public import deadline

class Clock(threading.Event):
    """What a time limit waits for: its end, or that its time is up."""

    def __init__(self):
        super().__init__()
        self.waiting, self.up = threading.Semaphore(0), threading.Semaphore(0)
        Clock.last = self

    def wait(self, seconds):
        self.waiting.release()
        self.up.acquire()
        return self.is_set()

    def set(self):
        super().set()
        self.up.release()

def pass_time():
    """Let the time be up, until the time limit waits once more."""
    Clock.last.waiting.acquire()
    Clock.last.up.release()
    Clock.last.waiting.acquire()
    Clock.last.waiting.release()

deadline.threading = types.SimpleNamespace(**{**vars(threading), "Event": Clock})
'''


def test_a_person_at_a_breakpoint_is_waited_for(notebook):
    notebook.answers, notebook.asked = itertools.cycle(["pass_time()", "c"]), 0
    stop = "from IPython.core.debugger import set_trace\n"
    notebook.run(f"{stop}def double(x):\n    set_trace()\n    return 2 * x")
    assert notebook.run(CLOCK)[1] == ""
    shown, error = notebook.run("check('double')")
    notebook.run("deadline.threading = threading")
    assert (error, PASS in shown) == ("", True)
    assert notebook.asked == 4  # twice for each of the two inputs
    assert time_limits(notebook) == "[]"


def time_limits(notebook):
    """Return the time limits that still run, once those had time to see that they are over."""
    names = "[t for t in threading.enumerate() if 'deadline' in t.name]"
    source = f"import threading, time\nfor t in {names}: t.join(60)\nprint({names})"
    return notebook.run(source)[0].strip()


@pytest.mark.parametrize(
    ("notebook", "status"),
    [
        ("release/adaline", "open"),
        pytest.param("solutions/training-pipeline", "pass", marks=pytest.mark.thorough),
    ],
)
def test_what_is_imported_is_no_time_of_the_students(notebook, status):
    """The first layer or optimizer of a kernel imports PyTorch's compiler."""
    late, said = json.loads(in_a_process(IMPORTS.format(notebook=notebook)).splitlines()[-1])
    assert set(said) == {status}
    assert len(late) < 5, "single small modules take no time"


IMPORTS = """
import json, sys, threading
from pathlib import Path

from autograder.public import run_task

late = []

class Finder:
    def find_spec(self, name, *_):
        if any(thread.name == "public-checks-deadline" for thread in threading.enumerate()):
            late.append(name)

week = Path("{notebook}").name
cells = json.loads(Path("{notebook}", f"{{week}}.ipynb").read_text())["cells"]
sources = {{
    cell["metadata"]["nbgrader"]["grade_id"]: "".join(cell["source"])
    for cell in cells
    if cell["metadata"].get("nbgrader", {{}}).get("solution")
    or cell["metadata"].get("nbgrader", {{}}).get("grade_id") == "given_imports"
}}
names = {{"__name__": "__main__"}}
exec(sources.pop("given_imports"), names)
sys.meta_path.insert(0, Finder())
said = []
for task, source in sources.items():
    exec(source, names)
    said.append(run_task(Path("release", week).absolute(), names, task).status)
    for thread in threading.enumerate():
        if thread.name == "public-checks-deadline":
            thread.join()  # it may not have seen yet that this task is over
print(json.dumps([late, said]))
"""
