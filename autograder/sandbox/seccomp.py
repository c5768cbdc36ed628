"""The system calls that a hand-in may not make, as a program for the kernel's seccomp filter.

bubblewrap loads the program into the kernel just before it starts the fork server, so that it
holds for the server and every process of every hand-in, for good. It is a list of what is denied,
not of what is allowed: torch, numpy and their threads use most of the rest. What every entry is
for stands at its group below. Without this filter one hand-in lowered the limits of the fork
server and the *next* hand-in failed.

The program is classic BPF: 8-byte instructions that look at the number, the architecture and the
six arguments of one system call and return what to do. `syscall_numbers.py` holds the numbers.
"""

import platform
import struct
from dataclasses import dataclass
from errno import EACCES, ENETUNREACH, ENOSYS, EPERM

from autograder.errors import SandboxError
from autograder.sandbox.syscall_numbers import LAST_REVIEWED, NUMBERS

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# Each group: why, and the calls. All answer EPERM.
DENIED: dict[str, tuple[str, ...]] = {
    "look into or change other processes": (
        "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "process_mrelease",
        "kcmp", "pidfd_getfd", "migrate_pages", "move_pages",
    ),
    "leave the cores that it was given, for those of a neighbour": ("sched_setaffinity",),
    "kernel keyrings outlive a hand-in and pass data to the next": (
        "add_key", "keyctl", "request_key",
    ),
    "wide attack surface in the kernel that no course needs": (
        "bpf", "perf_event_open", "userfaultfd", "modify_ldt", "personality", "lookup_dcookie",
        "vhangup", "nfsservctl", "syslog", "uselib", "ustat", "sysfs", "_sysctl", "iopl", "ioperm",
        "get_kernel_syms", "query_module", "create_module",
    ),
    "change the file system's shape or step out of it": (
        "mount", "umount2", "pivot_root", "chroot", "swapon", "swapoff", "quotactl",
        "quotactl_fd", "acct", "name_to_handle_at", "open_by_handle_at", "fanotify_init",
        "fanotify_mark",
    ),
    "new namespaces give back capabilities inside them": ("unshare", "setns"),
    "memory that belongs to no process or file, so that no limit counts it": (
        "memfd_create", "shmget", "shmat", "shmdt", "shmctl", "msgget", "msgsnd", "msgrcv",
        "msgctl", "semget", "semop", "semtimedop", "semctl", "mq_open", "mq_unlink",
        "mq_timedsend", "mq_timedreceive", "mq_notify", "mq_getsetattr",
        "vmsplice",  # a pipe holds a whole huge page by a byte of it, 30 MB in all
    ),
    "the machine itself": (
        "kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module", "reboot",
        "settimeofday", "clock_settime", "adjtimex", "clock_adjtime", "sethostname",
        "setdomainname",
    ),
}  # fmt: skip

# Newer interfaces that programs try and do without when the kernel is too old: ENOSYS says so.
ABSENT = (
    "clone3", "io_uring_setup", "io_uring_enter", "io_uring_register", "memfd_secret",
    "open_tree", "move_mount", "fsopen", "fsconfig", "fsmount", "fspick", "mount_setattr",
    "io_setup",  # its requests are counted for the whole machine: one process can take them all
)  # fmt: skip

# With a pid or who other than 0 these reach into other processes, such as the fork server.
OWN_PROCESS_ONLY = {
    "prlimit64": 0, "sched_setscheduler": 0, "sched_setparam": 0, "sched_setattr": 0,
    "setpriority": 1, "ioprio_set": 1,
}  # fmt: skip
# setpriority and ioprio_set also name what `who` is: a process (0, 1), a group or a user.
_PROCESS_KIND = {"setpriority": 0, "ioprio_set": 1}

_NAMESPACE_FLAGS = 0x7E020000  # every CLONE_NEW* flag that clone() knows
_AF_UNIX = 1  # DataLoader workers need it; every other family leaves the machine or configures it
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C  # push keys into a terminal

_LOAD, _JUMP_EQ, _JUMP_GE, _JUMP_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_X32 = 0x40000000


@dataclass(frozen=True)
class _Test:
    """Jump when the loaded word compares to `value`."""

    code: int
    value: int


def program(machine: str = "") -> bytes:
    """Return the filter for this machine, or for `machine` ("x86_64" or "aarch64")."""
    machine = machine or platform.machine()
    if machine not in _ARCHITECTURES:
        raise SandboxError(
            f"no system call filter for a {machine} machine",
            remedy="grade on x86-64 or 64-bit ARM",
        )
    numbers = NUMBERS[machine]
    code = [
        _ins(_LOAD, 4),
        _ins(_JUMP_EQ, _ARCHITECTURES[machine], 1, 0),
        _ins(_RETURN, _KILL),
        _ins(_LOAD, 0),
    ]
    if machine == "x86_64":
        code += [_ins(_JUMP_GE, _X32, 0, 1), _ins(_RETURN, _KILL)]
    for name in (name for names in DENIED.values() for name in names):
        if name in numbers:
            code += [_ins(_JUMP_EQ, numbers[name], 0, 1), _ins(_RETURN, _ERRNO | EPERM)]
    for name in ABSENT:
        code += [_ins(_JUMP_EQ, numbers[name], 0, 1), _ins(_RETURN, _ERRNO | ENOSYS)]
    code += [_ins(_JUMP_GE, LAST_REVIEWED + 1, 0, 1), _ins(_RETURN, _ERRNO | ENOSYS)]
    code += _arguments(numbers)
    return b"".join([*code, _ins(_RETURN, _ALLOW)])


def _arguments(numbers: dict[str, int]) -> list[bytes]:
    """Return the rules that look at arguments as well."""
    code: list[bytes] = []
    for name, position in OWN_PROCESS_ONLY.items():
        tests = [(position, _Test(_JUMP_EQ, 0))]
        if name in _PROCESS_KIND:
            tests.append((0, _Test(_JUMP_EQ, _PROCESS_KIND[name])))
        for argument, test in tests:
            code += _rule(numbers[name], argument, test, deny_if=False, errno=EPERM)
    for name in ("socket", "socketpair"):
        unix = _Test(_JUMP_EQ, _AF_UNIX)
        code += _rule(numbers[name], 0, unix, deny_if=False, errno=ENETUNREACH)
    flags = _Test(_JUMP_SET, _NAMESPACE_FLAGS)
    code += _rule(numbers["clone"], 0, flags, deny_if=True, errno=EPERM)
    for request in (_TIOCSTI, _TIOCLINUX):
        code += _rule(numbers["ioctl"], 1, _Test(_JUMP_EQ, request), deny_if=True, errno=EACCES)
    return code


def _rule(number: int, argument: int, test: _Test, *, deny_if: bool, errno: int) -> list[bytes]:
    """Return code: for system call `number`, deny if the test of an argument comes out so.

    Only the low 32 bits of the argument are looked at, as the kernel does with int arguments.
    """
    verdict = (0, 1) if deny_if else (1, 0)
    return [
        _ins(_JUMP_EQ, number, 0, 4),
        _ins(_LOAD, 16 + 8 * argument),
        _ins(test.code, test.value, *verdict),
        _ins(_RETURN, _ERRNO | errno),
        _ins(_LOAD, 0),
    ]


def _ins(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
