"""
goal: trip the grader with odd values: nan payloads, -0.0, denormals, no elements, wild strides, shared storage, bools, subclasses, dicts and dataclasses
must: no marks for the tests of this class; each is a wrong answer, none is a failure of the grader.
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


import collections, dataclasses, struct, numpy
@dataclasses.dataclass
class _Pair:
    w: object
    b: object
class _Tuple(tuple):
    def __len__(self): return 2
    def __iter__(self): return iter((torch.zeros(3, 1), torch.zeros(1)))
class _Lying(dict):
    def __getitem__(self, key): return torch.zeros(3, 1)
class _Str(str):
    __hash__ = str.__hash__
    def __eq__(self, other): return True
class _Int(int):
    def __eq__(self, other): return True
    __hash__ = int.__hash__
class _Tensor(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None): return torch.zeros(())
_store = torch.zeros(64)
_nan = struct.unpack("f", struct.pack("I", 0x7FC0BEEF))[0]
_odd = [
    (torch.full((3, 1), _nan), torch.full((1,), -_nan)), (torch.full((3, 1), -0.0), torch.full((1,), -0.0)),
    (torch.full((3, 1), 1e-45), torch.full((1,), 1e-45)), (torch.empty(0, 1), torch.empty(0)),
    (torch.empty(3, 0), torch.empty(1)), (torch.as_strided(_store, (3, 1), (0, 2**40)), _store[:1]),
    (torch.as_strided(_store, (2**20, 2**20), (0, 0)), _store[:1]), (_store[:3].view(3, 1), _store[1:2]),
    (True, False), (torch.ones(3, 1, dtype=torch.bool), torch.ones(1, dtype=torch.bool)), (_Int(1), _Int(2)),
    _Tuple(), _Lying(a=1), {_Str("a"): 1}, _Pair(1, 2), collections.namedtuple("P", "w b")(1, 2), 10**5000, -2**63,
    (torch.zeros(3, 1).to_sparse(), torch.zeros(1)), (torch.zeros(3, 1).as_subclass(_Tensor), torch.zeros(1)),
    (torch.zeros(3, 1, device="meta"), torch.zeros(1)), (torch.zeros(3, 1, dtype=torch.complex64), torch.zeros(1)),
    numpy.array([(1, 2)], dtype="i4,i4"), numpy.array(["x"]), numpy.ma.array([1.0]), numpy.float128(1), float, None,
    (torch.quantize_per_tensor(torch.zeros(3, 1), 1.0, 0, torch.quint8), torch.zeros(1)), b"\x00" * 9, "\ud800",
    (torch.nn.Parameter(torch.zeros(3, 1)), torch.zeros(1)), (torch.zeros(3, 1).conj(), torch.zeros(1)._neg_view()),
    [[[[]]]], ((((), ()), ()), ()), {"\ud800": 1}, {1: 2}, {"x": {"y": {"z": float("-inf")}}}, range(2), memoryview(b"ab"),
]
_calls = []
def _any(self, x, yhat, y):
    _calls.append(None)
    return _odd[len(_calls) * 7 % len(_odd)]
Adaline1.backward = _any
