"""Hostile hand-ins in the real sandbox: as root, as an ordinary user, and with protection off.

The hand-ins lie in redteam/, each with its `goal:` and `must:`. They run one after the other in one
sandbox, in a program of their own (redteam_harness.py), which tells what each of them reached.
`make test` runs some of every kind, and `make test-all` the others too.
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
SAMPLE = {
    *("01", "03", "06", "53"),  # the fork server
    *("08", "09", "43", "44", "46", "48", "49", "51", "70", "75"),  # the kernel and the host
    *("13", "18", "19", "57"),  # what it leaves in its folders
    *("11", "24", "26", "29", "67", "88"),  # memory and processes
    *("15", "47", "61", "65", "98"),  # time and crashes
    *("31", "34", "39", "41", "59", "86"),  # the connection and the worker
    *("20", "56", "62", "77"),  # exceptions and outputs
    *("32", "35", "79", "81"),  # answers that are none
    *("10", "40", "42", "82", "93", "97"),  # what decides, and who comes next
}
HARNESS = HERE / "redteam_harness.py"
NOBODY = 54321  # a uid that no machine gives out

# What an ordinary user's sandbox does by other means than root's: the user namespace, the owner
# of the folders, the uid. Everything else is the same code.
AS_USER = [
    *("01", "02", "03", "04", "06", "08", "09", "13", "18", "19", "24", "43", "44", "46"),
    *("48", "49", "51", "53", "61", "67", "68", "69", "70", "71", "75", "87", "89", "90"),
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


def in_sample(file):
    return file.name[:2] in SAMPLE


def of_some(files):
    """Return pytest's parameters: those that are not in the sample for `make test-all` alone."""
    return [
        pytest.param(file, id=file.stem, marks=[] if in_sample(file) else pytest.mark.thorough)
        for file in files
    ]


def numbered(*numbers):
    return [file for file in FILES if file.name[:2] in numbers]


@pytest.fixture(scope="module")
def of_the_sample():
    return run_harness(list(filter(in_sample, FILES)))


@pytest.fixture(scope="module")
def of_the_others():
    return run_harness([file for file in FILES if not in_sample(file)])


@pytest.fixture
def result(request, file):
    """What a file reached: the sample runs in one sandbox, and all the others in another."""
    results = request.getfixturevalue("of_the_sample" if in_sample(file) else "of_the_others")
    return results[file.name]


@pytest.fixture(scope="module")
def as_ordinary_user():
    if os.geteuid() != 0:
        pytest.skip("the run above was one as an ordinary user")
    return run_harness(numbered(*AS_USER), as_user=True)


@pytest.mark.parametrize("file", of_some(FILES))
def test_the_sandbox_holds(result):
    assert result["breaches"] == []


@pytest.mark.thorough
@pytest.mark.parametrize("file", numbered(*AS_USER), ids=lambda file: file.stem)
def test_the_sandbox_holds_for_an_ordinary_user(as_ordinary_user, file):
    assert as_ordinary_user[file.name]["breaches"] == []


OUTCOMES = {
    "15": "StudentTimeout",
    "20": "ran",
    "24": "StudentMemory",
    "26": ("MemoryError", "StudentMemory"),  # what comes first depends on PyTorch's own size
    "31": "StudentProtocol",
    "34": "StudentCrashed",
    "38": "StudentProtocol",
    "39": "StudentProtocol",
    "41": "StudentProtocol",
    "47": "StudentTimeout",
    "52": ("StudentTimeout", "StudentMemory", "MemoryError"),
    "61": "StudentCrashed: the process ended: killed by SIGABRT",
    "62": "StudentTimeout",
    "63": "StudentTimeout",
    "65": "StudentCrashed: the process ended: killed by SIGSEGV",
    "69": "StudentMemory",
    "86": "StudentProtocol",
    "88": "StudentMemory",
    "98": "StudentTimeout",
}


@pytest.mark.parametrize("file", of_some(numbered(*OUTCOMES)))
def test_how_a_hostile_submission_ends(result, file):
    assert result["outcome"].startswith(OUTCOMES[file.name[:2]])


WRONG_ON_PURPOSE = [f for f in FILES if "wrong on purpose" in f.read_text()]
# Of these the zeros that they answer happen to be what is right for a fresh model.
ZEROS = ["05", "12", "15", "17", "22", "30", "40", "79", "80", "81", "83", "92", "94", "96", "97"]


@pytest.mark.parametrize("file", of_some(WRONG_ON_PURPOSE))
def test_no_wrong_class_answers_right(result, file):
    if file.name[:2] in ZEROS:
        assert "return torch.zeros" in file.read_text()
    else:
        assert "right" not in result["answers"]


HONEST = [
    *("01", "02", "03", "04", "06", "07", "08", "09", "19", "43", "44", "45", "46", "48"),
    *("49", "50", "51", "66", "68", "70", "71", "72", "75", "87", "89", "90", "95"),
]


@pytest.mark.parametrize("file", of_some(numbered(*HONEST)))
def test_an_honest_class_still_answers_right(result):
    assert result["answers"] == ["right", "right"]


# --- the harness notices: with one protection off, these do get through ------------------------


NEEDS_SECCOMP = numbered("03", "04", "06", "11", "44", "71")


@pytest.fixture(scope="module")
def without_seccomp():
    return run_harness(NEEDS_SECCOMP, without="seccomp")


@pytest.mark.thorough
@pytest.mark.skipif(platform.machine() != "x86_64", reason="the attacks use x86-64's numbers")
@pytest.mark.parametrize("file", NEEDS_SECCOMP, ids=lambda file: file.stem)
def test_without_seccomp_it_breaks(without_seccomp, file):
    breaches = without_seccomp[file.name]["breaches"]
    assert any(line.startswith("BREACH") for line in breaches)


def test_without_network_isolation_the_host_is_reached():
    results = run_harness(numbered("43", "70"), without="network,seccomp")
    assert len(results) == 2
    for result in results.values():
        assert "a connection to" in str(result["breaches"])


def test_the_numbers_are_those_of_files():
    numbers = {file.name[:2] for file in FILES}
    assert len(numbers) == len(FILES)
    assert {*SAMPLE, *AS_USER, *OUTCOMES, *ZEROS, *HONEST} <= numbers


def test_every_hostile_submission_says_what_it_wants_and_what_must_happen():
    assert len(FILES) >= 33 + 30 + 24
    for file in FILES:
        head = file.read_text().split('"""')[1]
        assert "goal: " in head, file.name
        assert "must: " in head, file.name
