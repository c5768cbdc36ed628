"""What the doctor finds, where all is well and where something is missing, and how it looks."""

import json
import os
from unittest.mock import MagicMock

import pytest
from rich.console import Console
from typer.testing import CliRunner

from autograder.cli import doctor as command
from autograder.cli.app import app
from autograder.errors import SandboxError
from autograder.model import Limits
from autograder.sandbox import CellRun, Sandbox, bubblewrap, doctor, engines, hardware, scope

LIMITS = Limits(memory_mb=300, processes=20)


@pytest.fixture
def nothing_here(monkeypatch, tmp_path):
    """A machine with no program to isolate with."""
    monkeypatch.setenv("PATH", str(tmp_path))
    scope.problem.cache_clear()
    yield
    scope.problem.cache_clear()


def by_name(found):
    return {check.name: check for check in found.checks}


@pytest.mark.usefixtures("nothing_here")
def test_every_missing_thing_has_a_remedy():
    found = doctor.examine()
    checks = by_name(found)
    for name in ("bubblewrap", "namespaces", "sandbox"):
        assert (checks[name].ok, checks[name].remedy) == (False, bubblewrap.INSTALL)
    assert checks["container"].remedy == engines.INSTALL
    assert "systemd-run is not installed" in checks["systemd scope"].detail
    assert all(check.remedy for check in found.checks if check.required and not check.ok)
    assert not found.possible


def test_where_bubblewrap_works_it_starts_a_sandbox_and_says_so(autograder, tmp_path):
    done = autograder("doctor", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    found = json.loads(done.stdout)
    assert found["possible"]
    assert found["bubblewrap"]
    checks = {check["name"]: check for check in found["checks"]}
    assert "bubblewrap" in checks["bubblewrap"]["detail"]
    assert "confined it" in checks["sandbox"]["detail"]
    assert "torch" in checks["packages"]["detail"]


@pytest.mark.usefixtures("nothing_here")
def test_without_any_isolation_the_command_exits_1_and_fits_on_a_screen(monkeypatch):
    monkeypatch.setattr(command, "out", Console(width=80))
    done = CliRunner().invoke(app, ["doctor"])
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) <= 45
    said = " ".join(done.stdout.split())
    assert "cannot be graded in isolation here" in said
    assert said.count("apt install bubblewrap") == 1
    assert said.count("remedy: as above") == 2


def test_a_container_is_enough(monkeypatch):
    checks = (hardware.Check("bubblewrap", False, "none", "install it"),)
    found = doctor.Examination(checks, bubblewrap=False, container=True)
    monkeypatch.setattr(doctor, "examine", lambda: found)
    done = CliRunner().invoke(app, ["doctor"])
    assert done.exit_code == 0
    assert "with --isolation container" in " ".join(done.stdout.split())


def test_apparmor_is_named_only_where_it_stands_in_the_way(monkeypatch):
    monkeypatch.setattr(bubblewrap, "restricted_by_apparmor", lambda: True)
    assert doctor._apparmor(True).ok
    blocked = doctor._apparmor(False)
    assert (blocked.ok, blocked.remedy) == (False, bubblewrap.APPARMOR)


def test_a_sandbox_that_does_not_confine_is_no_sandbox(monkeypatch):
    sandbox = MagicMock()
    session = sandbox.__enter__().open().__enter__()
    session.run_cell.return_value = CellRun([{"text": "0 0 1\n"}], None)
    monkeypatch.setattr(doctor, "Sandbox", lambda _: sandbox)
    trial = doctor._trial()
    assert not trial.ok
    assert "not confined" in trial.detail


def test_a_gpu_that_torch_cannot_use_has_a_remedy(monkeypatch):
    monkeypatch.setattr(hardware, "_devices", lambda: ["nvidia0"])
    monkeypatch.setattr(hardware.torch.cuda, "is_available", lambda: False)
    check = hardware.gpu()
    assert not check.ok
    assert "torch cannot use /dev/nvidia0" in check.detail
    assert "CUDA build" in check.remedy


# --- the second wall ---------------------------------------------------------------------------


WORKS = """
last=; for word; do [ "$last" = -- ] && break; last=$word; shift; done
case "$3" in *memory.max*) echo 2147483648; echo 48; exec cat /dev/fd/${3##*/};; esac
exec "$@"
"""


@pytest.fixture
def systemd_run(monkeypatch, tmp_path):
    """Put a systemd-run on the PATH that notes its arguments and then does as `script` says."""

    def put(script):
        path = tmp_path / "systemd-run"
        log = tmp_path / "arguments"
        path.write_text(f'#!/bin/sh\necho "$@" >> {log}\n{script}')
        path.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        scope.problem.cache_clear()
        return log

    yield put
    scope.problem.cache_clear()


def test_a_scope_that_works_is_put_around_the_sandbox(systemd_run, monkeypatch, tmp_path):
    monkeypatch.setattr(scope, "_TRIAL_SECONDS", 60.0)
    log = systemd_run(WORKS)
    bwrap = tmp_path / "bwrap"
    bwrap.write_text("#!/bin/sh\n[ $1 = --version ] && echo bubblewrap 0.9 || echo not today >&2")
    bwrap.chmod(0o755)
    with pytest.raises(SandboxError, match="not today"):
        Sandbox(LIMITS).start()
    trial, *started = log.read_text().splitlines()
    assert "memory.max" in trial
    manager = "" if os.geteuid() == 0 else "--user "
    wanted = (
        f"{manager}--scope --quiet --collect -p MemoryMax={(300 + 1024) * 2**20} "
        f"-p MemorySwapMax=0 -p TasksMax={20 + 16} -- "
    )
    assert [line.split(str(bwrap), 1)[0] for line in started] == [wanted]
    assert doctor._scope().ok


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("echo 'Failed to connect to bus' >&2; exit 1", "Failed to connect to bus"),
        ("echo max; echo max", "its limits do not hold"),
        ("exec sleep 60", "timed out"),
    ],
)
def test_a_scope_that_does_not_hold_is_left_out_and_the_doctor_says_so(
    systemd_run, monkeypatch, script, words
):
    monkeypatch.setattr(scope, "_TRIAL_SECONDS", 1.0 if "sleep" in script else 60.0)
    systemd_run(script)
    assert scope.command(LIMITS) == []
    check = doctor._scope()
    assert (check.ok, check.required) == (False, False)
    assert words in check.detail
