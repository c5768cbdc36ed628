"""Reads Gradescope's submission_metadata.yml: who handed in which folder, and when."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from autograder.errors import SubmissionError
from autograder.lms.collect.entries import damage_refused, plausible
from autograder.lms.collect.layouts import Person
from autograder.timestamps import parse_timestamp


@dataclass(frozen=True)
class FolderMetadata:
    """One folder of the export."""

    people: tuple[Person, ...]
    time: datetime | None


def read_metadata(path: Path) -> dict[str, FolderMetadata]:
    """Return what the metadata says of each folder; raise SubmissionError where it is none."""
    with damage_refused():
        data = YAML(typ="safe").load(path)
    if not isinstance(data, dict):
        raise SubmissionError("it holds no submissions")
    return {
        folder: FolderMetadata(tuple(_people(folder, entry)), _time(entry.get(":created_at")))
        for folder, entry in data.items()
        if isinstance(folder, str) and isinstance(entry, dict)
    }


def _people(folder: str, entry: dict[str, Any]) -> list[Person]:
    submitters = entry.get(":submitters")
    people = []
    for submitter in submitters if isinstance(submitters, list) else []:
        if isinstance(submitter, dict):
            sid, email, name = (
                str(submitter.get(key) or "").strip() for key in (":sid", ":email", ":name")
            )
            people.append(Person(sid or email or name or folder, "", name, email, sid))
    return people


def _time(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return plausible(value if value.tzinfo else value.replace(tzinfo=UTC))
    return plausible(parse_timestamp(value)) if isinstance(value, str) else None
