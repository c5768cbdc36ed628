"""What is wrong in a file of the course folder, in plain words, with the line of each fault."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeAlias

from pydantic import BaseModel

from autograder.course.values import nearest
from autograder.errors import CourseError

Loc: TypeAlias = tuple[str | int, ...]
# Which model reads what stands under a key, to say which keys are known there; "" for the top.
Models: TypeAlias = Mapping[str, type[BaseModel]]


class File(Protocol):
    """A file of settings that has been read."""

    path: Path
    assigns: str  # what stands between a key and its value

    def line(self, loc: Loc) -> int:
        """Return the line of `loc`, or of what it would stand in, from 1."""


_WRONG_TYPE = {
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "finite_number": "must be a finite number",
    "string_type": "must be a text (put it in quotes)",
    "string_too_short": "must not be empty",
    "bool_type": "must be true or false",
    "datetime_type": "must be a date and time such as 2026-11-02 09:00",
    "tuple_type": "must be a list",
    "model_type": "must hold keys and values",
    "dict_type": "must hold keys and values",
}


class Fault(NamedTuple):
    """One thing that is wrong, and where in the file's data."""

    loc: Loc
    text: str
    remedy: str = ""


def as_error(faults: Iterable[Fault], file: File) -> CourseError:
    """Return an error that tells all faults, at least one, with the line of each."""
    faults = sorted(faults, key=lambda fault: file.line(fault.loc))
    first, *others = faults
    line = file.line(first.loc)
    if not others:
        return CourseError(first.text, file=file.path, line=line, remedy=first.remedy)
    texts = [f"{fault.text} ({fault.remedy})" if fault.remedy else fault.text for fault in faults]
    more = [
        f"{file.path}:{file.line(fault.loc)}: {text}"
        for fault, text in zip(others, texts[1:], strict=True)
    ]
    return CourseError("\n".join([texts[0], *more]), file=file.path, line=line)


def not_valid(details: Sequence[Any], file: File, models: Models) -> CourseError:
    """Return what pydantic says of a file (`ValidationError.errors()`) in plain words."""
    return as_error([_in_plain_words(detail, file, models) for detail in details], file)


def unknown(loc: Loc, what: str, name: str, known: Iterable[str], otherwise: str) -> Fault:
    """Return that there is no `name` of this kind, with the nearest one that there is."""
    close = nearest(name, known)
    return Fault(
        loc, f"there is no {what} '{name}'", f"did you mean '{close}'?" if close else otherwise
    )


def _in_plain_words(detail: Any, file: File, models: Models) -> Fault:
    loc, kind, limits = detail["loc"], detail["type"], detail.get("ctx", {})
    key = str(loc[-1]) if isinstance(loc[-1], str) else f"entry {loc[-1] + 1} of `{loc[-2]}`"
    name = f"`{key}`" if isinstance(loc[-1], str) else key
    if kind == "missing":
        return Fault(
            loc, f"{name} is missing{_of_what(loc)}", f"add a line `{key}{file.assigns} ...`"
        )
    if kind == "extra_forbidden":
        known = _known_keys(loc[:-1], models)
        close = nearest(key, known)
        hint = f"did you mean `{close}`?" if close else f"known here are {', '.join(known)}"
        return Fault(loc, f"unknown key {name}{_of_what(loc)}", hint)
    if kind == "value_error":
        return Fault(loc, f"{name}: {limits['error']}")
    if kind == "string_pattern_mismatch":
        return Fault(loc, f"{name}: {detail['input']!r} is not a safe name", _naming(loc))
    if kind in ("too_long", "too_short"):
        bound = (
            f"at most {limits['max_length']}"
            if kind == "too_long"
            else f"at least {limits['min_length']}"
        )
        return Fault(loc, f"{name} must have {bound} entries, not {limits['actual_length']}")
    if kind in _WRONG_TYPE:
        return Fault(loc, f"{name} {_WRONG_TYPE[kind]}, not {_shown(detail['input'])}")
    words = detail["msg"].replace("Input should", "must", 1)
    words = words[:1].lower() + words[1:]
    return Fault(loc, f"{name} {words}")


def _of_what(loc: Loc) -> str:
    parent = loc[:-1]
    if not parent:
        return ""
    if isinstance(parent[-1], int):
        return f" in entry {parent[-1] + 1} of `{parent[-2]}`"
    return f" in `{parent[-1]}`"


def _known_keys(loc: Loc, models: Models) -> list[str]:
    names = [part for part in loc if isinstance(part, str)]
    return list(models.get(names[-1] if names else "", models[""]).model_fields)


def _naming(loc: Loc) -> str:
    if loc[-1] == "grader":
        return "call it test_<name>.py; it lies in tests/graders/<assignment>/"
    if "packages" in loc:
        return "give the name that is written behind `import`"
    if "tasks" in loc:
        return "use letters, digits and _, beginning with a letter"
    return "use letters, digits, - and _, beginning with a letter or digit"


def _shown(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "keys and values"
    if isinstance(value, tuple):
        return "a list"
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value)[:80]
