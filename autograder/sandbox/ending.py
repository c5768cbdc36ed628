"""How a hand-in's process ended, as the fork server saw it."""

import os
import signal
from dataclasses import dataclass


@dataclass(frozen=True)
class Ending:
    """How a hand-in's process ended: its wait status or None, and whether memory was the cause.

    In seconds: how long it `lived`, how long its processes `ran`, and how long they `waited` for a
    core that others had.
    """

    status: int | None
    memory: bool
    lived: float = 0.0
    ran: float = 0.0
    waited: float = 0.0

    @property
    def exit_code(self) -> int | None:
        """Its exit status, -N where the signal N ended it, or None where nobody knows."""
        return None if self.status is None else os.waitstatus_to_exitcode(self.status)

    def starved(self, seconds: float) -> bool:
        """Tell whether it may not have had a core for half of its last `seconds`."""
        ran_before = max(0.0, self.lived - seconds)  # at most
        return self.waited > seconds / 2 and self.ran - ran_before < seconds / 2

    def words(self) -> str:
        """Say what ended it."""
        code = self.exit_code
        if code is None:
            return "it closed its connection"
        if code >= 0:
            return f"exit status {code}"
        try:
            return f"killed by {signal.Signals(-code).name}"
        except ValueError:
            return f"killed by signal {-code}"
