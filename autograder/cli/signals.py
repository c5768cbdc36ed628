"""Ending a command as its user would, where somebody or the system asks it to end."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn


class Stopped(SystemExit):
    """The command was asked to end; the exit code is 128 and the signal's number."""


@contextmanager
def ended_in_order() -> Iterator[None]:
    """Let Ctrl-C, a closed terminal, a `kill` or a batch system's limit raise Stopped.

    So what is open is closed: a terminal is as it was, what was graded is recorded, nothing is
    half-written. What the command was started to ignore, as by `nohup`, it ignores.
    """
    names = [getattr(signal, name, None) for name in ("SIGINT", "SIGTERM", "SIGHUP")]
    heeded = [name for name in names if name and signal.getsignal(name) is not signal.SIG_IGN]
    before = {name: signal.signal(name, _leave) for name in heeded}  # Windows lacks SIGHUP
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def _leave(number: int, _: object) -> NoReturn:
    raise Stopped(128 + number)
