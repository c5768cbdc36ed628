"""Collecting hostile downloads: what is wrong is refused by name, and the class is collected."""

import gzip
import importlib.util
import io
import os
import socket
import struct
import tarfile
import time
import zipfile
import zlib
from collections import Counter
from pathlib import Path

import pytest
from collecting import ADALINE, AFTER, Collecting, notebook, refusals, row, stamped, zipped
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.errors import SubmissionError, UsageError
from autograder.lms.collect import Limits, tars
from autograder.lms.collect.names import folder_key, parts_of, safe_id, shown
from autograder.notebooks import read_notebook
from autograder.notebooks.submissions import MAX_ID, find

ADA, EVIL = notebook("ada"), notebook("evil")
SMALL = Limits(members=50, nested_members=20, notebook=10_000, nested=50_000, student=30_000)


@pytest.fixture
def collecting(tmp_path):
    """Nothing may appear outside of submitted/, and ada is always collected."""
    collecting = Collecting(tmp_path / "inside")
    collecting.tmp.mkdir()
    yield collecting
    assert collecting.taken()["ada"] == ADA
    assert {p.name for p in tmp_path.iterdir()} == {"inside"}
    for path in collecting.submitted.rglob("*"):
        assert not path.is_symlink()
        assert path.is_dir() or (path.is_file() and path.stat().st_mode & 0o7777 == 0o644)


@pytest.fixture
def work(monkeypatch):
    """Counts what is done: members of zips parsed, bytes unpacked, reads of tars."""
    done = Counter()

    def count(owner, method, name, amount):
        function = getattr(owner, method)

        def counted(*arguments, **more):
            assert done["reads"] < 10_000, "it is read for ever"
            result = function(*arguments, **more)
            done[name] += amount(result)
            return result

        monkeypatch.setattr(owner, method, counted)

    count(zipfile.ZipInfo, "__init__", "members", lambda _: 1)
    count(zipfile.ZipExtFile, "read", "unpacked", len)
    count(gzip.GzipFile, "read", "unpacked", len)
    count(gzip.GzipFile, "seek", "unpacked", int)  # to there it is unpacked
    count(tars._Bounded, "read", "reads", lambda _: 1)
    return done


# Names


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../evil.ipynb", "leads out"),
        ("eve/../../../evil.ipynb", "leads out"),
        ("..\\..\\evil.ipynb", "leads out"),
        ("/tmp/evil.ipynb", "absolute"),
        ("\\\\server\\share\\evil.ipynb", "absolute"),
        ("C:\\evil.ipynb", "absolute"),
        ("c:evil.ipynb", "absolute"),
        ("eve/" * 40 + "evil.ipynb", "folders deep"),
        ("e" * 5000 + ".ipynb", "longer than"),
    ],
)
@pytest.mark.parametrize("kind", ["zip", "gz"])
def test_names_that_lead_out_are_refused(collecting, kind, name, said):
    files = {name: EVIL, "ada.ipynb": ADA}
    found = collecting(collecting.zip(files) if kind == "zip" else collecting.tar(files, kind))
    assert said in refusals(found)
    assert name[:20].replace("\\", "") in refusals(found).replace("\\", "")
    assert set(collecting.taken()) == {"ada"}


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("eve\x1b[31m\nx.ipynb", "eve_31m_x"),
        ("\u202eeve\u200b.ipynb", "eve"),
        ("CON/adaline.ipynb", "_CON"),
        ("aux.ipynb", "_aux"),
        ("nul.tar.ipynb", "_nul.tar"),
        ("COM¹.ipynb", "_COM¹"),
        ("-rf.ipynb", "rf"),
        ("=cmd()&<img src=x onerror=alert(1)>.ipynb", "cmd_img_src_x_onerror_alert_1"),
        ("$(id);`id`.ipynb", "id_id"),
        ("e\u0301ve.ipynb", "éve"),
        ("name with spaces. /adaline.ipynb", "name_with_spaces"),
        ("~/adaline.ipynb", ""),
        ("\u202e/adaline.ipynb", ""),
    ],
)
def test_odd_names_become_plain_folders(collecting, name, student):
    found = collecting(collecting.zip({name: EVIL, "ada.ipynb": ADA}))
    assert set(collecting.taken()) == {"ada", student} - {""}
    told = [
        text for one in found.rows for text in (one.student, one.file, *one.notes, *one.refused)
    ]
    assert all(text.isprintable() for text in told)
    assert find(collecting.course, ADALINE)


def test_long_names_stay_apart(collecting):
    names = ["e" * 200 + end + ".ipynb" for end in "xy"] + ["é" * 200 + ".ipynb"]
    collecting(collecting.zip({**dict.fromkeys(names, EVIL), "ada.ipynb": ADA}))
    assert len(collecting.taken()) == 4
    assert max(len(os.fsencode(name)) for name in collecting.taken()) < 128


@pytest.mark.parametrize(
    "pair",
    [("Eve", "eve"), ("éve", "e\u0301ve"), ("straße", "STRASSE"), ("eve x", "eve_x"),
     ("ﬁn", "fin")],
)  # fmt: skip
def test_two_who_would_share_a_folder_are_both_refused(collecting, pair):
    one, other = (f"{name}.ipynb" for name in pair)
    found = collecting(collecting.zip({one: EVIL, other: ADA, "ada.ipynb": ADA}))
    assert set(collecting.taken()) == {"ada"}
    assert refusals(found).count("would get the same folder") == 2
    assert shown(one) in refusals(found)


def test_a_folder_that_differs_in_case_from_one_that_is_there(collecting):
    collecting(collecting.zip({"ada.ipynb": ADA}))
    found = collecting(collecting.zip({"ADA.ipynb": EVIL}, AFTER))
    assert "would be that of ada" in refusals(found)


def test_names_of_old_systems_are_read(collecting):
    name = "Zoë.ipynb"
    unflagged = zipped({"Zo__.ipynb": EVIL, "ada.ipynb": ADA}).replace(b"Zo__", "Zoë".encode())
    source = collecting.zip({})
    source.write_bytes(unflagged)
    collecting(source)
    assert set(collecting.taken()) == {"Zoë", "ada"}
    latin = collecting.tar({name: EVIL, "ada.ipynb": ADA})
    with tarfile.open(latin, "w", format=tarfile.GNU_FORMAT, encoding="latin-1") as archive:
        info = tarfile.TarInfo("Zoé.ipynb")
        info.size, info.mtime = len(EVIL), 1763700000
        archive.addfile(info, io.BytesIO(EVIL))
    collecting(latin)
    assert set(collecting.taken()) == {"Zoë", "Zoé", "ada"}


@given(st.text(max_size=300))
def test_every_name_becomes_a_safe_id_or_none(name):
    student = safe_id(name)
    assert safe_id(student) == student
    assert len(student) <= MAX_ID
    assert len(os.fsencode(student)) < 200
    assert student.isprintable()
    assert not set(student) & set('/\\:*?"<>| \0\n')
    assert not student.startswith((".", "-", "="))
    assert student == "" or student.strip() == student != ".."
    assert folder_key(folder_key(student)) == folder_key(student)
    assert shown(name).isprintable()


@given(st.text(alphabet="./\\a:C\0~ ", max_size=20))
def test_every_path_stays_inside_or_is_refused(name):
    try:
        parts = parts_of(name)
    except SubmissionError:
        return
    assert parts
    assert not {"..", ".", ""} & set(parts)
    assert not any("/" in part or "\\" in part or "\0" in part for part in parts)


# One student's folder in another's


def test_inside_of_a_folder_names_are_the_students(collecting):
    files = {
        "eve/ada/adaline/adaline.ipynb": EVIL,
        "eve/bob_1_2_adaline.ipynb": EVIL,
        "eve/Bob_7_assignsubmission_file_/adaline.ipynb": EVIL,
        "eve/submission_metadata.yml": b"eve: {}",
        "eve/adaline/timestamp.txt": b"2025-01-01 00:00",
        "ada/homework.ipynb": ADA,
    }
    collecting(collecting.zip(files, AFTER))
    assert set(collecting.taken()) == {"ada", "eve"}
    assert collecting.timestamp("eve") == AFTER.strftime("%Y-%m-%d %H:%M:%S UTC")


def test_a_download_of_one_student_is_that_students(collecting):
    collecting(collecting.zip({"ada.ipynb": ADA}))
    collecting(
        collecting.zip({"eve/ada/adaline/adaline.ipynb": EVIL, "eve/bob/adaline.ipynb": EVIL})
    )
    assert set(collecting.taken()) == {"ada", "eve"}


def test_times_inside_of_a_students_archive_are_not_believed(collecting):
    early = zipped({"adaline.ipynb": EVIL, "timestamp.txt": b"2025-01-01 00:00:00 UTC"})
    collecting(collecting.zip({"eve.zip": early, "ada.ipynb": ADA}, AFTER))
    assert collecting.timestamp("eve") == AFTER.strftime("%Y-%m-%d %H:%M:%S UTC")


# What is not a plain file


def test_links_and_devices_in_a_tar(collecting):
    def member(name, kind, link=""):
        info = tarfile.TarInfo(f"{name}.ipynb")
        info.type, info.linkname = kind, link
        return info

    files = {
        "ada.ipynb": ADA,
        member("sym", tarfile.SYMTYPE, "/etc/passwd"): b"",
        member("hard", tarfile.LNKTYPE, "ada.ipynb"): b"",
        member("fifo", tarfile.FIFOTYPE): b"",
        member("disk", tarfile.BLKTYPE): b"",
        member("tty", tarfile.CHRTYPE): b"",
    }
    setuid = tarfile.TarInfo("bob.ipynb")
    setuid.mode = 0o6777
    found = collecting(collecting.tar({**files, setuid: EVIL}))
    assert set(collecting.taken()) == {"ada", "bob"}
    assert refusals(found).count("it is a link") == 2
    assert refusals(found).count("it is not a plain file") == 3


def test_links_and_devices_in_a_zip(collecting):
    files = {
        stamped("sym.ipynb", mode=0o120777): b"/etc/passwd",
        stamped("fifo.ipynb", mode=0o010666): b"",
        stamped("bob.ipynb", mode=0o106777): EVIL,
        "ada.ipynb": ADA,
    }
    found = collecting(collecting.zip(files))
    assert set(collecting.taken()) == {"ada", "bob"}
    assert "it is a link" in refusals(found)
    assert "it is not a plain file" in refusals(found)


def test_links_pipes_and_sockets_in_a_folder(collecting):
    folder = collecting.tmp / "download"
    folder.mkdir()
    (folder / "ada.ipynb").write_bytes(ADA)
    (folder / "sym.ipynb").symlink_to("/etc/passwd")
    (folder / "bob").symlink_to("/etc")
    os.mkfifo(folder / "fifo.ipynb")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(folder)  # a socket's path may not be long
        listening.bind("s.ipynb")
        os.chdir(here)
    (folder / os.fsdecode(b"Zo\xeb.ipynb")).write_bytes(EVIL)
    found = collecting(folder)
    assert set(collecting.taken()) == {"ada", "Zoë"}
    assert refusals(found).count("it is a link") == 2
    assert refusals(found).count("it is not a plain file") == 2


@pytest.mark.parametrize("place", ["submitted/eve", "submitted/eve/adaline"])
def test_links_in_submitted_are_not_followed(collecting, place):
    outside = collecting.tmp / "outside"
    outside.mkdir()
    link = collecting.course.root / place
    link.parent.mkdir(parents=True)
    link.symlink_to(outside)
    found = collecting(collecting.zip({"eve.ipynb": EVIL, "ada.ipynb": ADA}))
    assert "is a link, which is not followed" in refusals(found)
    assert not list(outside.iterdir())
    link.unlink()


# Bombs


def lying(data, offset, value, size=4):
    """Change a field of the first entry of the list of a zip."""
    at = data.index(b"PK\x01\x02") + offset
    return data[:at] + value.to_bytes(size, "little") + data[at + size :]


def nested(content):
    return {"eve.zip": content, "ada.ipynb": ADA}


ZEROS = bytes(2 * 10**6)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"eve.ipynb": ZEROS}, "it is larger than"),
        (nested(zipped({"a.ipynb": ZEROS})), "it is larger than"),
        (
            nested(zipped({f"{n}.ipynb": bytes(9000) for n in range(9)})),
            "larger than 0.0286 MB together",
        ),
        (nested(zipped({f"{n}.txt": b"" for n in range(30)})), "more than 20 files"),
        (nested(lying(zipped({"a.ipynb": ZEROS}), 24, 10)), "damaged"),
        (nested(zipped({"again.zip": zipped({"a.ipynb": EVIL})})), "archive in an archive"),
        ({"eve.tar.gz": gzip.compress(ZEROS)}, "no notebook"),
        ({"eve.gz": gzip.compress(b"x" * 10**6)}, "cannot be opened"),
        ({"eve.rar": b"Rar!"}, "ask for the notebook"),
        ({"eve.7z": b"7z", "eve/x.7z": b"7z"}, "ask for the notebook"),
    ],
)
def test_a_bomb_costs_the_submission_that_it_is_in(collecting, files, said):
    found = collecting(collecting.zip({**files, "ada.ipynb": ADA}), limits=SMALL)
    assert said in refusals(found)
    assert set(collecting.taken()) == {"ada"}


def test_what_expands_too_much_is_stopped_early(collecting, work):
    bomb = zipped({"a.ipynb": bytes(15 * 2**20)})
    tar = gzip.compress(b"".join(tar_member("x.txt", 300 * 2**20)) + bytes(10 * 2**20))
    found = collecting(collecting.zip({**nested(bomb), "bob.tgz": tar}))
    assert "zip bomb" in refusals(found)
    assert "bob.tgz: " in refusals(found)
    assert 2**20 < work["unpacked"] < 4 * 2**20


def tar_member(name, size, kind=b"0"):
    """Return the header of a tar member, whatever size it claims."""
    info = tarfile.TarInfo(name)
    info.size, info.type = size, kind
    return (info.tobuf(tarfile.GNU_FORMAT),)


def test_millions_of_entries_are_refused_before_they_are_parsed(collecting, work):
    one = b"PK\x01\x02" + bytes(24) + struct.pack("<H", 1) + bytes(16) + b"x"
    many = one * 200_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, len(many), 0, 0)
    source = stored(collecting, nested(many + end))
    work.clear()
    found = collecting(source)
    assert "list of files is too long" in refusals(found)
    assert work["members"] == 2, "those of the download"


def stored(collecting, files):
    """Write a zip that packs nothing."""
    source = collecting.tmp / "stored.zip"
    source.write_bytes(zipped(files, method=zipfile.ZIP_STORED))
    return source


def test_overlapping_entries(collecting):
    data = zipped({"a.ipynb": EVIL, "b.ipynb": EVIL + b" "})
    second = data.rindex(b"PK\x01\x02")
    data = data[: second + 42] + bytes(4) + data[second + 46 :]  # both point to the first
    found = collecting(collecting.zip(nested(data)))
    assert refusals(found).count("shares its bytes") == 2


def test_a_download_that_is_too_large_is_collected_as_far_as_it_goes(collecting):
    limits = Limits(total=3000)
    files = {"ada.ipynb": ADA, **{f"s{n}.ipynb": notebook("x" * 1500) for n in range(4)}}
    found = collecting(collecting.zip(files), limits=limits)
    assert set(collecting.taken()) == {"ada", "s0"}
    assert "the download holds more than" in refusals(found)


def test_too_many_files_in_a_folder_or_tar(collecting):
    files = {"ada.ipynb": ADA, **{f"n{n}.ipynb": EVIL for n in range(9)}}
    found = collecting(collecting.tar(files), limits=Limits(members=5))
    assert "the rest was not read" in refusals(found)
    assert len(collecting.taken()) == 5


# Damage


def test_a_broken_checksum_and_a_password(collecting):
    data = bytearray(zipped({"eve.ipynb": EVIL, "bob.ipynb": EVIL, "ada.ipynb": ADA}, method=0))
    data[data.index(b"evil")] ^= 1
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[second + 8] |= 1
    source = collecting.zip({})
    source.write_bytes(data)
    found = collecting(source)
    assert "eve.ipynb: it is damaged or cut off (Bad CRC-32" in refusals(found)
    assert "bob.ipynb: it is protected by a password" in refusals(found)


def test_methods_that_allocate_what_they_are_told(collecting):
    lzma = zipped({"a.ipynb": EVIL}, method=zipfile.ZIP_LZMA)
    found = collecting(collecting.zip(nested(lzma)))
    assert "packed in a way that is not read" in refusals(found)


@pytest.mark.parametrize("kind", ["", "gz", "xz"])
def test_a_tar_that_is_cut_off_gives_what_came_before(collecting, kind):
    noise = {f"n{n}.ipynb": os.urandom(4000) for n in range(5)}
    source = collecting.tar({"ada.ipynb": ADA, **noise}, kind)
    source.write_bytes(source.read_bytes()[: 12_000 if kind else 13_000])
    found = collecting(source)
    assert "the rest was not read" in refusals(found)


@pytest.mark.parametrize("size", [-512, 2**40, 2**62])
@pytest.mark.parametrize("kind", [b"0", b"x", b"L", b"S"])
def test_sizes_in_a_tar_are_not_believed(collecting, work, size, kind):
    header = tar_member("eve.ipynb", size, kind)[0]
    good = collecting.tar({"ada.ipynb": ADA}).read_bytes()[:1024]
    source = collecting.tmp / "lie.tar"
    source.write_bytes(good + header + bytes(2048))
    found = collecting(source)
    assert refusals(found)
    assert 0 < work["reads"] < 50


@pytest.mark.parametrize(
    "header", [b"9" * 60_000, b"1" * 30_000 + b" " * 30_000, b"20 hdrcharset=BINARY\n" * 3000]
)
def test_headers_of_a_tar_that_take_long_to_search(collecting, header):
    files = {"eve.tar": with_header(header), "ada.ipynb": ADA}
    source = stored(collecting, files)
    seconds, found = min((timed(collecting, source) for _ in range(2)), key=lambda one: one[0])
    assert "eve.tar" in refusals(found)
    plain = b"60000 comment=".ljust(59_999, b"x") + b"\n"
    files["eve.tar"] = with_header(plain)
    usual = min(timed(collecting, stored(collecting, files))[0] for _ in range(3))
    assert seconds < 50 * usual  # once or twice; hundreds where a search takes the square


def with_header(header):
    """Return a tar whose only member is `header`, for a file that does not come."""
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, len(header)
    return info.tobuf() + header + bytes(-len(header) % 512) + bytes(1024)


def timed(collecting, source):
    """Return the processor's seconds that collecting took, and what was found."""
    started = time.process_time()
    found = collecting(source)
    return time.process_time() - started, found


def test_zip64_that_lies(collecting):
    extra = struct.pack("<HHQQQ", 1, 24, 2**63, 2**63, 2**63)
    info = stamped("a.ipynb")
    data = bytearray(zipped({info: EVIL}))
    at = data.index(b"PK\x01\x02")
    name_end = at + 46 + len("a.ipynb")
    data[at + 20 : at + 28] = b"\xff" * 8
    data[at + 42 : at + 46] = b"\xff" * 4
    data[at + 30 : at + 32] = len(extra).to_bytes(2, "little")
    data[name_end:name_end] = extra
    end = data.rindex(b"PK\x05\x06")
    size = int.from_bytes(data[end + 12 : end + 16], "little") + len(extra)
    data[end + 12 : end + 16] = size.to_bytes(4, "little")
    found = collecting(collecting.zip(nested(bytes(data))))
    assert "eve.zip" in refusals(found)


def test_the_same_name_twice(collecting):
    with pytest.warns(UserWarning, match="Duplicate"):
        source = collecting.zip(
            {
                stamped("eve/adaline.ipynb"): EVIL,
                stamped("eve/adaline.ipynb"): ADA,
                "ada.ipynb": ADA,
            }
        )
    found = collecting(source)
    assert collecting.taken()["eve"] == ADA
    assert "latest attempt" in " ".join(row(found, "eve").notes)


HONEST = zipped({"a.ipynb": EVIL, "sub/b.ipynb": EVIL})
TAR = io.BytesIO()
with tarfile.open(fileobj=TAR, mode="w") as _archive:
    _info = tarfile.TarInfo("adaline.ipynb")
    _info.size = len(EVIL)
    _archive.addfile(_info, io.BytesIO(EVIL))


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    data=st.sampled_from([HONEST, TAR.getvalue(), gzip.compress(TAR.getvalue())]),
    changes=st.lists(st.tuples(st.integers(0, 2**16), st.integers(0, 255)), max_size=8),
    cut=st.integers(0, 2**12) | st.none(),
)
def test_whatever_is_damaged_the_class_is_collected(collecting, data, changes, cut):
    broken = bytearray(data)
    for at, value in changes:
        broken[at % len(broken)] = value
    collecting(collecting.zip(nested(bytes(broken[:cut]))))


# The red team's files


def generated(name, folder):
    spec = importlib.util.spec_from_file_location(
        name, Path(__file__).parent / "redteam" / "files" / f"{name}.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder.mkdir()
    module.build(str(folder))
    return sorted(folder.iterdir())


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # their open files
@pytest.mark.parametrize(
    "name", ["gen_duplicate_ids_and_cells", "gen_nbgrader_metadata_tamper", "gen_xss_saved_outputs",
             "gen_malformed_notebooks"]
)  # fmt: skip
def test_notebooks_of_the_red_team_are_collected_and_read(collecting, name):
    made = generated(name, collecting.tmp / "made")
    download = collecting.tmp / "download"
    for number, path in enumerate(made):
        (download / f"s{number}").mkdir(parents=True)
        path.rename(download / f"s{number}" / path.name)
    (download / "ada").mkdir()
    (download / "ada" / "adaline.ipynb").write_bytes(ADA)
    found = collecting(download)
    submissions = find(collecting.course, ADALINE)
    assert len(submissions) > 1
    assert {row.student for row in found.rows} <= {f"s{n}" for n in range(len(made))} | {"ada"}
    faults = []
    for submission in submissions:
        try:
            assert read_notebook(submission.path).cells
        except SubmissionError as error:  # the verdict
            faults.append(error.fault)
    if name == "gen_malformed_notebooks":
        told = refusals(found)
        assert "empty.ipynb: it is empty" in told
        assert "the notebook is larger than 20 MB" in faults


def test_the_red_teams_zip_slip(collecting):
    (slip,) = generated("gen_zip_slip", collecting.tmp / "made")
    files = {"ada.ipynb": ADA, "eve/submission.zip": slip.read_bytes()}
    found = collecting(collecting.zip(files))
    assert set(collecting.taken()) == {"ada", "eve"}
    assert b"class Adaline1" in collecting.taken()["eve"]
    assert refusals(found).count("leads out") == 3
    assert refusals(found).count("absolute") == 2
    assert "left out of submission.zip: ~/redteam_slip" in " ".join(row(found, "eve").notes)
    assert not Path("/tmp/redteam_slip").exists()


def test_a_download_that_is_itself_a_slip(collecting):
    collecting(collecting.zip({"ada.ipynb": ADA}))
    (slip,) = generated("gen_zip_slip", collecting.tmp / "made")
    found = collecting(slip)
    assert refusals(found).count("leads out") == 3
    assert set(collecting.taken()) == {"ada", "hw"}


def test_a_download_that_is_no_archive_at_all(collecting):
    collecting(collecting.zip({"ada.ipynb": ADA}))
    source = collecting.tmp / "bomb.zip"
    for content in (b"PK\x03\x04", os.urandom(500), zlib.compress(ZEROS), gzip.compress(ZEROS)):
        source.write_bytes(content)
        with pytest.raises(UsageError):
            collecting(source)
