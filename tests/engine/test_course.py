"""course.yml: what it says, and that every mistake in it is named with its line."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from autograder.course import find_course_root, load_course
from autograder.errors import CourseError, UsageError
from autograder.model import Device, Shown

COURSE = Path(__file__).resolve().parents[2] / "course.yml"
TASKS = ("manual_gradient", "grad_call", "backward_loop", "linear_model")


@pytest.fixture
def course_folder(tmp_path):
    """The course with empty files: of these only the names matter here."""
    folder = tmp_path / "course"
    notebook = folder / "source" / "adaline" / "adaline.ipynb"
    graders = folder / "tests" / "graders" / "adaline"
    for path in (notebook, *(graders / f"test_{task}.py" for task in TASKS)):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    # The other weeks as drafts, of which no files are asked.
    text = COURSE.read_text()
    titles = ("Gradient descent, by", "The training pipeline", "What autograd does")
    for title in (*titles, "Softmax regression", "The multilayer perceptron"):
        text = text.replace(f"    title: {title}", f"    draft: true\n    title: {title}", 1)
    (folder / "course.yml").write_text(text)
    shutil.copy(COURSE.with_name("diagnoses.toml"), folder)
    return folder


def change(folder, old, new):
    """Replace `old` in course.yml, and return the line on which the new text stands."""
    path = folder / "course.yml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


def test_the_course_is_the_six_weeks(course_folder):
    course = load_course(course_folder)
    weeks = {a.id: (a.week, [(t.id, t.points) for t in a.tasks]) for a in course.assignments}
    first = ["gradient-descent", "training-pipeline", "autograd", "adaline"]
    assert list(weeks) == [*first, "softmax-regression", "multilayer-perceptron"]
    assert weeks["adaline"] == (4, list(zip(TASKS, (30, 20, 30, 20), strict=True)))
    assert all(sum(p for _, p in tasks) == 100 for _, tasks in weeks.values())


def test_what_an_assignment_says(course_folder):
    course = load_course(course_folder)
    adaline = course.assignment("adaline")
    assert (adaline.targets.train, adaline.targets.test) == (92.86, 93.33)
    assert adaline.due.utcoffset() == timedelta(hours=1)
    assert adaline.task("grad_call").grader == "test_grad_call.py"
    assert adaline.notebook == "adaline"
    assert not adaline.draft
    assert course.execution.device is Device.AUTO
    assert course.execution.limits.seconds == 10


def test_paths_lie_in_the_course_folder(course_folder):
    course = load_course(course_folder)
    adaline = course.assignment("adaline")
    paths = {
        course.source_notebook(adaline): "source/adaline/adaline.ipynb",
        course.release_notebook(adaline): "release/adaline/adaline.ipynb",
        course.solution_notebook(adaline): "solutions/adaline/adaline.ipynb",
        course.graders_dir(adaline): "tests/graders/adaline",
        course.known_submissions(adaline): "tests/submissions/adaline",
        course.submitted_dir: "submitted",
        course.autograded_dir("ada", adaline): "autograded/ada/adaline",
        course.feedback_page("ada", adaline): "feedback/ada/adaline/adaline.html",
    }
    assert all(path == course_folder / relative for path, relative in paths.items())


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("sqlite:///gradebook.db", "sqlite:///{root}/gradebook.db"),
        ("sqlite:////srv/book.db", "sqlite:////srv/book.db"),
        ("sqlite+pysqlite:///a/b.db?timeout=5", "sqlite+pysqlite:///{root}/a/b.db?timeout=5"),
        ("postgresql://grader@host/course", "postgresql://grader@host/course"),
    ],
)
def test_a_relative_gradebook_is_the_courses(course_folder, url, expected):
    change(course_folder, "sqlite:///gradebook.db", url)
    assert load_course(course_folder).gradebook_url == expected.format(root=course_folder)


def test_the_root_is_found_from_below(course_folder, tmp_path):
    assert find_course_root(course_folder / "source" / "adaline") == course_folder
    with pytest.raises(UsageError, match=r"no course\.yml"):
        find_course_root(tmp_path)


def test_an_unknown_assignment_or_task_gets_the_nearest(course_folder):
    course = load_course(course_folder)
    with pytest.raises(UsageError, match=r"(?s)gradient-descent, .*did you mean adaline"):
        course.assignment("Adalin")
    with pytest.raises(UsageError, match="did you mean grad_call"):
        course.assignment("adaline").task("gradcall")


MISTAKES = [
    ("percent_per_day", "percent_per_dy", "unknown key `percent_per_dy`"),
    ("week: 2", "week: two", "`week` must be a whole number, not 'two'"),
    ("points: 100", 'points: "100"', "`points` must be a number"),
    ("after_due: full", "after_due: all", "`after_due` must be 'nothing', 'scores', 'hints' or"),
    ("before_due: nothing", "release: at_once", "unknown key `release` in `feedback`"),
    ("seconds: 10", "seconds: -1", "`seconds` must be greater than 0"),
    ("seconds: 10", "seconds: .inf", "`seconds` must be a"),
    ("device: auto", "device: gpu", "`device` must be 'auto', 'cpu' or 'cuda'"),
    ("train: 92.86", "train: 9286", "`train` must be less than or equal to 100"),
    ("Europe/Berlin", "Europe/Berln", "did you mean Europe/Berlin?"),
    ("2026-11-22 23:59", "2026-11-31 23:59", "not a date and time"),
    ("2026-11-22 23:59", "2026-11-22", "not a date and time"),
    ("2026-11-22 23:59", "2027-03-28 02:30", "clocks are put forward"),
    ("2026-11-22 23:59", "2025-11-22 23:59", "due before it is released"),
    ("id: adaline", "id: ../adaline", "'../adaline' is not a safe name"),
    ("id: adaline", "id: .adaline", "'.adaline' is not a safe name"),
    ("id: columns", "id: a/b", "'a/b' is not a safe name"),
    ("id: training-pipeline", "id: Gradient-Descent", "'Gradient-Descent' appears here twice"),
    ("id: columns", "id: linear_module", "'linear_module' of training-pipeline appears here"),
    ("week: 2", "week: 1", "week 1 appears here twice"),
    ("id: columns, points: 15", "id: columns, points: 15, grader: ../x.py", "'../x.py'"),
    ("id: grad_call", "id: grad_call, grader: test_x.py", "adaline/test_x.py does not exist"),
    ("week: 4", "week: 4\n    notebook: week4", "adaline/week4.ipynb does not exist"),
    ("title: ADALINE, three times", "title:", "`title` must be a text"),
    ("sqlite:///gradebook.db", "gradebook.db", "not a database URL"),
    ("week: 2", "week: !!python/name:os.system 2", "tag"),
    ("week: 2", "week: &anchor 2", "anchors"),
    ("week: 2", "week: 2\n\tdraft: true", "a tab"),
    ("week: 2", "week: [2", "not YAML"),
]


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES, ids=[new for _, new, _ in MISTAKES])
def test_a_mistake_is_named_with_its_line(course_folder, old, new, said):
    line = change(course_folder, old, new)
    with pytest.raises(CourseError) as caught:
        load_course(course_folder)
    assert said in str(caught.value)
    # YAML notices an open bracket or a tab where the text goes on.
    assert caught.value.line in (line, line + 1)
    assert f"course.yml:{caught.value.line}: " in str(caught.value)
    assert "pydantic" not in str(caught.value)


def test_the_due_time_takes_nothing_away(course_folder):
    line = change(course_folder, "before_due: nothing", "before_due: full")
    change(course_folder, "after_due: full", "after_due: scores")
    with pytest.raises(CourseError) as caught:
        load_course(course_folder)
    said = "students see more before the due time (full) than after it (scores)"
    assert f"course.yml:{line}: {said}" in str(caught.value)


def test_what_is_shown_at_a_time(course_folder):
    feedback, due = load_course(course_folder).feedback, datetime(2026, 11, 22, tzinfo=UTC)
    assert feedback.shown(due, due - timedelta(seconds=1)) is Shown.NOTHING
    assert feedback.shown(due, due) is Shown.FULL
    assert [part for part in Shown if Shown.HINTS.includes(part)] == list(Shown)[:3]


def test_points_that_do_not_add_up(course_folder):
    line = change(course_folder, "    points: 100\n    targets", "    points: 90\n    targets")
    with pytest.raises(CourseError) as caught:
        load_course(course_folder)
    said = "task points add up to 100, but the assignment 'adaline' says 90"
    assert f"course.yml:{line}: {said}" in str(caught.value)


def test_all_mistakes_are_named_at_once(course_folder):
    lines = [
        change(course_folder, "percent_per_day", "percent"),
        change(course_folder, "week: 2", "week: two"),
        change(course_folder, "    due: 2026-11-22 23:59\n", ""),
    ]
    with pytest.raises(CourseError) as caught:
        load_course(course_folder)
    assert caught.value.line == lines[0]
    assert f"course.yml:{lines[1]}: `week`" in str(caught.value)
    assert "`due` is missing in entry 4 of `assignments`" in str(caught.value)


def test_a_key_that_stands_twice(course_folder):
    line = change(course_folder, "    week: 2\n", "    week: 2\n    week: 3\n")
    with pytest.raises(CourseError, match=f"{line + 1}: `week` is here twice.*line {line}"):
        load_course(course_folder)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"# nothing\n", "is empty"),
        (b"- a\n", "must hold keys and values"),
        (b"pytorch", "must hold keys and values"),
        (b"id: pytorch\ntitle: Gef\xfchl\n", "course.yml:2: a byte that is not UTF-8"),
        (b"\x00\x01", "not YAML"),
        (b"a: " + b"[" * 1_500, "nested too deeply"),
        (b"a: &a [1, 1]\nb: &b [*a, *a]\nc: [*b, *b]\n", "anchors"),
        (b"a: &a [*a]\n", "anchors"),
        (b"#" * 2_000_000, "larger than"),
        (b"id: x\n---\nid: y\n", "not YAML"),
    ],
)
def test_what_is_no_course(tmp_path, content, said):
    (tmp_path / "course.yml").write_bytes(content)
    with pytest.raises(CourseError, match=said):
        load_course(tmp_path)


def test_no_file_or_a_folder_in_its_place(tmp_path):
    with pytest.raises(CourseError, match="does not exist"):
        load_course(tmp_path)
    (tmp_path / "course.yml").mkdir()
    with pytest.raises(CourseError, match="is not a file"):
        load_course(tmp_path)


def test_files_are_asked_only_of_what_is_no_draft(course_folder):
    line = change(course_folder, "    week: 4\n", "    week: 4\n    draft: true\n")
    (course_folder / "source" / "adaline" / "adaline.ipynb").unlink()
    (course_folder / "tests" / "graders" / "adaline" / "test_grad_call.py").unlink()
    assert load_course(course_folder).assignment("adaline").draft
    change(course_folder, "    week: 4\n    draft: true\n", "    week: 4\n")
    with pytest.raises(CourseError) as caught:
        load_course(course_folder)
    assert caught.value.line == line - 1
    assert "the notebook source/adaline/adaline.ipynb does not exist" in str(caught.value)
    assert "the grader tests/graders/adaline/test_grad_call.py does not exist" in str(caught.value)
