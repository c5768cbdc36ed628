"""
goal: show text that acts or never ends: escapes, carriage returns, text from right to left, giant numbers, reprs without end, ten thousand outputs
must: no marks for the tests of this class; what is kept is text within the limits.
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


import sys
from IPython.display import display
class _Deep:
    def __repr__(self): return repr(self)
class _Wide:
    def __repr__(self): return "\u202e" + "x" * 10**7
class _Html:
    def _repr_html_(self): return "<table>" * 10**5
    def _repr_mimebundle_(self, **k): return {"text/html": "<img src=x onerror=alert(1)>", "a" * 10**5: "b", "application/javascript": "1"}
    def _repr_latex_(self): return "$\\href{javascript:alert(1)}{x}$"
for _thing in (_Deep(), _Wide(), _Html()):
    try:
        display(_thing)
    except RecursionError:
        pass
for _ in range(10_000):
    display(1)
    print("\r30 / 30\x1b[1A\x1b[2K\x9b2J\u2066", end="\r")
    print("x", file=sys.stderr)
globals()["\u0430dmin"] = 10**4000
type("\u202eevil", (), {})
sys.set_int_max_str_digits(0)
display(10**60_000)
Adaline1.__name__ = Adaline1.__qualname__ = "\u202e" * 500
