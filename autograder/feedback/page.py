"""The page itself: one file that loads and runs nothing.

Its Content-Security-Policy allows the one style sheet that stands in it, by its hash, and pictures
that stand in it as data. So markup that got past the cleaning would still have nothing to act with.
"""

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder.course import Assignment, Course
from autograder.feedback.cells import Cell
from autograder.feedback.view import PageView
from autograder.model import GradeReport, Submission


@dataclass(frozen=True)
class SmallPrint:
    """How a hand-in was graded."""

    submitted_at: str
    seed: int
    device: str
    engine: str
    sha256: str
    seconds: str


def small_print(course: Course, report: GradeReport, submission: Submission) -> SmallPrint:
    """Return how the hand-in was graded; its time is in the course's timezone."""
    time = submission.timestamp
    if time is not None:
        time = time.astimezone(ZoneInfo(course.timezone))
    return SmallPrint(
        submitted_at=f"{time:%a %d %b %Y %H:%M}" if time else "",
        seed=report.seed,
        device=report.device,
        engine=report.engine_version,
        sha256=report.submission_sha256,
        seconds=f"{report.seconds:.1f}",
    )


def page(
    course: Course,
    assignment: Assignment,
    student_id: str,
    view: PageView,
    notebook: tuple[Cell, ...],
    how: SmallPrint,
) -> bytes:
    """Return the whole page in UTF-8."""
    style = sheet()
    text = (
        environment("autograder.feedback")
        .get_template("page.html.j2")
        .render(
            course=course,
            assignment=assignment,
            student_id=student_id,
            view=view,
            notebook=notebook,
            code={cell.task: cell.html for cell in notebook if cell.task},
            how=how,
            policy=policy(style),
            style=Markup(style),
        )
    )
    return text.encode()


def policy(style: str) -> str:
    """Return the policy of a page in which `style` is the one style sheet."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )


@cache
def sheet() -> str:
    """Return the style sheet of all pages: colours in light and dark, type, code, print."""
    return files("autograder.feedback").joinpath("page.css").read_text(encoding="utf-8")


@cache
def environment(package: str) -> Environment:
    """Return what renders the templates of a package: whatever they are given is escaped."""
    made = Environment(
        loader=PackageLoader(package, "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Only for what `markup` and `charts` made: text of anybody's never passes through it.
    made.filters["inert"] = Markup
    made.filters["code"] = _code
    return made


def _code(text: str) -> Markup:
    """Return escaped text in which what stands between backticks is code."""
    parts = [str(escape(part)) for part in text.split("`")]
    if len(parts) % 2 == 0:
        return Markup("`".join(parts))
    return Markup("".join(f"<code>{p}</code>" if i % 2 else p for i, p in enumerate(parts)))
