"""
goal: raise what cannot be told of: lies in __str__, __class__, __traceback__, causes in a ring, groups in groups, names that are no text
must: no marks for the tests of this class (verdict error); the message is ours.
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


class _Meta(type):
    @property
    def __name__(cls): raise KeyboardInterrupt
    def __instancecheck__(cls, other): return True
class _Liar(BaseException, metaclass=_Meta):
    def __str__(self): raise SystemExit(86)
    __repr__ = __str__
    @property
    def __class__(self): return AssertionError
class _Traced(Exception):
    @property
    def __traceback__(self): raise GeneratorExit
class _Endless(str):
    def __str__(self): return self
    def __getitem__(self, key): return "redteam" * 10**6
def _ring():
    one, two = ValueError("one"), ValueError("two")
    one.__cause__, two.__cause__ = two, one
    return one
def _deep():
    error = ValueError("deep")
    for _ in range(3000):
        error = ExceptionGroup("g", [error])
    return error
class _Text(Exception):
    def __str__(self): return _Endless("\x1b]0;redteam\x07\u202e")
_make = [_Liar, _Traced, _ring, _deep, _Text, lambda: StopIteration(10**4999), lambda: SyntaxError("x", ("<cell redteam>", 10**9, -1, "\0", 1, 1)),
         lambda: UnicodeDecodeError("x", b"\xff" * 10**6, 0, 1, "\ud800"), lambda: SystemExit(86), lambda: type("RedteamError" * 99, (Exception,), {})()]
_calls = []
def _raise(self, *a):
    _calls.append(None)
    raise _make[len(_calls) % len(_make)]()
Adaline1.backward = _raise
try:
    raise _Liar
except BaseException:
    pass
raise _ring()
