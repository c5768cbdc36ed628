"""The process in which a student's notebook runs before it is handed in.

    python -m autograder.preflight.child LIBRARY...

It warms up as the grader's worker does, says so, and then answers one request at a time over what
were its stdin and stdout, in msgpack:

    {"source", "cell_id"}            -> {"error": None, or its type, text and line}
    {"about": folder}                -> {"assignment", "tasks", "belonging", "cells", "packages"},
                                        or {"fault", "remedy"}
    {"hints", "folder"}              -> {"hints"}, a diagnosis's, as the checks there word them
    {"roles"}                        -> {}, what the cells are to the tasks, before the first one
    {"settle"}                       -> what Notebook.settle returns, after the last one
    {"check", "folder", "seconds"}   -> {"result": as result.to_plain makes it}

It ends when its parent does.
"""

import os
import queue
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO

import msgpack
import torch

from autograder import public
from autograder.errors import UsageError
from autograder.preflight.result import to_plain
from autograder.public.load import load_checks
from autograder.public.run import run_task
from autograder.worker.notebook import Notebook
from autograder.worker.warm import warm

_TEXT_LIMIT = 2**16  # what cells print is not shown


def main() -> None:
    """Warm up, then answer until the parent hangs up."""
    requests, answers = _channels()
    notebook = warm(sys.argv[1:], cuda=True)
    notebook.draw_no_figures()
    # `warm` puts a stand-in for this package in its place; public_checks.py needs all of it.
    public.check = _told_elsewhere
    sys.modules[public.__name__] = public
    _train_once()
    sys.path.insert(0, "")  # the empty folder that it works in, as in the grader's worker
    _silence()
    _say(answers, {"ready": os.getpid()})
    waiting: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests, waiting), daemon=True).start()
    while True:
        request = waiting.get()
        if "about" in request:
            _say(answers, _about(request))
        elif "hints" in request:
            _say(answers, _hints(request))
        elif "roles" in request:
            notebook.expect(request["roles"])
            _say(answers, {})
        elif "settle" in request:
            _say(answers, notebook.settle())
        elif "check" in request:
            _say(answers, _check(notebook, request))
        else:
            _say(answers, _run(notebook, request))


def _channels() -> tuple[BinaryIO, BinaryIO]:
    """Take stdin and stdout away from what cells start or print."""
    taken = os.fdopen(os.dup(0), "rb", buffering=0), os.fdopen(os.dup(1), "wb", buffering=0)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    return taken


def _silence() -> None:
    # Until here stderr told the parent why the start failed.
    os.dup2(1, 2)


def _told_elsewhere(*_: Any, **__: Any) -> None:
    """Stand in for `check`, which would run everything twice."""


def _train_once() -> None:
    # The first backward pass in a process starts threads and costs 0.1 s.
    torch.autograd.backward(torch.ones(1, requires_grad=True).sum())


def _listen(requests: BinaryIO, waiting: "queue.SimpleQueue[dict[str, Any]]") -> None:
    for request in msgpack.Unpacker(requests):
        waiting.put(request)
    # The parent is gone, and whatever a cell does here is of use to nobody.
    os._exit(0)


def _say(answers: BinaryIO, message: dict[str, Any]) -> None:
    data = memoryview(msgpack.packb(message))
    while data:
        data = data[answers.write(data) :]


def _about(request: dict[str, Any]) -> dict[str, Any]:
    try:
        checks = load_checks(Path(request["about"]))
    except UsageError as error:
        return {"fault": error.fault, "remedy": error.remedy}
    return {
        "assignment": checks.assignment,
        "tasks": list(checks.steps),
        "belonging": checks.belonging,
        "cells": list(checks.cells),
        "packages": list(checks.packages),
    }


def _hints(request: dict[str, Any]) -> dict[str, Any]:
    catalogue = load_checks(Path(request["folder"])).catalogue
    return {"hints": list(catalogue.hints(request["hints"]))}


def _run(notebook: Notebook, request: dict[str, Any]) -> dict[str, Any]:
    ran = notebook.run(request["source"], request["cell_id"], text_limit=_TEXT_LIMIT, image_limit=0)
    return {"error": ran["error"]}


def _check(notebook: Notebook, request: dict[str, Any]) -> dict[str, Any]:
    folder, task = Path(request["folder"]), request["check"]
    result = run_task(folder, notebook.namespace, task, seconds=request["seconds"])
    return {"result": to_plain(result)}


if __name__ == "__main__":
    main()
