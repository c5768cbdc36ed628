"""What runs over the one stream of a container: two sockets' worth of messages in frames.

A frame is a kind, the number of a hand-in and a payload. Both ends check all of it: a stream that
is not of this shape is closed.

    CONTROL    one message to or from the fork server
    DATA       bytes to or from the child of hand-in `number`
    END        that end of the hand-in's socket was closed
"""

import struct

CONTROL, DATA, END = 1, 2, 3
HEADER = struct.Struct(">BII")
MAX_PAYLOAD = 2**16


def frame(kind: int, number: int, payload: bytes = b"") -> bytes:
    """Return one frame as bytes."""
    return HEADER.pack(kind, number, len(payload)) + payload


class Reader:
    """Cuts a stream of bytes into frames."""

    def __init__(self) -> None:
        self._left = bytearray()

    def feed(self, data: bytes) -> list[tuple[int, int, bytes]]:
        """Add bytes; return the frames that are whole. ValueError where one is malformed."""
        self._left += data
        found = []
        while len(self._left) >= HEADER.size:
            kind, number, length = HEADER.unpack_from(self._left)
            if kind not in (CONTROL, DATA, END) or length > MAX_PAYLOAD:
                raise ValueError("not a frame")
            end = HEADER.size + length
            if len(self._left) < end:
                break
            found.append((kind, number, bytes(self._left[HEADER.size : end])))
            del self._left[:end]
        return found
