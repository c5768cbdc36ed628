"""Which name was meant: `gradiant` for `gradient`."""

import difflib
import re
from collections.abc import Iterable

_CLOSE = 0.75
_LONGEST = 80
_DIGITS = re.compile(r"\d+")


def similar_name(name: str, candidates: Iterable[str]) -> str:
    """Return the candidate that is `name` with a slip of the pen, or "".

    Names that differ in a number alone are two names: `Adaline1` is no `Adaline3`.
    """
    stem = _DIGITS.sub("", name)
    others = [
        other
        for other in dict.fromkeys(candidates)
        if other != name and len(other) <= _LONGEST and _DIGITS.sub("", other) != stem
    ]
    close = difflib.get_close_matches(name, others, n=1, cutoff=_CLOSE)
    return close[0] if close else ""
