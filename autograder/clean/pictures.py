"""Pictures in base64 that are what they say they are, and not too large to be opened."""

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any

MAX_CHARACTERS = 3 * 2**20
_MAX_PIXELS = 25_000_000  # 100 MB in the browser
_PATTERNS = {
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n\0\0\0\rIHDR(?P<width>.{4})(?P<height>.{4})", re.S),
    "image/gif": re.compile(rb"GIF8[79]a(?P<width>..)(?P<height>..)", re.S),
    # The first frame header; segments before it (EXIF) are skipped unread.
    "image/jpeg": re.compile(
        rb"\xff\xd8\xff.{0,65536}?\xff[\xc0-\xc2]..\x08(?P<height>..)(?P<width>..)", re.S
    ),
}
KINDS = tuple(_PATTERNS)


def picture(kind: str, encoded: Any) -> str | None:
    """Return the base64 of a picture of the MIME type `kind`, None for anything else."""
    if kind not in _PATTERNS or not isinstance(encoded, str) or len(encoded) > MAX_CHARACTERS:
        return None
    compact = "".join(encoded.split())
    try:
        found = _PATTERNS[kind].match(base64.b64decode(compact, validate=True))
    except (binascii.Error, ValueError):
        return None
    if found is None:
        return None
    order: Any = "little" if kind == "image/gif" else "big"
    pixels = int.from_bytes(found["width"], order) * int.from_bytes(found["height"], order)
    return compact if 0 < pixels <= _MAX_PIXELS else None


def pictures(attachments: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Return the pictures among a cell's attachments, by the names that markdown may use."""
    kept: dict[str, dict[str, str]] = {}
    for name, bundle in attachments.items():
        for kind in KINDS:
            clean = picture(kind, bundle.get(kind))
            if clean and re.fullmatch(r"[A-Za-z0-9._-]{1,200}", name):
                kept.setdefault(name, {})[kind] = clean
    return kept
