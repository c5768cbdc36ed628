"""One hand-in's process: it confines itself, then answers requests until it is killed.

It starts as a fork of the server and shares its memory copy-on-write. Nothing it says is believed
by the other side; confining it is for the sake of the host and of the next hand-in.
"""

import gc
import math
import os
import resource
import socket
import sys
from typing import Any, NoReturn

from autograder import wire
from autograder.worker import calls, engine, faults, linux, reads
from autograder.worker.notebook import Notebook

CHANNEL = 3  # the file descriptor of the only socket a hand-in has


def become_child(channel: int, notebook: Notebook, settings: dict[str, Any]) -> NoReturn:
    """Turn a fresh fork into a hand-in's process; never returns into the server's frames."""
    status = 1
    try:
        _confine(channel, settings)
        os.chdir(settings["work"])
        sys.path.insert(0, "")  # as in Jupyter: what a cell has written there can be imported
        gc.enable()
        Child(socket.socket(fileno=CHANNEL), notebook, settings).serve()
        status = 0
    except MemoryError:
        status = wire.OUT_OF_MEMORY_STATUS
    finally:
        os._exit(status)


def _confine(channel: int, settings: dict[str, Any]) -> None:
    os.setsid()
    null = os.open("/dev/null", os.O_RDWR)
    for target in (0, 1, 2):
        os.dup2(null, target)
    if channel != CHANNEL:
        os.dup2(channel, CHANNEL, inheritable=False)
    os.closerange(CHANNEL + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    for kind, value in settings["rlimits"].items():
        resource.setrlimit(getattr(resource, kind), (value, value))
    linux.die_with_parent()
    linux.no_new_privileges()
    # Unlike the server, so that the server may read how much memory it uses.
    linux.set_dumpable(True)


class Child:
    """Answers requests one at a time."""

    def __init__(
        self, channel: socket.socket, notebook: Notebook, settings: dict[str, Any]
    ) -> None:
        self._channel = channel
        self._notebook = notebook
        self._settings = settings
        self._probes = calls.Probes()
        self._view = calls.Namespace(notebook.namespace)

    def serve(self) -> None:
        """Say hello, then answer until the other side hangs up."""
        pid = os.getpid()
        wire.send(self._channel, {"hello": pid}, deadline=math.inf)
        while True:
            with engine.outside_inference():
                request = wire.receive(self._channel, deadline=math.inf)
            reply = self._answer(request)
            if os.getpid() != pid:
                os._exit(0)  # a cell forked and both came back; only one may answer
            reply["id"] = request["id"]
            self._send(reply)

    def _send(self, reply: dict[str, Any]) -> None:
        try:
            wire.send(self._channel, reply, deadline=math.inf)
        except wire.WireClosed:
            raise
        except (wire.WireError, RuntimeError) as error:  # RuntimeError: changed while being read
            told = {"status": "raised", "type": "ValueError", "cell": "", "line": 0}
            text = f"the value returned cannot be handed over: {error}"
            wire.send(self._channel, {**told, "text": text, "id": reply["id"]}, deadline=math.inf)

    def _answer(self, request: dict[str, Any]) -> dict[str, Any]:
        kind = request["kind"]
        if kind == "cell":
            ran = self._notebook.run(
                request["source"],
                request["cell_id"],
                text_limit=self._settings["text_limit"],
                image_limit=self._settings["image_limit"],
            )
            return {"status": "ran", **ran}
        if kind == "expect":
            return calls.outcome(self._notebook.expect, (request["roles"],), {})
        if kind == "settle":
            return {"status": "ok", "value": self._notebook.settle()}
        if kind == "defined":
            return {"status": "ok", "value": request["name"] in self._notebook.namespace}
        if kind == "reads":
            return calls.outcome(reads.names_read, (request["source"],), {})
        if kind == "load":
            return calls.outcome(self._probes.load, (request["source"],), {})
        return self._call(kind, request)

    def _call(self, kind: str, request: dict[str, Any]) -> dict[str, Any]:
        name, args = request["name"], request["args"]
        if kind == "probe":
            try:
                function = self._probes.find(name)
            except LookupError as error:
                return {"status": "raised", **faults.describe(error)}
            args = (self._view, *args)
        else:
            if name not in self._notebook.namespace:
                return {"status": "missing", "name": name}
            function = self._notebook.namespace[name]
        calls.seed_everything(request["seed"])
        return calls.outcome(function, args, request["kwargs"])
