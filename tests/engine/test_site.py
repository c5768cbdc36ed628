"""The site: it builds without a warning, and its pages say what the engine says."""

import ast
import re
import shlex
import subprocess
import sys

import pytest
import typer.main
from folders import ROOT

from autograder.cli import check
from autograder.cli.commands import app

PAGES = sorted([*ROOT.glob("docs/*.md"), ROOT / "README.md"])


def texts():
    """Every text that stands in the engine's source, with `…` where a value comes in."""
    for path in (ROOT / "autograder").rglob("*.py"):
        if "template" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.JoinedStr):
                parts = (
                    part.value if isinstance(part, ast.Constant) else "…" for part in node.values
                )
                yield "".join(parts)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def test_each_message_of_troubleshooting_is_one_of_the_engines():
    page = (ROOT / "docs" / "troubleshooting.md").read_text()
    headings = re.findall(r"^### (.*`.*)$", page, re.MULTILINE)
    messages = [m for heading in headings for m in re.findall(r"`([^`]+)`", heading)]
    assert len(messages) > 15
    known = set(texts())
    for message in messages:
        pattern = re.compile(".*".join(map(re.escape, message.split("…"))))
        assert any(pattern.search(text) for text in known), f"nothing says: {message}"


def shown(page):
    """Each autograder command of a page's code blocks."""
    for block in re.findall(r"^```\w*\n(.*?)^```", page.read_text(), re.MULTILINE | re.DOTALL):
        for line in block.replace("\\\n", " ").splitlines():
            if line.startswith("autograder "):
                yield line.split("  #")[0].strip()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_that_are_shown_exist_with_their_options(page):
    program = typer.main.get_command(app)
    context = typer.Context(program)
    for line in shown(page):
        words = shlex.split(line)[1:]
        command = program.get_command(context, next(w for w in words if not w.startswith("-")))
        assert command, f"{page.name}: no such command: {line}"
        options = {
            name for param in command.params for name in (*param.opts, *param.secondary_opts)
        }
        if command.name == "check":  # which reads its arguments itself
            options = set(re.findall(r"--\w+", check.parser().format_help()))
        given = {word.split("=")[0] for word in words if word.startswith("--")}
        assert given <= options | {"--course", "--help", "--version"}, f"{page.name}: {line}"


@pytest.mark.thorough
def test_the_site_builds_without_a_warning(tmp_path):
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    pages = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.html")}
    assert {"index.html", "reference/commands.html", "reference/kit.html"} <= pages
    kit = (tmp_path / "reference/kit.html").read_text()
    for said in ("keeps_parameters, no_graph", "<code>shrunk</code>", "<code>minibatches</code>"):
        assert said in kit
    keys = (tmp_path / "reference/course.html").read_text()
    assert "grace_minutes" in keys
    assert "total_seconds" in keys
