"""Names out of an archive: where a member lies, and the student id that becomes a folder."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator

from autograder.errors import SubmissionError

MAX_DEPTH = 32
MAX_NAME = 4096

# Names that Windows keeps for devices, with whatever ending.
_RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{d}{n}" for d in ("COM", "LPT") for n in range(10))}
_KEPT = "._-@+'"
# Half of what Linux allows: exports and backups append to it.
_MAX_ID_CHARACTERS, _MAX_ID_BYTES = 60, 120
_JUNK = {"__macosx", "thumbs.db", "desktop.ini"}


def parts_of(name: str) -> tuple[str, ...]:
    """Return the folders and the file that `name` goes through, backslashes read as slashes.

    Raises SubmissionError for a name that leads, on any system, out of the folder it lies in.
    """
    if "\0" in name:
        raise SubmissionError("its name holds a null byte")
    if len(name) > MAX_NAME:
        raise SubmissionError(f"its name is longer than {MAX_NAME} characters")
    path = name.replace("\\", "/")
    if path.startswith("/") or re.match(r"[A-Za-z]:", path):
        raise SubmissionError("its name is an absolute path")
    parts = tuple(part for part in path.split("/") if part not in ("", "."))
    if ".." in parts:
        raise SubmissionError("its name leads out of the archive (..)")
    if not parts:
        raise SubmissionError("it has no name")
    if len(parts) > MAX_DEPTH:
        raise SubmissionError(f"it lies more than {MAX_DEPTH} folders deep")
    return parts


def is_junk(parts: tuple[str, ...]) -> bool:
    """Say whether an operating system or Jupyter put it there, and not the student."""
    return any(part.startswith(".") or part.casefold() in _JUNK for part in parts)


def shown(text: str, most: int = 80) -> str:
    """Return `text` fit for a terminal: nothing in it moves the cursor or turns its direction."""
    plain = "".join(c if c.isprintable() else repr(c)[1:-1] for c in text[: most + 1])
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def safe_id(text: str) -> str:
    """Return `text` as the name of a folder on any system, as alike as can be; "" for nothing.

    What is safe already stays as it is.
    """
    kept = "".join(c if _stays(c) else "_" for c in unicodedata.normalize("NFC", text))
    name = re.sub("__+", "_", kept).strip("_-.@+'")
    if len(name) > _MAX_ID_CHARACTERS or len(name.encode()) > _MAX_ID_BYTES:
        # Of the whole name, so that two long ones that begin alike stay apart.
        digest = hashlib.sha256(name.encode()).hexdigest()[:8]
        name = f"{name.encode()[: _MAX_ID_BYTES // 2].decode(errors='ignore')[:50]}-{digest}"
    stem = unicodedata.normalize("NFKC", name.partition(".")[0]).upper()
    return f"_{name}" if stem in _RESERVED else name


def _stays(character: str) -> bool:
    if character.isalnum() or character in _KEPT:
        return True
    # Vowel signs of many scripts are marks; variation selectors are marks that nobody sees.
    invisible = character == "\u034f" or "VARIATION SELECTOR" in unicodedata.name(character, "")
    return unicodedata.category(character) in ("Mn", "Mc") and not invisible


def folder_key(name: str) -> str:
    """Return what two names share that are one folder on some system (macOS, Windows)."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def squeezed(text: str) -> str:
    """Return the letters and digits alone, as Canvas writes names."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in plain if c.isalnum())


def orders_of(name: str) -> Iterator[str]:
    """Yield a name squeezed, in each order that a platform may write it in.

    Whether surname or given name comes first is the platform's choice.
    """
    words = name.replace(",", " ").split()
    for turn in range(len(words)):
        yield squeezed("".join(words[turn:] + words[:turn]))
