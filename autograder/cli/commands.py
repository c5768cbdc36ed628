"""All commands of the whole install: each module adds its own to `app`."""

import typer

# --help lists them in this order.
# isort: off
from autograder.cli import release, collect, grade, feedback, audit, new, doctor  # noqa: F401
from autograder.cli import importing  # noqa: F401
from autograder.cli import show, report, by_hand, formgrader, status, export, publish  # noqa: F401
from autograder.cli import init, new_term  # noqa: F401

# isort: on
from autograder.cli import check
from autograder.cli.app import app

__all__ = ["app"]


@app.command(
    "check",
    help=check.ABOUT,
    add_help_option=False,
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def _check(context: typer.Context) -> None:
    # It reads its arguments itself, as in a student's install.
    check.check(context.args)
