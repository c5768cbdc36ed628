"""The public checks: what a student may run before handing in, on their own machine.

    show.py      check("task") in a notebook: a box, and one line where something is wrong
    run.py       run_task: the steps of one task on live objects -> PublicResult
    guard.py     nothing is changed: names, random streams, settings, output
    deadline.py  a time limit on every operating system
    load.py      finds public_checks.py and public_checks.json beside the notebook
    table.py     the .json: right answers on the public inputs, and those of each known mistake
    tools.py     for a public_checks.py: fixed inputs, looking at student code, saying it
    result.py    frozen data: PublicResult, Bars, Curves; PublicFailed
    render.py, picture.py   a result as HTML and as text

It is no part of grading: the hidden graders use other inputs. In the sandbox, which holds nothing
of this package, worker.public stands in for it.
"""

from autograder.public.render import html, text
from autograder.public.result import Bars, Curves, PublicFailed, PublicResult, PublicStatus
from autograder.public.run import run_task
from autograder.public.show import PublicCheckFailed, check

__all__ = [
    "Bars",
    "Curves",
    "PublicCheckFailed",
    "PublicFailed",
    "PublicResult",
    "PublicStatus",
    "check",
    "html",
    "run_task",
    "text",
]
