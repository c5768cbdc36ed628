"""`autograder check --watch` in a terminal: mistakes, hints, the next task, how it ends."""

import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest
from stubbed import PATIENCE
from students import replace_in, student_folder

_SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """A pseudo-terminal with a command in it; `screen` is what was drawn last."""

    def __init__(self, *arguments, cwd):
        self.ours, self._theirs = pty.openpty()
        termios.tcsetwinsize(self.ours, (50, 100))
        self.before = termios.tcgetattr(self._theirs)
        self.process = subprocess.Popen(
            [str(Path(sys.executable).parent / "autograder"), *arguments],
            stdin=self._theirs,
            stdout=self._theirs,
            stderr=self._theirs,
            cwd=cwd,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
        )
        self._text = ""

    @property
    def screen(self):
        last = self._text.rsplit("\x1b[2J", 1)[-1]
        return " ".join(_SEQUENCE.sub("", last).split())

    def until(self, condition):
        """Read until the screen fits; return it."""
        deadline = time.monotonic() + PATIENCE
        while not condition(self.screen):
            assert time.monotonic() < deadline, self.screen
            if select.select([self.ours], [], [], 0.1)[0]:
                try:
                    self._text += os.read(self.ours, 2**16).decode(errors="replace")
                except OSError:  # as Linux says that nobody is left on the other side
                    break
            elif self.process.poll() is not None:
                break
        assert condition(self.screen), self.screen
        return self.screen

    def sees(self, *words):
        return self.until(lambda screen: all(word in screen for word in words))

    def press(self, key):
        os.write(self.ours, key.encode())

    def mode(self):
        return termios.tcgetattr(self._theirs)

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.ours)
        os.close(self._theirs)


@pytest.fixture
def watching(tmp_path):
    """A watched notebook whose first two tasks are wrong."""
    notebook = student_folder(tmp_path)
    replace_in(notebook, "manual_gradient", "2.0 * (y - yhat)", "(y - yhat)")
    replace_in(notebook, "grad_call", "return -grad_w", "return grad_w")
    terminal = Terminal("check", notebook.name, "--watch", cwd=tmp_path)
    yield terminal, notebook
    terminal.close()


def test_from_a_mistake_to_the_next_task_and_out(watching):
    terminal, notebook = watching
    first = terminal.sees("watching adaline.ipynb", "✗ manual_gradient", "Differentiate", "2 of 4")
    assert "Take u = 3" not in first
    assert "✗ grad_call" not in first
    assert not terminal.mode()[3] & termios.ICANON

    terminal.press("h")
    terminal.sees("Differentiate", "Take u = 3")
    terminal.press("n")
    assert "manual_gradient" not in terminal.sees("✗ grad_call").replace("watching", "")
    terminal.press("n")
    terminal.sees("✗ manual_gradient", "Take u = 3")

    # Half saved: it is waited for, and what was there stays.
    whole = notebook.read_text()
    notebook.write_text(whole[: len(whole) // 2])
    time.sleep(0.5)
    notebook.write_text(whole)
    replace_in(notebook, "manual_gradient", "= (y - yhat)", "= 2.0 * (y - yhat)")
    assert "damaged" not in terminal.sees("✗ grad_call", "3 of 4 tasks")

    # A save while it runs ends that run.
    replace_in(notebook, "grad_call", "return grad_w", "while True: pass\n    return grad_w")
    terminal.sees("running")
    replace_in(notebook, "grad_call", "while True: pass\n    return grad_w", "return -grad_w")
    terminal.sees("4 of 4 tasks: the public checks pass", "autograder check adaline.ipynb --final")

    terminal.press("q")
    assert terminal.process.wait(timeout=PATIENCE) == 0
    assert terminal.mode() == terminal.before


@pytest.mark.parametrize(
    ("number", "code"), [pytest.param(15, 143, marks=pytest.mark.thorough), (2, 130)]
)
def test_however_it_ends_the_terminal_is_as_it_was(tmp_path, number, code):
    notebook = student_folder(tmp_path, "release")
    terminal = Terminal("check", notebook.name, "--watch", cwd=tmp_path)
    try:
        terminal.sees("task manual_gradient is open")
        assert terminal.mode() != terminal.before
        terminal.process.send_signal(number)
        assert terminal.process.wait(timeout=PATIENCE) == code
        assert terminal.mode() == terminal.before
    finally:
        terminal.close()
