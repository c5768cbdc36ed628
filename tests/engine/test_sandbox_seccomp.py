"""The system call filter, run by a small interpreter of its instructions, and in the kernel."""

import errno
import os
import struct
import subprocess
import sys

import pytest

from autograder.errors import SandboxError
from autograder.sandbox import seccomp
from autograder.sandbox.syscall_numbers import LAST_REVIEWED, NUMBERS

ALLOW, KILL = 0x7FFF0000, 0x80000000
MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


def judge(machine, number, *arguments, architecture=None):
    """Return what the filter answers to a system call."""
    architecture = MACHINES[machine] if architecture is None else architecture
    padded = [*arguments, *[0] * (6 - len(arguments))]
    data = struct.pack("=IIQ6Q", number, architecture, 0, *(a % 2**64 for a in padded))
    code = seccomp.program(machine)
    instructions = [struct.unpack_from("=HBBI", code, at) for at in range(0, len(code), 8)]
    at = word = 0
    while True:
        operation, if_true, if_false, value = instructions[at]
        at += 1
        if operation == 0x20:
            (word,) = struct.unpack_from("=I", data, value)
        elif operation == 0x06:
            return value
        else:
            holds = {0x15: word == value, 0x35: word >= value, 0x45: bool(word & value)}
            at += if_true if holds[operation] else if_false


def denied(result):
    return result >> 16 == 5 and result & 0xFFFF


@pytest.fixture(params=MACHINES)
def machine(request):
    return request.param


def test_another_architecture_is_killed(machine):
    assert judge(machine, 0, architecture=0x40000003) == KILL


def test_the_x32_numbers_are_killed():
    assert judge("x86_64", 0x40000000 + 101) == KILL


def test_every_call_of_the_list_is_denied(machine):
    listed = [name for names in seccomp.DENIED.values() for name in names]
    assert len(listed) == len(set(listed))
    for name in listed:
        if name in NUMBERS[machine]:
            assert denied(judge(machine, NUMBERS[machine][name])) == errno.EPERM, name


def test_new_interfaces_are_absent(machine):
    for name in seccomp.ABSENT:
        assert denied(judge(machine, NUMBERS[machine][name])) == errno.ENOSYS, name
    for number in (LAST_REVIEWED + 1, LAST_REVIEWED + 100):
        assert denied(judge(machine, number)) == errno.ENOSYS
    assert judge(machine, LAST_REVIEWED) == ALLOW


def test_what_reaches_other_processes_is_for_oneself_alone(machine):
    numbers = NUMBERS[machine]
    for name in ("prlimit64", "sched_setscheduler", "sched_setattr"):
        assert judge(machine, numbers[name], 0, 7) == ALLOW
        assert denied(judge(machine, numbers[name], 1, 7)) == errno.EPERM
    for name, own in (("setpriority", 0), ("ioprio_set", 1)):
        assert judge(machine, numbers[name], own, 0) == ALLOW
        assert denied(judge(machine, numbers[name], own, 5)) == errno.EPERM
        assert denied(judge(machine, numbers[name], own + 1, 0)) == errno.EPERM


def test_sockets_are_unix_sockets(machine):
    for name in ("socket", "socketpair"):
        assert judge(machine, NUMBERS[machine][name], 1) == ALLOW
        for family in (0, 2, 10, 16, 17, 40):
            assert denied(judge(machine, NUMBERS[machine][name], family)) == errno.ENETUNREACH


def test_processes_and_threads_but_no_namespaces(machine):
    clone = NUMBERS[machine]["clone"]
    assert judge(machine, clone, 0x003D0F00) == ALLOW  # what pthread_create asks for
    assert judge(machine, clone, 17) == ALLOW  # what fork asks for
    for bit in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
        assert denied(judge(machine, clone, bit | 17)) == errno.EPERM


def test_keys_cannot_be_pushed_into_a_terminal(machine):
    ioctl = NUMBERS[machine]["ioctl"]
    assert judge(machine, ioctl, 0, 0x5401) == ALLOW
    # The kernel looks at 32 bits of the request: so must we.
    for request in (0x5412, 0x5412 | 1 << 32, 0x541C):
        assert denied(judge(machine, ioctl, 0, request)) == errno.EACCES


def test_another_machine_is_refused():
    with pytest.raises(SandboxError, match="riscv64"):
        seccomp.program("riscv64")


def test_the_kernel_takes_the_filter():
    if sys.platform != "linux":
        pytest.skip("needs Linux")
    reader, writer = os.pipe()
    os.write(writer, seccomp.program())
    os.close(writer)
    bwrap = ["bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--unshare-user", "--seccomp"]
    code = "import socket; socket.socket(socket.AF_UNIX); socket.socket()"
    done = subprocess.run(
        [*bwrap, str(reader), "/usr/bin/env", "python3", "-c", code],
        pass_fds=[reader], capture_output=True, text=True, check=False,
    )  # fmt: skip
    os.close(reader)
    assert "Network is unreachable" in done.stderr
