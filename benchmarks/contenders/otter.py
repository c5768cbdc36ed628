"""otter-grader without Docker: its `grade_submission` for each notebook, in one process.

`otter grade` wants Docker. What its documentation offers beside that is `otter run`, or the same
from Python for several notebooks, which saves the start of a process for each: that is taken here.
The configuration is made by `otter generate`. It has no timeout in this form.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import measure
from benchmarks.contenders.environment import peers_environment, peers_python
from benchmarks.contenders.grading import Graded, at_once
from benchmarks.hidden_tests import TASKS, hidden_tests
from benchmarks.submissions import Submission

_LOOP = Path(__file__).with_name("otter_class.py")
_POINTS = {"manual_gradient": 30, "grad_call": 20, "backward_loop": 30, "linear_model": 20}


class Otter:
    """One loop for the class, or `commands` at a time with a share each."""

    def __init__(self, commands: int = 1) -> None:
        self._commands = commands

    def grade(self, work: Path, submissions: Sequence[Submission], *, limit: float) -> Graded:
        """Grade the class with a configuration that is made first."""
        python, env = peers_python(), peers_environment(work)
        _make_configuration(work, python, env)
        (work / "submitted").mkdir()
        paths = []
        for submission in submissions:
            paths.append(work / "submitted" / f"{submission.student}.ipynb")
            paths[-1].write_bytes(submission.content)
        # -P: beside the loop lies a module of the same name as otter-grader's package.
        command = f"{python} -P {_LOOP}"
        shares = [paths[number :: self._commands] for number in range(self._commands)]
        loops = [
            f"{command} scores-{number} {' '.join(map(str, share))}"
            for number, share in enumerate(shares)
        ]
        measured = measure.run(at_once(loops), cwd=work, env=env, limit=limit)
        scores: dict[str, float | None] = {submission.student: None for submission in submissions}
        for told in work.glob("scores-*"):
            for line in told.read_text(encoding="utf-8").splitlines():
                scores |= json.loads(line)
        return Graded(measured, scores)


def task_file(task: str) -> str:
    """Return a task's hidden tests in otter-grader's exception-based form."""
    tests = hidden_tests(task)
    # All or nothing for a task, as in one of nbgrader's cells.
    head = [
        "from otter.test_files import test_case as _test_case",
        "OK_FORMAT, all_or_nothing = False, True",
        f"name, points = {task!r}, {_POINTS[task]}",
    ]
    cases = [f"{name} = _test_case(name={name!r}, hidden=True)({name})" for name in tests.names]
    return "\n".join([*head, tests.source, *cases, ""])


def _make_configuration(work: Path, python: Path, env: Mapping[str, str]) -> None:
    folder = work / "tests"
    folder.mkdir()
    for task in TASKS:
        (folder / f"{task}.py").write_text(task_file(task), encoding="utf-8")
    (work / "otter_config.json").write_text(json.dumps({"pdf": False}))
    measure.run([python.with_name("otter"), "generate", "-t", folder], cwd=work, env=env)
