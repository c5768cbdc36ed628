"""What a download called a hand-in survives `collect`: the LMS takes feedback under that name."""

import pytest
from collecting import BEFORE, Collecting, notebook

from autograder.lms.collect import Fate, Origin, read_origin


@pytest.fixture
def collecting(tmp_path):
    return Collecting(tmp_path)


def origin(collecting, student):
    return read_origin(collecting.submitted / student / "adaline")


def test_canvas_keeps_the_whole_name_of_the_file(collecting):
    name = f"lovelaceada_LATE_12345_67890_{'my_notebook_' * 12}adaline-2.ipynb"
    collecting(collecting.zip({name: notebook()}))
    assert origin(collecting, "lovelaceada_12345") == Origin(
        layout="canvas", member=name, number="12345", name="lovelaceada"
    )


def test_moodle_keeps_the_folder_and_the_number(collecting):
    folder = "Ödön O'Brien, Jr._0012_assignsubmission_file"
    collecting(collecting.zip({f"{folder}/adaline.ipynb": notebook()}))
    (student,) = collecting.taken()
    told = origin(collecting, student)
    assert (told.member, told.number, told.name) == (folder, "0012", "Ödön O'Brien, Jr.")


def test_gradescope_keeps_the_submission_and_who_handed_it_in(collecting):
    meta = (
        "submission_7:\n  :submitters:\n  - :name: Ada Lovelace\n    :sid: '0042'\n"
        "    :email: ada@example.org\n  :created_at: 2025-11-20 10:00:00 Z\n"
    )
    files = {"submission_metadata.yml": meta.encode(), "submission_7/adaline.ipynb": notebook()}
    collecting(collecting.zip(files))
    assert origin(collecting, "0042") == Origin(
        layout="gradescope",
        member="submission_7",
        name="Ada Lovelace",
        email="ada@example.org",
        sid="0042",
    )


def test_the_same_file_handed_in_again_goes_back_under_its_new_name(collecting):
    first, second = "ada_1_10_adaline.ipynb", "ada_1_20_adaline-1.ipynb"
    collecting(collecting.zip({first: notebook()}))
    found = collecting(collecting.zip({second: notebook()}, name="second.zip"))
    assert [row.fate for row in found.rows] == [Fate.UNCHANGED]
    assert origin(collecting, "ada_1").member == second
    collecting(collecting.zip({first: notebook()}, time=BEFORE.replace(day=1), name="old.zip"))
    assert origin(collecting, "ada_1").member == second


def test_a_record_of_before_has_no_origin_until_it_is_collected_again(collecting):
    download = collecting.zip({"ada_1_10_adaline.ipynb": notebook()})
    collecting(download)
    record = collecting.submitted / "ada_1" / "adaline" / ".collected.json"
    for content in (b"{}", b"[1]", b'{"origin": 3}', b"\xff"):
        record.write_bytes(content)
        assert origin(collecting, "ada_1") is None
    collecting(download)
    assert origin(collecting, "ada_1").number == "1"


def test_a_dry_run_notes_nothing(collecting):
    collecting(collecting.zip({"ada_1_10_adaline.ipynb": notebook()}))
    collecting(collecting.zip({"ada_1_20_adaline.ipynb": notebook()}, name="b.zip"), dry_run=True)
    assert origin(collecting, "ada_1").member == "ada_1_10_adaline.ipynb"
