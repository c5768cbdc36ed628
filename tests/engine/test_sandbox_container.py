"""The fork server over one stream: a whole hand-in through the relay, and docker's command line.

No container is started: a fake docker runs the relay on this machine (fake_docker.py).
"""

import select
import shutil
import threading
import time
from pathlib import Path

import pytest
import torch
from docker_on_path import FakeDocker
from folders import ROOT
from hypothesis import given
from hypothesis import strategies as st

from autograder import wire
from autograder.errors import SandboxError, StudentCrashed, StudentMemory, StudentTimeout
from autograder.model import Isolation, Limits
from autograder.sandbox import Sandbox, bubblewrap, container, engines
from autograder.worker.frames import CONTROL, DATA, END, HEADER, MAX_PAYLOAD, Reader, frame

LIMITS = Limits(memory_mb=400, processes=20, file_mb=8)
CELL = """
import os, threading, time

def double(x):
    return x * 2

def die():
    os._exit(3)

def sleep(x):
    time.sleep(600)

def hoard():
    return bytearray(10**10)

def flood():
    def write():
        while True:
            os.write(3, b"x" * 65536)
    threading.Thread(target=write).start()
    time.sleep(600)
"""


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        FakeDocker(tmp_path_factory.mktemp("container") / "docker", patch)
        with Sandbox(LIMITS, isolation=Isolation.CONTAINER) as warm:
            yield warm


@pytest.fixture
def session(sandbox):
    with sandbox.open() as opened:
        assert opened.run_cell(CELL, "c", seconds=60).error is None
        yield opened


def call(session, name, *args, seconds=60.0):
    return session.call(name, args, {}, seed=0, seconds=seconds)


# --- a hand-in over the stream -----------------------------------------------------------------


def test_large_values_pass_both_ways_and_the_filter_is_loaded(session):
    x = torch.rand(1000, 2000)
    assert torch.equal(call(session, "double", x), x * 2)
    shown = session.run_cell("print([l for l in open('/proc/self/status') if 'Seccomp:' in l])",
                             "s", seconds=60).outputs[0]["text"]  # fmt: skip
    assert shown == "['Seccomp:\\t2\\n']\n"


@pytest.mark.parametrize(
    ("name", "fault"), [("die", StudentCrashed), ("hoard", StudentMemory)], ids=["die", "hoard"]
)
def test_how_it_ended_is_told(session, name, fault):
    with pytest.raises(fault):
        call(session, name)
    assert not session.alive


def test_a_child_that_does_not_read_delays_nobody(sandbox, session):
    process = sandbox._link.process
    # More than all buffers on the way hold: the child sleeps and reads none of the second.
    with pytest.raises(StudentTimeout):
        call(session, "sleep", 1, seconds=0.5)
    with sandbox.open() as stopped:
        stop = "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)"
        with pytest.raises(StudentTimeout):
            stopped.run_cell(stop + "\n#" + "x" * 8_000_000, "c", seconds=2)
    with sandbox.open() as following:
        assert following.run_cell("1", "c", seconds=60).error is None
    assert sandbox._link.process is process, "the same server"


def test_a_child_that_floods_delays_nobody(sandbox, session):
    process = sandbox._link.process
    session._channel.settimeout(60)
    session._channel.send(_request("flood"))
    assert select.select([session._channel], [], [], 60)[0], "the flood has come"
    time.sleep(1.0)  # nobody reads; what it writes must wait, and not pile up
    session.close()  # a server that does not answer in time would be replaced
    with sandbox.open() as following:
        assert following.run_cell("1", "c", seconds=60).error is None
    assert sandbox._link.process is process, "the same server"


def _request(name):
    payload = wire.encode(
        {"kind": "call", "name": name, "args": (), "kwargs": {}, "seed": 0, "id": 1}
    )
    return len(payload).to_bytes(4, "big") + payload


def test_a_server_that_was_killed_is_replaced_and_nothing_is_left_at_the_end(tmp_path, monkeypatch):
    FakeDocker(tmp_path / "docker", monkeypatch)
    before = set(threading.enumerate())
    with Sandbox(LIMITS, isolation=Isolation.CONTAINER) as sandbox:
        first = sandbox._link.process
        first.kill()
        session = sandbox.open()
        assert session.run_cell("1", "c", seconds=60).error is None
        second = sandbox._link.process
    assert second is not first
    assert None not in (first.poll(), second.poll())
    assert set(threading.enumerate()) <= before


# --- an engine that fails ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("echo 'docker: no space left on device' >&2; exit 125", "no space left on device"),
        ("echo 'this is no frame at all'; cat > /dev/null", "not a frame"),
        (r"printf '\1\0\0\0\0\0\0\0\3vax'; cat > /dev/null", "filter for a vax machine"),
    ],
)
def test_what_went_wrong_is_quoted(tmp_path, monkeypatch, script, words):
    docker = FakeDocker(tmp_path / "docker", monkeypatch)
    docker.path.write_text(f'#!/bin/sh\n[ "$1" = run ] || exit 0\n{script}\n')
    with pytest.raises(SandboxError, match=words) as caught:
        Sandbox(LIMITS, isolation=Isolation.CONTAINER).start()
    assert caught.value.remedy


def test_an_engine_without_rights_has_another_remedy():
    assert "usermod -aG docker" in engines.start_remedy(
        ["docker does not answer: permission denied"]
    )


def test_podman_is_asked_where_docker_does_not_answer(tmp_path, monkeypatch):
    docker = FakeDocker(tmp_path / "docker", monkeypatch)
    docker.break_("daemon")
    podman = docker.path.with_name("podman")
    podman.write_text("#!/bin/sh\nexit 0\n")
    podman.chmod(0o755)
    assert container.find() == str(podman)


def test_a_gpu_is_not_promised(tmp_path, monkeypatch):
    FakeDocker(tmp_path / "docker", monkeypatch)
    with pytest.raises(SandboxError, match="no GPU") as caught:
        Sandbox(LIMITS, isolation=Isolation.CONTAINER, cuda=True).start()
    assert "--device cpu" in caught.value.remedy


# --- the command line and the image ------------------------------------------------------------


def test_the_command_line(monkeypatch):
    monkeypatch.setattr(bubblewrap, "sandbox_uid", lambda: 40000 * 7 + 5)
    words = container.command("/bin/docker", LIMITS, name="n")
    text = " ".join(words)
    tmpfs = "rw,nosuid,nodev,mode=1777,size=8m"
    assert text.startswith(
        "/bin/docker run --rm --interactive --pull never --name n --hostname sandbox "
        "--network none --read-only --cap-drop ALL --security-opt no-new-privileges "
        "--user 20005:20005 --ipc private --pids-limit 28 --memory 1424m --memory-swap 1424m "
        "--ulimit nofile=1024:1024 --ulimit nproc=1024:1024 "
        "--log-driver none --workdir /notebook "
        f"--tmpfs /tmp:{tmpfs} --tmpfs /dev/shm:{tmpfs} --tmpfs /notebook:{tmpfs} --env "
    )
    assert text.endswith(f" {container.image()} /notebook /tmp /dev/shm /dev/mqueue /run /var/tmp")
    assert not [word for word in words if word.startswith(("-v", "--volume", "--mount", "-p"))]
    assert "PATH=/" not in text, "the image has its own"


def test_the_image_is_named_by_what_goes_into_it(tmp_path, monkeypatch):
    package = Path(container.__file__).parents[1]
    copy = tmp_path / "autograder"
    shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(container, "_PACKAGE", copy)
    monkeypatch.setattr(container, "_IMAGE_FILES", copy / "sandbox" / "image")
    name = container.image.__wrapped__
    before = name()
    assert before == container.image()
    (copy / "grade.py").write_text("")
    assert name() == before, "what the worker does not see changes nothing"
    (copy / "worker" / "calls.py").write_text("")
    assert name() != before


def test_the_image_holds_the_versions_of_the_course():
    folder = Path(container.__file__).parent / "image"
    pinned = [
        line for line in (folder / "requirements.txt").read_text().split("\n") if "==" in line
    ]
    assert set(pinned) <= set((ROOT / "constraints.txt").read_text().split("\n"))
    assert {"torch", "numpy", "scikit-learn", "ipython", "msgpack"} <= {
        line.split("==")[0] for line in pinned
    }


# --- frames ------------------------------------------------------------------------------------


@given(
    st.lists(st.tuples(st.sampled_from([CONTROL, DATA, END]), st.integers(0, 2**32 - 1),
                       st.binary(max_size=300)), max_size=10),
    st.integers(1, 50),
)  # fmt: skip
def test_frames_come_out_however_the_stream_is_cut(frames, step):
    stream = b"".join(frame(*each) for each in frames)
    reader = Reader()
    pieces = [stream[i : i + step] for i in range(0, len(stream), step)]
    assert [each for piece in pieces for each in reader.feed(piece)] == frames


@pytest.mark.parametrize("header", [(9, 0, 0), (DATA, 0, MAX_PAYLOAD + 1), (0, 1, 1)])
def test_what_is_no_frame_is_refused_by_its_header(header):
    with pytest.raises(ValueError, match="not a frame"):
        Reader().feed(HEADER.pack(*header))
