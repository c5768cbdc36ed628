"""The pages of the site that are worked out: the home page, and the reference from the engine.

A hook of MkDocs: it adds them to the files of docs/, and nothing is written beside the site.
"""

import inspect
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import griffe
import typer.cli
import typer.main
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from autograder.cli import check
from autograder.cli.commands import app
from autograder.course import load_course
from autograder.course.schema import CourseFile
from autograder.diagnoses import Catalogue, Diagnosis
from autograder.kit import Evaluation, Loop, Modules, Values

ROOT = Path(__file__).parents[1]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are worked out."""
    pages: dict[str, Callable[[], str]] = {
        "index.md": partial(outside, "README.md"),
        "contributing.md": partial(outside, "CONTRIBUTING.md"),
        "changelog.md": partial(outside, "CHANGELOG.md"),
        "reference/commands.md": commands,
        "reference/course.md": course_keys,
        "reference/diagnoses.md": diagnoses,
        "reference/kit.md": kit,
    }
    for path, page in pages.items():
        files.append(File.generated(config, path, content=page()))
    return files


def outside(name: str) -> str:
    """Return a page that lies above docs/, with its links as they are from there."""
    page = (ROOT / name).read_text(encoding="utf-8")
    return page.replace("](docs/", "](").replace('src="docs/', 'src="')


def commands() -> str:
    """What each command says of itself with `--help`."""
    program = typer.main.get_command(app)
    context = typer.Context(program)
    page = typer.cli.get_docs_for_click(obj=program, ctx=context, name="autograder")
    # It reads its arguments itself.
    name = "## `autograder check`"
    before, _, rest = page.partition(name)
    after = rest.partition("\n## ")
    own = f"{name}\n\n```text\n{check.parser().format_help()}```\n"
    page = f"{before}{own}{''.join(after[1:])}"
    return page.replace("# `autograder`", "# Commands", 1)


def course_keys() -> str:
    """Each key of course.yml, with the words that stand beside it in the schema."""
    lines = [
        "# course.yml",
        "",
        "Every mistake in the file is named with its line. Times are local to `timezone`.",
    ]
    for model, where in _models(CourseFile, ""):
        documented = griffe.load(f"{model.__module__}.{model.__name__}")
        opening = documented.docstring.value if documented.docstring else ""
        lines += ["", f"## {where or 'The course'}", "", opening, ""]
        lines += ["| key | default | what |", "| --- | --- | --- |"]
        for name, field in model.model_fields.items():
            words = documented.members[name].docstring
            if words is None:
                raise ValueError(f"{model.__name__}.{name} does not say what it is")
            said = " ".join(words.value.split())
            lines.append(f"| `{name}` | {_default(field, said)} | {said} |")
    return "\n".join(lines) + "\n"


def _models(model: type[BaseModel], where: str) -> Iterator[tuple[type[BaseModel], str]]:
    """Give the model and those below it, each with the keys that lead to it."""
    yield model, where and f"`{where}`"
    for name, field in model.model_fields.items():
        for inner in _inner(field.annotation):
            yield from _models(inner, f"{where}.{name}" if where else name)


def _inner(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _inner(part)


def _default(field: FieldInfo, said: str) -> str:
    if field.is_required():
        return "" if "by default" in said else "needed"
    value = field.get_default(call_default_factory=True)
    if isinstance(value, BaseModel):
        return "as below"
    if isinstance(value, tuple):
        return ", ".join(f"`{entry}`" for entry in value)
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return "none" if value in (None, {}) else f"`{value}`"


def diagnoses() -> str:
    """The general catalogue, then this course's own: the sentence and the steps of hints."""
    own = load_course(ROOT).diagnoses
    general = Catalogue()
    lines = [
        "# Diagnoses",
        "",
        "What is said of each mistake, by id. The sentence is the first line of a student's page;"
        " the hints come one by one. A course's `diagnoses.toml` says more, or says it otherwise.",
        "",
        "## Of any course",
    ]
    for name in general:
        lines += _said(name, Diagnosis(general.sentence(name), general.hints(name)))
    lines += ["", "## Of this course"]
    for name, diagnosis in own.items():
        lines += _said(name, diagnosis)
    return "\n".join(lines) + "\n"


def _said(name: str, diagnosis: Diagnosis) -> list[str]:
    hints = [f"{place}. {hint}" for place, hint in enumerate(diagnosis.hints, 1)]
    return ["", f"### {name}", "", diagnosis.sentence, "", *hints]


def kit() -> str:
    """What a definition and a grader may use, by its docstrings."""
    lines = ["# The grading kit", ""]
    for package, title in {
        "autograder.kit": "For the public definition",
        "autograder.kit.hidden": "For the hidden graders",
    }.items():
        module = griffe.load(package)
        opening = module.docstring.value if module.docstring else ""
        lines += [f"## {title}", "", opening.replace("<", "&lt;"), ""]
        lines += [f"::: {package}.{name}\n" for name in module.exports or ()]
    return "\n".join([*lines, "## The kinds of tasks", "", *kinds()])


def kinds() -> Iterator[str]:
    """Each kind: what its checks look at, and what its definition takes."""
    for kind in (Values, Loop, Evaluation, Modules):
        about = inspect.getdoc(sys.modules[kind.__module__])
        yield from (f"### Tasks of `{kind.__name__}`", "", "```text", about or "", "```", "")
        for base in kind.__mro__[:-1]:
            start = vars(base).get("__init__")
            names = inspect.signature(start).parameters.values() if start else ()
            taken = [f"`{one.name}`" for one in names if one.kind is one.KEYWORD_ONLY]
            if taken:
                yield from (f"{', '.join(taken)}: {inspect.getdoc(start)}", "")
