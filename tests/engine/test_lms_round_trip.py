"""From an LMS's download to the file that it takes back: nobody's score is lost or somebody else's.

The names are those that go wrong: commas, quotes, umlauts, twins, underscores, leading zeros.
"""

import dataclasses
from datetime import timedelta

import pytest
from collecting import notebook, zipped
from exporting import ENGLISH, GERMAN, table
from folders import SETTINGS, copy_course
from lms_readers import Canvas, MoodleWorksheet, canvas_comments, gradescope, moodle_feedback
from test_gradebook import report

from autograder.course import load_course
from autograder.feedback.bundle import plan, write_zip
from autograder.gradebook import GradebookWriter
from autograder.grading.reports import write_report
from autograder.lms.collect import collect, read_origin, read_roster
from autograder.lms.exports import Target, export
from autograder.lms.exports.book import book_of, people_of
from autograder.model import Pack
from autograder.notebooks.submissions import find


@dataclasses.dataclass(frozen=True)
class Who:
    id: str
    name: str
    number: str
    sid: str
    score: float

    @property
    def email(self):
        return f"{self.id}@example.org"


CLASS = (
    Who("0042", "Lovelace, Ada", "11", "0042", 20),
    Who("s_under", "Zoë Under_Score", "12", "0101", 19),
    Who("obrien", 'O\'Brien, Seán "Jack"', "13", "0102", 18),
    Who("mueller1", "Max Müller", "14", "0103", 17),
    Who("mueller2", "Max Müller", "15", "0104", 16),
    Who("formula", "=HYPERLINK(1)", "16", "0105", 15),
)
MISSING = Who("kurt", "Kurt Gödel", "17", "0106", 0)
EVERYBODY = (*CLASS, MISSING)


def canvas_download():
    files = {}
    for who in CLASS:
        name = "".join(c for c in who.name.lower() if c.isalnum())
        files[f"{name}_{who.number}_5{who.number}_adaline.ipynb"] = notebook(who.id)
    return files


def moodle_download():
    names = {who: f"{who.name}_{who.number}_assignsubmission_file" for who in CLASS}
    names = {who: name.replace('"', "") for who, name in names.items()}  # as Moodle cleans it
    return {f"{name}/adaline.ipynb": notebook(who.id) for who, name in names.items()}


def gradescope_download():
    files, told = {}, ""
    for who in CLASS:
        files[f"submission_5{who.number}/adaline.ipynb"] = notebook(who.id)
        name = who.name.replace("'", "''")
        told += f"submission_5{who.number}:\n  :submitters:\n  - :name: '{name}'\n"
        told += f"    :sid: '{who.sid}'\n    :email: {who.email}\n"
    return {**files, "submission_metadata.yml": told.encode()}


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    folder = tmp_path_factory.mktemp("release") / "course"
    return copy_course(folder, ("source", "release", "tests/graders"))


@pytest.fixture
def course(release, tmp_path):
    """A course of its own, graded by a made-up grader that gives each their own score."""

    def make(download, number):
        for name in (*SETTINGS, "source", "release", "tests"):
            (tmp_path / "course").mkdir(exist_ok=True)
            (tmp_path / "course" / name).symlink_to(release / name)
        course = load_course(tmp_path / "course")
        adaline = course.assignment("adaline")
        rows = [["id", "name", "email", "sid", number]]
        rows += [[w.id, w.name, w.email, w.sid, w.number] for w in EVERYBODY]
        (tmp_path / "roster.csv").write_text(table(rows), "utf-8")
        path = tmp_path / "download.zip"
        path.write_bytes(zipped(download, adaline.due - timedelta(days=1)))
        roster = read_roster(tmp_path / "roster.csv")
        found = collect(course, adaline, path, roster=roster)
        assert found.complete, [row for row in found.rows if row.refused]
        submissions = {one.student_id: one for one in find(course, adaline)}
        assert set(submissions) == {who.id for who in CLASS}
        with GradebookWriter(course) as book:
            book.prepare(adaline)
            for who in CLASS:
                one = submissions[who.id]
                assert who.id.encode() in one.path.read_bytes(), "somebody else's hand-in"
                graded = report(who.id, sha256=one.sha256, grad_call=who.score)
                write_report(course, adaline, graded, None)
                book.record(graded, one)
        return course, adaline, roster

    return make


WANTED = {who.number: 80 + who.score for who in CLASS}


def packed(course, adaline, roster, kind, tmp_path):
    """Return a bundle of pages that say whose they are."""
    origins = {who.id: read_origin(course.submitted_dir / who.id / "adaline") for who in CLASS}
    pages = {}
    for who in CLASS:
        pages[who.id] = tmp_path / f"{who.id}.html"
        pages[who.id].write_text(who.id)
    made = plan(kind, "adaline", list(pages), people_of(course, adaline, roster), origins)
    assert not made.left
    write_zip(tmp_path / "bundle.zip", made.members, pages)
    return (tmp_path / "bundle.zip").read_bytes()


def test_canvas(course, tmp_path):
    course, adaline, roster = course(canvas_download(), "canvas_id")
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", f"{adaline.title} (7)"]
    rows = [head, *([w.name, w.number, w.sid, w.id, "A", ""] for w in EVERYBODY)]
    (tmp_path / "gradebook.csv").write_text(table(rows), "utf-8")
    filled = export(book_of(course, adaline, roster), Target.CANVAS, tmp_path / "gradebook.csv")
    people = {w.number: {"name": w.name, "sis": w.sid, "login": w.id} for w in EVERYBODY}
    canvas = Canvas(people, {"7": adaline.title}).upload(filled.data)
    has = {user: float(score) for (user, _), score in canvas.scores.items() if score}
    assert has == WANTED
    assert canvas.scores[MISSING.number, "7"] == ""

    data = packed(course, adaline, roster, Pack.CANVAS, tmp_path)
    taken, ignored = canvas_comments(data, {f"5{who.number}": who.number for who in CLASS})
    assert {user: page.decode() for user, ((_, page),) in taken.items()} == {
        who.number: who.id for who in CLASS
    }
    assert not ignored


@pytest.mark.parametrize(("words", "maximum"), [(ENGLISH, "100.00"), (GERMAN, "100,00")])
def test_moodle(course, tmp_path, words, maximum):
    course, adaline, roster = course(moodle_download(), "moodle_id")
    names = ("id", "name", "mail", "status", "grade", "max", "can", "submitted", "modified")
    rows = [[words[name] for name in names]]
    for who in EVERYBODY:
        participant = f"{words['participant']}{who.number}"
        rows.append([participant, who.name, who.email, "", "", maximum, words["yes"], "-", "-"])
    (tmp_path / "grades.csv").write_text(table(rows), "utf-8")
    filled = export(book_of(course, adaline, roster), Target.MOODLE, tmp_path / "grades.csv")
    people = {who.number: {} for who in EVERYBODY}
    moodle = MoodleWorksheet(people, words=words, decimal=maximum[3]).upload(filled.data)
    assert moodle.grades == WANTED
    assert moodle.skipped == {MISSING.number: "blank"}

    data = packed(course, adaline, roster, Pack.MOODLE, tmp_path)
    taken = moodle_feedback(data, set(people))
    assert {number: files["adaline.html"].decode() for number, files in taken.items()} == {
        who.number: who.id for who in CLASS
    }


def test_gradescope(course, tmp_path):
    course, adaline, roster = course(gradescope_download(), "remark")
    filled = export(book_of(course, adaline, roster), Target.GRADESCOPE)
    for who in CLASS:
        metadata = {"id": int(f"5{who.number}"), "users": [{"email": who.email}]}
        result = gradescope(filled.data, metadata, tmp_path / who.number)
        assert result["score"] == WANTED[who.number]
    metadata = {"id": 1, "users": [{"email": MISSING.email}]}
    assert "score" not in gradescope(filled.data, metadata, tmp_path / "missing")
