"""Feedback pages packed for an LMS, each bundle taken apart by that importer's own rules."""

import csv
import io
import zipfile

import pytest
from lms_readers import canvas_comments, moodle_feedback

from autograder.errors import UsageError
from autograder.feedback.bundle import plan, write_folder, write_zip
from autograder.lms.collect import Origin
from autograder.lms.exports import Person
from autograder.model import Pack

NAMES = ("Ada Lovelace", "Zoë Under_Score_9", 'O\'Brien, Seán "Jack"', "..hidden/path", "李 明", "")


@pytest.fixture
def pages(tmp_path):
    """Pages of students s0, s1, ...; each says whose it is."""
    found = {}
    for number in range(len(NAMES)):
        path = tmp_path / f"{number}.html"
        path.write_text(f"<p>{number}")
        found[f"s{number}"] = path
    return found


def moodle(name, number):
    member = f"{name}_{number}_assignsubmission_file"
    return Origin(layout="moodle", member=member, number=number, name=name)


def canvas(member, number):
    return Origin(layout="canvas", member=member, number=number)


def packed(tmp_path, kind, pages, people=None, origins=None):
    made = plan(kind, "adaline", list(pages), people or {}, origins or {})
    path = tmp_path / "bundle.zip"
    write_zip(path, made.members, pages)
    return path.read_bytes(), made.left


def test_moodle_takes_every_page_back_whatever_a_name_is(tmp_path, pages):
    origins = {f"s{n}": moodle(name, f"{1000 + n}") for n, name in enumerate(NAMES)}
    data, left = packed(tmp_path, Pack.MOODLE, pages, origins=origins)
    taken = moodle_feedback(data, {f"{1000 + n}" for n in range(len(NAMES))})
    assert taken == {f"{1000 + n}": {"adaline.html": f"<p>{n}".encode()} for n in range(len(NAMES))}
    assert not left
    folders = {name.split("/")[0] for name in zipfile.ZipFile(io.BytesIO(data)).namelist()}
    assert "Ada Lovelace_1000_assignfeedback_file" in folders


def test_moodle_by_the_rosters_number(tmp_path, pages):
    people = {
        "s0": Person("s0", name="Ada Lovelace", moodle="0017"),
        "s1": Person("s1", moodle="17x"),
    }
    two = {s: pages[s] for s in ("s0", "s1")}
    data, left = packed(tmp_path, Pack.MOODLE, two, people)
    assert moodle_feedback(data, {"17"}) == {"17": {"adaline.html": b"<p>0"}}
    assert "--roster" in left["s1"]


def test_two_students_with_one_number_overwrite_nobody(tmp_path, pages):
    origins = {s: moodle("Ada", "5") for s in ("s0", "s1")}
    data, left = packed(tmp_path, Pack.MOODLE, {s: pages[s] for s in origins}, origins=origins)
    assert moodle_feedback(data, {"5"}) == {"5": {"adaline.html": b"<p>0"}}
    assert "same number as that of s0" in left["s1"]


@pytest.mark.parametrize(
    ("member", "number", "name"),
    [
        ("lovelaceada_11_501_adaline.ipynb", "11", "lovelaceada_11_501_adaline.html"),
        ("lovelaceada_LATE_11_501_adaline-1.ipynb", "11", "lovelaceada_LATE_11_501_adaline-1.html"),
        ("ada_11_501_my_work_2.zip", "11", "ada_11_501_my_work_2.html"),
        ("ada_11_501_link.ipynb", "11", None),
        ("ada_11_501_my_links.ipynb", "11", None),
        ("007_11_501_adaline.ipynb", "11", None),  # a student who is called 007 there
        ("11_501_adaline.ipynb", "11", "11_501_adaline.html"),
        (f"ada_11_501_{'long' * 60}.ipynb", "11", f"ada_11_501_{'long' * 60}.html"),
    ],
)
def test_canvas_knows_each_page_by_the_name_of_the_submission(
    tmp_path, pages, member, number, name
):
    one = {"s0": pages["s0"]}
    data, left = packed(tmp_path, Pack.CANVAS, one, origins={"s0": canvas(member, number)})
    taken, ignored = canvas_comments(data, {"501": "11"})
    ((told, content),) = taken["11"]
    assert (content, ignored, left) == (b"<p>0", [], {})
    assert name in (None, told)


def test_canvas_anonymous_names_stay_as_they_are():
    told = plan(
        Pack.CANVAS, "adaline", ["s0"], {}, {"s0": canvas("anon_aB3_7_x.ipynb", "anon_aB3")}
    )
    assert told.members == {"s0": "anon_aB3_7_x.html"}


def test_without_canvas_own_name_there_is_no_way_back(tmp_path, pages):
    data, left = packed(tmp_path, Pack.CANVAS, pages, origins={"s0": moodle("Ada", "1")})
    assert set(left) == set(pages)
    assert not zipfile.ZipFile(io.BytesIO(data)).namelist()


def test_a_folder_for_mail(tmp_path, pages):
    people = {"s0": Person("s0", name="=1+1", email="@x"), "s1": Person("s1", name="Ädä, Ö")}
    made = plan(Pack.FOLDER, "adaline", list(pages), people, {})
    path = tmp_path / "out"
    for _ in range(2):  # the second takes the place of the first
        write_folder(path, made.members, pages, people)
    rows = list(csv.DictReader((path / "students.csv").read_text().splitlines()))
    assert rows[0] == {"id": "s0", "name": "'=1+1", "email": "'@x", "file": "s0/adaline.html"}
    assert rows[1]["name"] == "Ädä, Ö"
    assert [(path / row["file"]).read_text() for row in rows] == [
        page.read_text() for page in pages.values()
    ]
    assert not list(tmp_path.glob(".packing-*"))


def test_a_folder_that_is_not_ours_stays(tmp_path, pages):
    (tmp_path / "mine").mkdir()
    with pytest.raises(UsageError, match="none of ours"):
        write_folder(tmp_path / "mine", {}, pages, {})


def test_a_disk_that_takes_nothing_leaves_the_bundle_before(tmp_path, pages, monkeypatch):
    path = tmp_path / "bundle.zip"
    path.write_bytes(b"before")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(OSError, match="No space"):
        write_zip(path, {"s0": "a.html"}, pages)
    assert path.read_bytes() == b"before"
    assert not list(tmp_path.glob(".packing-*"))


def test_the_same_pages_make_the_same_zip(tmp_path, pages):
    origins = {s: moodle("Ada", f"{n}") for n, s in enumerate(pages)}
    one, _ = packed(tmp_path, Pack.MOODLE, pages, origins=origins)
    other, _ = packed(tmp_path, Pack.MOODLE, pages, origins=origins)
    assert one == other
