"""Hostile hand-ins in the real sandbox: as root, as an ordinary user, and with protection off.

The hand-ins lie in redteam/, each with its `goal:` and `must:`. They run one after the other in one
sandbox, in a program of their own (redteam_harness.py), which tells what each of them reached.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import torch

import autograder

HERE = Path(__file__).parent
FILES = sorted((HERE / "redteam").glob("*.py"))
HARNESS = HERE / "redteam_harness.py"
NOBODY = 54321  # a uid that no machine gives out

# What an ordinary user's sandbox does by other means than root's: the user namespace, the owner
# of the folders, the uid. Everything else is the same code.
AS_USER = [
    f.name
    for f in FILES
    if f.name[:2]
    in [
        "01",
        "02",
        "03",
        "04",
        "06",
        "08",
        "09",
        "13",
        "18",
        "19",
        "24",
        "43",
        "44",
        "46",
        "48",
        "49",
        "51",
        "53",
        "61",
        "67",
        "68",
        "69",
        "70",
        "71",
        "75",
        "87",
        "89",
        "90",
    ]
]


def run_harness(files, *, as_user=False, without=""):
    """Return {file name: result}; skips where an ordinary user cannot run Python here."""
    command = [sys.executable, "-s", "-B", str(HARNESS), *map(str, files)]
    environment = {"PATH": os.environ["PATH"], "REDTEAM_WITHOUT": without}
    if as_user and os.geteuid() == 0:
        command, environment = ordinary(command)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    results = map(json.loads, done.stdout.splitlines())
    return {result["file"]: result for result in results}


def ordinary(command):
    """Return the command and environment that run it as a made-up user without rights."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    python = next(
        (p for p in (Path(sys.executable).resolve(), Path("/usr/bin") / version) if open_to_all(p)),
        None,
    )
    folders = [Path(autograder.__file__).parents[1], Path(torch.__file__).parents[1]]
    if python is None or not all(map(open_to_all, [*folders, HARNESS])):
        pytest.skip("another user may not read this Python, its packages or this repository")
    if not shutil.which("setpriv"):
        pytest.skip("setpriv is not installed")
    become = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(map(str, folders))}
    return [*become, str(python), *command[1:]], environment


def open_to_all(path):
    return path.exists() and all(p.stat().st_mode & 0o005 == 0o005 for p in path.parents)


@pytest.fixture(scope="module")
def as_whoever_runs_this():
    return run_harness(FILES)


@pytest.fixture(scope="module")
def as_ordinary_user():
    if os.geteuid() != 0:
        pytest.skip("the run above was one as an ordinary user")
    return run_harness([HERE / "redteam" / name for name in AS_USER], as_user=True)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_sandbox_holds(as_whoever_runs_this, file):
    result = as_whoever_runs_this[file.name]
    assert result["breaches"] == []


@pytest.mark.thorough
@pytest.mark.parametrize("name", AS_USER)
def test_the_sandbox_holds_for_an_ordinary_user(as_ordinary_user, name):
    assert as_ordinary_user[name]["breaches"] == []


OUTCOMES = {
    "15_rpc_slow_drip": "StudentTimeout",
    "20_exceptions_that_escape": "ran",
    "24_forks_with_memory": "StudentMemory",
    "26_shared_anonymous_memory": "MemoryError",
    "31_forged_answer_ahead": "StudentProtocol",
    "34_connection_closed": "StudentCrashed",
    "38_huge_frames": "StudentProtocol",
    "39_hostile_frames": "StudentProtocol",
    "41_patched_wire": "StudentProtocol",
    "47_loop_ignore_signals": "StudentTimeout",
    "52_memory_many_small": ("StudentTimeout", "StudentMemory", "MemoryError"),
    "61_raised_limits": "StudentCrashed: the process ended: killed by SIGABRT",
    "62_output_flood": "StudentTimeout",
    "63_fork_storm": "StudentTimeout",
    "65_segfault": "StudentCrashed: the process ended: killed by SIGSEGV",
    "69_first_thread_ends": "StudentMemory",
    "86_acts_between_calls": "StudentProtocol",
    "88_fakes_memory": "StudentMemory",
    "98_clocks": "StudentTimeout",
}


@pytest.mark.parametrize(("name", "outcome"), OUTCOMES.items())
def test_how_a_hostile_submission_ends(as_whoever_runs_this, name, outcome):
    assert as_whoever_runs_this[f"{name}.py"]["outcome"].startswith(outcome)


WRONG_ON_PURPOSE = [f for f in FILES if "wrong on purpose" in f.read_text()]
# Of these the zeros that they answer happen to be what is right for a fresh model.
ZEROS = ["05", "12", "15", "17", "22", "30", "40", "79", "80", "81", "83", "92", "94", "96", "97"]


@pytest.mark.parametrize("file", WRONG_ON_PURPOSE, ids=lambda file: file.stem)
def test_no_wrong_class_answers_right(as_whoever_runs_this, file):
    if file.name[:2] in ZEROS:
        assert "return torch.zeros" in file.read_text()
    else:
        assert "right" not in as_whoever_runs_this[file.name]["answers"]


HONEST = [
    "02",
    "07",
    "45",
    "50",
    "70",
    "72",
    "75",
    "01",
    "03",
    "04",
    "06",
    "08",
    "09",
    "19",
    "43",
    "44",
    "46",
    "48",
    "49",
    "51",
    "66",
    "68",
    "71",
    "87",
    "89",
    "90",
    "95",
]


@pytest.mark.parametrize("number", HONEST)
def test_an_honest_class_still_answers_right(as_whoever_runs_this, number):
    (result,) = (r for name, r in as_whoever_runs_this.items() if name.startswith(number))
    assert result["answers"] == ["right", "right"]


# --- the harness notices: with one protection off, these do get through ------------------------


NEEDS_SECCOMP = ["03_limits_of_the_server", "04_schedule_of_the_server", "06_ptrace_and_vm",
                 "11_memfd_bomb", "44_other_sockets", "71_pages_in_pipes"]  # fmt: skip


@pytest.fixture(scope="module")
def without_seccomp():
    return run_harness([HERE / "redteam" / f"{n}.py" for n in NEEDS_SECCOMP], without="seccomp")


@pytest.mark.thorough
@pytest.mark.skipif(platform.machine() != "x86_64", reason="the attacks use x86-64's numbers")
@pytest.mark.parametrize("name", NEEDS_SECCOMP)
def test_without_seccomp_it_breaks(without_seccomp, name):
    breaches = without_seccomp[f"{name}.py"]["breaches"]
    assert any(line.startswith("BREACH") for line in breaches)


def test_without_network_isolation_the_host_is_reached():
    names = ["43_abstract_and_path_sockets", "70_network_out"]
    results = run_harness(
        [HERE / "redteam" / f"{name}.py" for name in names], without="network,seccomp"
    )
    assert "a connection to" in str(results["70_network_out.py"]["breaches"])
    assert "a connection to" in str(results["43_abstract_and_path_sockets.py"]["breaches"])


def test_every_hostile_submission_says_what_it_wants_and_what_must_happen():
    assert len(FILES) >= 33 + 30 + 24
    for file in FILES:
        head = file.read_text().split('"""')[1]
        assert "goal: " in head, file.name
        assert "must: " in head, file.name
