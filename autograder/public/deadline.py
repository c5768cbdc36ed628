"""A time limit for code in this very thread, on every operating system.

When the time is up, a second thread raises `TimeUp` in the first one, where Python next looks for
it: between two instructions. It does so again and again while the guarded call is on the first
thread's stack, so that code that catches everything is stopped as well. Code that waits inside
the operating system (`time.sleep`, `input`) is woken by what Ctrl-C sends. A single long call into
C is stopped only when it returns.

It gets on with profilers, and with tracers such as coverage or a debugger. While a person stands at
a debugger's breakpoint, the time begins anew.
"""

import ctypes
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

SECONDS = 10.0  # for the public checks of one task
_AGAIN = 0.02  # seconds between two attempts
_PATIENCE = 15  # attempts before the operating system is asked as well

# Where pdb, IPython's debugger and debugpy (JupyterLab, VS Code) wait for a person.
_PROMPTS = frozenset({"cmdloop", "_do_wait_suspend"})

_raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
_raise_in.argtypes = (ctypes.c_ulong, ctypes.py_object)


class TimeUp(BaseException):
    """The time is up; no ordinary `except Exception` catches it."""


class Deadline:
    """Calls one function and ends it after `seconds`; `passed` says whether it had to."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._seconds = seconds
        self._error: BaseException | None = None
        self._begun = self._over = self._done = False
        self._lock = threading.RLock()  # one that `_leave` may take again, should it be interrupted
        self._left = threading.Event()
        self._thread = threading.get_ident()
        self._frame: FrameType | None = None

    def call(self, function: Callable[[], None]) -> BaseException | None:
        """Call `function`; return what it raised, or None."""
        tracer = sys.gettrace()
        # Two exceptions may be on their way when the function ends. The first is caught inside of
        # `_attempt`, the second, which may come while the first is handled, here.
        while not self._done:
            try:
                self._attempt(function)
            except BaseException as raised:
                self._error = self._error or raised
        self._left.set()
        if self.passed and sys.gettrace() is None:
            sys.settrace(tracer)  # Python drops a tracer in whose own code something was raised
        return self._error

    def _attempt(self, function: Callable[[], None]) -> None:
        while not self._done:
            try:
                if not self._begun:
                    self._begun = True
                    self._guarded(function)
                self._leave()
            except BaseException as raised:
                self._error = self._error or raised

    def _guarded(self, function: Callable[[], None]) -> None:
        self._frame = sys._getframe()
        name = "public-checks-deadline"
        threading.Thread(target=self._watch, name=name, daemon=True).start()
        function()

    def _leave(self) -> None:
        with self._lock:
            self._over = True  # from here on the second thread raises nothing any more
        if self.passed:
            self._take_what_is_on_its_way()
        self._frame = None
        self._done = True

    def _take_what_is_on_its_way(self) -> None:
        # Not taken back with a null pointer: Python 3.11 then goes on looking for what is no longer
        # there, slowly, and without end where the code is profiled or traced.
        try:
            _raise_in(self._thread, TimeUp)  # in place of one that may wait already
            while True:
                pass
        except TimeUp:
            pass

    def _watch(self) -> None:
        # Traced, as under coverage or a debugger, this thread itself would look without end for
        # what waits to be raised in the other one: see `_take_what_is_on_its_way`.
        sys.settrace(None)
        sys.setprofile(None)
        wait, attempts = self._seconds, 0
        while not self._left.wait(wait):
            with self._lock:
                running = self._running()
                if self._over or not running:
                    return
                if running & _PROMPTS:
                    wait = self._seconds
                    continue
                self.passed = True
                _raise_in(self._thread, TimeUp)
                if attempts >= _PATIENCE:
                    self._wake()
            wait, attempts = _AGAIN, attempts + 1

    def _running(self) -> set[str]:
        """Return the names of the functions on the guarded call's stack, none after its end."""
        names = set()
        frame = sys._current_frames().get(self._thread)
        while frame is not None:
            names.add(frame.f_code.co_name)
            if frame is self._frame:
                return names
            frame = frame.f_back
        return set()

    def _wake(self) -> None:
        if self._thread != threading.main_thread().ident:
            return
        if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
            return
        if sys.platform == "win32":
            signal.raise_signal(signal.SIGINT)
        else:
            signal.pthread_kill(self._thread, signal.SIGINT)
