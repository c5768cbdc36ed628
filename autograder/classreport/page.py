"""The page itself: one file that loads and runs nothing, under the policy of the feedback pages."""

from importlib.resources import files

from markupsafe import Markup

from autograder.classreport.model import ClassReport, Item
from autograder.classreport.pictures import hours_picture, scores_picture, tasks_picture
from autograder.feedback.page import environment, policy, sheet
from autograder.model import Status

_WORDS = {
    Status.FAIL: "does not hold",
    Status.ERROR: "the code raised an error",
    Status.TIMEOUT: "the code did not finish in time",
    Status.MEMORY: "the code needed too much memory",
}
_LOW = 0.1  # a correlation below which a check says little about the rest
_FEWEST = 5  # with and without full points, below which a correlation is chance


def page(report: ClassReport) -> bytes:
    """Return the whole page in UTF-8."""
    style = sheet() + files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    template = environment(__package__).get_template("page.html.j2")
    text = template.render(
        report=report,
        policy=policy(style),
        style=Markup(style),
        pictures=_pictures(report),
        words=_words,
        points=_points,
        percent=_percent,
        apart=_apart,
        weak=_weak,
    )
    return text.encode()


def _pictures(report: ClassReport) -> dict[str, str]:
    """Return the pictures by name; "" for one that there is nothing to draw for."""
    found, hours = report.figures, report.times.hours
    return {
        "scores": scores_picture(report.scores, report.max_points, found) if found else "",
        "tasks": tasks_picture(report.items) if report.compared else "",
        "hours": hours_picture(hours) if hours else "",
    }


def _words(status: Status) -> str:
    return _WORDS.get(status, str(status))


def _points(points: float | None) -> str:
    if points is None:
        return "withheld"
    return f"{points:.1f}".removesuffix(".0").replace("-", "−")


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _apart(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".replace("-", "−")


def _weak(item: Item) -> bool:
    """Say whether a check or task may measure something else than the others, or be unfair."""
    enough = _FEWEST <= item.full <= item.n - _FEWEST
    return enough and item.discrimination is not None and item.discrimination < _LOW
