"""`nbgrader autograde`, as a TA runs it, with hidden tests in the check cells of its own source.

The release is made by nbgrader's `generate_assignment`, which also puts the cells into its
gradebook; `autograde` then brings the hidden tests back into the hand-ins and runs them in a
kernel. Its timeout is the default: 30 s for each cell.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from benchmarks import measure
from benchmarks.contenders.environment import peers_environment, peers_python
from benchmarks.contenders.grading import Graded, at_once, put_submitted
from benchmarks.hidden_tests import TASKS, hidden_tests
from benchmarks.submissions import ASSIGNMENT, ROOT, Submission

_CONFIG = """c = get_config()
c.CourseDirectory.course_id = "bench"
"""


class Nbgrader:
    """One `nbgrader autograde` for the class, or `commands` at a time with a share each."""

    def __init__(self, commands: int = 1, *, memory: bool = True) -> None:
        self._commands = commands
        self._memory = memory

    def grade(self, work: Path, submissions: Sequence[Submission], *, limit: float) -> Graded:
        """Grade the class in fresh course folders, one for each command."""
        python, env = peers_python(), peers_environment(work)
        nbgrader = python.with_name("nbgrader")
        folders = [work / f"course-{number}" for number in range(self._commands)]
        for number, folder in enumerate(folders):
            _make_course(folder, nbgrader, env, submissions[number :: self._commands])
        commands = [f"(cd {folder} && {nbgrader} autograde {ASSIGNMENT})" for folder in folders]
        # It ends with 1 where it has given up a hand-in; what it graded is in its gradebook.
        measured = measure.run(
            at_once(commands), cwd=work, env=env, limit=limit, codes=(0, 1), memory=self._memory
        )
        scores: dict[str, float | None] = {submission.student: None for submission in submissions}
        for folder in folders:
            scores |= _scores(folder)
        return Graded(measured, scores)


def source_notebook(solved: NotebookNode) -> NotebookNode:
    """Return the instructor's notebook with the hidden tests in its check cells."""
    source = nbformat.from_dict(solved)
    for cell in source.cells:
        task = cell.metadata.get("nbgrader", {}).get("grade_id", "").removeprefix("check_")
        if task in TASKS and cell.metadata.nbgrader.grade:
            cell.source = hidden_cell(cell.source, task)
    return source


def hidden_cell(public: str, task: str) -> str:
    """Return a check cell: what students see of it, then the task's hidden tests."""
    tests = hidden_tests(task)
    calls = "\n".join(f"{name}(globals())" for name in tests.names)
    return f"{public}\n### BEGIN HIDDEN TESTS\n{tests.source}\n{calls}\n### END HIDDEN TESTS"


def _make_course(
    folder: Path, nbgrader: Path, env: Mapping[str, str], submissions: Sequence[Submission]
) -> None:
    source = folder / "source" / ASSIGNMENT
    source.mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(_CONFIG)
    solved = nbformat.read(ROOT / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    nbformat.write(source_notebook(solved), source / f"{ASSIGNMENT}.ipynb")
    measure.run([nbgrader, "generate_assignment", ASSIGNMENT], cwd=folder, env=env)
    put_submitted(folder / "submitted", submissions)


def _scores(folder: Path) -> dict[str, float | None]:
    """Return the scores in nbgrader's gradebook, None for a hand-in that it gave up."""
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}", course_id="bench") as gradebook:
        return {
            submission.student.id: float(submission.score)
            if (folder / "autograded" / submission.student.id / ASSIGNMENT).is_dir()
            else None
            for submission in gradebook.assignment_submissions(ASSIGNMENT)
        }
