"""A time limit for code in this very thread, on every operating system.

When the time is up, a second thread raises `TimeUp` in the first one, where Python next looks for
it: between two instructions. It does so again until the first thread has left the block, so that
code that catches everything is stopped as well. Code that waits inside the operating system
(`time.sleep`, `input`) is woken by what Ctrl-C sends. A single long call into C is only stopped
when it returns.
"""

import ctypes
import signal
import sys
import threading
from types import TracebackType

_AGAIN = 0.02  # seconds between two attempts
_PATIENCE = 25  # attempts before the operating system is asked to wake the thread

_raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
_raise_in.argtypes = (ctypes.c_ulong, ctypes.py_object)
_NOTHING = ctypes.py_object()  # a null pointer: takes back what was not raised yet


class TimeUp(BaseException):
    """The time is up; no ordinary `except Exception` catches it."""


class Deadline:
    """Raises TimeUp inside of its block after `seconds`; `passed` says whether it had to."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._seconds = seconds
        self._lock = threading.Lock()
        self._left = threading.Event()
        self._thread = threading.get_ident()

    def __enter__(self) -> "Deadline":
        self._thread = threading.get_ident()
        threading.Thread(target=self._watch, name="public-checks-deadline", daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        while True:
            try:
                with self._lock:
                    self._left.set()
                # From here on nothing is raised any more; what still waits to be is taken back.
                _raise_in(self._thread, _NOTHING)
                return
            except (TimeUp, KeyboardInterrupt):
                continue

    def _watch(self) -> None:
        wait, attempts = self._seconds, 0
        while not self._left.wait(wait):
            with self._lock:
                if self._left.is_set():
                    return
                self.passed = True
                _raise_in(self._thread, TimeUp)
                if attempts >= _PATIENCE:
                    self._wake()
            wait, attempts = _AGAIN, attempts + 1

    def _wake(self) -> None:
        main = threading.main_thread()
        if self._thread != main.ident:
            return
        if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
            return
        if sys.platform == "win32":
            signal.raise_signal(signal.SIGINT)
        else:
            signal.pthread_kill(self._thread, signal.SIGINT)
