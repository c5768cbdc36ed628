"""What the tests of `collect` share: a course, archives made on the spot, and their reading."""

import io
import tarfile
import zipfile
from datetime import UTC, datetime, timedelta

from autograder.course import Assignment, Course, Task
from autograder.course.late import LatePolicy
from autograder.lms.collect import collect

DUE = datetime(2025, 11, 23, 22, 59, tzinfo=UTC)
BEFORE = DUE - timedelta(days=2)
AFTER = DUE + timedelta(days=3)

ADALINE = Assignment(
    id="adaline",
    week=4,
    title="ADALINE",
    release=datetime(2025, 11, 16, tzinfo=UTC),
    due=DUE,
    points=1.0,
    tasks=(Task(id="task", title="A task", points=1.0),),
)


def notebook(text="x = 1"):
    """A small notebook; another text makes it another hand-in."""
    return (
        '{"cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": null,'
        f' "source": "{text}"}}], "metadata": {{}}, "nbformat": 4, "nbformat_minor": 4}}'
    ).encode()


class Collecting:
    """A course of its own, in Berlin's time, and what `collect` makes of an archive in it."""

    def __init__(self, tmp_path):
        self.tmp = tmp_path
        self.course = Course(
            root=tmp_path / "course",
            id="c",
            title="C",
            term="T",
            timezone="Europe/Berlin",
            late=LatePolicy(grace_minutes=15, percent_per_day=10),
            assignments=(ADALINE, ADALINE.model_copy(update={"id": "autograd", "week": 3})),
        )
        self.submitted = self.course.submitted_dir

    def __call__(self, source, **more):
        found = collect(self.course, ADALINE, source, **more)
        left = [p for p in self.submitted.glob(".*") if p.name.startswith(".collecting")]
        assert not left, "a staging folder was left"
        return found

    def zip(self, files, time=BEFORE, name="submissions.zip"):
        """Write a zip of {name or ZipInfo: bytes}, packed at `time`."""
        path = self.tmp / name
        path.write_bytes(zipped(files, time))
        return path

    def tar(self, files, kind="", time=BEFORE):
        """Write a tar of {name or TarInfo: bytes}, packed as `kind`."""
        path = self.tmp / f"submissions.tar{kind and '.' + kind}"
        with tarfile.open(path, f"w:{kind}") as archive:
            for name, content in files.items():
                info = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
                info.mtime = info.mtime or int(time.timestamp())
                info.size = info.size or len(content)
                archive.addfile(info, io.BytesIO(content))
        return path

    def taken(self):
        """Return {student: bytes of the notebook} of all that was collected."""
        return {
            p.parent.parent.name: p.read_bytes() for p in self.submitted.glob("*/adaline/*.ipynb")
        }

    def timestamp(self, student):
        path = self.submitted / student / "adaline" / "timestamp.txt"
        return path.read_text().strip() if path.exists() else None

    def everything(self):
        """Return {path: bytes} of all that lies in submitted/."""
        files = (p for p in self.submitted.rglob("*") if p.is_file())
        return {str(p.relative_to(self.submitted)): p.read_bytes() for p in files}


def zipped(files, time=BEFORE, method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            info = name if isinstance(name, zipfile.ZipInfo) else stamped(name, time)
            info.compress_type = method
            archive.writestr(info, content)
    return buffer.getvalue()


def stamped(name, time=BEFORE, mode=0o100644):
    """Return the ZipInfo of a file at `time`: zip has no timezones, Berlin is an hour on."""
    info = zipfile.ZipInfo(name, (time + timedelta(hours=1)).timetuple()[:6])
    info.external_attr = mode << 16
    return info


def refusals(found):
    """Return all that was refused, as one text."""
    return "\n".join(
        f"{row.student} {row.file}: {why}" for row in found.rows for why in row.refused
    )


def row(found, student):
    (one,) = (row for row in found.rows if row.student == student)
    return one
