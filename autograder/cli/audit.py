"""`autograder audit`: is the course itself right?"""

import json
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from autograder.cli.app import (
    BROKEN_EXIT,
    SHORT_EXIT,
    app,
    finished_weeks,
    out,
    ready,
    this_course,
)
from autograder.cli.audit_tables import audit_table, blind_table, mutants_table, survivors
from autograder.cli.progress import bar
from autograder.course import Assignment, Course
from autograder.errors import StorageError, UsageError
from autograder.files import check_writable, write_atomic
from autograder.model import GradeReport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from autograder.authoring.audit import Audit

_VERDICTS = {
    "right": "[green]nothing falls short[/]",
    "short": "[red]the course falls short: correct what is listed above, and audit again[/]",
    "broken": "[bold red]we failed to grade something, so this proves nothing[/]",
}
_NOT_ALL_ASKED = (
    "[yellow]nothing falls short of what was asked[/]: what was not asked needs known hand-ins in"
    " tests/submissions/, or a second seed (--seeds 2)"
)

_SURVIVORS = (
    "each of these keeps all points: let a check fail it, or write its diff and the reason why it"
    " is right into survivors.toml of tests/submissions/<assignment>/ (docs/authoring.md shows how)"
)


@app.command()
def audit(
    assignments: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ASSIGNMENT]...", help="What to audit (default: every week)."),
    ] = None,
    json_path: Annotated[
        Path | None,
        typer.Option(
            "--json", help="Default: reports/audit.json, of mutants reports/mutants.json."
        ),
    ] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Graders side by side.")] = None,
    seeds: Annotated[
        int | None,
        typer.Option(min=1, help="Under so many seeds: 0, 1, ... (default: 2, of mutants 1)."),
    ] = None,
    mutants: Annotated[
        bool,
        typer.Option("--mutants", help="Ask whether right answers with one change lose points."),
    ] = False,
) -> None:
    """Prove that graders, releases and known hand-ins are right."""
    course = this_course()
    chosen = [ready(course, name) for name in assignments or []] or finished_weeks(course)
    from autograder.runs.proved import note

    number = seeds or (1 if mutants else 2)
    path = json_path or course.root / "reports" / ("mutants.json" if mutants else "audit.json")
    with _written(path):
        check_writable(path)  # before the minutes that it takes
    found = _audit(course, chosen, range(number), jobs or os.cpu_count() or 1, mutants)
    _show(found, mutants)
    text = json.dumps(found.model_dump(mode="json"), indent=1, ensure_ascii=False)
    with _written(path):
        write_atomic(path, text.encode() + b"\n")
        if found.proved:
            note(course, found.proved)
    out.print(f"as JSON: {escape(str(path))}", soft_wrap=True)
    if found.status != "right":
        raise typer.Exit(BROKEN_EXIT if found.status == "broken" else SHORT_EXIT)


@contextmanager
def _written(path: Path) -> "Iterator[None]":
    """Let what the disk refuses be said."""
    try:
        yield
    except OSError as error:
        raise StorageError(path, error) from None


def _show(found: "Audit", mutants: bool) -> None:
    out.print(mutants_table(found) if mutants else audit_table(found))
    if found.blind:
        out.print(blind_table(found))
    for said in survivors(found):
        out.print(said, highlight=False, soft_wrap=True)
    if found.survivors:
        out.print(_SURVIVORS, highlight=False, soft_wrap=True)
    for finding in found.findings:
        out.print(escape(str(finding)), highlight=False, soft_wrap=True)
    all_asked = all(row.asked for row in found.rows)
    verdict = _VERDICTS[found.status] if all_asked or found.findings else _NOT_ALL_ASKED
    out.print(verdict, highlight=False, soft_wrap=True)


def _audit(
    course: Course, chosen: list[Assignment], seeds: range, jobs: int, mutants: bool
) -> "Audit":
    ask = _by_mutants() if mutants else _by_known()
    progress = bar(len(chosen))
    task = progress.add_task("auditing", total=None, names="releases and solutions")

    def begin(total: int) -> None:
        progress.update(task, total=total, names="")

    def finished(report: GradeReport) -> None:
        progress.update(task, advance=1, names=escape(f"{report.assignment} {report.student_id}"))

    with progress:
        return ask(course, chosen, seeds=seeds, jobs=jobs, begin=begin, finished=finished)


def _by_known() -> "Callable[..., Audit]":
    from autograder.authoring.audit import audit

    return audit


def _by_mutants() -> "Callable[..., Audit]":
    try:
        from autograder.authoring.audit.mutation import audit_mutants
    except ModuleNotFoundError as missing:
        raise UsageError(
            f"--mutants needs LibCST: {missing}",
            remedy="pip install 'pytorch-autograder[mutants]'",
        ) from None
    return audit_mutants
