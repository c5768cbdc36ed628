"""
goal: reach others by /proc: memory, descriptors, root, environment and maps of pid 1, mappings of ids, scores, groups
must: full marks for the honest class; nothing of pid 1 can be opened or changed.
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


import ctypes, os
for _name in ("mem", "maps", "environ", "fd", "root", "cwd", "exe", "map_files", "task/1/mem", "ns/pid", "auxv", "stack", "syscall", "io", "fdinfo", "pagemap", "timers", "smaps"):
    try:
        _path = f"/proc/1/{_name}"
        _found = os.listdir(_path) if os.path.isdir(_path) else open(_path, "rb").read(16)
        if _found:
            print("BREACH: read", _path)
    except OSError:
        pass
for _path, _text in [("/proc/1/oom_score_adj", "1000"), ("/proc/1/mem", "x"), ("/proc/1/timerslack_ns", "1"), ("/proc/1/autogroup", "19"),
                     ("/proc/1/comm", "x"), ("/proc/1/clear_refs", "1"), ("/proc/1/coredump_filter", "1"), ("/proc/self/uid_map", "0 0 1"),
                     ("/proc/self/gid_map", "0 0 1"), ("/proc/self/oom_score_adj", "-1000"),
                     ("/proc/self/attr/current", "unconfined"), ("/proc/sys/kernel/core_pattern", "|/tmp/x"), ("/proc/sysrq-trigger", "h")]:
    try:
        with open(_path, "w") as _file:
            _file.write(_text)
        print("BREACH: wrote", _path)
    except OSError:
        pass
try:                                               # its own memory it may rewrite, code included
    with open("/proc/self/mem", "r+b", buffering=0) as _mem:
        _buffer = ctypes.create_string_buffer(b"before")
        _mem.seek(ctypes.addressof(_buffer)); _mem.write(b"after!")
except OSError:
    pass
