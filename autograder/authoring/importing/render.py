"""The files of a week as text: public definition, hidden graders, entry in course.yml."""

import ast
import json
from collections.abc import Iterable
from datetime import datetime

from autograder.authoring.importing.code import Code
from autograder.authoring.importing.tests import Test
from autograder.authoring.importing.week import Part, Week
from autograder.authoring.release.leaks import LONG, plain
from autograder.authoring.release.source import is_kind

_SHOWN = "  # stands in what students see, too"
_DEFINITION = '''\
"""The tasks of {name}, as its nbgrader course tested them: a draft to write over.

Imported; docs/importing.md says what such checks can and cannot do.
"""

from autograder.kit import Asserts, asserted

TASKS = {{
{tasks}}}
'''
_GRADER = '''\
"""Task {task}, as its nbgrader course tested it hidden. Hidden from students; a draft."""
{imports}
from autograder.kit.hidden import Grader

grader = Grader("{task}", truth={{}})
'''
_HIDDEN = '''

@pytest.mark.task("{task}")
@pytest.mark.points({points})
def test_hidden_{name}(trial):
    """{title}"""
    trial.task.hold(
        trial,
        after="{after}",
        hidden={source},
    )
'''


def definition(week: Week) -> str:
    """Return public_checks.py: the visible tests."""
    tasks = "".join(
        f"    {json.dumps(task.id)}: asserted(\n{''.join(map(_asserts, _visible(task)))}    ),\n"
        for task in week.tasks
    )
    return _DEFINITION.format(name=week.name, tasks=tasks)


def grader(week: Week, task: Part) -> str:
    """Return the hidden side of a task; lines that students see anyway are marked."""
    hidden = [test for test in task.tests if test.hidden and test.points]
    text = _GRADER.format(task=task.id, imports="\nimport pytest\n" if hidden else "")
    given = (cell.source for cell in week.notebook.cells if not is_kind(cell, "solution"))
    public = _lines([definition(week), *given])
    return text + "".join(_hidden(task, test, public) for test in hidden)


def entry(week: Week, number: int, release: datetime, due: datetime, *, draft: bool) -> str:
    """Return the lines of course.yml."""
    lines = [
        f"- id: {json.dumps(week.name)}",
        f"  week: {number}",
        f"  title: {_text(week.title)}",
        f"  release: {release:%Y-%m-%d %H:%M}",
        f"  due: {due:%Y-%m-%d %H:%M}",
        *(["  draft: true # see imported/, then take this line out"] if draft else []),
        f"  points: {_number(week.points)}",
        "  tasks:",
        *map(_part, week.tasks),
        *(["  by_hand: # by a person, in formgrader"] if week.by_hand else []),
        *map(_part, week.by_hand),
    ]
    return "\n".join(lines) + "\n"


def _part(part: Part) -> str:
    points, title = _number(part.points), _text(part.title)
    return f"    - {{id: {json.dumps(part.id)}, points: {points}, title: {title}}}"


def _visible(task: Part) -> list[Test]:
    """Return the tests that students run; one that the names are there, where all are hidden."""
    visible = [test for test in task.tests if test.visible]
    if visible:
        return visible
    needed = sorted({n for t in task.tests for n in Code(t.hidden).needed & task.bound})
    title = "The names that are tested are defined"
    return [Test("defined", title, "\n".join(needed) or "pass", "", 0.0)]


def _asserts(test: Test) -> str:
    """Return one check of the definition; one with hidden tests gives its points with them."""
    counts = test.points and not test.hidden
    worth = f"            points={_number(test.points)},\n" if counts else ""
    return (
        "        Asserts(\n"
        f"            {json.dumps(test.name)},\n"
        f"            {_text(test.title)},\n{worth}"
        f"            source={_literal(test.visible)},\n"
        "        ),\n"
    )


def _hidden(task: Part, test: Test, public: set[str]) -> str:
    after = test.name if test.visible else ""
    title = f"{test.title} (hidden tests)".replace("\\", "\\\\").replace('"', '\\"')
    return _HIDDEN.format(
        task=task.id,
        points=_number(test.points),
        name=test.name,
        title=title,
        after=after,
        source=_literal(_unlike(test.hidden, public)),
    )


def _unlike(source: str, public: set[str]) -> str:
    """Return hidden statements with a comment on each line that students see somewhere anyway.

    A release that holds a line of a hidden grader is refused: this line is none.
    """
    joined = " ".join(public)
    lines = [
        line + _SHOWN if len(plain(line)) >= LONG and plain(line) in joined else line
        for line in source.split("\n")
    ]
    changed = "\n".join(lines)
    same = ast.dump(ast.parse(changed)) == ast.dump(ast.parse(source))
    return changed if same else source  # a line of a text; building the release says so


def _lines(texts: Iterable[str]) -> set[str]:
    return {plain(line) for text in texts for line in text.split("\n")}


def _literal(source: str) -> str:
    """Return source code as a literal that reads as it does."""
    text = f"\n{source}\n"
    for quotes in ("'''", '"""'):
        if quotes not in text and "\r" not in text:
            return f"r{quotes}{text}{quotes}"
    return repr(text)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _number(points: float) -> str:
    return repr(int(points)) if points == int(points) else repr(points)
