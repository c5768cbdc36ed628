"""Starts the fork server inside the sandbox with every step from line to line noted.

A hand-in's process is killed, and may write no file, so coverage.py cannot save what it saw there.
Here each step sets one byte of a table that is shared memory: it is kept however a process ends,
and forked processes write into it as well. A step is a file, the line before and the line; entering
a function comes from line 0, and leaving it goes there.
"""

import mmap
import runpy
import sys

FOLDER = "/opt/worker/autograder/"
LINES = 600  # of the longest file
FILES = 96
SIZE = FILES * LINES * LINES


def _note_steps() -> None:
    with open("/coverage/steps", "r+b") as file:  # noqa: PTH123 - pathlib is not imported yet
        table = mmap.mmap(file.fileno(), SIZE)
    with open("/coverage/files") as file:  # noqa: PTH123
        places = {FOLDER + name: place for place, name in enumerate(file.read().split())}

    def called(frame, event, argument):  # noqa: ARG001
        place = places.get(frame.f_code.co_filename)
        if place is None:
            return None
        base, last = place * LINES * LINES, 0
        yields = frame.f_code.co_flags & 0x2A0  # a generator or coroutine: it leaves many times

        def stepped(frame, event, argument):
            nonlocal last
            if event == "line":
                table[base + last * LINES + frame.f_lineno] = 1
                last = frame.f_lineno
            elif event == "return" and (argument is not None or _returns(frame)) and not yields:
                table[base + last * LINES] = 1
            return stepped

        return stepped

    threading = sys.modules.get("threading")
    if threading is not None:
        threading.settrace(called)
    sys.settrace(called)


def _returns(frame) -> bool:
    """Tell a return from an exception that passes through."""
    return frame.f_code.co_code[frame.f_lasti] == 83  # RETURN_VALUE in Python 3.11


if __name__ == "__main__":
    _note_steps()
    runpy.run_module("autograder.worker", run_name="__main__", alter_sys=True)
