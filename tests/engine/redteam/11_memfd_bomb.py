"""
goal: hold memory in files that have no name and no process
must: refused or counted; freed when the submission ends.
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


import os, time
try:
    held = []
    for i in range(150):
        held.append(os.memfd_create("x"))
        os.posix_fallocate(held[-1], 0, 8 << 20)
    time.sleep(0.2)
    print("BREACH: %d MiB in memfd" % (8 * len(held)))
except OSError as error:
    print(error)
