"""Where the public checks lie: beside the notebook."""

from pathlib import Path

from autograder.errors import UsageError

CODE = "public_checks.py"
TABLE = "public_checks.json"


def place(folder: Path) -> Path:
    """Return where the public checks for a notebook in `folder` lie: there, as a rule.

    For solutions/adaline/ and the like, inside of a course, that is release/adaline/. Raises
    UsageError where they are missing.
    """
    if not (folder / CODE).exists():
        for root in folder.parents:
            released = root / "release" / folder.name
            if (root / "course.yml").exists() and (released / CODE).exists():
                folder = released
                break
    missing = [name for name in (CODE, TABLE) if not (folder / name).is_file()]
    if missing:
        raise UsageError(
            f"{' and '.join(missing)} not found in {folder}",
            remedy="keep the files that came with the notebook beside it, and start the notebook"
            " from there",
        )
    return folder
