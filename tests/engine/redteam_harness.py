# ruff: noqa: E501 - code of students stands in one-line strings
"""Runs hostile hand-ins in a sandbox and tells what they reached: `python redteam_harness.py FILE..`

A program of its own, so that it can run as another user. It prints one JSON object for each file:
    {"file", "breaches": [..], "honest": bool, "outcome", "answers": [..], "wall": seconds}
`breaches` is empty where the isolation held: no BREACH line in an output, the canary folder
untouched, no connection, nothing alive afterwards, and the next hand-in as equal as any.
"""

import fcntl
import json
import os
import shutil
import socket
import sys
import time
from pathlib import Path

import torch

from autograder.errors import SandboxError, StudentFault, StudentRaised
from autograder.model import Limits
from autograder.sandbox import CellRun, Sandbox, Session

CANARY = Path("/tmp/redteam_canary")
PORT = 47611
LIMITS = Limits(total_seconds=20, memory_mb=512, processes=24, file_mb=16, output_kb=64)
# For what ends by itself: on a slow machine, too, it must have shown what it reached.
PATIENCE = 60.0  # seconds
# These wait for their deadline, however long it is: in their cell, or where they are asked. 33
# may: its thread and the worker take the question from each other.
WAITING = 0.7
ENDLESS_CELLS = {"15", "23", "62", "63", "64", "98"}
ENDLESS_ANSWERS = {"33", "47"}
HONEST = """
import torch
class Adaline1:
    def __init__(self, n):
        self.weight = torch.zeros(n, 1); self.bias = torch.zeros(1)
    def forward(self, x):
        return (x @ self.weight + self.bias).view(-1)
    def backward(self, x, yhat, y):
        d = 2 * (yhat - y)
        return -(x.t() @ d.view(-1, 1)) / y.size(0), -d.sum() / y.size(0)
"""
PROBES = """
def train(student, x, y):
    model = student.Adaline1(2)
    out = model.forward(x)
    return out, model.backward(x, out, y)
"""
STATE = """
import gc, os, random, resource, signal, sys, threading, numpy, torch
def state():
    import torch, warnings
    limits = [resource.getrlimit(getattr(resource, n)) for n in sorted(dir(resource)) if n.startswith("RLIMIT_") and n != "RLIMIT_AS"]
    umask = os.umask(0); os.umask(umask)
    return [
        sorted(os.listdir("/tmp")), sorted(os.listdir("/dev/shm")), sorted(os.listdir(".")), os.getcwd(), umask,
        sorted(os.sched_getaffinity(0)), os.nice(0), os.getpriority(os.PRIO_PROCESS, 0), limits, str(torch.get_default_dtype()), torch.get_num_threads(),
        torch.is_grad_enabled(), torch.rand(2).tolist(), random.random(), numpy.random.rand(),
        sorted(os.environ.items()), sys.path, sys.getrecursionlimit(), threading.active_count(), gc.isenabled(),
        [str(signal.getsignal(n)) for n in range(1, 32)], sorted(os.listxattr("/tmp")), os.stat("/tmp").st_mode, os.stat("/dev/shm").st_mode,
        sorted(n for n in os.listdir("/proc") if n.isdigit() and n not in ("1", str(os.getpid()))),
        open("/proc/self/oom_score_adj").read(), len(os.listdir("/proc/self/fd")), [l for l in open("/proc/self/status") if l.startswith(("Cap", "NoNew", "Seccomp:", "Groups"))],
        str(numpy.geterr()), str(warnings.filters), os.getpgid(0) == os.getpid(), os.path.exists("/etc/hosts"),
    ]
"""  # fmt: skip


class Host:
    """What hostile code would like to reach: a canary folder, a port, an abstract socket."""

    def __init__(self) -> None:
        # The canary's place and port are fixed: two runs at a time, of two clones say, would see
        # each other. A folder can be locked by every user.
        self._lock = os.open(CANARY.parent, os.O_RDONLY)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self._file = CANARY / "hidden_tests.py"
        if CANARY.exists():  # the run that made it was killed
            shutil.rmtree(CANARY)
        CANARY.mkdir()
        CANARY.chmod(0o777)
        self._file.write_text("the hidden tests")
        self._file.chmod(0o666)
        self._seen = self._look()
        self._listeners = [socket.socket(), socket.socket(socket.AF_UNIX)]
        self._listeners[0].setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listeners[0].bind(("127.0.0.1", PORT))
        self._listeners[1].bind("\0redteam_canary")
        for listener in self._listeners:
            listener.listen()
            listener.setblocking(False)

    def harm(self) -> list[str]:
        """Return what was reached since the last call."""
        found = []
        now = self._look()
        if now != self._seen:
            found.append(f"the canary folder changed: {now}")
            self._seen = now
        for listener in self._listeners:
            try:
                listener.accept()[0].close()
                found.append(f"a connection to {listener.getsockname()!r}")
            except BlockingIOError:
                pass
        return found

    def _look(self) -> tuple[object, ...]:
        entries = sorted(path.name for path in CANARY.iterdir())
        stat = self._file.stat()
        return entries, self._file.read_text(), stat.st_mtime_ns

    def close(self) -> None:
        """Stop listening and take the canary away."""
        for listener in self._listeners:
            listener.close()
        shutil.rmtree(CANARY)
        os.close(self._lock)


def inside(namespace: str) -> list[int]:
    """Return the host's pids of all processes in a pid namespace."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if str((path / "ns" / "pid").readlink()) == namespace:
                found.append(int(path.name))
        except OSError:
            continue
    return found


class Trial:
    """Runs files one after the other in one sandbox, with an honest hand-in after each."""

    def __init__(self, sandbox: Sandbox, host: Host) -> None:
        self._sandbox = sandbox
        self._host = host
        self._x = torch.arange(12.0).reshape(6, 2)
        self._y = torch.arange(6.0)
        self._equal = self._honest()

    def run(self, file: Path) -> dict[str, object]:
        """Run one hostile file, then look around."""
        start = time.monotonic()
        self._sandbox.start()
        server = self._server()
        namespace = str(Path(f"/proc/{server}/ns/pid").readlink())
        outcome, answers, breaches = self._hostile(file)
        breaches += self._left_alive(namespace)
        breaches += self._host.harm()
        honest = self._honest()
        if honest != self._equal:
            breaches.append(f"the next hand-in differs: {_difference(self._equal, honest)}")
        wall = time.monotonic() - start
        return {
            "file": file.name, "breaches": breaches, "outcome": outcome, "answers": answers,
            "wall": round(wall, 2),
        }  # fmt: skip

    def _hostile(self, file: Path) -> tuple[str, list[str], list[str]]:
        number = file.name[:2]
        in_cell = WAITING if number in ENDLESS_CELLS else PATIENCE
        asked = WAITING if number in ENDLESS_ANSWERS else PATIENCE
        answers: list[str] = []
        shown = ""
        with self._sandbox.open() as session:
            try:
                ran = session.run_cell(file.read_text(), "hostile", seconds=in_cell)
                shown = _shown(ran)
                outcome = ran.error.type_name if ran.error else "ran"
                session.load_probes(PROBES, seconds=PATIENCE)
                for _ in range(2):
                    answers.append(self._ask(session, asked))
                ran = session.run_cell("print('after')", "after", seconds=PATIENCE)
                shown += _shown(ran)
            except (StudentFault, SandboxError) as fault:
                outcome = f"{type(fault).__name__}: {fault}"[:200]
        return outcome, answers, [line for line in shown.splitlines() if "BREACH" in line]

    def _ask(self, session: Session, seconds: float) -> str:
        try:
            answer = session.probe("train", (self._x, self._y), {}, seed=1, seconds=seconds)
        except StudentRaised as fault:
            return fault.type_name
        out = answer[0] if type(answer) is tuple and len(answer) == 2 else answer
        exact = type(out) is torch.Tensor and torch.equal(out, torch.zeros(6))
        return "right" if exact else type(out).__name__

    def _honest(self) -> list[object]:
        with self._sandbox.open() as session:
            session.run_cell(HONEST, "honest", seconds=PATIENCE)
            session.run_cell(STATE, "state", seconds=PATIENCE)
            session.load_probes(PROBES, seconds=PATIENCE)
            out, (dw, db) = session.probe("train", (self._x, self._y), {}, seed=1, seconds=PATIENCE)
            # The last run's pids in /proc: this child is the only one beside pid 1.
            state = session.call("state", (), {}, seed=3, seconds=PATIENCE)
            return [out.tolist(), dw.tolist(), db.item(), *state]

    def _left_alive(self, namespace: str) -> list[str]:
        """Tell of processes that outlived their hand-in."""
        # A server that still serves has said that it reaped them. One that was thrown away may
        # have been killed: then the kernel ends what was in its namespace.
        thrown_away = self._sandbox._link is None
        deadline = time.monotonic() + (PATIENCE if thrown_away else 0)
        while alive := set(inside(namespace)) - (set() if thrown_away else {self._server()}):
            if time.monotonic() >= deadline:
                return [f"{len(alive)} processes alive"]
            time.sleep(0.01)
        return []

    def _server(self) -> int:
        """Return the host's pid of the server, the first process in its namespace."""
        process = self._sandbox._link.process
        (first,) = children(process.pid) or [process.pid]
        return first


def _shown(ran: CellRun) -> str:
    # Not the traceback: it quotes the source, where the word always stands.
    outputs = [output for output in ran.outputs if output["output_type"] != "error"]
    return "\n".join(o.get("text") or "\n".join(o["data"].values()) for o in outputs)


def children(pid: int) -> list[int]:
    """Return a process's children."""
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _difference(before: list[object], after: list[object]) -> str:
    pairs = zip(before, after, strict=True)
    return str([(a, b) for a, b in pairs if a != b])[:500]


def main() -> None:
    """Try every file named on the command line."""
    without = frozenset(filter(None, os.environ.get("REDTEAM_WITHOUT", "").split(",")))
    host = Host()
    try:
        cuda = bool(os.environ.get("REDTEAM_CUDA"))
        with Sandbox(LIMITS, cuda=cuda, _without=without) as sandbox:
            trial = Trial(sandbox, host)
            for name in sys.argv[1:]:
                print(json.dumps(trial.run(Path(name))), flush=True)
    finally:
        host.close()


if __name__ == "__main__":
    main()
