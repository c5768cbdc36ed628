"""Names of files and ids made of what people call things, in letters that fit everywhere."""

import unicodedata
from collections.abc import Iterator


def plain_letters(text: str) -> str:
    """Return `text` with letters of the Latin script as ASCII has them; all else stays.

    Ü becomes U, é e, ł l, ß ss, æ ae.
    """
    return "".join(_letters(unicodedata.normalize("NFKD", text)))


def _letters(text: str) -> Iterator[str]:
    for character in text:
        if unicodedata.combining(character):
            continue
        kind, _, letter = unicodedata.name(character, "").partition(" LETTER ")
        if character.isascii() or not kind.startswith("LATIN "):
            yield character
        elif letter == "SHARP S":
            yield "ss"
        else:  # "L WITH STROKE", "AE", "DOTLESS I"
            word = letter.partition(" WITH ")[0].rpartition(" ")[2]
            yield word if kind == "LATIN CAPITAL" else word.lower()
