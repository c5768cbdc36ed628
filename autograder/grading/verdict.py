"""From what ended a check to the words for it: whose fault, which status, what the student reads.

Student-facing words are ours alone. The type, the text and the place of an exception come from the
student's process and can carry a hidden input, so a message quotes none of it except the name of a
type that we know, a line of a cell that we know, and words that Python and PyTorch are known to say
(`diagnoses.quoted`); the rest is evidence for the TA. What a cell raised is quoted: all cells ran
before there was a hidden input.
"""

import re
from dataclasses import dataclass, field

import pytest

from autograder import diagnoses
from autograder.errors import (
    CheckFailed,
    StudentFault,
    StudentMemory,
    StudentNameMissing,
    StudentRaised,
    StudentTimeout,
)
from autograder.grading.student import CellFault, type_words
from autograder.model import Evidence, Status
from autograder.notebooks import CodeCell
from autograder.notebooks.clean import line, text
from autograder.notebooks.similar import similar_name

_STATUS = {StudentTimeout: Status.TIMEOUT, StudentMemory: Status.MEMORY}
_PLACE = re.compile(r"cell ([A-Za-z0-9_-]{1,64}), line (\d{1,5})")
# What Python itself puts after a SyntaxError's words; the line is named already.
_IN_CELL = re.compile(r" \(<cell [^>]*>, line \d+\)\Z")
_NO_METHOD = re.compile(
    r"object has no attribute '(\w{1,80})'|is missing the required \"(\w{1,80})\" function"
)
_METHOD = re.compile(r"^[ \t]+(?:async[ \t]+)?def[ \t]+(\w+)", re.MULTILINE)
_MOST_METHODS = 100
_STUB = "stub-left"
_DOCSTRING = re.compile(r"(\"{3}|'{3}).*?\1", re.DOTALL)
_NOTHING = re.compile(
    r"|#.*|@.*|(async )?(def|class) .*:|(import|from) .*|(pass|\.\.\.|return( None)?)( *#.*)?"
    r"|\".*\"|'.*'"
)
_MOST_READ = 20_000  # characters of a cell that is asked whether it does anything
_MAX_TEXT = 2000
_MAX_QUOTED = 200  # of what a cell raised


@dataclass(frozen=True)
class Verdict:
    """How a check ended, in the words that its result carries; `hint` is one of the check's own."""

    status: Status
    message: str = ""
    diagnosis: str | None = None
    hint: str = ""
    evidence: Evidence = field(default_factory=dict)


def judge(
    error: BaseException | None, cell_fault: CellFault | None, cell: CodeCell | None = None
) -> Verdict:
    """Return the verdict on a check that ended with `error` (None: it ended well).

    `cell` is that of the check's task, and `cell_fault` what went wrong in it, if anything did.
    Whatever is neither a found mistake nor the student's fault is ours: status broken.
    """
    if error is None:
        return Verdict(Status.PASS)
    if isinstance(error, CheckFailed):
        if error.diagnosis == "no-return" and cell is not None and _does_nothing(cell.source):
            return _open({})
        # A grader may quote the student's text, such as the name of a type.
        evidence = {k: _cap(v) if isinstance(v, str) else v for k, v in error.evidence.items()}
        return Verdict(Status.FAIL, error.message, error.diagnosis, error.hint, evidence)
    if isinstance(error, StudentFault):
        return _fault(error, cell_fault, cell)
    if isinstance(error, AssertionError | pytest.fail.Exception):
        # A grader's plain `assert`, `pytest.fail` or `pytest.raises`: its text can hold inputs, so
        # only the title reaches students.
        return Verdict(Status.FAIL, "this does not hold", evidence={"assert": _cap(str(error))})
    text = _cap(f"{type(error).__name__}: {error}")
    return Verdict(
        Status.BROKEN,
        "this check failed through no fault of yours; a teacher has been told",
        evidence={"error": text},
    )


def _fault(
    fault: StudentFault, cell_fault: CellFault | None, cell: CodeCell | None = None
) -> Verdict:
    if isinstance(fault, StudentRaised):
        return _raised(fault, cell)
    if isinstance(fault, StudentNameMissing):
        return _missing(fault, cell_fault, cell)
    status = _STATUS.get(type(fault), Status.ERROR)
    return Verdict(status, fault.words, evidence={"fault": _cap(str(fault))})


def _raised(fault: StudentRaised, cell: CodeCell | None) -> Verdict:
    code = _code(fault)
    diagnosis = diagnoses.from_exception(fault.type_name, fault.text, code)
    evidence: Evidence = {
        "exception": _cap(f"{fault.type_name}: {fault.text}"),
        "where": _cap(fault.where),
    }
    if diagnosis == _STUB:
        return _open(evidence)
    said = diagnoses.quoted(fault.type_name, fault.text, code)
    message = f"your code raised {type_words(fault.type_name)}{_place(fault.where)}"
    return Verdict(
        Status.ERROR,
        (f"{message}: {said}" if said else message) + _misspelt(fault.text, cell),
        diagnosis,
        evidence={**evidence, **_shown(code.shown())},
    )


def _open(evidence: Evidence) -> Verdict:
    return Verdict(Status.ERROR, "the task is still open", _STUB, "", evidence)


def _does_nothing(source: str) -> bool:
    """Whether a cell holds no more than definitions without a body, such as `pass`."""
    if len(source) > _MOST_READ:
        return False
    lines = (line.strip() for line in _DOCSTRING.sub("", source).split("\n"))
    return all(_NOTHING.fullmatch(line) for line in lines)


def _misspelt(text: str, cell: CodeCell | None) -> str:
    """Return a question about a method that may be the one that the text misses, if any."""
    found = _NO_METHOD.search(text)
    if not found or cell is None:
        return ""
    other = similar_name(found[1] or found[2], _METHOD.findall(cell.source)[:_MOST_METHODS])
    return f"; is the name of `{other}` the one that the task asks for?" if other else ""


def _code(fault: StudentRaised) -> diagnoses.Code:
    found = _PLACE.fullmatch(fault.where)
    return diagnoses.Code(fault.source, int(found[2]) if found else 0)


def _shown(code: str) -> Evidence:
    """Return the line that raised, which the student's page shows too, if there is one."""
    return {"code": text(code, colours=False)} if code else {}


def _missing(
    fault: StudentNameMissing, cell_fault: CellFault | None, cell: CodeCell | None
) -> Verdict:
    message = f"`{_name(fault.name)}` is not defined"
    if cell_fault is None:
        if cell is not None and (other := similar_name(fault.name, cell.answers)):
            message += f", but `{other}` is: is its name the one that the task asks for?"
        return Verdict(Status.ERROR, message, evidence={})
    error = cell_fault.error
    if isinstance(error, StudentFault):
        inner = _fault(error, None)
        return Verdict(inner.status, f"its cell was stopped: {inner.message}", evidence={})
    said = _IN_CELL.sub("", line(error.text, _MAX_TEXT).strip())[:_MAX_QUOTED]
    message = f"{message}: its cell stopped with {cell_fault.words}" + (f": {said}" if said else "")
    code = diagnoses.Code(cell_fault.cell.source, error.line or 0)
    diagnosis = diagnoses.from_exception(error.type_name, error.text, code)
    evidence: Evidence = {
        "exception": _cap(f"{error.type_name}: {error.text}"),
        **_shown(code.shown(error.column)),
    }
    hint = ""
    if error.type_name == "ModuleNotFoundError":
        hint = "Only the packages that the course promises are there when a notebook is graded."
    return Verdict(Status.ERROR, message, diagnosis, hint, evidence)


def _place(where: str) -> str:
    found = _PLACE.fullmatch(where)
    return f" (cell {found[1]}, line {found[2]})" if found else ""


def _name(name: str) -> str:
    return name if name.isidentifier() and len(name) < 80 else "a name"


def _cap(text: str) -> str:
    return line(text, _MAX_TEXT)
