"""
goal: hide memory behind first threads that ended: /proc then says that these processes use none
must: the sum over all processes still counts; the verdict is memory where the sum passes the limit.
"""
import torch


class Adaline1:                       # wrong on purpose: earns marks only if the attack works
    def __init__(self, num_features, device=None, dtype=None):
        self.weight = torch.zeros(num_features, 1, device=device, dtype=dtype)
        self.bias = torch.zeros(1, device=device, dtype=dtype)

    def forward(self, x):
        return torch.zeros(x.size(0))

    def backward(self, x, yhat, y):
        return torch.zeros_like(self.weight), torch.zeros(())


import ctypes, os, threading, time
def _grow(megabytes):
    time.sleep(0.2)
    keep = [bytearray(b"x") * (megabytes * 2**20) for _ in range(1)]
    time.sleep(30)
    return keep
for _ in range(8):
    if os.fork() == 0:
        threading.Thread(target=_grow, args=(90,)).start()
        time.sleep(0.05)
        ctypes.CDLL(None).syscall({"x86_64": 60, "aarch64": 93}[os.uname().machine], 0)  # this thread alone
time.sleep(30.5)  # on a busy machine they need some time to be that large at once
