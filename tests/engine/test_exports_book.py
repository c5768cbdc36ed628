"""`autograder export`: the class out of what lies there, and what the command says of it."""

import csv
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from collecting import notebook, zipped
from folders import copy_course
from lms_readers import Canvas, canvas_comments
from test_gradebook import report

from autograder.cli import main
from autograder.course import load_course
from autograder.gradebook import GradebookWriter
from autograder.gradebook.excuses import Excuse, excuse, withdraw
from autograder.grading.reports import write_report
from autograder.lms.collect import collect, keep_roster, read_roster
from autograder.lms.exports import Kind
from autograder.lms.exports.book import book_of, people_of
from autograder.lms.exports.record import exported
from autograder.model import Target
from autograder.notebooks.submissions import find

DOWNLOAD = {
    "lovelaceada_11_501_adaline.ipynb": notebook("a"),
    "hoppergrace_LATE_12_502_adaline-1.ipynb": notebook("b"),
    "oddo_13_503_adaline.ipynb": notebook("c"),
}
ROSTER = """id,name,email,canvas_id,sid
ada,"Lovelace, Ada",ada@example.org,11,0042
grace,Grace Hopper,grace@example.org,12,0043
odd,"Oddo, =1+1",odd@example.org,13,0044
kurt,Kurt Gödel,kurt@example.org,14,0045
"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A course in which three of four have handed in, and two are graded."""
    folder = tmp_path_factory.mktemp("exports") / "course"
    copy_course(folder, ("source", "release", "tests/graders"))
    settings = folder / "course.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("before_due: nothing", "before_due: hints"), "utf-8")
    course = load_course(folder)
    adaline = course.assignment("adaline")
    roster = folder / "roster.csv"
    roster.write_text(ROSTER)
    download = folder / "download.zip"
    download.write_bytes(zipped(DOWNLOAD, adaline.due - timedelta(days=1)))
    collect(course, adaline, download, roster=read_roster(roster))
    found = {one.student_id: one for one in find(course, adaline)}
    reports = [
        report("ada", sha256=found["ada"].sha256, grad_call=10),
        report("grace", sha256=found["grace"].sha256),
        report("odd", sha256=found["odd"].sha256, linear_model=None),
    ]
    with GradebookWriter(course) as book:
        book.prepare(adaline)
        for one in reports:
            write_report(course, adaline, one, None)
            book.record(one, found[one.student_id])
    return course


@pytest.fixture
def run(graded, monkeypatch, capsys):
    """Call the command in the course; returns its exit code, and what it said."""

    def call(*arguments):
        told = ["autograder", "--course", str(graded.root), *map(str, arguments)]
        monkeypatch.setattr(sys, "argv", told)
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return end.value.code, said.out, said.err

    return call


def of(course, **more):
    book = book_of(course, course.assignment("adaline"), **more)
    return {student.id: student.standing for student in book.students}


def test_the_class_with_what_the_gradebook_has(graded):
    roster = read_roster(graded.root / "roster.csv")
    found = of(graded, roster=roster)
    assert found["ada"].score == 90
    assert found["grace"].score == 90  # of 100, a day late
    assert found["grace"].penalty == 10
    assert (found["odd"].kind, found["odd"].why) == (Kind.WITHHELD, "linear_model: no score")
    assert found["kurt"].kind is Kind.MISSING
    excuse(graded, [Excuse("adaline", "kurt", "ta", "today", "ill")])
    assert of(graded, roster=roster)["kurt"].kind is Kind.EXCUSED
    withdraw(graded, graded.assignment("adaline"), ["kurt"])
    withdraw(graded, graded.assignment("adaline"), ["kurt"])


def test_people_are_known_by_their_download_where_there_is_no_roster(graded):
    people = people_of(graded, graded.assignment("adaline"))
    assert people["ada"].canvas == "11"
    people = people_of(
        graded, graded.assignment("adaline"), read_roster(graded.root / "roster.csv")
    )
    assert (people["ada"].sis, people["ada"].canvas) == ("0042", "11")
    assert people["kurt"].canvas == "14"


def test_moodle_numbers_people_anew_in_each_assignment(graded, tmp_path):
    adaline = graded.assignment("adaline")
    record = graded.submitted_dir / "ada" / "adaline" / ".collected.json"
    before = record.read_text()
    roster = tmp_path / "worksheet.csv"
    roster.write_text("id,Identifier,name\nada,Participant 1,Ada\nkurt,Participant 4,Kurt\n")
    keep_roster(graded, read_roster(roster))
    origin = {"layout": "moodle", "member": "Ada_77_assignsubmission_file", "number": "77"}
    record.write_text(json.dumps({**json.loads(before), "origin": origin}))
    try:
        given = people_of(graded, adaline, read_roster(roster))
        assert (given["ada"].moodle, given["kurt"].moodle) == ("77", "4")
        kept = people_of(graded, adaline)
        assert (kept["ada"].moodle, kept["kurt"].moodle) == ("77", "")
        assert kept["kurt"].name == "Kurt"
    finally:
        record.write_text(before)
        (graded.submitted_dir / ".roster.csv").unlink()


def test_points_by_hand_and_extra_credit_count(graded):
    adaline = graded.assignment("adaline")
    with GradebookWriter(graded) as book:
        with book._database.transaction():
            grades = book._database.gradebook
            cell = grades.find_grade("check_grad_call", "adaline", "adaline", "ada")
            cell.manual_score, cell.extra_credit = 15, 2
        try:
            found = of(graded)
            assert found["ada"].score == 97
            assert found["ada"].by_hand == {"grad_call"}
        finally:
            with book._database.transaction():
                cell = grades.find_grade("check_grad_call", "adaline", "adaline", "ada")
                cell.manual_score = cell.extra_credit = None
    assert of(graded)["ada"].score == 90
    assert adaline.points == 100


def test_a_submission_that_is_not_graded_yet_or_has_changed(graded):
    folder = graded.submitted_dir / "late" / "adaline"
    folder.mkdir(parents=True)
    (folder / "adaline.ipynb").write_bytes(notebook("z"))
    path = graded.submitted_dir / "ada" / "adaline" / "adaline.ipynb"
    before = path.read_bytes()
    path.write_bytes(notebook("another"))
    try:
        found = of(graded)
        assert (found["late"].kind, found["late"].why) == (Kind.WITHHELD, "not graded yet")
        assert found["ada"].outdated
        assert not found["grace"].outdated
    finally:
        path.write_bytes(before)
        (folder / "adaline.ipynb").unlink()
        folder.rmdir()


def test_the_command_fills_says_and_remembers(run, graded, tmp_path):
    title = graded.assignment("adaline").title
    rows = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", f"{title} (7)"]]
    rows += [["Lovelace, Ada", "11", "", "", "", ""], ["Grace Hoper", "", "", "", "", ""]]
    rows += [["Oddo", "13", "", "", "", "1"], ["x\x1b[31m", "99", "", "", "", ""]]
    template = tmp_path / "from canvas.csv"
    with template.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    before = template.read_bytes()
    asked = ("export", "adaline", "--to", "canvas", "--roster", graded.root / "roster.csv")
    code, out, err = run(*asked, "--template", template)
    assert code == 1
    path = graded.root / "exports" / "adaline-canvas.csv"
    assert out.startswith(f"1 of 4 students filled: {path}\n")
    assert "not handed in, and left as they are: kurt" in out
    assert "Grace Hoper (line 3: like grace)" in out
    assert "withheld, and left out: odd: linear_model: no score" in err
    assert "no row of the template is that of grace; like it: Grace Hoper (line 3)" in err
    assert "\x1b" not in out + err
    canvas = Canvas({"11": {"name": "", "sis": "", "login": ""}}, {"7": title})
    assert canvas.upload(path.read_bytes()).scores == {("11", "7"): "90"}
    assert template.read_bytes() == before

    told = exported(graded, graded.assignment("adaline"))[Target.CANVAS]
    assert told.file == str(path.resolve())
    assert datetime.now(UTC) - told.time < timedelta(hours=1)
    assert told.scores["ada"] == "90.00"
    book = book_of(graded, graded.assignment("adaline"), read_roster(graded.root / "roster.csv"))
    assert told.changed_since(book) == ()
    again = told.model_copy(update={"scores": {**told.scores, "ada": "80.00"}})
    assert again.changed_since(book) == ("ada",)

    code, out, _ = run(*asked, "--template", template, "--check")
    assert (code, "grace: it has no row in the file" in out) == (1, True)
    elsewhere = (*asked, "--output", tmp_path / "elsewhere.csv")
    for words in (asked, elsewhere, asked):  # what an export has left is made anew
        assert run(*words, "--template", template)[0] == 1


def test_a_whole_class_and_its_check(run, graded, tmp_path):
    roster = graded.root / "roster.csv"
    path = tmp_path / "scores.csv"
    asked = ("export", "adaline", "--to", "csv", "--roster", roster, "--output", path)
    assert run(*asked)[0] == 1  # one is withheld
    rows = {row["id"]: row for row in csv.DictReader(path.read_text("utf-8-sig").splitlines())}
    assert rows["odd"]["name"] == "Oddo, =1+1"
    assert rows["kurt"]["status"] == "not handed in"
    code, out, _ = run(*asked, "--check")
    assert (code, out) == (0, f"{path} has what the gradebook has\n")
    path.write_text(path.read_text().replace(",90,", ",89,", 1))
    code, out, _ = run(*asked, "--check")
    assert (code, out) == (1, "ada: the file says 89, the gradebook 90\n")
    assert run(*asked)[0] == 2  # it is not as it was made


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--to", "moodle"], "Moodle takes only the worksheet"),
        (["--to", "canvas", "--template", "none.csv"], "none.csv cannot be read"),
        (["--to", "canvas", "--template", "{root}/roster.csv"], "roster.csv:1: the header"),
        (["--to", "csv", "--output", "{root}/course.yml"], "course.yml is there already"),
        (["--to", "csv", "--output", "{root}"], "is there already"),
        (
            ["--to", "csv", "--template", "{root}/own.csv", "--output", "{root}/own.csv"],
            "own.csv is the template itself",
        ),
        (["--to", "excel"], "excel"),
        (["--to", "csv", "--roster", "{root}/none.csv"], "none.csv cannot be read"),
    ],
)
def test_wrong_use_exits_2_and_writes_nothing(run, graded, arguments, said):
    (graded.root / "own.csv").write_text("id,score\nada,\n")
    files = {p: p.read_bytes() for p in graded.root.rglob("*") if p.is_file()}
    arguments = [one.format(root=graded.root) for one in arguments]
    code, _, err = run("export", "adaline", *arguments)
    assert code == 2
    assert said in err
    now = {p: p.read_bytes() for p in graded.root.rglob("*") if p.is_file()}
    assert now == files


def test_a_template_of_another_course_is_not_filled(run, graded, tmp_path):
    title = graded.assignment("adaline").title
    template = tmp_path / "other.csv"
    template.write_text(f'Student,ID,Section,"{title} (7)"\nNo One,987,A,\n')
    before = sorted(graded.root.rglob("*"))
    code, out, err = run("export", "adaline", "--to", "canvas", "--template", template)
    assert (code, out) == (2, "")
    assert "other.csv: nobody of the class is in it" in err
    assert sorted(graded.root.rglob("*")) == before


def test_nothing_graded(run):
    code, _, err = run("export", "autograd", "--to", "csv")
    assert (code, "nothing of autograd is graded yet" in err) == (2, True)


def test_a_disk_that_takes_nothing_leaves_the_last_export(run, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("autograder.cli.export.write_atomic", full)
    code, _, err = run("export", "adaline", "--to", "brightspace")
    assert code == 3
    assert "No space left" in err


def test_pages_go_back_to_canvas_under_the_names_of_its_download(run, graded):
    code, out, err = run("feedback", "adaline", "--bundle", "canvas")
    path = graded.root / "exports" / "adaline-feedback-canvas.zip"
    assert (code, err) == (0, "")
    assert f"3 pages packed: {path}" in out
    taken, ignored = canvas_comments(path.read_bytes(), {"501": "11", "502": "12", "503": "13"})
    assert not ignored
    assert {user: name for user, ((name, _),) in taken.items()} == {
        number: f"{Path(name).stem}.html" for name, number in zip(DOWNLOAD, taken, strict=True)
    }
    page = graded.feedback_page("ada", graded.assignment("adaline"))
    assert taken["11"][0][1] == page.read_bytes()


def test_a_folder_of_pages_and_who_is_not_in_a_bundle(run, graded):
    roster = graded.root / "roster.csv"
    code, out, _ = run(
        "feedback", "adaline", "ada", "grace", "--bundle", "folder", "--roster", roster
    )
    assert code == 0
    folder = graded.root / "exports" / "adaline-feedback-folder"
    rows = list(csv.DictReader((folder / "students.csv").read_text().splitlines()))
    assert [(row["id"], row["email"]) for row in rows] == [
        ("ada", "ada@example.org"),
        ("grace", "grace@example.org"),
    ]
    assert all((folder / row["file"]).is_file() for row in rows)
    code, out, err = run("feedback", "adaline", "ada", "--bundle", "moodle")
    assert (code, "packed:" in out) == (1, False)
    assert "not packed: ada: their number in Moodle is not known" in err


def test_a_record_that_is_damaged_is_none(graded):
    adaline = graded.assignment("adaline")
    path = graded.root / "exports" / "adaline-gradescope.json"
    path.parent.mkdir(exist_ok=True)
    for text in ("{", "[]", json.dumps({"target": "canvas"})):
        path.write_text(text)
        assert Target.GRADESCOPE not in exported(graded, adaline)
    path.unlink()
