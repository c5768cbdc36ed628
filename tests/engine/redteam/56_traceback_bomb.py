"""
goal: raise what cannot be shown: own traceback renderers, cyclic causes, endless notes
must: error; no BREACH; bounded text.
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


class Evil(Exception):
    def _render_traceback_(self):
        return ["x" * 10_000_000, 3, None, object()]
    @property
    def __notes__(self):
        return ["n" * 10_000_000] * 100
    def __str__(self):
        return "s" * 10_000_000
a, b = Evil(), Evil()
a.__cause__, b.__cause__ = b, a
raise a
