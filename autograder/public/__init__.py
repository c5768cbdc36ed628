"""The public checks: what a student may run before handing in, on their own machine.

    show.py      check("task") in a notebook: a box, and one line where something is wrong
    final.py     final_check("adaline.ipynb"): `autograder check --final` from a cell
    run.py       run_task: the steps of one task on live objects -> PublicResult
    guard.py     nothing is changed: names, random streams, settings, output
    deadline.py  a time limit on every operating system
    message.py   an exception's message in one line
    kernel.py    the notebook's shell and folder
    versions.py  whether what was checked is what the cells say now
    load.py, place.py   find public_checks.py and public_checks.json beside the notebook
    table.py     the .json: right answers on the public inputs, and those of each known mistake
    tools.py     for a public_checks.py: fixed inputs, looking at student code, saying it; with
    watching.py, modules.py   what autograd and optimizers do; what a model is made of
    training.py  the same for loops that train: updates, losses
    result.py    frozen data: PublicResult, Bars, Curves; PublicFailed
    render.py, picture.py   a result as HTML and as text

It is no part of grading: the hidden graders use other inputs. In the sandbox, which holds nothing
of this package, worker.public stands in for it.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.public.final import final_check
    from autograder.public.render import html, text
    from autograder.public.result import Bars, Curves, PublicFailed, PublicResult, PublicStatus
    from autograder.public.run import run_task
    from autograder.public.show import PublicCheckFailed, check

_HOMES = {
    "html": "render", "text": "render", "run_task": "run", "check": "show",
    "PublicCheckFailed": "show", "final_check": "final",
}  # fmt: skip

__all__ = [
    "Bars",
    "Curves",
    "PublicCheckFailed",
    "PublicFailed",
    "PublicResult",
    "PublicStatus",
    "check",
    "final_check",
    "html",
    "run_task",
    "text",
]


def __getattr__(name: str) -> Any:
    # Only when asked for: `autograder check` reads results and has no use for torch.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = importlib.import_module(f"{__name__}.{_HOMES.get(name, 'result')}")
    return getattr(module, name)
