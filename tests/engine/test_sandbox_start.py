"""How a sandbox starts, fails to start, and leaves nothing behind."""

import gc
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.errors import SandboxError, StudentMemory
from autograder.model import Limits
from autograder.sandbox import Sandbox, bubblewrap, interpreter

LIMITS = Limits(memory_mb=256, processes=16, file_mb=8, output_kb=16)


def descriptors():
    gc.collect()  # what earlier tests left open is no matter of these
    return len(list(Path("/proc/self/fd").iterdir()))


def ends(pid):
    """Tell whether the process ends, for which a busy machine may take its time."""
    deadline = time.monotonic() + 60
    while not ended(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def ended(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state == "Z"  # whoever adopted it need not ask how it ended


def test_without_bubblewrap_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SandboxError) as caught:
        Sandbox(LIMITS).start()
    assert "not installed" in caught.value.fault
    assert "apt install bubblewrap" in caught.value.remedy


def fake_bwrap(tmp_path, monkeypatch, script):
    path = tmp_path / "bwrap"
    path.write_text("#!/bin/sh\n" + script)
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")


def test_an_old_bubblewrap_is_refused(monkeypatch, tmp_path):
    fake_bwrap(tmp_path, monkeypatch, "echo bubblewrap 0.4.1")
    with pytest.raises(SandboxError, match=r"too old: bubblewrap 0\.4\.1"):
        Sandbox(LIMITS).start()


def test_a_bubblewrap_that_fails_is_quoted_with_the_remedy(monkeypatch, tmp_path):
    said = "bwrap: No permissions to create new namespace"
    fake_bwrap(
        tmp_path, monkeypatch, f'[ "$1" = --version ] && echo bubblewrap 0.9 || echo "{said}" >&2'
    )
    before = descriptors()
    with pytest.raises(SandboxError) as caught:
        Sandbox(LIMITS).start()
    assert said in caught.value.fault
    assert caught.value.remedy in (bubblewrap.USERNS, bubblewrap.APPARMOR)
    assert descriptors() == before


def test_a_missing_package_is_named(monkeypatch):
    monkeypatch.setattr(interpreter, "_NEEDED", ("torch", "no_such_package"))
    with pytest.raises(SandboxError, match="no_such_package is not installed"):
        Sandbox(LIMITS).start()


def test_its_environment_is_its_own_and_closed_it_leaves_no_process_and_no_descriptor(monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "of the host")
    before = descriptors()
    with Sandbox(LIMITS) as sandbox:
        session = sandbox.open()
        ran = session.run_cell("import os\nprint(sorted(os.environ))", "c", seconds=60)
        assert "SECRET_TOKEN" not in ran.outputs[0]["text"]
        assert "PYTHONHASHSEED" in ran.outputs[0]["text"]
        pid = sandbox._link.process.pid
        (server,) = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    assert not session.alive
    assert not Path(f"/proc/{pid}").exists()
    assert ends(server)
    assert descriptors() == before


def test_the_server_ends_when_its_owner_is_killed(tmp_path):
    script = tmp_path / "owner.py"
    script.write_text(
        "import os\nfrom pathlib import Path\n"
        "from autograder.model import Limits\nfrom autograder.sandbox import Sandbox\n"
        "s = Sandbox(Limits()); s.start(); s.open()\np = s._link.process.pid\n"
        "print(Path(f'/proc/{p}/task/{p}/children').read_text(), flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=False
    )
    (server,) = done.stdout.split()
    assert ends(server), "the server outlived its owner"


def test_without_isolation_the_same_server_runs_and_touches_only_its_folder():
    bystander = subprocess.Popen(["sleep", "600"])
    try:
        with Sandbox(LIMITS, isolation="none") as sandbox:
            for _ in range(2):
                with sandbox.open() as session:
                    ran = session.run_cell(
                        "import os, subprocess\nprint(os.listdir('.'))\nopen('left', 'w')\n"
                        "p = subprocess.Popen(['sleep', '77777'], start_new_session=True); p.pid",
                        "c", seconds=60,
                    )  # fmt: skip
                    assert ran.outputs[0]["text"] == "[]\n"
                    child = int(ran.outputs[1]["data"]["text/plain"])
                    assert Path(f"/proc/{child}").exists()
                assert not Path(f"/proc/{child}").exists()
            with sandbox.open() as session:
                session.run_cell("def f(): return bytearray(10**9)", "c", seconds=60)
                with pytest.raises(StudentMemory):
                    session.call("f", (), {}, seed=0, seconds=60)
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_the_image_gets_what_the_sandbox_gets():
    copied = (Path(interpreter.__file__).parent / "image" / "Dockerfile").read_text()
    for name in interpreter.OF_THE_ENGINE:
        assert (name if name.endswith(".py") else f"COPY {name}/*.py") in copied


def test_nothing_of_the_engine_but_what_runs_there_is_mounted():
    mounts = interpreter.mounts()
    package = Path(interpreter.__file__).parents[1]
    from_package = {str(a.relative_to(package)) for a, _ in mounts.binds if package in a.parents}
    single = {"__init__.py", "errors.py", "pictures.py", "wire.py"}
    assert from_package == {*single, "worker", "kit"}
    covered = [*mounts.covered_files, *mounts.covered_folders]
    assert "/opt/worker/autograder/kit/hidden" in covered
    for source, place in mounts.binds:
        if source.name.endswith("-packages"):
            for entry in source.iterdir():
                if "autograder" in entry.name:
                    assert f"{place}/{entry.name}" in covered


def test_no_two_sandboxes_share_a_uid():
    assert len({bubblewrap.sandbox_uid() for _ in range(16)}) == 16
