"""`autograder audit`: is the course itself right?"""

import json
import os
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
from autograder.cli.progress import bar
from autograder.cli.tables import audit_table
from autograder.course import Assignment, Course
from autograder.files import write_atomic
from autograder.model import GradeReport

if TYPE_CHECKING:
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


@app.command()
def audit(
    assignments: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ASSIGNMENT]...", help="What to audit (default: every week)."),
    ] = None,
    json_path: Annotated[
        Path | None, typer.Option("--json", help="Default: reports/audit.json in the course.")
    ] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Graders side by side.")] = None,
    seeds: Annotated[
        int, typer.Option(min=1, help="Grade everything under so many seeds: 0, 1, ...")
    ] = 2,
) -> None:
    """Prove that graders, releases and known hand-ins are right."""
    course = this_course()
    chosen = [ready(course, name) for name in assignments or []] or finished_weeks(course)
    found = _audit(course, chosen, range(seeds), jobs or os.cpu_count() or 1)
    path = json_path or course.root / "reports" / "audit.json"
    text = json.dumps(found.model_dump(mode="json"), indent=1, ensure_ascii=False)
    write_atomic(path, text.encode() + b"\n")
    out.print(audit_table(found))
    for finding in found.findings:
        out.print(escape(str(finding)), highlight=False, soft_wrap=True)
    all_asked = all(row.asked for row in found.rows)
    verdict = _VERDICTS[found.status] if all_asked or found.findings else _NOT_ALL_ASKED
    out.print(verdict, highlight=False, soft_wrap=True)
    out.print(f"as JSON: {escape(str(path))}", soft_wrap=True)
    if found.status != "right":
        raise typer.Exit(BROKEN_EXIT if found.status == "broken" else SHORT_EXIT)


def _audit(course: Course, chosen: list[Assignment], seeds: range, jobs: int) -> "Audit":
    from autograder.authoring.audit import audit

    progress = bar(len(chosen))
    task = progress.add_task("auditing", total=None, names="releases and solutions")

    def begin(total: int) -> None:
        progress.update(task, total=total, names="")

    def finished(report: GradeReport) -> None:
        progress.update(task, advance=1, names=escape(f"{report.assignment} {report.student_id}"))

    with progress:
        return audit(course, chosen, seeds=seeds, jobs=jobs, begin=begin, finished=finished)
