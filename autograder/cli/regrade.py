"""What a person, or a script, sees of the difference that a run makes to earlier reports."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from rich.markup import escape

from autograder.cli.app import out, ready, this_course
from autograder.cli.console import counted
from autograder.cli.grade_json import say_json
from autograder.cli.tables import changes_table, points
from autograder.course import Assignment
from autograder.model import GradeReport, Status, Submission
from autograder.runs.changes import Change, by_size, change

if TYPE_CHECKING:
    from autograder.runs.crews import Crew


def say_changes(changes: Sequence[Change], *, would: bool = False) -> None:
    """Show who changes, from what to what and why; those who lose points come apart."""
    falling = [one for one in changes if one.falls]
    others = [one for one in changes if not one.falls]
    if others:
        out.print(changes_table("what would change" if would else "what changed", by_size(others)))
    if falling:
        kept = all(one.kept for one in falling)
        fewer = "kept the better score" if kept else "fewer points for the same hand-in"
        out.print(changes_table(fewer, by_size(falling)))
    scores = [one for one in changes if one.gain and not one.kept]
    won = sum(one.gain for one in scores if one.gain > 0)
    lost = sum(one.gain for one in scores if one.gain < 0)
    be = "would change" if would else "changed"
    out.print(
        f"{counted(len(scores), 'score')} {be}: {points(won)} points more, {points(-lost)} fewer",
        highlight=False,
    )


def say_regraded(assignment: Assignment, changes: Sequence[Change], run: str | None) -> None:
    """Show what a run has changed, and how to go back where it has changed anything."""
    # A hand-in that came anew changes: its student knows, and nobody asks who else does.
    regraded = [one for one in changes if one.because != ("hand-in",)]
    if regraded:
        say_changes(regraded)
    if run is not None:
        _say_kept(assignment, run)
    if any(one.falls and not one.kept for one in regraded):
        out.print("so that nobody loses points by it: go back, then grade with --never-lower")


def preview(
    crew: "Crew",
    submissions: Sequence[Submission],
    finished: Callable[[Submission], GradeReport | None],
    never_lower: bool,
    *,
    as_json: bool,
) -> bool:
    """Grade on trial and show what would change; return whether a score would be withheld."""
    from autograder.cli.watch import Watch
    from autograder.grading.reports import read_report
    from autograder.runs.crews import work_off
    from autograder.runs.run import Outcome

    course, assignment = crew.job.course, crew.job.assignment
    waiting = [submission for submission in submissions if finished(submission) is None]
    changes, new, broken = [], 0, False
    with Watch(assignment.id, as_json=as_json) as watch:
        watch.begin(len(waiting))
        with closing(work_off(crew, waiting, watch.started)) as graded:
            for submission, report in graded:
                before = read_report(course, assignment, report.student_id)
                new += before is None
                broken |= report.status is Status.BROKEN
                if before is not None and (found := change(before, report)):
                    changes.append(replace(found, kept=never_lower and found.falls))
                watch.ended(Outcome(submission, report, fresh=True))
    if as_json:
        say_changes_as_json(changes, event="would change")
        return broken
    say_changes(changes, would=True)
    out.print(
        f"{len(waiting)} of {len(submissions)} hand-ins graded on trial, {new} for the first time;"
        " nothing was written",
        highlight=False,
    )
    return broken


def put_back(assignment_id: str, run: str, *, as_json: bool) -> None:
    """Undo a run, and show what that changes."""
    from autograder.runs.restore import restore

    course = this_course()
    assignment = ready(course, assignment_id)
    restored = restore(course, assignment, run)
    if as_json:
        say_changes_as_json(restored.changes, event="restored")
        return
    say_changes(restored.changes)
    for student in restored.submitted_again:
        said = f"not put back: {student}: the hand-in there is not the one of that report"
        out.print(escape(said), highlight=False, soft_wrap=True)
    if restored.run is not None:
        _say_kept(assignment, restored.run)
    out.print(
        f"`autograder grade {assignment.id}` grades again what other graders have graded: put"
        f" those of that time back first ({course.graders_dir(assignment)})",
        highlight=False,
        soft_wrap=True,
    )


def _say_kept(assignment: Assignment, run: str) -> None:
    again = f"autograder grade {assignment.id} --restore {run}"
    out.print(f"the earlier reports are kept; to go back: {again}", soft_wrap=True)


def say_changes_as_json(changes: Sequence[Change], *, event: str) -> None:
    """Write one line for each change."""
    for one in by_size(changes):
        say_json({"event": event, **asdict(one), "gain": one.gain, "falls": one.falls})
