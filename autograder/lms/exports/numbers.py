"""Scores as an LMS writes them: two decimals at most, with its decimal sign."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_CENT = Decimal("0.01")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


def rounded(score: float) -> Decimal:
    """Return a score to two decimals, halves up as people round."""
    return Decimal(repr(score)).quantize(_CENT, ROUND_HALF_UP)


def short(score: float) -> str:
    """Return a score with a dot and no zeros at its end: 87.5."""
    text = f"{rounded(score):f}"
    return text.rstrip("0").rstrip(".")


def fixed(score: float, sign: str = ".") -> str:
    """Return a score with two decimals after `sign`: 87,50."""
    return f"{rounded(score):f}".replace(".", sign)


def number(text: str) -> Decimal | None:
    """Return the number that a cell holds, with a dot or a comma; None where it holds none."""
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return None
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
