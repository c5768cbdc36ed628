"""One hand-in's process, seen from the trusted side: questions, answers and how it may end."""

import ast
import secrets
import signal
import socket
import time
from functools import lru_cache
from typing import Any, Protocol

from autograder import wire
from autograder.errors import (
    SandboxError,
    StudentCrashed,
    StudentFault,
    StudentMemory,
    StudentNameMissing,
    StudentProtocol,
    StudentRaised,
    StudentTimeout,
)
from autograder.model import Limits
from autograder.sandbox.ending import Ending
from autograder.sandbox.outputs import CellRun, checked_run, is_out_of_memory, text_field
from autograder.worker.definitions import Role


class End(Protocol):
    """What a session calls to have its process ended."""

    def __call__(self, session: "Session", *, hung_up: bool) -> Ending | None:
        """Return how it ended, None where nobody knows; `hung_up`: it closed its connection."""


class Session:
    """One hand-in's child process; made by `Sandbox.open`.

    Run the cells first and call afterwards: what a call sees may be printed by a later cell.
    After StudentTimeout, StudentMemory, StudentCrashed or StudentProtocol it is dead, and every
    further question raises the same fault again.
    """

    def __init__(self, channel: socket.socket, limits: Limits, end: End) -> None:
        self._channel = channel
        self._limits = limits
        self._tell_end = end
        self._ended_by: StudentFault | None = None
        self._probes: frozenset[str] = frozenset()
        self.alive = True
        self.ending: Ending | None = None

    def expect(self, roles: dict[str, Role], *, seconds: float) -> None:
        """Tell, before the first cell, what the cells are to the tasks, by their ids."""
        self._value(self._ask({"kind": "expect", "roles": dict(roles)}, seconds))

    def settle(self, *, seconds: float) -> dict[str, Any]:
        """Make the notebook ready for calls; return untrusted words about it by their kind."""
        told = self._value(self._ask({"kind": "settle"}, seconds))
        if type(told) is not dict:
            raise self._end(StudentProtocol("not what cells have left"))
        return told

    def run_cell(self, source: str, cell_id: str, *, seconds: float) -> CellRun:
        """Run one code cell; what it raised stands in the result."""
        cell_id = "".join(c for c in cell_id[:100] if c.isprintable() and c not in "<>")
        reply = self._ask({"kind": "cell", "source": source, "cell_id": cell_id}, seconds)
        try:
            if reply.get("status") != "ran":
                raise ValueError("not the answer to a cell")
            limits = self._limits
            return checked_run(
                reply, text_limit=limits.output_kb * 1024, image_limit=limits.image_kb * 1024
            )
        except ValueError as error:
            raise self._end(StudentProtocol(str(error))) from None

    def load_probes(self, source: str, *, seconds: float) -> None:
        """Define the probes: functions of ours that run beside the student's code.

        Probes that load in a session without student code and not in this one were kept from it
        by the hand-in, which broke `exec`, say: StudentProtocol.
        """
        try:
            self._value(self._ask({"kind": "load", "source": source}, seconds))
        except StudentRaised as fault:
            raise self._end(StudentProtocol(f"the probes could not be loaded: {fault}")) from None
        self._probes = _function_names(source)

    def call(
        self,
        name: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        seed: int,
        seconds: float,
    ) -> Any:
        """Call the notebook's function `name`; return its value as `wire` brings it.

        Raises the StudentFault family.
        """
        return self._call("call", name, args, kwargs, seed, seconds)

    def probe(
        self,
        name: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        seed: int,
        seconds: float,
    ) -> Any:
        """Call the probe `name` with the notebook's namespace and `args`.

        Raises the StudentFault family; SandboxError where there is no such probe.
        """
        if name not in self._probes:
            raise SandboxError(f"no probe named {name}")
        return self._call("probe", name, args, kwargs, seed, seconds)

    def names_read(self, source: str, *, seconds: float) -> list[str]:
        """Return the global names that functions in `source` read, as the worker says."""
        value = self._value(self._ask({"kind": "reads", "source": source}, seconds))
        if type(value) is not list or any(type(name) is not str for name in value):
            raise self._end(StudentProtocol("not a list of names"))
        return value

    def defined(self, name: str) -> bool:
        """Tell whether the notebook defines the global `name`."""
        value = self._value(self._ask({"kind": "defined", "name": name}, 10.0))
        if type(value) is not bool:
            raise self._end(StudentProtocol("not a truth value"))
        return value

    def cut(self) -> None:
        """Hang up; called by Sandbox alone, when it ends the server with everything in it."""
        self.alive = False
        self._channel.close()

    def close(self) -> None:
        """Kill the process and all it started; idempotent."""
        self._finish()

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _call(
        self,
        kind: str,
        name: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        seed: int,
        seconds: float,
    ) -> Any:
        request = {
            "kind": kind, "name": name, "args": tuple(args), "kwargs": dict(kwargs), "seed": seed
        }  # fmt: skip
        return self._value(self._ask(request, seconds))

    def _ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        if self._ended_by is not None:
            raise self._ended_by
        if not self.alive:
            raise SandboxError("the session is closed")
        number = secrets.randbits(63)
        deadline = time.monotonic() + seconds
        try:
            payload = wire.encode({**request, "id": number})
        except wire.WireError as error:
            raise SandboxError(f"a {request['kind']} cannot be handed over: {error}") from None
        try:
            wire.send_encoded(self._channel, payload, deadline=deadline)
            reply = wire.receive(self._channel, deadline=deadline)
        except wire.WireTimeout:
            raise self._end(StudentTimeout(seconds)) from None
        except wire.WireClosed:
            raise self._end(None, hung_up=True) from None
        except wire.WireError as error:
            raise self._end(StudentProtocol(str(error))) from None
        if type(reply) is not dict or type(reply.get("id")) is not int or reply["id"] != number:
            raise self._end(StudentProtocol("an answer to something else"))
        return reply

    def _value(self, reply: dict[str, Any]) -> Any:
        status = reply.get("status")
        if status == "ok" and "value" in reply:
            return reply["value"]
        if status == "missing":
            raise StudentNameMissing(text_field(reply.get("name"), 200))
        if status != "raised":
            raise self._end(StudentProtocol("not an answer"))
        type_name, text = text_field(reply.get("type"), 200), text_field(reply.get("text"), 2000)
        if is_out_of_memory(type_name, text):
            raise self._end(StudentMemory(self._limits.memory_mb))
        raise StudentRaised(type_name or "exception", text, _where(reply))

    def _end(self, fault: StudentFault | None, *, hung_up: bool = False) -> StudentFault:
        """Kill the process; return `fault`, or what its ending says where that tells more."""
        ending = self._finish(hung_up=hung_up)
        if ending is not None and (ending.memory or ending.exit_code == wire.OUT_OF_MEMORY_STATUS):
            fault = StudentMemory(self._limits.memory_mb, measured=ending.memory)
        elif fault is None:
            fault = StudentCrashed((ending or Ending(None, memory=False)).words())
            # It may have been the kernel, on a machine without memory.
            fault.doubtful = ending is not None and ending.exit_code == -signal.SIGKILL
        elif isinstance(fault, StudentTimeout) and ending is not None:
            fault.doubtful = ending.starved(fault.seconds)
        self._ended_by = fault
        return fault

    def _finish(self, *, hung_up: bool = False) -> Ending | None:
        if not self.alive:
            return None
        self.cut()
        self.ending = self._tell_end(self, hung_up=hung_up)
        return self.ending


@lru_cache(maxsize=8)
def _function_names(source: str) -> frozenset[str]:
    # Known on this side, since what the worker says of our own faults is not believed either.
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    body = ast.parse(source).body
    names = {node.name for node in body if isinstance(node, functions)}
    for node in body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
            keys = (key.value for key in node.value.keys if isinstance(key, ast.Constant))
            names |= {key for key in keys if isinstance(key, str)}
    return frozenset(names)


def _where(reply: dict[str, Any]) -> str:
    cell, line = text_field(reply.get("cell"), 100), reply.get("line")
    return f"cell {cell}, line {line}" if cell and type(line) is int and line > 0 else ""
