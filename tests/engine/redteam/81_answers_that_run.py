"""
goal: answer with what is not a value: coroutines, generators, futures, partial functions, classes, lazy objects
must: no marks for the tests of this class (verdict fail or error); nothing of it runs in the grader.
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


import asyncio, concurrent.futures, functools
class _Lazy:
    def __getattr__(self, name): return _Lazy()
    def __call__(self, *a, **k): return _Lazy()
    def __iter__(self): return iter([torch.zeros(3, 1), torch.zeros(1)])
    def __len__(self): return 2
    def __array__(self, *a, **k): raise SystemExit(0)
    def __reduce__(self): return print, ("BREACH: unpickled",)
    __torch_function__ = classmethod(lambda cls, *a, **k: torch.zeros(3, 1))
async def _soon(*a): return torch.zeros(3, 1), torch.zeros(1)
def _yields(*a):
    while True:
        yield torch.zeros(3, 1)
_future = concurrent.futures.Future(); _future.set_result((torch.zeros(3, 1), torch.zeros(1)))
_make = [_soon, _yields, lambda *a: _future, lambda *a: functools.partial(_soon), lambda *a: _Lazy, lambda *a: _Lazy(),
         lambda *a: (_Lazy(), _Lazy()), lambda *a: map(abs, [1]), lambda *a: (v for v in (1, 2)), lambda *a: asyncio.Queue]
_calls = []
def _what(self, *a):
    _calls.append(None)
    return _make[len(_calls) % len(_make)](*a)
Adaline1.backward = _what
