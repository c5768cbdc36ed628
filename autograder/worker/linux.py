"""The few Linux calls that Python's standard library does not wrap."""

import ctypes
import os
import signal
import struct
from pathlib import Path

_HUGE_PAGE = 2 * 2**20
_MADV_COLLAPSE = 25  # Linux 6.1
_PDEATHSIG = 1
_DUMPABLE = 4
_SECCOMP = 22
_CAPBSET_DROP = 24
_CHILD_SUBREAPER = 36
_NO_NEW_PRIVS = 38
_FILTER = 2
_libc = ctypes.CDLL(None, use_errno=True)
_libc.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]


def _prctl(option: int, argument: int) -> None:
    if _libc.prctl(option, ctypes.c_ulong(argument), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl({option}, {argument})")


def no_new_privileges() -> None:
    """Give up for good the way to more rights through a set-uid program."""
    _prctl(_NO_NEW_PRIVS, 1)


def filter_system_calls(program: bytes) -> None:
    """Load a classic BPF program as a filter of system calls, for good; needs no new privileges."""
    instructions = ctypes.create_string_buffer(program, len(program))
    length, pointer = len(program) // 8, ctypes.addressof(instructions)
    header = ctypes.create_string_buffer(struct.pack("@HP", length, pointer))
    if _libc.prctl(_SECCOMP, ctypes.c_ulong(_FILTER), header, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "seccomp")


def set_dumpable(dumpable: bool) -> None:
    """Let other processes of the same user look into this one, or not."""
    _prctl(_DUMPABLE, int(dumpable))


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent dies; lost again when the uid changes."""
    _prctl(_PDEATHSIG, signal.SIGKILL)


def adopt_orphans(adopt: bool = True) -> None:
    """Become the parent of descendants whose parent dies, as pid 1 is anyway, or no longer."""
    _prctl(_CHILD_SUBREAPER, int(adopt))


def use_huge_pages() -> None:
    """Put this process's own memory into huge pages, where the kernel can.

    A fork copies an entry for every page: of the 80,000 small ones of a warm server that takes as
    long as a short cell. A child that writes to a huge page gets a small one of its own, as before.
    """
    for line in Path("/proc/self/maps").read_text().splitlines():
        span, rights, _, _, inode, *name = line.split()
        if rights != "rw-p" or inode != "0" or name not in ([], ["[heap]"]):
            continue
        begin, end = (int(address, 16) for address in span.split("-"))
        for page in range(-(-begin // _HUGE_PAGE) * _HUGE_PAGE, end - _HUGE_PAGE + 1, _HUGE_PAGE):
            # A page not all in use, or a kernel that does not know the call: it stays as it is.
            _libc.madvise(page, _HUGE_PAGE, _MADV_COLLAPSE)


def _no_capabilities() -> None:
    # Leaving uid 0 cleared the effective and permitted sets; this clears the inheritable one.
    header = struct.pack("=II", 0x20080522, 0)  # the third version of the call, this process
    if _libc.capset(header, bytes(24)) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def drop_privileges(uid: int, gid: int) -> None:
    """Become the user `uid` with no capability, now and after any exec."""
    for capability in range(64):
        try:
            _prctl(_CAPBSET_DROP, capability)
        except OSError:
            break  # past the last one that this kernel knows
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    _no_capabilities()
    no_new_privileges()
