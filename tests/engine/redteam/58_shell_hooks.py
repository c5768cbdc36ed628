"""
goal: rewrite the shell: events, transformers, run_cell, display, output streams
must: only the own process is affected.
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


import sys
ip = get_ipython()
ip.events.register("post_run_cell", lambda r: print("hook"))
ip.input_transformers_post.append(lambda lines: ["print('rewritten')\n"])
ip.__class__.run_cell = lambda *a, **k: None
ip.__class__.showtraceback = None
sys.stdout = sys.stderr = None
