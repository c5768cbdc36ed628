"""Reads course.yml, and says in plain words, with the line, what is wrong with it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError

from autograder.course.late import LatePolicy
from autograder.course.schema import (
    Assignment,
    Course,
    CourseFile,
    Execution,
    FeedbackPolicy,
    Targets,
    Task,
    nearest,
)
from autograder.course.yamlfile import Loc, YamlFile, read_yaml
from autograder.diagnoses import HINTS
from autograder.errors import CourseError, UsageError

_MODELS: dict[str, type[BaseModel]] = {
    "assignments": Assignment,
    "tasks": Task,
    "targets": Targets,
    "late": LatePolicy,
    "execution": Execution,
    "feedback": FeedbackPolicy,
}

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


def find_course_root(start: Path) -> Path:
    """Return the nearest folder with a course.yml, from `start` upwards."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "course.yml").exists():
            return folder
    raise UsageError(
        f"there is no course.yml in {start} or above it",
        remedy="run this in a course folder, or name one with --course",
    )


def load_course(root: Path) -> Course:
    """Read the course in the folder `root`.

    Raises CourseError that names file and line: of the first fault as its `line`, and of all
    faults in its text.
    """
    root = root.resolve()
    file = read_yaml(root / "course.yml")
    if not isinstance(file.data, dict):
        what = (
            "is empty" if file.data is None else "must hold keys and values, such as `id: pytorch`"
        )
        remedy = "begin with `id: ...` and `title: ...`"
        raise CourseError(what, file=file.path, line=1, remedy=remedy)
    try:
        content = CourseFile.model_validate(file.data, context={"timezone": _timezone(file.data)})
    except ValidationError as error:
        details = error.errors(include_url=False)
        # A name that is made of a bad id is bad as well, and stands nowhere in the file.
        made = "string_pattern_mismatch"
        stated = [one for one in details if one["type"] != made or one["loc"] in file.lines]
        faults = [_in_plain_words(detail) for detail in stated]
        raise _as_error(faults, file) from None
    course = Course.model_construct(root=root, **dict(content))
    if faults := [*_contradictions(course), *_missing_files(course)]:
        raise _as_error(faults, file)
    return course


def _timezone(data: dict[str, Any]) -> ZoneInfo:
    # Times are read in it; where it is wrong, its own field says so.
    try:
        return ZoneInfo(data["timezone"])
    except Exception:
        return ZoneInfo("UTC")


def _as_error(faults: list[Fault], file: YamlFile) -> CourseError:
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


def _in_plain_words(detail: Any) -> Fault:
    loc, kind, limits = detail["loc"], detail["type"], detail.get("ctx", {})
    key = str(loc[-1]) if isinstance(loc[-1], str) else f"entry {loc[-1] + 1} of `{loc[-2]}`"
    name = f"`{key}`" if isinstance(loc[-1], str) else key
    if kind == "missing":
        return Fault(loc, f"{name} is missing{_of_what(loc)}", f"add a line `{key}: ...`")
    if kind == "extra_forbidden":
        known = _known_keys(loc[:-1])
        close = nearest(key, known)
        hint = f"did you mean `{close}`?" if close else f"known here are {', '.join(known)}"
        return Fault(loc, f"unknown key {name}{_of_what(loc)}", hint)
    if kind == "value_error":
        return Fault(loc, f"{name}: {limits['error']}")
    if kind == "string_pattern_mismatch":
        return Fault(loc, f"{name}: {detail['input']!r} is not a safe name", _naming(loc))
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


def _known_keys(loc: Loc) -> list[str]:
    names = [part for part in loc if isinstance(part, str)]
    model = _MODELS[names[-1]] if names else CourseFile
    return list(model.model_fields)


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


def _contradictions(course: Course) -> Iterator[Fault]:
    """Yield what is well-formed but cannot be meant."""
    yield from _duplicates(course)
    feedback = course.feedback
    if not feedback.after_due.includes(feedback.before_due):
        yield Fault(
            ("feedback", "before_due"),
            f"students see more before the due time ({feedback.before_due}) than after it"
            f" ({feedback.after_due})",
            "swap the two?",
        )
    for diagnosis in course.credit:
        if diagnosis not in HINTS:
            close = nearest(diagnosis, HINTS)
            yield Fault(
                ("credit", diagnosis),
                f"there is no diagnosis '{diagnosis}'",
                f"did you mean '{close}'?" if close else "see autograder/diagnoses/hints.py",
            )
    for i, assignment in enumerate(course.assignments):
        here: Loc = ("assignments", i)
        if assignment.due <= assignment.release:
            yield Fault(
                (*here, "due"), f"'{assignment.id}' is due before it is released", "swap the times?"
            )
        total = sum(task.points for task in assignment.tasks)
        if abs(total - assignment.points) > 1e-9:
            yield Fault(
                (*here, "points"),
                f"task points add up to {total:g}, but the assignment '{assignment.id}' says "
                f"{assignment.points:g}",
                "change the points of a task or of the assignment",
            )


def _duplicates(course: Course) -> Iterator[Fault]:
    # Without case: folders of both spellings are one folder on macOS and Windows.
    named: list[tuple[Loc, object, str]] = []
    for i, assignment in enumerate(course.assignments):
        here: Loc = ("assignments", i)
        named.append(((*here, "id"), assignment.id.casefold(), f"assignment '{assignment.id}'"))
        named.append(((*here, "week"), assignment.week, f"week {assignment.week}"))
        for j, task in enumerate(assignment.tasks):
            place = (assignment.id, task.id.casefold())
            named.append(((*here, "tasks", j, "id"), place, f"task '{task.id}' of {assignment.id}"))
    seen: set[object] = set()
    for loc, key, name in named:
        if key in seen:
            yield Fault(loc, f"{name} appears here twice", "give each its own")
        seen.add(key)


def _missing_files(course: Course) -> Iterator[Fault]:
    """Yield the files that an assignment names and that do not exist; a draft needs none."""
    for i, assignment in enumerate(course.assignments):
        if assignment.draft:
            continue
        here: Loc = ("assignments", i)
        remedy = "write it, or mark the assignment `draft: true`"
        source = course.source_notebook(assignment)
        if not source.is_file():
            where = source.relative_to(course.root)
            yield Fault((*here, "notebook"), f"the notebook {where} does not exist", remedy)
        for j, task in enumerate(assignment.tasks):
            grader = course.graders_dir(assignment) / task.grader
            if not grader.is_file():
                where = grader.relative_to(course.root)
                yield Fault(
                    (*here, "tasks", j, "grader"), f"the grader {where} does not exist", remedy
                )
