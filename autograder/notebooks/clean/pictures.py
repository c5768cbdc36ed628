"""Pictures in base64 that are what they say they are, and not too large to be opened."""

import base64
import binascii
import hashlib
import re
import unicodedata
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
_PLAIN_NAME = re.compile(r"[A-Za-z0-9._-]{1,200}")
_WORD = re.compile(r"[^A-Za-z0-9]")


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
    """Return the pictures among a cell's attachments, by their names in cleaned markdown."""
    kept: dict[str, dict[str, str]] = {}
    for name, bundle in attachments.items():
        for kind in KINDS:
            if clean := picture(kind, bundle.get(kind)):
                kept.setdefault(attached_name(name), {})[kind] = clean
    return kept


def attached_name(name: str) -> str:
    """Return the name under which an attached picture stands in cleaned markdown and beside it.

    A name of plain letters stays. Any other, `größe 2.png` say, gets one that needs no quoting,
    whichever parser reads it.
    """
    if _PLAIN_NAME.fullmatch(name):
        return name
    whole = unicodedata.normalize("NFC", name)
    digest = hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:8]
    stem, dot, ending = whole.rpartition(".")
    plain = re.sub(r"[^A-Za-z0-9-]+", "_", stem if dot else ending)[:100]
    return f"{plain}-{digest}.{_WORD.sub('', ending)[:10] if dot else 'picture'}"
