"""Cells that run again after a call died: the call's hidden inputs reach no output of theirs."""

import re
import time
from types import SimpleNamespace

import pytest

from autograder.errors import StudentCrashed, StudentNameMissing, StudentRaised
from autograder.grading import student as student_module
from autograder.grading.student import StudentNotebook
from autograder.grading.verdict import judge
from autograder.model import Limits
from autograder.notebooks import CodeCell
from autograder.sandbox import Sandbox

LIMITS = Limits(seconds=60.0, total_seconds=600.0, memory_mb=512, file_mb=16)

# What a hand-in can leave behind for its next process, and how that one would show it.
LEAVE = """
import glob, os, pickle, subprocess, threading, time

FOLDERS = ("/tmp", "/dev/shm", "/notebook", os.path.expanduser("~"), "/var/tmp", "/dev/mqueue")

def leave(hidden):
    for folder in FOLDERS:
        for name in ("left", ".left", "sitecustomize.py"):
            try:
                with open(f"{folder}/{name}", "w") as file:
                    file.write(f"SECRET {hidden}")
                os.setxattr(folder, "user.left", str(hidden).encode())
            except OSError:
                pass
        try:
            os.utime(folder, (hidden, hidden))
        except OSError:
            pass
    threading.Thread(target=time.sleep, args=(60,)).start()
    subprocess.Popen(["sleep", "60"], start_new_session=True)
    for _ in range(hidden):  # numbers of processes and of files count on
        if (pid := os.fork()) == 0:
            os._exit(0)
        os.waitpid(pid, 0)
        open("counted", "w").close()
        os.unlink("counted")
    os._exit(1)
"""
SHOW = """
import glob, os
found = [p for f in ("/tmp", "/dev/shm", ".", "/var/tmp") for p in glob.glob(f + "/*")]
found += [p for f in ("/tmp", "/dev/shm", ".", "/var/tmp") for p in glob.glob(f + "/.*")]
with open("count", "w") as file:
    number = os.fstat(file.fileno()).st_ino
os.unlink("count")
print("found", found, [open(p).read() for p in found if os.path.isfile(p)])
print("numbers", os.getpid(), number, os.stat("/tmp").st_atime)
others = [p for p in os.listdir("/proc") if p.isdigit() and int(p) not in (1, os.getpid())]
print("others", others)
def look():
    return found, others
"""
# Which of its cells die when they run again could tell something, too.
DIE = """
import os
def count():
    return os.getpid()
os.getpid() > LIMIT and os._exit(3)
"""


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(LIMITS) as warm:
        yield warm


def notebook(sandbox, *sources):
    cells = [CodeCell(f"c{number}", None, source) for number, source in enumerate(sources)]
    student = StudentNotebook(sandbox, cells, LIMITS)
    student.run()
    return student


def test_nothing_that_a_call_left_is_there_when_cells_run_again(sandbox):
    student = notebook(sandbox, LEAVE, SHOW)
    for _ in range(2):
        with pytest.raises(StudentCrashed):
            student.call("leave", (40,), {}, 1)
        assert student.call("look", (), {}, 1) == ([], [])
    student.close()


def test_what_cells_show_is_settled_by_the_first_call(sandbox):
    with sandbox.open() as session:
        shown = session.run_cell("import os\nos.getpid()", "pid", seconds=60).outputs[0]["data"]
    limit = int(shown["text/plain"]) + 30
    student = notebook(sandbox, LEAVE, SHOW, DIE.replace("LIMIT", str(limit)))
    runs, faults = dict(student.runs), dict(student.faults)
    assert "numbers" in runs["c1"].outputs[0]["text"]
    with pytest.raises(StudentCrashed):
        student.call("leave", (40,), {}, 1)
    assert student.defined("look"), "the cells ran again"
    assert not student.defined("count"), "and the one that tells large numbers died"
    assert (student.runs, student.faults) == (runs, faults)
    student.close()


FORGED_PLACES = """
from autograder.worker.calls import NameMissing
def honest():
    raise ValueError
def raises(cell, line):
    exec(compile(chr(10) * (line - 1) + "1 / 0", f"<cell {cell}>", "exec"))
def lacks(name):
    raise NameMissing(name)
def lacks_hidden(value):
    raise NameMissing(f"w_{value}".replace(".", "_"))
"""


def test_neither_a_place_nor_a_name_carries_a_hidden_input(sandbox):
    student = notebook(sandbox, FORGED_PLACES)
    for name, args, where in [
        ("honest", (), "cell c0, line 4"),
        ("raises", ("c0", 3), "cell c0, line 3"),
        ("raises", ("hidden_0-3183", 3), ""),
        ("raises", ("c0", 31), ""),
    ]:
        with pytest.raises(StudentRaised) as raised:
            student.call(name, args, {}, 1)
        assert raised.value.where == where
    for name, args, said in [
        ("absent", (), "absent"),
        ("lacks", ("asked_for",), "asked_for"),
        ("lacks_hidden", (0.3183,), ""),
    ]:
        with pytest.raises(StudentNameMissing) as missing:
            student.call(name, args, {}, 1)
        assert missing.value.name == said
    student.close()


CARRIERS = """
def carry(kind, hidden):
    said = {
        "plain": ValueError(f"w was {hidden}"),
        "name": NameError(f"name 'w_{hidden}' is not defined"),
        "digits": NameError(f"name '{hidden}' is not defined"),
        "shapes": RuntimeError(f"mat1 and mat2 shapes cannot be multiplied ({hidden}x{hidden})"),
        "operands": TypeError(f"unsupported operand type(s) for +: '{hidden}' and 'n{hidden}'"),
        "key": KeyError(hidden),
        "behind": ZeroDivisionError(f"division by zero {hidden}"),
        "type": type(f"Error{hidden}", (Exception,), {})(hidden),
    }
    raise said[kind]
"""


def test_an_exception_that_is_made_to_carry_a_hidden_input_shows_a_student_nothing_of_it(sandbox):
    student = notebook(sandbox, CARRIERS, "def f(w):\n    retrun w")
    kinds = re.findall(r'^ +"(\w+)":', CARRIERS, re.MULTILINE)
    assert len(kinds) == 8
    for kind in kinds:
        with pytest.raises(StudentRaised) as raised:
            student.call("carry", (kind, "3183"), {}, 1)
        verdict = judge(raised.value, None)
        shown = f"{verdict.message} {verdict.hint} {verdict.evidence['code']}"
        assert "(cell c0, line 13)" in shown
        assert "raise said[kind]" in shown
        assert "3183" not in shown
    broken = judge(StudentNameMissing("f"), student.faults["c1"])
    assert broken.evidence["code"] == "retrun w\n       ^"
    student.close()


def test_a_notebook_of_many_cells_shows_no_more_than_a_few(sandbox):
    size = LIMITS.output_kb * 1024 // 2
    student = notebook(sandbox, *[f"print('x' * {size})"] * 160, "1 / 0")
    shown = sum(run.size()["text"] for run in student.runs.values())
    assert shown < 9 * 1024 * LIMITS.output_kb
    assert "not kept" in student.runs["c159"].outputs[0]["text"]
    assert "c160" in student.faults
    student.close()


def test_the_whole_time_is_the_students_alone(sandbox, monkeypatch):
    student = notebook(sandbox, "value = 1")
    later = SimpleNamespace(monotonic=lambda: time.monotonic() + 10 * LIMITS.total_seconds)
    monkeypatch.setattr(student_module, "time", later)  # a grader that was busy elsewhere
    assert student.defined("value")
    student.close()
