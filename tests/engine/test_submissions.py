"""Finding hand-ins: wrong file names, odd folders, times, and students who are not there."""

import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.course import Assignment, Course, Task
from autograder.errors import UnreadableError, UsageError
from autograder.notebooks.refusals import note_refused, refused
from autograder.notebooks.submissions import find, misnamed, read, untimed

ADALINE = Assignment(
    id="adaline",
    week=4,
    title="ADALINE",
    release=datetime(2026, 11, 16, tzinfo=UTC),
    due=datetime(2026, 11, 22, tzinfo=UTC),
    points=1.0,
    tasks=(Task(id="task", title="A task", points=1.0),),
)


@pytest.fixture
def course(tmp_path):
    return Course(
        root=tmp_path, id="c", title="C", term="T", timezone="UTC", assignments=(ADALINE,)
    )


@pytest.fixture
def submit(course):
    """Put files into a student's folder."""

    def submit(student, *names, content=b"{}"):
        folder = course.submitted_dir / student / "adaline"
        folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            (folder / name).write_bytes(content)
        return folder

    return submit


def only(course, *students):
    (found,) = find(course, ADALINE, students)
    return found


def test_a_submission_as_it_should_be(course, submit):
    folder = submit("ada", "adaline.ipynb", content=b"abc")
    found = only(course)
    assert (found.student_id, found.assignment) == ("ada", "adaline")
    assert found.path == folder / "adaline.ipynb"
    assert found.sha256 == hashlib.sha256(b"abc").hexdigest()
    assert found.timestamp is None
    assert found.problems == ()


def test_all_students_in_order_and_only_of_this_assignment(course, submit):
    for student in ("zoe", "ada", "Łukasz", "o'neil", "=1+1", ".ipynb_checkpoints"):
        submit(student, "adaline.ipynb")
    (course.submitted_dir / "bob" / "autograd").mkdir(parents=True)
    (course.submitted_dir / "readme.txt").touch()
    assert [s.student_id for s in find(course, ADALINE)] == [
        "=1+1",
        "ada",
        "o'neil",
        "zoe",
        "Łukasz",
    ]
    assert [s.student_id for s in find(course, ADALINE, ["zoe", "ada", "zoe"])] == ["zoe", "ada"]


def test_nothing_handed_in_yet(course):
    assert find(course, ADALINE) == []


def test_an_asked_for_student_without_this_assignment(course):
    (course.submitted_dir / "bob").mkdir(parents=True)
    found = only(course, "bob")
    assert (found.path, found.sha256, found.problems) == (None, "", ())


def test_who_was_refused_is_told_so_and_not_asked_for_another_name(course, submit):
    submit("ada", "adaline.ipynb")
    (course.submitted_dir / "bob" / "autograd").mkdir(parents=True)
    note_refused(course, ADALINE, {"eve": "it is no archive", "bob": "it is a link", "ada": None})
    with pytest.raises(UsageError, match="'eve' was refused by `autograder collect`: it is no arc"):
        find(course, ADALINE, ["eve"])
    assert only(course, "bob").problems == (
        "the hand-in was refused by `autograder collect`: it is a link",
    )
    assert only(course, "ada").problems == ()
    note_refused(course, ADALINE, {"eve": None, "bob": None})
    with pytest.raises(UsageError, match="no student 'eve'"):
        find(course, ADALINE, ["eve"])


@pytest.mark.parametrize("content", ["{", "[]", '{"adaline": 3}', '{"adaline": {"eve": [1]}}', ""])
def test_a_damaged_note_of_refusals_stops_nobody(course, submit, content):
    submit("ada", "adaline.ipynb")
    (course.submitted_dir / ".refused.json").write_text(content)
    assert only(course, "ada").problems == ()
    note_refused(course, ADALINE, {"zoe": "it is empty"})
    assert refused(course, ADALINE)["zoe"] == "it is empty"


def test_an_asked_for_student_who_is_not_there(course, submit):
    submit("ada", "adaline.ipynb")
    with pytest.raises(UsageError, match=r"(?s)no student 'adda'.*did you mean ada"):
        find(course, ADALINE, ["adda"])


@pytest.mark.parametrize(
    "name",
    ["Adaline.ipynb", "adaline.IPYNB", "adaline (1).ipynb", "adaline-Copy1.ipynb", "homework.ipynb",
     "adaline_copy.ipynb", "adaline.ipynb.json", "adaline.ipynb.txt", "Adaline (1).ipynb.txt",
     "adaline.ipynb (1).json", "adaline.json", "adaline (2).txt", "homework.ipynb.json"],
)  # fmt: skip
def test_the_only_notebook_is_taken_whatever_its_name(course, submit, name):
    folder = submit("ada", name, "data.csv", "._adaline.ipynb")
    found = only(course)
    assert found.path == folder / name
    assert found.problems == (f"the notebook is called {name}, not adaline.ipynb",)


def test_the_only_variant_of_the_name_is_taken_among_others(course, submit):
    folder = submit("ada", "Adaline (2).ipynb", "scratch.ipynb", "adaline2nd.ipynb")
    found = only(course)
    assert found.path == folder / "Adaline (2).ipynb"
    assert "further notebooks were not graded: adaline2nd.ipynb, scratch.ipynb" in found.problems


def test_the_right_name_wins_and_the_others_are_named(course, submit):
    folder = submit("ada", "adaline.ipynb", "adaline (1).ipynb")
    found = only(course)
    assert found.path == folder / "adaline.ipynb"
    assert found.problems == ("further notebooks were not graded: adaline (1).ipynb",)


def test_beside_a_notebook_no_text_is_taken_for_one(course, submit):
    folder = submit("ada", "homework.ipynb", "adaline.txt", "public_checks.json")
    assert only(course).path == folder / "homework.ipynb"
    submit("bob", "notes.txt", "public_checks.json", "adaline.receipt.json")
    assert find(course, ADALINE, ["bob"])[0].path is None


def test_none_is_guessed_among_several(course, submit):
    submit("ada", "adaline (1).ipynb", "adaline-Copy1.ipynb")
    found = only(course)
    assert found.path is None
    assert "cannot be told which one is meant" in found.problems[0]


def test_no_notebook_at_all(course, submit):
    submit("ada", "adaline.pdf", "timestamp.txt", content=b"2026-11-20 10:00")
    submit("bob")
    ada, bob = find(course, ADALINE)
    assert (ada.path, bob.path) == (None, None)
    assert ada.problems == ("no notebook was handed in, only adaline.pdf",)
    assert bob.problems == ()


def test_a_file_where_the_folder_should_be(course):
    (course.submitted_dir / "ada").mkdir(parents=True)
    (course.submitted_dir / "ada" / "adaline").write_text("x")
    assert only(course).path is None


def test_the_time_of_nbgrader(course, submit):
    folder = submit("ada", "adaline.ipynb")
    (folder / "timestamp.txt").write_text("2026-11-20 11:00:00 Europe/Berlin\n")
    found = only(course)
    assert found.timestamp == datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
    assert found.problems == ()


FILES_OWN = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)  # a day late


def without_a_time(submit, content):
    """Hand in a notebook with a time of its own and a timestamp.txt that holds none."""
    folder = submit("ada", "adaline.ipynb")
    (folder / "timestamp.txt").write_bytes(content)
    os.utime(folder / "adaline.ipynb", (FILES_OWN.timestamp(),) * 2)
    return folder


@pytest.mark.parametrize(
    "content", [b"soon", b"", b"\xff\x00", b"x" * 10_000, b"2026-11-23 03:00:00 PST"]
)
def test_where_the_time_is_none_the_files_own_counts_and_it_is_said(course, submit, content):
    without_a_time(submit, content)
    found = only(course)
    assert found.path is not None
    assert found.timestamp == FILES_OWN
    (problem,) = found.problems
    assert "timestamp.txt holds no time that can be used" in problem
    assert problem.endswith("the time of the file, Mon 23 Nov 2026 10:30, was taken")
    assert len(problem) < 300


@pytest.mark.parametrize("noted", [FILES_OWN.isoformat(), None, 7])
def test_what_collect_noted_counts_before_the_time_at_which_it_wrote_the_file(
    course, submit, noted
):
    folder = without_a_time(submit, b"soon")
    os.utime(folder / "adaline.ipynb")
    (folder / ".collected.json").write_text(json.dumps({"time": noted}))
    found = only(course)
    known = isinstance(noted, str)
    assert found.timestamp == (FILES_OWN if known else None)
    (problem,) = found.problems
    assert problem.endswith("was taken" if known else "lateness was not counted")


def test_a_copy_that_was_made_days_later_makes_nobody_late(course, submit):
    without_a_time(submit, b"2026-11-20 03:00:00.123456 PST")
    found = only(course)
    assert found.timestamp is None
    assert "2026-11-20 03:00:00.123456 PST" in found.problems[0]
    assert found.problems[0].endswith("lateness was not counted")


def test_who_has_no_time_is_named(course, submit):
    for number in range(8):
        folder = submit(f"s{number}", "adaline.ipynb")
        if number < 2:
            (folder / "timestamp.txt").write_text("2026-11-20 11:00:00")
    submit("nothing")
    found = find(course, ADALINE)
    assert untimed(found).endswith("is known, for 6: s2, s3, s4, s5, s6 and 1 more")
    assert untimed(found[:3]) == ""


def test_links_are_not_followed(course, submit, tmp_path):
    submit("ada", "adaline.ipynb")
    (course.submitted_dir / "eve").symlink_to(course.submitted_dir / "ada")
    (course.submitted_dir / "mallory").mkdir()
    (course.submitted_dir / "mallory" / "adaline").symlink_to(tmp_path)
    ada, eve, mallory = find(course, ADALINE)
    assert ada.path is not None
    assert (eve.path, mallory.path) == (None, None)
    assert "is a link" in eve.problems[0]
    assert "is a link" in mallory.problems[0]


def test_a_notebook_that_cannot_be_read_is_left_to_the_grading(course, submit):
    folder = submit("ada")
    (folder / "adaline.ipynb").symlink_to("/etc/passwd")
    linked = only(course)
    assert linked.path == folder / "adaline.ipynb"
    (folder / "adaline.ipynb").unlink()
    (folder / "adaline.ipynb").mkdir()
    assert only(course).sha256 not in ("", linked.sha256)


def keep_out(monkeypatch, path):
    """Have the system refuse to list, or to look into, the folder `path`, as for its user."""

    def refusing(function):
        def call(where, *more, **named):
            listed = function in (real["listdir"], real["scandir"]) and Path(where) == path
            if listed or path in Path(where).parents:
                raise PermissionError(13, "Permission denied", str(where))
            return function(where, *more, **named)

        return call

    real = {name: getattr(os, name) for name in ("listdir", "scandir", "open", "lstat", "stat")}
    for name, function in real.items():
        monkeypatch.setattr(os, name, refusing(function))


@pytest.mark.parametrize("place", ["bob", "bob/adaline"])
def test_a_folder_that_we_may_not_read_is_that_submissions_alone(
    course, submit, monkeypatch, place
):
    for student in ("ada", "bob", "zoe"):
        submit(student, "adaline.ipynb")
    keep_out(monkeypatch, course.submitted_dir / place)
    found = find(course, ADALINE)
    assert [one.student_id for one in found] == ["ada", "bob", "zoe"]
    with pytest.raises(UnreadableError, match=r"submitted/bob/.* cannot be read: Permission"):
        read(found[1])
    assert read(found[2])[0] == b"{}"


def test_a_link_that_leads_to_itself_is_one_students_problem(course, submit):
    submit("ada", "adaline.ipynb")
    (course.submitted_dir / "loop").symlink_to(course.submitted_dir / "loop")
    ada, loop = find(course, ADALINE, ["ada", "loop"])
    assert ada.path is not None
    assert "is a link" in loop.problems[0]


@pytest.mark.parametrize(
    "student",
    [
        *("", ".", "../ada", ".hidden", "a/b", "a\\b", "a\nb", "x" * 101),
        *("<img src=x onerror=alert(1)>", 'a" onclick="', "a&lt;", "`a`"),
    ],
)
def test_hostile_ids_are_refused(course, submit, student):
    submit("ada", "adaline.ipynb")
    with pytest.raises(UsageError, match="student id"):
        find(course, ADALINE, [student])


def test_names_of_people_are_ids(course, submit):
    for name in ("Zoë Müller", "O'Brien, Ann", "a-b+c@uni.example", "李 雷"):
        submit(name, "adaline.ipynb")
    assert len(find(course, ADALINE)) == 4


def test_a_hostile_folder_is_named_and_the_others_are_found(course, submit):
    for student in ("ada\x1b[31m", "bob", "<b>"):
        submit(student, "adaline.ipynb")
    (course.submitted_dir / "<i>" / "autograd").mkdir(parents=True)
    assert [one.student_id for one in find(course, ADALINE)] == ["bob"]
    tag, escape = misnamed(course, ADALINE)
    assert "'<b>'" in tag
    assert "formgrader" in tag
    assert "ada\\x1b[31m" in escape
    assert "control characters" in escape
    assert "rename it" in escape
