"""Single key presses from the terminal, on every operating system."""

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_PAUSE = 0.05  # seconds between two looks at a keyboard of Windows


@contextmanager
def pressed(told: Callable[[str], None]) -> Iterator[bool]:
    """Call `told` with each key that is pressed, from another thread; yield if there are any keys.

    The terminal is afterwards what it was. Where stdin is no terminal there are none.
    """
    if not sys.stdin.isatty():
        yield False
        return
    with _single_keys():
        threading.Thread(target=_listen, args=(told,), daemon=True).start()
        yield True


if sys.platform == "win32":
    import msvcrt

    @contextmanager
    def _single_keys() -> Iterator[None]:
        yield

    def _listen(told: Callable[[str], None]) -> None:
        while True:
            if msvcrt.kbhit():
                told(msvcrt.getwch())
            else:
                time.sleep(_PAUSE)

else:
    import signal
    import termios
    import tty

    @contextmanager
    def _single_keys() -> Iterator[None]:
        """Let keys come one by one and unseen; put the terminal back, also after Ctrl-Z."""
        stdin = sys.stdin.fileno()
        before = termios.tcgetattr(stdin)

        def again(*_: object) -> None:
            with contextlib.suppress(termios.error):
                tty.setcbreak(stdin)

        continued = signal.signal(signal.SIGCONT, again)
        again()
        try:
            yield
        finally:
            signal.signal(signal.SIGCONT, continued)
            termios.tcsetattr(stdin, termios.TCSADRAIN, before)

    def _listen(told: Callable[[str], None]) -> None:
        while data := os.read(sys.stdin.fileno(), 1):
            told(data.decode(errors="replace"))
