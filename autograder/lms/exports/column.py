"""Which column of a template is the assignment's: asked for by name, or the one of its title."""

import difflib
from collections.abc import Mapping

from autograder.lms.exports.model import Book
from autograder.lms.exports.sheet import Sheet


def choose(sheet: Sheet, book: Book, titles: Mapping[int, str], asked: str) -> int:
    """Return the column that is meant, out of `titles`: what each column's assignment is called.

    `asked` is a title or a whole header. Raises UsageError with what the template has.
    """
    wanted = [asked] if asked else [book.title, book.assignment]
    for name in wanted:
        plain = _plain(name)
        found = [
            column
            for column, title in titles.items()
            if plain in (_plain(title), _plain(sheet.head[column]))
        ]
        if len(found) == 1:
            return found[0]
        if found:
            heads = _listed([sheet.head[column] for column in found])
            raise sheet.refusal(1, f"several columns are called {name!r}: {heads}", _ASK)
    if not titles:
        raise sheet.refusal(1, "it has no column of an assignment", _EMPTY)
    near = difflib.get_close_matches(wanted[0], titles.values(), n=3, cutoff=0.5)
    raise sheet.refusal(
        1,
        f"no column is called {wanted[0]!r}; {'like it are' if near else 'there are'}"
        f" {_listed(near or list(titles.values()))}",
        _ASK,
    )


_ASK = "say which one with --column, by its whole header"
_EMPTY = "make the assignment in the LMS first, and download the file again"


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _listed(names: list[str], most: int = 5) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(repr(name) for name in names[:most]) + more
