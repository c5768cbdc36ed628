"""
goal: use what the kernel offers beside the usual: descriptors of memory, faults, keys, notifications, landlock, floods of timers and watches, priorities
must: full marks for the honest class; each call that reaches beyond the process fails, the rest is bounded and gone afterwards.
"""
import torch


class Adaline1:
    def __init__(self, num_features, device=None, dtype=None):
        self.weight = torch.zeros(num_features, 1, device=device, dtype=dtype)
        self.bias = torch.zeros(1, device=device, dtype=dtype)

    def forward(self, x):
        return (x @ self.weight + self.bias).view(-1)

    def backward(self, x, yhat, y):
        d = 2 * (yhat - y)
        return -(x.t() @ d.view(-1, 1)) / y.size(0), -d.sum() / y.size(0)


import ctypes, os, resource
_libc = ctypes.CDLL(None, use_errno=True)
_x86 = os.uname().machine == "x86_64"
_numbers = {  # x86-64, aarch64, arguments
    "memfd_create": (319, 279, b"x", 0), "userfaultfd": (323, 282, 1), "add_key": (248, 217, b"user", b"k", b"v", 1, -2),
    "keyctl": (250, 219, 1, 0), "personality": (135, 92, 0x0040000), "clone3": (435, 435, None, 64), "bpf": (321, 280, 0, None, 64),
    "perf_event_open": (298, 241, None, 0, -1, -1, 0), "io_uring_setup": (425, 425, 8, None), "unshare": (272, 97, 0x10000000),
    "memfd_secret": (447, 447, 0), "pidfd_getfd": (438, 438, 0, 0, 0), "process_madvise": (440, 440, 0, None, 0, 4, 0),
    "fsopen": (430, 430, b"tmpfs", 0), "open_tree": (428, 428, -100, b"/", 1), "swapon": (167, 224, b"/tmp/x", 0), "quotactl_fd": (443, 443, 3, 0, 0, None),
    "kcmp": (312, 272, 1, 1, 0, 0, 0), "move_pages": (279, 239, 1, 0, None, None, None, 0), "ioprio_set": (251, 30, 1, 1, 0x2000),
    "cachestat": (451, 451, 0, None, None, 0), "mseal": (462, 462, 0, 0, 0), "fchmodat2": (452, 452, -100, b"/tmp", 0o777, 0),
}
for _name, (_a, _b, *_arguments) in _numbers.items():
    ctypes.set_errno(0)
    _result = _libc.syscall(_a if _x86 else _b, *_arguments)
    if _result >= 0 or ctypes.get_errno() not in (1, 38):
        print("BREACH:", _name, _result, ctypes.get_errno())
_libc.prctl(38, 1, 0, 0, 0)
_libc.syscall(444, None, 0, 1)                     # landlock: its own process alone
_libc.syscall(317 if _x86 else 277, 1, 8, None)    # a filter with a listener: malformed, refused
_held = []
for _ in range(300):
    _fd = _libc.syscall(283 if _x86 else 85, 1, 0)  # timerfds, to the limit of descriptors
    if _fd < 0:
        break
    _held.append(_fd)
if len(_held) > 256:
    print("BREACH: no limit of descriptors")
for _fd in _held:
    os.close(_fd)
_watch = _libc.inotify_init1(0)
for _path in (b"/", b"/tmp", b"/usr/lib", b"/opt"):
    _libc.inotify_add_watch(_watch, _path, 0xFFF)
os.close(_watch)
for _policy in (os.SCHED_FIFO, os.SCHED_RR):
    try:
        os.sched_setscheduler(0, _policy, os.sched_param(1))
        print("BREACH: real time")
    except OSError:
        pass
try:
    os.nice(-5)
    print("BREACH: nice")
except OSError:
    pass
_libc.mlockall(3)
_libc.munlockall()
