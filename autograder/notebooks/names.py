"""Which file of a hand-in is the notebook that was asked for, by its name.

Students name files as they like and browsers rename them: a notebook that can only be the one
asked for is taken, and the report says so; where it is a guess, none is taken.
"""

import re
from pathlib import Path

# What browsers, Jupyter and LMSs append to a name: " (1)", "-Copy1", "_copy", "-1".
_SUFFIX = re.compile(r"(?:[ _-]*(?:\(\d+\)|copy ?\d*|\d+))+\Z", re.IGNORECASE)
_APPENDED = re.compile(r"\.ipynb(?:[ _-]*\(\d+\))?\.(?:json|txt)\Z", re.IGNORECASE)
_AS_TEXT = re.compile(r"\.(?:json|txt)\Z", re.IGNORECASE)


def pick(folder: Path, expected: str, problems: list[str]) -> Path | None:
    """Return the notebook to grade, None where there is none or no telling which.

    What was odd is added to `problems`, a sentence each.
    """
    found = _files(folder)
    if found is None:
        return folder / expected  # reading it says why it cannot be read
    names = sorted(name for name in found if not name.startswith("."))
    notebooks = [name for name in names if notebook_name(name).lower().endswith(".ipynb")]
    # A browser that takes the file for JSON or for text may call it so.
    notebooks = notebooks or [
        name for name in names if _AS_TEXT.search(name) and is_variant(name, expected)
    ]
    if expected in notebooks:
        chosen = expected
    elif len(alike := [name for name in notebooks if is_variant(name, expected)]) == 1:
        chosen = alike[0]
    elif len(notebooks) == 1:
        chosen = notebooks[0]
    else:
        if notebooks:
            problems.append(
                f"none of the notebooks is called {expected}, and it cannot be told which one is"
                f" meant: {listed(notebooks)}"
            )
        elif others := [name for name in names if name != "timestamp.txt"]:
            problems.append(f"no notebook was handed in, only {listed(others)}")
        return None
    if chosen != expected:
        problems.append(f"the notebook is called {listed([chosen])}, not {expected}")
    if others := [name for name in notebooks if name != chosen]:
        problems.append(f"further notebooks were not graded: {listed(others)}")
    return folder / chosen


def _files(folder: Path) -> list[str] | None:
    """Return the names in a folder, None where this machine does not let us see them."""
    try:
        return [entry.name for entry in folder.iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError:
        return None


def notebook_name(name: str) -> str:
    """Return a name without what browsers and mail programs append to `.ipynb`."""
    return _APPENDED.sub(".ipynb", name)


def is_variant(name: str, expected: str) -> bool:
    """Say whether a name is the expected one but for its case and what a copy appends."""
    stem, wanted = (Path(notebook_name(n)).stem.casefold() for n in (name, expected))
    return stem == wanted or (stem.startswith(wanted) and _SUFFIX.sub("", stem) == wanted)


def listed(names: list[str]) -> str:
    """Return a few names as they can be shown, and how many more there are."""
    shown = ["".join(c if c.isprintable() else "?" for c in name[:80]) for name in names[:5]]
    return ", ".join(shown) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
