"""What the class misunderstood: diagnoses by frequency, and lost points that none explains."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from autograder.classreport.gather import Graded
from autograder.classreport.model import Example, Mistake, Person, TaskMistakes, Unexplained
from autograder.course import Assignment, Course, Task
from autograder.diagnoses.blind import unnamed
from autograder.feedback.charts import said
from autograder.model import CheckResult, Status
from autograder.notebooks.clean import line, text

STUB_LEFT = "stub-left"
_EXAMPLES = 3
_MOST_OF_A_TEXT = 300  # characters
_MOST_NUMBERS = 4
_OURS = (Status.PASS, Status.SKIPPED, Status.BROKEN)


def person(submission: Graded) -> Person:
    """Return who handed in, as text that acts on nothing."""
    return Person(line(submission.student_id, 100), line(submission.name, 100), submission.link)


def mistakes(
    course: Course, assignment: Assignment, submissions: Sequence[Graded]
) -> Iterator[TaskMistakes]:
    """Yield the diagnoses of each task in which there are some, the most frequent first."""
    for task in assignment.tasks:
        found: dict[str, list[tuple[Graded, CheckResult]]] = defaultdict(list)
        for submission in submissions:
            for diagnosis, check in _diagnosed(submission, task).items():
                found[diagnosis].append((submission, check))
        left_open = len(found.pop(STUB_LEFT, ()))
        of = len(submissions)
        all_of_it = [_mistake(course, assignment, task, id, who, of) for id, who in found.items()]
        all_of_it.sort(key=lambda one: (-one.count, -one.points, one.diagnosis))
        if all_of_it or left_open:
            yield TaskMistakes(task.id, task.title, tuple(all_of_it), left_open)


def unexplained(assignment: Assignment, submissions: Sequence[Graded]) -> list[Unexplained]:
    """Return what was lost in tasks in which no mistake is named, the most frequent first."""
    found: dict[tuple[str, str, Status], list[tuple[Graded, CheckResult]]] = defaultdict(list)
    for task in assignment.tasks:
        for submission in submissions:
            if check := unnamed(submission.report, task.id):
                found[task.id, check.title, check.status].append((submission, check))
    rows = [
        Unexplained(
            task,
            title,
            status,
            len(who),
            len(submissions),
            sum(_lost(submission, task) for submission, _ in who),
            _examples(who),
        )
        for (task, title, status), who in found.items()
    ]
    tasks = [task.id for task in assignment.tasks]
    return sorted(rows, key=lambda one: (tasks.index(one.task), -one.count, -one.points))


def _mistake(
    course: Course,
    assignment: Assignment,
    task: Task,
    diagnosis: str,
    who: Sequence[tuple[Graded, CheckResult]],
    of: int,
) -> Mistake:
    return Mistake(
        task=task.id,
        diagnosis=diagnosis,
        sentence=course.catalogue.sentence(diagnosis) or line(diagnosis, _MOST_OF_A_TEXT),
        question=course.catalogue.hint(diagnosis),
        lecture=course.passage(assignment.id, diagnosis),
        count=len(who),
        of=of,
        points=sum(_lost(submission, task.id) for submission, _ in who),
        examples=_examples(who),
    )


def _diagnosed(submission: Graded, task: Task) -> dict[str, CheckResult]:
    """Return each diagnosis of a task with the first check that has it."""
    found: dict[str, CheckResult] = {}
    for check in submission.report.checks:
        if check.task == task.id and check.diagnosis and check.status not in _OURS:
            found.setdefault(check.diagnosis, check)
    return found


def _lost(submission: Graded, task: str) -> float:
    """Return the points that the checks did not give: what a TA set is a decision, no mistake."""
    result = next((one for one in submission.report.tasks if one.id == task), None)
    return 0.0 if result is None else result.max_score - (result.score or 0.0)


def _examples(who: Sequence[tuple[Graded, CheckResult]]) -> tuple[Example, ...]:
    """Return three examples: those with most points elsewhere, in whom the mistake stands alone."""
    best = sorted(who, key=lambda one: (-(one[0].report.score or 0.0), one[0].student_id))
    return tuple(
        Example(
            person(submission),
            line(check.message, _MOST_OF_A_TEXT),
            numbers(check),
            text(str(check.evidence.get("code", ""))[:_MOST_OF_A_TEXT], colours=False),
        )
        for submission, check in best[:_EXAMPLES]
    )


def numbers(check: CheckResult) -> str:
    """Return what came and what was expected, in few numbers; "" where a check has none."""
    for what in ("", " losses"):
        pair = [check.evidence.get(f"{which}{what}") for which in ("received", "expected")]
        if all(isinstance(values, tuple) for values in pair):
            received, expected = (_few(values) for values in pair if isinstance(values, tuple))
            return f"{received}, expected {expected}"
    return ""


def _few(values: Sequence[float | str]) -> str:
    more = ", …" if len(values) > _MOST_NUMBERS else ""
    return ", ".join(said(value) for value in values[:_MOST_NUMBERS]) + more
