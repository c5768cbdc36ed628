"""
goal: raise the own limits back, and dump core
must: every raise fails; no core file.
"""
import torch


class Adaline1:
    def __init__(self, num_features, device=None, dtype=None):
        self.num_features = num_features
        self.weight = torch.zeros(num_features, 1, device=device, dtype=dtype)
        self.bias = torch.zeros(1, device=device, dtype=dtype)

    def forward(self, x):
        return (x @ self.weight + self.bias).view(-1)

    def backward(self, x, yhat, y):
        d = 2 * (yhat - y)
        return -(x.t() @ d.view(-1, 1)) / y.size(0), -d.sum() / y.size(0)


import os, resource, signal
for name in dir(resource):
    if name.startswith("RLIMIT_"):
        kind = getattr(resource, name)
        soft, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            try:
                resource.setrlimit(kind, (hard + 1, hard + 1))
                print("BREACH: raised", name)
            except (ValueError, OSError):
                pass
for name in ("RLIMIT_AS", "RLIMIT_NPROC", "RLIMIT_NOFILE", "RLIMIT_FSIZE", "RLIMIT_CPU", "RLIMIT_CORE"):
    if resource.getrlimit(getattr(resource, name))[1] == resource.RLIM_INFINITY:
        print("BREACH: no limit", name)
os.abort()
