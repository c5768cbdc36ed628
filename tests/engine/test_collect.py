"""Collecting honest downloads: every layout, times, attempts, rosters, and running it again."""

import importlib
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from collecting import (
    ADALINE,
    AFTER,
    BEFORE,
    DUE,
    Collecting,
    notebook,
    refusals,
    row,
    stamped,
    zipped,
)

from autograder.course import load_course
from autograder.errors import UsageError
from autograder.gradebook import GradebookWriter
from autograder.lms.collect import Fate, collect, keep_roster, kept_roster, read_roster
from autograder.notebooks.refusals import refused
from autograder.notebooks.submissions import find

ADA, GRACE = notebook("ada"), notebook("grace")


@pytest.fixture
def collecting(tmp_path):
    return Collecting(tmp_path)


def text(moment):
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC")


# The layouts


def test_canvas(collecting):
    source = collecting.zip(
        {
            "lovelaceada_12345_67890_adaline.ipynb": ADA,
            "hoppergrace_LATE_12346_67891_adaline.ipynb": GRACE,
        }
    )
    found = collecting(source)
    assert (found.layout, found.complete) == ("canvas", True)
    assert collecting.taken() == {"lovelaceada_12345": ADA, "hoppergrace_12346": GRACE}
    assert collecting.timestamp("lovelaceada_12345") == text(BEFORE)


def test_canvas_of_an_anonymous_class(collecting):
    collecting(
        collecting.zip({"anon_Ab1x9_67890_adaline.ipynb": ADA, "LATE_anon_Zz_1_a.ipynb": GRACE})
    )
    assert collecting.taken() == {"anon_Ab1x9": ADA, "anon_Zz": GRACE}


@pytest.mark.parametrize("between", ["_file_/", "_file/deep/down/", "_file_"])
def test_moodle(collecting, between):
    files = {
        f"Ada Lovelace_1_assignsubmission{between}adaline.ipynb": ADA,
        f"Gräce_2_assignsubmission{between}homework.ipynb": GRACE,
    }
    found = collecting(collecting.zip(files))
    assert (found.layout, found.complete) == ("moodle", True)
    assert collecting.taken() == {"Ada_Lovelace_1": ADA, "Gräce_2": GRACE}


@pytest.mark.parametrize("appended", [".json", ".txt", " (1).json"])
def test_what_a_browser_appends_to_the_name_is_no_other_file(collecting, appended):
    moodle = {f"Ada_1_assignsubmission_file_/adaline.ipynb{appended}": ADA}
    assert collecting(collecting.zip(moodle)).complete
    assert collecting.taken() == {"Ada_1": ADA}
    assert collecting(collecting.zip({f"grace.ipynb{appended}": GRACE})).complete
    assert collecting.taken() == {"Ada_1": ADA, "grace": GRACE}


def test_a_text_typed_into_moodle_is_no_submission(collecting):
    files = {
        "Ada_1_assignsubmission_file_/adaline.ipynb": ADA,
        "Ada_1_assignsubmission_onlinetext_/onlinetext.html": b"hello",
    }
    found = collecting(collecting.zip(files))
    assert "onlinetext.html" in refusals(found)
    assert collecting.taken() == {"Ada_1": ADA}


GRADESCOPE = """
submission_1:
  :submitters:
  - :name: Ada Lovelace
    :sid: '100'
    :email: ada@example.org
  :created_at: 2025-11-20 10:00:00.123456789 Z
  :score: 3.0
submission_2:
  :submitters:
  - :name: Grace
    :sid: '200'
    :email: g@example.org
  - :name: Edsger
    :email: e@example.org
  :created_at: 2025-11-21 11:00:00 +01:00
"""


@pytest.mark.parametrize("base", ["assignment_77_export/", ""])
def test_gradescope_with_its_times_and_groups(collecting, base):
    files = {
        f"{base}submission_metadata.yml": GRADESCOPE.encode(),
        f"{base}submission_1/adaline.ipynb": ADA,
        f"{base}submission_1/sub/notes.txt": b"x",
        f"{base}submission_2/adaline.ipynb": GRACE,
    }
    found = collecting(collecting.zip(files))
    assert (found.layout, found.complete) == ("gradescope", True)
    assert collecting.taken() == {"100": ADA, "200": GRACE, "e@example.org": GRACE}
    assert collecting.timestamp("100") == "2025-11-20 10:00:00 UTC"
    assert collecting.timestamp("e@example.org") == "2025-11-21 10:00:00 UTC"
    assert "left out: notes.txt" in row(found, "100").notes


def test_gradescope_without_readable_metadata_goes_by_folders(collecting):
    files = {"submission_metadata.yml": b"{: [", "submission_1/adaline.ipynb": ADA}
    found = collecting(collecting.zip(files))
    assert "submission_metadata.yml" in refusals(found)
    assert collecting.taken() == {"submission_1": ADA}


@pytest.mark.parametrize("top", ["", "submitted/", "adaline/", "submissions/"])
def test_nbgrader(collecting, top):
    files = {
        f"{top}ada/adaline/adaline.ipynb": ADA,
        f"{top}ada/adaline/timestamp.txt": b"2025-11-01 10:00:00 Europe/Berlin",
        f"{top}grace/adaline/adaline.ipynb": GRACE,
    }
    found = collecting(collecting.zip(files))
    assert (found.layout, found.complete) == ("nbgrader", True)
    assert collecting.taken() == {"ada": ADA, "grace": GRACE}
    assert collecting.timestamp("ada") == "2025-11-01 09:00:00 UTC"
    assert collecting.timestamp("grace") == text(BEFORE)


def test_the_other_weeks_of_an_nbgrader_folder_are_left_alone(collecting):
    files = {"ada/adaline/adaline.ipynb": ADA, "ada/autograd/autograd.ipynb": GRACE}
    found = collecting(collecting.zip({**files, "bob/autograd/autograd.ipynb": GRACE}))
    assert (found.layout, found.complete, len(found.rows)) == ("nbgrader", True, 1)
    assert collecting.taken() == {"ada": ADA}


@pytest.mark.parametrize("kind", ["zip", "", "gz", "bz2", "xz", "folder"])
def test_plain_files_and_folders_in_any_archive(collecting, kind):
    files = {
        "ada.ipynb": ADA,
        "o'neil/homework.ipynb": GRACE,
        "Łukasz/.ipynb_checkpoints/adaline-checkpoint.ipynb": b"old",
        "Łukasz/adaline.ipynb": GRACE,
        "__MACOSX/._ada.ipynb": b"junk",
        "zoe.zip": zipped({"deep/down/adaline.ipynb": ADA, "data.csv": b"1"}),
    }
    if kind == "folder":
        source = collecting.tmp / "download"
        for name, content in files.items():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes(content)
            os.utime(source / name, (BEFORE.timestamp(), BEFORE.timestamp()))
    else:
        source = collecting.zip(files) if kind == "zip" else collecting.tar(files, kind)
    found = collecting(source)
    assert (found.layout, refusals(found)) == ("plain", "")
    assert collecting.taken() == {"ada": ADA, "o'neil": GRACE, "Łukasz": GRACE, "zoe": ADA}
    assert {collecting.timestamp(s) for s in collecting.taken()} == {text(BEFORE)}
    assert row(found, "o'neil").notes == ("it was called homework.ipynb",)


def test_what_is_collected_is_what_grading_finds(collecting):
    collecting(collecting.zip({"ada.ipynb": ADA, "grace/Adaline (1).ipynb": GRACE}))
    ada, grace = find(collecting.course, ADALINE)
    assert (ada.student_id, ada.problems, ada.timestamp) == ("ada", (), BEFORE)
    assert grace.path.name == "adaline.ipynb"


@pytest.mark.parametrize(
    "name",
    ["ada/adaline/{}", "adalovelace_12345_67892_{}", "Ada Lovelace_678_assignsubmission_file_/{}"],
)
def test_a_receipt_beside_the_notebook_is_no_submission(collecting, name):
    files = {name.format("adaline.ipynb"): ADA, name.format("adaline.receipt.json"): b"{}"}
    found = collecting(collecting.zip(files))
    assert (found.complete, len(found.rows)) == (True, 1)
    assert list(collecting.taken().values()) == [ADA]


# Times


def test_a_download_from_canvas_after_the_due_time_makes_nobody_late(collecting):
    files = {"ada_1_5_adaline.ipynb": ADA, "grace_LATE_2_6_adaline.ipynb": GRACE}
    found = collecting(collecting.zip(files, AFTER))
    assert collecting.timestamp("ada_1") == text(DUE)
    assert collecting.timestamp("grace_2") == text(DUE + timedelta(minutes=15, seconds=1))
    assert "not by how much" in row(found, "grace_2").notes[0]


def test_moodle_times_count_only_where_they_are_those_of_the_submissions(collecting):
    names = ["Ada_1_assignsubmission_file_/a.ipynb", "Bob_2_assignsubmission_file_/b.ipynb"]
    found = collecting(collecting.zip(dict.fromkeys(names, ADA), AFTER))
    assert collecting.timestamp("Ada_1") is None
    assert "lateness is not counted" in row(found, "Ada_1").notes[-1]
    true = {stamped(names[0], BEFORE): ADA, stamped(names[1], AFTER): GRACE}
    collecting(collecting.zip(true))
    assert collecting.timestamp("Bob_2") == text(AFTER)


def test_times_of_zips_in_utc_where_they_say_so_and_none_where_they_are_nonsense(collecting):
    exact, zero = stamped("ada.ipynb", AFTER), stamped("bob.ipynb")
    exact.extra = b"UT\x05\x00\x01" + int(BEFORE.timestamp()).to_bytes(4, "little")
    zero.date_time = (1980, 0, 0, 0, 0, 0)
    collecting(collecting.zip({exact: ADA, zero: GRACE}))
    assert collecting.timestamp("ada") == text(BEFORE)
    assert collecting.timestamp("bob") is None


# Attempts


def test_the_latest_attempt_in_canvas_wins_and_the_others_are_named(collecting):
    files = {
        "ada_1_52_adaline-2.ipynb": ADA,
        "ada_1_50_adaline.ipynb": GRACE,
        "ada_1_51_adaline-1.ipynb": GRACE,
        "ada_1_53_scratch.ipynb": GRACE,
    }
    found = collecting(collecting.zip(files))
    assert collecting.taken() == {"ada_1": ADA}
    notes = " ".join(row(found, "ada_1").notes)
    for name in ("adaline-2.ipynb", "50_adaline.ipynb", "51_adaline-1", "53_scratch"):
        assert name in notes


def test_the_higher_number_wins_where_times_are_equal(collecting):
    folder = "Ada_1_assignsubmission_file_"
    numbered = [f"{folder}/adaline{n}.ipynb" for n in ("", " (1)", " (10)", " (9)")]
    collecting(collecting.zip({name: notebook(name[-9:]) for name in numbered}))
    assert collecting.taken() == {"Ada_1": notebook(numbered[2][-9:])}


def test_none_is_guessed_among_notebooks_of_other_names(collecting):
    found = collecting(
        collecting.zip({"ada/one.ipynb": ADA, "ada/two.ipynb": GRACE, "bob.ipynb": ADA})
    )
    assert "cannot be told which one is meant: one.ipynb, two.ipynb" in refusals(found)
    assert collecting.taken() == {"bob": ADA}


def test_an_empty_file_neither_counts_nor_replaces(collecting):
    collecting(collecting.zip({"ada.ipynb": ADA}))
    found = collecting(
        collecting.zip(
            {"ada.ipynb": b"", "bob/adaline.ipynb": GRACE, "bob/adaline-1.ipynb": b""}, AFTER
        )
    )
    assert refusals(found).count("it is empty (0 bytes)") == 2
    assert collecting.taken() == {"ada": ADA, "bob": GRACE}


def test_a_notebook_that_names_no_student(collecting):
    found = collecting(collecting.zip({"adaline.ipynb": ADA, "bob.ipynb": GRACE}))
    assert "names no student" in refusals(found)
    assert collecting.taken() == {"bob": GRACE}


# Again


def test_twice_changes_nothing_and_what_the_ta_edited_stays(collecting):
    source = collecting.zip({"ada.ipynb": ADA, "grace.ipynb": GRACE})
    collecting(source)
    edited = collecting.submitted / "ada" / "adaline" / "adaline.ipynb"
    edited.write_bytes(notebook("saved by the TA"))
    (edited.parent / "timestamp.txt").write_text("2025-11-01 10:00:00 UTC")
    before = collecting.everything()
    found = collecting(source)
    assert {one.fate for one in found.rows} == {Fate.UNCHANGED}
    assert collecting.everything() == before


def test_a_newer_one_replaces_and_the_old_is_kept(collecting):
    collecting(collecting.zip({"ada.ipynb": ADA}))
    found = collecting(collecting.zip({"ada.ipynb": GRACE}, AFTER))
    assert row(found, "ada").fate is Fate.REPLACED
    assert collecting.taken() == {"ada": GRACE}
    assert collecting.timestamp("ada") == text(AFTER)
    kept = collecting.submitted / ".replaced" / "ada" / "adaline" / "1"
    assert (kept / "adaline.ipynb").read_bytes() == ADA
    assert [s.student_id for s in find(collecting.course, ADALINE)] == ["ada"]


@pytest.mark.parametrize("name", ["ada.ipynb", "ada_1_5_adaline.ipynb"])
def test_an_older_one_replaces_nothing(collecting, name):
    old, new = collecting.zip({name: ADA}, BEFORE), collecting.zip({name: GRACE}, AFTER, "b.zip")
    collecting(new)
    before = collecting.everything()
    found = collecting(old)
    assert [one.fate for one in found.rows] == [Fate.OLDER]
    assert found.complete
    assert collecting.everything() == before


def test_what_a_ta_put_there_by_hand_is_kept_when_it_is_replaced(collecting):
    folder = collecting.submitted / "ada" / "adaline"
    folder.mkdir(parents=True)
    (folder / "adaline.ipynb").write_bytes(GRACE)
    (folder / "helper.py").write_text("x")
    collecting(collecting.zip({"ada.ipynb": ADA}))
    assert collecting.taken() == {"ada": ADA}
    kept = collecting.everything()
    assert kept[".replaced/ada/adaline/1/adaline.ipynb"] == GRACE
    assert ".replaced/ada/adaline/1/helper.py" in kept


def test_without_a_time_nothing_that_has_one_is_replaced(collecting):
    collecting(collecting.zip({"ada.ipynb": ADA}))
    timeless = stamped("ada.ipynb")
    timeless.date_time = (1980, 1, 1, 0, 0, 0)
    found = collecting(collecting.zip({timeless: GRACE}))
    assert "which is newer" in refusals(found)
    assert collecting.taken() == {"ada": ADA}


def test_a_dry_run_writes_nothing(collecting):
    found = collecting(collecting.zip({"ada.ipynb": ADA}), dry_run=True)
    assert [one.fate for one in found.rows] == [Fate.NEW]
    assert not collecting.course.root.exists()


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_full_disk_and_ctrl_c_lose_nothing(collecting, monkeypatch, error, step):
    collecting(collecting.zip({"ada.ipynb": ADA, "bob.ipynb": ADA}))
    before = collecting.everything()
    newer = collecting.zip({"ada.ipynb": GRACE, "bob.ipynb": GRACE}, AFTER)
    calls = []
    rename = type(newer).rename

    def failing(path, target):
        calls.append(path)
        if len(calls) == step:
            raise error
        return rename(path, target)

    monkeypatch.setattr(type(newer), "rename", failing)
    with pytest.raises((UsageError, KeyboardInterrupt)):
        collect(collecting.course, ADALINE, newer)
    monkeypatch.undo()
    now = collecting.everything()
    assert set(before.values()) <= set(now.values())
    assert set(collecting.taken()) == {"ada", "bob"}
    assert not [name for name in now if name.startswith(".collecting")]
    collecting(newer)
    assert collecting.taken() == {"ada": GRACE, "bob": GRACE}


# One hand-in's trouble is its own


# The stages, and which argument of each tells whose hand-in it is.
STAGES = {"gather": 0, "choose": 0, "_origin": 1, "place": 2, "fate_of": 0}


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("error", [LookupError("odd"), PermissionError(13, "Permission denied")])
def test_whatever_goes_wrong_with_one_submission_the_others_are_taken(
    collecting, monkeypatch, stage, error
):
    """Something of ours fails at one stage, for `bob` alone."""
    where = "settle" if stage in ("place", "fate_of") else "collect"
    module = importlib.import_module(f"autograder.lms.collect.{where}")
    right = getattr(module, stage)

    def failing(*given):
        if "bob" in str(given[STAGES[stage]]):
            raise error
        return right(*given)

    monkeypatch.setattr(module, stage, failing)
    found = collecting(collecting.zip({"ada.ipynb": ADA, "bob.ipynb": ADA, "zoe.ipynb": GRACE}))
    assert collecting.taken() == {"ada": ADA, "zoe": GRACE}
    bob = row(found, "bob")
    assert (bob.fate, bob.ours, found.failed) == (Fate.REFUSED, True, True)
    assert "through no fault of theirs" in bob.refused[0]
    assert refused(collecting.course, ADALINE).keys() == {"bob"}
    monkeypatch.undo()
    collecting(collecting.zip({"bob.ipynb": ADA}))
    assert refused(collecting.course, ADALINE) == {}


@pytest.mark.parametrize("place", ["bob", "bob/adaline"])
def test_a_folder_that_cannot_be_read_is_one_students_problem(collecting, monkeypatch, place):
    download = collecting.tmp / "download"
    for student in ("ada", "bob", "zoe"):
        folder = download / student / "adaline"
        folder.mkdir(parents=True)
        (folder / "adaline.ipynb").write_bytes(ADA)
        (folder / "timestamp.txt").write_text("2025-11-20 10:00:00 UTC")
    scan = os.scandir

    def refusing(path):
        if path == str(download / place):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found = collecting(download)
    assert found.layout == "nbgrader"
    assert set(collecting.taken()) == {"ada", "zoe"}
    assert collecting.timestamp("zoe") == "2025-11-20 10:00:00 UTC"
    assert refusals(found) == f"bob : {place}: the folder cannot be read: Permission denied"


def test_a_time_that_is_none_is_said_and_the_files_own_is_taken(collecting):
    def submission(text):
        return {"submitted/ada/adaline/adaline.ipynb": ADA,
                "submitted/ada/adaline/timestamp.txt": text}  # fmt: skip

    for said, time in (("soon", AFTER), ("2025-11-26 10:00:00 PST", AFTER)):
        found = collecting(collecting.zip(submission(said.encode()), AFTER))
        (note,) = (one for one in row(found, "ada").notes if "timestamp.txt" in one)
        assert note == f"timestamp.txt holds no time ({said!r}): the file's own time was taken"
        assert row(found, "ada").time == time
    # Packed days later: the file's own time says nothing.
    found = collecting(collecting.zip(submission(b"2025-11-20 10:00:00 PST"), AFTER))
    (note,) = (one for one in row(found, "ada").notes if "timestamp.txt" in one)
    assert note.endswith("PST'): lateness is not counted")
    assert row(found, "ada").time is None
    unknown = datetime(1980, 1, 1, tzinfo=UTC)
    found = collecting(collecting.zip({"bob.ipynb": ADA}, unknown))
    said = "the download does not say when it was handed in: lateness is not counted"
    assert said in row(found, "bob").notes


# The roster


@pytest.fixture
def roster(tmp_path):
    def write(content, encoding="utf-8"):
        path = tmp_path / "class.csv"
        path.write_bytes(content.encode(encoding))
        return read_roster(path)

    return write


def test_a_roster_names_the_people_of_every_platform(collecting, roster):
    known = roster(
        "id,name,email,canvas_id,Identifier\n"
        'al01,"Lovelace, Ada",ada@example.org,12345,Participant 777\n'
        "gh02,Grace Brewster Hopper,grace@example.org,,\n"
    )
    collecting(
        collecting.zip({"x_12345_1_a.ipynb": ADA, "hoppergracebrewster_9_2_a.ipynb": GRACE}),
        roster=known,
    )
    assert collecting.taken() == {"al01": ADA, "gh02": GRACE}
    moodle = "{}_assignsubmission_file_/a.ipynb".format
    for names in (
        (moodle("Ada Lovelace_777"), moodle("Grace Brewster Hopper_3")),
        ("AL01.ipynb", "grace@example.org/a.ipynb"),
        ("lovelace ada.ipynb", "Hopper, Grace Brewster.ipynb"),
    ):
        files = dict(zip(names, (ADA, GRACE), strict=True))
        found = collecting(collecting.zip(files), roster=known)
        assert {r.student: r.fate for r in found.rows} == {"al01": "unchanged", "gh02": "unchanged"}


def test_strangers_and_namesakes_are_refused_by_name(collecting, roster):
    known = roster("student_id;first name;last name\na1;Ada;L\na2;Ada;L\nb1;Bob;B\n", "cp1252")
    found = collecting(
        collecting.zip({"Ada L.ipynb": ADA, "Eve.ipynb": ADA, "bob b.ipynb": GRACE}), roster=known
    )
    assert "several in the roster: a1, a2" in refusals(found)
    assert "Eve.ipynb: this student is not in the roster" in refusals(found)
    assert collecting.taken() == {"b1": GRACE}


def test_the_roster_is_kept_and_reaches_the_gradebook(collecting, roster):
    keep_roster(collecting.course, roster("id,name,email\nbob,Bob Old,b@old\neve,Eve,\n"))
    known = roster(
        'id,name,E-Mail,canvas_id\nal01,"Lovelace, Ada",ada@example.org,12345\nbob,Bob B. New,,\n'
        "zoë,Zoë,z@example.org,7\n"
    )
    keep_roster(collecting.course, known)
    kept = kept_roster(collecting.course)
    assert set(kept.rows) == {"al01", "bob", "eve", "zoë"}  # an earlier one named eve
    assert kept.rows["bob"]["name"] == "Bob B. New"
    assert {id: kept.rows[id] for id in ("al01", "zoë")}["al01"]["canvasid"] == "12345"
    with GradebookWriter(collecting.course) as gradebook:
        gradebook.put_students({"bob": {"first_name": "B.", "email": "b@ta"}, "dan": {}})
        gradebook.put_students(known.people)
        gradebook.put_students(known.people)
        students = {
            one.id: (one.first_name, one.last_name, one.email, one.lms_user_id)
            for one in gradebook._database.gradebook.students
        }
    assert students == {
        "al01": ("Ada", "Lovelace", "ada@example.org", "12345"),
        "bob": ("Bob B.", "New", "b@ta", None),
        "dan": (None, None, None, None),
        "zoë": (None, "Zoë", "z@example.org", "7"),
    }


@pytest.mark.thorough
def test_nbgraders_export_has_the_rosters_people(autograder, course_folder, tmp_path):
    (tmp_path / "class.csv").write_text(
        "id,first name,last name,email\nada,Ada,L,a@x\nzoe,Zoe,Z,z@x\n"
    )
    (tmp_path / "one.zip").write_bytes(zipped({"ada.ipynb": ADA}))
    roster = ("--roster", tmp_path / "class.csv")
    done = autograder("collect", "adaline", tmp_path / "one.zip", *roster, cwd=course_folder)
    assert (done.returncode, done.stderr) == (0, "")
    command = Path(sys.executable).with_name("nbgrader")
    exported = subprocess.run(
        [command, "export"], cwd=course_folder, capture_output=True, check=False
    )
    assert exported.returncode == 0, exported.stderr
    with GradebookWriter(load_course(course_folder)) as gradebook:
        assert [one.email for one in gradebook._database.gradebook.students] == ["a@x", "z@x"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "no column `id`"),
        ("name\nAda\n", "no column `id`"),
        ("id\n../x\n", ":2: '../x' cannot be a student's id"),
        ("id\nada\n\nAda\n", ":4: the id Ada is in line 2 already"),
        ("id,name\n,Ada\n", "cannot be a student's id"),
    ],
)
def test_a_wrong_roster_is_named_with_its_line(roster, content, said):
    with pytest.raises(UsageError, match=r"class\.csv") as caught:
        roster(content)
    assert said in str(caught.value)


# The command line


def test_exit_codes_and_the_table(autograder, course_folder, tmp_path):
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    good.write_bytes(zipped({"ada.ipynb": ADA}))
    bad.write_bytes(
        zipped({"bob.ipynb": GRACE, "../../evil\x1b[31m.ipynb": b"x", "[red]x.ipynb": ADA})
    )
    done = autograder("collect", "adaline", good, cwd=course_folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "ada" in done.stdout
    done = autograder("collect", "adaline", bad, cwd=course_folder)
    assert done.returncode == 1
    assert "leads" in done.stdout  # the column folds
    assert "\x1b" not in done.stdout
    assert (course_folder / "submitted/bob/adaline/adaline.ipynb").read_bytes() == GRACE
    roster = tmp_path / "class.csv"
    roster.write_text("id\nzoe\n")
    done = autograder("collect", "adaline", good, "--roster", roster, cwd=course_folder)
    assert (done.returncode, "nobody was recognised" in done.stdout) == (1, True)


@pytest.mark.parametrize(
    ("name", "said"),
    [("nowhere.zip", "there is no"), ("text.zip", "cannot be opened as zip or tar"),
     ("cut.zip", "damaged or cut off"), ("empty.zip", "no hand-in"), ("empty", "no hand-in")],
)  # fmt: skip
def test_what_is_no_download_is_wrong_use(collecting, name, said):
    (collecting.tmp / "text.zip").write_text("hello")
    (collecting.tmp / "cut.zip").write_bytes(zipped({"ada.ipynb": ADA})[:-30])
    (collecting.tmp / "empty.zip").write_bytes(zipped({}))
    (collecting.tmp / "empty").mkdir()
    with pytest.raises(UsageError, match=said):
        collecting(collecting.tmp / name)


def test_what_needs_a_person_comes_last_in_a_line_each(autograder, course_folder, tmp_path):
    archive, roster = tmp_path / "60.zip", tmp_path / "class.csv"
    names = [f"s{number:02}" for number in range(60)]
    roster.write_text("id\n" + "".join(f"{name}\n" for name in names if name != "s07"))
    odd = {f"{name}/notes.txt": b"x" for name in names if name != "s07"}
    archive.write_bytes(zipped({**{f"{name}/adaline.ipynb": ADA for name in names}, **odd,
                                "s11/adaline.ipynb": b""}))  # fmt: skip
    done = autograder("collect", "adaline", archive, "--roster", roster, cwd=course_folder)
    assert done.returncode == 1
    *_, heading, first, second = done.stdout.splitlines()
    assert heading == "2 need a person:"
    assert {first.split(":")[0], second.split(":")[0]} == {"  s07", "  s11"}
    assert "this student is not in the roster" in first
    assert done.stdout.count("left out: notes.txt") == 1  # said once
    assert "58 of 58: left out: notes.txt" in done.stdout
    again = autograder("grade", "adaline", "s07", cwd=course_folder)
    assert again.returncode == 2
    assert "'s07' was refused by `autograder collect`: this student is not in" in again.stderr


def test_wrong_use_exits_2(autograder, course_folder):
    for arguments, said in (
        (["adalin", "source"], "did you mean adaline"),
        (["adaline", "source", "--roster", "nobody.csv"], "nobody.csv"),
    ):
        done = autograder("collect", *arguments, cwd=course_folder)
        assert done.returncode == 2
        assert said in done.stderr
        assert "Traceback" not in done.stderr
    assert not (course_folder / "submitted").exists()
