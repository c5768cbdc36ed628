"""
goal: hold memory in the buffers of pipes and sockets
must: bounded by the limit of open files; no BREACH.
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


import os, socket
held = []
try:
    while len(held) < 4000:
        a, b = socket.socketpair(); a.setblocking(False)
        held.append((a, b))
        try:
            while True:
                a.send(bytes(65536))
        except BlockingIOError:
            pass
except OSError as error:
    print(len(held), error)
if len(held) > 1000:
    print("BREACH: %d socket pairs" % len(held))
