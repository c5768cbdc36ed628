"""Ending a command as its user would, where the system asks it to end."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn


@contextmanager
def ended_in_order() -> Iterator[None]:
    """Let a closed terminal, a `kill` or a batch system's limit raise SystemExit.

    So what is open is closed: a terminal is as it was, what was graded is recorded. What the
    command was started to ignore, as by `nohup`, it ignores. The exit code is 128 and the
    signal's number.
    """
    names = [getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")]  # Windows lacks one
    heeded = [name for name in names if name and signal.getsignal(name) is not signal.SIG_IGN]
    before = {name: signal.signal(name, _leave) for name in heeded}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def _leave(number: int, _: object) -> NoReturn:
    raise SystemExit(128 + number)
