"""Takes the saved outputs out of a large notebook before it is parsed: grading has no use for them.

One animation may be larger than all that anybody writes. By pattern, in one pass over the bytes:
what JSON parsed of it would take in memory is many times its size.
"""

import re

# Within a string its quotation marks would be escaped.
_OUTPUTS = re.compile(rb'"outputs"\s*:\s*\[')
# A string need not end: so that a damaged one is passed over once, and not from each of its quotes.
_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]]', re.DOTALL)
_MOST_TOKENS = 3_000_000  # strings and brackets in all outputs; more is no notebook


def without_outputs(data: bytes) -> bytes:
    """Return a notebook's JSON with empty outputs; as it is where it is damaged, or odd."""
    kept: list[bytes] = []
    begin, left = 0, _MOST_TOKENS
    while found := _OUTPUTS.search(data, begin):
        depth, end = 1, None
        for token in _TOKEN.finditer(data, found.end()):
            left -= 1
            depth += {b"[": 1, b"]": -1}.get(token[0], 0)
            if not depth or not left:
                end = None if depth else token.start()
                break
        if end is None:
            return data
        kept.append(data[begin : found.end()])
        begin = end
    return b"".join([*kept, data[begin:]])
