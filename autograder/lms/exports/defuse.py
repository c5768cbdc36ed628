"""Text that a spreadsheet would run as a formula, made text again."""

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def is_formula(text: str) -> bool:
    """Say whether a spreadsheet may take the text for a formula."""
    return text.lstrip(" ").startswith(_STARTS)


def defused(text: str) -> str:
    """Return the text with an apostrophe before it where a spreadsheet would run it."""
    return f"'{text}" if is_formula(text) else text
