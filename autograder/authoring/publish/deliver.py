"""Where bundles go: a folder (a web root, a repository, an upload), or nbgrader's exchange."""

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from autograder.authoring.publish.bundle import Bundle
from autograder.authoring.release.source import write_files
from autograder.course import Course
from autograder.course.published import EXCHANGE
from autograder.errors import StorageError, UsageError
from autograder.files import write_atomic


class Place(Protocol):
    """Somewhere that bundles go."""

    @property
    def name(self) -> str:
        """How the record calls it."""

    def check(self, course: Course) -> None:
        """Raise UsageError where nothing can be put there."""

    def put(self, course: Course, bundle: Bundle, *, known: bool) -> bool:
        """Put a bundle there under its name; say whether it was not there yet as it is.

        `known` says that the record has this very bundle there.
        """


@dataclass(frozen=True)
class ToFolder:
    """A folder in which each bundle is a zip."""

    path: Path

    @property
    def name(self) -> str:
        """The folder's path."""
        return str(self.path)

    def check(self, course: Course) -> None:
        """Raise UsageError where there is no such folder; that of a course below it is made."""
        folder = course.root / self.path
        if not folder.is_dir() and (self.path.is_absolute() or folder.exists()):
            raise UsageError(f"{folder} is no folder", remedy="make it, or mount it, and try again")

    def put(self, course: Course, bundle: Bundle, *, known: bool) -> bool:  # noqa: ARG002
        """Write <name>.zip; raise StorageError."""
        path, data = course.root / self.path / f"{bundle.name}.zip", bundle.zipped
        try:
            if path.is_file() and not path.is_symlink() and path.read_bytes() == data:
                return False
            write_atomic(path, data)
        except OSError as error:
            raise StorageError(path, error) from None
        return True


class ToExchange:
    """nbgrader's exchange, as nbgrader is configured for this course."""

    name = EXCHANGE

    def check(self, course: Course) -> None:
        """Leave it to nbgrader, which makes what is missing."""

    def put(self, course: Course, bundle: Bundle, *, known: bool) -> bool:
        """Run `nbgrader release_assignment` on these files; raise UsageError where it fails.

        What the record has there already is left alone: whoever is fetching it gets all of it.
        """
        if known:
            return False
        with tempfile.TemporaryDirectory(prefix="autograder-publish-") as staged:
            name = bundle.name
            write_files(Path(staged) / "." / name, dict(bundle.files))
            # --force: for a second edition, and after a run that was killed.
            command = [sys.executable, "-m", "nbgrader", "release_assignment", name, "--force"]
            command.append(f"--CourseDirectory.release_directory={staged}")
            done = subprocess.run(
                command, cwd=course.root, capture_output=True, text=True, check=False
            )
        if done.returncode:
            last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-3:]
            raise UsageError(
                f"nbgrader could not release {name} to its exchange: {' '.join(last)}",
                remedy="name the exchange's folder by c.Exchange.root in nbgrader_config.py, and"
                " see that you may write there",
            )
        return True
