"""Text that acts on nothing, in a page or in a terminal."""

import re

# nbconvert fails on colours of 256 that break off, so only whole ones stay.
_CODE = r"(?:[34]8;5;[0-9]{1,3}|[34]8;2(?:;[0-9]{1,3}){3}|10[0-7]|(?!38|48)[0-9]{0,2})"
_COLOUR = rf"\x1b\[{_CODE}(?:;{_CODE}){{0,15}}m"
_MARKS = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_ACTIVE = re.compile(
    rf"(?P<colour>{_COLOUR})"
    r"|\x1b\[[0-?]{0,64}[ -/]{0,8}[@-~]"  # moves the cursor, clears the screen
    # Links, titles, clipboard: everything up to their end.
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x00-\x08\x0a-\x1f\x7f-\x9f]{0,4096}(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]?[0-Z\\-~]"
    r"|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
    # What reorders, hides or splits text: bidi controls, invisible characters, other line ends.
    r"|[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]"
    r"|[\ud800-\udfff\U000e0000-\U000e0fff]"
)
# Stacks of marks that reach over the lines above, in one colour or in many.
_MOST_MARKS = 4
_STACK = re.compile(rf"{_MARKS}(?:(?:{_COLOUR})*{_MARKS}){{{_MOST_MARKS},}}")
_IN_A_STACK = re.compile(rf"{_COLOUR}|{_MARKS}")
# Most text has none of these, and a search for one character costs little.
_SUSPECT = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u0300-\u036f\u0483-\u0489\u061c\u180e"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u206f\u20d0-\u20ff\ud800-\udfff\ufe20-\ufe2f\ufeff"
    r"\ufff9-\uffff\U000e0000-\U000e0fff]"
)
# nbconvert takes time in the square of their number.
_MOST_COLOURS = 2000


def text(value: str, *, colours: bool = True) -> str:
    """Return `value` with line ends, tabs and colours, and without other control characters."""
    if _SUSPECT.search(value) is None:
        return value
    colours = colours and value.count("\x1b") <= _MOST_COLOURS
    # Marks last: what is taken out may have stood between them.
    return _STACK.sub(_lower, _ACTIVE.sub(lambda found: (colours and found["colour"]) or "", value))


def _lower(stack: re.Match[str]) -> str:
    """Return a stack's colours and its first marks."""
    kept, marks = [], 0
    for part in _IN_A_STACK.findall(stack[0]):
        marks += len(part) == 1
        if len(part) > 1 or marks <= _MOST_MARKS:
            kept.append(part)
    return "".join(kept)


def line(value: str, limit: int) -> str:
    """Return `value` as one line of at most `limit` characters that may go to a terminal."""
    return re.sub(r"[\t\r\n]+", " ", text(value[:limit], colours=False))
