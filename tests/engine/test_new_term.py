"""`autograder new-term`: the dates of next year, and last term's files in the archive."""

import shutil
from datetime import date, timedelta

import pytest
from sqlalchemy import create_engine, text
from typer.testing import CliRunner

from autograder.authoring.term import carry, carry_out, make_plan
from autograder.authoring.term.dates import moved
from autograder.cli.commands import app
from autograder.course import load_course
from autograder.errors import StorageError, UsageError
from autograder.gradebook import GradebookWriter, recorded
from autograder.runs.lock import only_run

START, TERM = date(2027, 10, 25), "Winter 2027/28"


@pytest.fixture
def course(course_folder):
    """A course after a term: hand-ins, grades, a gradebook with an extension, and what went out."""
    course = load_course(course_folder)
    adaline = course.assignment("adaline")
    path = course.submitted_dir / "ada" / "adaline" / "adaline.ipynb"
    path.parent.mkdir(parents=True)
    shutil.copy(course.solution_notebook(adaline), path)
    with GradebookWriter(course) as gradebook:
        gradebook.extend(adaline, ["ada"], timedelta(days=1))
    for name in ("autograded/ada", "feedback/ada", "exports", "reports", "editions/adaline/1"):
        (course_folder / name).mkdir(parents=True)
    (course_folder / "excused.csv").write_text("assignment,student,by,when,reason\n")
    (course_folder / "published.jsonl").write_text("")
    return course


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_each_date_keeps_weekday_and_hour_and_every_comment_stays(course):
    before = (course.root / "course.yml").read_text()
    carry_out(course, make_plan(course, START, TERM))
    after = (course.root / "course.yml").read_text()
    changed = [
        (old, new)
        for old, new in zip(before.splitlines(), after.splitlines(), strict=True)
        if old != new
    ]
    assert len(changed) == 1 + 2 * len(course.assignments), "the term, and two dates of each week"
    new = load_course(course.root)
    assert new.term == TERM
    assert new.assignments[0].release.date() == START
    for old_week, week in zip(course.assignments, new.assignments, strict=True):
        for old, now in ((old_week.release, week.release), (old_week.due, week.due)):
            assert (now.weekday(), now.time()) == (old.weekday(), old.time())
            assert now.date() - old.date() == timedelta(days=364)


def test_the_hour_stays_over_the_change_of_the_clocks():
    """In 2026 and in 2027 the clocks go back on other days of the year."""
    written = """\
# a course
term: "Summer" # of last year
assignments:
  - id: one
    release: '2026-10-26 09:00' # quoted
    due: 2026-10-26T10:30:15 # to the second
  - {id: two, release: 2026-10-24 09:00+02:00, due: 2026-03-28 02:30}
"""
    after, dates = moved(written, 364, "Winter: 2", "Europe/Berlin")
    assert after == written.replace('"Summer"', '"Winter: 2"').replace(
        "2026-10-26 09:00", "2027-10-25 09:00"
    ).replace("2026-10-26T10:30:15", "2027-10-25T10:30:15").replace(
        "2026-10-24 09:00+02:00", "2027-10-23 09:00"
    ).replace("2026-03-28 02:30", "2027-03-27 02:30")
    assert [one.assignment for one in dates] == ["one", "one", "two", "two"]
    with pytest.raises(UsageError, match=r"two, due: .* does not exist"):
        moved(written, 365, "Winter", "Europe/Berlin")  # 2027-03-28, 2:30: skipped by the clocks


def test_last_terms_files_go_to_the_archive_and_sources_stay(course):
    before = files(course.root)
    plan = make_plan(course, START, TERM)
    assert files(course.root) == before, "a plan changes nothing"
    carry_out(course, plan)
    archive = course.root / "archive" / "winter-2026-27"
    assert {path.name for path in archive.iterdir()} == {
        *("course.yml", "submitted", "autograded", "feedback", "reports", "exports", "editions"),
        *("published.jsonl", "excused.csv", "gradebook.db"),
    }
    kept = ("source", "release", "solutions", "tests", "nbgrader_config.py", "lectures.toml")
    after = files(course.root)
    for name, data in before.items():
        place = name if name.startswith((*kept, "diagnoses")) else f"archive/winter-2026-27/{name}"
        assert after[place] == data, name
    assert not (course.root / "submitted").exists()
    new = load_course(course.root)
    assert recorded(new, new.assignment("adaline")).extensions == {}


@pytest.mark.parametrize(
    ("start", "term", "words"),
    [
        (date(2027, 10, 26), TERM, "2027-10-25 or 2027-11-01"),
        (date(2026, 10, 26), TERM, "another --start"),
        (START, "Winter 2026/27", "next term's name"),
        (START, "two\nlines", "one line"),
    ],
)
def test_what_cannot_be_meant_is_refused(course, start, term, words):
    before = files(course.root)
    with pytest.raises(UsageError) as refused:
        make_plan(course, start, term)
    assert words in str(refused.value)
    assert files(course.root) == before


def test_nothing_in_the_archive_is_overwritten(course):
    there = course.root / "archive" / "winter-2026-27" / "submitted"
    there.mkdir(parents=True)
    with pytest.raises(UsageError, match="nothing is overwritten"):
        make_plan(course, START, TERM)


def test_while_a_run_grades_nothing_is_moved(course):
    before = set(files(course.root))
    with (
        only_run(course, course.assignment("adaline")),
        pytest.raises(UsageError, match="another run grades adaline"),
    ):
        carry_out(course, make_plan(course, START, TERM))
    assert set(files(course.root)) == before


def test_a_run_that_is_stopped_goes_on(course, monkeypatch):
    before = files(course.root)
    moves = []
    move = carry._move

    def stopped(path, target):
        if len(moves) == 3:
            raise OSError(28, "No space left on device")
        moves.append(path)
        move(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(carry, "_move", stopped)
        with pytest.raises(StorageError, match="No space left"):
            carry_out(course, make_plan(course, START, TERM))
    assert (course.root / "course.yml").read_bytes() == before["course.yml"]
    carry_out(course, make_plan(course, START, TERM))
    assert load_course(course.root).term == TERM
    assert len(files(course.root)) == len(before) + 1, "and the old course.yml"


def test_a_gradebook_of_another_term_is_noticed_and_not_mixed(course):
    """Somebody changed the dates by hand, and last year's gradebook lies there."""
    settings = course.root / "course.yml"
    settings.write_text(moved(settings.read_text(), 364, TERM, "Europe/Berlin")[0])
    new = load_course(course.root)
    for use in (
        lambda: recorded(new, new.assignment("adaline")),
        lambda: GradebookWriter(new).__enter__(),
    ):
        with pytest.raises(UsageError, match=r"is of Winter 2026/27, which began on 26 Oct 2026"):
            use()
    with create_engine(course.gradebook_url).begin() as book:
        book.execute(text("DROP TABLE autograder_term"))  # as an older engine left it
    with pytest.raises(UsageError, match="is of another term"):
        recorded(new, new.assignment("adaline"))
    settings.write_text(moved(settings.read_text(), -357, "W 26/27", "Europe/Berlin")[0])
    corrected = load_course(course.root)
    found = recorded(corrected, corrected.assignment("adaline"))
    assert found.extensions == {"ada": timedelta(days=1)}, (
        "a week later, and another name: the same"
    )


def test_the_command_shows_and_then_does(course):
    def run(*words):
        words = ("new-term", "--start", "2027-10-25", "--term", TERM, *words)
        return CliRunner().invoke(app, ["--course", str(course.root), *words])

    before = files(course.root)
    shown = run("--dry-run")
    assert shown.exit_code == 0, shown.output
    assert "Mon 25 Oct 2027 09:00" in shown.output
    assert "gradebook.db would go to archive/winter-2026-27/" in shown.output
    assert files(course.root) == before
    done = run()
    assert done.exit_code == 0, done.output
    assert "gradebook.db went to archive/winter-2026-27/" in done.output
    again = run()
    assert isinstance(again.exception, UsageError), "the second time there is nothing to do"


def test_what_is_elsewhere_is_said(course_folder, tmp_path):
    settings = course_folder / "course.yml"
    changed = settings.read_text().replace(
        "sqlite:///gradebook.db", f"sqlite:////{tmp_path}/elsewhere.db"
    )
    settings.write_text(f"publish: {{to: {tmp_path}}}\n{changed}")
    plan = make_plan(load_course(course_folder), START, TERM)
    assert len(plan.stays) == 2
    assert plan.parts == ()
