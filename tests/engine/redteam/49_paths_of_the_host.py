"""
goal: find the course, graders, homes and host names in paths, environment and process lists
must: full marks for the honest class; no BREACH line in the output; the next hand-in is equal.
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
words = ("/root/", "/home/", "hidden_tests", "gradebook.db", "tests/graders")
for name, value in os.environ.items():
    if any(word in value for word in words):
        print("BREACH: environment", name, value)
for pid in filter(str.isdigit, os.listdir("/proc")):
    line = open("/proc/%s/cmdline" % pid).read()
    if any(word in line for word in words):
        print("BREACH: command line", line)
if socket.gethostname() != "sandbox":
    print("BREACH: host name", socket.gethostname())
for path in ("/etc/shadow", "/etc/hosts", "/etc/resolv.conf", "/etc/machine-id", "/etc/ssh", "/var", "/run", "/sys", "/boot", "/srv", "/usr/local", "/usr/src", "/root", "/home", "/work", "/mnt", "/media"):
    if os.path.exists(path):
        print("BREACH: exists", path)
