"""Branch coverage of autograder/, with what runs inside the sandbox: `python tools/coverage`.

Runs pytest, with the arguments of this, under coverage.py, which follows every process of ours. The
fork server and the hand-ins' processes, which may write nothing, note their steps in a table that
is shared memory (see inside.py); afterwards those are added to coverage.py's data.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import coverage
from coverage.parser import PythonParser
from inside import FILES, LINES, SIZE

from autograder.sandbox.interpreter import OF_THE_ENGINE

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / ".cache" / "coverage"
BIN = WORK / "bin"
SETTINGS = f"""\
[run]
branch = true
parallel = true
source_pkgs = autograder
data_file = {WORK / "data"}
patch = subprocess, _exit
sigterm = true
disable_warnings =
    module-not-imported, no-data-collected, no-ctracer, already-imported, module-not-measured

[report]
skip_covered = true
show_missing = true
exclude_also =
    if TYPE_CHECKING:
"""


def main() -> int:
    """Measure, and print the report; the exit code is pytest's."""
    files = _prepare()
    command = [sys.executable, "-m", "coverage", "run", f"--rcfile={WORK / 'rc'}", "-m", "pytest"]
    path = f"{BIN}:{os.environ['PATH']}"
    code = subprocess.run(
        [*command, *sys.argv[1:]], cwd=ROOT, env={**os.environ, "PATH": path}, check=False
    ).returncode
    measured = coverage.Coverage(config_file=str(WORK / "rc"))
    measured.combine()
    table = (BIN / "inside" / "steps").read_bytes()
    for place, file in enumerate(files):
        size = LINES * LINES
        steps = table[place * size : (place + 1) * size]
        measured.get_data().add_arcs({str(file): _arcs(file, steps)})
    measured.report()
    return code


def _prepare() -> list[Path]:
    """Make the folder that the sandbox gets; return the files whose steps are noted there."""
    shutil.rmtree(WORK, ignore_errors=True)
    inside = BIN / "inside"
    inside.mkdir(parents=True)
    inside.chmod(0o777)  # inside the sandbox there is another user
    here = Path(__file__).parent
    shutil.copy(here / "bwrap", BIN)
    shutil.copy(here / "inside.py", inside)
    package = ROOT / "autograder"
    patterns = (name if name.endswith(".py") else f"{name}/*.py" for name in OF_THE_ENGINE)
    files = [file for pattern in patterns for file in sorted(package.glob(pattern))]
    assert len(files) <= FILES
    assert all(len(file.read_text().splitlines()) < LINES for file in files)
    (inside / "files").write_text("\n".join(str(file.relative_to(package)) for file in files))
    with (inside / "steps").open("wb") as steps:
        steps.truncate(SIZE)
    (inside / "steps").chmod(0o666)
    (WORK / "rc").write_text(SETTINGS)
    return files


def _arcs(file: Path, steps: bytes) -> set[tuple[int, int]]:
    """Return the steps of one file as coverage.py's arcs, which name what they enter and leave."""
    parser = PythonParser(filename=str(file))
    parser.parse_source()
    taken = {
        (parser.first_line(at // LINES), parser.first_line(at % LINES))
        for at, noted in enumerate(steps)
        if noted
    }
    return {arc for arc in parser.arcs() if (max(arc[0], 0), max(arc[1], 0)) in taken}


if __name__ == "__main__":
    sys.exit(main())
