"""The message of an exception in one line: what PyTorch says last is often what helps."""

from autograder.worker.faults import TEXT_LIMIT

_MOST = 400  # characters: the longest that PyTorch commonly says, whole
_FIRST = 250
_LINES = 4
_GAP = " ... "


def one_line(text: str) -> str:
    """Return a message's lines in one, without the middle where it is long.

    Of many lines the first ones and the last are kept; of many characters those at both ends.
    """
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    whole = len(text) < TEXT_LIMIT  # else its end is only where it was cut
    if len(lines) > _LINES:
        last = [lines[-1]] if whole else []
        lines = [*lines[: _LINES - 1], _GAP.strip(), *last]
    words = " ".join(lines)
    if len(words) <= _MOST:
        return words
    if not whole:
        return words[: _MOST - len(_GAP)].rsplit(" ", 1)[0] + _GAP.rstrip()
    end = words[-(_MOST - _FIRST - len(_GAP)) :]
    return words[:_FIRST].rsplit(" ", 1)[0] + _GAP + end.split(" ", 1)[-1]
