"""Atomic writes: a reader sees the old file or the new one, and a failure leaves the old one."""

import subprocess
import sys

import pytest

from autograder import files


def test_writes_and_replaces(tmp_path):
    path = tmp_path / "deep" / "report.json"
    files.write_atomic(path, b"one")
    files.write_atomic(path, b"two")
    assert path.read_bytes() == b"two"
    assert [entry.name for entry in path.parent.iterdir()] == ["report.json"]


def test_what_cannot_be_written_is_named_and_not_the_part_of_it(tmp_path):
    path = tmp_path / "report.json"
    path.mkdir()
    with pytest.raises(IsADirectoryError) as caught:
        files.write_atomic(path, b"one")
    assert (caught.value.filename, caught.value.filename2) == (str(path), None)
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.json"]


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path, monkeypatch):
    path = tmp_path / "report.json"
    files.write_atomic(path, b"old")

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        files.write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.json"]


@pytest.mark.parametrize(
    ("umask", "file", "folder"),
    [
        (0o077, 0o600, 0o700),
        pytest.param(0o022, 0o644, 0o755, marks=pytest.mark.thorough),
        pytest.param(0o002, 0o664, 0o775, marks=pytest.mark.thorough),
    ],
)
def test_the_umask_says_who_may_read(tmp_path, umask, file, folder):
    program = (
        "import sys; from pathlib import Path; from autograder.files import write_atomic\n"
        "from autograder.authoring.release.replace import replace_folder\n"
        "there = Path(sys.argv[1]); write_atomic(there / 'one', b'1')\n"
        "replace_folder(there / 'some', {'two': b'2'})"
    )
    subprocess.run([sys.executable, "-c", program, tmp_path], umask=umask, check=True)
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.rglob("[a-z]*")}
    assert modes == {"one": file, "some": folder, "two": file}
