"""From an LMS's download to submitted/: the whole way, one student at a time."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from autograder.course import Assignment, Course
from autograder.errors import SubmissionError, UsageError
from autograder.files import concerns_all
from autograder.lms.collect import times
from autograder.lms.collect.archives import opened
from autograder.lms.collect.candidates import Candidate, choose, gather
from autograder.lms.collect.entries import Archive, Limits, Meter
from autograder.lms.collect.gradescope import FolderMetadata, read_metadata
from autograder.lms.collect.layouts import METADATA, Bundle, Layout, Person, sorted_out
from autograder.lms.collect.names import safe_id, shown
from autograder.lms.collect.origin import Origin
from autograder.lms.collect.place import Fate, Ready
from autograder.lms.collect.roster import Roster
from autograder.lms.collect.rows import Row
from autograder.lms.collect.settle import Found, Settling, failed
from autograder.notebooks.foreign import foreign_file
from autograder.notebooks.names import is_variant
from autograder.notebooks.refusals import note_refused
from autograder.timestamps import may_be, parse_timestamp

_REFUSALS_SHOWN = 5  # of one student
_STRANGERS_SHOWN = 20


@dataclass(frozen=True)
class Collected:
    """What became of a download: one row for each student, and for each file that is nobody's."""

    layout: str
    rows: tuple[Row, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing was refused."""
        return not any(row.refused for row in self.rows)

    @property
    def failed(self) -> bool:
        """Whether something could not be taken through our own fault."""
        return any(row.ours for row in self.rows)


def collect(
    course: Course,
    assignment: Assignment,
    source: Path,
    *,
    roster: Roster | None = None,
    dry_run: bool = False,
    limits: Limits | None = None,
) -> Collected:
    """Put the notebooks in `source`, an archive or a folder, into submitted/.

    Raises UsageError where `source` is nothing to collect from or submitted/ cannot be written
    to; everything else that is wrong with a download stands in the rows.
    """
    limits = limits or Limits()
    zone = ZoneInfo(course.timezone)
    if not source.exists():
        raise UsageError(f"there is no {source}", remedy="name the LMS's download, or a folder")
    try:
        with _staging(course.submitted_dir, dry_run) as staging:
            try:
                with opened(source, zone, limits) as archive:
                    run = _Run(course, assignment, archive, staging, roster, Meter(limits))
                    return run.collect(source, dry_run=dry_run)
            except SubmissionError as error:
                raise UsageError(
                    f"{source}: {error.fault}",
                    remedy="give the zip or tar as the LMS made it, or the folder it unpacks to",
                ) from None
    except OSError as error:
        raise UsageError(
            f"{error.filename or source}: {error.strerror}",
            remedy="nothing that was there is lost; correct that, and run the command again",
        ) from None


@contextmanager
def _staging(submitted: Path, dry_run: bool) -> Iterator[Path]:
    """Make a folder to fill: on the file system of submitted/, hidden from those who read it."""
    if not dry_run:
        submitted.mkdir(parents=True, exist_ok=True)
    path = Path(tempfile.mkdtemp(prefix=".collecting-", dir=None if dry_run else submitted))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@dataclass
class _Run:
    """One download on its way."""

    course: Course
    assignment: Assignment
    archive: Archive
    staging: Path
    roster: Roster | None
    meter: Meter

    def collect(self, source: Path, *, dry_run: bool) -> Collected:
        """Sort out the download and put it in place."""
        wrappers = {self.assignment.id, "submitted", "submissions", source.name.partition(".")[0]}
        others = {one.id for one in self.course.assignments} - {self.assignment.id}
        layout = sorted_out(self.archive.entries, self.assignment.id, others, wrappers)
        metadata = self._metadata(layout)
        download = [file.entry.time for b in layout.bundles.values() for file in b.files]
        packed = times.are_of_the_download(layout.kind, download)
        found = [
            one
            for bundle in layout.bundles.values()
            for one in self._contained(layout, bundle, metadata.get(bundle.key), packed)
        ]
        place = Settling(self.course, self.assignment, self.staging, dry_run=dry_run)
        settled = list(place.settled(found))
        rows = [*settled, *_strangers(layout, self.archive.stopped)]
        if not rows:
            raise SubmissionError("it holds no hand-in")
        if not dry_run:
            taken = {row.student: None for row in settled if row.fate is not Fate.REFUSED}
            reasons = {row.student: row.refused[0] for row in settled if row.fate is Fate.REFUSED}
            note_refused(self.course, self.assignment, {**reasons, **taken})
        return Collected(layout.kind, tuple(rows))

    def _metadata(self, layout: Layout) -> dict[str, FolderMetadata]:
        if layout.metadata is None:
            return {}
        path = self.staging / "metadata.yml"
        try:
            most = self.meter.limits.nested
            self.meter.copy(self.archive, layout.metadata, path, most=most, owner=METADATA)
            return read_metadata(path)
        except SubmissionError as error:
            layout.strangers.append((layout.metadata, error.fault))
            return {}

    def _contained(
        self, layout: Layout, bundle: Bundle, told: FolderMetadata | None, packed: bool
    ) -> list[Found]:
        """Return what `_student` yields; what goes wrong with one hand-in is its own."""
        try:
            return list(self._student(layout, bundle, told, packed))
        except OSError as error:
            if concerns_all(error):
                raise
            fault = f"{error.filename}: {error.strerror}"
        except Exception as error:
            fault = f"{type(error).__name__}: {error}"
        return [
            Found(failed(Row(shown(person.label), "", Fate.REFUSED), fault), None)
            for person in (told.people if told else ()) or bundle.people
        ]

    def _student(
        self, layout: Layout, bundle: Bundle, told: FolderMetadata | None, packed: bool
    ) -> Iterator[Found]:
        """Yield a hand-in once for each student who shares it."""
        expected = f"{self.assignment.notebook}.ipynb"
        zone = ZoneInfo(self.course.timezone)
        gathered = gather(bundle, self.archive, self.meter, self.staging, zone)
        chosen = choose(gathered, expected)
        time, seen, notes = None, None, list(gathered.notes)
        if chosen:
            time, seen, note = self._times(layout, bundle, chosen, told, packed)
            elsewhere = foreign_file(self.course, self.assignment, chosen.path)
            notes += [said for said in (elsewhere, note) if said]
        where = chosen.where if chosen else ""
        for person in (told.people if told else ()) or bundle.people:
            refused = list(gathered.refused)
            student, odd = self._id(layout, person, expected, refused)
            ready = None
            if chosen and student:
                origin = _origin(layout, person, chosen)
                ready = Ready(chosen.path, expected, time, seen, where, origin)
            row = Row(
                student or shown(person.label),
                where,
                Fate.NEW if ready else Fate.REFUSED,
                time.astimezone(zone) if time else None,
                _capped(refused),
                (*notes, *odd),
            )
            yield Found(row, ready)

    def _times(
        self,
        layout: Layout,
        bundle: Bundle,
        chosen: Candidate,
        told: FolderMetadata | None,
        packed: bool,
    ) -> tuple[datetime | None, datetime | None, str]:
        """Return when it was handed in, how new the file is, and a note on the two."""
        file = chosen.file
        if told and told.time:
            return told.time, told.time, ""
        if packed:
            canvas = layout.kind == "canvas"
            time, note = times.submitted_at(
                self.course, self.assignment, file.entry.time, late=file.late, canvas=canvas
            )
            return time, file.entry.time, note
        said = self._nbgrader_time(layout, bundle)
        own, fault = file.entry.time, ""
        if said is not None:
            if time := parse_timestamp(said, ZoneInfo(self.course.timezone)):
                return time, time, ""
            fault = f"timestamp.txt holds no time ({shown(said)!r})"
            own = own if own and may_be(said, own) else None
        elif told:
            fault = "the export does not say when it was handed in"
        return own, own, _own_time(own, fault)

    def _id(
        self, layout: Layout, person: Person, expected: str, refused: list[str]
    ) -> tuple[str, list[str]]:
        """Return the student's folder, "" where there is to be none, and what was odd about it."""
        if layout.kind == "plain" and is_variant(f"{person.label}.ipynb", expected):
            refused.append(f"it names no student: call it <student>.ipynb or <student>/{expected}")
            return "", []
        try:
            if self.roster:
                return self.roster.id_of(person), []
        except SubmissionError as error:
            refused.append(error.fault)
            return "", []
        student = safe_id(person.label)
        if not student:
            refused.append("no student's id can be made from its name")
        plain = person.label.replace(" ", "_")
        return student, [f"the id was made from {shown(person.label)}"] if student != plain else []

    def _nbgrader_time(self, layout: Layout, bundle: Bundle) -> str | None:
        """Return what timestamp.txt says where nbgrader, and no student, wrote it."""
        for file in bundle.files:
            if layout.kind == "nbgrader" and file.name == "timestamp.txt" and not file.entry.fault:
                path = self.staging / f"{file.entry.index}.time"
                try:
                    self.meter.copy(self.archive, file.entry, path, most=1000, owner=bundle.key)
                except SubmissionError:
                    return ""
                return path.read_bytes().decode("utf-8-sig", "replace").strip()
        return None


def _own_time(time: datetime | None, fault: str) -> str:
    """Return the note on a hand-in whose time is the file's own, "" where that is as usual."""
    if time is None:
        fault = fault or "the download does not say when it was handed in"
        return f"{fault}: lateness is not counted"
    return f"{fault}: the file's own time was taken" if fault else ""


def _origin(layout: Layout, person: Person, chosen: Candidate) -> Origin:
    return Origin(
        layout=layout.kind,
        member=chosen.file.top,
        number=person.number,
        name=person.name,
        email=person.email,
        sid=person.sid,
    )


def _strangers(layout: Layout, stopped: str) -> Iterator[Row]:
    for entry, why in layout.strangers[:_STRANGERS_SHOWN]:
        yield Row("", shown(entry.name), Fate.REFUSED, None, (why,))
    if (more := len(layout.strangers) - _STRANGERS_SHOWN) > 0:
        yield Row("", f"and {more} more files", Fate.REFUSED, None, ("these too",))
    if stopped:
        yield Row("", "the download", Fate.REFUSED, None, (f"{stopped}: the rest was not read",))


def _capped(refused: list[str]) -> tuple[str, ...]:
    more = len(refused) - _REFUSALS_SHOWN
    return (*refused[:_REFUSALS_SHOWN], *([f"and {more} more like these"] if more > 0 else []))
