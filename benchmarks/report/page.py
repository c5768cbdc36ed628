"""docs/benchmarks.md: the results in a page that a rerun writes anew."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from autograder.kit.definition import load_definition
from benchmarks import plan
from benchmarks.hidden_tests import TASKS, hidden_tests
from benchmarks.report import few, figures
from benchmarks.report.plot import write_plot
from benchmarks.report.required import required
from benchmarks.results import Results
from benchmarks.submissions import ASSIGNMENT, ROOT

DOCS = ROOT / "docs"

_NAMES = {
    plan.NBGRADER: "`nbgrader autograde`",
    plan.NBGRADER_TWICE: "nbgrader, two commands at a time by hand",
    plan.OTTER: "otter-grader, `grade_submission` in a loop",
    plan.OTTER_TWICE: "otter-grader, two loops at a time by hand",
    plan.FLOOR: "the floor: the student's cells in one warm process",
    plan.OURS: "**`autograder grade`, two jobs**",
    plan.OURS_ALONE: "`autograder grade`, one job",
}


def write(results: Results, docs: Path = DOCS) -> None:
    """Write the page and the plot."""
    write_plot(results, docs / "benchmarks.png")
    (docs / "benchmarks.md").write_text(page(results), encoding="utf-8")


def page(results: Results) -> str:
    """Return the page as Markdown."""
    found = figures.rows(results)
    ours = figures.of(found, plan.OURS)
    peers = {
        name: figures.of(found, name)[0]
        for name in (plan.NBGRADER, plan.OTTER, plan.NBGRADER_TWICE, plan.OTTER_TWICE)
    }
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.md.j2").render(
        results=results,
        required=required(results),
        small=few.small_classes(found),
        beside_nbgrader=few.beside_nbgrader(found),
        alone_timed=few.alone(results.timings),
        jobs_timed=few.jobs(results.timings),
        plan=plan,
        names=_NAMES,
        rows=figures.side_by_side(found),
        peers=peers,
        ours=ours,
        alone=figures.of(found, plan.OURS_ALONE),
        floor=figures.of(found, plan.FLOOR)[0],
        line=figures.line(ours),
        line_alone=figures.line(figures.of(found, plan.OURS_ALONE)),
        speed_up=figures.speed_up(found),
        stages=figures.stages(results),
        students_share=figures.students_share(results),
        hidden_tests=sum(len(hidden_tests(task).names) for task in TASKS),
        checks=_hidden_checks(),
    )


def _hidden_checks() -> int:
    """Return how many checks with points the week has: the definition's, and plain tests."""
    definition = load_definition(ROOT / "source" / ASSIGNMENT / "public_checks.py")
    stated = [check for task in definition.values() for check in task.checks if check.points]
    graders = (ROOT / "tests" / "graders" / ASSIGNMENT).glob("test_*.py")
    plain = [path.read_text(encoding="utf-8").count("@pytest.mark.points") for path in graders]
    return len(stated) + sum(plain)
