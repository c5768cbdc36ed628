"""The only language spoken between the trusted grader and the untrusted worker.

A message is a 4-byte big-endian length and that many bytes of msgpack. A value is plain data or a
tensor as dtype, shape and raw bytes; everything else crosses as the *name* of its type
(`Opaque`). Nothing is ever pickled, imported or evaluated. Each side checks lengths before it
allocates, and the receiver builds every object itself:

    None, bool, int (64 bit), float, str, bytes      as themselves
    list, tuple, dict with str keys                   ["l", ..], ["t", ..], ["d", key, value, ..]
    a subclass of list, tuple or dict (a NamedTuple)  as the list, tuple or dict that it is
    torch.Tensor, torch.nn.Parameter                  ["T", dtype, shape, bytes]
    numpy.ndarray, numpy scalars                      ["A", dtype, shape, bytes]
    anything else                                     ["o", type name]

All other types are compared exactly, so a subclass with a lying `__eq__` or `__array_ufunc__`
arrives as `Opaque`. Both sides import this module, and it imports nothing of the package.
"""

import math
import socket
import struct
import time
from dataclasses import dataclass
from typing import Any

import msgpack
import numpy as np
import torch

MAX_FRAME = 16 * 2**20  # bytes of one message
MAX_DEPTH = 32  # containers inside containers
MAX_ITEMS = 200_000  # values in one message; a tensor is one
_MAX_SPAN = 2**31  # elements that a shape may speak of, sizes of 0 left out
OUT_OF_MEMORY_STATUS = 86  # exit status of a worker without the memory to answer
_HEADER = struct.Struct(">I")

_TORCH_DTYPES = {
    str(dtype).removeprefix("torch."): dtype
    for dtype in (
        torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.bool, torch.uint8,
        torch.int8, torch.int16, torch.int32, torch.int64, torch.complex64, torch.complex128,
    )
}  # fmt: skip
_TORCH_NAMES = {dtype: name for name, dtype in _TORCH_DTYPES.items()}
_PLAIN = frozenset({bool, int, float, str, bytes})
_SEQUENCES = (list, tuple)
_NUMPY_DTYPES = {
    name: np.dtype(name)
    for name in (
        "float16", "float32", "float64", "bool", "uint8", "uint16", "uint32", "uint64",
        "int8", "int16", "int32", "int64", "complex64", "complex128",
    )
}  # fmt: skip


class WireError(ValueError):
    """Bytes or values that this language has no words for, or that pass a limit."""


class WireTimeout(WireError):
    """The deadline for a whole message passed."""


class WireClosed(WireError):
    """The other side closed the connection."""


@dataclass(frozen=True)
class Opaque:
    """A value that does not cross; `type_name` was said by the other side and proves nothing."""

    type_name: str


def encode(value: Any) -> bytes:
    """Return `value` as the bytes of one message, without the length.

    Raises WireError for what passes MAX_FRAME, MAX_DEPTH or MAX_ITEMS.
    """
    budget = _Budget()
    packed: bytes = msgpack.packb(_tagged(value, 0, budget), use_bin_type=True)
    if len(packed) > MAX_FRAME:
        raise WireError(f"message of {len(packed)} bytes; the limit is {MAX_FRAME}")
    return packed


def decode(data: bytes) -> Any:
    """Return the value in the bytes of one message, built from exact types only.

    Raises WireError for anything that `encode` would not have written.
    """
    budget = _Budget()

    def counted(values: list[Any]) -> list[Any]:
        budget.spend(1)  # while unpacking: 16 MB of empty lists would become 1 GB
        return values

    try:
        tree = msgpack.unpackb(
            data,
            raw=False,
            # A value takes a byte at least: so few of them cannot be too many.
            list_hook=counted if len(data) > MAX_ITEMS else None,
            max_array_len=2 * MAX_ITEMS,
            max_map_len=0,
            max_ext_len=0,
        )
    except WireError:
        raise
    except (ValueError, TypeError, RecursionError, MemoryError, OverflowError) as error:
        raise WireError(f"not a message: {type(error).__name__}") from None
    return _untagged(tree, 0, _Budget())


def send(connection: socket.socket, value: Any, *, deadline: float) -> None:
    """Send one message before `deadline` (of time.monotonic).

    Raises WireTimeout, WireClosed or WireError.
    """
    send_encoded(connection, encode(value), deadline=deadline)


def send_encoded(connection: socket.socket, payload: bytes, *, deadline: float) -> None:
    """Send what `encode` returned, as `send` does."""
    view = memoryview(_HEADER.pack(len(payload)) + payload)
    while view:
        _arm(connection, deadline)
        try:
            view = view[connection.send(view) :]
        except TimeoutError:
            raise WireTimeout("the deadline passed while sending") from None
        except OSError as error:
            raise WireClosed(f"the connection is closed ({error.strerror})") from None


def receive(connection: socket.socket, *, deadline: float) -> Any:
    """Receive one message; `deadline` (of time.monotonic) holds for all of it, not for each read.

    Raises WireTimeout, WireClosed or WireError.
    """
    (length,) = _HEADER.unpack(_read(connection, _HEADER.size, deadline))
    if length > MAX_FRAME:
        raise WireError(f"message of {length} bytes announced; the limit is {MAX_FRAME}")
    return decode(_read(connection, length, deadline))


class _Budget:
    """Counts the values of one message, so that small bytes cannot become many objects."""

    def __init__(self) -> None:
        self.left = MAX_ITEMS

    def spend(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise WireError(f"more than {MAX_ITEMS} values in one message")


def _arm(connection: socket.socket, deadline: float) -> None:
    left = deadline - time.monotonic()
    if left <= 0:
        raise WireTimeout("the deadline passed")
    connection.settimeout(None if math.isinf(left) else left)


def _read(connection: socket.socket, size: int, deadline: float) -> bytes:
    # Grown as bytes arrive: an announced length alone must not allocate 64 MiB.
    data = bytearray()
    while len(data) < size:
        _arm(connection, deadline)
        try:
            chunk = connection.recv(min(size - len(data), 2**20))
        except TimeoutError:
            raise WireTimeout("the deadline passed while receiving") from None
        except OSError as error:
            raise WireClosed(f"the connection is closed ({error.strerror})") from None
        if not chunk:
            raise WireClosed("the connection is closed")
        data += chunk
    return bytes(data)


def _tagged(value: Any, depth: int, budget: _Budget) -> Any:
    if depth > MAX_DEPTH:
        raise WireError(f"containers nested deeper than {MAX_DEPTH}")
    kind = type(value)
    if value is None or kind is bool or kind is float or kind is bytes:
        return value
    if kind is int:
        return value if -(2**63) <= value < 2**64 else ["o", "int of more than 64 bits"]
    if kind is str:
        return value if _is_utf8(value) else ["o", "str with lone surrogates"]
    if issubclass(kind, _SEQUENCES):
        # A NamedTuple is a tuple. It is read as one, whatever its class makes of being read.
        plain = list if issubclass(kind, list) else tuple
        budget.spend(plain.__len__(value))
        parts = (_tagged(part, depth + 1, budget) for part in plain.__iter__(value))
        return ["l" if plain is list else "t", *parts]
    if issubclass(kind, dict):
        pairs = list(dict.items(value))
        if all(type(key) is str and _is_utf8(key) for key, _ in pairs):
            budget.spend(len(pairs))
            return ["d", *(x for k, v in pairs for x in (k, _tagged(v, depth + 1, budget)))]
    if kind is torch.Tensor or kind is torch.nn.Parameter:
        return _tensor(value)
    if kind is np.ndarray or (isinstance(value, np.generic) and kind.__module__ == "numpy"):
        return _array(value)
    if kind is Opaque:
        return ["o", value.type_name[:200]]
    return ["o", str(kind.__name__)[:200].encode("utf-8", "replace").decode()]


def _tensor(tensor: torch.Tensor) -> list[Any]:
    name = _TORCH_NAMES.get(tensor.dtype)
    if name is None or tensor.layout is not torch.strided or tensor.is_meta:
        return ["o", f"Tensor ({str(tensor.dtype).removeprefix('torch.')}, {tensor.layout})"]
    # Before any copy: an expanded tensor is 4 bytes here and terabytes there.
    if tensor.numel() * tensor.element_size() > MAX_FRAME:
        raise WireError(f"tensor of {tensor.numel()} elements; the limit is {MAX_FRAME} bytes")
    try:
        plain = tensor.detach().resolve_conj().resolve_neg().cpu()
        if plain.dtype is torch.bfloat16:  # NumPy has no such type
            plain = plain.contiguous().view(torch.int16)
        raw = plain.numpy().tobytes()
    except (RuntimeError, TypeError):  # torch.func's wrappers and fake tensors hold no data
        return ["o", "Tensor without data"]
    return ["T", name, list(plain.shape), raw]


def _array(array: Any) -> list[Any]:
    name = array.dtype.name
    if name not in _NUMPY_DTYPES or not array.dtype.isnative:
        return ["o", f"ndarray ({name[:100]})"]
    if array.size * array.itemsize > MAX_FRAME:
        raise WireError(f"array of {array.size} elements; the limit is {MAX_FRAME} bytes")
    return ["A", name, list(array.shape), array.tobytes()]


def _untagged(tree: Any, depth: int, budget: _Budget) -> Any:
    kind = type(tree)
    if tree is None or kind in _PLAIN:
        return tree
    if kind is not list or not tree or depth > MAX_DEPTH:
        raise WireError("a value that is neither plain data nor tagged, or is nested too deep")
    tag, parts = tree[0], tree[1:]
    if tag == "l" or tag == "t":
        budget.spend(len(parts))
        values = [_untagged(part, depth + 1, budget) for part in parts]
        return values if tag == "l" else tuple(values)
    if tag == "d":
        budget.spend(len(parts) // 2)
        return _dict(parts, depth, budget)
    if tag == "o" and len(parts) == 1 and type(parts[0]) is str:
        return Opaque(parts[0][:200])
    if tag == "T":
        return _build_tensor(parts)
    if tag == "A":
        return _build_array(parts)
    raise WireError("an unknown tag")


def _dict(parts: list[Any], depth: int, budget: _Budget) -> dict[str, Any]:
    keys = parts[::2]
    if len(parts) % 2 or any(type(key) is not str for key in keys) or len(set(keys)) < len(keys):
        raise WireError("a dict whose keys are not distinct strings")
    values = (_untagged(part, depth + 1, budget) for part in parts[1::2])
    return dict(zip(keys, values, strict=True))


def _build_tensor(parts: list[Any]) -> torch.Tensor:
    name, shape, raw = _checked(parts, _TORCH_DTYPES)
    dtype = _TORCH_DTYPES[name]
    if len(raw) != math.prod(shape) * dtype.itemsize:
        raise WireError("a tensor whose bytes do not fit its shape")
    _require_truth_values(name, raw)
    if not raw:
        return torch.empty(shape, dtype=dtype)
    # A bytearray, so that the tensor owns writable memory of its own.
    return torch.frombuffer(bytearray(raw), dtype=dtype).reshape(shape)


def _build_array(parts: list[Any]) -> np.ndarray[Any, Any]:
    name, shape, raw = _checked(parts, _NUMPY_DTYPES)
    dtype = _NUMPY_DTYPES[name]
    if len(raw) != math.prod(shape) * dtype.itemsize:
        raise WireError("an array whose bytes do not fit its shape")
    _require_truth_values(name, raw)
    if not raw:
        return np.empty(shape, dtype=dtype)
    return np.frombuffer(bytearray(raw), dtype=dtype).reshape(shape)


def _require_truth_values(name: str, raw: bytes) -> None:
    # A bool of 2 is not equal to True and breaks what torch and numpy assume.
    if name == "bool" and raw.translate(None, b"\0\1"):
        raise WireError("a bool that is neither 0 nor 1")


def _checked(parts: list[Any], dtypes: dict[str, Any]) -> tuple[str, list[int], bytes]:
    if len(parts) != 3 or type(parts[0]) is not str or parts[0] not in dtypes:
        raise WireError("an unknown dtype")
    name, shape, raw = parts
    if type(shape) is not list or len(shape) > 16 or type(raw) is not bytes:
        raise WireError("a malformed tensor")
    if any(type(size) is not int or not 0 <= size <= MAX_FRAME for size in shape):
        raise WireError("a malformed shape")
    if math.prod(size for size in shape if size) > _MAX_SPAN:
        raise WireError("a shape too large to address, though it holds nothing")
    return name, shape, raw


def _is_utf8(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
