"""The errors that people can act on. Each names what is wrong and what to do about it.

AutograderError                 anything the command line shows as one sentence and a remedy
├── UsageError                  exit 2: the command, or a file that it was given, is wrong
│   ├── CourseError             course.yml, or a file it names; carries file and line
│   └── GradersError            the hidden graders cannot be collected or do not fit course.yml
├── ReleaseError                exit 1: a release or solution that must not be written
├── StorageError                exit 3: a report cannot be written (disk full, no permission)
├── GradebookError              exit 3: the gradebook cannot be read or written (locked, damaged)
│   └── RecordError             exit 3: the gradebook does not take what stands in a report
├── ReportError                 exit 3: a report, or the notebook beside it, cannot be read
├── ClusterError                exit 3: the Dask cluster cannot be reached, or does not fit
├── SubmissionError             the hand-in cannot be read as a notebook; becomes its report
│   └── UnreadableError         through no fault of the student's; its score is withheld
└── SandboxError                exit 3: our worker failed, or isolation is not to be had

CheckFailed                     raised by a hidden check that found a mistake (an AssertionError)

StudentFault                    raised inside a hidden check; whose fault is settled: the student's
├── StudentRaised               their code raised (type and text are theirs: untrusted)
├── StudentNameMissing          a name that the task asks for is not defined
├── StudentTimeout              a request passed its deadline
├── StudentMemory               the memory limit was reached
├── StudentCrashed              the process died (signal named)
└── StudentProtocol             what came over the wire is not an answer
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any


class AutograderError(Exception):
    """Something a person can act on: a fault and its remedy."""

    exit_code = 2

    def __init__(self, fault: str, *, remedy: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.fault}\n  remedy: {self.remedy}" if self.remedy else self.fault

    def __reduce__(self) -> tuple[Any, ...]:
        # Keyword-only arguments do not survive Exception's own pickling, and these errors travel
        # from grader processes to the command line.
        return _restored, (type(self), self.args, self.__dict__)


def _restored(
    kind: type[AutograderError], args: tuple[Any, ...], state: dict[str, Any]
) -> AutograderError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class UsageError(AutograderError):
    """The command, or a file that it was given, is wrong."""


class CourseError(UsageError):
    """course.yml, or a file that it names, is wrong; `line` counts from 1."""

    def __init__(
        self, fault: str, *, file: Path | str, line: int | None = None, remedy: str = ""
    ) -> None:
        where = f"{file}:{line}" if line is not None else f"{file}"
        super().__init__(f"{where}: {fault}", remedy=remedy)
        self.file = Path(file)
        self.line = line


class GradersError(UsageError):
    """The hidden graders cannot be collected, or do not fit course.yml."""


class ReleaseError(AutograderError):
    """A release or a solution that must not be written."""

    exit_code = 1


class SubmissionError(AutograderError):
    """A hand-in that cannot be read as a notebook; it becomes that hand-in's report."""

    exit_code = 1

    @property
    def told(self) -> str:
        """What the report says of it, to the student and to TAs."""
        return f"{self.fault}; {self.remedy}" if self.remedy else self.fault


class UnreadableError(SubmissionError):
    """A hand-in that this machine does not let us read: no permission, a failing disk."""

    exit_code = 3


class StorageError(AutograderError):
    """What was found cannot be written; `path` is as it was before."""

    exit_code = 3

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(
            f"{path}: it cannot be written: {error.strerror}",
            remedy="make room or give permission, and run the same command again: what is done"
            " is kept",
        )


class GradebookError(AutograderError):
    """The gradebook cannot be read or written; what was graded lies in autograded/."""

    exit_code = 3


class RecordError(GradebookError):
    """The gradebook works, and does not take a value that stands in a report."""


class ReportError(AutograderError):
    """A report, or the executed notebook beside it, is not what we once wrote."""

    exit_code = 3

    def __init__(self, path: Path, fault: str, *, again: str) -> None:
        super().__init__(f"{path}: {fault}", remedy=f"run `{again}`")


class ClusterError(AutograderError):
    """The Dask cluster cannot be reached, was lost, or has workers that would grade otherwise."""

    exit_code = 3


class SandboxError(AutograderError):
    """The worker failed through no fault of a hand-in, or isolation is not to be had."""

    exit_code = 3


class CheckFailed(AssertionError):
    """A hidden check found a mistake.

    `message` and `hint` may be shown to the student: they hold neither inputs nor expected
    values. `diagnosis` is an id of the catalogue, or None. `evidence` is model.Evidence, for
    the TA.
    """

    def __init__(
        self,
        message: str,
        *,
        diagnosis: str | None = None,
        hint: str = "",
        evidence: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.diagnosis = diagnosis
        self.hint = hint
        self.evidence = dict(evidence or {})


class StudentFault(Exception):
    """A check, or a cell, ended because of what the student's process did.

    `words` say so to the student and hold nothing that came from that process. Where it is
    `doubtful`, the machine or a neighbour may have been the cause.
    """

    words = "it failed"
    doubtful = False


class StudentRaised(StudentFault):
    """The student's code raised. All three fields come from the worker: untrusted text.

    `where` names the notebook cell and line that raised, as "cell <id>, line <n>", or is "".
    `source` is that cell as it was handed in, once somebody has looked it up.
    """

    def __init__(self, type_name: str, text: str, where: str = "", source: str = "") -> None:
        super().__init__(f"{type_name}: {text}" + (f" ({where})" if where else ""))
        self.type_name = type_name
        self.text = text
        self.where = where
        self.source = source


class StudentNameMissing(StudentFault):
    """A name that the task asks for is not defined in the notebook."""

    def __init__(self, name: str) -> None:
        super().__init__(f"`{name}` is not defined")
        self.name = name


class StudentTimeout(StudentFault):
    """A request passed its deadline of `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"no answer within {seconds:g} s")
        self.words = "it did not finish in time: is there a loop that never ends?"
        self.seconds = seconds
        self.doubtful = False


class StudentMemory(StudentFault):
    """The memory limit of the hand-in was reached; `measured` is what we saw ourselves."""

    def __init__(self, megabytes: int, *, measured: bool = False) -> None:
        super().__init__(f"more than {megabytes} MB of memory")
        self.words = f"it needed more than {megabytes} MB of memory"
        self.megabytes = megabytes
        self.doubtful = not measured


class StudentCrashed(StudentFault):
    """The student's process died; `reason` names the signal or exit status."""

    words = "it ended the Python process, as a crash or an exit does"

    def __init__(self, reason: str) -> None:
        super().__init__(f"the process ended: {reason}")
        self.reason = reason


class StudentProtocol(StudentFault):
    """What came over the wire is not an answer to what was asked."""

    words = "its answer cannot be read: return plain tensors and numbers"
