"""Gradescope runs this: it gives a submission the score that it has, and runs nothing of it.

It goes into the zip of `autograder export --to gradescope` as `run_autograder`, with the scores
beside it, and needs Python's standard library alone, 3.7 or newer.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

LATER = "This submission came after the grades were made: ask your teacher to grade it."
UNKNOWN = "There is no grade for this submission yet: ask your teacher."


def result_of(table: Mapping[str, Any], metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Return results.json for the submission of `metadata`, without a score where none is known.

    A submission is found by its own number, else by its students' addresses.
    """
    by_number: dict[str, Any] | None = table["submissions"].get(str(metadata.get("id")))
    if by_number is not None:
        return by_number
    for user in metadata.get("users") or []:
        email = str(user.get("email") or "").casefold()
        if email and email in table["people"]:
            known: dict[str, Any] | None = table["people"][email]
            return {"output": LATER} if known is None else known
    return {"output": UNKNOWN}


def main(root: Path) -> None:
    """Write results/results.json, whatever happens: without one Gradescope shows its own error."""
    result = {"output": UNKNOWN}
    try:
        table = json.loads((root / "source" / "scores.json").read_text(encoding="utf-8"))
        metadata = (root / "submission_metadata.json").read_text(encoding="utf-8")
        result = result_of(table, json.loads(metadata))
    finally:
        (root / "results").mkdir(parents=True, exist_ok=True)
        (root / "results" / "results.json").write_text(json.dumps(result), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "/autograder"))
