"""
goal: fork without end
must: the process limit stops it; nothing survives; no BREACH.
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
n = 0
try:
    while n < 2000:
        if os.fork() == 0:
            time.sleep(30); os._exit(0)
        n += 1
except OSError as error:
    print(n, error)
if n > 200:
    print("BREACH: %d processes" % n)
