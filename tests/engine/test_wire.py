"""The language between grader and worker: what crosses, and what hostile bytes come to."""

import math
import socket
import struct
import threading
import time
import tracemalloc
from collections import OrderedDict, defaultdict, namedtuple

import msgpack
import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from autograder import wire

TORCH_DTYPES = [getattr(torch, name) for name in wire._TORCH_DTYPES]
shapes = st.lists(st.integers(0, 4), max_size=4)
plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.text()
    | st.binary(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(), inner, max_size=4)
    ),
    max_leaves=20,
)


def same(a, b):
    """Equal in type as well, NaN being equal to NaN."""
    if type(a) is not type(b):
        return False
    if isinstance(a, float):
        return a == b or (math.isnan(a) and math.isnan(b))
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    return a == b


@given(plain)
def test_plain_data_comes_back_as_it_was(value):
    assert same(wire.decode(wire.encode(value)), value)


@given(shapes, st.sampled_from(TORCH_DTYPES), st.randoms(use_true_random=False))
def test_tensors_come_back_as_they_were(shape, dtype, random):
    tensor = torch.tensor(
        [random.randrange(2) for _ in range(math.prod(shape))], dtype=dtype
    ).reshape(shape)
    back = wire.decode(wire.encode(tensor))
    assert (type(back), back.dtype, back.shape) == (torch.Tensor, dtype, tensor.shape)
    assert torch.equal(back, tensor)
    back.zero_()  # writable, and its own memory


@given(shapes, st.sampled_from(sorted(wire._NUMPY_DTYPES)))
def test_arrays_come_back_as_they_were(shape, name):
    array = np.arange(math.prod(shape)).astype(name).reshape(shape)
    back = wire.decode(wire.encode(array))
    assert (type(back), back.dtype, back.shape) == (np.ndarray, array.dtype, array.shape)
    assert np.array_equal(back, array)


def test_parameters_views_and_conjugates_arrive_plain():
    parameter = torch.nn.Parameter(torch.ones(2, 2))
    back = wire.decode(wire.encode([parameter, parameter.t()[0], torch.ones(1) * 1j]))
    assert all(type(tensor) is torch.Tensor and not tensor.requires_grad for tensor in back)
    conjugate = (torch.ones(1) * 1j).conj()
    assert wire.decode(wire.encode(conjugate)).item() == -1j


Pair = namedtuple("Pair", "w b")


class Lies(list):
    """A list that tells of other parts than it holds."""

    def __iter__(self):
        raise AssertionError("read by a method of its own")

    __len__ = __getitem__ = __iter__


class LyingDict(dict):
    """A dict that tells of other parts than it holds."""

    def items(self):
        raise AssertionError("read by a method of its own")

    __len__ = __getitem__ = __iter__ = keys = values = items


def test_a_tuple_list_or_dict_of_a_class_of_its_own_arrives_as_a_plain_one():
    found = wire.decode(wire.encode([Pair(1, Pair(2, torch.ones(1))), Lies([3])]))
    assert found == [(1, (2, torch.ones(1))), [3]]
    assert [type(part) for part in (found[0], found[0][1], found[1])] == [tuple, tuple, list]
    ordered = OrderedDict(loss=defaultdict(float, a=1.0))
    found = wire.decode(wire.encode([ordered, LyingDict(loss=2)]))
    assert found == [{"loss": {"a": 1.0}}, {"loss": 2}]
    assert [type(part) for part in (*found, found[0]["loss"])] == [dict] * 3


class Liar(str):
    """A subclass, which could lie about equality."""


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (object(), "object"),
        (Liar("x"), "Liar"),
        ({1: 2}, "dict"),
        ({Liar("x"): 2}, "dict"),
        (10**30, "int of more than 64 bits"),
        ("\ud800", "str with lone surrogates"),
        (np.zeros(1, dtype="datetime64[s]"), "ndarray (datetime64[s])"),
        (np.zeros(1, dtype=">f4"), "ndarray (float32)"),
        (np.zeros(1).view(type("Sub", (np.ndarray,), {})), "Sub"),
        (torch.zeros(2).to_sparse(), "Tensor (float32, torch.sparse_coo)"),
        (torch.zeros(2, device="meta"), "Tensor (float32, torch.strided)"),
        ({1, 2}, "set"),
    ],
)
def test_what_is_not_plain_arrives_as_its_name(value, name):
    assert wire.decode(wire.encode([value])) == [wire.Opaque(name)]


def test_a_tensor_without_data_arrives_as_its_name():
    seen = []
    torch.func.vmap(lambda x: (seen.append(wire.decode(wire.encode(x))), x)[1])(torch.ones(2))
    assert type(seen[0]) is wire.Opaque


def nested(depth):
    value = None
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [
        nested(wire.MAX_DEPTH + 2),
        [0] * (wire.MAX_ITEMS + 1),
        "x" * (wire.MAX_FRAME + 1),
        torch.zeros(1).expand(2**40),
        np.broadcast_to(np.zeros(1), (2**40,)),
    ],
    ids=["deep", "many", "long", "expanded tensor", "broadcast array"],
)
def test_what_passes_a_limit_is_not_sent(value):
    with pytest.raises(wire.WireError):
        wire.encode(value)


def packed(tree):
    return msgpack.packb(tree, use_bin_type=True)


HOSTILE = {
    "a map": packed({"a": 1}),
    "a timestamp": packed(msgpack.Timestamp(1)),
    "an extension": packed(msgpack.ExtType(5, b"x")),
    "two values": packed(1) + packed(2),
    "half a value": packed(["l", "abc"])[:-1],
    "no tag": packed([]),
    "an unknown tag": packed(["X"]),
    "a tag that is a list": packed([["l"]]),
    "not utf-8": b"\xa2\xff\xfe",
    "a dict with one key twice": packed(["d", "a", 1, "a", 2]),
    "a dict with an odd count": packed(["d", "a"]),
    "a dict with a number as key": packed(["d", 1, 1]),
    "too few bytes": packed(["T", "float32", [2], b"1234"]),
    "too many bytes": packed(["T", "float32", [0], b"1234"]),
    "a negative size": packed(["T", "float32", [-1, -1], b"1234"]),
    "a size that is true": packed(["T", "uint8", [True], b"1"]),
    "a size that is a float": packed(["T", "uint8", [1.0], b"1"]),
    "an unknown dtype": packed(["T", "object", [0], b""]),
    "a dtype of torch's attributes": packed(["T", "load", [0], b""]),
    "a pickle dtype": packed(["A", "object", [1], b"12345678"]),
    "bytes that are text": packed(["T", "uint8", [1], "a"]),
    "17 dimensions": packed(["T", "uint8", [1] * 17, b"a"]),
    "nothing, of a huge shape": packed(["T", "float64", [0] + [2**24] * 15, b""]),
    "no array, of a huge shape": packed(["A", "float64", [0] + [2**24] * 15, b""]),
    "a bool of 2": packed(["T", "bool", [1], b"\2"]),
    "an array's bool of 2": packed(["A", "bool", [1], b"\2"]),
    "an opaque without a name": packed(["o"]),
    "an opaque whose name is a number": packed(["o", 1]),
    "deep": packed(["l", nested(40)]),
    "deeper than any stack": b"\x91" * 100_000,
    "a list of four thousand million": b"\xdd\xff\xff\xff\xff" + b"\xc0" * 100,
    "a text of four GiB": b"\xdb\xff\xff\xff\xff",
    "a million empty lists": b"\xdd\x00\x10\x00\x00" + b"\x90" * 2**20,
    "nothing": b"",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_bytes_are_refused(data):
    with pytest.raises(wire.WireError):
        wire.decode(data)


@settings(max_examples=400)
@given(st.binary(max_size=200))
@example(b"\xdd\xff\xff\xff\xff")
def test_any_bytes_give_a_value_or_a_wire_error(data):
    try:
        value = wire.decode(data)
    except wire.WireError:
        return
    assert_exact(value)


json_like = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.sampled_from(["l", "t", "d", "T", "A", "o", "float32", "bool", "x"])
    | st.binary(max_size=8),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=400)
@given(json_like)
def test_any_tree_gives_a_value_or_a_wire_error(tree):
    try:
        value = wire.decode(packed(tree))
    except wire.WireError:
        return
    assert_exact(value)


def assert_exact(value):
    """Only types that the language has, and what was decoded can be said again."""
    assert type(value) in (
        type(None), bool, int, float, str, bytes, list, tuple, dict,
        torch.Tensor, np.ndarray, wire.Opaque,
    )  # fmt: skip
    assert type(wire.decode(wire.encode(value))) is type(value)
    if isinstance(value, list | tuple):
        for item in value:
            assert_exact(item)
    if isinstance(value, dict):
        for item in value.values():
            assert_exact(item)


@pytest.mark.parametrize(
    "data",
    [
        b"\xdd\x00\xff\xff\xff" + b"\x90" * 0xFFFFFF,
        b"\xdd\x00\x02\xff\xff" * 1000 + b"\x90" * 2**20,
    ],
    ids=["flat", "nested"],
)
def test_a_frame_of_empty_lists_takes_little_memory(data):
    tracemalloc.start()
    try:
        with pytest.raises(wire.WireError):
            wire.decode(data)
        # Announced but empty lists count here too; their pages are never touched.
        assert tracemalloc.get_traced_memory()[1] < 100 * 2**20
    finally:
        tracemalloc.stop()


# --- the socket --------------------------------------------------------------------------------


@pytest.fixture
def pair():
    left, right = socket.socketpair()
    yield left, right
    left.close()
    right.close()


def in_time(seconds=60.0):
    return time.monotonic() + seconds


def test_messages_cross_a_socket(pair):
    wire.send(pair[0], {"a": [1, (2,)]}, deadline=in_time())
    assert wire.receive(pair[1], deadline=in_time()) == {"a": [1, (2,)]}


def test_a_drip_does_not_stretch_the_deadline(pair):
    pair[0].send(struct.pack(">I", wire.MAX_FRAME))
    ended = threading.Event()

    def drip():
        end = in_time()
        while not ended.wait(0.01) and time.monotonic() < end:
            pair[0].send(b"x")
        pair[0].shutdown(socket.SHUT_WR)  # who still reads is told something else

    dripping = threading.Thread(target=drip)
    dripping.start()
    try:
        with pytest.raises(wire.WireTimeout):
            wire.receive(pair[1], deadline=in_time(0.1))
    finally:
        ended.set()
        dripping.join()


def test_nobody_reading_ends_in_a_timeout(pair):
    with pytest.raises(wire.WireTimeout):
        wire.send(pair[0], b"x" * 10_000_000, deadline=in_time(0.1))


def test_a_closed_connection_is_told(pair):
    pair[0].close()
    with pytest.raises(wire.WireClosed):
        wire.receive(pair[1], deadline=in_time())


def test_an_announced_length_allocates_nothing(pair):
    pair[0].send(struct.pack(">I", 2**32 - 1))
    with pytest.raises(wire.WireError, match="announced"):
        wire.receive(pair[1], deadline=in_time())
