"""
goal: end with the status that means "no memory", or say so, to be graded again or to be excused
must: no marks for the tests of this class (verdict memory).
"""
import torch


class Adaline1:                       # wrong on purpose: earns marks only if the attack works
    def __init__(self, num_features, device=None, dtype=None):
        self.weight = torch.zeros(num_features, 1, device=device, dtype=dtype)
        self.bias = torch.zeros(1, device=device, dtype=dtype)

    def forward(self, x):
        return torch.zeros(x.size(0))

    def backward(self, x, yhat, y):
        return torch.zeros_like(self.weight), torch.zeros(())


import os
_calls = []
def _starve(self, *a):
    _calls.append(None)
    if os.path.exists("/tmp/again"):
        raise MemoryError
    open("/tmp/again", "w").close()
    os._exit(86)
Adaline1.backward = _starve
