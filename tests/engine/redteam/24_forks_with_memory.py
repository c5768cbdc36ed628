"""
goal: hold 80 MiB in each of 16 processes: more than the limit together
must: verdict memory.
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
for i in range(16):
    if os.fork() == 0:
        keep = bytearray(os.urandom(1 << 20) * 80)
        time.sleep(30); os._exit(0)
time.sleep(25)
print("BREACH: 1280 MiB held together")
